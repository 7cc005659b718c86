#pragma once

#include <geai/secret.hpp>
#include <geai/session.hpp>
#include <optional>
#include <string>

namespace geai::inline v0_2 {

// Explicit settings; missing ones are read from the environment and the credentials file.
struct session_options {
  std::optional<std::string> alias{};             // the profile
  std::optional<std::string> credentials_file{};  // a path
  std::optional<secret> api_key{};                // one credential
  std::optional<secret> access_token{};           // the other one; it needs a project
  std::optional<std::string> project_id{};        // of the calls
  std::optional<std::string> organization_id{};   // of the calls
  std::optional<std::string> base_url{};          // the URL of the platform
  std::optional<std::string> eval_url{};          // the URL of its evaluation service
  std::optional<std::string> ca_file{};           // PEM: the certificate authorities to trust; empty: the system's
  bool allow_mixed_auth = false;     // an API key and an access token are allowed together; the access token is used
  bool allow_insecure_http = false;  // credentials may travel over plain http
};

namespace detail {

// Requirements of a client on its configuration.
struct requirements {
  bool credentials = true;                 // warn when there are none
  bool eval_url = false;                   // fail when there is none
  std::optional<auth_type> from_policy{};  // an auth policy keeps a credential of this type to itself
};

}  // namespace detail
}  // namespace geai::inline v0_2
