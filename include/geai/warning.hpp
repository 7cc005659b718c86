#pragma once

#include <string>
#include <string_view>

namespace geai {

enum class warning_code : unsigned char {
  project_id_without_access_token,
  no_authentication,
  missing_base_url,
  mixed_authentication,
  credentials_file_permissions,
};

constexpr std::string_view to_string(warning_code code) noexcept {
  switch (code) {
    case warning_code::project_id_without_access_token: return "project_id_without_access_token";
    case warning_code::no_authentication: return "no_authentication";
    case warning_code::missing_base_url: return "missing_base_url";
    case warning_code::mixed_authentication: return "mixed_authentication";
    case warning_code::credentials_file_permissions: return "credentials_file_permissions";
  }
  return "unknown";
}

// Something in the configuration that is allowed and probably not meant. Never an error, never holds a secret.
struct warning {
  warning_code code{};
  std::string message{};
};

}  // namespace geai
