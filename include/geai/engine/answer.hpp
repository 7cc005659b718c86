#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <geai/api/operation.hpp>
#include <geai/detail/lasting.hpp>
#include <geai/detail/secure_zero.hpp>
#include <geai/engine/about.hpp>
#include <geai/engine/call_buffers.hpp>
#include <geai/engine/failure.hpp>
#include <geai/http/response.hpp>
#include <geai/json/policy.hpp>
#include <geai/json/rules.hpp>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

// Reads a response: the promised answer, or the failure that the platform reports (engine/failure.hpp).

namespace geai::inline v0_2::detail {

// An answer together with the members of a failure that the platform may put beside it.
template <class Answer> struct envelope {
  Answer value{};
  complaints failure{};
};

// An envelope that refers to its answer and complaints, so that neither is moved.
template <class Answer> struct envelope_ref {
  Answer& value;
  complaints& failure;

  struct defaults;
  static envelope_ref const& referred_defaults() { return lasting<defaults>(); }
};

template <class Answer> struct envelope_ref<Answer>::defaults : envelope_ref {
  defaults() : envelope_ref{lasting<Answer>(), lasting<complaints>()} {}
};

// A field of one of the two parts, which behaves as its own field does.
template <class Envelope, class Field> struct envelope_field : Field {
  using object = Envelope;
  using type = typename Field::type;
  static constexpr bool beside = std::is_same_v<typename Field::object, complaints>;

  // Readers request a mutable member only if its field is present, so this records the presence.
  [[gnu::always_inline]] static type& get(Envelope& envelope) noexcept {
    if constexpr (!beside && !json::holds_others<Field>) envelope.failure.has_answer = true;
    return Field::get(part(envelope));
  }
  [[gnu::always_inline]] static type const& get(Envelope const& envelope) noexcept {
    return Field::get(part(envelope));
  }
  [[gnu::always_inline]] static auto& parts(auto& from) noexcept requires(json::has_parts<Field>) {
    return Field::parts(part(from));
  }

private:
  [[gnu::always_inline]] static auto& part(auto& from) noexcept {
    if constexpr (beside)
      return from.failure;
    else
      return from.value;
  }
};

// If the answer has a field of the same name, the name belongs to the answer.
template <class Answer, class Field>
inline constexpr bool has_field = model<Answer>::any_of([](auto candidate) {
  return decltype(candidate)::name == Field::name;
});

template <class... Left, class... Right> constexpr fields<Left..., Right...> join(fields<Left...>, fields<Right...>) {
  return {};
}

template <class Envelope, class... Field>
constexpr fields<envelope_field<Envelope, Field>...> all_of(fields<Field...>) {
  return {};
}

template <class Envelope, class Answer, class Field>
using unless_present = std::conditional_t<has_field<Answer, Field>, fields<>, fields<envelope_field<Envelope, Field>>>;

template <class Envelope, class Answer> constexpr auto fields_for_envelope() {
  using own = decltype(all_of<Envelope>(std::declval<model<Answer>>()));
  using errors = unless_present<Envelope, Answer, field<"errors", &complaints::errors>>;
  using error = unless_present<Envelope, Answer, field<"error", &complaints::error>>;
  using message = unless_present<Envelope, Answer, field<"message", &complaints::message>>;
  using messages = unless_present<Envelope, Answer, field<"messages", &complaints::messages>>;
  using result = unless_present<Envelope, Answer, field<"result", &complaints::result>>;
  using success = unless_present<Envelope, Answer, field<"success", &complaints::success>>;
  return join(join(own{}, join(errors{}, error{})),
              join(join(message{}, messages{}), decltype(join(result{}, success{})){}));
}

// An envelope has the alternative forms of its answer.
template <class Envelope, class Answer> struct envelope_model : decltype(fields_for_envelope<Envelope, Answer>()) {
  static constexpr std::string_view wrapper = json::wrapper_of<Answer>;
  static constexpr std::string_view list_name = json::list_name_of<Answer>;
  static constexpr std::string_view text_name = json::text_name_of<Answer>;
};

// Answers whose own fields `messages` or `result` report a failure: these are checked again. Their models say `static
// constexpr bool tells_failure = true`.
template <class Answer> inline constexpr bool tells_failure = requires { requires model<Answer>::tells_failure; };

}  // namespace geai::inline v0_2::detail

template <class Answer>
struct geai::model<geai::detail::envelope<Answer>>
    : geai::detail::envelope_model<geai::detail::envelope<Answer>, Answer> {};
