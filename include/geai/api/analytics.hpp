#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <geai/api/checks.hpp>
#include <geai/api/operation.hpp>
#include <geai/date.hpp>
#include <geai/json/model.hpp>
#include <optional>
#include <ratio>
#include <string>
#include <vector>

// Analytics of requests: cost, tokens, time and errors (wiki 2725, 3524, 3525, 3526, 3527, 3533). Averages are in
// analytics_averages.hpp, the lab's analytics in analytics_lab.hpp.
//
// Every operation requires the first and the last day of its period. The models follow PyGEAI's client, unless an
// operation says otherwise; undocumented replies are raw_json. With an OAuth token a project id is required.

namespace geai::inline v0_2 {

// The cost, requests and tokens of one user.
struct user_usage {
  std::string user_id{};
  std::optional<std::string> user_name{};
  double total_cost = 0;  // USD
  std::int64_t total_requests = 0;
  std::int64_t total_tokens = 0;
};

// The usage of the agents by each user.
struct user_usage_list {
  std::vector<user_usage> agent_usage_per_user;

  std::size_t size() const noexcept { return agent_usage_per_user.size(); }
  user_usage const* begin() const noexcept { return agent_usage_per_user.data(); }
  user_usage const* end() const noexcept { return agent_usage_per_user.data() + agent_usage_per_user.size(); }
};

// Token counts. The wiki and PyGEAI use different names; both are read.
struct token_totals {
  std::int64_t total_input_tokens = 0;   // also read as `input`
  std::int64_t total_output_tokens = 0;  // also read as `output`
  std::int64_t total_tokens = 0;         // also read as `total`
};

// The tokens of one agent and one of its models.
struct agent_tokens {
  std::string agent_name{};
  std::string model{};
  std::int64_t input_tokens = 0;
  std::int64_t output_tokens = 0;
  std::int64_t total_tokens = 0;
};

// The tokens of each agent and model.
struct tokens_by_agent {
  std::vector<agent_tokens> tokens_per_agent;

  std::size_t size() const noexcept { return tokens_per_agent.size(); }
  agent_tokens const* begin() const noexcept { return tokens_per_agent.data(); }
  agent_tokens const* end() const noexcept { return tokens_per_agent.data() + tokens_per_agent.size(); }
};

// The tokens of one day.
struct tokens_of_day {
  std::string date{};  // in the platform's format; date::parse() reads it
  std::int64_t input_tokens = 0;
  std::int64_t output_tokens = 0;
  std::int64_t total_tokens = 0;
};

// The tokens of each day.
struct tokens_by_day {
  std::vector<tokens_of_day> tokens_per_day;

  std::size_t size() const noexcept { return tokens_per_day.size(); }
  tokens_of_day const* begin() const noexcept { return tokens_per_day.data(); }
  tokens_of_day const* end() const noexcept { return tokens_per_day.data() + tokens_per_day.size(); }
};

// The share of failed requests.
struct request_error_rate {
  double error_rate = 0;  // percent, from 0 to 100
};

// The requests to one agent.
struct agent_request_total {
  std::string agent_name{};
  std::int64_t total_requests = 0;
};

// Agents, sorted by their number of requests, highest first.
struct agents_by_requests {
  std::vector<agent_request_total> top_agents;

  std::size_t size() const noexcept { return top_agents.size(); }
  agent_request_total const* begin() const noexcept { return top_agents.data(); }
  agent_request_total const* end() const noexcept { return top_agents.data() + top_agents.size(); }
};

// The tokens of one agent.
struct agent_token_total {
  std::string agent_name{};
  std::int64_t total_tokens = 0;
};

// Agents, sorted by their number of tokens, highest first.
struct agents_by_tokens {
  std::vector<agent_token_total> top_agents;

