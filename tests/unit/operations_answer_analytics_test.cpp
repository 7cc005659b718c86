// The answers of analytics: every model by its field list, and the documented replies.
#include <geai/inline.hpp>
//
#include "operations_models.hpp"
//
#include <doctest/doctest.h>

#include <geai/api/analytics.hpp>
#include <geai/api/analytics_averages.hpp>
#include <geai/api/analytics_lab.hpp>
#include <geai/date.hpp>

namespace {

using geai::test::check_models;
using geai::test::decoded;

// The answer contains everything in the reply.
template <class Answer> void check_reply(std::string const& body) {
  geai::test::check_text(geai::test::json_of(decoded<Answer>(body).value()), body);
}

}  // namespace

TEST_CASE("models of analytics, the lab") {
  check_models<geai::agent_changes, geai::agent_changes_of_day, geai::agent_changes_by_day, geai::flow_changes,
               geai::flow_changes_of_day, geai::flow_changes_by_day, geai::process_changes,
               geai::process_changes_of_day, geai::process_changes_by_day, geai::project_count>();
}

TEST_CASE("models of analytics, averages") {
  check_models<geai::cost_average, geai::user_cost_of_day, geai::user_costs_by_day, geai::request_time_average,
               geai::request_average, geai::user_requests_of_day, geai::user_requests_by_day, geai::token_average,
               geai::agent_users, geai::agent_users_list, geai::project_users, geai::project_users_list>();
}

TEST_CASE("models of analytics, requests") {
  check_models<geai::user_usage, geai::user_usage_list, geai::token_totals, geai::agent_tokens, geai::tokens_by_agent,
               geai::tokens_of_day, geai::tokens_by_day, geai::request_error_rate, geai::agent_request_total,
               geai::agents_by_requests, geai::agent_token_total, geai::agents_by_tokens, geai::user_cost_total,
               geai::users_by_cost, geai::user_request_total, geai::users_by_requests, geai::active_agent_count,
               geai::active_project_count, geai::active_user_count, geai::cost_total, geai::cost_of_day,
               geai::cost_by_day, geai::request_time_total, geai::request_total, geai::requests_of_day,
               geai::requests_by_day, geai::failed_request_total>();
}

// clang-format off

TEST_CASE("analytics: each documented reply is read without loss") {
  check_reply<geai::agent_changes>(R"({"createdAgents":1,"modifiedAgents":2})");
  check_reply<geai::agent_changes_by_day>(R"({"agentsCreatedAndModifiedPerDay":[{"date":"2026-11-29","createdAgents":1,"modifiedAgents":2}]})");
  check_reply<geai::flow_changes>(R"({"createdFlows":1,"modifiedFlows":2})");
  check_reply<geai::flow_changes_by_day>(R"({"flowsCreatedAndModifiedPerDay":[{"date":"2026-11-29","createdFlows":1,"modifiedFlows":2}]})");
  check_reply<geai::process_changes>(R"({"createdProcesses":1,"modifiedProcesses":2})");
  check_reply<geai::process_changes_by_day>(R"({"processesCreatedAndModifiedPerDay":[{"date":"2026-11-29","createdProcesses":1,"modifiedProcesses":2}]})");
  check_reply<geai::project_count>(R"({"createdProjects":1})");
  check_reply<geai::user_usage_list>(R"({"agentUsagePerUser":[{"userId":"u","userName":"U","totalCost":0.5,"totalRequests":2,"totalTokens":3}]})");
  check_reply<geai::cost_average>(R"({"averageCost":0.5})");
  check_reply<geai::user_costs_by_day>(R"({"averageCostPerUserPerDate":[{"date":"2026-11-29","userId":"u","userName":"U","averageCost":0.5}]})");
  check_reply<geai::request_time_average>(R"({"averageTime":850.5})");
  check_reply<geai::request_average>(R"({"averageRequests":12.5})");
  check_reply<geai::user_requests_by_day>(R"({"averageRequestsPerUserPerDate":[{"date":"2026-11-29","userId":"u","userName":"U","averageRequests":6.25}]})");
  check_reply<geai::token_average>(R"({"averageInputTokens":1.5,"averageOutputTokens":2.5,"averageTotalTokens":4})");
  check_reply<geai::agent_users_list>(R"({"averageUsersPerAgent":[{"agentName":"a","averageUsers":1.5}]})");
  check_reply<geai::project_users_list>(R"({"averageUsersPerProject":[{"projectId":"p","projectName":"P","averageUsers":2.5}]})");
  check_reply<geai::token_totals>(R"({"totalInputTokens":1,"totalOutputTokens":2,"totalTokens":3})");
  check_reply<geai::tokens_by_agent>(R"({"tokensPerAgent":[{"agentName":"a","model":"m","inputTokens":1,"outputTokens":2,"totalTokens":3}]})");
  check_reply<geai::tokens_by_day>(R"({"tokensPerDay":[{"date":"2026-11-29","inputTokens":1,"outputTokens":2,"totalTokens":3}]})");
  check_reply<geai::request_error_rate>(R"({"errorRate":2.5})");
  check_reply<geai::agents_by_requests>(R"({"topAgents":[{"agentName":"a","totalRequests":2},{"agentName":"b","totalRequests":1}]})");
  check_reply<geai::agents_by_tokens>(R"({"topAgents":[{"agentName":"a","totalTokens":2},{"agentName":"b","totalTokens":1}]})");
  check_reply<geai::users_by_cost>(R"({"topUsers":[{"userId":"u","userName":"U","totalCost":1.25},{"userId":"v","totalCost":1}]})");
  check_reply<geai::users_by_requests>(R"({"topUsers":[{"userId":"u","userName":"U","totalRequests":2},{"userId":"v","totalRequests":1}]})");
  check_reply<geai::active_agent_count>(R"({"totalActiveAgents":1})");
  check_reply<geai::active_project_count>(R"({"totalActiveProjects":1})");
  check_reply<geai::active_user_count>(R"({"totalActiveUsers":1})");
  check_reply<geai::cost_total>(R"({"totalCost":1.25})");
  check_reply<geai::cost_by_day>(R"({"costPerDay":[{"date":"2026-11-29","totalCost":1.25}]})");
  check_reply<geai::request_time_total>(R"({"totalTime":0.75})");
  check_reply<geai::request_total>(R"({"totalRequests":1})");
  check_reply<geai::requests_by_day>(R"({"requestsPerDay":[{"date":"2026-11-29","totalRequests":2,"totalRequestsWithError":1}]})");
  check_reply<geai::failed_request_total>(R"({"totalRequestsWithError":1})");
}

