#pragma once

#include <algorithm>
#include <charconv>
#include <chrono>
#include <geai/api/operation.hpp>
#include <geai/client/exchange.hpp>
#include <geai/detail/wipe.hpp>
#include <geai/http/response.hpp>
#include <geai/http/retry_after.hpp>
#include <geai/json/policy.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

// Reading a response: the answer an operation promises, or what the platform says against it (rest-api.md 1.4). The
// platform reports failures in several shapes, some of them with status 200; all are read here and nowhere else.

namespace geai::inline v0::detail {

// One complaint. Free-form, since the platform sends codes as numbers and as strings.
struct fault_body {
  raw_json id{};
  raw_json code{};
  raw_json description{};
  raw_json message{};
  raw_json type{};
};

// The places of a top-level object where complaints are found.
struct failure_body {
  raw_json errors{};             // an array of complaints, or one of them
  raw_json error{};              // one complaint, or a text
  raw_json error_description{};  // RFC 6749, beside a textual `error`
  raw_json message{};            // an array of complaints that have type "error", or a text
  raw_json success{};
};

// An answer together with what the platform may put beside it.
template <class Answer> struct envelope {
  Answer value{};
  failure_body failure{};
};

template <class Answer, class Field> struct envelope_field {
  using object = envelope<Answer>;
  using type = typename Field::type;
  static constexpr std::string_view name = Field::name;
  static constexpr bool written = false;

  [[gnu::always_inline]] static type& get(envelope<Answer>& from) noexcept { return Field::get(part(from)); }
  [[gnu::always_inline]] static type const& get(envelope<Answer> const& from) noexcept {
    return Field::get(part(from));
  }

private:
  [[gnu::always_inline]] static auto& part(auto& from) noexcept {
    if constexpr (std::is_same_v<typename Field::object, failure_body>)
      return from.failure;
    else
      return from.value;
  }
};

template <class Answer, class Fields> struct fields_of_envelope;

// A name that the answer has as a field of its own belongs to the answer.
template <class Answer, class Field>
inline constexpr bool has_field = model<Answer>::any_of([](auto candidate) {
  return decltype(candidate)::name == Field::name;
});

template <class... Left, class... Right> fields<Left..., Right...> join(fields<Left...>, fields<Right...>);

template <class Answer, class... Field> fields<envelope_field<Answer, Field>...> all_of(fields<Field...>);

template <class Answer, class Field>
using unless_present = std::conditional_t<has_field<Answer, Field>, fields<>, fields<envelope_field<Answer, Field>>>;

template <class Answer> auto fields_for_envelope() {
  using own = decltype(all_of<Answer>(std::declval<model<Answer>>()));
  using errors = unless_present<Answer, field<"errors", &failure_body::errors>>;
  using error = unless_present<Answer, field<"error", &failure_body::error>>;
  using message = unless_present<Answer, field<"message", &failure_body::message>>;
  using success = unless_present<Answer, field<"success", &failure_body::success>>;
  return join(own{}, join(join(errors{}, error{}), decltype(join(message{}, success{})){}));
}

// Whether a value of this type may hold a secret, and its JSON must not be shown.
template <class T> constexpr bool holds_secret();

template <class T> constexpr bool holds_secret() {
  if constexpr (std::is_same_v<T, secret>)
    return true;
  else if constexpr (requires { typename T::value_type; } && !std::is_same_v<T, std::string>)
    return holds_secret<typename T::value_type>();
  else if constexpr (modelled<T>)
    return model<T>::any_of([](auto each) { return holds_secret<typename decltype(each)::type>(); });
  else
    return false;
}

}  // namespace geai::inline v0::detail

template <>
struct geai::model<geai::detail::fault_body>
    : geai::fields<geai::field<"id", &geai::detail::fault_body::id>,
                   geai::field<"code", &geai::detail::fault_body::code>,
                   geai::field<"description", &geai::detail::fault_body::description>,
                   geai::field<"message", &geai::detail::fault_body::message>,
                   geai::field<"type", &geai::detail::fault_body::type>> {};

template <>
struct geai::model<geai::detail::failure_body>
    : geai::fields<geai::field<"errors", &geai::detail::failure_body::errors>,
                   geai::field<"error", &geai::detail::failure_body::error>,
                   geai::field<"error_description", &geai::detail::failure_body::error_description>,
                   geai::field<"message", &geai::detail::failure_body::message>,
                   geai::field<"success", &geai::detail::failure_body::success>> {};

template <class Answer>
struct geai::model<geai::detail::envelope<Answer>> : decltype(geai::detail::fields_for_envelope<Answer>()) {};

