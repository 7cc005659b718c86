#pragma once

#include <chrono>
#include <geai/auth/policy.hpp>
#include <geai/auth/token_cache.hpp>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace geai::inline v0_2::auth {

// A token that replaced that of a profile; auth/save_login.hpp saves it.
struct renewed_login {
  std::string file{};  // the path
  std::string alias{};
  secret replaced{};                                     // the refresh token that the profile had
  token_grant grant{};                                   // the granted token
  std::optional<std::chrono::sys_seconds> expires_at{};  // empty: unknown
};

// The credential of the environment or the credentials file, looked up when the client is made: an access token, an
// API key, or none.
//
// The token of a profile that `geai auth login` made renews itself, like that of auth::password: before the profile's
// expiry, and after the platform refused it. If the refresh token is refused too, the profile is read once more:
// another process, or a new login, may have changed it. A call never writes the file. A token from a variable or an
// argument, or without a refresh token and a client id, is not renewed. Copies share the token.
//
// (A template, as resolved below, so that programs which pass their credentials do not compile it.)
template <class = void> class basic_resolved {
public:
  // Without a credential: nothing is added to a request.
  basic_resolved() = default;

  // Uses the credential of a session.
  explicit basic_resolved(session const& configuration);

  auth_type type() const noexcept { return type_; }
  result<void> apply(http::header_list& headers) const;

  // True if apply() may be called at once. See auth::refreshable.
  bool has_token() const;

  // Makes sure that there is a valid token, if it renews itself, with the refresh token of the profile. Errors: those
  // of `fetch`, and timeout or cancelled while another thread renews it. See auth::refreshable.
  template <class Fetch>
  result<void> refresh(Fetch&& fetch, http::clock::time_point deadline, std::stop_token const& stop);

  // refresh() in steps that do not wait. See auth::async_refreshable.
  token_cache::ticket begin_refresh();
  token_request request_for(token_cache::ticket const& ticket);
  std::optional<result<void>> answer(token_cache::ticket& ticket, result<token_grant> came);

  // Discards a token that the platform refused.
  void invalidate(std::string_view refused);

  // Returns the token that replaced that of the profile, until it is saved; empty if the profile is up to date. Any
  // thread may call it.
  std::optional<renewed_login> renewed() const;

  // Tells the policy that the file has this token now, or one of another login: there is nothing left to save.
  void saved(renewed_login const& which) const;

private:
  struct login;

  auth_type type_ = auth_type::none;
  secret token_{};                  // one that is not renewed
  std::shared_ptr<login> login_{};  // or else
};

// The Auth policy of clients that are given no credentials. See basic_resolved.
class resolved : public basic_resolved<> {
public:
  // See basic_resolved.
  using basic_resolved::basic_resolved;
};

}  // namespace geai::inline v0_2::auth

#ifndef GEAI_SEPARATE_COMPILATION
#include <geai/auth/resolved_inline.hpp>
#endif
