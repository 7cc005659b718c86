#pragma once

#include <geai/api/authorization.hpp>
#include <geai/api/operation.hpp>
#include <optional>
#include <string>

// GeneXus Access Manager, the older way to obtain tokens: rest-api.md section 2, pygeai.md section 5.2.

namespace geai::inline v0_2 {

namespace api {

// Obtains an access token from GAM.
struct get_gam_access_token {
  std::string grant_type = "password";
  std::string authentication_type_name = "local";
  std::string scope = "gam_user_data";
  std::string request_token_type = "OAuth";
  std::string client_id{};
  std::optional<secret> client_secret{};
  std::string username{};
  secret password{};
  std::optional<std::string> initial_properties{};
  std::optional<std::string> repository{};

  using answer = oauth_token;
  using endpoint = post<"/oauth/gam/v2.0/access_token">;
  using parameters =
      fields<form<"grant_type", &get_gam_access_token::grant_type>,
             form<"authentication_type_name", &get_gam_access_token::authentication_type_name>,
             form<"scope", &get_gam_access_token::scope>,
             form<"request_token_type", &get_gam_access_token::request_token_type>,
             form<"client_id", &get_gam_access_token::client_id>,
             form<"client_secret", &get_gam_access_token::client_secret>,
             form<"username", &get_gam_access_token::username>, form<"password", &get_gam_access_token::password>,
             form<"initial_properties", &get_gam_access_token::initial_properties>,
             form<"repository", &get_gam_access_token::repository>>;
  static constexpr bool authenticated = false;
};

// Obtains a new access token with a refresh token.
struct refresh_gam_access_token {
  std::string grant_type = "refresh_token";
  std::string client_id{};
  std::optional<secret> client_secret{};
  secret refresh_token{};

  using answer = oauth_token;
  using endpoint = post<"/oauth/gam/v2.0/access_token">;
  using parameters = fields<form<"grant_type", &refresh_gam_access_token::grant_type>,
                            form<"client_id", &refresh_gam_access_token::client_id>,
                            form<"client_secret", &refresh_gam_access_token::client_secret>,
                            form<"refresh_token", &refresh_gam_access_token::refresh_token>>;
  static constexpr bool authenticated = false;
};

// Describes the page where a user signs in with a browser. It is not sent: gam_client makes a URL from it.
struct gam_signing_url {
  std::string response_type = "code";
  std::string client_id{};
  std::string redirect_uri{};
  std::string state{};
  std::string scope = "gam_user_data";

  using answer = std::string;
  using endpoint = get<"/oauth/gam/signin">;
  using parameters =
      fields<query<"response_type", &gam_signing_url::response_type>, query<"client_id", &gam_signing_url::client_id>,
             query<"redirect_uri", &gam_signing_url::redirect_uri>, query<"state", &gam_signing_url::state>,
             query<"scope", &gam_signing_url::scope>>;
};

// Returns the user of a token; default: the client's own token.
struct get_gam_user_info {
  std::optional<secret> access_token{};

  using answer = user_profile;
  using endpoint = get<"/oauth/gam/v2.0/userinfo">;
  using parameters = fields<bearer<&get_gam_user_info::access_token>>;
};

// Returns the authentication types. PyGEAI lists this path but never calls it. The reply is not documented.
struct get_gam_authentication_types {
  using answer = raw_json;
  using endpoint = get<"/v1/gam/authentication-types">;
  using parameters = fields<>;
  static constexpr bool authenticated = false;
};

}  // namespace api
}  // namespace geai::inline v0_2
