// Each step of each of these operations fails once, under each auth policy.
#include "operations_faults.hpp"
//
#include <doctest/doctest.h>

#include <geai/api/analytics.hpp>
#include <geai/api/analytics_averages.hpp>
#include <geai/api/analytics_lab.hpp>

namespace {

using namespace geai::api;
using geai::test::sweep_operations;

}  // namespace

TEST_CASE("faults of every operation: analytics, the lab") {
  sweep_operations<get_agents_created_and_modified, get_agents_created_and_modified_per_day,
                   get_flows_created_and_modified, get_flows_created_and_modified_per_day,
                   get_processes_created_and_modified, get_processes_created_and_modified_per_day, get_projects_created,
                   get_projects_created_per_day>();
}

TEST_CASE("faults of every operation: analytics, averages") {
  sweep_operations<get_average_cost_per_request, get_average_cost_per_user, get_average_cost_per_user_per_date,
                   get_average_request_time, get_average_requests_per_day, get_average_requests_per_user,
                   get_average_requests_per_user_per_date, get_average_tokens_per_request, get_average_users_per_agent,
                   get_average_users_per_project>();
}

TEST_CASE("faults of every operation: analytics, requests") {
  sweep_operations<get_activity_per_agent, get_activity_per_api_token, get_activity_per_user,
                   get_agent_usage_per_organization_and_project, get_agent_usage_per_project, get_agent_usage_per_user,
                   get_number_of_tokens, get_number_of_tokens_per_agent, get_number_of_tokens_per_day,
                   get_overall_error_rate, get_top_10_agents_by_requests, get_top_10_agents_by_tokens,
                   get_top_10_users_by_cost, get_top_10_users_by_requests, get_total_active_agents,
                   get_total_active_projects, get_total_active_users, get_total_cost, get_total_cost_per_day,
                   get_total_request_time, get_total_requests, get_total_requests_per_day,
                   get_total_requests_with_error, get_total_tokens>();
}
