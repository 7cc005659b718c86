#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <geai/detail/concealer.hpp>
#include <geai/http/credential_headers.hpp>
#include <geai/http/header.hpp>
#include <geai/http/request.hpp>
#include <geai/result.hpp>
#include <geai/secret.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace geai::inline v0_2::transport {

// Rules for the parts of an exchange that may appear in a recording (transport/record.hpp).
struct recording_rules {
  // Headers whose values are shown; of all others, only the names are. Headers that may carry a credential
  // (http::carries_credential) are never shown.
  std::vector<std::string> shown_headers{"accept",      "content-type",    "user-agent",     "project-id",  "projectid",
                                         "retry-after", "organization-id", "organizationid", "x-request-id"};
  // A JSON string or a field of a form or query is shown as *** if its name contains one of these, in any case. In an
  // object with such a name, all strings are masked except names, descriptions, types, statuses, and the ids of objects
  // in a list.
  std::vector<std::string> secret_names{"token",  "secret",  "password",      "passwd", "credential", "api_key",
                                        "apikey", "api-key", "authorization", "cookie", "private"};
  // Shown as *** wherever they occur, in each form that docs/security.md lists. A secret of less than four bytes is
  // masked only as a whole word.
  std::vector<secret> secrets{};
};

// An exchange as it is written to a recording.
struct recorded_exchange {
  std::string method{};  // "GET"
  std::string target{};  // path and query, so that recordings do not depend on the host
  std::vector<std::pair<std::string, std::string>> headers{};
  std::string body{};
  int status = 0;  // 0: no response
  std::vector<std::pair<std::string, std::string>> response_headers{};
  std::string response_body{};
  std::optional<error> failure{};  // instead of the response, or after its body

  friend bool same_request(recorded_exchange const& left, recorded_exchange const& right) {
    return left.method == right.method && left.target == right.target && left.body == right.body;
  }
};

namespace detail {

using geai::detail::concealer;

constexpr std::string_view hidden_text = concealer::mark;

constexpr char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

constexpr bool contains_ignoring_case(std::string_view text, std::string_view piece) noexcept {
  return std::search(text.begin(), text.end(), piece.begin(), piece.end(),
                     [](char a, char b) { return lower(a) == lower(b); }) != text.end();
}

// Removes the secrets from an exchange: those that the rules or the names of headers and members identify, and those
// that earlier exchanges used as credentials.
class redactor {
public:
  explicit redactor(recording_rules rules) : rules_(std::move(rules)) {
    for (secret const& each : rules_.secrets) known_.add(each.reveal());
  }

  recorded_exchange request(http::request const& request, std::string_view body, std::size_t body_size) {
    recorded_exchange made;
    std::string_view type;
    for (http::header const& each : request.headers) {
      learn_from(each);
      if (http::same_name(each.name, "content-type")) type = each.value;
    }
    std::string shown;
    if (contains_ignoring_case(type, "json"))
      shown = json(body);
    else if (contains_ignoring_case(type, "x-www-form-urlencoded"))
      shown = form(body);
    else if (body_size != 0)
      shown = "[" + std::to_string(body_size) + " bytes]";
    for (http::header const& each : request.headers) made.headers.emplace_back(each.name, header(each));
    std::size_t const scheme = request.url.find("://");
    std::size_t const slash = request.url.find('/', scheme == std::string_view::npos ? 0 : scheme + 3);
    std::string_view const target = slash == std::string_view::npos ? "/" : request.url.substr(slash);
    std::size_t const query = (std::min)(target.find('?'), target.size());
    made.method = request.method.name();
    made.target = without_secrets(std::string(target.substr(0, query)));
    if (query != target.size()) made.target += "?" + without_secrets(form(target.substr(query + 1)));
    made.body = without_secrets(std::move(shown));
    return made;
  }

  void response(recorded_exchange& exchange, int status, http::header_list const& headers, std::string_view body) {
    exchange.status = status;
    for (http::header const& each : headers) learn_from(each);
    exchange.response_body = without_secrets(json(body));
    for (http::header const& each : headers) exchange.response_headers.emplace_back(each.name, header(each));
  }

  error failure(error failure) {
    failure.message = without_secrets(std::move(failure.message));
    return failure;
  }

private:
  // A shorter text may be an ordinary word.
  void learn(std::string_view text) {
    if (text.size() >= concealer::shortest && text != hidden_text) known_.add(text);
  }

