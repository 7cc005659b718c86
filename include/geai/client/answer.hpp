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

// The same of an answer that is elsewhere, so that it need not be moved.
template <class Answer> struct envelope_of {
  Answer& value;
  failure_body& failure;

  static envelope_of const& referred_defaults() {
    static Answer value{};
    static failure_body failure{};
    static envelope_of const both{value, failure};
    return both;
  }
};

template <class Envelope, class Field> struct envelope_field {
  using object = Envelope;
  using type = typename Field::type;
  static constexpr std::string_view name = Field::name;
  static constexpr bool written = false;

  [[gnu::always_inline]] static type& get(Envelope& from) noexcept { return Field::get(part(from)); }
  [[gnu::always_inline]] static type const& get(Envelope const& from) noexcept { return Field::get(part(from)); }

private:
  [[gnu::always_inline]] static auto& part(auto& from) noexcept {
    if constexpr (std::is_same_v<typename Field::object, failure_body>)
      return from.failure;
    else
      return from.value;
  }
};

// A name that the answer has as a field of its own belongs to the answer.
template <class Answer, class Field>
inline constexpr bool has_field = model<Answer>::any_of([](auto candidate) {
  return decltype(candidate)::name == Field::name;
});

template <class... Left, class... Right> fields<Left..., Right...> join(fields<Left...>, fields<Right...>);

template <class Envelope, class... Field> fields<envelope_field<Envelope, Field>...> all_of(fields<Field...>);

template <class Envelope, class Answer, class Field>
using unless_present = std::conditional_t<has_field<Answer, Field>, fields<>, fields<envelope_field<Envelope, Field>>>;

