// Generated from the operations in include/geai/api by `python3 tests/coverage/run.py --write`; edit those.

#pragma once

#include <geai/api/project_tokens.hpp>
#include <geai/call_options.hpp>
#include <geai/client/call_result.hpp>

namespace geai::inline v0_2 {

// The calls for projects' API tokens: a base class of clients.
template <class Client> class project_token_calls {
public:
  // Creates an API token of a project.
  //
  // Requires `name`.
  // Optional: `project_id` (default: that of the client), `description`.
  // `POST /v2/projects/tokens`. Retried only if the platform certainly did not process it. Requires a token of the
  // organization. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, project_api_token> create_project_api_token(
      api::create_project_api_token const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Returns an API token of a project.
  //
  // Requires `id`.
  // `GET /v2/projects/tokens/{id}`. Retried after transient failures. Requires a token of the organization. Errors:
  // those of basic_client::call().
  [[nodiscard]] call_result<Client, project_api_token> get_project_api_token(
      api::get_project_api_token const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_project_api_token(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_project_api_token(api::get_project_api_token const& request,
                                                                project_api_token& out,
                                                                call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Updates an API token of a project.
  //
  // Requires `id`.
  // Optional: `description`, `status` ("Active", "Blocked", "Revoked").
  // `PUT /v2/projects/tokens/{id}`. Retried after transient failures. Requires a token of the organization. Errors:
  // those of basic_client::call().
  [[nodiscard]] call_result<Client, project_token_remarks> update_project_api_token(
      api::update_project_api_token const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Revokes an API token of a project. Its status becomes "revoked".
  //
  // Requires `id`.
  // `DELETE /v2/projects/tokens/{id}`. Retried after transient failures. Requires a token of the organization. Errors:
  // those of basic_client::call().
  [[nodiscard]] call_result<Client, void> delete_project_api_token(api::delete_project_api_token const& request,
                                                                   call_options const& options = call_options()) const {
    return self().call(request, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

}  // namespace geai::inline v0_2
