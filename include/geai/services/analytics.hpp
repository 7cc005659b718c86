// Generated from the operations in include/geai/api by `python3 tests/coverage/run.py --write`; edit those.

#pragma once

#include <geai/api/analytics.hpp>
#include <geai/api/analytics_averages.hpp>
#include <geai/api/analytics_lab.hpp>
#include <geai/call_options.hpp>
#include <geai/client/call_result.hpp>

namespace geai::inline v0_2 {

// The calls for analytics: a base class of clients.
template <class Client> class analytics_calls {
public:
  // Reports cost, requests and tokens by agent and model. The names in the reply are not documented.
  //
  // Requires `start_date`, `end_date`.
  // `GET /v1/analytics/requests/activity-per-agent`. Retried after transient failures. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, raw_json> get_activity_per_agent(
      api::get_activity_per_agent const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_activity_per_agent(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_activity_per_agent(api::get_activity_per_agent const& request,
                                                                 raw_json& out,
                                                                 call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Reports cost, requests and tokens by API token and model. The names in the reply are not documented.
  //
  // Requires `start_date`, `end_date`.
  // `GET /v1/analytics/requests/activity-per-api-token`. Retried after transient failures. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, raw_json> get_activity_per_api_token(
      api::get_activity_per_api_token const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_activity_per_api_token(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_activity_per_api_token(
      api::get_activity_per_api_token const& request, raw_json& out,
      call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Reports cost, requests and tokens by user, agent and model. The names in the reply are not documented.
  //
  // Requires `start_date`, `end_date`.
  // `GET /v1/analytics/requests/activity-per-user`. Retried after transient failures. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, raw_json> get_activity_per_user(
      api::get_activity_per_user const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_activity_per_user(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_activity_per_user(api::get_activity_per_user const& request,
                                                                raw_json& out,
                                                                call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Reports the usage of agents by organization, user, project token, agent and model. The names in the reply are not
  // documented.
  //
  // Requires `start_date`, `end_date`.
  // `GET /v1/analytics/requests/agent-usage-per-organization-and-project`. Retried after transient failures. Errors:
  // those of basic_client::call().
  [[nodiscard]] call_result<Client, raw_json> get_agent_usage_per_organization_and_project(
      api::get_agent_usage_per_organization_and_project const& request,
      call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_agent_usage_per_organization_and_project(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_agent_usage_per_organization_and_project(
      api::get_agent_usage_per_organization_and_project const& request, raw_json& out,
      call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Reports the usage of agents by user, token, project, agent and model. The names in the reply are not documented.
  //
  // Requires `start_date`, `end_date`.
  // `GET /v1/analytics/requests/agent-usage-per-project`. Retried after transient failures. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, raw_json> get_agent_usage_per_project(
      api::get_agent_usage_per_project const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_agent_usage_per_project(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_agent_usage_per_project(
      api::get_agent_usage_per_project const& request, raw_json& out,
      call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Reports cost, requests and tokens by user.
  //
  // Requires `start_date`, `end_date`.
  // `GET /v1/analytics/requests/agent-usage-per-user`. Retried after transient failures. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, user_usage_list> get_agent_usage_per_user(
      api::get_agent_usage_per_user const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_agent_usage_per_user(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_agent_usage_per_user(api::get_agent_usage_per_user const& request,
                                                                   user_usage_list& out,
                                                                   call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Counts the tokens of all requests.
  //
  // Requires `start_date`, `end_date`.
  // `GET /v1/analytics/requests/number-of-tokens`. Retried after transient failures. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, token_totals> get_number_of_tokens(
      api::get_number_of_tokens const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_number_of_tokens(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_number_of_tokens(api::get_number_of_tokens const& request,
                                                               token_totals& out,
                                                               call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Counts the tokens of each agent and model.
  //
  // Requires `start_date`, `end_date`.
  // `GET /v1/analytics/requests/number-of-tokens-per-agent`. Retried after transient failures. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, tokens_by_agent> get_number_of_tokens_per_agent(
      api::get_number_of_tokens_per_agent const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_number_of_tokens_per_agent(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_number_of_tokens_per_agent(
      api::get_number_of_tokens_per_agent const& request, tokens_by_agent& out,
      call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Counts the tokens of each day.
  //
  // Requires `start_date`, `end_date`.
  // `GET /v1/analytics/requests/number-of-tokens-per-day`. Retried after transient failures. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, tokens_by_day> get_number_of_tokens_per_day(
      api::get_number_of_tokens_per_day const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_number_of_tokens_per_day(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_number_of_tokens_per_day(
      api::get_number_of_tokens_per_day const& request, tokens_by_day& out,
      call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Returns the share of failed requests.
  //
  // Requires `start_date`, `end_date`.
  // `GET /v1/analytics/requests/overall-error-rate`. Retried after transient failures. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, request_error_rate> get_overall_error_rate(
      api::get_overall_error_rate const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_overall_error_rate(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_overall_error_rate(api::get_overall_error_rate const& request,
                                                                 request_error_rate& out,
                                                                 call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Lists the ten agents with the most requests.
  //
  // Requires `start_date`, `end_date`.
  // `GET /v1/analytics/requests/top-10-agents-by-requests`. Retried after transient failures. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, agents_by_requests> get_top_10_agents_by_requests(
      api::get_top_10_agents_by_requests const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_top_10_agents_by_requests(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_top_10_agents_by_requests(
      api::get_top_10_agents_by_requests const& request, agents_by_requests& out,
      call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Lists the ten agents with the most tokens.
  //
  // Requires `start_date`, `end_date`.
  // `GET /v1/analytics/requests/top-10-agents-by-tokens`. Retried after transient failures. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, agents_by_tokens> get_top_10_agents_by_tokens(
      api::get_top_10_agents_by_tokens const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_top_10_agents_by_tokens(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_top_10_agents_by_tokens(
      api::get_top_10_agents_by_tokens const& request, agents_by_tokens& out,
      call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Lists the ten users with the highest cost.
  //
  // Requires `start_date`, `end_date`.
  // `GET /v1/analytics/requests/top-10-users-by-cost`. Retried after transient failures. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, users_by_cost> get_top_10_users_by_cost(
      api::get_top_10_users_by_cost const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_top_10_users_by_cost(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_top_10_users_by_cost(api::get_top_10_users_by_cost const& request,
                                                                   users_by_cost& out,
                                                                   call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Lists the ten users with the most requests.
  //
  // Requires `start_date`, `end_date`.
  // `GET /v1/analytics/requests/top-10-users-by-requests`. Retried after transient failures. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, users_by_requests> get_top_10_users_by_requests(
      api::get_top_10_users_by_requests const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_top_10_users_by_requests(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_top_10_users_by_requests(
      api::get_top_10_users_by_requests const& request, users_by_requests& out,
      call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Counts the agents in use.
  //
  // Requires `start_date`, `end_date`.
  // `GET /v1/analytics/requests/total-active-agents`. Retried after transient failures. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, active_agent_count> get_total_active_agents(
      api::get_total_active_agents const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_total_active_agents(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_total_active_agents(api::get_total_active_agents const& request,
                                                                  active_agent_count& out,
                                                                  call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Counts the projects in use.
  //
  // Requires `start_date`, `end_date`.
  // `GET /v1/analytics/requests/total-active-projects`. Retried after transient failures. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, active_project_count> get_total_active_projects(
      api::get_total_active_projects const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_total_active_projects(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_total_active_projects(
      api::get_total_active_projects const& request, active_project_count& out,
      call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Counts the users who sent requests.
  //
  // Requires `start_date`, `end_date`.
  // Optional: `agent_name` (only users of this agent).
  // `GET /v1/analytics/requests/total-active-users`. Retried after transient failures. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, active_user_count> get_total_active_users(
      api::get_total_active_users const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_total_active_users(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_total_active_users(api::get_total_active_users const& request,
                                                                 active_user_count& out,
                                                                 call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Returns the cost of all requests.
  //
  // Requires `start_date`, `end_date`.
  // `GET /v1/analytics/requests/total-cost`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, cost_total> get_total_cost(api::get_total_cost const& request,
                                                               call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_total_cost(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_total_cost(api::get_total_cost const& request, cost_total& out,
                                                         call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Returns the cost of each day.
  //
  // Requires `start_date`, `end_date`.
  // `GET /v1/analytics/requests/total-cost-per-day`. Retried after transient failures. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, cost_by_day> get_total_cost_per_day(
      api::get_total_cost_per_day const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_total_cost_per_day(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_total_cost_per_day(api::get_total_cost_per_day const& request,
                                                                 cost_by_day& out,
                                                                 call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Returns the total duration of all requests. The unit is that of wiki 3533, hours.
  //
  // Requires `start_date`, `end_date`.
  // `GET /v1/analytics/requests/total-request-time`. Retried after transient failures. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, request_time_total> get_total_request_time(
      api::get_total_request_time const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_total_request_time(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_total_request_time(api::get_total_request_time const& request,
                                                                 request_time_total& out,
                                                                 call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Counts the requests.
  //
  // Requires `start_date`, `end_date`.
  // Optional: `agent_name` (only requests to this agent (inferred)).
  // `GET /v1/analytics/requests/total-requests`. Retried after transient failures. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, request_total> get_total_requests(
      api::get_total_requests const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_total_requests(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_total_requests(api::get_total_requests const& request, request_total& out,
                                                             call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Counts the requests of each day, and the failed ones.
  //
  // Requires `start_date`, `end_date`.
  // Optional: `agent_name` (only requests to this agent (PyGEAI's client)).
  // `GET /v1/analytics/requests/total-requests-per-day`. Retried after transient failures. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, requests_by_day> get_total_requests_per_day(
      api::get_total_requests_per_day const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_total_requests_per_day(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_total_requests_per_day(
      api::get_total_requests_per_day const& request, requests_by_day& out,
      call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Counts the failed requests.
  //
  // Requires `start_date`, `end_date`.
  // `GET /v1/analytics/requests/total-requests-with-error`. Retried after transient failures. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, failed_request_total> get_total_requests_with_error(
      api::get_total_requests_with_error const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_total_requests_with_error(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_total_requests_with_error(
      api::get_total_requests_with_error const& request, failed_request_total& out,
      call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Counts the tokens of all requests.
  //
  // Requires `start_date`, `end_date`.
  // `GET /v1/analytics/requests/total-tokens`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, token_totals> get_total_tokens(api::get_total_tokens const& request,
                                                                   call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_total_tokens(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_total_tokens(api::get_total_tokens const& request, token_totals& out,
                                                           call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Returns the average cost of a request.
  //
  // Requires `start_date`, `end_date`.
  // `GET /v1/analytics/requests/average-cost-per-request`. Retried after transient failures. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, cost_average> get_average_cost_per_request(
      api::get_average_cost_per_request const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_average_cost_per_request(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_average_cost_per_request(
      api::get_average_cost_per_request const& request, cost_average& out,
      call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Returns the average cost of a user.
  //
  // Requires `start_date`, `end_date`.
  // `GET /v1/analytics/requests/average-cost-per-user`. Retried after transient failures. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, cost_average> get_average_cost_per_user(
      api::get_average_cost_per_user const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_average_cost_per_user(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_average_cost_per_user(
      api::get_average_cost_per_user const& request, cost_average& out,
      call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Returns the average cost of each user on each day.
  //
  // Requires `start_date`, `end_date`.
  // `GET /v1/analytics/requests/average-cost-per-user-per-date`. Retried after transient failures. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, user_costs_by_day> get_average_cost_per_user_per_date(
      api::get_average_cost_per_user_per_date const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_average_cost_per_user_per_date(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_average_cost_per_user_per_date(
      api::get_average_cost_per_user_per_date const& request, user_costs_by_day& out,
      call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Returns the average duration of a request. The unit is that of PyGEAI, milliseconds; the wiki names none.
  //
  // Requires `start_date`, `end_date`.
  // `GET /v1/analytics/requests/average-request-time`. Retried after transient failures. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, request_time_average> get_average_request_time(
      api::get_average_request_time const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_average_request_time(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_average_request_time(api::get_average_request_time const& request,
                                                                   request_time_average& out,
                                                                   call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Returns the average number of requests per day.
  //
  // Requires `start_date`, `end_date`.
  // `GET /v1/analytics/requests/average-requests-per-day`. Retried after transient failures. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, request_average> get_average_requests_per_day(
      api::get_average_requests_per_day const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_average_requests_per_day(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_average_requests_per_day(
      api::get_average_requests_per_day const& request, request_average& out,
      call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Returns the average number of requests per user.
  //
  // Requires `start_date`, `end_date`.
  // `GET /v1/analytics/requests/average-requests-per-user`. Retried after transient failures. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, request_average> get_average_requests_per_user(
      api::get_average_requests_per_user const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_average_requests_per_user(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_average_requests_per_user(
      api::get_average_requests_per_user const& request, request_average& out,
      call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Returns the average number of requests of each user on each day.
  //
  // Requires `start_date`, `end_date`.
  // `GET /v1/analytics/requests/average-requests-per-user-per-date`. Retried after transient failures. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, user_requests_by_day> get_average_requests_per_user_per_date(
      api::get_average_requests_per_user_per_date const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_average_requests_per_user_per_date(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_average_requests_per_user_per_date(
      api::get_average_requests_per_user_per_date const& request, user_requests_by_day& out,
      call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Returns the average number of tokens per request.
  //
  // Requires `start_date`, `end_date`.
  // `GET /v1/analytics/requests/average-tokens-per-request`. Retried after transient failures. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, token_average> get_average_tokens_per_request(
      api::get_average_tokens_per_request const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_average_tokens_per_request(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_average_tokens_per_request(
      api::get_average_tokens_per_request const& request, token_average& out,
      call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Returns the average number of users of each agent.
  //
  // Requires `start_date`, `end_date`.
  // `GET /v1/analytics/requests/average-users-per-agent`. Retried after transient failures. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, agent_users_list> get_average_users_per_agent(
      api::get_average_users_per_agent const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_average_users_per_agent(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_average_users_per_agent(
      api::get_average_users_per_agent const& request, agent_users_list& out,
      call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Returns the average number of users of each project.
  //
  // Requires `start_date`, `end_date`.
  // `GET /v1/analytics/requests/average-users-per-project`. Retried after transient failures. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, project_users_list> get_average_users_per_project(
      api::get_average_users_per_project const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_average_users_per_project(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_average_users_per_project(
      api::get_average_users_per_project const& request, project_users_list& out,
      call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Counts the created and modified agents.
  //
  // Requires `start_date`, `end_date`.
  // `GET /v1/analytics/lab/agents-created-and-modified`. Retried after transient failures. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, agent_changes> get_agents_created_and_modified(
      api::get_agents_created_and_modified const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_agents_created_and_modified(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_agents_created_and_modified(
      api::get_agents_created_and_modified const& request, agent_changes& out,
      call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Counts the agents created and modified on each day.
  //
  // Requires `start_date`, `end_date`.
  // `GET /v1/analytics/lab/agents-created-and-modified-per-day`. Retried after transient failures. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, agent_changes_by_day> get_agents_created_and_modified_per_day(
      api::get_agents_created_and_modified_per_day const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_agents_created_and_modified_per_day(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_agents_created_and_modified_per_day(
      api::get_agents_created_and_modified_per_day const& request, agent_changes_by_day& out,
      call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Counts the created and modified flows.
  //
  // Requires `start_date`, `end_date`.
  // `GET /v1/analytics/lab/flows-created-and-modified`. Retried after transient failures. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, flow_changes> get_flows_created_and_modified(
      api::get_flows_created_and_modified const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_flows_created_and_modified(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_flows_created_and_modified(
      api::get_flows_created_and_modified const& request, flow_changes& out,
      call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Counts the flows created and modified on each day.
  //
  // Requires `start_date`, `end_date`.
  // `GET /v1/analytics/lab/flows-created-and-modified-per-day`. Retried after transient failures. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, flow_changes_by_day> get_flows_created_and_modified_per_day(
      api::get_flows_created_and_modified_per_day const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_flows_created_and_modified_per_day(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_flows_created_and_modified_per_day(
      api::get_flows_created_and_modified_per_day const& request, flow_changes_by_day& out,
      call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Counts the created and modified processes.
  //
  // Requires `start_date`, `end_date`.
  // `GET /v1/analytics/lab/processes-created-and-modified`. Retried after transient failures. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, process_changes> get_processes_created_and_modified(
      api::get_processes_created_and_modified const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_processes_created_and_modified(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_processes_created_and_modified(
      api::get_processes_created_and_modified const& request, process_changes& out,
      call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Counts the processes created and modified on each day. The shape of the reply is not documented; this one is
  // inferred from those of agents and flows.
  //
  // Requires `start_date`, `end_date`.
  // `GET /v1/analytics/lab/processes-created-and-modified-per-day`. Retried after transient failures. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, process_changes_by_day> get_processes_created_and_modified_per_day(
      api::get_processes_created_and_modified_per_day const& request,
      call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_processes_created_and_modified_per_day(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_processes_created_and_modified_per_day(
      api::get_processes_created_and_modified_per_day const& request, process_changes_by_day& out,
      call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Counts the created projects.
  //
  // Requires `start_date`, `end_date`.
  // `GET /v1/analytics/lab/projects-created`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, project_count> get_projects_created(
      api::get_projects_created const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_projects_created(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_projects_created(api::get_projects_created const& request,
                                                               project_count& out,
                                                               call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Counts the projects created on each day. The shape of the reply is not documented.
  //
  // Requires `start_date`, `end_date`.
  // `GET /v1/analytics/lab/projects-created-per-day`. Retried after transient failures. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, raw_json> get_projects_created_per_day(
      api::get_projects_created_per_day const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_projects_created_per_day(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_projects_created_per_day(
      api::get_projects_created_per_day const& request, raw_json& out,
      call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

}  // namespace geai::inline v0_2
