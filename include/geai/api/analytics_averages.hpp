#pragma once

#include <chrono>
#include <cstddef>
#include <geai/api/analytics.hpp>
#include <geai/api/operation.hpp>
#include <geai/date.hpp>
#include <geai/json/model.hpp>
#include <optional>
#include <ratio>
#include <string>
#include <vector>

// Analytics of requests: averages (wiki 2725, 3524, 3525, 3533).

namespace geai::inline v0_2 {

// An average cost.
struct cost_average {
  double average_cost = 0;  // USD
};

// The average cost of one user on one day.
struct user_cost_of_day {
  std::string date{};  // in the platform's format; date::parse() reads it
  std::string user_id{};
  std::optional<std::string> user_name{};
  double average_cost = 0;  // USD
};

// The average cost of each user on each day.
struct user_costs_by_day {
  std::vector<user_cost_of_day> average_cost_per_user_per_date;

  std::size_t size() const noexcept { return average_cost_per_user_per_date.size(); }
  user_cost_of_day const* begin() const noexcept { return average_cost_per_user_per_date.data(); }
  user_cost_of_day const* end() const noexcept {
    return average_cost_per_user_per_date.data() + average_cost_per_user_per_date.size();
  }
};

// The average duration of a request.
struct request_time_average {
  std::chrono::duration<double, std::milli> average_time{};
};

// An average number of requests.
struct request_average {
  double average_requests = 0;
};

// The average number of requests of one user on one day.
struct user_requests_of_day {
  std::string date{};  // in the platform's format; date::parse() reads it
  std::string user_id{};
  std::optional<std::string> user_name{};
  double average_requests = 0;
};

// The average number of requests of each user on each day.
struct user_requests_by_day {
  std::vector<user_requests_of_day> average_requests_per_user_per_date;

  std::size_t size() const noexcept { return average_requests_per_user_per_date.size(); }
  user_requests_of_day const* begin() const noexcept { return average_requests_per_user_per_date.data(); }
  user_requests_of_day const* end() const noexcept {
    return average_requests_per_user_per_date.data() + average_requests_per_user_per_date.size();
  }
};

// The average number of tokens per request.
struct token_average {
  double average_input_tokens = 0;
  double average_output_tokens = 0;
  double average_total_tokens = 0;
};

// The average number of users of one agent.
struct agent_users {
  std::string agent_name{};
  double average_users = 0;
};

// The average number of users of each agent.
struct agent_users_list {
  std::vector<agent_users> average_users_per_agent;

  std::size_t size() const noexcept { return average_users_per_agent.size(); }
  agent_users const* begin() const noexcept { return average_users_per_agent.data(); }
  agent_users const* end() const noexcept { return average_users_per_agent.data() + average_users_per_agent.size(); }
};

// The average number of users of one project.
struct project_users {
  std::string project_id{};
  std::optional<std::string> project_name{};
  double average_users = 0;
};

// The average number of users of each project.
struct project_users_list {
  std::vector<project_users> average_users_per_project;

  std::size_t size() const noexcept { return average_users_per_project.size(); }
  project_users const* begin() const noexcept { return average_users_per_project.data(); }
  project_users const* end() const noexcept {
    return average_users_per_project.data() + average_users_per_project.size();
  }
};

template <> struct model<cost_average> : fields<field<"averageCost", &cost_average::average_cost>> {};
template <>
struct model<user_cost_of_day>
    : fields<field<"date", &user_cost_of_day::date>, field<"userId", &user_cost_of_day::user_id>,
             field<"userName", &user_cost_of_day::user_name>, field<"averageCost", &user_cost_of_day::average_cost>> {};
template <>
struct model<user_costs_by_day>
    : fields<field<"averageCostPerUserPerDate", &user_costs_by_day::average_cost_per_user_per_date>> {};
template <> struct model<request_time_average> : fields<field<"averageTime", &request_time_average::average_time>> {};
template <> struct model<request_average> : fields<field<"averageRequests", &request_average::average_requests>> {};
template <>
struct model<user_requests_of_day>
    : fields<field<"date", &user_requests_of_day::date>, field<"userId", &user_requests_of_day::user_id>,
             field<"userName", &user_requests_of_day::user_name>,
             field<"averageRequests", &user_requests_of_day::average_requests>> {};
template <>
struct model<user_requests_by_day>
    : fields<field<"averageRequestsPerUserPerDate", &user_requests_by_day::average_requests_per_user_per_date>> {};
template <>
struct model<token_average> : fields<field<"averageInputTokens", &token_average::average_input_tokens>,
                                     field<"averageOutputTokens", &token_average::average_output_tokens>,
                                     field<"averageTotalTokens", &token_average::average_total_tokens>> {};
template <>
struct model<agent_users>
    : fields<field<"agentName", &agent_users::agent_name>, field<"averageUsers", &agent_users::average_users>> {};
template <>
struct model<agent_users_list> : fields<field<"averageUsersPerAgent", &agent_users_list::average_users_per_agent>> {};
template <>
struct model<project_users>
    : fields<field<"projectId", &project_users::project_id>, field<"projectName", &project_users::project_name>,
             field<"averageUsers", &project_users::average_users>> {};
template <>
struct model<project_users_list>
    : fields<field<"averageUsersPerProject", &project_users_list::average_users_per_project>> {};

namespace api {

// Returns the average cost of a request.
struct get_average_cost_per_request {
  date start_date{};
  date end_date{};

