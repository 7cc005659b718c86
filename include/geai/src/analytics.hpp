// Generated from the operations in include/geai/api by `python3 tests/coverage/run.py --write`; edit those.
// clang-format off

#pragma once

#include <geai/src/definitions.hpp>
#include <geai/api/analytics.hpp>
#include <geai/api/analytics_averages.hpp>
#include <geai/api/analytics_lab.hpp>

namespace geai::inline v0_2 {

GEAI_INSTANCE struct detail::wire_form<api::get_activity_per_agent, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_activity_per_agent, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_activity_per_api_token, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_activity_per_api_token, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_activity_per_user, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_activity_per_user, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_agent_usage_per_organization_and_project, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_agent_usage_per_organization_and_project, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_agent_usage_per_project, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_agent_usage_per_project, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_agent_usage_per_user, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_agent_usage_per_user, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_number_of_tokens, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_number_of_tokens, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_number_of_tokens_per_agent, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_number_of_tokens_per_agent, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_number_of_tokens_per_day, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_number_of_tokens_per_day, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_overall_error_rate, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_overall_error_rate, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_top_10_agents_by_requests, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_top_10_agents_by_requests, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_top_10_agents_by_tokens, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_top_10_agents_by_tokens, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_top_10_users_by_cost, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_top_10_users_by_cost, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_top_10_users_by_requests, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_top_10_users_by_requests, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_total_active_agents, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_total_active_agents, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_total_active_projects, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_total_active_projects, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_total_active_users, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_total_active_users, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_total_cost, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_total_cost, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_total_cost_per_day, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_total_cost_per_day, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_total_request_time, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_total_request_time, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_total_requests, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_total_requests, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_total_requests_per_day, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_total_requests_per_day, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_total_requests_with_error, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_total_requests_with_error, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_total_tokens, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_total_tokens, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_average_cost_per_request, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_average_cost_per_request, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_average_cost_per_user, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_average_cost_per_user, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_average_cost_per_user_per_date, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_average_cost_per_user_per_date, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_average_request_time, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_average_request_time, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_average_requests_per_day, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_average_requests_per_day, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_average_requests_per_user, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_average_requests_per_user, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_average_requests_per_user_per_date, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_average_requests_per_user_per_date, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_average_tokens_per_request, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_average_tokens_per_request, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_average_users_per_agent, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_average_users_per_agent, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_average_users_per_project, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_average_users_per_project, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_agents_created_and_modified, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_agents_created_and_modified, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_agents_created_and_modified_per_day, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_agents_created_and_modified_per_day, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_flows_created_and_modified, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_flows_created_and_modified, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_flows_created_and_modified_per_day, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_flows_created_and_modified_per_day, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_processes_created_and_modified, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_processes_created_and_modified, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_processes_created_and_modified_per_day, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_processes_created_and_modified_per_day, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_projects_created, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_projects_created, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_projects_created_per_day, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_projects_created_per_day, json::simdjson>;

}  // namespace geai::inline v0_2
