#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <geai/api/chat.hpp>
#include <geai/call_options.hpp>
#include <geai/chat/accumulator.hpp>
#include <geai/chat/structured.hpp>
#include <geai/chat/toolbox.hpp>
#include <geai/concurrent.hpp>
#include <geai/detail/pull_iterator.hpp>
#include <geai/result.hpp>
#include <geai/task.hpp>
#include <iterator>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace geai::inline v0_2 {

// A completed tool call, passed to conversation_options::on_tool. Valid during that call.
struct tool_event {
  chat_tool_call const& call;    // the call that the model requested
  std::string_view name{};       // the name of the function
  std::string_view arguments{};  // the arguments as the model wrote them: JSON
  std::string_view text{};       // the text that is sent to the model
  bool failed = false;           // true: the text is an error
};

// The options of a conversation.
struct conversation_options {
  int max_rounds = 10;  // rounds of tool calls per answer; one more fails with errc::incomplete
  std::optional<std::int64_t> max_total_tokens{};    // of all answers together; once they are used up: errc::incomplete
  std::function<void(tool_event const&)> on_tool{};  // called after each tool call
  std::function<void(chat_completion_answer const&)> on_answer{};  // called with each answer that is not streamed
  std::optional<std::string> thread_id{};              // the platform's thread, see api::chat_completion::thread_id
  std::optional<std::chrono::milliseconds> timeout{};  // of each call; unset: that of the client
  std::stop_token stop{};                              // ends the current call with errc::cancelled
};

namespace detail {

// A conversation as to_json() writes it: the request under its wire names, and the additional state.
struct saved_conversation {
  api::chat_completion request{};
  chat_usage usage{};
};

template <class Parameter> struct saved_parameter : Parameter {
  using object = saved_conversation;
  static auto& get(saved_conversation& saved) noexcept { return Parameter::get(saved.request); }
  static auto const& get(saved_conversation const& saved) noexcept { return Parameter::get(saved.request); }
};

// Members that are spread into the request on the wire get a name of their own here, so that they can be read back.
template <auto Member> struct saved_parameter<spread<Member>> {
  using object = saved_conversation;
  using type = raw_json;
  static constexpr std::string_view name = "extra";
  static constexpr bool written = true;
  static raw_json& get(saved_conversation& saved) noexcept { return saved.request.*Member; }
  static raw_json const& get(saved_conversation const& saved) noexcept { return saved.request.*Member; }
};

template <class Parameters> struct saved_fields;
template <class... Parameter> struct saved_fields<fields<Parameter...>> {
  using type = fields<saved_parameter<Parameter>..., field<"usage", &saved_conversation::usage>>;
};

}  // namespace detail

template <> struct model<detail::saved_conversation> : detail::saved_fields<api::chat_completion::parameters>::type {};

template <class Client> class conversation_stream;

