#pragma once

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <geai/client/exchange.hpp>
#include <geai/detail/concealer.hpp>
#include <geai/error.hpp>
#include <geai/http/credential_headers.hpp>
#include <geai/http/header.hpp>
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

// The size of the control character that a text begins with, a blank included; 0 when it begins with another one: C0, DEL, C1,
// separators of lines, and what turns the direction of writing.
inline std::size_t control_size(std::string_view text) noexcept {
  auto const byte = [&](std::size_t at) { return at < text.size() ? static_cast<unsigned char>(text[at]) : 0u; };
  if (byte(0) <= ' ' || byte(0) == 0x7f) return 1;
  if (byte(0) == 0xc2 && byte(1) >= 0x80 && byte(1) < 0xa0) return 2;
  if (byte(0) != 0xe2) return 0;
  bool const is_general =
      byte(1) == 0x80 && (byte(2) == 0x8e || byte(2) == 0x8f || (byte(2) >= 0xa8 && byte(2) <= 0xae));
  bool const isolates = byte(1) == 0x81 && byte(2) >= 0xa6 && byte(2) <= 0xa9;
  return is_general || isolates ? 3 : 0;
}

// A text as part of a sentence: without line breaks and other control characters, and not too long.
[[gnu::cold, gnu::noinline]] inline std::string one_line(std::string_view text, std::size_t limit = words_limit) {
  std::string line;
  text = json::without_blanks(text);
  while (!text.empty()) {
    std::size_t const space = control_size(text);
    if (line.size() >= limit && (static_cast<unsigned char>(text[0]) & 0xc0) != 0x80) {
      line += "...";
      break;
    }
    if (space == 0)
      line += text[0];
    else if (!line.ends_with(' '))
      line += ' ';
    text.remove_prefix(std::max<std::size_t>(space, 1));
  }
  return json::is_utf8(line) ? line : json::valid_utf8(line);
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

// Hides the secrets of one call, see known_secrets.
class hider {
public:
  explicit hider(concealer of) : secrets_(std::move(of)) {}

  // The first `limit` bytes of a text without them, see concealer. Nothing of a text that shows_short().
  [[gnu::cold, gnu::noinline]] std::string hide(std::string_view text, std::size_t limit = error_body_limit) const {
    return shows_short(text) ? std::string() : secrets_.hide(text, limit);
  }

  // The same as a part of a sentence, see one_line().
  [[gnu::cold, gnu::noinline]] std::string hide_in_line(std::string_view text, std::size_t limit = words_limit) const {
    return one_line(hide(text), limit);
  }

  // True if a text holds a secret of less than four characters, which cannot be taken out of it.
  bool shows_short(std::string_view text) const { return secrets_.shows_short(text.substr(0, looked_at)); }

  // Hides them in all that an error says. Its message has words of ours too, so it is never left out.
  [[gnu::cold, gnu::noinline]] void hide_in(error& what) const {
    what.message = one_line(secrets_.hide(what.message), what.message.npos);
    what.request_id = hide_in_line(what.request_id);
    what.body = hide(what.body);
    for (fault& each : what.faults) each.description = hide(each.description);
    for (attempt& each : what.attempts) each.cause = secrets_.hide(each.cause);
  }

  static constexpr std::string_view not_shown =
      "the server's words are not shown, since they hold a secret of the call that has less than four characters";

private:
  static constexpr std::size_t looked_at = std::size_t{1} << 16;

  concealer secrets_;
};

// Texts that a server may echo and we must not show: the credentials of the request, and secrets in it. Borrows
// them; nothing is looked at before something is to be hidden.
class known_secrets {
public:
  known_secrets(std::string_view credential) noexcept : credential_(credential) {}
  known_secrets(exchange const& of) noexcept : headers_(&of.headers), others_(of.secrets) {}

  // Of the headers, it knows those that may carry a credential.
  [[gnu::cold, gnu::noinline]] geai::detail::hider hider() const {
    concealer all;
    all.add(credential_);
    for (std::string_view each : others_) all.add(each);
    if (headers_ != nullptr)
      for (http::header const& each : *headers_)
        for_each_credential(each, [&](std::string_view found) { all.add(found); });
    return geai::detail::hider(std::move(all));
  }

  // Those of the hider.
  std::string hide(std::string_view text, std::size_t limit = error_body_limit) const {
    return hider().hide(text, limit);
  }
  std::string hide_in_line(std::string_view text, std::size_t limit = words_limit) const {
    return hider().hide_in_line(text, limit);
  }
  void hide_in(error& what) const { hider().hide_in(what); }

private:
  std::string_view credential_{};
  http::header_list const* headers_ = nullptr;
  std::span<std::string_view const> others_{};
};

// Those of a call.
inline known_secrets secrets_of(exchange const& of) noexcept { return {of}; }

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

// Where a redirect leads, without what may be private in it: a query, and a user.
[[gnu::cold, gnu::noinline]] inline std::string redirect_of(http::response const& response, hider const& secrets) {
  std::string_view to = response.header("location");
  to = to.substr(0, to.find_first_of("?#"));
  std::size_t const mark = to.find("://");
  std::size_t const host = mark == to.npos ? (to.starts_with("//") ? 2 : 0) : mark + 3;
  std::size_t const at = to.substr(0, host == 0 ? 0 : to.find('/', host)).rfind('@');
  std::string shown(to);
  if (at != to.npos && at >= host) shown.replace(host, at - host, "***");
  std::string text = ": a redirect";
  if (!shown.empty()) text.append(" to ").append(secrets.hide_in_line(shown));
  return text.append(", which is not followed; correct base_url");
}

// The error of a response that is no success, or of an event that tells of one. `text` is the body, or the event's data.
[[gnu::cold, gnu::noinline]] inline error response_error(http::response const& response, std::string_view text,
                                                         std::vector<fault> faults, known_secrets const& known) {
  hider const secrets = known.hider();
  error what(errc::api_response, {});
  what.phase = phase::receive;
  what.http_status = response.status;
  what.request_id = secrets.hide_in_line(response.header("x-request-id"));
  what.retry_after = http::retry_after(response.headers, std::chrono::system_clock::now());
  what.faults = std::move(faults);
  bool dropped = secrets.shows_short(text);
  for (fault const& each : what.faults) dropped = dropped || secrets.shows_short(each.description);
  if (!dropped) what.body = secrets.hide(text);
  for (fault& each : what.faults) each.description = dropped ? std::string() : secrets.hide(each.description);

  what.message = "HTTP " + std::to_string(response.status);
  if (dropped) what.message.append(": ").append(hider::not_shown);
  for (fault const& each : what.faults) {
    if (!dropped) what.message += ": " + one_line(each.description, error_body_limit);
    if (each.code != 0) what.message += " (code " + std::to_string(each.code) + ")";
  }
  if (what.faults.empty() && !dropped) {
    if (response.status == 304)
      what.message += ": not modified, though nothing was asked about a copy that we have";
    else if (response.status >= 300 && response.status < 400)
      what.message += redirect_of(response, secrets);
    else if (is_blank(text) || (first_of(text) == '{' && is_nothing(text)))
      what.message += ": the platform gave no reason";
    else
      what.message += ": " + words_of(response.header("content-type"), what.body);
  }
  if (response.status == 407)
    what.message += "; a proxy says so: it wants a user and a password, as in http://USER:PASSWORD@HOST:PORT";
  return what;
}

// The error of a response with a status outside 2xx.
template <class Json>
[[gnu::cold, gnu::noinline]] error read_failure(Json& json, http::response& response, known_secrets const& secrets) {
  response.body.reserve(response.body.size() + json::padding);
  return response_error(response, response.body, read_all_faults(json, response.body), secrets);
}

}  // namespace geai::inline v0::detail
