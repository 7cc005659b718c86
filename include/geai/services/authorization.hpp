// Generated from the operations in include/geai/api by `python3 tests/coverage/run.py --write`; edit those.

#pragma once

#include <geai/api/authorization.hpp>
#include <geai/call_options.hpp>
#include <geai/client/call_result.hpp>

namespace geai::inline v0_2 {

// The calls for the Security API: a base class of clients.
template <class Client> class authorization_calls {
public:
  // Requests an access token for a user. The credentials are sent in the form body, never in the URL (PyGEAI puts them
  // there).
  //
  // Requires `client_id`, `username`, `password`.
  // Optional: `scope` (default: "gam_user_data gam_user_roles").
  // `POST /oauth/access_token`. Retried only if the platform certainly did not process it. Sent without the client's
  // credential. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, oauth_token> get_oauth2_access_token(
      api::get_oauth2_access_token const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_oauth2_access_token(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_oauth2_access_token(api::get_oauth2_access_token const& request,
                                                                  oauth_token& out,
                                                                  call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Requests a new access token with a refresh token. Not documented by the platform.
  //
  // Requires `client_id`, `refresh_token`.
  // Optional: `grant_type` (default: "refresh_token").
  // `POST /oauth/access_token`, inferred from other routes. Retried only if the platform certainly did not process it.
  // Sent without the client's credential. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, oauth_token> refresh_oauth2_access_token(
      api::refresh_oauth2_access_token const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Returns the user of a token; default: the client's own token.
  //
  // Optional: `access_token`, `project_id`.
  // `GET /openid/userinfo`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, user_profile> get_user_profile_information(
      api::get_user_profile_information const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_user_profile_information(request), with the defaults of all members.
  [[nodiscard]] plain_call_result<Client, user_profile> get_user_profile_information() const {
    return self().template call<api::get_user_profile_information>();
  }
  // Like get_user_profile_information(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_user_profile_information(
      api::get_user_profile_information const& request, user_profile& out,
      call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

}  // namespace geai::inline v0_2