// A conversation with a model, an agent, an assistant or a flow. It owns the messages and sends all of them with each
// request. If the model asks for tools, it calls them and sends the results, until the model answers.
//
//   geai::conversation talk{chat, {.model = "openai/gpt-4o"}, tools, geai::conversation_options{.max_rounds = 5}};
//   geai::result<geai::chat_reply> r = talk.say("What should I wear in Lima?");
//
// - The request contains the model and its settings. Its messages begin the conversation, for example with a system
//   message. Its tools are those of the toolbox, unless it has its own. Without a toolbox, a reply that asks for tools
//   is returned as the answer.
// - The answer is added to the messages, together with the tool calls that led to it. After an error, or if you leave a
//   stream early, the messages are unchanged and you can repeat the call. The tokens remain counted.
// - Over an asynchronous transport say(), say_as() and stream() return tasks, and you may pass an async_toolbox: the
//   tools of one reply then run concurrently. Do not move the conversation before the tasks have ended.
// - A tool_choice that requires a call applies to the first reply of each answer; afterwards the model decides.
// - The client must outlive the conversation. Tools are copied and share their functions. One thread at a time may use
//   a conversation, for one call at a time.
template <class Client> class conversation {
  static constexpr bool awaits = detail::is_awaited<Client, api::chat_completion>;
  using json_policy = typename detail::json_of<Client>::type;
  using box_type = std::conditional_t<awaits, async_toolbox, toolbox>;

public:
  conversation(Client const& client, api::chat_completion request, conversation_options options = {})
      : conversation(client, std::move(request), box_type{}, std::move(options), 0) {}
  conversation(Client const& client, api::chat_completion request, toolbox tools, conversation_options options = {})
      : conversation(client, std::move(request), box_type(std::move(tools)), std::move(options), 0) {}
  conversation(Client const& client, api::chat_completion request, async_toolbox tools,
               conversation_options options = {})
      : conversation(client, std::move(request), box_of(std::move(tools)), std::move(options), 0) {}

  // Sends a user message, calls tools until the model answers, and returns the answer: result<chat_reply>. An answer
  // that was cut off or declined is not an error; see finish_reason() and chat_reply::refusal.
  //
  // Errors: those of call(); errc::incomplete if the rounds or the tokens are used up; cancelled.
  [[nodiscard]] auto say(std::string_view text) { return say_text(user(text)); }
  // Like say(text), with a complete message: {.role = "user", .parts = {geai::text_part{"..."},
  // geai::image_file("a.png")}}.
  [[nodiscard]] auto say(chat_message const& message) {
    if constexpr (awaits)
      return detail::to_be_named(say_text(message));
    else
      return say_text(message);
  }

  // Sends a user message and reads the answer as a T: result<parsed<T>>, see completion_as(). The answer is added to
  // the messages even if it cannot be read as a T. Errors: those of say(); refused, incomplete and decode as for
  // completion_as().
  template <class T> [[nodiscard]] auto say_as(std::string_view text) { return say_typed<T>(user(text)); }
  // Like say_as(text), with a complete message.
  template <class T> [[nodiscard]] auto say_as(chat_message const& message) {
    if constexpr (awaits)
      return detail::to_be_named(say_typed<T>(message));
    else
      return say_typed<T>(message);
  }

  // Sends a user message and streams the answer: result<conversation_stream>, a range of result<chat_chunk> that
  // continues through the rounds of tool calls. At its end, the answer is added to the messages. Errors: those of say()
  // until the stream begins; a later error is its last element.
  [[nodiscard]] auto stream(std::string_view text) { return stream_text(user(text)); }
  // Like stream(text), with a complete message.
  [[nodiscard]] auto stream(chat_message const& message) {
    if constexpr (awaits)
      return detail::to_be_named(stream_text(message));
    else
      return stream_text(message);
  }

  // Adds a message that is sent with the next one, for example the result of a tool that you call yourself.
  void add(chat_message message) { state_.request.messages.push_back(std::move(message)); }

  // Returns all messages in order. Valid until the next call that adds one.
  std::vector<chat_message> const& messages() const noexcept { return state_.request.messages; }

  // Returns the usage of all answers together, as far as the platform counted it.
  chat_usage const& usage() const noexcept { return state_.usage; }

  // Returns the reason why the last answer ended: "stop", "length", ...
  optional<open_enumeration<geai::finish_reason>> const& finish_reason() const noexcept { return finish_reason_; }

  // Prints to_json(). Test frameworks print the results that they compare.
  template <class Out>
    requires requires(Out& out, char const* text) { out << text; }
  friend Out& operator<<(Out& out, conversation const& of) {
    out << of.to_json().c_str();
    return out;
  }

  // Returns the conversation as JSON: the request with all messages and settings under their wire names, and the usage.
  // It does not contain the functions of tools or the options.
  std::string to_json() const {
    std::string out;
    json_policy().encode(state_, out);
    return out;
  }

  // Restores a conversation from the text of to_json(). Pass tools and options after the text, as for the constructor;
  // tools replace those of the text. Errors: errc::decode.
  template <class... Rest>
  [[nodiscard]] static result<conversation> from_json(Client const& client, std::string_view text, Rest&&... rest) {
    std::string padded;
    padded.reserve(text.size() + json::padding);
    padded = text;
    json_policy json;
    result<detail::saved_conversation> saved = json.template decode<detail::saved_conversation>(padded);
    if (!saved) return std::move(saved).error();
    for (chat_message& each : saved->request.messages)
      if (!each.parts.empty()) each.content.reset();  // the parts contain the texts
    if constexpr ((std::is_base_of_v<detail::tools_of_any_kind, std::remove_cvref_t<Rest>> || ...))
      saved->request.tools.clear();
    conversation made(client, std::move(saved->request), std::forward<Rest>(rest)...);
    made.state_.usage = std::move(saved->usage);
    return made;
  }

private:
  friend class conversation_stream<Client>;

  conversation(Client const& client, api::chat_completion request, box_type tools, conversation_options options, int)
      : client_(&client),
        tools_(std::move(tools)),
        options_(std::move(options)),
        state_{.request = std::move(request)} {
    if (state_.request.tools.empty()) state_.request.tools = tools_.definitions();
    if (options_.thread_id) state_.request.thread_id = options_.thread_id;
  }

  static box_type box_of([[maybe_unused]] async_toolbox tools) {
    static_assert(awaits,
                  "geai: an async_toolbox needs a client over an asynchronous transport; use a "
                  "geai::toolbox with this client");
    if constexpr (awaits)
      return tools;
    else
      return {};
  }

  static chat_message user(std::string_view text) { return {.role = "user", .content = std::string(text)}; }

  // --- steps that do not wait ----------------------------------------------------------------------------------------

  // One answer in progress. Its destructor restores the messages unless keep() was called.
  class turn {
  public:
    turn(conversation& talk, chat_message message) : talk_(talk), size_(talk.state_.request.messages.size()) {
      talk.state_.request.messages.push_back(std::move(message));
    }
    turn(turn const&) = delete;
    ~turn() {
      if (choice_) talk_.state_.request.tool_choice = *std::move(choice_);
      if (kept_) return;
      auto& messages = talk_.state_.request.messages;
      messages.erase(messages.begin() + static_cast<std::ptrdiff_t>(size_), messages.end());
    }

    void keep() noexcept { kept_ = true; }

    // Counts a round of tool calls. A tool_choice that requires a call is reset after the first round: otherwise the
    // model would have to call tools forever.
    int next_round() {
      tool_choice& choice = talk_.state_.request.tool_choice;
      if (!choice.empty() && choice != tool_choice(tool_choice::automatic) && choice != tool_choice(tool_choice::none))
        choice_ = std::exchange(choice, tool_choice());
      return ++rounds_;
    }

  private:
    conversation& talk_;
    std::size_t size_;
    int rounds_ = 0;
    bool kept_ = false;
    std::optional<tool_choice> choice_{};  // the tool_choice of the request, while it is reset
  };

  [[gnu::cold]] static error failure(errc code, std::string message) {
    return detail::chat_error(code, std::move(message));
  }

  // Checks the reasons to end the conversation before the next request.
  result<void> may_go_on() const {
    if (options_.stop.stop_requested()) return failure(errc::cancelled, "the conversation was cancelled");
    if (options_.max_total_tokens && state_.usage.total_tokens >= *options_.max_total_tokens)
      return failure(errc::incomplete, "the conversation has used " + std::to_string(state_.usage.total_tokens) +
                                           " tokens; conversation_options::max_total_tokens is " +
                                           std::to_string(*options_.max_total_tokens));
    return {};
  }

  // Adds an answer to the usage and to the messages, and returns it.
  chat_reply take(chat_reply reply, optional<open_enumeration<geai::finish_reason>> const& finish_reason,
                  optional<chat_usage> const& usage) {
    if (usage) detail::add_usage(state_.usage, *usage);
    finish_reason_ = finish_reason;
    if (reply.role.empty()) reply.role = "assistant";
    for (chat_tool_call& each : reply.tool_calls) {
      each.index.reset();
      if (!each.type) each.type = "function";
      if (!each.function) each.function.emplace();
    }
    chat_message message = reply;
    if (!message.content && message.parts.empty() && !message.tool_calls) message.content = "";
    state_.request.messages.push_back(std::move(message));
    return reply;
  }

  result<chat_reply> take(result<chat_completion_answer>&& came) {
    if (!came) return std::move(came).error();
    if (came->choices.empty()) return failure(errc::decode, "the answer contains no choice");
    if (options_.on_answer) options_.on_answer(*came);
    chat_choice& first = came->choices.front();
    return take(std::move(first.message), first.finish_reason, came->usage);
  }

  bool asks_for_tools(chat_reply const& reply) const noexcept { return !reply.tool_calls.empty() && !tools_.empty(); }

  // Begins a round of tool calls.
  result<void> begin_round(turn& under_way) const {
    int const round = under_way.next_round();
    if (round <= options_.max_rounds) return {};
    return failure(errc::incomplete, "the model asked for tools " + std::to_string(round) +
                                         " times; conversation_options::max_rounds is " +
                                         std::to_string(options_.max_rounds));
  }

  void observe(chat_tool_call const& call, tool_outcome const& outcome) const {
    if (options_.on_tool)
      options_.on_tool({.call = call,
                        .name = call.function->name,
                        .arguments = call.function->arguments,
                        .text = outcome.text,
                        .failed = outcome.failed});
  }

  // Adds the result of a tool to the messages.
  void tell(chat_tool_call const& call, tool_outcome&& outcome) {
    state_.request.messages.push_back(
        {.role = "tool", .content = std::move(outcome.text), .tool_call_id = call.id.value_or("")});
  }

  call_options of_call() const { return {.timeout = options_.timeout, .stop = options_.stop}; }

  // The request of a stream. If the tokens are limited, it asks for the usage.
  api::chat_completion const& streamed_request() {
    if (options_.max_total_tokens && state_.request.stream_options.empty())
      state_.request.stream_options.include_usage = true;
    return state_.request;
  }

  // --- drivers: blocking and asynchronous ----------------------------------------------------------------------------

  auto say_text(chat_message message) {
    if constexpr (awaits)
      return await_answer(*this, std::move(message));
    else
      return block_for_answer(std::move(message));
  }

  result<chat_reply> block_for_answer(chat_message message) {
    turn under_way(*this, std::move(message));
    for (;;) {
      if (result<void> ready = may_go_on(); !ready) return std::move(ready).error();
      result<chat_reply> reply = take(client_->call(state_.request, of_call()));
      if (reply && asks_for_tools(*reply)) {
        if (result<void> round = run_tools(under_way, *reply); !round) return std::move(round).error();
        continue;
      }
      if (reply) under_way.keep();
      return reply;
    }
  }

  result<void> run_tools(turn& under_way, chat_reply const& reply) {
    if (result<void> round = begin_round(under_way); !round) return round;
    for (chat_tool_call const& each : reply.tool_calls) {
      tool_outcome outcome = tools_.run(each.function->name, each.function->arguments);
      observe(each, outcome);
      tell(each, std::move(outcome));
    }
    return {};
  }

  static task<result<chat_reply>> await_answer(conversation& talk, chat_message message) {
    turn under_way(talk, std::move(message));
    for (;;) {
      if (result<void> ready = talk.may_go_on(); !ready) co_return std::move(ready).error();
      call_options const options = talk.of_call();
      auto call = talk.client_->call(talk.state_.request, options);
      result<chat_completion_answer> came = co_await call;
      result<chat_reply> reply = talk.take(std::move(came));
      if (reply && talk.asks_for_tools(*reply)) {
        auto tools = await_tools(talk, under_way, *reply);
        result<void> round = co_await tools;
        if (!round) co_return std::move(round).error();
        continue;
      }
      if (reply) under_way.keep();
      co_return reply;
    }
  }

  static task<tool_outcome> await_tool(conversation& talk, chat_tool_call const& call) {
    auto running = talk.tools_.run(call.function->name, call.function->arguments);
    tool_outcome outcome = co_await running;
    talk.observe(call, outcome);
    co_return outcome;
  }

  static task<result<void>> await_tools(conversation& talk, turn& under_way, chat_reply const& reply) {
    result<void> round = talk.begin_round(under_way);
    if (!round) co_return round;
    std::vector<task<tool_outcome>> running;
    for (chat_tool_call const& each : reply.tool_calls) running.push_back(await_tool(talk, each));
    auto all = when_all(std::move(running));
    std::vector<tool_outcome> outcomes = co_await all;
    for (std::size_t i = 0; i != outcomes.size(); ++i) talk.tell(reply.tool_calls[i], std::move(outcomes[i]));
    co_return round;
  }

  // --- structured answers --------------------------------------------------------------------------------------------

  // Sets the response_format of the request while a T is requested.
  class typed_request {
  public:
    typed_request(conversation& talk, response_format form)
        : talk_(talk), before_(std::exchange(talk.state_.request.response_format, std::move(form))) {}
    typed_request(typed_request const&) = delete;
    ~typed_request() { talk_.state_.request.response_format = std::move(before_); }

  private:
    conversation& talk_;
    response_format before_;
  };

  template <class T> auto say_typed(chat_message message) {
    detail::check_answer<T>();
    if constexpr (awaits)
      return await_typed<T>(*this, std::move(message));
    else
      return block_for_typed<T>(std::move(message));
  }

  template <class T> result<parsed<T>> block_for_typed(chat_message message) {
    typed_request const asked(*this, response_format::schema<T>());
    return read_typed<T>(block_for_answer(std::move(message)));
  }

  template <class T> static task<result<parsed<T>>> await_typed(conversation& talk, chat_message message) {
    typed_request const asked(talk, response_format::schema<T>());
    auto answer = await_answer(talk, std::move(message));
    result<chat_reply> reply = co_await answer;
    co_return talk.template read_typed<T>(std::move(reply));
  }

  template <class T> result<parsed<T>> read_typed(result<chat_reply>&& reply) const {
    if (!reply) return std::move(reply).error();
    result<T> value = detail::value_of<T, json_policy>(*reply, finish_reason_);
    if (!value) return std::move(value).error();
    parsed<T> made{.value = *std::move(value)};
    made.answer.model = state_.request.model;
    made.answer.choices.push_back({.message = *std::move(reply), .finish_reason = finish_reason_});
    return made;
  }

  // --- streams -------------------------------------------------------------------------------------------------------

  auto stream_text(chat_message message) {
    if constexpr (awaits)
      return await_stream(*this, std::move(message));
    else
      return block_for_stream(std::move(message));
  }

  auto block_for_stream(chat_message message) {
    using stream_type = conversation_stream<Client>;
    stream_type made(*this, std::move(message));
    if (result<void> opened = made.open(); !opened) return result<stream_type>(std::move(opened).error());
    return result<stream_type>(std::move(made));
  }

  static auto await_stream(conversation& talk, chat_message message) -> task<result<conversation_stream<Client>>> {
    conversation_stream<Client> made(talk, std::move(message));
    auto opening = made.open_async();
    result<void> opened = co_await opening;
    if (!opened) co_return std::move(opened).error();
    co_return result<conversation_stream<Client>>(std::move(made));
  }

  Client const* client_;
  box_type tools_;
  conversation_options options_;
  detail::saved_conversation state_;
  optional<open_enumeration<geai::finish_reason>> finish_reason_{};
};

