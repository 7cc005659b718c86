#pragma once

#include <algorithm>
#include <cstddef>
#include <geai/detail/concealer.hpp>
#include <geai/http/header.hpp>
#include <string_view>

namespace geai::inline v0_2::http {

// Returns true for the headers that authenticate a request: the standard ones, and the one that the platform's own
// programs use.
constexpr bool authenticates(std::string_view header_name) noexcept {
  return same_name(header_name, "Authorization") || same_name(header_name, "Proxy-Authorization") ||
         same_name(header_name, "Saia-Auth");
}

// Returns true for headers that may contain a credential: the ones above, Cookie and Set-Cookie, and those of gateways,
// such as X-Api-Key, X-Auth-Token, Ocp-Apim-Subscription-Key and X-Session-Id. The last letters of a word in the name
// decide, so X-Max-Tokens and X-Author do not count; neither does Idempotency-Key.
constexpr bool carries_credential(std::string_view header_name) noexcept {
  if (same_name(header_name, "Idempotency-Key")) return false;
  while (!header_name.empty()) {
    std::size_t const end = (std::min)(header_name.find_first_of("-_."), header_name.size());
    std::string_view const word = header_name.substr(0, end);
    for (std::string_view each :
         {"auth", "authorization", "authentication", "token", "secret", "password", "passwd", "passphrase",
          "credential", "credentials", "cookie", "cookie2", "key", "jwt", "bearer", "session", "sessionid"})
      if (word.size() >= each.size() && same_name(word.substr(word.size() - each.size()), each)) return true;
    header_name.remove_prefix((std::min)(end + 1, header_name.size()));
  }
  return false;
}

}  // namespace geai::inline v0_2::http

namespace geai::inline v0_2::detail {

// Calls visit(std::string_view) for each credential in a header: the token behind a scheme, the password of Basic, each
// cookie and its value, or the whole value. Texts too short to be credentials are skipped: less than four bytes in
// headers that do not authenticate, and cookie values of less than eight bytes ("true", "en-US").
template <class Visit> [[gnu::cold]] void for_each_credential(http::header const& in, Visit visit) {
  auto const visit_from = [&](std::size_t shortest, std::string_view text) {
    if (text.size() >= shortest) visit(text);
  };
  if (!http::carries_credential(in.name)) return;
  bool const sets_cookie = http::same_name(in.name, "Set-Cookie");
  if (sets_cookie || http::same_name(in.name, "Cookie")) {
    for (std::string_view left = in.value; !left.empty();) {
      std::size_t const end = (std::min)(left.find(';'), left.size());
      std::string_view pair = left.substr(0, end);
      pair.remove_prefix((std::min)(pair.find_first_not_of(' '), pair.size()));
      visit_from(concealer::shortest, pair);
      if (std::size_t const equals = pair.find('='); equals != pair.npos) visit_from(8, pair.substr(equals + 1));
      if (sets_cookie) return;  // only attributes of the cookie follow
      left.remove_prefix((std::min)(end + 1, left.size()));
    }
    return;
  }
  if (!http::authenticates(in.name)) return visit_from(concealer::shortest, in.value);
  std::size_t const blank = in.value.find(' ');
  if (blank == in.value.npos) return visit(in.value);
  std::string_view const token = in.value.substr(blank + 1);
  visit(token);
  if (!http::same_name(in.value.substr(0, blank), "Basic")) return;
  reading whole;
  whole.text = token;
  reading const decoded = from_base64(whole);
  std::string_view const pair = std::string_view(decoded.text).substr(0, decoded.text.find('\0'));
  if (std::size_t const colon = pair.find(':'); colon != pair.npos) visit(pair.substr(colon + 1));
}

}  // namespace geai::inline v0_2::detail
