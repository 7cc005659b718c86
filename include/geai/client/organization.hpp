#pragma once

#include <geai/api/access_control.hpp>
#include <geai/api/organization.hpp>
#include <geai/client/basic_client.hpp>
#include <geai/client/project_tokens.hpp>

namespace geai::inline v0 {

// The calls of organizations and their projects, for the clients that have them.
template <class Client> class organization_calls {
public:
  [[nodiscard]] auto list_organization_assistants() const {
    return self().template call<api::list_organization_assistants>();
  }
  [[nodiscard]] auto list_organization_assistants(api::list_organization_assistants const& operation,
                                                  call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_organization_assistants(api::list_organization_assistants const& operation,
                                                  api::list_organization_assistants::answer& into,
                                                  call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto list_projects() const { return self().template call<api::list_projects>(); }
  [[nodiscard]] auto list_projects(api::list_projects const& operation,
                                   call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_projects(api::list_projects const& operation, api::list_projects::answer& into,
                                   call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto get_project(api::get_project const& operation,
                                 call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_project(api::get_project const& operation, api::get_project::answer& into,
                                 call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto create_project(api::create_project const& operation,
                                    call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto update_project(api::update_project const& operation,
                                    call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto delete_project(api::delete_project const& operation,
                                    call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_project_tokens(api::list_project_tokens const& operation,
                                         call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_project_tokens(api::list_project_tokens const& operation,
                                         api::list_project_tokens::answer& into,
                                         call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto export_requests() const { return self().template call<api::export_requests>(); }
  [[nodiscard]] auto export_requests(api::export_requests const& operation,
                                     call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto all_exported_requests(api::export_requests const& operation = api::export_requests(),
                                           call_options const& options = call_options()) const {
    return self().all(operation, options);
  }
  [[nodiscard]] auto list_organizations() const { return self().template call<api::list_organizations>(); }
  [[nodiscard]] auto list_organizations(api::list_organizations const& operation,
                                        call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_organizations(api::list_organizations const& operation, api::list_organizations::answer& into,
                                        call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto all_organizations(api::list_organizations const& operation = api::list_organizations(),
                                       call_options const& options = call_options()) const {
    return self().all(operation, options);
  }
  [[nodiscard]] auto create_organization(api::create_organization const& operation,
                                         call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto delete_organization(api::delete_organization const& operation,
                                         call_options const& options = call_options()) const {
    return self().call(operation, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

// The calls of memberships, members and roles.
template <class Client> class access_control_calls {
public:
  [[nodiscard]] auto list_memberships() const { return self().template call<api::list_memberships>(); }
  [[nodiscard]] auto list_memberships(api::list_memberships const& operation,
                                      call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_memberships(api::list_memberships const& operation, api::list_memberships::answer& into,
                                      call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto all_memberships(api::list_memberships const& operation = api::list_memberships(),
                                     call_options const& options = call_options()) const {
    return self().all(operation, options);
  }
  [[nodiscard]] auto list_project_memberships() const { return self().template call<api::list_project_memberships>(); }
  [[nodiscard]] auto list_project_memberships(api::list_project_memberships const& operation,
                                              call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_project_memberships(api::list_project_memberships const& operation,
                                              api::list_project_memberships::answer& into,
                                              call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto all_project_memberships(
      api::list_project_memberships const& operation = api::list_project_memberships(),
      call_options const& options = call_options()) const {
    return self().all(operation, options);
  }
  [[nodiscard]] auto list_project_roles() const { return self().template call<api::list_project_roles>(); }
  [[nodiscard]] auto list_project_roles(api::list_project_roles const& operation,
                                        call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_project_roles(api::list_project_roles const& operation, api::list_project_roles::answer& into,
                                        call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto all_project_roles(api::list_project_roles const& operation = api::list_project_roles(),
                                       call_options const& options = call_options()) const {
    return self().all(operation, options);
  }
  [[nodiscard]] auto list_project_members() const { return self().template call<api::list_project_members>(); }
  [[nodiscard]] auto list_project_members(api::list_project_members const& operation,
                                          call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_project_members(api::list_project_members const& operation,
                                          api::list_project_members::answer& into,
                                          call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto all_project_members(api::list_project_members const& operation = api::list_project_members(),
                                         call_options const& options = call_options()) const {
    return self().all(operation, options);
  }
  [[nodiscard]] auto list_organization_members() const {
    return self().template call<api::list_organization_members>();
  }
  [[nodiscard]] auto list_organization_members(api::list_organization_members const& operation,
                                               call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_organization_members(api::list_organization_members const& operation,
                                               api::list_organization_members::answer& into,
                                               call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto all_organization_members(
      api::list_organization_members const& operation = api::list_organization_members(),
      call_options const& options = call_options()) const {
    return self().all(operation, options);
  }
  [[nodiscard]] auto add_project_member(api::add_project_member const& operation,
                                        call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto remove_project_member(api::remove_project_member const& operation,
                                           call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_plugin_runtime_policies() const {
    return self().template call<api::get_plugin_runtime_policies>();
  }
  [[nodiscard]] auto get_plugin_runtime_policies(api::get_plugin_runtime_policies const& operation,
                                                 call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_plugin_runtime_policies(api::get_plugin_runtime_policies const& operation,
                                                 api::get_plugin_runtime_policies::answer& into,
                                                 call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

// Organizations, their projects, members and tokens.
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson>
class organization_client
    : public basic_client<organization_client<Auth, Transport, Json>, detail::platform_needs, Auth, Transport, Json>,
      public organization_calls<organization_client<Auth, Transport, Json>>,
      public access_control_calls<organization_client<Auth, Transport, Json>>,
      public project_token_calls<organization_client<Auth, Transport, Json>> {
public:
  using organization_client::basic_client::basic_client;
};

template <class... Argument>
organization_client(Argument&&...)
    -> organization_client<detail::deduced_auth<detail::platform_needs, Argument...>,
                           detail::deduced_transport<Argument...>, detail::deduced_json<Argument...>>;

}  // namespace geai::inline v0
