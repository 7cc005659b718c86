#pragma once

#include <geai/secret.hpp>
#include <geai/session.hpp>
#include <optional>
#include <string>

namespace geai::inline v0_2 {

// Explicit settings. Missing ones are read from the environment and the credentials file.
struct session_options {
  std::optional<std::string> alias{};             // the name of the profile
  std::optional<std::string> credentials_file{};  // the path of the file
  std::optional<secret> api_key{};                // an API key
  std::optional<secret> access_token{};           // an access token; requires a project
  std::optional<std::string> project_id{};        // the project for which calls are made
  std::optional<std::string> organization_id{};   // the organization for which calls are made
  std::optional<std::string> base_url{};          // the URL of the platform
  std::optional<std::string> eval_url{};          // the URL of its evaluation service
  std::optional<std::string> ca_file{};  // a PEM file of the certificate authorities to trust; empty: those of the
                                         // system
  bool allow_mixed_auth = false;         // permits an API key together with an access token; the access token is used
  bool allow_insecure_http = false;      // permits credentials over plain http
};

namespace detail {

// The requirements of a client on its configuration.
struct requirements {
  bool credentials = true;                 // warn if there are none
  bool eval_url = false;                   // fail if there is none
  std::optional<auth_type> from_policy{};  // set if an auth policy holds a credential of this type itself
};

}  // namespace detail
}  // namespace geai::inline v0_2
