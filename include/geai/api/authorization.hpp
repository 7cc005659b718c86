#pragma once

#include <chrono>
#include <geai/api/operation.hpp>
#include <optional>
#include <string>

// The Security API: rest-api.md section 2 (docs.globant.ai wiki 2916).

namespace geai::inline v0_2 {

// An access token, with its refresh token, lifetime and scope.
struct oauth_token {
  secret access_token{};
  std::string token_type{};  // "Bearer"
  std::chrono::seconds expires_in{};
  secret refresh_token{};
  std::string scope{};
  std::string user_guid{};
};

// The profile of a user. Only `sub`, `guid` and `username` are documented; the other members belong to the usual scopes
// of GAM.
struct user_profile {
  std::string sub{};
  std::string guid{};
  std::string username{};
  std::optional<std::string> email{};
  std::optional<std::string> first_name{};
  std::optional<std::string> last_name{};
};

template <>
struct model<oauth_token>
    : fields<field<"access_token", &oauth_token::access_token>, field<"token_type", &oauth_token::token_type>,
             informative<"expires_in", &oauth_token::expires_in>, field<"refresh_token", &oauth_token::refresh_token>,
             field<"scope", &oauth_token::scope>, field<"user_guid", &oauth_token::user_guid>> {};
template <>
struct model<user_profile>
    : fields<field<"sub", &user_profile::sub>, field<"guid", &user_profile::guid>,
             field<"username", &user_profile::username>, field<"email", &user_profile::email>,
             field<"first_name", &user_profile::first_name>, field<"last_name", &user_profile::last_name>> {};

namespace api {

// Requests an access token for a user. The credentials are sent in the form body, never in the URL (PyGEAI puts them
// there).
struct get_oauth2_access_token {
  std::string client_id{};
  std::string username{};
  secret password{};
  std::string scope = "gam_user_data gam_user_roles";

  using answer = oauth_token;
  using endpoint = post<"/oauth/access_token">;
  using parameters =
      fields<form<"client_id", &get_oauth2_access_token::client_id>,
             form<"username", &get_oauth2_access_token::username>, form<"password", &get_oauth2_access_token::password>,
             form<"scope", &get_oauth2_access_token::scope>>;
  static constexpr bool authenticated = false;
};

// Requests a new access token with a refresh token. Not documented by the platform.
struct refresh_oauth2_access_token {
  std::string client_id{};
  secret refresh_token{};
  std::string grant_type = "refresh_token";

  using answer = oauth_token;
  using endpoint = post<"/oauth/access_token">;  // inferred
  using parameters = fields<form<"grant_type", &refresh_oauth2_access_token::grant_type>,
                            form<"client_id", &refresh_oauth2_access_token::client_id>,
                            form<"refresh_token", &refresh_oauth2_access_token::refresh_token>>;
  static constexpr bool authenticated = false;
};

// Returns the user of a token; default: the client's own token.
struct get_user_profile_information {
  std::optional<secret> access_token{};
  std::optional<std::string> project_id{};

  using answer = user_profile;
  using endpoint = get<"/openid/userinfo">;
  using parameters = fields<bearer<&get_user_profile_information::access_token>,
                            header<"ProjectId", &get_user_profile_information::project_id>,
                            header<"project-id", &get_user_profile_information::project_id>>;
};

}  // namespace api
}  // namespace geai::inline v0_2
