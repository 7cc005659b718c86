#include <geai/client/analytics.hpp>
#include <geai/json/simdjson.hpp>
#include <geai/transport/curl.hpp>
//
#include <doctest/doctest.h>

#include <chrono>
#include <string>

#include "support/sandbox.hpp"

// All of analytics over HTTP, with the documented answers of the sandbox, and with those seen in the field (--quirks).

namespace {

using namespace std::chrono_literals;

constexpr geai::date first = 2026y / 11 / 1;
constexpr geai::date last = 2026y / 11 / 30;

void check_lab(geai::analytics_client<geai::auth::api_key> const& client) {
  auto const agents = client.get_agents_created_and_modified({first, last}).value();
  CHECK(agents.created_agents == 3);
  CHECK(agents.modified_agents == 2);
  auto const agent_days = client.get_agents_created_and_modified_per_day({first, last}).value();
  REQUIRE(agent_days.size() == 1);
  CHECK(geai::date::parse(agent_days.begin()->date) == first);
  CHECK(agent_days.begin()->modified_agents == 2);
  CHECK(client.get_flows_created_and_modified({first, last}).value().modified_flows == 4);
  CHECK(client.get_flows_created_and_modified_per_day({first, last}).value().begin()->created_flows == 1);
  CHECK(client.get_processes_created_and_modified({first, last}).value().created_processes == 2);
  CHECK(client.get_processes_created_and_modified_per_day({first, last}).value().begin()->modified_processes == 5);
  CHECK(client.get_projects_created({first, last}).value().created_projects == 6);
  CHECK(client.get_projects_created_per_day({first, last}).value().text.find("projectsCreatedPerDay") !=
        std::string::npos);
}

void check_averages(geai::analytics_client<geai::auth::api_key> const& client) {
  CHECK(client.get_average_cost_per_request({first, last}).value().average_cost == 0.0148325);
  CHECK(client.get_average_cost_per_user({first, last}).value().average_cost == 0.625);
  auto const costs = client.get_average_cost_per_user_per_date({first, last}).value();
  REQUIRE(costs.size() == 1);
  CHECK(costs.begin()->user_name == "user@example.com");
  CHECK(costs.begin()->average_cost == 0.625);
  CHECK(client.get_average_request_time({first, last}).value().average_time ==
        std::chrono::duration<double, std::milli>(850.5));
  CHECK(client.get_average_requests_per_day({first, last}).value().average_requests == 12.5);
  CHECK(client.get_average_requests_per_user({first, last}).value().average_requests == 6.25);
  CHECK(client.get_average_requests_per_user_per_date({first, last}).value().begin()->average_requests == 6.25);
  auto const tokens = client.get_average_tokens_per_request({first, last}).value();
  CHECK(tokens.average_input_tokens == 500.5);
  CHECK(tokens.average_output_tokens == 199.5);
  CHECK(tokens.average_total_tokens == 700);
  CHECK(client.get_average_users_per_agent({first, last}).value().begin()->average_users == 1.5);
  CHECK(client.get_average_users_per_project({first, last}).value().begin()->average_users == 2.5);
}

void check_requests(geai::analytics_client<geai::auth::api_key> const& client) {
  CHECK(client.get_activity_per_agent({first, last}).value().text.find("Sample") != std::string::npos);
  CHECK(client.get_activity_per_api_token({first, last}).value().text.find("default") != std::string::npos);
  CHECK(client.get_activity_per_user({first, last}).value().text.find("u1") != std::string::npos);
  CHECK_FALSE(client.get_agent_usage_per_organization_and_project({first, last}).value().empty());
  CHECK_FALSE(client.get_agent_usage_per_project({first, last}).value().empty());
  auto const usage = client.get_agent_usage_per_user({first, last}).value();
  REQUIRE(usage.size() == 1);
  CHECK(usage.begin()->total_cost == 1.25);
  CHECK(usage.begin()->total_requests == 10);
  CHECK(usage.begin()->total_tokens == 7000);
  auto const tokens = client.get_number_of_tokens({first, last}).value();
  CHECK(tokens.total_input_tokens == 5000);
  CHECK(tokens.total_output_tokens == 2000);
  CHECK(tokens.total_tokens == 7000);
  CHECK(client.get_total_tokens({first, last}).value().total_tokens == 7000);
  CHECK(client.get_number_of_tokens_per_agent({first, last}).value().begin()->model == "gpt-4o");
  CHECK(client.get_number_of_tokens_per_day({first, last}).value().begin()->output_tokens == 2000);
  CHECK(client.get_overall_error_rate({first, last}).value().error_rate == 2.5);
  CHECK(client.get_top_10_agents_by_requests({first, last}).value().begin()->total_requests == 10);
  CHECK(client.get_top_10_agents_by_tokens({first, last}).value().begin()->total_tokens == 7000);
  CHECK(client.get_top_10_users_by_cost({first, last}).value().begin()->total_cost == 1.25);
  CHECK(client.get_top_10_users_by_requests({first, last}).value().begin()->total_requests == 10);
  CHECK(client.get_total_active_agents({first, last}).value().total_active_agents == 3);
  CHECK(client.get_total_active_projects({first, last}).value().total_active_projects == 1);
  CHECK(client.get_total_active_users({first, last, "Sample"}).value().total_active_users == 2);
  CHECK(client.get_total_cost({first, last}).value().total_cost == 1.25);
  CHECK(client.get_total_cost_per_day({first, last}).value().begin()->total_cost == 1.25);
  CHECK(client.get_total_request_time({first, last}).value().total_time == std::chrono::minutes(45));
  CHECK(client.get_total_requests({first, last, "Sample"}).value().total_requests == 10);
  auto const days = client.get_total_requests_per_day({first, last, "Sample"}).value();
  REQUIRE(days.size() == 1);
  CHECK(days.begin()->total_requests == 10);
  CHECK(days.begin()->total_requests_with_error == 1);
  CHECK(client.get_total_requests_with_error({first, last}).value().total_requests_with_error == 1);
}

void check_all(support::sandbox const& sandbox) {
  geai::analytics_client const client{geai::api_key = "sandbox-key", geai::base_url = sandbox.url()};
  check_lab(client);
  check_averages(client);
  check_requests(client);
  CHECK(client.get_total_cost({last, first}).error().code == geai::errc::invalid_argument);
}

}  // namespace

TEST_CASE("sandbox: analytics") { check_all(support::sandbox()); }

TEST_CASE("sandbox: analytics, with the quirks of the field") { check_all(support::sandbox({"--quirks"})); }