  using answer = cost_average;
  using endpoint = get<"/v1/analytics/requests/average-cost-per-request">;
  using parameters = fields<query<"startDate", &get_average_cost_per_request::start_date>,
                            query<"endDate", &get_average_cost_per_request::end_date>>;

  template <class = void> result<void> check() const { return detail::check_period(start_date, end_date); }
};

// Returns the average cost of a user.
struct get_average_cost_per_user {
  date start_date{};
  date end_date{};

  using answer = cost_average;
  using endpoint = get<"/v1/analytics/requests/average-cost-per-user">;
  using parameters = fields<query<"startDate", &get_average_cost_per_user::start_date>,
                            query<"endDate", &get_average_cost_per_user::end_date>>;

  template <class = void> result<void> check() const { return detail::check_period(start_date, end_date); }
};

// Returns the average cost of each user on each day.
struct get_average_cost_per_user_per_date {
  date start_date{};
  date end_date{};

  using answer = user_costs_by_day;
  using endpoint = get<"/v1/analytics/requests/average-cost-per-user-per-date">;
  using parameters = fields<query<"startDate", &get_average_cost_per_user_per_date::start_date>,
                            query<"endDate", &get_average_cost_per_user_per_date::end_date>>;

  template <class = void> result<void> check() const { return detail::check_period(start_date, end_date); }
};

// Returns the average duration of a request. The unit is that of PyGEAI, milliseconds; the wiki names none.
struct get_average_request_time {
  date start_date{};
  date end_date{};

  using answer = request_time_average;
  using endpoint = get<"/v1/analytics/requests/average-request-time">;
  using parameters = fields<query<"startDate", &get_average_request_time::start_date>,
                            query<"endDate", &get_average_request_time::end_date>>;

  template <class = void> result<void> check() const { return detail::check_period(start_date, end_date); }
};

// Returns the average number of requests per day.
struct get_average_requests_per_day {
  date start_date{};
  date end_date{};

  using answer = request_average;
  using endpoint = get<"/v1/analytics/requests/average-requests-per-day">;
  using parameters = fields<query<"startDate", &get_average_requests_per_day::start_date>,
                            query<"endDate", &get_average_requests_per_day::end_date>>;

  template <class = void> result<void> check() const { return detail::check_period(start_date, end_date); }
};

// Returns the average number of requests per user.
struct get_average_requests_per_user {
  date start_date{};
  date end_date{};

  using answer = request_average;
  using endpoint = get<"/v1/analytics/requests/average-requests-per-user">;
  using parameters = fields<query<"startDate", &get_average_requests_per_user::start_date>,
                            query<"endDate", &get_average_requests_per_user::end_date>>;

  template <class = void> result<void> check() const { return detail::check_period(start_date, end_date); }
};

// Returns the average number of requests of each user on each day.
struct get_average_requests_per_user_per_date {
  date start_date{};
  date end_date{};

  using answer = user_requests_by_day;
  using endpoint = get<"/v1/analytics/requests/average-requests-per-user-per-date">;
  using parameters = fields<query<"startDate", &get_average_requests_per_user_per_date::start_date>,
                            query<"endDate", &get_average_requests_per_user_per_date::end_date>>;

  template <class = void> result<void> check() const { return detail::check_period(start_date, end_date); }
};

// Returns the average number of tokens per request.
struct get_average_tokens_per_request {
  date start_date{};
  date end_date{};

  using answer = token_average;
  using endpoint = get<"/v1/analytics/requests/average-tokens-per-request">;
  using parameters = fields<query<"startDate", &get_average_tokens_per_request::start_date>,
                            query<"endDate", &get_average_tokens_per_request::end_date>>;

  template <class = void> result<void> check() const { return detail::check_period(start_date, end_date); }
};

// Returns the average number of users of each agent.
struct get_average_users_per_agent {
  date start_date{};
  date end_date{};

  using answer = agent_users_list;
  using endpoint = get<"/v1/analytics/requests/average-users-per-agent">;
  using parameters = fields<query<"startDate", &get_average_users_per_agent::start_date>,
                            query<"endDate", &get_average_users_per_agent::end_date>>;

  template <class = void> result<void> check() const { return detail::check_period(start_date, end_date); }
};

// Returns the average number of users of each project.
struct get_average_users_per_project {
  date start_date{};
  date end_date{};

  using answer = project_users_list;
  using endpoint = get<"/v1/analytics/requests/average-users-per-project">;
  using parameters = fields<query<"startDate", &get_average_users_per_project::start_date>,
                            query<"endDate", &get_average_users_per_project::end_date>>;

  template <class = void> result<void> check() const { return detail::check_period(start_date, end_date); }
};

}  // namespace api
}  // namespace geai::inline v0_2
