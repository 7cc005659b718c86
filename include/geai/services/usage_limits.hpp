// Generated from the operations in include/geai/api by `python3 tests/coverage/run.py --write`; edit those.

#pragma once

#include <geai/api/usage_limits.hpp>
#include <geai/call_options.hpp>
#include <geai/client/call_result.hpp>

namespace geai::inline v0_2 {

// The calls for usage limits: a base class of clients.
template <class Client> class usage_limit_calls {
public:
  // Creates a usage limit of an organization.
  //
  // Requires `organization_id`, `definition`.
  // `POST /v2/usageLimits/organizations/{organization_id}/limits`. Retried only if the platform certainly did not
  // process it. Requires a token of the organization. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, usage_limit> create_organization_usage_limit(
      api::create_organization_usage_limit const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Lists the usage limits of an organization.
  //
  // Requires `organization_id`.
  // `GET /v2/usageLimits/organizations/{organization_id}/limits`. Retried after transient failures. Requires a token of
  // the organization. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, usage_limit_list> list_organization_usage_limits(
      api::list_organization_usage_limits const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like list_organization_usage_limits(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> list_organization_usage_limits(
      api::list_organization_usage_limits const& request, usage_limit_list& out,
      call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Returns the latest usage limit of an organization.
  //
  // Requires `organization_id`.
  // `GET /v2/usageLimits/organizations/{organization_id}/limits/latest`. Retried after transient failures. Requires a
  // token of the organization. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, usage_limit> get_latest_organization_usage_limit(
      api::get_latest_organization_usage_limit const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_latest_organization_usage_limit(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_latest_organization_usage_limit(
      api::get_latest_organization_usage_limit const& request, usage_limit& out,
      call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Deletes a usage limit of an organization.
  //
  // Requires `organization_id`, `limit_id`.
  // `DELETE /v2/usageLimits/organizations/{organization_id}/limits/{limit_id}`. Retried after transient failures.
  // Requires a token of the organization. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, usage_limit> delete_organization_usage_limit(
      api::delete_organization_usage_limit const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Sets the hard limit of an organization.
  //
  // Requires `organization_id`, `limit_id`, `hard_limit`.
  // `PUT /v2/usageLimits/organizations/{organization_id}/limits/{limit_id}/hardLimit`. Retried after transient
  // failures. Requires a token of the organization. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, void> set_organization_hard_limit(
      api::set_organization_hard_limit const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Sets the soft limit of an organization.
  //
  // Requires `organization_id`, `limit_id`, `soft_limit`.
  // `PUT /v2/usageLimits/organizations/{organization_id}/limits/{limit_id}/softLimit`. Retried after transient
  // failures. Requires a token of the organization. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, void> set_organization_soft_limit(
      api::set_organization_soft_limit const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Sets the renewal of a usage limit of an organization.
  //
  // Requires `organization_id`, `limit_id`, `renewal_status` ("Renewable", "NonRenewable").
  // `PUT /v2/usageLimits/organizations/{organization_id}/limits/{limit_id}/renewalStatus`. Retried after transient
  // failures. Requires a token of the organization. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, void> set_organization_renewal_status(
      api::set_organization_renewal_status const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Creates a usage limit of a project.
  //
  // Requires `organization_id`, `project_id`, `definition`.
  // `POST /v2/usageLimits/organizations/{organization_id}/projects/{project_id}/limits`. Retried only if the platform
  // certainly did not process it. Requires a token of the organization. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, usage_limit> create_project_usage_limit(
      api::create_project_usage_limit const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Lists the usage limits of a project.
  //
  // Requires `organization_id`, `project_id`.
  // `GET /v2/usageLimits/organizations/{organization_id}/projects/{project_id}/limits`. Retried after transient
  // failures. Requires a token of the organization. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, usage_limit_list> list_project_usage_limits(
      api::list_project_usage_limits const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like list_project_usage_limits(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> list_project_usage_limits(
      api::list_project_usage_limits const& request, usage_limit_list& out,
      call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Returns the latest usage limit of a project.
  //
  // Requires `organization_id`, `project_id`.
  // `GET /v2/usageLimits/organizations/{organization_id}/projects/{project_id}/limits/latest`. Retried after transient
  // failures. Requires a token of the organization. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, usage_limit> get_latest_project_usage_limit(
      api::get_latest_project_usage_limit const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_latest_project_usage_limit(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_latest_project_usage_limit(
      api::get_latest_project_usage_limit const& request, usage_limit& out,
      call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Returns the usage limit of a project that is in force.
  //
  // Requires `organization_id`, `project_id`.
  // `GET /v2/usageLimits/organizations/{organization_id}/projects/{project_id}/limits/active`. Retried after transient
  // failures. Requires a token of the organization. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, usage_limit> get_active_project_usage_limit(
      api::get_active_project_usage_limit const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_active_project_usage_limit(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_active_project_usage_limit(
      api::get_active_project_usage_limit const& request, usage_limit& out,
      call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Deletes a usage limit of a project.
  //
  // Requires `organization_id`, `project_id`, `limit_id`.
  // `DELETE /v2/usageLimits/organizations/{organization_id}/projects/{project_id}/limits/{limit_id}`. Retried after
  // transient failures. Requires a token of the organization. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, usage_limit> delete_project_usage_limit(
      api::delete_project_usage_limit const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Sets the hard limit of a project.
  //
  // Requires `organization_id`, `project_id`, `limit_id`, `hard_limit`.
  // `PUT /v2/usageLimits/organizations/{organization_id}/projects/{project_id}/limits/{limit_id}/hardLimit`. Retried
  // after transient failures. Requires a token of the organization. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, void> set_project_hard_limit(api::set_project_hard_limit const& request,
                                                                 call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Sets the soft limit of a project.
  //
  // Requires `organization_id`, `project_id`, `limit_id`, `soft_limit`.
  // `PUT /v2/usageLimits/organizations/{organization_id}/projects/{project_id}/limits/{limit_id}/softLimit`. Retried
  // after transient failures. Requires a token of the organization. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, void> set_project_soft_limit(api::set_project_soft_limit const& request,
                                                                 call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Sets the renewal of a usage limit of a project.
  //
  // Requires `organization_id`, `project_id`, `limit_id`, `renewal_status` ("Renewable", "NonRenewable").
  // `PUT /v2/usageLimits/organizations/{organization_id}/projects/{project_id}/limits/{limit_id}/renewalStatus`.
  // Retried after transient failures. Requires a token of the organization. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, void> set_project_renewal_status(
      api::set_project_renewal_status const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

}  // namespace geai::inline v0_2
