#pragma once

#include <geai/api/usage_limits.hpp>
#include <geai/client/basic_client.hpp>

namespace geai::inline v0 {

// The calls of usage limits, for the clients that have them.
template <class Client> class usage_limit_calls {
public:
  [[nodiscard]] auto create_organization_usage_limit(api::create_organization_usage_limit const& operation,
                                                     call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_organization_usage_limits(api::list_organization_usage_limits const& operation,
                                                    call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_organization_usage_limits(api::list_organization_usage_limits const& operation,
                                                    api::list_organization_usage_limits::answer& into,
                                                    call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto get_latest_organization_usage_limit(api::get_latest_organization_usage_limit const& operation,
                                                         call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_latest_organization_usage_limit(api::get_latest_organization_usage_limit const& operation,
                                                         api::get_latest_organization_usage_limit::answer& into,
                                                         call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto delete_organization_usage_limit(api::delete_organization_usage_limit const& operation,
                                                     call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto set_organization_hard_limit(api::set_organization_hard_limit const& operation,
                                                 call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto set_organization_soft_limit(api::set_organization_soft_limit const& operation,
                                                 call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto set_organization_renewal_status(api::set_organization_renewal_status const& operation,
                                                     call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto create_project_usage_limit(api::create_project_usage_limit const& operation,
                                                call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_project_usage_limits(api::list_project_usage_limits const& operation,
                                               call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_project_usage_limits(api::list_project_usage_limits const& operation,
                                               api::list_project_usage_limits::answer& into,
                                               call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto get_latest_project_usage_limit(api::get_latest_project_usage_limit const& operation,
                                                    call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_latest_project_usage_limit(api::get_latest_project_usage_limit const& operation,
                                                    api::get_latest_project_usage_limit::answer& into,
                                                    call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto get_active_project_usage_limit(api::get_active_project_usage_limit const& operation,
                                                    call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_active_project_usage_limit(api::get_active_project_usage_limit const& operation,
                                                    api::get_active_project_usage_limit::answer& into,
                                                    call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto delete_project_usage_limit(api::delete_project_usage_limit const& operation,
                                                call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto set_project_hard_limit(api::set_project_hard_limit const& operation,
                                            call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto set_project_soft_limit(api::set_project_soft_limit const& operation,
                                            call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto set_project_renewal_status(api::set_project_renewal_status const& operation,
                                                call_options const& options = call_options()) const {
    return self().call(operation, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

// The usage limits of organizations and projects.
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson>
class usage_limit_client
    : public basic_client<usage_limit_client<Auth, Transport, Json>, detail::platform_needs, Auth, Transport, Json>,
      public usage_limit_calls<usage_limit_client<Auth, Transport, Json>> {
public:
  using usage_limit_client::basic_client::basic_client;
};

template <class... Argument>
usage_limit_client(Argument&&...)
    -> usage_limit_client<detail::deduced_auth<detail::platform_needs, Argument...>,
                          detail::deduced_transport<Argument...>, detail::deduced_json<Argument...>>;

}  // namespace geai::inline v0
