#pragma once

#include <geai/auth/oauth.hpp>

namespace geai::inline v0_2::auth {

// The Auth policy for a client with both credentials (geai::allow_mixed_auth). The access token is sent.
struct mixed {
  secret api_key{};
  secret access_token{};
  required::project_id project_id;
  std::string organization_id{};  // optional

  auth_type type() const noexcept { return auth_type::oauth_token; }
  result<void> apply(http::header_list& headers) const {
    add_bearer(headers, access_token.reveal());
    return {};
  }
};

}  // namespace geai::inline v0_2::auth
