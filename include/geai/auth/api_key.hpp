#pragma once

#include <geai/auth/policy.hpp>
#include <string>

namespace geai::inline v0_2::auth {

// The Auth policy for the long-lived key of a project or an organization.
struct api_key {
  secret api_key{};
  std::string project_id{};       // optional
  std::string organization_id{};  // optional

  auth_type type() const noexcept { return auth_type::api_key; }
  result<void> apply(http::header_list& headers) const {
    add_bearer(headers, api_key.reveal());
    return {};
  }
};

}  // namespace geai::inline v0_2::auth
