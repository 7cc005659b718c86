#pragma once

#include <chrono>
#include <functional>
#include <geai/api/operation.hpp>
#include <geai/call_options.hpp>
#include <geai/client/argument_checks.hpp>
#include <stop_token>
#include <string_view>
#include <utility>

// The calls that geai/chat.hpp defines: structured answers and waiting. They add no code to a program that does not use
// them.

namespace geai::inline v0_2 {

namespace api {
struct chat_completion;
struct get_response;
struct get_rag_document;
struct get_evaluation_result;
struct get_instance;
struct get_assistant_request_status;
}  // namespace api

// The progress of a wait, passed to wait_options::on_poll after each poll.
struct wait_progress {
  int polls = 0;             // the number of polls so far, including this one
  std::string_view state{};  // the state in the last answer; empty if the answer has none; valid during the call
  std::chrono::milliseconds elapsed{};  // since the first poll began
};

// The options of wait_for(). The first pause is `interval`; each further pause is 1.5 times the previous one, up to
// `max_interval`.
struct wait_options {
  std::chrono::milliseconds interval{1000};             // before the second poll; the first poll is sent at once
  std::chrono::milliseconds max_interval{30'000};       // the longest pause between two polls
  std::chrono::milliseconds timeout{600'000};           // of the whole wait; milliseconds::max(): no limit
  std::stop_token stop{};                               // ends the wait, and a poll in progress, with errc::cancelled
  std::function<void(wait_progress const&)> on_poll{};  // called after each poll, on the thread that waits
};

namespace detail {

template <class Client> struct waiting;     // chat/wait.hpp
template <class Client> struct structured;  // chat/structured.hpp

// Checks that geai/chat.hpp is included. Depends on Client, so that it is checked only when a call is compiled.
template <template <class> class Definitions, class Client> constexpr bool is_chat_included() {
  static_assert(complete<Definitions<Client>>, "geai: this call is defined elsewhere; include geai/chat.hpp");
  return complete<Definitions<Client>>;
}

}  // namespace detail

// The waiting functions of all clients. Client is the client's own type.
template <class Client> class waiting_calls {
public:
  // Repeats an operation until `condition(answer)` is true, and returns that answer. `condition` returns a bool, or a
  // result<bool> whose error ends the wait. Over an asynchronous transport you await the call, and the client must
  // outlive it. Requires geai/chat.hpp.
  //
  //   auto doc = rag.wait_for(geai::api::get_rag_document{.name = "A", .id = id},
  //                           [](auto const& d) { return d.is_indexed(); }, {.interval = 2s, .timeout = 5min});
  //
  // Errors: those of call(), if a poll fails after its retries; errc::timeout, whose message contains the last state;
  // cancelled; the error of `condition`.
  template <api::operation Op, class Condition>
  [[nodiscard]] auto wait_for(Op const& operation, Condition condition,
                              wait_options const& options = wait_options()) const {
    if constexpr (detail::is_chat_included<detail::waiting, Client>())
      return detail::waiting<Client>::wait_for(static_cast<Client const&>(*this), operation, std::move(condition),
                                               options);
  }
};

// The structured answers of clients that chat.
template <class Client> class structured_calls {
public:
  // Asks for a structured answer and returns result<parsed<T>>. T is a plain aggregate or has a geai::model. Its JSON
  // Schema is sent as response_format, and the answer is read strictly by that schema. Requires geai/chat.hpp.
  //
  //   auto answer = chat.completion_as<forecast>({.model = "openai/gpt-4o",
  //                                               .messages = {{.role = "user", .content = "The weather in Lima?"}}});
  //   if (answer) std::cout << answer->value.city;
  //
  // Errors: those of call(); errc::refused if the model declined (the message quotes it) or a filter stopped it;
  // incomplete if the answer was cut off; decode if it does not match the schema.
  template <class T, class Op = api::chat_completion>
  [[nodiscard]] auto completion_as(Op const& operation, call_options const& options = call_options()) const {
    if constexpr (detail::is_chat_included<detail::structured, Client>())
      return detail::structured<Client>::template completion_as<T>(static_cast<Client const&>(*this), operation,
                                                                   options);
  }

  // Asks for a structured answer through the Responses API and returns result<parsed<T, model_response>>. The schema is
  // sent as text.format. Requires geai/chat.hpp. Errors: those of completion_as().
  template <class T, class Op = api::get_response>
  [[nodiscard]] auto response_as(Op const& operation, call_options const& options = call_options()) const {
    if constexpr (detail::is_chat_included<detail::structured, Client>())
      return detail::structured<Client>::template response_as<T>(static_cast<Client const&>(*this), operation, options);
  }
};

// The waits of clients for documents.
template <class Client> class rag_waits {
public:
  // Waits until a document is indexed. Returns the last answer. Requires geai/chat.hpp.
  // Errors: those of wait_for(); errc::api_response if the final state is a failure.
  template <class Op = api::get_rag_document>
  [[nodiscard]] auto wait_until_indexed(Op const& document, wait_options const& options = wait_options()) const {
    if constexpr (detail::is_chat_included<detail::waiting, Client>())
      return detail::waiting<Client>::wait_until_indexed(static_cast<Client const&>(*this), document, options);
  }
};

// The waits of clients for evaluations.
template <class Client> class evaluation_waits {
public:
  // Waits until the result of an evaluation is complete. Returns the last answer. Requires geai/chat.hpp.
  // Errors: those of wait_for(); errc::api_response if the final state is a failure.
  template <class Op = api::get_evaluation_result>
  [[nodiscard]] auto wait_for_result(Op const& evaluation, wait_options const& options = wait_options()) const {
    if constexpr (detail::is_chat_included<detail::waiting, Client>())
      return detail::waiting<Client>::wait_until_finished(static_cast<Client const&>(*this), evaluation, "evaluation",
                                                          evaluation.result_id, options);
  }
};

// The waits of clients for instances of processes.
template <class Client> class instance_waits {
public:
  // Waits until an instance of a process has ended. Returns the last answer. Requires geai/chat.hpp.
  // Errors: those of wait_for(); errc::api_response if the final state is a failure.
  template <class Op = api::get_instance>
  [[nodiscard]] auto wait_for_instance(Op const& instance, wait_options const& options = wait_options()) const {
    if constexpr (detail::is_chat_included<detail::waiting, Client>())
      return detail::waiting<Client>::wait_until_finished(static_cast<Client const&>(*this), instance, "instance",
                                                          instance.id, options);
  }
};

// The waits of clients for assistants.
template <class Client> class assistant_waits {
public:
  // Waits until a request started with begin_text_to_assistant is answered. Returns the last answer. Requires
  // geai/chat.hpp. Errors: those of wait_for(); errc::api_response if the final state is a failure.
  template <class Op = api::get_assistant_request_status>
  [[nodiscard]] auto wait_for_request(Op const& request, wait_options const& options = wait_options()) const {
    if constexpr (detail::is_chat_included<detail::waiting, Client>())
      return detail::waiting<Client>::wait_until_finished(static_cast<Client const&>(*this), request, "request",
                                                          request.id, options);
  }
};

}  // namespace geai::inline v0_2
