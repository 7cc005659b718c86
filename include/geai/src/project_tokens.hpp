// Generated from the operations in include/geai/api by `python3 tests/coverage/run.py --write`; edit those.
// clang-format off

#pragma once

#include <geai/src/definitions.hpp>
#include <geai/api/project_tokens.hpp>

namespace geai::inline v0_2 {

GEAI_INSTANCE struct detail::wire_form<api::create_project_api_token, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::create_project_api_token, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_project_api_token, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_project_api_token, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::update_project_api_token, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::update_project_api_token, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::delete_project_api_token, json::simdjson>;

}  // namespace geai::inline v0_2