  void learn_from(http::header const& each) {
    geai::detail::for_each_credential(each, [&](std::string_view found) { learn(found); });
  }

  bool is_secret(std::string_view name) const {
    if (name == "token_type") return false;
    if (name == "accessToken") return true;                                // in a URL, whatever the rules say
    if (name.find_first_of("\\%") != std::string_view::npos) return true;  // whatever contains it
    return std::any_of(rules_.secret_names.begin(), rules_.secret_names.end(),
                       [&](std::string const& each) { return contains_ignoring_case(name, each); });
  }

  std::string header(http::header const& each) {
    if (http::carries_credential(each.name)) return std::string(hidden_text);
    for (std::string const& shown : rules_.shown_headers)
      if (http::same_name(each.name, shown)) return without_secrets(std::string(each.value));
    return std::string(hidden_text);
  }

  std::string without_secrets(std::string_view text) const { return known_.hide(text); }

  // True for the members of a secret object that are not secret themselves.
  static bool is_plain(std::string_view name) noexcept {
    for (std::string_view each : {"name", "description", "type", "status"})
      if (name == each) return true;
    return false;
  }

  // Redacts any text. Only strings that look like JSON strings are examined, so that a broken document or an event
  // stream shows no more than valid JSON.
  std::string json(std::string_view text) {
    std::string shown;
    std::vector<level> open;
    for (std::size_t i = 0; i < text.size(); ++i) {
      char const c = text[i];
      if (c == '{' || c == '[') {
        bool const inside = !open.empty() && open.back().hides;
        open.push_back({.is_secret = inside,
                        .is_list = c == '[',
                        .in_list = !open.empty() && open.back().is_list,
                        .hides = inside});
      }
      if ((c == '}' || c == ']') && !open.empty()) open.pop_back();
      if (c != '"') {
        shown += c;
        continue;
      }
      std::size_t end = i + 1;
      while (end < text.size() && text[end] != '"') end += text[end] == '\\' ? 2u : 1u;
      if (end >= text.size()) return shown += "\"***";  // truncated, so its meaning is unknown
      std::string_view const inside = text.substr(i + 1, end - i - 1);
      std::size_t const next = text.find_first_not_of(" \t\r\n", end + 1);
      bool const is_name = next != std::string_view::npos && text[next] == ':';
      bool const hide = !is_name && !open.empty() && open.back().hides;
      if (is_name && !open.empty()) {
        level& here = open.back();
        bool const plain = is_plain(inside) || (here.in_list && inside == "id");
        here.hides = is_secret(inside) || (here.is_secret && !plain);
      }
      if (hide) learn(inside);
      shown.append("\"").append(hide ? hidden_text : inside).append("\"");
      i = end;
    }
    return shown;
  }

  std::string form(std::string_view text) {
    std::string shown;
    while (!text.empty()) {
      std::size_t const end = (std::min)(text.find('&'), text.size());
      std::size_t const equals = (std::min)(text.find('='), end);
      bool const hide = is_secret(text.substr(0, equals));
      if (!shown.empty()) shown += '&';
      if (hide && equals != end) {
        std::string_view const value = text.substr(equals + 1, end - equals - 1);
        learn(value);
        shown.append(text.substr(0, equals + 1)).append(hidden_text);
      } else {
        shown.append(text.substr(0, end));
      }
      text.remove_prefix((std::min)(end + 1, text.size()));
    }
    return shown;
  }

  // An object or array that is open.
  struct level {
    bool is_secret;  // its name is that of a secret
    bool is_list;
    bool in_list;
    bool hides;  // the strings that follow are secrets
  };

