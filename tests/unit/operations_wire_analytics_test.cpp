// The requests of analytics, each of which has a period.
#include "operations_support.hpp"
//
#include <doctest/doctest.h>

#include <geai/api/analytics.hpp>
#include <geai/api/analytics_averages.hpp>
#include <geai/api/analytics_lab.hpp>
#include <geai/client/analytics.hpp>

namespace {

using namespace geai::api;
using namespace std::chrono_literals;
using geai::test::check_wire;

constexpr geai::date first = 2026y / 11 / 1;
constexpr geai::date last = 2026y / 11 / 30;

#define PERIOD "?startDate=2026-11-01&endDate=2026-11-30"

}  // namespace

// clang-format off

TEST_CASE("the wire: analytics, the lab") {
  check_wire({
    {get_agents_created_and_modified{first, last},               "GET", "/v1/analytics/lab/agents-created-and-modified" PERIOD},
    {get_agents_created_and_modified_per_day{first, last},       "GET", "/v1/analytics/lab/agents-created-and-modified-per-day" PERIOD},
    {get_flows_created_and_modified{first, last},                "GET", "/v1/analytics/lab/flows-created-and-modified" PERIOD},
    {get_flows_created_and_modified_per_day{first, last},        "GET", "/v1/analytics/lab/flows-created-and-modified-per-day" PERIOD},
    {get_processes_created_and_modified{first, last},            "GET", "/v1/analytics/lab/processes-created-and-modified" PERIOD},
    {get_processes_created_and_modified_per_day{first, last},    "GET", "/v1/analytics/lab/processes-created-and-modified-per-day" PERIOD},
    {get_projects_created{first, last},                          "GET", "/v1/analytics/lab/projects-created" PERIOD},
    {get_projects_created_per_day{first, last},                  "GET", "/v1/analytics/lab/projects-created-per-day" PERIOD},
  });
}

TEST_CASE("the wire: analytics, averages") {
  check_wire({
    {get_average_cost_per_request{first, last},              "GET", "/v1/analytics/requests/average-cost-per-request" PERIOD},
    {get_average_cost_per_user{first, last},                 "GET", "/v1/analytics/requests/average-cost-per-user" PERIOD},
    {get_average_cost_per_user_per_date{first, last},        "GET", "/v1/analytics/requests/average-cost-per-user-per-date" PERIOD},
    {get_average_request_time{first, last},                  "GET", "/v1/analytics/requests/average-request-time" PERIOD},
    {get_average_requests_per_day{first, last},              "GET", "/v1/analytics/requests/average-requests-per-day" PERIOD},
    {get_average_requests_per_user{first, last},             "GET", "/v1/analytics/requests/average-requests-per-user" PERIOD},
    {get_average_requests_per_user_per_date{first, last},    "GET", "/v1/analytics/requests/average-requests-per-user-per-date" PERIOD},
    {get_average_tokens_per_request{first, last},            "GET", "/v1/analytics/requests/average-tokens-per-request" PERIOD},
    {get_average_users_per_agent{first, last},               "GET", "/v1/analytics/requests/average-users-per-agent" PERIOD},
    {get_average_users_per_project{first, last},             "GET", "/v1/analytics/requests/average-users-per-project" PERIOD},
  });
}

