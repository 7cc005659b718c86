#pragma once

#include <geai/api/analytics.hpp>
#include <geai/api/analytics_averages.hpp>
#include <geai/api/analytics_lab.hpp>
#include <geai/client/basic_client.hpp>

namespace geai::inline v0 {

// The calls of analytics, for the clients that have them.
template <class Client> class analytics_calls {
public:
  [[nodiscard]] auto get_agents_created_and_modified(api::get_agents_created_and_modified const& operation,
                                                     call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_agents_created_and_modified_per_day(
      api::get_agents_created_and_modified_per_day const& operation,
      call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_flows_created_and_modified(api::get_flows_created_and_modified const& operation,
                                                    call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_flows_created_and_modified_per_day(
      api::get_flows_created_and_modified_per_day const& operation,
      call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_processes_created_and_modified(api::get_processes_created_and_modified const& operation,
                                                        call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_processes_created_and_modified_per_day(
      api::get_processes_created_and_modified_per_day const& operation,
      call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_projects_created(api::get_projects_created const& operation,
                                          call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_projects_created_per_day(api::get_projects_created_per_day const& operation,
                                                  call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_activity_per_agent(api::get_activity_per_agent const& operation,
                                            call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_activity_per_api_token(api::get_activity_per_api_token const& operation,
                                                call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_activity_per_user(api::get_activity_per_user const& operation,
                                           call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_agent_usage_per_organization_and_project(
      api::get_agent_usage_per_organization_and_project const& operation,
      call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_agent_usage_per_project(api::get_agent_usage_per_project const& operation,
                                                 call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_agent_usage_per_user(api::get_agent_usage_per_user const& operation,
                                              call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_average_cost_per_request(api::get_average_cost_per_request const& operation,
                                                  call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_average_cost_per_user(api::get_average_cost_per_user const& operation,
                                               call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_average_cost_per_user_per_date(api::get_average_cost_per_user_per_date const& operation,
                                                        call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_average_request_time(api::get_average_request_time const& operation,
                                              call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_average_requests_per_day(api::get_average_requests_per_day const& operation,
                                                  call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_average_requests_per_user(api::get_average_requests_per_user const& operation,
                                                   call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_average_requests_per_user_per_date(
      api::get_average_requests_per_user_per_date const& operation,
      call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_average_tokens_per_request(api::get_average_tokens_per_request const& operation,
                                                    call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_average_users_per_agent(api::get_average_users_per_agent const& operation,
                                                 call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_average_users_per_project(api::get_average_users_per_project const& operation,
                                                   call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_number_of_tokens(api::get_number_of_tokens const& operation,
                                          call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_number_of_tokens_per_agent(api::get_number_of_tokens_per_agent const& operation,
                                                    call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_number_of_tokens_per_day(api::get_number_of_tokens_per_day const& operation,
                                                  call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_overall_error_rate(api::get_overall_error_rate const& operation,
                                            call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_top_10_agents_by_requests(api::get_top_10_agents_by_requests const& operation,
                                                   call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_top_10_agents_by_tokens(api::get_top_10_agents_by_tokens const& operation,
                                                 call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_top_10_users_by_cost(api::get_top_10_users_by_cost const& operation,
                                              call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_top_10_users_by_requests(api::get_top_10_users_by_requests const& operation,
                                                  call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_total_active_agents(api::get_total_active_agents const& operation,
                                             call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_total_active_projects(api::get_total_active_projects const& operation,
                                               call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_total_active_users(api::get_total_active_users const& operation,
                                            call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_total_cost(api::get_total_cost const& operation,
                                    call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_total_cost_per_day(api::get_total_cost_per_day const& operation,
                                            call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_total_request_time(api::get_total_request_time const& operation,
                                            call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_total_requests(api::get_total_requests const& operation,
                                        call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_total_requests_per_day(api::get_total_requests_per_day const& operation,
                                                call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_total_requests_with_error(api::get_total_requests_with_error const& operation,
                                                   call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_total_tokens(api::get_total_tokens const& operation,
                                      call_options const& options = call_options()) const {
    return self().call(operation, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

// Cost and use of a project.
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson>
class analytics_client
    : public basic_client<analytics_client<Auth, Transport, Json>, detail::platform_needs, Auth, Transport, Json>,
      public analytics_calls<analytics_client<Auth, Transport, Json>> {
public:
  using analytics_client::basic_client::basic_client;
};

template <class... Argument>
analytics_client(Argument&&...)
    -> analytics_client<detail::deduced_auth<detail::platform_needs, Argument...>,
                        detail::deduced_transport<Argument...>, detail::deduced_json<Argument...>>;

}  // namespace geai::inline v0