  recording_rules rules_;
  concealer known_{};
};

// --- the file --------------------------------------------------------------------------------------------------------
//
//   > POST /chat/completions        a request, its headers, an empty line, its body, if it has one
//   > Authorization: ***
//   >
//   > {"model":"openai/gpt-4o"}
//   < 200                           the response, in the same way
//   < content-type: application/json
//   <
//   < {"choices":[]}
//   ! timeout, receive: too slow    a failure instead of the response, or behind its body
//
// Lines that begin otherwise are comments. A control character is written as \xHH.

inline void write_line(std::string& out, char mark, std::string_view text) {
  constexpr char digits[] = "0123456789abcdef";
  out.append(1, mark).append(text.empty() ? "" : " ");
  for (std::size_t i = 0; i != text.size(); ++i) {
    auto const byte = static_cast<unsigned char>(text[i]);
    bool const control = (byte < 0x20 && byte != '\t') || byte == 0x7f;
    if (control || text.substr(i, 2) == "\\x")
      out.append("\\x").append(1, digits[byte >> 4]).append(1, digits[byte & 15]);
    else
      out += text[i];
  }
  out += '\n';
}

inline void write_part(std::string& out, char mark, std::string_view first,
                       std::vector<std::pair<std::string, std::string>> const& headers, std::string_view body) {
  write_line(out, mark, first);
  for (auto const& [name, value] : headers) write_line(out, mark, name + ": " + value);
  write_line(out, mark, {});
  while (!body.empty()) {
    std::size_t const end = body.find('\n');
    write_line(out, mark, body.substr(0, end));
    if (end == std::string_view::npos) break;
    body.remove_prefix(end + 1);
    if (body.empty()) write_line(out, mark, {});
  }
}

inline std::string written(recorded_exchange const& exchange) {
  std::string out;
  write_part(out, '>', exchange.method + " " + exchange.target, exchange.headers, exchange.body);
  if (exchange.status != 0)
    write_part(out, '<', std::to_string(exchange.status), exchange.response_headers, exchange.response_body);
  if (exchange.failure) {
    std::string line(to_string(exchange.failure->code));
    line.append(", ").append(to_string(exchange.failure->phase)).append(": ").append(exchange.failure->message);
    write_line(out, '!', line);
  }
  return out += '\n';
}

inline std::string read_escapes(std::string_view text) {
  auto const digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
  std::string out;
  for (std::size_t i = 0; i != text.size(); ++i) {
    bool const escape = text.substr(i, 2) == "\\x" && i + 3 < text.size();
    out += escape ? static_cast<char>(digit(text[i + 2]) * 16 + digit(text[i + 3])) : text[i];
    if (escape) i += 3;
  }
  return out;
}

// Reads the exchanges of a recording; if lines are out of order, as many as make sense.
inline std::vector<recorded_exchange> read_recording(std::string_view text) {
  std::vector<recorded_exchange> all;
  char part = 0;    // the current part: that of the request or of the response
  int bodies = -1;  // lines of the body so far; -1: before the body
  while (!text.empty()) {
    std::size_t const end = (std::min)(text.find('\n'), text.size());
    std::string_view const whole = text.substr(0, end);
    text.remove_prefix((std::min)(end + 1, text.size()));
    char const mark = whole.empty() ? ' ' : whole[0];
    std::string const line = read_escapes(whole.substr(std::min<std::size_t>(2, whole.size())));
    if (mark != '>' && mark != '<' && mark != '!') {
      part = 0;
    } else if (mark == '!') {
      if (all.empty()) continue;
      error failed(errc::transport, line.substr((std::min)(line.find(": ") + 2, line.size())));
      for (int code = 1; code <= static_cast<int>(errc::too_large); ++code)
        if (line.starts_with(std::string(to_string(static_cast<errc>(code))) + ", "))
          failed.code = static_cast<errc>(code);
      for (int where = 0; where <= static_cast<int>(phase::back_off); ++where)
        if (line.find(", " + std::string(to_string(static_cast<phase>(where))) + ": ") != std::string::npos)
          failed.phase = static_cast<phase>(where);
      all.back().failure = std::move(failed);
    } else if (mark != part) {
      part = mark;
      bodies = -1;
      if (mark == '>') {
        all.emplace_back().method = line.substr(0, line.find(' '));
        all.back().target = line.substr((std::min)(line.find(' ') + 1, line.size()));
      } else if (!all.empty()) {
        all.back().status = static_cast<int>(std::strtol(line.c_str(), nullptr, 10));
      }
    } else if (all.empty()) {
      continue;
    } else if (bodies >= 0) {
      std::string& body = mark == '>' ? all.back().body : all.back().response_body;
      if (bodies++ != 0) body += '\n';
      body += line;
    } else if (line.empty()) {
      bodies = 0;
    } else {
      std::size_t const colon = (std::min)(line.find(": "), line.size());
      auto& headers = mark == '>' ? all.back().headers : all.back().response_headers;
      headers.emplace_back(line.substr(0, colon), line.substr((std::min)(colon + 2, line.size())));
    }
  }
  return all;
}

}  // namespace detail
}  // namespace geai::inline v0_2::transport