TEST_CASE("the wire: analytics, requests") {
  check_wire({
    {get_activity_per_agent{first, last},                          "GET", "/v1/analytics/requests/activity-per-agent" PERIOD},
    {get_activity_per_api_token{first, last},                      "GET", "/v1/analytics/requests/activity-per-api-token" PERIOD},
    {get_activity_per_user{first, last},                           "GET", "/v1/analytics/requests/activity-per-user" PERIOD},
    {get_agent_usage_per_organization_and_project{first, last},    "GET", "/v1/analytics/requests/agent-usage-per-organization-and-project" PERIOD},
    {get_agent_usage_per_project{first, last},                     "GET", "/v1/analytics/requests/agent-usage-per-project" PERIOD},
    {get_agent_usage_per_user{first, last},                        "GET", "/v1/analytics/requests/agent-usage-per-user" PERIOD},
    {get_number_of_tokens{first, last},                            "GET", "/v1/analytics/requests/number-of-tokens" PERIOD},
    {get_number_of_tokens_per_agent{first, last},                  "GET", "/v1/analytics/requests/number-of-tokens-per-agent" PERIOD},
    {get_number_of_tokens_per_day{first, last},                    "GET", "/v1/analytics/requests/number-of-tokens-per-day" PERIOD},
    {get_overall_error_rate{first, last},                          "GET", "/v1/analytics/requests/overall-error-rate" PERIOD},
    {get_top_10_agents_by_requests{first, last},                   "GET", "/v1/analytics/requests/top-10-agents-by-requests" PERIOD},
    {get_top_10_agents_by_tokens{first, last},                     "GET", "/v1/analytics/requests/top-10-agents-by-tokens" PERIOD},
    {get_top_10_users_by_cost{first, last},                        "GET", "/v1/analytics/requests/top-10-users-by-cost" PERIOD},
    {get_top_10_users_by_requests{first, last},                    "GET", "/v1/analytics/requests/top-10-users-by-requests" PERIOD},
    {get_total_active_agents{first, last},                         "GET", "/v1/analytics/requests/total-active-agents" PERIOD},
    {get_total_active_projects{first, last},                       "GET", "/v1/analytics/requests/total-active-projects" PERIOD},
    {get_total_active_users{first, last},                          "GET", "/v1/analytics/requests/total-active-users" PERIOD},
    {get_total_cost{first, last},                                  "GET", "/v1/analytics/requests/total-cost" PERIOD},
    {get_total_cost_per_day{first, last},                          "GET", "/v1/analytics/requests/total-cost-per-day" PERIOD},
    {get_total_request_time{first, last},                          "GET", "/v1/analytics/requests/total-request-time" PERIOD},
    {get_total_requests{first, last},                              "GET", "/v1/analytics/requests/total-requests" PERIOD},
    {get_total_requests_per_day{first, last},                      "GET", "/v1/analytics/requests/total-requests-per-day" PERIOD},
    {get_total_requests_with_error{first, last},                   "GET", "/v1/analytics/requests/total-requests-with-error" PERIOD},
    {get_total_tokens{first, last},                                "GET", "/v1/analytics/requests/total-tokens" PERIOD},
    {get_total_active_users{first, last, "a&b"},    "GET", "/v1/analytics/requests/total-active-users" PERIOD "&agentName=a%26b"},
    {get_total_requests{first, last, "a&b"},        "GET", "/v1/analytics/requests/total-requests" PERIOD "&agentName=a%26b"},
    {get_total_requests_per_day{first, last, "a&b"}, "GET", "/v1/analytics/requests/total-requests-per-day" PERIOD "&agentName=a%26b"},
  });
}

TEST_CASE("the wire: a period of one day, and the ends of the calendar") {
  using std::chrono::February, std::chrono::last;
  check_wire({
    {get_total_cost{2024y/2/29, 2024y/February/last},  "GET", "/v1/analytics/requests/total-cost?startDate=2024-02-29&endDate=2024-02-29"},
    {get_total_cost{1y/1/1, 9999y/12/31},              "GET", "/v1/analytics/requests/total-cost?startDate=0001-01-01&endDate=9999-12-31"},
  });
}

// clang-format on

TEST_CASE("analytics: an invalid period is refused before anything is sent") {
  geai::transport::mock wire = geai::transport::mock().reply(200, "{}");
  geai::test::client<geai::analytics_calls> const client{wire, geai::auth::none{}, geai::base_url = "https://api",
                                                         geai::eval_url = "https://eval"};
  auto const refusal = [&](geai::date start, geai::date end) {
    return client.get_total_cost({.start_date = start, .end_date = end}).error();
  };
  auto const no_day = 2026y / 2 / 30;
  CHECK(refusal({}, last).code == geai::errc::missing_requirement);
  CHECK(refusal({}, last).message == "get_total_cost: startDate is empty; the operation requires it");
  CHECK(refusal(first, {}).message == "get_total_cost: endDate is empty; the operation requires it");
  CHECK(refusal(no_day, last).code == geai::errc::invalid_argument);
  CHECK(refusal(no_day, last).message == "get_total_cost: startDate is not a valid date");
  CHECK(refusal(first, no_day).message == "get_total_cost: endDate is not a valid date");
  CHECK(refusal(first, 10000y / 1 / 1).message == "get_total_cost: endDate is not a valid date");
  CHECK(refusal(last, first).message == "get_total_cost: startDate is after endDate");
  CHECK(wire.requests().empty());
}