  std::size_t size() const noexcept { return top_agents.size(); }
  agent_token_total const* begin() const noexcept { return top_agents.data(); }
  agent_token_total const* end() const noexcept { return top_agents.data() + top_agents.size(); }
};

// The cost of one user.
struct user_cost_total {
  std::string user_id{};
  std::optional<std::string> user_name{};
  double total_cost = 0;  // USD
};

// Users, sorted by their cost, highest first.
struct users_by_cost {
  std::vector<user_cost_total> top_users;

  std::size_t size() const noexcept { return top_users.size(); }
  user_cost_total const* begin() const noexcept { return top_users.data(); }
  user_cost_total const* end() const noexcept { return top_users.data() + top_users.size(); }
};

// The requests of one user.
struct user_request_total {
  std::string user_id{};
  std::optional<std::string> user_name{};
  std::int64_t total_requests = 0;
};

// Users, sorted by their number of requests, highest first.
struct users_by_requests {
  std::vector<user_request_total> top_users;

  std::size_t size() const noexcept { return top_users.size(); }
  user_request_total const* begin() const noexcept { return top_users.data(); }
  user_request_total const* end() const noexcept { return top_users.data() + top_users.size(); }
};

// The number of agents in use.
struct active_agent_count {
  std::int64_t total_active_agents = 0;
};

// The number of projects in use.
struct active_project_count {
  std::int64_t total_active_projects = 0;
};

// The number of users who sent requests.
struct active_user_count {
  std::int64_t total_active_users = 0;
};

// A cost.
struct cost_total {
  double total_cost = 0;  // USD
};

// The cost of one day.
struct cost_of_day {
  std::string date{};     // in the platform's format; date::parse() reads it
  double total_cost = 0;  // USD
};

// The cost of each day.
struct cost_by_day {
  std::vector<cost_of_day> cost_per_day;

  std::size_t size() const noexcept { return cost_per_day.size(); }
  cost_of_day const* begin() const noexcept { return cost_per_day.data(); }
  cost_of_day const* end() const noexcept { return cost_per_day.data() + cost_per_day.size(); }
};

// The total duration of all requests.
struct request_time_total {
  std::chrono::duration<double, std::ratio<3600>> total_time{};
};

// The number of requests.
struct request_total {
  std::int64_t total_requests = 0;
};

// The requests of one day.
struct requests_of_day {
  std::string date{};  // in the platform's format; date::parse() reads it
  std::int64_t total_requests = 0;
  std::int64_t total_requests_with_error = 0;
};

// The requests of each day.
struct requests_by_day {
  std::vector<requests_of_day> requests_per_day;

