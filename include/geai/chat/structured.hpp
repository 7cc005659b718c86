#pragma once

#include <geai/api/chat.hpp>
#include <geai/chat/schema.hpp>
#include <geai/chat/wait.hpp>
#include <geai/client/model_calls.hpp>
#include <geai/result.hpp>
#include <geai/task.hpp>
#include <string>
#include <string_view>
#include <utility>

namespace geai::inline v0 {

// A structured answer: what was asked for, and the answer that it was read from.
template <class T> struct parsed {
  T value{};                        // the answer, read by its schema
  chat_completion_answer answer{};  // its usage, id, ...

  // For test reports, which print a result.
  template <class Out>
    requires requires(Out& out, char const* text) { out << text; }
  friend Out& operator<<(Out& out, parsed const& of) {
    if (!of.answer.choices.empty()) detail::print(out, of.answer.choices.front().message.content);
    return out;
  }
};

namespace detail {

// The Json policy of a client.
template <class Client> struct json_of { using type = json::simdjson; };
template <class Client>
  requires requires { typename Client::json_policy; }
struct json_of<Client> {
  using type = typename Client::json_policy;
};

// A text without the fence that models like to put around JSON.
constexpr std::string_view without_fence(std::string_view text) noexcept {
  text = json::without_blanks(text);
  if (!text.starts_with("```") || !text.ends_with("```") || text.size() < 6) return text;
  std::size_t const line = text.find('\n');
  if (line == text.npos) return text;
  return json::without_blanks(text.substr(line, text.size() - 3 - line));
}

[[gnu::cold]] inline error chat_error(errc code, std::string message) {
  error made(code, std::move(message));
  made.operation = api::name_of<api::chat_completion>();
  if (code == errc::decode) made.phase = phase::decode;
  return made;
}

// Why an answer is not to be read as data; an error of code 0 when it is.
inline error refusal_of(chat_reply const& reply,
                        std::optional<open_enumeration<geai::finish_reason>> const& finish_reason) {
  if (reply.refusal && !reply.refusal->empty()) return chat_error(errc::refused, *reply.refusal);
  if (finish_reason == geai::finish_reason::content_filter)
    return chat_error(errc::refused, "a filter of the provider stopped the answer (finish_reason: content_filter)");
  if (finish_reason == geai::finish_reason::length)
    return chat_error(errc::incomplete,
                      "the answer was cut (finish_reason: length); raise max_completion_tokens, or ask for less");
  return {};
}

// Reads an answer as a T.
template <class T, class Json>
result<T> value_of(chat_reply const& reply, std::optional<open_enumeration<geai::finish_reason>> const& finish_reason) {
  if (error refused = refusal_of(reply, finish_reason); refused.code != errc{}) return refused;
  if (!reply.content) return chat_error(errc::decode, "the answer has no content, where JSON was asked for");
  result<T> value = from_json<T, Json>(without_fence(*reply.content));
  if (value) return value;
  error what = chat_error(errc::decode, "the answer is not what was asked for: " + value.error().message);
  what.body = reply.content->substr(0, 4096);
  return what;
}

template <class T, class Json> result<parsed<T>> parsed_of(result<chat_completion_answer>&& came) {
  if (!came) return std::move(came).error();
  if (came->choices.empty()) return chat_error(errc::decode, "the answer has no choice");
  chat_choice const& first = came->choices.front();
  result<T> value = value_of<T, Json>(first.message, first.finish_reason);
  if (!value) return std::move(value).error();
  return parsed<T>{*std::move(value), *std::move(came)};
}

// The definitions of structured_calls.
template <class Client> struct structured {
  using json_policy = typename json_of<Client>::type;

  template <class T>
  static auto completion_as(Client const& client, api::chat_completion const& operation, call_options const& options) {
    check_answer<T>();
    api::chat_completion asked = operation;
    asked.response_format = response_format::schema<T>();
    if constexpr (is_awaited<Client, api::chat_completion>)
      return to_be_named(awaited<T>(client.call(asked, options)));
    else
      return parsed_of<T, json_policy>(client.call(asked, options));
  }

private:
  template <class T, class Call> static task<result<parsed<T>>> awaited(Call call) {
    result<chat_completion_answer> came = co_await call;
    co_return parsed_of<T, json_policy>(std::move(came));
  }
};

}  // namespace detail
}  // namespace geai::inline v0
