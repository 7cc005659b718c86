#pragma once

#include <chrono>
#include <geai/auth/oauth.hpp>
#include <geai/auth/token_cache.hpp>
#include <optional>
#include <string>

namespace geai::inline v0_2::auth {

// An Auth policy that logs in by itself. It requests an access token with the first call that needs one, and renews it
// before it expires and after the platform refused it. The constructor of a client sends nothing. Copies share the
// token; concurrent calls share one token request.
//
// A token is renewed with its refresh token. If there is none, or if the platform refuses it, the policy logs in with
// the password again (refreshing is not documented: rest-api.md section 2).
struct password {
  std::string client_id{};
  std::string username{};
  secret password{};
  required::project_id project_id;
  std::string organization_id{};  // optional
  std::string scope = "gam_user_data gam_user_roles";
  std::chrono::seconds refresh_before{300};  // renew this long before the expiry, or after half the token's lifetime if
                                             // that is later
  token_cache slot{};                        // the token; set by refresh()

  auth_type type() const noexcept { return auth_type::oauth_token; }

  result<void> apply(http::header_list& headers) const {
    slot.visit([&](secret const& token) {
      if (!token.empty()) add_bearer(headers, token.reveal());
    });
    return {};
  }

  // Returns true if there is a valid token. See auth::refreshable.
  bool has_token() const { return slot.is_ready(); }

  // Requests a token with the refresh token, or else with the password. See auth::refreshable.
  template <class Fetch>
  result<void> refresh(Fetch&& fetch, http::clock::time_point deadline, std::stop_token const& stop) {
    auto const renew = [&](token_cache::ticket& ticket) {
      for (;;)
        if (std::optional<result<void>> done = answer(ticket, fetch(request_for(ticket)))) return *std::move(done);
    };
    return slot.ensure_token(renew, deadline, stop);
  }

  // The first of three steps that do the work of refresh() without waiting. See auth::async_refreshable.
  token_cache::ticket begin_refresh() { return slot.begin(); }

  // The second step: returns the request for a token.
  token_request request_for(token_cache::ticket const& ticket) const {
    if (!ticket.refresh_token().empty()) return {.client_id = client_id, .refresh_token = ticket.refresh_token()};
    return {.client_id = client_id, .username = username, .password = password, .scope = scope};
  }

  // The third step: stores the granted token. Returns an empty optional if the refresh token was refused: then request
  // a token once more, with the password.
  std::optional<result<void>> answer(token_cache::ticket& ticket, result<token_grant> came) const {
    bool const refused = !came && !came.error().is_transient() && came.error().code != errc::cancelled;
    if (refused && !ticket.refresh_token().empty()) {
      ticket.set_refresh_token({});
      return std::nullopt;
    }
    return ticket.finish(std::move(came), refresh_before);
  }

  // Discards a token that the platform refused.
  void invalidate(std::string_view refused) { slot.invalidate(refused); }
};

}  // namespace geai::inline v0_2::auth
