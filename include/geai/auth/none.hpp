#pragma once

#include <geai/auth/policy.hpp>

namespace geai::inline v0_2::auth {

// The Auth policy without a credential: for auth_client, and for servers that need none.
struct none {
  auth_type type() const noexcept { return auth_type::none; }
  result<void> apply(http::header_list&) const { return {}; }
};

}  // namespace geai::inline v0_2::auth
