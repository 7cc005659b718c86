#pragma once

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <geai/engine/call_buffers.hpp>
#include <geai/engine/secret_filter.hpp>
#include <geai/error.hpp>
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

// Reads the text of a failure. The platform and the servers in front of it report failures in many shapes, some of them
// with status 200; all of them are read here.

namespace geai::inline v0_2::detail {

// One complaint. Its members are free-form, since the platform sends codes as numbers and as texts.
struct error_entry {
  raw_json id{};
  raw_json code{};
  raw_json description{};
  raw_json message{};
  raw_json msg{};  // from FastAPI, with loc
  raw_json loc{};
  raw_json type{};
  raw_json faultstring{};  // from an API gateway
};

// The members of a top-level object that may hold complaints beside an answer.
struct complaints {
  raw_json errors{};    // an array of complaints, or one complaint
  raw_json error{};     // one complaint, or a text
  raw_json message{};   // an array of typed complaints, or a text
  raw_json messages{};  // an array of typed complaints, or a text
  raw_json result{};    // may have its own success and messages
  raw_json success{};
  bool has_answer = false;  // a field of the answer itself is present
};

// Members that hold complaints where no answer uses their names.
struct error_members : complaints {
  raw_json error_description{};  // RFC 6749, beside a textual `error`
  raw_json detail{};             // RFC 9457; from FastAPI a text or an array of complaints
  raw_json title{};              // RFC 9457
  raw_json description{};
  raw_json status{};
  raw_json fault{};  // from an API gateway
  raw_json faultstring{};
};

}  // namespace geai::inline v0_2::detail

template <>
struct geai::model<geai::detail::error_entry>
    : geai::fields<
          geai::field<"id", &geai::detail::error_entry::id>, geai::field<"code", &geai::detail::error_entry::code>,
          geai::field<"description", &geai::detail::error_entry::description>,
          geai::field<"message", &geai::detail::error_entry::message>,
          geai::field<"msg", &geai::detail::error_entry::msg>, geai::field<"loc", &geai::detail::error_entry::loc>,
          geai::field<"type", &geai::detail::error_entry::type>,
          geai::field<"faultstring", &geai::detail::error_entry::faultstring>> {};

template <>
struct geai::model<geai::detail::complaints>
    : geai::fields<geai::field<"errors", &geai::detail::complaints::errors>,
                   geai::field<"error", &geai::detail::complaints::error>,
                   geai::field<"message", &geai::detail::complaints::message>,
                   geai::field<"messages", &geai::detail::complaints::messages>,
                   geai::field<"result", &geai::detail::complaints::result>,
                   geai::field<"success", &geai::detail::complaints::success>> {};

template <>
struct geai::model<geai::detail::error_members>
    : geai::fields<geai::field<"errors", &geai::detail::complaints::errors>,
                   geai::field<"error", &geai::detail::complaints::error>,
                   geai::field<"message", &geai::detail::complaints::message>,
                   geai::field<"messages", &geai::detail::complaints::messages>,
                   geai::field<"result", &geai::detail::complaints::result>,
                   geai::field<"success", &geai::detail::complaints::success>,
                   geai::field<"error_description", &geai::detail::error_members::error_description>,
                   geai::field<"detail", &geai::detail::error_members::detail>,
                   geai::field<"title", &geai::detail::error_members::title>,
                   geai::field<"description", &geai::detail::error_members::description>,
                   geai::field<"status", &geai::detail::error_members::status>,
                   geai::field<"fault", &geai::detail::error_members::fault>,
                   geai::field<"faultstring", &geai::detail::error_members::faultstring>> {};

