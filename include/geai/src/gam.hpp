// Generated from the operations in include/geai/api by `python3 tests/coverage/run.py --write`; edit those.
// clang-format off

#pragma once

#include <geai/src/definitions.hpp>
#include <geai/api/gam.hpp>

namespace geai::inline v0_2 {

GEAI_INSTANCE struct detail::wire_form<api::get_gam_access_token, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_gam_access_token, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::refresh_gam_access_token, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::refresh_gam_access_token, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::gam_signing_url, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::gam_signing_url, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_gam_user_info, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_gam_user_info, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_gam_authentication_types, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_gam_authentication_types, json::simdjson>;

}  // namespace geai::inline v0_2
