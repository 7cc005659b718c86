// Generated from the operations in include/geai/api by `python3 tests/coverage/run.py --write`; edit those.
// clang-format off

#pragma once

#include <geai/src/definitions.hpp>
#include <geai/api/organization.hpp>

namespace geai::inline v0_2 {

GEAI_INSTANCE struct detail::wire_form<api::list_organization_assistants, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::list_organization_assistants, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::list_projects, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::list_projects, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_project, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_project, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::create_project, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::create_project, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::update_project, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::update_project, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::delete_project, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::list_project_tokens, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::list_project_tokens, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::export_requests, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::export_requests, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::list_organizations, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::list_organizations, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::create_organization, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::create_organization, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::delete_organization, json::simdjson>;

}  // namespace geai::inline v0_2