  std::size_t size() const noexcept { return requests_per_day.size(); }
  requests_of_day const* begin() const noexcept { return requests_per_day.data(); }
  requests_of_day const* end() const noexcept { return requests_per_day.data() + requests_per_day.size(); }
};

// The number of failed requests.
struct failed_request_total {
  std::int64_t total_requests_with_error = 0;
};

template <>
struct model<user_usage>
    : fields<field<"userId", &user_usage::user_id>, field<"userName", &user_usage::user_name>,
             field<"totalCost", &user_usage::total_cost>, field<"totalRequests", &user_usage::total_requests>,
             field<"totalTokens", &user_usage::total_tokens>> {};
template <>
struct model<user_usage_list> : fields<field<"agentUsagePerUser", &user_usage_list::agent_usage_per_user>> {};
template <>
struct model<token_totals>
    : fields<field<"totalInputTokens", &token_totals::total_input_tokens>,
             other_name<"input", &token_totals::total_input_tokens>,
             field<"totalOutputTokens", &token_totals::total_output_tokens>,
             other_name<"output", &token_totals::total_output_tokens>,
             field<"totalTokens", &token_totals::total_tokens>, other_name<"total", &token_totals::total_tokens>> {};
template <>
struct model<agent_tokens>
    : fields<field<"agentName", &agent_tokens::agent_name>, field<"model", &agent_tokens::model>,
             field<"inputTokens", &agent_tokens::input_tokens>, field<"outputTokens", &agent_tokens::output_tokens>,
             field<"totalTokens", &agent_tokens::total_tokens>> {};
template <> struct model<tokens_by_agent> : fields<field<"tokensPerAgent", &tokens_by_agent::tokens_per_agent>> {};
template <>
struct model<tokens_of_day>
    : fields<field<"date", &tokens_of_day::date>, field<"inputTokens", &tokens_of_day::input_tokens>,
             field<"outputTokens", &tokens_of_day::output_tokens>, field<"totalTokens", &tokens_of_day::total_tokens>> {
};
template <> struct model<tokens_by_day> : fields<field<"tokensPerDay", &tokens_by_day::tokens_per_day>> {};
template <> struct model<request_error_rate> : fields<field<"errorRate", &request_error_rate::error_rate>> {};
template <>
struct model<agent_request_total> : fields<field<"agentName", &agent_request_total::agent_name>,
                                           field<"totalRequests", &agent_request_total::total_requests>> {};
template <> struct model<agents_by_requests> : fields<field<"topAgents", &agents_by_requests::top_agents>> {};
template <>
struct model<agent_token_total> : fields<field<"agentName", &agent_token_total::agent_name>,
                                         field<"totalTokens", &agent_token_total::total_tokens>> {};
template <> struct model<agents_by_tokens> : fields<field<"topAgents", &agents_by_tokens::top_agents>> {};
template <>
struct model<user_cost_total>
    : fields<field<"userId", &user_cost_total::user_id>, field<"userName", &user_cost_total::user_name>,
             field<"totalCost", &user_cost_total::total_cost>> {};
template <> struct model<users_by_cost> : fields<field<"topUsers", &users_by_cost::top_users>> {};
template <>
struct model<user_request_total>
    : fields<field<"userId", &user_request_total::user_id>, field<"userName", &user_request_total::user_name>,
             field<"totalRequests", &user_request_total::total_requests>> {};
template <> struct model<users_by_requests> : fields<field<"topUsers", &users_by_requests::top_users>> {};
template <>
struct model<active_agent_count> : fields<field<"totalActiveAgents", &active_agent_count::total_active_agents>> {};
template <>
struct model<active_project_count>
    : fields<field<"totalActiveProjects", &active_project_count::total_active_projects>> {};
template <>
struct model<active_user_count> : fields<field<"totalActiveUsers", &active_user_count::total_active_users>> {};
template <> struct model<cost_total> : fields<field<"totalCost", &cost_total::total_cost>> {};
template <>
struct model<cost_of_day> : fields<field<"date", &cost_of_day::date>, field<"totalCost", &cost_of_day::total_cost>> {};
template <> struct model<cost_by_day> : fields<field<"costPerDay", &cost_by_day::cost_per_day>> {};
template <> struct model<request_time_total> : fields<field<"totalTime", &request_time_total::total_time>> {};
template <> struct model<request_total> : fields<field<"totalRequests", &request_total::total_requests>> {};
template <>
struct model<requests_of_day>
    : fields<field<"date", &requests_of_day::date>, field<"totalRequests", &requests_of_day::total_requests>,
             field<"totalRequestsWithError", &requests_of_day::total_requests_with_error>> {};
template <> struct model<requests_by_day> : fields<field<"requestsPerDay", &requests_by_day::requests_per_day>> {};
template <>
struct model<failed_request_total>
    : fields<field<"totalRequestsWithError", &failed_request_total::total_requests_with_error>> {};

namespace api {

namespace detail {

// Checks that both are calendar days, in the right order.
inline result<void> check_period(date const& start, date const& end) {
  if (!start.ok()) return refused("startDate", "is not a valid date");
  if (!end.ok()) return refused("endDate", "is not a valid date");
  if (start > end) return refused("startDate", "is after endDate");
  return {};
}

}  // namespace detail

// Reports cost, requests and tokens by agent and model. The names in the reply are not documented.
struct get_activity_per_agent {
  date start_date{};
  date end_date{};

