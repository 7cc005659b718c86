#pragma once

#include <geai/auth/policy.hpp>

namespace geai::auth {

// Whatever the environment and the credentials file have, found when the client is made: an access token, an API key,
// or nothing.
class resolved {
public:
  resolved() = default;
  explicit resolved(session const& from) : type_(from.auth_type()) {
    if (secret const* token = from.active_token()) token_ = *token;
  }

  auth_type type() const noexcept { return type_; }
  result<void> apply(http::header_list& headers) const {
    if (!token_.empty()) add_bearer(headers, token_.reveal());
    return {};
  }

private:
  auth_type type_ = auth_type::none;
  secret token_;
};

}  // namespace geai::auth
