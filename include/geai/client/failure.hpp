#pragma once

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <geai/client/exchange.hpp>
#include <geai/error.hpp>
#include <geai/http/response.hpp>
#include <geai/http/retry_after.hpp>
#include <geai/json/model.hpp>
#include <geai/json/policy.hpp>
#include <geai/json/rules.hpp>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

// The words of a failure. The platform and the servers before it report failures in many shapes, some of them with status
// 200; all are read here and nowhere else.

namespace geai::inline v0::detail {

// One complaint. Free-form, since the platform sends codes as numbers and as texts.
struct fault_body {
  raw_json id{};
  raw_json code{};
  raw_json description{};
  raw_json message{};
  raw_json msg{};  // of FastAPI, with loc
  raw_json loc{};
  raw_json type{};
  raw_json faultstring{};  // of an API gateway
};

// The places of a top-level object where complaints are found beside an answer.
struct complaints {
  raw_json errors{};    // an array of complaints, or one of them
  raw_json error{};     // one complaint, or a text
  raw_json message{};   // an array of complaints that have a type, or a text
  raw_json messages{};  // the same
  raw_json result{};    // may have success and messages of its own
  raw_json success{};
  bool has_answer = false;  // a field of the answer itself came
};

// Those where no answer has a claim to the names.
struct failure_body : complaints {
  raw_json error_description{};  // RFC 6749, beside a textual `error`
  raw_json detail{};             // RFC 9457; of FastAPI a text or an array of complaints
  raw_json title{};              // RFC 9457
  raw_json description{};
  raw_json status{};
  raw_json fault{};  // of an API gateway
  raw_json faultstring{};
};

}  // namespace geai::inline v0::detail

template <>
struct geai::model<geai::detail::fault_body>
    : geai::fields<
          geai::field<"id", &geai::detail::fault_body::id>, geai::field<"code", &geai::detail::fault_body::code>,
          geai::field<"description", &geai::detail::fault_body::description>,
          geai::field<"message", &geai::detail::fault_body::message>,
          geai::field<"msg", &geai::detail::fault_body::msg>, geai::field<"loc", &geai::detail::fault_body::loc>,
          geai::field<"type", &geai::detail::fault_body::type>,
          geai::field<"faultstring", &geai::detail::fault_body::faultstring>> {};

template <>
struct geai::model<geai::detail::complaints>
    : geai::fields<geai::field<"errors", &geai::detail::complaints::errors>,
                   geai::field<"error", &geai::detail::complaints::error>,
                   geai::field<"message", &geai::detail::complaints::message>,
                   geai::field<"messages", &geai::detail::complaints::messages>,
                   geai::field<"result", &geai::detail::complaints::result>,
                   geai::field<"success", &geai::detail::complaints::success>> {};

template <>
struct geai::model<geai::detail::failure_body>
    : geai::fields<geai::field<"errors", &geai::detail::complaints::errors>,
                   geai::field<"error", &geai::detail::complaints::error>,
                   geai::field<"message", &geai::detail::complaints::message>,
                   geai::field<"messages", &geai::detail::complaints::messages>,
                   geai::field<"result", &geai::detail::complaints::result>,
                   geai::field<"success", &geai::detail::complaints::success>,
                   geai::field<"error_description", &geai::detail::failure_body::error_description>,
                   geai::field<"detail", &geai::detail::failure_body::detail>,
                   geai::field<"title", &geai::detail::failure_body::title>,
                   geai::field<"description", &geai::detail::failure_body::description>,
                   geai::field<"status", &geai::detail::failure_body::status>,
                   geai::field<"fault", &geai::detail::failure_body::fault>,
                   geai::field<"faultstring", &geai::detail::failure_body::faultstring>> {};

