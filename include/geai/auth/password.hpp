#pragma once

#include <chrono>
#include <geai/auth/oauth.hpp>
#include <geai/auth/token_slot.hpp>
#include <string>

namespace geai::auth {

// Logs in by itself: obtains an access token with the first call that needs one, renews it before it expires, and again
// after the platform refused it. Nothing is sent when the client is made.
//
// A token is renewed with the refresh token that came with it, and with the password when there is none or the platform
// refuses it (refreshing is not documented: rest-api.md section 2).
struct password {
  std::string client_id{};
  std::string username{};
  secret password{};
  required_text project_id;
  std::string organization_id{};  // optional
  std::string scope = "gam_user_data gam_user_roles";
  std::chrono::seconds refresh_before{300};  // ahead of the expiry, or half the token's life if that is less
  token_slot slot{};                         // filled by refresh()

  auth_type type() const noexcept { return auth_type::oauth_token; }

  result<void> apply(http::header_list& headers) const {
    slot.with([&](secret const& token) {
      if (!token.empty()) add_bearer(headers, token.reveal());
    });
    return {};
  }

  bool has_token() const { return slot.is_ready(); }

  template <class Exchange>
  result<void> refresh(Exchange&& exchange, http::clock::time_point deadline, std::stop_token const& stop) {
    auto const obtain = [&](secret const& refresh_token) -> result<token_grant> {
      if (!refresh_token.empty()) {
        result<token_grant> renewed = exchange(token_request{.client_id = client_id, .refresh_token = refresh_token});
        bool const refused = !renewed && !renewed.error().is_transient() && renewed.error().code != errc::cancelled;
        if (!refused) return renewed;
      }
      return exchange(
          token_request{.client_id = client_id, .username = username, .password = password, .scope = scope});
    };
    return slot.refresh(obtain, refresh_before, deadline, stop);
  }

  void invalidate(std::string_view refused) { slot.invalidate(refused); }
};

}  // namespace geai::auth
