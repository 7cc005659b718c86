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

// A renewed token of a profile; auth/save_login.hpp writes it to the credentials file.
struct renewed_login {
  std::string file{};  // the path of the credentials file
  std::string alias{};
  secret replaced{};                                     // the refresh token that the file contains
  token_grant grant{};                                   // the granted token
  std::optional<std::chrono::sys_seconds> expires_at{};  // empty: unknown
};

// The Auth policy for the credential in the environment or the credentials file, read when the client is made: an
// access token, an API key, or none.
//
// The access token of a profile that `geai auth login` created is renewed automatically, as by auth::password: before
// the expiry in the profile, and after the platform refused it. If the refresh token is refused as well, the profile is
// read once more, since another process or a new login may have changed it. Calls never write the file. A token from a
// variable or an argument, or without a refresh token and a client id, is not renewed. Copies share the token.
//
// (A template, so that programs that pass their credentials do not compile it.)
template <class = void> class basic_resolved {
public:
  // Uses no credential.
  basic_resolved() = default;

  // Uses the credential of a session.
  explicit basic_resolved(session const& configuration);

  auth_type type() const noexcept { return type_; }
  result<void> apply(http::header_list& headers) const;

  // Returns true if apply() may be called at once. See auth::refreshable.
  bool has_token() const;

  // Ensures a valid token; renews the token of a profile with its refresh token. Errors: those of `fetch`, and timeout
  // or cancelled while another thread renews it. See auth::refreshable.
  template <class Fetch>
  result<void> refresh(Fetch&& fetch, http::clock::time_point deadline, std::stop_token const& stop);

  // Does the work of refresh() in steps that do not wait. See auth::async_refreshable.
  token_cache::ticket begin_refresh();
  token_request request_for(token_cache::ticket const& ticket);
  std::optional<result<void>> answer(token_cache::ticket& ticket, result<token_grant> came);

  // Discards a token that the platform refused.
  void invalidate(std::string_view refused);

  // Returns the renewed token that is not saved yet; empty if the file is up to date. Any thread may call it.
  std::optional<renewed_login> renewed() const;

  // Marks a renewed token as saved: the file contains it, or has a newer login. Any thread may call it.
  void saved(renewed_login const& which) const;

private:
  struct login;

  auth_type type_ = auth_type::none;
  secret token_{};                  // a token that is not renewed
  std::shared_ptr<login> login_{};  // the state of a token that is renewed
};

// The Auth policy of clients without explicit credentials. See basic_resolved.
class resolved : public basic_resolved<> {
public:
  // See basic_resolved.
  using basic_resolved::basic_resolved;
};

}  // namespace geai::inline v0_2::auth

#ifndef GEAI_SEPARATE_COMPILATION
#include <geai/auth/resolved_inline.hpp>
#endif
