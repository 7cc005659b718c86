#pragma once

#include <geai/api/admin.hpp>
#include <geai/client/basic_client.hpp>

namespace geai::inline v0 {

// The calls of what a token may see, for the clients that have them.
template <class Client> class admin_calls {
public:
  [[nodiscard]] auto validate_api_token() const { return self().template call<api::validate_api_token>(); }
  [[nodiscard]] auto validate_api_token(api::validate_api_token const& operation,
                                        call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_authorized_organizations() const {
    return self().template call<api::get_authorized_organizations>();
  }
  [[nodiscard]] auto get_authorized_organizations(api::get_authorized_organizations const& operation,
                                                  call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_authorized_organizations(api::get_authorized_organizations const& operation,
                                                  api::get_authorized_organizations::answer& into,
                                                  call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto get_authorized_projects(api::get_authorized_projects const& operation,
                                             call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_authorized_projects(api::get_authorized_projects const& operation,
                                             api::get_authorized_projects::answer& into,
                                             call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto get_project_visibility(api::get_project_visibility const& operation,
                                            call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_project_token(api::get_project_token const& operation,
                                       call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_project_token(api::get_project_token const& operation, api::get_project_token::answer& into,
                                       call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto get_health() const { return self().template call<api::get_health>(); }
  [[nodiscard]] auto get_health(api::get_health const& operation, call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_health(api::get_health const& operation, api::get_health::answer& into,
                                call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto get_platform_root() const { return self().template call<api::get_platform_root>(); }
  [[nodiscard]] auto get_platform_root(api::get_platform_root const& operation,
                                       call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_platform_root(api::get_platform_root const& operation, api::get_platform_root::answer& into,
                                       call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto list_plugin_assistants() const { return self().template call<api::list_plugin_assistants>(); }
  [[nodiscard]] auto list_plugin_assistants(api::list_plugin_assistants const& operation,
                                            call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_plugin_assistants(api::list_plugin_assistants const& operation,
                                            api::list_plugin_assistants::answer& into,
                                            call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

// Calls on the organization and project of a token, and on those that it may see.
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson>
class admin_client
    : public basic_client<admin_client<Auth, Transport, Json>, detail::platform_needs, Auth, Transport, Json>,
      public admin_calls<admin_client<Auth, Transport, Json>> {
public:
  using admin_client::basic_client::basic_client;
};

template <class... Argument>
admin_client(Argument&&...) -> admin_client<detail::deduced_auth<detail::platform_needs, Argument...>,
                                            detail::deduced_transport<Argument...>, detail::deduced_json<Argument...>>;

}  // namespace geai::inline v0
