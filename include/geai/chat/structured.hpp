#pragma once

#include <geai/api/chat.hpp>
#include <geai/api/responses.hpp>
#include <geai/chat/schema.hpp>
#include <geai/chat/wait.hpp>
#include <geai/client/model_calls.hpp>
#include <geai/result.hpp>
#include <geai/task.hpp>
#include <string>
#include <string_view>
#include <utility>

namespace geai::inline v0_2 {

// A structured answer: the value, and the answer from which it was read (a model_response for response_as).
template <class T, class Answer = chat_completion_answer> struct parsed {
  T value{};        // the value, read by its schema
  Answer answer{};  // the answer, with its usage, id, ...

  // Prints the text of the answer. Test frameworks print the results that they compare.
  template <class Out>
    requires requires(Out& out, char const* text) { out << text; }
  friend Out& operator<<(Out& out, parsed const& of) {
    if constexpr (requires { of.answer.choices; }) {
      if (!of.answer.choices.empty()) detail::print(out, of.answer.choices.front().message.content);
    } else {
      detail::print(out, of.answer.output_text());
    }
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

// Returns a text without the code fence that models like to put around JSON.
constexpr std::string_view without_fence(std::string_view text) noexcept {
  text = json::without_blanks(text);
  if (!text.starts_with("```") || !text.ends_with("```") || text.size() < 6) return text;
  std::size_t const line = text.find('\n');
  if (line == text.npos) return text;
  return json::without_blanks(text.substr(line, text.size() - 3 - line));
}

[[gnu::cold]] inline error answer_error(std::string_view operation, errc code, std::string message) {
  error made(code, std::move(message));
  made.operation = operation;
  if (code == errc::decode) made.phase = phase::decode;
  return made;
}

[[gnu::cold]] inline error chat_error(errc code, std::string message) {
  return answer_error(api::name_of<api::chat_completion>(), code, std::move(message));
}
[[gnu::cold]] inline error response_error(errc code, std::string message) {
  return answer_error(api::name_of<api::get_response>(), code, std::move(message));
}

// Returns the reason why an answer cannot be read as data: an error, or one of code 0 if there is none.
inline error refusal_of(chat_reply const& reply, optional<open_enumeration<geai::finish_reason>> const& finish_reason) {
  if (reply.refusal && !reply.refusal->empty()) return chat_error(errc::refused, *reply.refusal);
  if (finish_reason == geai::finish_reason::content_filter)
    return chat_error(errc::refused, "a filter of the provider stopped the answer (finish_reason: content_filter)");
  if (finish_reason == geai::finish_reason::length)
    return chat_error(errc::incomplete,
                      "the answer was cut off (finish_reason: length); raise max_completion_tokens, or ask for less");
  return {};
}
inline error refusal_of(model_response const& response) {
  if (std::string refusal = response.refusal(); !refusal.empty())
    return response_error(errc::refused, std::move(refusal));
  std::string_view const reason =
      response.incomplete_details ? response.incomplete_details->reason : std::string_view();
  if (reason == "content_filter")
    return response_error(errc::refused, "a filter of the provider stopped the answer (incomplete: content_filter)");
  if (!reason.empty() || response.status == response_status::incomplete)
    return response_error(errc::incomplete, std::string("the answer was cut off (incomplete: ")
                                                .append(reason)
                                                .append("); raise max_output_tokens, or ask for less"));
  if (response.status == response_status::failed) return response_error(errc::api_response, "the response has failed");
  return {};
}

// Reads a text as a T.
template <class T, class Json> result<T> value_of(std::string_view operation, std::string_view said) {
  if (said.empty()) return answer_error(operation, errc::decode, "the answer has no content; JSON was expected");
  result<T> value = from_json<T, Json>(without_fence(said));
  if (value) return value;
  error what = answer_error(operation, errc::decode, "the answer does not match the schema: " + value.error().message);
  what.body = said.substr(0, 4096);
  return what;
}

// Reads an answer as a T.
template <class T, class Json>
result<T> value_of(chat_reply const& reply, optional<open_enumeration<geai::finish_reason>> const& finish_reason) {
  if (error refused = refusal_of(reply, finish_reason); refused.code != errc{}) return refused;
  return value_of<T, Json>(api::name_of<api::chat_completion>(), reply.content.value_or(""));
}

template <class T, class Json> result<parsed<T>> parsed_of(result<chat_completion_answer>&& came) {
  if (!came) return std::move(came).error();
  if (came->choices.empty()) return chat_error(errc::decode, "the answer contains no choice");
  chat_choice const& first = came->choices.front();
  result<T> value = value_of<T, Json>(first.message, first.finish_reason);
  if (!value) return std::move(value).error();
  return parsed<T>{*std::move(value), *std::move(came)};
}
template <class T, class Json> result<parsed<T, model_response>> parsed_of(result<model_response>&& came) {
  if (!came) return std::move(came).error();
  if (error refused = refusal_of(*came); refused.code != errc{}) return refused;
  result<T> value = value_of<T, Json>(api::name_of<api::get_response>(), came->output_text());
  if (!value) return std::move(value).error();
  return parsed<T, model_response>{*std::move(value), *std::move(came)};
}

// The definitions of structured_calls.
template <class Client> struct structured {
  using json_policy = typename json_of<Client>::type;

  template <class T>
  static auto completion_as(Client const& client, api::chat_completion const& operation, call_options const& options) {
    api::chat_completion asked = operation;
    asked.response_format = response_format::schema<T>();
    return ask<T>(client, asked, options);
  }

  template <class T>
  static auto response_as(Client const& client, api::get_response const& operation, call_options const& options) {
    api::get_response asked = operation;
    asked.text.format = text_format::schema<T>();
    return ask<T>(client, asked, options);
  }

private:
  template <class T, class Op> static auto ask(Client const& client, Op const& asked, call_options const& options) {
    check_answer<T>();
    if constexpr (is_awaited<Client, Op>)
      return to_be_named(awaited<T, typename Op::answer>(client.call(asked, options)));
    else
      return parsed_of<T, json_policy>(client.call(asked, options));
  }

  template <class T, class Answer, class Call> static task<result<parsed<T, Answer>>> awaited(Call call) {
    result<Answer> came = co_await call;
    co_return parsed_of<T, json_policy>(std::move(came));
  }
};

}  // namespace detail
}  // namespace geai::inline v0_2
