// Generated from the operations in include/geai/api by `python3 tests/coverage/run.py --write`; edit those.
// clang-format off

#pragma once

#include <geai/src/definitions.hpp>
#include <geai/api/usage_limits.hpp>

namespace geai::inline v0_2 {

GEAI_INSTANCE struct detail::wire_form<api::create_organization_usage_limit, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::create_organization_usage_limit, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::list_organization_usage_limits, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::list_organization_usage_limits, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_latest_organization_usage_limit, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_latest_organization_usage_limit, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::delete_organization_usage_limit, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::delete_organization_usage_limit, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::set_organization_hard_limit, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::set_organization_soft_limit, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::set_organization_renewal_status, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::create_project_usage_limit, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::create_project_usage_limit, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::list_project_usage_limits, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::list_project_usage_limits, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_latest_project_usage_limit, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_latest_project_usage_limit, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_active_project_usage_limit, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_active_project_usage_limit, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::delete_project_usage_limit, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::delete_project_usage_limit, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::set_project_hard_limit, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::set_project_soft_limit, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::set_project_renewal_status, json::simdjson>;

}  // namespace geai::inline v0_2