namespace geai::inline v0::detail {

// --- texts -----------------------------------------------------------------------------------------------------------

// Bytes of a body that an error keeps, and that stand in its message.
inline constexpr std::size_t error_body_limit = 4096;
inline constexpr std::size_t words_limit = 300;

inline bool is_blank(std::string_view text) noexcept { return text.find_first_not_of(" \t\r\n") == text.npos; }

// The first byte of a text that is no blank; 0 when there is none.
inline char first_of(std::string_view text) noexcept {
  std::size_t const at = text.find_first_not_of(" \t\r\n");
  return at == text.npos ? '\0' : text[at];
}

// Where `wanted`, in lower case, stands in any case.
[[gnu::cold, gnu::noinline]] inline std::size_t find_in_any_case(std::string_view text, std::string_view wanted,
                                                                 std::size_t from = 0) noexcept {
  auto const same = [](char c, char lower) { return (c >= 'A' && c <= 'Z' ? char(c | 0x20) : c) == lower; };
  if (from > text.size()) return text.npos;
  auto const found =
      std::search(text.begin() + static_cast<std::ptrdiff_t>(from), text.end(), wanted.begin(), wanted.end(), same);
  return found == text.end() ? text.npos : static_cast<std::size_t>(found - text.begin());
}

// A text as part of a sentence: without line breaks and other control characters, and not too long.
[[gnu::cold, gnu::noinline]] inline std::string one_line(std::string_view text, std::size_t limit = words_limit) {
  std::string line;
  for (char c : json::without_blanks(text)) {
    bool const is_space = static_cast<unsigned char>(c) <= ' ' || c == 0x7f;
    if (is_space && line.ends_with(' ')) continue;
    if (line.size() >= limit && (static_cast<unsigned char>(c) & 0xc0) != 0x80) return line + "...";
    line += is_space ? ' ' : c;
  }
  return line;
}

// The text of the first element of that name, in lower case, in a page or a document of XML.
[[gnu::cold, gnu::noinline]] inline std::string text_of_element(std::string_view page, std::string_view name) {
  std::size_t const tag = find_in_any_case(page, "<" + std::string(name));
  std::size_t const begin = tag == page.npos ? page.npos : page.find('>', tag);
  if (begin == page.npos) return {};
  std::size_t const end = page.find('<', begin);
  std::string text = one_line(page.substr(begin + 1, end == page.npos ? page.npos : end - begin - 1));
  static constexpr std::pair<std::string_view, std::string_view> entities[] = {
      {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&nbsp;", " "}, {"&amp;", "&"}};
  for (auto const& [entity, character] : entities)
    for (std::size_t at = 0; (at = text.find(entity, at)) != text.npos; at += character.size())
      text.replace(at, entity.size(), character);
  return text;
}

[[gnu::cold, gnu::noinline]] inline bool is_page(std::string_view content_type, std::string_view body) noexcept {
  if (is_blank(body)) return false;
  if (find_in_any_case(content_type, "html") != content_type.npos)
    return first_of(body) != '{' && first_of(body) != '[';
  std::string_view const beginning = json::without_blanks(body).substr(0, 16);
  return find_in_any_case(beginning, "<!doctype html") == 0 || find_in_any_case(beginning, "<html") == 0;
}

// The title of a page, or its first heading; empty when it has neither.
[[gnu::cold, gnu::noinline]] inline std::string title_of(std::string_view page) {
  std::string title = text_of_element(page, "title");
  return title.empty() ? text_of_element(page, "h1") : title;
}

// The words of a body that has no shape of the platform: a page's title, a fault of SOAP, or the body itself.
[[gnu::cold, gnu::noinline]] inline std::string words_of(std::string_view content_type, std::string_view body) {
  if (is_page(content_type, body)) {
    std::string const title = title_of(body);
    return title.empty() ? "a page of HTML came, without a title" : title;
  }
  if (std::string fault = text_of_element(body, "faultstring"); !fault.empty()) return fault;
  return one_line(body);
}

// Tells if a value is empty: null, false, 0, "", {}, [], or made of such values only, whatever the spacing. `text` must be
// valid JSON.
[[gnu::cold, gnu::noinline]] inline bool is_nothing(std::string_view text) noexcept {
  for (std::size_t at = 0; at < text.size(); ++at) {
    char const c = text[at];
    if (c == 't') return false;  // true
    if (c >= '1' && c <= '9') return false;
    if (c == 'e' || c == 'E') at = std::min(text.find_first_of(",]}", at), text.size());  // 0e5
    if (c == 'n' || c == 'f') at += c == 'n' ? 3 : 4;                                     // null, false
    if (c != '"') continue;
    std::size_t end = at + 1;
    for (; end < text.size() && text[end] != '"'; ++end)
      if (text[end] == '\\') ++end;
    std::size_t const next = text.find_first_not_of(" \t\r\n", end + 1);
    bool const is_key = next < text.size() && text[next] == ':';
    if (!is_key && end != at + 1) return false;
    at = end;
  }
  return true;
}

// Tells if a value is `word` (in lower case), as a literal or as a text.
[[gnu::cold, gnu::noinline]] inline bool is_word(raw_json const& value, std::string_view word) noexcept {
  std::string_view text = value.text;
  if (text.size() >= 2 && text.front() == '"') text = text.substr(1, text.size() - 2);
  return text.size() == word.size() && find_in_any_case(text, word) == 0;
}

// The keys of the object that `text` is, as they are written; other values have none. `text` must be valid JSON.
[[gnu::cold, gnu::noinline]] inline std::vector<std::string_view> keys_of(std::string_view text) {
  std::vector<std::string_view> keys;
  int depth = first_of(text) == '{' ? 0 : 1;
  for (std::size_t at = 0; at < text.size(); ++at) {
    char const c = text[at];
    if (c == '{' || c == '[') ++depth;
    if (c == '}' || c == ']') --depth;
    if (c != '"') continue;
    std::size_t end = at + 1;
    for (; end < text.size() && text[end] != '"'; ++end)
      if (text[end] == '\\') ++end;
    std::size_t const next = text.find_first_not_of(" \t\r\n", end + 1);
    if (depth == 1 && next < text.size() && text[next] == ':') keys.push_back(text.substr(at + 1, end - at - 1));
    at = end;
  }
  return keys;
}

// The values that errors must not show though a server may echo them: the request's credential, and its secrets.
class known_secrets {
public:
  known_secrets(std::string_view credential) noexcept : token_(credential) {}
  known_secrets(std::string_view credential, std::vector<std::string_view> const& in_request) noexcept
      : token_(credential), others_(in_request) {}

  // The first `limit` bytes of a text without them, and without pieces of them that are long enough to be of use.
  [[gnu::cold]] std::string hide(std::string_view text, std::size_t limit = error_body_limit) const {
    std::size_t const end = std::min(limit, text.size());
    std::string shown;
    for (std::size_t at = 0; at < end;) {
      std::size_t hidden = common(text.substr(at), token_);
      for (std::string_view each : others_) hidden = std::max(hidden, common(text.substr(at), each));
      if (hidden == 0)
        shown += text[at++];
      else
        shown += "***";
      at += hidden;
    }
    return shown;
  }

private:
  // The length of the secret's piece, twelve bytes or more or all of it, with which a text begins. A secret of less than
  // four bytes hides nothing: it would be found in every other word.
  static std::size_t common(std::string_view text, std::string_view secret) {
    std::size_t const shortest = std::min<std::size_t>(12, secret.size());
    if (shortest < 4 || text.size() < shortest) return 0;
    std::size_t const found = secret.find(text.substr(0, shortest));
    if (found == secret.npos) return 0;
    secret.remove_prefix(found);
    return static_cast<std::size_t>(std::mismatch(text.begin(), text.end(), secret.begin(), secret.end()).first -
                                    text.begin());
  }

  std::string_view token_;
  std::span<std::string_view const> others_{};
};

// Those of a call.
inline known_secrets secrets_of(exchange const& of) noexcept { return {token_of(of.headers), of.secrets}; }

// The secrets that a value has in it, as views.
template <class T> void collect_secrets(T const& value, std::vector<std::string_view>& into) {
  if constexpr (!holds_secret<T>) {
    return;
  } else if constexpr (std::is_same_v<T, secret>) {
    into.push_back(value.reveal());
  } else if constexpr (modelled<T>) {
    model<T>::for_each([&]<class Field>(Field) { collect_secrets(Field::get(value), into); });
  } else if constexpr (is_optional<T>) {
    if (value) collect_secrets(*value, into);
  } else if constexpr (is_map<T>) {
    for (auto const& each : value) collect_secrets(each.second, into);
  } else {
    for (auto const& each : value) collect_secrets(each, into);
  }
}

// --- faults ----------------------------------------------------------------------------------------------------------

// Decodes into an object that has its defaults. A result<T> of each type would cost more to compile than its reading.
template <class Json, class T> result<void> decode_to(Json& json, std::string_view text, T& fresh) {
  if constexpr (json::decodes_in_place<Json>) {
    return json.decode_to(text, fresh);
  } else {
    result<T> decoded = json.template decode<T>(text);
    if (!decoded) return std::move(decoded).error();
    fresh = *std::move(decoded);
    return {};
  }
}

// The same of a text that has no padding behind it yet; false when it is none.
template <class Json, class T> [[gnu::cold, gnu::noinline]] bool decode_text(Json& json, std::string text, T& fresh) {
  text.reserve(text.size() + json::padding);
  return decode_to(json, text, fresh).has_value();
}

// A free-form value as text: a string without its quotes, anything else as it stands.
template <class Json> [[gnu::cold, gnu::noinline]] std::string plain_text(Json& json, raw_json const& value) {
  if (!value.text.starts_with('"')) return value.text;
  std::string text;
  return decode_text(json, value.text, text) ? text : std::string{};
}

// The elements of an array, or one value.
template <class Json>
[[gnu::cold, gnu::noinline]] std::vector<raw_json> elements_of(Json& json, raw_json const& value) {
  std::vector<raw_json> elements;
  if (!value.text.starts_with('[')) return {value};
  decode_text(json, value.text, elements);
  return elements;
}

// Where FastAPI found a fault: ["body", "name"] is body.name.
template <class Json> [[gnu::cold, gnu::noinline]] std::string location_of(Json& json, raw_json const& loc) {
  std::string location;
  if (loc.empty()) return location;
  for (raw_json const& step : elements_of(json, loc))
    location.append(location.empty() ? "" : ".").append(plain_text(json, step));
  return location;
}

template <class Json> [[gnu::cold, gnu::noinline]] fault read_fault(Json& json, raw_json const& text) {
  fault read;
  if (!text.text.starts_with('{')) {
    read.description = plain_text(json, text);
    return read;
  }
  fault_body body;
  if (!decode_text(json, text.text, body)) {
    read.description = text.text;
    return read;
  }
  std::string const code = plain_text(json, body.id.empty() ? body.code : body.id);
  int number = 0;
  auto const [end, fault] = std::from_chars(code.data(), code.data() + code.size(), number);
  bool const numeric = fault == std::errc{} && end == code.data() + code.size() && !code.empty();
  if (numeric) read.code = number;
  for (raw_json const* words : {&body.description, &body.message, &body.msg, &body.faultstring})
    if (read.description.empty()) read.description = plain_text(json, *words);
  if (std::string const where = location_of(json, body.loc); !where.empty())
    read.description.insert(0, ": ").insert(0, where);
  if (!numeric && !code.empty()) read.description = read.description.empty() ? code : code + ": " + read.description;
  return read;
}

// Tells if a message is a complaint by its type: "error", or 1 (2 informs).
template <class Json> [[gnu::cold, gnu::noinline]] bool is_complaint(Json& json, raw_json const& message) {
  fault_body body;
  return message.text.starts_with('{') && decode_text(json, message.text, body) &&
         (is_word(body.type, "error") || is_word(body.type, "1"));
}

template <class Json>
[[gnu::cold, gnu::noinline]] void add_faults(Json& json, raw_json const& from, bool only_complaints,
                                             std::vector<fault>& to) {
  if (from.empty() || is_nothing(from.text)) return;
  for (raw_json const& each : elements_of(json, from))
    if (!is_nothing(each.text) && (!only_complaints || is_complaint(json, each))) to.push_back(read_fault(json, each));
}

// Tells if a `result` reports its own failure.
template <class Json>
[[gnu::cold, gnu::noinline]] bool has_failed(Json& json, raw_json const& result, complaints& body) {
  return result.text.starts_with('{') && decode_text(json, result.text, body) && is_word(body.success, "false");
}

// The complaints that a body carries where an answer may have them too.
template <class Json>
[[gnu::cold, gnu::noinline]] std::vector<fault> read_faults(Json& json, complaints const& body,
                                                            raw_json const& error_description = {}) {
  std::vector<fault> faults;
  complaints result;
  if (has_failed(json, body.result, result)) {
    add_faults(json, result.messages, false, faults);
    add_faults(json, result.message, false, faults);
    add_faults(json, result.errors, false, faults);
    add_faults(json, result.error, false, faults);
  }
  if (is_word(body.success, "true")) return faults;  // what stands beside that is no complaint
  add_faults(json, body.errors, false, faults);
  std::size_t const before = faults.size();
  add_faults(json, body.error, false, faults);
  if (faults.size() != before)
    if (std::string const more = plain_text(json, error_description); !more.empty())
      faults.back().description.append(faults.back().description.empty() ? "" : ": ").append(more);
  add_faults(json, body.message, true, faults);
  add_faults(json, body.messages, true, faults);
  return faults;
}

// The complaints of a body that is no answer.
template <class Json> [[gnu::cold, gnu::noinline]] std::vector<fault> read_all_faults(Json& json, failure_body& body) {
  body.success = {};
  std::vector<fault> faults = read_faults(json, body, body.error_description);
  auto const unless_found = [&](raw_json const& words) {
    if (faults.empty()) add_faults(json, words, false, faults);
  };
  unless_found(body.message);
  unless_found(body.messages);
  if (faults.empty() && !body.title.empty()) {
    fault read = read_fault(json, body.title);
    if (std::string const more = plain_text(json, body.detail); !more.empty())
      read.description.append(read.description.empty() ? "" : ": ").append(more);
    if (!read.description.empty()) faults.push_back(std::move(read));
  }
  for (raw_json const* words :
       {&body.detail, &body.description, &body.faultstring, &body.fault, &body.result, &body.error_description})
    unless_found(*words);
  std::erase_if(faults, [](fault const& each) { return each.code == 0 && each.description.empty(); });
  return faults;
}

// The same of a text, behind which there are json::padding readable bytes: an object, or an array whose first element is one.
template <class Json>
[[gnu::cold, gnu::noinline]] std::vector<fault> read_all_faults(Json& json, std::string_view text) {
  failure_body body;
  std::vector<raw_json> elements;
  if (first_of(text) == '{' && decode_to(json, text, body)) return read_all_faults(json, body);
  if (first_of(text) != '[' || !decode_to(json, text, elements) || elements.empty()) return {};
  if (elements.front().text.starts_with('{') && decode_text(json, elements.front().text, body))
    if (std::vector<fault> faults = read_all_faults(json, body); !faults.empty()) return faults;
  std::vector<fault> only;
  only.push_back(read_fault(json, elements.front()));
  return only;
}

// --- errors ----------------------------------------------------------------------------------------------------------

// The error of a response that is no success, or of an event that tells of one. `text` is the body, or the event's data.
[[gnu::cold, gnu::noinline]] inline error response_error(http::response const& response, std::string_view text,
                                                         std::vector<fault> faults, known_secrets const& secrets) {
  error what(errc::api_response, {});
  what.phase = phase::receive;
  what.http_status = response.status;
  what.request_id = secrets.hide(response.header("x-request-id"));
  what.retry_after = http::retry_after(response.headers, std::chrono::system_clock::now());
  what.body = secrets.hide(text);
  what.faults = std::move(faults);
  for (fault& each : what.faults) each.description = secrets.hide(each.description);

  what.message = "HTTP " + std::to_string(response.status);
  for (fault const& each : what.faults) {
    what.message += ": " + one_line(each.description, error_body_limit);
    if (each.code != 0) what.message += " (code " + std::to_string(each.code) + ")";
  }
  if (what.faults.empty()) {
    if (response.status >= 300 && response.status < 400)
      what.message += ": a redirect, which is not followed; correct base_url";
    else if (is_blank(text) || (first_of(text) == '{' && is_nothing(text)))
      what.message += ": the platform gave no reason";
    else
      what.message += ": " + words_of(response.header("content-type"), what.body);
  }
  if (!what.request_id.empty()) what.message += " [request " + one_line(what.request_id) + "]";
  return what;
}

// The error of a response with a status outside 2xx.
template <class Json>
[[gnu::cold, gnu::noinline]] error read_failure(Json& json, http::response& response, known_secrets const& secrets) {
  response.body.reserve(response.body.size() + json::padding);
  return response_error(response, response.body, read_all_faults(json, response.body), secrets);
}

}  // namespace geai::inline v0::detail