  using answer = raw_json;
  using endpoint = get<"/v1/analytics/requests/activity-per-agent">;
  using parameters = fields<query<"startDate", &get_activity_per_agent::start_date>,
                            query<"endDate", &get_activity_per_agent::end_date>>;

  template <class = void> result<void> check() const { return detail::check_period(start_date, end_date); }
};

// Reports cost, requests and tokens by API token and model. The names in the reply are not documented.
struct get_activity_per_api_token {
  date start_date{};
  date end_date{};

  using answer = raw_json;
  using endpoint = get<"/v1/analytics/requests/activity-per-api-token">;
  using parameters = fields<query<"startDate", &get_activity_per_api_token::start_date>,
                            query<"endDate", &get_activity_per_api_token::end_date>>;

  template <class = void> result<void> check() const { return detail::check_period(start_date, end_date); }
};

// Reports cost, requests and tokens by user, agent and model. The names in the reply are not documented.
struct get_activity_per_user {
  date start_date{};
  date end_date{};

  using answer = raw_json;
  using endpoint = get<"/v1/analytics/requests/activity-per-user">;
  using parameters = fields<query<"startDate", &get_activity_per_user::start_date>,
                            query<"endDate", &get_activity_per_user::end_date>>;

  template <class = void> result<void> check() const { return detail::check_period(start_date, end_date); }
};

// Reports the usage of agents by organization, user, project token, agent and model. The names in the reply are not
// documented.
struct get_agent_usage_per_organization_and_project {
  date start_date{};
  date end_date{};

  using answer = raw_json;
  using endpoint = get<"/v1/analytics/requests/agent-usage-per-organization-and-project">;
  using parameters = fields<query<"startDate", &get_agent_usage_per_organization_and_project::start_date>,
                            query<"endDate", &get_agent_usage_per_organization_and_project::end_date>>;

  template <class = void> result<void> check() const { return detail::check_period(start_date, end_date); }
};

// Reports the usage of agents by user, token, project, agent and model. The names in the reply are not documented.
struct get_agent_usage_per_project {
  date start_date{};
  date end_date{};

  using answer = raw_json;
  using endpoint = get<"/v1/analytics/requests/agent-usage-per-project">;
  using parameters = fields<query<"startDate", &get_agent_usage_per_project::start_date>,
                            query<"endDate", &get_agent_usage_per_project::end_date>>;

  template <class = void> result<void> check() const { return detail::check_period(start_date, end_date); }
};

// Reports cost, requests and tokens by user.
struct get_agent_usage_per_user {
  date start_date{};
  date end_date{};

  using answer = user_usage_list;
  using endpoint = get<"/v1/analytics/requests/agent-usage-per-user">;
  using parameters = fields<query<"startDate", &get_agent_usage_per_user::start_date>,
                            query<"endDate", &get_agent_usage_per_user::end_date>>;

  template <class = void> result<void> check() const { return detail::check_period(start_date, end_date); }
};

// Counts the tokens of all requests.
struct get_number_of_tokens {
  date start_date{};
  date end_date{};

  using answer = token_totals;
  using endpoint = get<"/v1/analytics/requests/number-of-tokens">;
  using parameters =
      fields<query<"startDate", &get_number_of_tokens::start_date>, query<"endDate", &get_number_of_tokens::end_date>>;

  template <class = void> result<void> check() const { return detail::check_period(start_date, end_date); }
};

// Counts the tokens of each agent and model.
struct get_number_of_tokens_per_agent {
  date start_date{};
  date end_date{};

  using answer = tokens_by_agent;
  using endpoint = get<"/v1/analytics/requests/number-of-tokens-per-agent">;
  using parameters = fields<query<"startDate", &get_number_of_tokens_per_agent::start_date>,
                            query<"endDate", &get_number_of_tokens_per_agent::end_date>>;

  template <class = void> result<void> check() const { return detail::check_period(start_date, end_date); }
};

// Counts the tokens of each day.
struct get_number_of_tokens_per_day {
  date start_date{};
  date end_date{};

