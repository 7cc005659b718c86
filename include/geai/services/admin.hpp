// Generated from the operations in include/geai/api by `python3 tests/coverage/run.py --write`; edit those.

#pragma once

#include <geai/api/admin.hpp>
#include <geai/call_options.hpp>
#include <geai/client/call_result.hpp>

namespace geai::inline v0_2 {

// The calls for the organizations and projects of a token: a base class of clients.
template <class Client> class admin_calls {
public:
  // Returns the organization and the project of an API token; default: the client's own token.
  //
  // Optional: `api_token`.
  // `GET /v1/accessControl/apitoken/validate`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, api_token_scope> validate_api_token(
      api::validate_api_token const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like validate_api_token(request), with the defaults of all members.
  [[nodiscard]] plain_call_result<Client, api_token_scope> validate_api_token() const {
    return self().template call<api::validate_api_token>();
  }
  // Like validate_api_token(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> validate_api_token(api::validate_api_token const& request,
                                                             api_token_scope& out,
                                                             call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Lists the organizations of the user of the client's OAuth token. The shape of the reply is not documented.
  //
  // `GET /v1/accessControl/user/organizations`. Retried after transient failures. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, raw_json> get_authorized_organizations(
      api::get_authorized_organizations const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_authorized_organizations(request), with the defaults of all members.
  [[nodiscard]] plain_call_result<Client, raw_json> get_authorized_organizations() const {
    return self().template call<api::get_authorized_organizations>();
  }
  // Like get_authorized_organizations(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_authorized_organizations(
      api::get_authorized_organizations const& request, raw_json& out,
      call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Lists the projects of an organization that the user of the client's OAuth token can access. The shape of the reply
  // is not documented.
  //
  // Requires `organization`.
  // `GET /v1/accessControl/user/organization/projects`. Retried after transient failures. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, raw_json> get_authorized_projects(
      api::get_authorized_projects const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_authorized_projects(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_authorized_projects(api::get_authorized_projects const& request,
                                                                  raw_json& out,
                                                                  call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Checks that a project is visible to the user of an access token, and succeeds if it is. Errors, by their HTTP
  // status: 400 for a missing parameter, 401 for an invalid token, 403 for a project that is unknown, inactive or not
  // visible. The platform reads this token only from the query; the credential of the client is sent as well.
  //
  // Requires `organization`, `project`, `access_token` (of a user).
  // `GET /v1/accessControl/user/access/project`. Retried after transient failures. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, void> get_project_visibility(api::get_project_visibility const& request,
                                                                 call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Returns a token for the project, for the user of the access token, which is sent as in get_project_visibility.
  // Errors: those of get_project_visibility, and 401 also if the project has no active API token.
  //
  // Requires `organization`, `project`, `access_token` (of a user).
  // `GET /v1/accessControl/user/token/project`. Retried after transient failures. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, project_token> get_project_token(
      api::get_project_token const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_project_token(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_project_token(api::get_project_token const& request, project_token& out,
                                                            call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Returns the state of the platform.
  //
  // `GET /v1/system/status`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, platform_health> get_health(api::get_health const& request,
                                                                call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_health(request), with the defaults of all members.
  [[nodiscard]] plain_call_result<Client, platform_health> get_health() const {
    return self().template call<api::get_health>();
  }
  // Like get_health(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_health(api::get_health const& request, platform_health& out,
                                                     call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Returns the state of the platform at the root of the host, with its time.
  //
  // `GET /`, known from a third party's reading of the documentation. Retried after transient failures. Errors: those
  // of basic_client::call().
  [[nodiscard]] call_result<Client, platform_health> get_platform_root(
      api::get_platform_root const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_platform_root(request), with the defaults of all members.
  [[nodiscard]] plain_call_result<Client, platform_health> get_platform_root() const {
    return self().template call<api::get_platform_root>();
  }
  // Like get_platform_root(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_platform_root(api::get_platform_root const& request, platform_health& out,
                                                            call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Lists the assistants of an organization or a project that plug-ins can see.
  //
  // Optional: `organization` (the id of the organization), `project` (the id of the project).
  // `GET /v1/plugins`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, plugin_assistant_list> list_plugin_assistants(
      api::list_plugin_assistants const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like list_plugin_assistants(request), with the defaults of all members.
  [[nodiscard]] plain_call_result<Client, plugin_assistant_list> list_plugin_assistants() const {
    return self().template call<api::list_plugin_assistants>();
  }
  // Like list_plugin_assistants(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> list_plugin_assistants(api::list_plugin_assistants const& request,
                                                                 plugin_assistant_list& out,
                                                                 call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

}  // namespace geai::inline v0_2
