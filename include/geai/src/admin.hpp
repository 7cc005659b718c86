// Generated from the operations in include/geai/api by `python3 tests/coverage/run.py --write`; edit those.
// clang-format off

#pragma once

#include <geai/src/definitions.hpp>
#include <geai/api/admin.hpp>

namespace geai::inline v0_2 {

GEAI_INSTANCE struct detail::wire_form<api::validate_api_token, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::validate_api_token, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_authorized_organizations, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_authorized_organizations, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_authorized_projects, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_authorized_projects, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_project_visibility, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_project_token, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_project_token, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_health, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_health, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_platform_root, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_platform_root, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::list_plugin_assistants, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::list_plugin_assistants, json::simdjson>;

}  // namespace geai::inline v0_2