  using answer = tokens_by_day;
  using endpoint = get<"/v1/analytics/requests/number-of-tokens-per-day">;
  using parameters = fields<query<"startDate", &get_number_of_tokens_per_day::start_date>,
                            query<"endDate", &get_number_of_tokens_per_day::end_date>>;

  template <class = void> result<void> check() const { return detail::check_period(start_date, end_date); }
};

// Returns the share of failed requests.
struct get_overall_error_rate {
  date start_date{};
  date end_date{};

  using answer = request_error_rate;
  using endpoint = get<"/v1/analytics/requests/overall-error-rate">;
  using parameters = fields<query<"startDate", &get_overall_error_rate::start_date>,
                            query<"endDate", &get_overall_error_rate::end_date>>;

  template <class = void> result<void> check() const { return detail::check_period(start_date, end_date); }
};

// Lists the ten agents with the most requests.
struct get_top_10_agents_by_requests {
  date start_date{};
  date end_date{};

  using answer = agents_by_requests;
  using endpoint = get<"/v1/analytics/requests/top-10-agents-by-requests">;
  using parameters = fields<query<"startDate", &get_top_10_agents_by_requests::start_date>,
                            query<"endDate", &get_top_10_agents_by_requests::end_date>>;

  template <class = void> result<void> check() const { return detail::check_period(start_date, end_date); }
};

// Lists the ten agents with the most tokens.
struct get_top_10_agents_by_tokens {
  date start_date{};
  date end_date{};

  using answer = agents_by_tokens;
  using endpoint = get<"/v1/analytics/requests/top-10-agents-by-tokens">;
  using parameters = fields<query<"startDate", &get_top_10_agents_by_tokens::start_date>,
                            query<"endDate", &get_top_10_agents_by_tokens::end_date>>;

  template <class = void> result<void> check() const { return detail::check_period(start_date, end_date); }
};

// Lists the ten users with the highest cost.
struct get_top_10_users_by_cost {
  date start_date{};
  date end_date{};

  using answer = users_by_cost;
  using endpoint = get<"/v1/analytics/requests/top-10-users-by-cost">;
  using parameters = fields<query<"startDate", &get_top_10_users_by_cost::start_date>,
                            query<"endDate", &get_top_10_users_by_cost::end_date>>;

  template <class = void> result<void> check() const { return detail::check_period(start_date, end_date); }
};

// Lists the ten users with the most requests.
struct get_top_10_users_by_requests {
  date start_date{};
  date end_date{};

  using answer = users_by_requests;
  using endpoint = get<"/v1/analytics/requests/top-10-users-by-requests">;
  using parameters = fields<query<"startDate", &get_top_10_users_by_requests::start_date>,
                            query<"endDate", &get_top_10_users_by_requests::end_date>>;

  template <class = void> result<void> check() const { return detail::check_period(start_date, end_date); }
};

// Counts the agents in use.
struct get_total_active_agents {
  date start_date{};
  date end_date{};

  using answer = active_agent_count;
  using endpoint = get<"/v1/analytics/requests/total-active-agents">;
  using parameters = fields<query<"startDate", &get_total_active_agents::start_date>,
                            query<"endDate", &get_total_active_agents::end_date>>;

  template <class = void> result<void> check() const { return detail::check_period(start_date, end_date); }
};

// Counts the projects in use.
struct get_total_active_projects {
  date start_date{};
  date end_date{};

  using answer = active_project_count;
  using endpoint = get<"/v1/analytics/requests/total-active-projects">;
  using parameters = fields<query<"startDate", &get_total_active_projects::start_date>,
                            query<"endDate", &get_total_active_projects::end_date>>;

  template <class = void> result<void> check() const { return detail::check_period(start_date, end_date); }
};

// Counts the users who sent requests.
struct get_total_active_users {
  date start_date{};
  date end_date{};
  std::optional<std::string> agent_name{};  // only users of this agent

