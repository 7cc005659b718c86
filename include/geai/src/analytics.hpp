// Generated from the operations in include/geai/api by `python3 tests/coverage/run.py --write`; edit those.
// clang-format off

#pragma once

#include <geai/src/definitions.hpp>
#include <geai/api/analytics.hpp>
#include <geai/api/analytics_averages.hpp>
#include <geai/api/analytics_lab.hpp>

namespace geai::inline v0_2 {

template struct detail::wire_form<api::get_activity_per_agent, json::simdjson>;
template struct detail::into_form<api::get_activity_per_agent, json::simdjson>;
template struct detail::wire_form<api::get_activity_per_api_token, json::simdjson>;
template struct detail::into_form<api::get_activity_per_api_token, json::simdjson>;
template struct detail::wire_form<api::get_activity_per_user, json::simdjson>;
template struct detail::into_form<api::get_activity_per_user, json::simdjson>;
template struct detail::wire_form<api::get_agent_usage_per_organization_and_project, json::simdjson>;
template struct detail::into_form<api::get_agent_usage_per_organization_and_project, json::simdjson>;
template struct detail::wire_form<api::get_agent_usage_per_project, json::simdjson>;
template struct detail::into_form<api::get_agent_usage_per_project, json::simdjson>;
template struct detail::wire_form<api::get_agent_usage_per_user, json::simdjson>;
template struct detail::into_form<api::get_agent_usage_per_user, json::simdjson>;
template struct detail::wire_form<api::get_number_of_tokens, json::simdjson>;
template struct detail::into_form<api::get_number_of_tokens, json::simdjson>;
template struct detail::wire_form<api::get_number_of_tokens_per_agent, json::simdjson>;
template struct detail::into_form<api::get_number_of_tokens_per_agent, json::simdjson>;
template struct detail::wire_form<api::get_number_of_tokens_per_day, json::simdjson>;
template struct detail::into_form<api::get_number_of_tokens_per_day, json::simdjson>;
template struct detail::wire_form<api::get_overall_error_rate, json::simdjson>;
template struct detail::into_form<api::get_overall_error_rate, json::simdjson>;
template struct detail::wire_form<api::get_top_10_agents_by_requests, json::simdjson>;
template struct detail::into_form<api::get_top_10_agents_by_requests, json::simdjson>;
template struct detail::wire_form<api::get_top_10_agents_by_tokens, json::simdjson>;
template struct detail::into_form<api::get_top_10_agents_by_tokens, json::simdjson>;
template struct detail::wire_form<api::get_top_10_users_by_cost, json::simdjson>;
template struct detail::into_form<api::get_top_10_users_by_cost, json::simdjson>;
template struct detail::wire_form<api::get_top_10_users_by_requests, json::simdjson>;
template struct detail::into_form<api::get_top_10_users_by_requests, json::simdjson>;
template struct detail::wire_form<api::get_total_active_agents, json::simdjson>;
template struct detail::into_form<api::get_total_active_agents, json::simdjson>;
template struct detail::wire_form<api::get_total_active_projects, json::simdjson>;
template struct detail::into_form<api::get_total_active_projects, json::simdjson>;
template struct detail::wire_form<api::get_total_active_users, json::simdjson>;
template struct detail::into_form<api::get_total_active_users, json::simdjson>;
template struct detail::wire_form<api::get_total_cost, json::simdjson>;
template struct detail::into_form<api::get_total_cost, json::simdjson>;
template struct detail::wire_form<api::get_total_cost_per_day, json::simdjson>;
template struct detail::into_form<api::get_total_cost_per_day, json::simdjson>;
template struct detail::wire_form<api::get_total_request_time, json::simdjson>;
template struct detail::into_form<api::get_total_request_time, json::simdjson>;
template struct detail::wire_form<api::get_total_requests, json::simdjson>;
template struct detail::into_form<api::get_total_requests, json::simdjson>;
template struct detail::wire_form<api::get_total_requests_per_day, json::simdjson>;
template struct detail::into_form<api::get_total_requests_per_day, json::simdjson>;
template struct detail::wire_form<api::get_total_requests_with_error, json::simdjson>;
template struct detail::into_form<api::get_total_requests_with_error, json::simdjson>;
template struct detail::wire_form<api::get_total_tokens, json::simdjson>;
template struct detail::into_form<api::get_total_tokens, json::simdjson>;
template struct detail::wire_form<api::get_average_cost_per_request, json::simdjson>;
template struct detail::into_form<api::get_average_cost_per_request, json::simdjson>;
template struct detail::wire_form<api::get_average_cost_per_user, json::simdjson>;
template struct detail::into_form<api::get_average_cost_per_user, json::simdjson>;
template struct detail::wire_form<api::get_average_cost_per_user_per_date, json::simdjson>;
template struct detail::into_form<api::get_average_cost_per_user_per_date, json::simdjson>;
template struct detail::wire_form<api::get_average_request_time, json::simdjson>;
template struct detail::into_form<api::get_average_request_time, json::simdjson>;
template struct detail::wire_form<api::get_average_requests_per_day, json::simdjson>;
template struct detail::into_form<api::get_average_requests_per_day, json::simdjson>;
template struct detail::wire_form<api::get_average_requests_per_user, json::simdjson>;
template struct detail::into_form<api::get_average_requests_per_user, json::simdjson>;
template struct detail::wire_form<api::get_average_requests_per_user_per_date, json::simdjson>;
template struct detail::into_form<api::get_average_requests_per_user_per_date, json::simdjson>;
template struct detail::wire_form<api::get_average_tokens_per_request, json::simdjson>;
template struct detail::into_form<api::get_average_tokens_per_request, json::simdjson>;
template struct detail::wire_form<api::get_average_users_per_agent, json::simdjson>;
template struct detail::into_form<api::get_average_users_per_agent, json::simdjson>;
template struct detail::wire_form<api::get_average_users_per_project, json::simdjson>;
template struct detail::into_form<api::get_average_users_per_project, json::simdjson>;
template struct detail::wire_form<api::get_agents_created_and_modified, json::simdjson>;
template struct detail::into_form<api::get_agents_created_and_modified, json::simdjson>;
template struct detail::wire_form<api::get_agents_created_and_modified_per_day, json::simdjson>;
template struct detail::into_form<api::get_agents_created_and_modified_per_day, json::simdjson>;
template struct detail::wire_form<api::get_flows_created_and_modified, json::simdjson>;
template struct detail::into_form<api::get_flows_created_and_modified, json::simdjson>;
template struct detail::wire_form<api::get_flows_created_and_modified_per_day, json::simdjson>;
template struct detail::into_form<api::get_flows_created_and_modified_per_day, json::simdjson>;
template struct detail::wire_form<api::get_processes_created_and_modified, json::simdjson>;
template struct detail::into_form<api::get_processes_created_and_modified, json::simdjson>;
template struct detail::wire_form<api::get_processes_created_and_modified_per_day, json::simdjson>;
template struct detail::into_form<api::get_processes_created_and_modified_per_day, json::simdjson>;
template struct detail::wire_form<api::get_projects_created, json::simdjson>;
template struct detail::into_form<api::get_projects_created, json::simdjson>;
template struct detail::wire_form<api::get_projects_created_per_day, json::simdjson>;
template struct detail::into_form<api::get_projects_created_per_day, json::simdjson>;

}  // namespace geai::inline v0_2
