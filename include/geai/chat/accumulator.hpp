#pragma once

#include <cstddef>
#include <cstdint>
#include <geai/api/chat.hpp>
#include <geai/detail/lasting.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace geai::inline v0_2 {

namespace detail {

// Adds one optional to another: numbers are summed, texts are concatenated.
template <class T> void add_to(std::optional<T>& sum, std::optional<T> const& more) {
  if (!more) return;
  if (sum)
    *sum += *more;
  else
    sum = more;
}

inline void add_details(optional<token_details>& sum, optional<token_details> const& more) {
  if (!more) return;
  if (!sum) sum.emplace();
  add_to(sum->reasoning_tokens, more->reasoning_tokens);
  add_to(sum->cached_tokens, more->cached_tokens);
}

// Adds one usage to another. The currency is the last one that is set.
inline void add_usage(chat_usage& sum, chat_usage const& more) {
  sum.prompt_tokens += more.prompt_tokens;
  sum.completion_tokens += more.completion_tokens;
  sum.total_tokens += more.total_tokens;
  add_to(sum.prompt_cost, more.prompt_cost);
  add_to(sum.completion_cost, more.completion_cost);
  add_to(sum.total_cost, more.total_cost);
  if (more.currency) sum.currency = more.currency;
  add_details(sum.prompt_tokens_details, more.prompt_tokens_details);
  add_details(sum.completion_tokens_details, more.completion_tokens_details);
}

}  // namespace detail

// Assembles the chunks of a streamed answer: texts and tool calls, whose arguments arrive in pieces.
//
//   geai::chat_accumulator whole;
//   for (auto const& each : chat.stream_completion({...}).value())
//     if (each) whole.add(*each);
//   whole.reply().content;
//
// If the answer has several choices, each has its own reply. Can be copied and moved. One thread at a time may use it.
class chat_accumulator {
public:
  // Adds a chunk. Cost: linear in the size of the chunk.
  void add(chat_chunk const& chunk) {
    for (chat_chunk_choice const& each : chunk.choices) add(choice(each.index), each);
    if (chunk.usage) usage_ = chunk.usage;
    if (id_.empty()) id_ = chunk.id;
    if (model_.empty()) model_ = chunk.model;
  }

  // Returns the answer with that index, as far as it has arrived. Empty if nothing of it has arrived. Valid until the
  // next add().
  chat_reply const& reply(int index = 0) const noexcept {
    state const* const found = find(index);
    return found != nullptr ? found->reply : detail::lasting<state>().reply;
  }

  // Returns the reason why that answer ended: "stop", "length", "tool_calls", "content_filter". Unset before its last
  // chunk.
  optional<open_enumeration<geai::finish_reason>> const& finish_reason(int index = 0) const noexcept {
    state const* const found = find(index);
    return found != nullptr ? found->finish_reason : detail::lasting<state>().finish_reason;
  }

  // Returns the usage as counted by the platform, if it sent one: it is in the last chunk.
  optional<chat_usage> const& usage() const noexcept { return usage_; }

  // Returns the id of the answer. Empty before a chunk contains it.
  std::string const& id() const noexcept { return id_; }
  // Returns the model that answers. Empty before a chunk contains it.
  std::string const& model() const noexcept { return model_; }

private:
  struct state {
    int index = 0;
    chat_reply reply{};
    optional<open_enumeration<geai::finish_reason>> finish_reason{};
  };

  state const* find(int index) const noexcept {
    for (state const& each : choices_)
      if (each.index == index) return &each;
    return nullptr;
  }

  state& choice(int index) {
    for (state& each : choices_)
      if (each.index == index) return each;
    return choices_.emplace_back(state{.index = index});
  }

  static void add(state& to, chat_chunk_choice const& choice) {
    chat_delta const& delta = choice.delta;
    if (delta.role && !delta.role->empty()) to.reply.role = *delta.role;
    detail::add_to(to.reply.content, delta.content);
    detail::add_to(to.reply.refusal, delta.refusal);
    for (chat_tool_call const& each : delta.tool_calls) add(to.reply.tool_calls, each);
    if (!delta.function_call.empty()) to.reply.function_call = delta.function_call;
    if (choice.finish_reason) to.finish_reason = choice.finish_reason;
  }

  // A piece belongs to the call with its index; without an index, to the call with its id; without both, to the last
  // call.
  static void add(std::vector<chat_tool_call>& calls, chat_tool_call const& piece) {
    chat_tool_call* to = nullptr;
    for (chat_tool_call& each : calls)
      if (piece.index ? each.index == piece.index : !piece.id || piece.id->empty() || each.id == piece.id) to = &each;
    if (to == nullptr) {
      calls.push_back(piece);
      return;
    }
    if (piece.id && !piece.id->empty()) to->id = piece.id;
    if (piece.type) to->type = piece.type;
    if (!piece.function) return;
    if (!to->function) {
      to->function = piece.function;
      return;
    }
    if (to->function->name.empty()) to->function->name = piece.function->name;
    to->function->arguments += piece.function->arguments;
  }

  std::vector<state> choices_{};
  optional<chat_usage> usage_{};
  std::string id_{};
  std::string model_{};
};

}  // namespace geai::inline v0_2