namespace geai::inline v0::detail {

// How much of a body an error keeps.
inline constexpr std::size_t error_body_limit = 4096;

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
template <class Json, class T> bool decode_text(Json& json, std::string text, T& fresh) {
  text.reserve(text.size() + json::padding);
  return decode_to(json, text, fresh).has_value();
}

// A free-form value as text: a string without its quotes, anything else as it stands.
template <class Json> std::string plain_text(Json& json, raw_json const& value) {
  if (!value.text.starts_with('"')) return value.text;
  std::string text;
  return decode_text(json, value.text, text) ? text : std::string{};
}

template <class Json> fault read_fault(Json& json, raw_json const& text) {
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
  read.description = plain_text(json, body.description.empty() ? body.message : body.description);
  if (!numeric && !code.empty()) read.description = read.description.empty() ? code : code + ": " + read.description;
  return read;
}

// Every complaint that a body carries.
template <class Json> std::vector<fault> read_faults(Json& json, failure_body const& body) {
  std::vector<fault> faults;
  auto const read_array = [&](raw_json const& text, bool only_errors) {
    std::vector<raw_json> elements;
    if (!decode_text(json, text.text, elements)) return;
    for (raw_json const& element : elements) {
      if (only_errors) {
        fault_body detail;
        if (!decode_text(json, element.text, detail) || plain_text(json, detail.type) != "error") continue;
      }
      faults.push_back(read_fault(json, element));
    }
  };

  if (body.errors.text.starts_with('['))
    read_array(body.errors, false);
  else if (!body.errors.empty() && body.errors.text != "{}")
    faults.push_back(read_fault(json, body.errors));

  if (!body.error.empty() && body.error.text != "{}" && body.error.text != "\"\"" && body.error.text != "false") {
    fault read = read_fault(json, body.error);
    if (std::string const more = plain_text(json, body.error_description); !more.empty())
      read.description += (read.description.empty() ? "" : ": ") + more;
    faults.push_back(std::move(read));
  }

  if (body.message.text.starts_with('[')) read_array(body.message, true);
  return faults;
}

// Whether a body that came with a 2xx says that the operation failed. Empty lists, `{}`, `""` and null are no failures.
inline bool may_have_failed(failure_body const& body) noexcept {
  return (!body.errors.empty() && body.errors.text != "[]") || !body.error.empty() || body.success.text == "false" ||
         body.message.text.starts_with('[');
}

// What a server must not have us show though it may echo it: the credential of the request, and secrets in it.
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
  // How much of a secret, twelve bytes or all of it, a text begins with. One of less than four bytes hides nothing: it
  // would be found in every other word.
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
  if constexpr (!holds_secret<T>()) {
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

// The error of a response that is no success.
[[gnu::cold]] inline error response_error(http::response const& response, std::vector<fault> faults,
                                          known_secrets const& secrets) {
  error what(errc::api_response, {});
  what.phase = phase::receive;
  what.http_status = response.status;
  what.request_id = secrets.hide(response.header("x-request-id"));
  what.retry_after = http::retry_after(response.headers, std::chrono::system_clock::now());
  what.body = secrets.hide(response.body);
  what.faults = std::move(faults);
  for (fault& each : what.faults) each.description = secrets.hide(each.description);

  what.message = "HTTP " + std::to_string(response.status);
  for (fault const& each : what.faults) {
    what.message += ": " + each.description;
    if (each.code != 0) what.message += " (code " + std::to_string(each.code) + ")";
  }
  if (what.faults.empty()) {
    if (response.status >= 300 && response.status < 400)
      what.message += ": a redirect, which is not followed; correct base_url";
    else
      what.message += ": the platform gave no reason";
  }
  if (!what.request_id.empty()) what.message += " [request " + what.request_id + "]";
  return what;
}

// The error of a response with a status outside 2xx.
template <class Json>
[[gnu::cold]] error read_failure(Json& json, http::response& response, known_secrets const& secrets) {
  std::vector<fault> faults;
  response.body.reserve(response.body.size() + json::padding);
  failure_body body;
  if (response.body.find('{') != std::string::npos && decode_to(json, response.body, body)) {
    faults = read_faults(json, body);
    if (faults.empty() && body.message.text.starts_with('"')) faults.push_back(read_fault(json, body.message));
  }
  return response_error(response, std::move(faults), secrets);
}

[[gnu::cold]] inline error empty_answer() {
  error what(errc::decode, "the response has no body, where an answer was promised; the reply was probably cut off");
  what.phase = phase::decode;
  return what;
}

// Makes room for a parser that reads ahead, as std::string::reserve does, and leaves nothing in the memory it gives back.
inline void pad_secret(std::string& text) {
  if (text.capacity() - text.size() >= json::padding) return;
  std::string padded;
  padded.reserve(text.size() + json::padding);
  padded.append(text);
  wipe(text.data(), text.size());
  text = std::move(padded);
}

// The answer of a response with status 2xx.
template <class Answer, class Json>
result<Answer> read_answer(Json& json, http::response& response, known_secrets const& secrets) {
  if constexpr (holds_secret<Answer>())
    pad_secret(response.body);
  else
    response.body.reserve(response.body.size() + json::padding);
  std::string_view text = response.body;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  bool const nothing = text.find_first_not_of(" \t\r\n") == std::string_view::npos;

  auto const failed = [&](failure_body const& body) -> std::optional<error> {
    if (!may_have_failed(body)) return std::nullopt;
    std::vector<fault> faults = read_faults(json, body);
    if (faults.empty() && body.success.text != "false") return std::nullopt;
    return response_error(response, std::move(faults), secrets);
  };
  auto const not_decoded = [&](error what) {
    what.phase = phase::decode;
    what.http_status = response.status;
    what.request_id = secrets.hide(response.header("x-request-id"));
    what.message = secrets.hide(what.message);
    if constexpr (!holds_secret<Answer>()) what.body = secrets.hide(text);
    return what;
  };

  if constexpr (modelled<Answer>) {
    if (nothing) return not_decoded(empty_answer());
    envelope<Answer> read;
    if (result<void> done = decode_to(json, text, read); !done) return not_decoded(done.error());
    if (auto what = failed(read.failure)) return *std::move(what);
    return std::move(read.value);
  } else {
    if (!nothing && text[text.find_first_not_of(" \t\r\n")] == '{') {
      failure_body body;
      if (decode_to(json, text, body))
        if (auto what = failed(body)) return *std::move(what);
    }
    if constexpr (std::is_void_v<Answer>) {
      return {};
    } else {
      if (nothing) return not_decoded(empty_answer());
      result<Answer> read = json.template decode<Answer>(text);
      if (!read) return not_decoded(read.error());
      return read;
    }
  }
}

}  // namespace geai::inline v0::detail