template <class Answer>
struct geai::model<geai::detail::envelope_ref<Answer>>
    : geai::detail::envelope_model<geai::detail::envelope_ref<Answer>, Answer> {};

namespace geai::inline v0_2::detail {

// The expected response of a call, against which the real one is read.
struct promise {
  promise(std::string_view credential) noexcept : secrets(credential) {}
  promise(secret_filter const& hidden) noexcept : secrets(hidden) {}
  promise(call_buffers const& buffers) noexcept
      : secrets(buffers), url(buffers.url), may_be_empty(buffers.may_be_empty) {}

  secret_filter secrets;
  std::string_view url{};     // the requested URL
  bool may_be_empty = false;  // see api::traits
};

[[gnu::cold, gnu::noinline]] inline error empty_answer() {
  error what(errc::decode, "the response has no body, but an answer was expected; the response was probably cut off");
  what.phase = phase::decode;
  return what;
}

// Reserves room for a parser that reads ahead, like std::string::reserve, and erases the memory that it releases.
inline void pad_secret(std::string& text) {
  if (text.capacity() - text.size() >= json::padding) return;
  std::string padded;
  padded.reserve(text.size() + json::padding);
  padded.append(text);
  secure_zero(text.data(), text.size());
  text = std::move(padded);
}

// Reserves room behind a body for a parser that reads ahead. Erases the old memory if an Answer may hold a secret.
template <class Answer> void pad(std::string& body) {
  if constexpr (holds_secret<Answer>)
    pad_secret(body);
  else
    body.reserve(body.size() + json::padding);
}

// the number of bytes of a page that are searched for its title
inline constexpr std::size_t page_limit = 16384;

// Returns the error of a 2xx whose body is not the promised answer. `shown` is the part of the body that may be shown.
[[gnu::cold, gnu::noinline]] inline error not_decoded(error failure, std::string_view shown, std::string_view text,
                                                      http::response const& response, promise const& promised) {
  hider const secrets = promised.secrets.hider();
  if (std::string_view const type = response.header("content-type"); is_page(type, text)) {
    failure.message = "received a text/html page";
    if (!promised.url.empty()) failure.message.append(" from ").append(host_of(promised.url));
    failure.message += " instead of JSON";
    if (std::string const title = title_of(secrets.hide(text, page_limit)); !title.empty())
      failure.message += ": " + title;
  }
  failure.phase = phase::decode;
  failure.http_status = response.status;
  failure.request_id = secrets.hide_in_line(response.header("x-request-id"));
  failure.body = secrets.hide(shown);
  if (!shown.empty() && failure.body.empty()) failure.message.append("; ").append(hider::not_shown);
  secrets.hide_in(failure);
  return failure;
}

// Returns the names of a model's fields.
template <class Answer>
inline constexpr auto names_of = [] {
  std::array<std::string_view, model<Answer>::size> names{};
  std::size_t size = 0;
  model<Answer>::for_each([&]<class Field>(Field) { names[size++] = Field::name; });
  return names;
}();

// True if the object in `text` has one of the names as a key.
[[gnu::cold, gnu::noinline]] inline bool has_key(std::string_view text, std::span<std::string_view const> names) {
  bool found = false;
  for (std::string_view key : keys_of(text))
    for (std::string_view name : names) found = found || name == key || json::is_other_spelling(key, name);
  return found;
}

// Returns the error of a valid JSON answer in which no promised field was found; none if a field was found with the
// value null.
template <class Json>
[[gnu::cold, gnu::noinline]] result<void> check_fields(Json& json, std::span<std::string_view const> names,
                                                       std::string_view shown, std::string_view text,
                                                       http::response const& response, promise const& promised) {
  if (promised.may_be_empty || names.empty() || has_key(text, names)) return {};
  error_members body;
  if (decode_fresh(json, text, body) && is_word(body.status, "error"))
    return response_error(response, text, read_all_faults(json, body), promised.secrets);

  std::vector<std::string_view> const keys = keys_of(text);
  error what(errc::decode, "found none of the expected fields, only an ");
  what.message += keys.empty() ? "empty object" : "object with ";
  for (std::size_t i = 0; i != std::min<std::size_t>(keys.size(), 5); ++i)
    what.message.append(i == 0 ? "\"" : ", \"").append(promised.secrets.hide_in_line(keys[i], 40)).append("\"");
  if (keys.size() > 5) what.message += ", ...";
  std::string_view const type = response.header("content-type");
  what.message.append(" (").append(type.empty() ? "without a content type" : promised.secrets.hide_in_line(type, 80));
  if (!promised.url.empty()) what.message.append(", from ").append(host_of(promised.url));
  what.message += ")";
  return not_decoded(std::move(what), shown, text, response, promised);
}

// True if a 2xx body may report a failure; read_complaints() decides.
inline bool may_have_failed(complaints const& body) noexcept {
  return !body.errors.empty() || !body.error.empty() || !body.result.empty() || !body.messages.empty() ||
         !body.success.empty() || body.message.text.starts_with('[');
}

// Returns the failure that a 2xx body with may_have_failed() reports.
template <class Json>
[[gnu::cold, gnu::noinline]] result<void> read_complaints(Json& json, complaints const& body, std::string_view text,
                                                          http::response const& response,
                                                          secret_filter const& secrets) {
  std::vector<fault> faults = read_faults(json, body);
  complaints result;
  bool const failed = is_word(body.success, "false") || has_failed(json, body.result, result);
  if (faults.empty() && !failed) return {};
  if (faults.empty()) faults = read_all_faults(json, text);
  return response_error(response, text, std::move(faults), secrets);
}

// Reads the complaints of a body whose answer has no model. A body that is not an object has none.
template <class Json>
result<void> read_complaints(Json& json, std::string_view text, http::response const& response,
                             secret_filter const& secrets) {
  complaints body;
  if (first_of(text) == '{' && decode_fresh(json, text, body) && may_have_failed(body))
    return read_complaints(json, body, text, response, secrets);
  return {};
}

// Reads the complaints in `messages` and `result` if the answer itself has fields of these names.
template <class Json>
[[gnu::cold, gnu::noinline]] result<void> read_own_complaints(Json& json, std::string_view text,
                                                              http::response const& response,
                                                              secret_filter const& secrets) {
  complaints body;
  if (first_of(text) != '{' || !decode_fresh(json, text, body)) return {};
  return read_complaints(json, complaints{.messages = std::move(body.messages), .result = std::move(body.result)}, text,
                         response, secrets);
}

// Checks an answer that was read together with `failure`: the complaints beside it, and that at least one field was
// found.
template <class Answer, class Json>
result<void> check_answer(Json& json, complaints const& failure, std::string_view shown, std::string_view text,
                          http::response const& response, promise const& promised) {
  if (may_have_failed(failure)) [[unlikely]]
    if (result<void> done = read_complaints(json, failure, text, response, promised.secrets); !done) return done;
  if constexpr (tells_failure<Answer>)
    if (result<void> done = read_own_complaints(json, text, response, promised.secrets); !done) return done;
  if (!failure.has_answer) [[unlikely]]
    return check_fields(json, names_of<Answer>, shown, text, response, promised);
  return {};
}

// The targets of a read: an object with its defaults, an object that was read into before, and an object whose views
// refer to the text.
struct new_target {
  template <class Json, class T> static result<void> decode(Json& json, std::string_view text, T& out) {
    return json.decode_fresh(text, out);
  }
};
struct reused_target {
  template <class Json, class T> static result<void> decode(Json& json, std::string_view text, T& out) {
    return json.decode_reuse(text, out);
  }
};
struct in_situ_target {
  template <class Json, class T> static result<void> decode(Json& json, std::string_view text, T& out) {
    return json.decode_view(std::span<char>(const_cast<char*>(text.data()), text.size()),
                            out);  // the buffer is ours, so it may be changed
  }
};

// The names of an element's fields, for an object in place of a list; empty for other types.
template <class Answer> constexpr std::span<std::string_view const> names_of_elements() {
  if constexpr (is_vector<Answer>)
    if constexpr (modelled<typename Answer::value_type>) return names_of<typename Answer::value_type>;
  return {};
}

// Reads the answer from the text of a 2xx response, which json::padding readable bytes follow.
template <class Into, class Answer, class Json>
result<void> read_answer_to(Json& json, std::string_view text, http::response const& response, promise const& promised,
                            Answer& out) {
  std::string_view const shown = holds_secret<Answer> ? std::string_view{} : text;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (is_blank(text)) [[unlikely]] {
    if (!promised.may_be_empty) return not_decoded(empty_answer(), shown, text, response, promised);
    if constexpr (std::is_same_v<Into, reused_target>) out = Answer{};
    return {};
  }
  if constexpr (modelled<Answer>) {
    complaints failure;
    envelope_ref<Answer> whole{out, failure};
    if (result<void> done = Into::decode(json, text, whole); !done)
      return not_decoded(std::move(done).error(), shown, text, response, promised);
    return check_answer<Answer>(json, failure, shown, text, response, promised);
  } else {
    if (result<void> done = read_complaints(json, text, response, promised.secrets); !done) return done;
    if (result<void> done = Into::decode(json, text, out); !done)
      return not_decoded(std::move(done).error(), shown, text, response, promised);
    if (first_of(text) == '{') return check_fields(json, names_of_elements<Answer>(), shown, text, response, promised);
  }
  return {};
}

// Reads an answer with a policy that can only return a value.
template <class Answer, class Json>
result<Answer> read_answer_whole(Json& json, std::string_view text, http::response const& response,
                                 promise const& promised) {
  std::string_view const shown = holds_secret<Answer> ? std::string_view{} : text;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  using decoded = std::conditional_t<modelled<Answer>, envelope<Answer>, Answer>;
  if constexpr (!modelled<Answer>)
    if (result<void> done = read_complaints(json, text, response, promised.secrets); !done)
      return std::move(done).error();
  if (is_blank(text)) {
    if (promised.may_be_empty) return result<Answer>(std::in_place);
    return not_decoded(empty_answer(), shown, text, response, promised);
  }
  result<decoded> read = json.template decode<decoded>(text);
  if (!read) return not_decoded(std::move(read).error(), shown, text, response, promised);
  if constexpr (modelled<Answer>) {
    if (result<void> done = check_answer<Answer>(json, read->failure, shown, text, response, promised); !done)
      return std::move(done).error();
    return std::move(read->value);
  } else {
    if (first_of(text) == '{')
      if (auto done = check_fields(json, names_of_elements<Answer>(), shown, text, response, promised); !done)
        return std::move(done).error();
    return read;
  }
}

// Reads an answer into `fresh`, which has its defaults.
template <class Answer, class Json>
result<void> read_answer_fresh(Json& json, std::string_view text, http::response const& response,
                               promise const& promised, Answer& fresh) {
  if constexpr (json::decodes_fresh<Json>) {
    return read_answer_to<new_target>(json, text, response, promised, fresh);
  } else {
    result<Answer> read = read_answer_whole<Answer>(json, text, response, promised);
    if (!read) return std::move(read).error();
    fresh = *std::move(read);
    return {};
  }
}

// Reads a response without a promised answer. Fails if the body reports a failure or is an HTML page.
template <class Json>
result<void> read_nothing(Json& json, std::string_view text, http::response const& response, promise const& promised) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (is_page({}, text)) return not_decoded(error(errc::decode, {}), text, text, response, promised);
  return read_complaints(json, text, response, promised.secrets);
}

