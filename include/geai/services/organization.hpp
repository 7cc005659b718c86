// Generated from the operations in include/geai/api by `python3 tests/coverage/run.py --write`; edit those.

#pragma once

#include <geai/api/organization.hpp>
#include <geai/call_options.hpp>
#include <geai/client/call_result.hpp>

namespace geai::inline v0_2 {

// The calls for organizations and their projects: a base class of clients.
template <class Client> class organization_calls {
public:
  // Lists the assistants of the project. A token of the project is sufficient.
  //
  // Optional: `detail` ("summary", "full").
  // `GET /v1/organization/assistants`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, organization_assistants> list_organization_assistants(
      api::list_organization_assistants const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like list_organization_assistants(request), with the defaults of all members.
  [[nodiscard]] plain_call_result<Client, organization_assistants> list_organization_assistants() const {
    return self().template call<api::list_organization_assistants>();
  }
  // Like list_organization_assistants(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> list_organization_assistants(
      api::list_organization_assistants const& request, organization_assistants& out,
      call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Lists the projects of the organization.
  //
  // Optional: `detail` ("summary", "full"), `name`.
  // `GET /v1/organization/projects`. Retried after transient failures. Requires a token of the organization. Errors:
  // those of basic_client::call().
  [[nodiscard]] call_result<Client, project_list> list_projects(api::list_projects const& request,
                                                                call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like list_projects(request), with the defaults of all members.
  [[nodiscard]] plain_call_result<Client, project_list> list_projects() const {
    return self().template call<api::list_projects>();
  }
  // Like list_projects(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> list_projects(api::list_projects const& request, project_list& out,
                                                        call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Returns a project.
  //
  // Requires `id`.
  // `GET /v1/organization/project/{id}`. Retried after transient failures. Requires a token of the organization.
  // Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, project> get_project(api::get_project const& request,
                                                         call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_project(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_project(api::get_project const& request, project& out,
                                                      call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Creates a project.
  //
  // Requires `name`, `administrator_user_email`.
  // Optional: `description`, `usage_limit`.
  // `POST /v1/organization/project`. Retried only if the platform certainly did not process it. Requires a token of the
  // organization. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, project> create_project(api::create_project const& request,
                                                            call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Updates a project.
  //
  // Requires `id`, `name`.
  // Optional: `description`.
  // `PUT /v1/organization/project/{id}`. Retried after transient failures. Requires a token of the organization.
  // Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, project> update_project(api::update_project const& request,
                                                            call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Deletes a project.
  //
  // Requires `id`.
  // `DELETE /v1/organization/project/{id}`. Retried after transient failures. Requires a token of the organization.
  // Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, void> delete_project(api::delete_project const& request,
                                                         call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Lists the API tokens of a project.
  //
  // Requires `id`.
  // `GET /v1/organization/project/{id}/tokens`. Retried after transient failures. Requires a token of the organization.
  // Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, project_api_token_list> list_project_tokens(
      api::list_project_tokens const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like list_project_tokens(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> list_project_tokens(api::list_project_tokens const& request,
                                                              project_api_token_list& out,
                                                              call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Lists the requests that assistants have answered. A token of the project is sufficient.
  //
  // Optional: `assistant_name`, `status` ("succeeded", "failed", "pending"), `skip` (offset), `count` (page size).
  // `GET /v1/organization/request/export`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, exported_requests> export_requests(
      api::export_requests const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like export_requests(request), with the defaults of all members.
  [[nodiscard]] plain_call_result<Client, exported_requests> export_requests() const {
    return self().template call<api::export_requests>();
  }
  // Like export_requests(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> export_requests(api::export_requests const& request, exported_requests& out,
                                                          call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }
  // Returns the items of all pages of export_requests() as a range of results. Pages are fetched while you iterate.
  [[nodiscard]] call_items<Client, api::export_requests> all_exported_requests(
      api::export_requests const& request = api::export_requests(),
      call_options const& options = call_options()) const {
    return self().all(request, options);
  }

  // Lists the organizations.
  //
  // Optional: `start_page` (from 1), `page_size`, `order_key` (only "name"), `order_direction` ("asc", "desc"),
  // `filter_key` (only "name"), `filter_value`.
  // `GET /v2/admin/organizations`. Retried after transient failures. Requires a token of the organization. Errors:
  // those of basic_client::call().
  [[nodiscard]] call_result<Client, organization_list> list_organizations(
      api::list_organizations const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like list_organizations(request), with the defaults of all members.
  [[nodiscard]] plain_call_result<Client, organization_list> list_organizations() const {
    return self().template call<api::list_organizations>();
  }
  // Like list_organizations(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> list_organizations(api::list_organizations const& request,
                                                             organization_list& out,
                                                             call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }
  // Returns the items of all pages of list_organizations() as a range of results. Pages are fetched while you iterate.
  [[nodiscard]] call_items<Client, api::list_organizations> all_organizations(
      api::list_organizations const& request = api::list_organizations(),
      call_options const& options = call_options()) const {
    return self().all(request, options);
  }

  // Creates an organization.
  //
  // Requires `name`, `administrator_user_email`.
  // `POST /v2/admin/organizations`. Retried only if the platform certainly did not process it. Requires a token of the
  // organization. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, organization> create_organization(
      api::create_organization const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Deletes an organization.
  //
  // Requires `id`.
  // `DELETE /v2/admin/organizations/{id}`. Retried after transient failures. Requires a token of the organization.
  // Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, void> delete_organization(api::delete_organization const& request,
                                                              call_options const& options = call_options()) const {
    return self().call(request, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

}  // namespace geai::inline v0_2
