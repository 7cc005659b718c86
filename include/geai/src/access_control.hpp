// Generated from the operations in include/geai/api by `python3 tests/coverage/run.py --write`; edit those.
// clang-format off

#pragma once

#include <geai/src/definitions.hpp>
#include <geai/api/access_control.hpp>

namespace geai::inline v0_2 {

GEAI_INSTANCE struct detail::wire_form<api::list_memberships, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::list_memberships, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::list_project_memberships, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::list_project_memberships, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::list_project_roles, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::list_project_roles, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::list_project_members, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::list_project_members, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::list_organization_members, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::list_organization_members, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::add_project_member, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::remove_project_member, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_plugin_runtime_policies, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_plugin_runtime_policies, json::simdjson>;

}  // namespace geai::inline v0_2
