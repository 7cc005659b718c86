// Generated from the operations in include/geai/api by `python3 tests/coverage/run.py --write`; edit those.

#pragma once

#include <geai/api/gam.hpp>
#include <geai/call_options.hpp>
#include <geai/client/call_result.hpp>
#include <geai/services/by_hand/gam.hpp>

namespace geai::inline v0_2 {

// The calls for the GeneXus Access Manager: a base class of clients.
template <class Client> class gam_calls : public gam_signing<Client> {
public:
  // Obtains an access token from GAM.
  //
  // Requires `client_id`, `username`, `password`.
  // Optional: `grant_type` (default: "password"), `authentication_type_name` (default: "local"), `scope` (default:
  // "gam_user_data"), `request_token_type` (default: "OAuth"), `client_secret`, `initial_properties`, `repository`.
  // `POST /oauth/gam/v2.0/access_token`. Retried only if the platform certainly did not process it. Sent without the
  // client's credential. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, oauth_token> get_gam_access_token(
      api::get_gam_access_token const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_gam_access_token(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_gam_access_token(api::get_gam_access_token const& request,
                                                               oauth_token& out,
                                                               call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Obtains a new access token with a refresh token.
  //
  // Requires `client_id`, `refresh_token`.
  // Optional: `grant_type` (default: "refresh_token"), `client_secret`.
  // `POST /oauth/gam/v2.0/access_token`. Retried only if the platform certainly did not process it. Sent without the
  // client's credential. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, oauth_token> refresh_gam_access_token(
      api::refresh_gam_access_token const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Returns the user of a token; default: the client's own token.
  //
  // Optional: `access_token`.
  // `GET /oauth/gam/v2.0/userinfo`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, user_profile> get_gam_user_info(
      api::get_gam_user_info const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_gam_user_info(request), with the defaults of all members.
  [[nodiscard]] plain_call_result<Client, user_profile> get_gam_user_info() const {
    return self().template call<api::get_gam_user_info>();
  }
  // Like get_gam_user_info(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_gam_user_info(api::get_gam_user_info const& request, user_profile& out,
                                                            call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Returns the authentication types. PyGEAI lists this path but never calls it. The reply is not documented.
  //
  // `GET /v1/gam/authentication-types`. Retried after transient failures. Sent without the client's credential. Errors:
  // those of basic_client::call().
  [[nodiscard]] call_result<Client, raw_json> get_gam_authentication_types(
      api::get_gam_authentication_types const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_gam_authentication_types(request), with the defaults of all members.
  [[nodiscard]] plain_call_result<Client, raw_json> get_gam_authentication_types() const {
    return self().template call<api::get_gam_authentication_types>();
  }
  // Like get_gam_authentication_types(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_gam_authentication_types(
      api::get_gam_authentication_types const& request, raw_json& out,
      call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

}  // namespace geai::inline v0_2