// Reads the answer from the text of a 2xx response.
template <class Answer, class Json>
result<Answer> read_answer(Json& json, std::string_view text, http::response const& response, promise const& promised) {
  if constexpr (std::is_void_v<Answer>) {
    return read_nothing(json, text, response, promised);
  } else if constexpr (json::decodes_fresh<Json>) {
    result<Answer> answer(std::in_place);
    if (result<void> done = read_answer_to<new_target>(json, text, response, promised, *answer); !done)
      answer = std::move(done).error();
    return answer;
  } else {
    return read_answer_whole<Answer>(json, text, response, promised);
  }
}

// Reads the answer of a 2xx response.
template <class Answer, class Json>
result<Answer> read_answer(Json& json, http::response& response, promise const& promised) {
  pad<Answer>(response.body);
  return read_answer<Answer>(json, response.body, response, promised);
}

// Reads the answer of a 2xx response into `out`, whose memory is reused if the policy has decode_reuse().
template <class Answer, class Json>
result<void> read_answer_into(Json& json, http::response& response, promise const& promised, Answer& out) {
  if constexpr (json::decodes_reusing<Json>) {
    pad<Answer>(response.body);
    return read_answer_to<reused_target>(json, response.body, response, promised, out);
  } else {
    result<Answer> fresh = read_answer<Answer>(json, response, promised);
    if (!fresh) return std::move(fresh).error();
    out = *std::move(fresh);
    return {};
  }
}

// Reads the answer of a 2xx response into a view of its body. A body that is not UTF-8 is repaired first.
template <class View, class Json>
result<void> read_answer_view(Json& json, http::response& response, promise const& promised, View& fresh) {
  pad<View>(response.body);
  result<void> done = read_answer_to<in_situ_target>(json, response.body, response, promised, fresh);
  if (done || done.error().code != errc::decode || json::is_utf8(response.body)) [[likely]]
    return done;
  response.body = json::valid_utf8(response.body);
  pad<View>(response.body);
  return read_answer_to<in_situ_target>(json, response.body, response, promised, fresh);
}

}  // namespace geai::inline v0_2::detail
