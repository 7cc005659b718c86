#pragma once

#include <geai/detail/language.hpp>

#include <string>
#include <string_view>

namespace geai::inline v0_2 {

// The kind of a warning; the first four are those of PyGEAI.
enum class warning_code : unsigned char {
  project_id_without_access_token,  // the platform needs a project only with an access token
  no_authentication,                // neither an API key nor an access token was found
  missing_base_url,                 // calls cannot be sent
  mixed_authentication,             // a source has both an API key and an access token; the access token is used
  credentials_file_permissions,     // other users can read or write the file
  suspicious_base_url,  // the URL ends in the path of an operation or of another API, so calls would not be found
  spoiled_credential,   // the credential contains a space, probably from copying
};

constexpr std::string_view to_string(warning_code code) noexcept {
  switch (code) {
    case warning_code::project_id_without_access_token: return "project_id_without_access_token";
    case warning_code::no_authentication: return "no_authentication";
    case warning_code::missing_base_url: return "missing_base_url";
    case warning_code::mixed_authentication: return "mixed_authentication";
    case warning_code::credentials_file_permissions: return "credentials_file_permissions";
    case warning_code::suspicious_base_url: return "suspicious_base_url";
    case warning_code::spoiled_credential: return "spoiled_credential";
  }
  return "unknown";
}

// A warning about a configuration that is allowed but probably a mistake. Never contains a secret.
struct warning {
  warning_code code{};  // the kind of the warning
  std::string message{};
};

}  // namespace geai::inline v0_2