namespace geai::inline v0_2::detail {

// --- faults ----------------------------------------------------------------------------------------------------------

// Decodes into an object that has its defaults. Instantiating a result<T> for each type would cost more compile time
// than reading it.
template <class Json, class T> result<void> decode_fresh(Json& json, std::string_view text, T& fresh) {
  if constexpr (json::decodes_fresh<Json>) {
    return json.decode_fresh(text, fresh);
  } else {
    result<T> decoded = json.template decode<T>(text);
    if (!decoded) return std::move(decoded).error();
    fresh = *std::move(decoded);
    return {};
  }
}

// Decodes a text without padding into an object that has its defaults. Returns false if the text is not such an object.
template <class Json, class T> [[gnu::cold, gnu::noinline]] bool decode_text(Json& json, std::string text, T& fresh) {
  text.reserve(text.size() + json::padding);
  return decode_fresh(json, text, fresh).has_value();
}

// Returns a free-form value as text: a string without its quotes, any other value unchanged.
template <class Json> [[gnu::cold, gnu::noinline]] std::string plain_text(Json& json, raw_json const& value) {
  if (!value.text.starts_with('"')) return value.text;
  std::string text;
  return decode_text(json, value.text, text) ? text : std::string{};
}

// Returns the elements of an array, or the single value.
template <class Json>
[[gnu::cold, gnu::noinline]] std::vector<raw_json> elements_of(Json& json, raw_json const& value) {
  std::vector<raw_json> elements;
  if (!value.text.starts_with('[')) return {value};
  decode_text(json, value.text, elements);
  return elements;
}

// Returns the location of a fault that FastAPI reports: ["body", "name"] is body.name.
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
  error_entry body;
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

// True if a message is a complaint by its type: "error", or 1 (2 is information).
template <class Json> [[gnu::cold, gnu::noinline]] bool is_complaint(Json& json, raw_json const& message) {
  error_entry body;
  return message.text.starts_with('{') && decode_text(json, message.text, body) &&
         (is_word(body.type, "error") || is_word(body.type, "1"));
}

template <class Json>
[[gnu::cold, gnu::noinline]] void add_faults(Json& json, raw_json const& raw, bool only_complaints,
                                             std::vector<fault>& out) {
  if (raw.empty() || is_nothing(raw.text)) return;
  for (raw_json const& each : elements_of(json, raw))
    if (!is_nothing(each.text) && (!only_complaints || is_complaint(json, each))) out.push_back(read_fault(json, each));
}

// True if a `result` reports its own failure.
template <class Json>
[[gnu::cold, gnu::noinline]] bool has_failed(Json& json, raw_json const& result, complaints& body) {
  return result.text.starts_with('{') && decode_text(json, result.text, body) && is_word(body.success, "false");
}

// Returns the complaints of a body in members that an answer may have too.
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
  if (is_word(body.success, "true")) return faults;  // the other members are not complaints
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

// Returns the complaints of a body that is not an answer.
template <class Json> [[gnu::cold, gnu::noinline]] std::vector<fault> read_all_faults(Json& json, error_members& body) {
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

// Reads the faults of a text, followed by json::padding readable bytes: an object, or an array whose first element is
// an object.
template <class Json>
[[gnu::cold, gnu::noinline]] std::vector<fault> read_all_faults(Json& json, std::string_view text) {
  error_members body;
  std::vector<raw_json> elements;
  if (first_of(text) == '{' && decode_fresh(json, text, body)) return read_all_faults(json, body);
  if (first_of(text) != '[' || !decode_fresh(json, text, elements) || elements.empty()) return {};
  if (elements.front().text.starts_with('{') && decode_text(json, elements.front().text, body))
    if (std::vector<fault> faults = read_all_faults(json, body); !faults.empty()) return faults;
  std::vector<fault> only;
  only.push_back(read_fault(json, elements.front()));
  return only;
}

// --- errors ----------------------------------------------------------------------------------------------------------

// Returns the target of a redirect without its private parts: the query and the user.
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

// Returns the error of an unsuccessful response or of an error event. `text` is the body or the event's data.
[[gnu::cold, gnu::noinline]] inline error response_error(http::response const& response, std::string_view text,
                                                         std::vector<fault> faults, secret_filter const& known) {
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
      what.message += ": not modified, although the request had no condition";
    else if (response.status >= 300 && response.status < 400)
      what.message += redirect_of(response, secrets);
    else if (is_blank(text))
      what.message += ": the response body is empty";
    else if (first_of(text) == '{' && is_nothing(text))
      what.message += ": the response has no error message";
    else
      what.message += ": " + words_of(response.header("content-type"), what.body);
  }
  if (response.status == 407)
    what.message +=
        "; the response is from a proxy: it requires a user name and a password, as in http://USER:PASSWORD@HOST:PORT";
  return what;
}

// Returns the error of a response with a status outside 2xx.
template <class Json>
[[gnu::cold, gnu::noinline]] error read_failure(Json& json, http::response& response, secret_filter const& secrets) {
  response.body.reserve(response.body.size() + json::padding);
  return response_error(response, response.body, read_all_faults(json, response.body), secrets);
}

}  // namespace geai::inline v0_2::detail