// clang-format on

TEST_CASE("analytics: numbers that are texts, fractions of zero, and powers of ten") {
  auto const changes = decoded<geai::agent_changes>(R"({"createdAgents":"3","modifiedAgents":7.0})").value();
  CHECK(changes.created_agents == 3);
  CHECK(changes.modified_agents == 7);
  CHECK(decoded<geai::cost_total>(R"({"totalCost":"0E-10"})").value().total_cost == 0);
  CHECK(decoded<geai::cost_total>(R"({"totalCost":"12.3400000000"})").value().total_cost == 12.34);
  CHECK(decoded<geai::request_total>(R"({"totalRequests":4000000000})").value().total_requests == 4'000'000'000);
  CHECK(decoded<geai::request_error_rate>(R"({"errorRate":2})").value().error_rate == 2);
}

TEST_CASE("analytics: a count with a fraction is an error") {
  auto const failed = decoded<geai::request_total>(R"({"totalRequests":12.5})");
  REQUIRE(failed.has_error());
  CHECK(failed.error().message.find("totalRequests") != std::string::npos);
}

TEST_CASE("analytics: durations have the unit of their row: milliseconds of a mean, hours of a total") {
  auto const mean = decoded<geai::request_time_average>(R"({"averageTime":"1250.5"})").value().average_time;
  CHECK(mean == std::chrono::duration<double>(1.2505));
  auto const total = decoded<geai::request_time_total>(R"({"totalTime":1.5})").value().total_time;
  CHECK(total == std::chrono::minutes(90));
}

TEST_CASE("analytics: number of tokens and total tokens in the spelling of the wiki and in PyGEAI's") {
  for (char const* body :
       {R"({"input":1,"output":2,"total":3})", R"({"totalInputTokens":1,"totalOutputTokens":2,"totalTokens":3})"}) {
    CAPTURE(body);
    auto const totals = decoded<geai::token_totals>(body).value();
    CHECK(totals.total_input_tokens == 1);
    CHECK(totals.total_output_tokens == 2);
    CHECK(totals.total_tokens == 3);
  }
}

TEST_CASE("analytics: lists, also without the object around them; a user without a name") {
  std::string const rows = R"([{"date":"2026-11-29","userId":"u","averageCost":0.5},)"
                           R"({"date":"2026-11-30","userId":"v","userName":"V","averageCost":"1.5"}])";
  for (std::string const& body : {R"({"averageCostPerUserPerDate":)" + rows + "}", rows}) {
    auto const costs = decoded<geai::user_costs_by_day>(body).value();
    REQUIRE(costs.size() == 2);
    CHECK(geai::date::parse(costs.begin()->date) == geai::date(std::chrono::year(2026) / 11 / 29));
    CHECK_FALSE(costs.begin()->user_name);
    CHECK(costs.average_cost_per_user_per_date[1].user_name == "V");
    CHECK(costs.average_cost_per_user_per_date[1].average_cost == 1.5);
  }
}
