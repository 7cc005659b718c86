#pragma once

#include <chrono>
#include <geai/auth/resolved.hpp>
#include <geai/config/credentials_file.hpp>
#include <geai/config/detail/timestamp.hpp>
#include <geai/config/environment.hpp>
#include <geai/result.hpp>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace geai::inline v0_2::auth {

// Writes a renewed token to its profile. Returns true if it did, and false if the profile has another refresh token by
// now, because another process or a new login changed it. Errors: those of credentials_file::set().
inline result<bool> put_login(renewed_login const& renewed, class credentials_file& document) {
  if (document.own(renewed.alias, variable::refresh_token) != renewed.replaced.reveal()) return false;
  std::string const expiry = renewed.expires_at ? detail::timestamp_of(*renewed.expires_at) : std::string();
  if (auto done = document.set(renewed.alias, variable::access_token, renewed.grant.access_token.reveal()); !done)
    return done.error();
  if (auto done = document.set(renewed.alias, variable::refresh_token, renewed.grant.refresh_token.reveal()); !done)
    return done.error();
  if (expiry.empty())
    document.unset(renewed.alias, variable::expires_at);
  else if (auto done = document.set(renewed.alias, variable::expires_at, expiry); !done)
    return done.error();
  return true;
}

// Saves a token that a client has renewed, so that the next program can use it. Call `save_login(client.auth())` at any
// time after the work; without a renewed token it costs nothing. The platform may accept a refresh token only once:
// before this call, the one in the file may be invalid. Returns true if the file was written; see put_login(). Errors:
// those of credentials_file::update(). Any thread may call it.
inline result<bool> save_login(resolved const& login, std::chrono::milliseconds patience = std::chrono::seconds(10),
                               std::stop_token const& stop = {}) {
  std::optional<renewed_login> const renewed = login.renewed();
  if (!renewed) return false;
  bool written = false;
  auto const edit = [&](class credentials_file& document) -> result<void> {
    result<bool> const put = put_login(*renewed, document);
    if (!put) return put.error();
    written = *put;
    return {};
  };
  if (auto done = credentials_file::update(renewed->file, edit, patience, stop); !done) return done.error();
  login.saved(*renewed);
  return written;
}

}  // namespace geai::inline v0_2::auth
