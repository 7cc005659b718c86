// Generated from the operations in include/geai/api by `python3 tests/coverage/run.py --write`; edit those.
// clang-format off

#pragma once

#include <geai/src/definitions.hpp>
#include <geai/api/secrets.hpp>

namespace geai::inline v0_2 {

GEAI_INSTANCE struct detail::wire_form<api::list_secrets, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::list_secrets, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_secret, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_secret, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::create_secret, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::create_secret, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::update_secret, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::update_secret, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::set_secret_accesses, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_secret_accesses, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_secret_accesses, json::simdjson>;

}  // namespace geai::inline v0_2