template <class Client, class... More> conversation(Client const&, More const&...) -> conversation<Client>;

// The stream returned by conversation::stream(): an input range of result<chat_chunk>. It has the chunks of the answer,
// and of the replies before it that asked for tools. An error is the last element.
//
//   for (geai::result<geai::chat_chunk> const& each : talk.stream("And tomorrow?").value()) ...
//
// Over an asynchronous transport: while (auto const* each = co_await stream->next()) ...
//
// If you destroy the range before its end, the transfer stops and the messages of the conversation are unchanged. The
// conversation must outlive the range and must not be moved meanwhile. You can traverse the range once.
template <class Client> class conversation_stream {
  using talk_type = conversation<Client>;
  using opened_type = decltype(std::declval<Client const&>().stream(std::declval<api::chat_completion const&>(),
                                                                    std::declval<call_options const&>()));

  template <class T> static T given_by(task<T> const&);
  template <class T> static result<T> given_by(result<T> const&);
  using source_type = typename decltype(given_by(std::declval<opened_type const&>()))::value_type;

public:
  using value_type = result<chat_chunk>;

  // Waits for the first chunk. Call it once.
  auto begin() { return detail::pull_iterator<state, value_type>(*state_); }
  std::default_sentinel_t end() const noexcept { return {}; }

  // Returns the next chunk, or null at the end. Over an asynchronous transport it returns a task.
  auto next() {
    if constexpr (talk_type::awaits)
      return await_next(*state_);
    else
      return state_->next();
  }

  // Returns the answer as far as it has arrived.
  chat_accumulator const& whole() const noexcept { return state_->whole; }

  // Prints a description. Test frameworks print the results that they compare.
  template <class Out>
    requires requires(Out& out, char const* text) { out << text; }
  friend Out& operator<<(Out& out, conversation_stream const&) {
    out << "a stream of a conversation";
    return out;
  }

private:
  friend talk_type;

  // Allocated separately, since iterators and tasks refer to it.
  struct state {
    state(talk_type& of, chat_message message) : talk(of), under_way(of, std::move(message)) {}

    // Ends a round. Returns the reply if the model asked for tools.
    std::optional<chat_reply> finish_round() {
      source.reset();
      chat_reply reply = talk.take(whole.reply(), whole.finish_reason(), whole.usage());
      if (talk.asks_for_tools(reply)) return reply;
      under_way.keep();
      return std::nullopt;
    }

    value_type const* fail(error failure) {
      source.reset();
      return &last.emplace(std::move(failure));
    }

    value_type const* take(value_type const* each) {
      if (*each)
        whole.add(**each);
      else
        ended = true;
      return each;
    }

    result<void> open() {
      if (result<void> ready = talk.may_go_on(); !ready) return ready;
      auto opened = talk.client_->stream(talk.streamed_request(), talk.of_call());
      if (!opened) return std::move(opened).error();
      whole = {};
      source.emplace(*std::move(opened));
      return {};
    }

    value_type const* next() {
      while (source && !ended) {
        if (value_type const* const each = source->next()) return take(each);
        std::optional<chat_reply> const reply = finish_round();
        if (!reply) break;
        result<void> round = talk.run_tools(under_way, *reply);
        if (round) round = open();
        if (!round) return fail(std::move(round).error());
      }
      source.reset();
      return nullptr;
    }

    talk_type& talk;
    typename talk_type::turn under_way;
    std::optional<source_type> source{};
    chat_accumulator whole{};
    std::optional<value_type> last{};
    bool ended = false;  // true after an error
  };

  static task<result<void>> await_open(state& of) {
    result<void> ready = of.talk.may_go_on();
    if (!ready) co_return ready;
    call_options const options = of.talk.of_call();
    auto call = of.talk.client_->stream(of.talk.streamed_request(), options);
    auto opened = co_await call;
    if (!opened) co_return std::move(opened).error();
    of.whole = {};
    of.source.emplace(*std::move(opened));
    co_return result<void>{};
  }

  static task<value_type const*> await_next(state& of) {
    while (of.source && !of.ended) {
      auto coming = of.source->next();
      value_type const* const each = co_await coming;
      if (each != nullptr) co_return of.take(each);
      std::optional<chat_reply> const reply = of.finish_round();
      if (!reply) break;
      auto tools = talk_type::await_tools(of.talk, of.under_way, *reply);
      result<void> round = co_await tools;
      if (round) {
        auto opening = await_open(of);
        round = co_await opening;
      }
      if (!round) co_return of.fail(std::move(round).error());
    }
    of.source.reset();
    co_return nullptr;
  }

  conversation_stream(talk_type& talk, chat_message message)
      : state_(std::make_unique<state>(talk, std::move(message))) {}

  result<void> open() { return state_->open(); }
  task<result<void>> open_async() { return await_open(*state_); }

  std::unique_ptr<state> state_;
};

}  // namespace geai::inline v0_2
