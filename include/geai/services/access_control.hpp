// Generated from the operations in include/geai/api by `python3 tests/coverage/run.py --write`; edit those.

#pragma once

#include <geai/api/access_control.hpp>
#include <geai/call_options.hpp>
#include <geai/client/call_result.hpp>

namespace geai::inline v0_2 {

// The calls for memberships, members and roles: a base class of clients.
template <class Client> class access_control_calls {
public:
  // Lists the organizations to which a user belongs.
  //
  // Optional: `email`, `start_page` (from 1), `page_size` (the platform's default is 20), `order_key` (only
  // "organizationName"), `order_direction` ("asc", "desc"), `role_types` (comma-separated: "backend", "frontend").
  // `GET /v2/accessControl/memberships`. Retried after transient failures. Requires a token of the organization.
  // Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, organization_membership_list> list_memberships(
      api::list_memberships const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like list_memberships(request), with the defaults of all members.
  [[nodiscard]] plain_call_result<Client, organization_membership_list> list_memberships() const {
    return self().template call<api::list_memberships>();
  }
  // Like list_memberships(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> list_memberships(api::list_memberships const& request,
                                                           organization_membership_list& out,
                                                           call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }
  // Returns the items of all pages of list_memberships() as a range of results. Pages are fetched while you iterate.
  [[nodiscard]] call_items<Client, api::list_memberships> all_memberships(
      api::list_memberships const& request = api::list_memberships(),
      call_options const& options = call_options()) const {
    return self().all(request, options);
  }

  // Lists the projects of an organization to which a user belongs.
  //
  // Optional: `organization_id` (default: that of the client), `user_email`, `start_page` (from 1), `page_size`,
  // `order_key` (only "projectName"), `order_direction` ("asc", "desc"), `role_types`.
  // `GET /v2/accessControl/projects/memberships`. Retried after transient failures. Requires a token of the
  // organization. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, project_membership_list> list_project_memberships(
      api::list_project_memberships const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like list_project_memberships(request), with the defaults of all members.
  [[nodiscard]] plain_call_result<Client, project_membership_list> list_project_memberships() const {
    return self().template call<api::list_project_memberships>();
  }
  // Like list_project_memberships(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> list_project_memberships(api::list_project_memberships const& request,
                                                                   project_membership_list& out,
                                                                   call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }
  // Returns the items of all pages of list_project_memberships() as a range of results. Pages are fetched while you
  // iterate.
  [[nodiscard]] call_items<Client, api::list_project_memberships> all_project_memberships(
      api::list_project_memberships const& request = api::list_project_memberships(),
      call_options const& options = call_options()) const {
    return self().all(request, options);
  }

  // Lists the roles of a project.
  //
  // Optional: `project_id` (default: that of the client), `start_page` (from 1), `page_size`, `order_key` (only
  // "name"), `order_direction` ("asc", "desc"), `role_types`.
  // `GET /v2/accessControl/projects/roles`. Retried after transient failures. Requires a token of the organization.
  // Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, access_role_list> list_project_roles(
      api::list_project_roles const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like list_project_roles(request), with the defaults of all members.
  [[nodiscard]] plain_call_result<Client, access_role_list> list_project_roles() const {
    return self().template call<api::list_project_roles>();
  }
  // Like list_project_roles(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> list_project_roles(api::list_project_roles const& request,
                                                             access_role_list& out,
                                                             call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }
  // Returns the items of all pages of list_project_roles() as a range of results. Pages are fetched while you iterate.
  [[nodiscard]] call_items<Client, api::list_project_roles> all_project_roles(
      api::list_project_roles const& request = api::list_project_roles(),
      call_options const& options = call_options()) const {
    return self().all(request, options);
  }

  // Lists the members of a project.
  //
  // Optional: `project_id` (default: that of the client), `start_page` (from 1), `page_size`, `order_key` (only
  // "name"), `order_direction` ("asc", "desc"), `role_types`.
  // `GET /v2/accessControl/projects/members`. Retried after transient failures. Requires a token of the organization.
  // Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, access_member_list> list_project_members(
      api::list_project_members const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like list_project_members(request), with the defaults of all members.
  [[nodiscard]] plain_call_result<Client, access_member_list> list_project_members() const {
    return self().template call<api::list_project_members>();
  }
  // Like list_project_members(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> list_project_members(api::list_project_members const& request,
                                                               access_member_list& out,
                                                               call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }
  // Returns the items of all pages of list_project_members() as a range of results. Pages are fetched while you
  // iterate.
  [[nodiscard]] call_items<Client, api::list_project_members> all_project_members(
      api::list_project_members const& request = api::list_project_members(),
      call_options const& options = call_options()) const {
    return self().all(request, options);
  }

  // Lists the members of an organization.
  //
  // Optional: `organization_id`, `start_page` (from 1), `page_size`, `order_key` (only "email"), `order_direction`
  // ("asc", "desc"), `role_types` (only "backend").
  // `GET /v2/accessControl/organizations/members`. Retried after transient failures. Requires a token of the
  // organization. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, access_member_list> list_organization_members(
      api::list_organization_members const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like list_organization_members(request), with the defaults of all members.
  [[nodiscard]] plain_call_result<Client, access_member_list> list_organization_members() const {
    return self().template call<api::list_organization_members>();
  }
  // Like list_organization_members(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> list_organization_members(
      api::list_organization_members const& request, access_member_list& out,
      call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }
  // Returns the items of all pages of list_organization_members() as a range of results. Pages are fetched while you
  // iterate.
  [[nodiscard]] call_items<Client, api::list_organization_members> all_organization_members(
      api::list_organization_members const& request = api::list_organization_members(),
      call_options const& options = call_options()) const {
    return self().all(request, options);
  }

  // Sends an invitation.
  //
  // Requires `user_email`, `roles` (names or GUIDs).
  // Optional: `project_id` (default: that of the client).
  // `POST /v2/accessControl/projects/members`. Retried only if the platform certainly did not process it. Requires a
  // token of the organization. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, void> add_project_member(api::add_project_member const& request,
                                                             call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Removes a member from a project.
  //
  // Requires `project_id`, `user_id`.
  // `DELETE /v2/accessControl/projects/{project_id}/members/{user_id}`. Retried after transient failures. Requires a
  // token of the organization. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, void> remove_project_member(api::remove_project_member const& request,
                                                                call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Returns the policies of an organization, or a remark that it has none. The shape of the reply is not documented.
  //
  // Optional: `organization_id` (default: that of the client).
  // `GET /v2/accessControl/organization/plugin-runtime-policies`. Retried after transient failures. Requires a token of
  // the organization. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, raw_json> get_plugin_runtime_policies(
      api::get_plugin_runtime_policies const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_plugin_runtime_policies(request), with the defaults of all members.
  [[nodiscard]] plain_call_result<Client, raw_json> get_plugin_runtime_policies() const {
    return self().template call<api::get_plugin_runtime_policies>();
  }
  // Like get_plugin_runtime_policies(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_plugin_runtime_policies(
      api::get_plugin_runtime_policies const& request, raw_json& out,
      call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

}  // namespace geai::inline v0_2
