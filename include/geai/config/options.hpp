#pragma once

#include <geai/secret.hpp>
#include <geai/session.hpp>
#include <optional>
#include <string>

namespace geai::inline v0 {

// What is said explicitly; everything else is looked for.
struct session_options {
  std::optional<std::string> alias{};
  std::optional<std::string> credentials_file{};  // a path
  std::optional<secret> api_key{};
  std::optional<secret> access_token{};
  std::optional<std::string> project_id{};
  std::optional<std::string> organization_id{};
  std::optional<std::string> base_url{};
  std::optional<std::string> eval_url{};
  bool allow_mixed_auth = false;
  bool allow_insecure_http = false;
};

namespace detail {

// What a client needs of the configuration besides what is said.
struct requirements {
  bool credentials = true;                 // warn when there are none
  bool eval_url = false;                   // fail when there is none
  std::optional<auth_type> from_policy{};  // an auth policy keeps a credential of this type to itself
};

}  // namespace detail
}  // namespace geai::inline v0