  using answer = active_user_count;
  using endpoint = get<"/v1/analytics/requests/total-active-users">;
  using parameters = fields<query<"startDate", &get_total_active_users::start_date>,
                            query<"endDate", &get_total_active_users::end_date>,
                            query<"agentName", &get_total_active_users::agent_name>>;

  template <class = void> result<void> check() const { return detail::check_period(start_date, end_date); }
};

// Returns the cost of all requests.
struct get_total_cost {
  date start_date{};
  date end_date{};

  using answer = cost_total;
  using endpoint = get<"/v1/analytics/requests/total-cost">;
  using parameters =
      fields<query<"startDate", &get_total_cost::start_date>, query<"endDate", &get_total_cost::end_date>>;

  template <class = void> result<void> check() const { return detail::check_period(start_date, end_date); }
};

// Returns the cost of each day.
struct get_total_cost_per_day {
  date start_date{};
  date end_date{};

  using answer = cost_by_day;
  using endpoint = get<"/v1/analytics/requests/total-cost-per-day">;
  using parameters = fields<query<"startDate", &get_total_cost_per_day::start_date>,
                            query<"endDate", &get_total_cost_per_day::end_date>>;

  template <class = void> result<void> check() const { return detail::check_period(start_date, end_date); }
};

// Returns the total duration of all requests. The unit is that of wiki 3533, hours.
struct get_total_request_time {
  date start_date{};
  date end_date{};

  using answer = request_time_total;
  using endpoint = get<"/v1/analytics/requests/total-request-time">;
  using parameters = fields<query<"startDate", &get_total_request_time::start_date>,
                            query<"endDate", &get_total_request_time::end_date>>;

  template <class = void> result<void> check() const { return detail::check_period(start_date, end_date); }
};

// Counts the requests.
struct get_total_requests {
  date start_date{};
  date end_date{};
  std::optional<std::string> agent_name{};  // only requests to this agent (inferred)

  using answer = request_total;
  using endpoint = get<"/v1/analytics/requests/total-requests">;
  using parameters =
      fields<query<"startDate", &get_total_requests::start_date>, query<"endDate", &get_total_requests::end_date>,
             query<"agentName", &get_total_requests::agent_name>>;

  template <class = void> result<void> check() const { return detail::check_period(start_date, end_date); }
};

// Counts the requests of each day, and the failed ones.
struct get_total_requests_per_day {
  date start_date{};
  date end_date{};
  std::optional<std::string> agent_name{};  // only requests to this agent (PyGEAI's client)

  using answer = requests_by_day;
  using endpoint = get<"/v1/analytics/requests/total-requests-per-day">;
  using parameters = fields<query<"startDate", &get_total_requests_per_day::start_date>,
                            query<"endDate", &get_total_requests_per_day::end_date>,
                            query<"agentName", &get_total_requests_per_day::agent_name>>;

  template <class = void> result<void> check() const { return detail::check_period(start_date, end_date); }
};

// Counts the failed requests.
struct get_total_requests_with_error {
  date start_date{};
  date end_date{};

  using answer = failed_request_total;
  using endpoint = get<"/v1/analytics/requests/total-requests-with-error">;
  using parameters = fields<query<"startDate", &get_total_requests_with_error::start_date>,
                            query<"endDate", &get_total_requests_with_error::end_date>>;

  template <class = void> result<void> check() const { return detail::check_period(start_date, end_date); }
};

// Counts the tokens of all requests.
struct get_total_tokens {
  date start_date{};
  date end_date{};

  using answer = token_totals;
  using endpoint = get<"/v1/analytics/requests/total-tokens">;
  using parameters =
      fields<query<"startDate", &get_total_tokens::start_date>, query<"endDate", &get_total_tokens::end_date>>;

  template <class = void> result<void> check() const { return detail::check_period(start_date, end_date); }
};

}  // namespace api
}  // namespace geai::inline v0_2
