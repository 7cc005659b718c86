#pragma once

#include <charconv>
#include <geai/result.hpp>
#include <string>
#include <string_view>

namespace geai::inline v0_2::http {

// Appends `text` with every byte outside the unreserved set of RFC 3986 percent-encoded, so that it is safe as a path
// segment, a query name or value, or a form field. A segment that consists of dots is encoded too, since `..` would
// change the path.
inline void append_percent_encoded(std::string& out, std::string_view text) {
  constexpr char digits[] = "0123456789ABCDEF";
  bool const only_dots = text == "." || text == "..";
  for (char c : text) {
    bool const unreserved = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                            c == '_' || c == '~' || (c == '.' && !only_dots);
    if (unreserved) {
      out += c;
    } else {
      auto const byte = static_cast<unsigned char>(c);
      out += '%';
      out += digits[byte >> 4];
      out += digits[byte & 15];
    }
  }
}

// The parts of a base URL, as views into it.
struct url_parts {
  std::string_view scheme{};  // "https"
  std::string_view host{};    // without the port; an IPv6 address keeps its brackets
};

// Splits a URL that normalize_base_url() returned.
inline url_parts split_url(std::string_view url) noexcept {
  url_parts parts;
  std::size_t const colon = url.find("://");
  if (colon == std::string_view::npos) return parts;
  parts.scheme = url.substr(0, colon);
  std::string_view authority = url.substr(colon + 3);
  authority = authority.substr(0, authority.find('/'));
  std::size_t const end = authority.starts_with('[') ? authority.find(']') + 1 : authority.find(':');
  parts.host = authority.substr(0, end);
  return parts;
}

// Returns true for 127.0.0.0/8, ::1 and localhost: the hosts to which plain http may carry a credential. Only the
// canonical spelling of an address counts: with leading zeros, or with fewer numbers, it is a name that a resolver may
// know.
inline bool is_loopback(std::string_view host) noexcept {
  if (host == "localhost" || host == "[::1]") return true;
  if (!host.starts_with("127.")) return false;
  for (int numbers = 1;; ++numbers) {
    std::string_view const digits = host.substr(0, host.find('.'));
    int value = -1;
    auto const [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    bool const sound = fault == std::errc{} && end == digits.data() + digits.size() && value >= 0 && value <= 255;
    if (!sound || (digits.size() > 1 && digits.starts_with('0'))) return false;
    if (digits.size() == host.size()) return numbers == 4;
    host.remove_prefix(digits.size() + 1);
  }
}

// Normalises a base URL so that paths can be appended: a missing scheme becomes https, scheme and host become
// lower-case, trailing slashes are removed. Errors: errc::invalid_argument, with `name` (for example "base_url") in the
// message, if the URL has a scheme other than http and https, credentials, a query, a fragment, control characters,
// spaces or `..` segments.
inline result<std::string> normalize_base_url(std::string_view text, std::string_view name) {
  auto const refuse = [&](std::string_view reason) -> error {
    std::string message(name);
    message += ' ';
    message += reason;
    message += "; use a URL like https://api.saia.ai";
    return {errc::invalid_argument, std::move(message)};
  };

  for (char c : text)
    if (static_cast<unsigned char>(c) <= ' ' || c == 0x7f || c == '\\' || c == '"' || c == '<' || c == '>')
      return refuse("contains a space or a character that is not allowed in a URL");

  std::string url;
  std::size_t const mark = text.find("://");
  std::string_view rest = text;
  if (mark == std::string_view::npos) {
    url = "https://";
  } else {
    for (char c : text.substr(0, mark)) url += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (url != "https" && url != "http") return refuse("has a scheme other than https and http");
    url += "://";
    rest = text.substr(mark + 3);
  }
  if (rest.find_first_of("?#") != std::string_view::npos) return refuse("has a query or a fragment");

  std::string_view const authority = rest.substr(0, rest.find('/'));
  std::string_view path = rest.substr(authority.size());
  if (authority.find('@') != std::string_view::npos) return refuse("contains credentials");

  std::size_t host_size = authority.size();
  if (authority.starts_with('[')) {
    std::size_t const bracket = authority.find(']');
    if (bracket == std::string_view::npos) return refuse("has an unclosed [ in its host");
    host_size = bracket + 1;
    if (authority.substr(1, bracket - 1).find_first_not_of("0123456789abcdefABCDEF:.") != std::string_view::npos)
      return refuse("has a host that is not a valid IPv6 address");
  } else if (std::size_t const colon = authority.find(':'); colon != std::string_view::npos) {
    host_size = colon;
  }
  std::string_view const host = authority.substr(0, host_size);
  std::string_view const port = authority.substr(host_size);
  if (host.empty()) return refuse("has no host");
  for (char c : host)
    if (static_cast<unsigned char>(c) >= 0x80)
      return refuse(
          "has a host with non-ASCII letters: write it in the form that begins with xn--, as browsers show it");
  if (!host.starts_with('['))
    for (char c : host)
      if (std::string_view("!$%&'()*+,;=^`{|}~").find(c) != std::string_view::npos)
        return refuse("has a host with a character that is not allowed in a host name");
  if (!port.empty()) {
    unsigned number = 0;
    auto const [end, fault] = std::from_chars(port.data() + 1, port.data() + port.size(), number);
    if (port[0] != ':' || fault != std::errc{} || end != port.data() + port.size() || number == 0 || number > 65535)
      return refuse("has a port that is not a number from 1 to 65535");
  }

  while (path.ends_with('/')) path.remove_suffix(1);
  for (std::size_t at = 0; at < path.size();) {
    std::size_t const end = (std::min)(path.find('/', at + 1), path.size());
    std::string_view const segment = path.substr(at + 1, end - at - 1);
    if (segment == "." || segment == "..") return refuse("has a . or .. segment in its path");
    at = end;
  }

  for (char c : host) url += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  url += port;
  url += path;
  return url;
}

// Returns the end of a normalised base URL's path that belongs to operations or to another API: the last segments if
// they are known ones, or everything from /proxy/ on. Base URLs with such an end are meant for other programs. Empty if
// there is none.
[[gnu::cold, gnu::noinline]] inline std::string_view misplaced_path(std::string_view url) noexcept {
  std::size_t const host = url.find("://");
  std::size_t const begin = url.find('/', host == url.npos ? 0 : host + 3);
  if (begin == url.npos) return {};
  if (std::size_t const proxy = url.find("/proxy/", begin); proxy != url.npos) return url.substr(proxy);
  std::size_t end = url.size();
  for (bool found = true; found;) {
    found = false;
    for (std::string_view segment : {"/chat", "/completions", "/responses", "/embeddings", "/rerank", "/models", "/v1",
                                     "/v2", "/v3", "/dataSetApi", "/evaluationPlanApi", "/evaluationResultApi"})
      if (url.substr(begin, end - begin).ends_with(segment)) {
        end -= segment.size();
        found = true;
      }
  }
  return url.substr(end);
}

}  // namespace geai::inline v0_2::http