template <class Envelope, class Answer> auto fields_for_envelope() {
  using own = decltype(all_of<Envelope>(std::declval<model<Answer>>()));
  using errors = unless_present<Envelope, Answer, field<"errors", &failure_body::errors>>;
  using error = unless_present<Envelope, Answer, field<"error", &failure_body::error>>;
  using message = unless_present<Envelope, Answer, field<"message", &failure_body::message>>;
  using success = unless_present<Envelope, Answer, field<"success", &failure_body::success>>;
  return join(own{}, join(join(errors{}, error{}), decltype(join(message{}, success{})){}));
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
struct geai::model<geai::detail::envelope<Answer>>
    : decltype(geai::detail::fields_for_envelope<geai::detail::envelope<Answer>, Answer>()) {};
template <class Answer>
struct geai::model<geai::detail::envelope_of<Answer>>
    : decltype(geai::detail::fields_for_envelope<geai::detail::envelope_of<Answer>, Answer>()) {};

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

// The error of a response that is no success, or of an event that tells of one.
[[gnu::cold]] inline error response_error(http::response const& response, std::string_view body,
                                          std::vector<fault> faults, known_secrets const& secrets) {
  error what(errc::api_response, {});
  what.phase = phase::receive;
  what.http_status = response.status;
  what.request_id = secrets.hide(response.header("x-request-id"));
  what.retry_after = http::retry_after(response.headers, std::chrono::system_clock::now());
  what.body = secrets.hide(body);
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
  return response_error(response, response.body, std::move(faults), secrets);
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

// Makes room for a parser that reads ahead behind a body, which may hold a secret if an Answer may.
template <class Answer> void pad(std::string& body) {
  if constexpr (holds_secret<Answer>)
    pad_secret(body);
  else
    body.reserve(body.size() + json::padding);
}

inline bool is_blank(std::string_view text) noexcept { return text.find_first_not_of(" \t\r\n") == text.npos; }

// The error of a 2xx whose body is not what was promised. `shown` is as much of it as may be shown.
[[gnu::cold, gnu::noinline]] inline error not_decoded(error what, std::string_view shown,
                                                      http::response const& response, known_secrets const& secrets) {
  what.phase = phase::decode;
  what.http_status = response.status;
  what.request_id = secrets.hide(response.header("x-request-id"));
  what.message = secrets.hide(what.message);
  what.body = secrets.hide(shown);
  return what;
}

// What a body that came with a 2xx, and may_have_failed(), says against it.
template <class Json>
[[gnu::cold, gnu::noinline]] result<void> read_complaints(Json& json, failure_body const& body, std::string_view text,
                                                          http::response const& response,
                                                          known_secrets const& secrets) {
  std::vector<fault> faults = read_faults(json, body);
  if (faults.empty() && body.success.text != "false") return {};
  return response_error(response, text, std::move(faults), secrets);
}

// The same of a body that is read as something else, if it is an object.
template <class Json>
result<void> read_complaints(Json& json, std::string_view text, http::response const& response,
                             known_secrets const& secrets) {
  failure_body body;
  bool const is_object = !is_blank(text) && text[text.find_first_not_of(" \t\r\n")] == '{';
  if (is_object && decode_to(json, text, body) && may_have_failed(body))
    return read_complaints(json, body, text, response, secrets);
  return {};
}

// How an answer gets into an object: one that has its defaults, one that was read into before, and one whose views are to
// be into the text.
struct into_fresh {
  template <class Json, class T> static result<void> decode(Json& json, std::string_view text, T& into) {
    return json.decode_to(text, into);
  }
};
struct into_used {
  template <class Json, class T> static result<void> decode(Json& json, std::string_view text, T& into) {
    return json.decode_into(text, into);
  }
};
struct into_borrowed {
  template <class Json, class T> static result<void> decode(Json& json, std::string_view text, T& into) {
    return json.decode_borrowed(std::span<char>(const_cast<char*>(text.data()), text.size()), into);  // our own buffer
  }
};

// The answer in the text of a response with status 2xx, behind which there are json::padding readable bytes.
template <class Into, class Answer, class Json>
result<void> read_answer_to(Json& json, std::string_view text, http::response const& response,
                            known_secrets const& secrets, Answer& into) {
  std::string_view const shown = holds_secret<Answer> ? std::string_view{} : text;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if constexpr (modelled<Answer>) {
    if (is_blank(text)) return not_decoded(empty_answer(), shown, response, secrets);
    failure_body failure;
    envelope_of<Answer> whole{into, failure};
    if (result<void> done = Into::decode(json, text, whole); !done)
      return not_decoded(std::move(done).error(), shown, response, secrets);
    if (may_have_failed(failure)) return read_complaints(json, failure, text, response, secrets);
  } else {
    if (result<void> done = read_complaints(json, text, response, secrets); !done) return done;
    if (is_blank(text)) return not_decoded(empty_answer(), shown, response, secrets);
    if (result<void> done = Into::decode(json, text, into); !done)
      return not_decoded(std::move(done).error(), shown, response, secrets);
  }
  return {};
}

// The same by a policy that can do no more than return it.
template <class Answer, class Json>
result<Answer> read_answer_whole(Json& json, std::string_view text, http::response const& response,
                                 known_secrets const& secrets) {
  std::string_view const shown = holds_secret<Answer> ? std::string_view{} : text;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  using decoded = std::conditional_t<modelled<Answer>, envelope<Answer>, Answer>;
  if constexpr (!modelled<Answer>)
    if (result<void> done = read_complaints(json, text, response, secrets); !done) return std::move(done).error();
  if (is_blank(text)) return not_decoded(empty_answer(), shown, response, secrets);
  result<decoded> read = json.template decode<decoded>(text);
  if (!read) return not_decoded(std::move(read).error(), shown, response, secrets);
  if constexpr (modelled<Answer>) {
    if (may_have_failed(read->failure))
      if (result<void> done = read_complaints(json, read->failure, text, response, secrets); !done)
        return std::move(done).error();
    return std::move(read->value);
  } else {
    return read;
  }
}

// The same into an answer that has its defaults.
template <class Answer, class Json>
result<void> read_answer_fresh(Json& json, std::string_view text, http::response const& response,
                               known_secrets const& secrets, Answer& fresh) {
  if constexpr (json::decodes_in_place<Json>) {
    return read_answer_to<into_fresh>(json, text, response, secrets, fresh);
  } else {
    result<Answer> read = read_answer_whole<Answer>(json, text, response, secrets);
    if (!read) return std::move(read).error();
    fresh = *std::move(read);
    return {};
  }
}

// The answer in the text of a response with status 2xx.
template <class Answer, class Json>
result<Answer> read_answer(Json& json, std::string_view text, http::response const& response,
                           known_secrets const& secrets) {
  if constexpr (std::is_void_v<Answer>) {
    return read_complaints(json, text.starts_with("\xEF\xBB\xBF") ? text.substr(3) : text, response, secrets);
  } else if constexpr (json::decodes_in_place<Json>) {
    result<Answer> answer(boost::system::in_place_value);
    if (result<void> done = read_answer_to<into_fresh>(json, text, response, secrets, *answer); !done)
      answer = std::move(done).error();
    return answer;
  } else {
    return read_answer_whole<Answer>(json, text, response, secrets);
  }
}

// The answer of a response with status 2xx.
template <class Answer, class Json>
result<Answer> read_answer(Json& json, http::response& response, known_secrets const& secrets) {
  pad<Answer>(response.body);
  return read_answer<Answer>(json, response.body, response, secrets);
}

// The same into an answer that was there, whose memory is used again if the policy can do that.
template <class Answer, class Json>
result<void> read_answer_into(Json& json, http::response& response, known_secrets const& secrets, Answer& into) {
  if constexpr (json::decodes_again<Json>) {
    pad<Answer>(response.body);
    return read_answer_to<into_used>(json, response.body, response, secrets, into);
  } else {
    result<Answer> fresh = read_answer<Answer>(json, response, secrets);
    if (!fresh) return std::move(fresh).error();
    into = *std::move(fresh);
    return {};
  }
}

}  // namespace geai::inline v0::detail
