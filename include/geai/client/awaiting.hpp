#pragma once

#include <geai/call_options.hpp>
#include <geai/client/basic_client.hpp>
#include <geai/client/download.hpp>
#include <geai/client/pages.hpp>
#include <geai/client/stream.hpp>
#include <geai/client/upload.hpp>
#include <geai/engine/awaited_bodies.hpp>
#include <geai/engine/awaiting.hpp>
#include <geai/engine/page_items.hpp>
#include <geai/task.hpp>
#include <memory>
#include <utility>

// Calls of clients over an asynchronous transport (geai::transport::curl_multi) are awaited:
//
//   geai::result<geai::agent_list> agents = co_await client.list_agents();
//
// - A call is a geai::task. The request is serialised when you make the call; it is sent, and its timeout begins, when
//   you await the task. Retries, deadlines, stop tokens and token renewal work as for blocking clients, with the same
//   code (docs/decisions/one-engine-two-drivers.md).
// - `co_await client.stream(op)` opens a stream (see async_stream); client.all(op) returns a list (see
//   async_paged_range).
// - upload.hpp and download.hpp describe how long their arguments must exist. The thread of the loop reads and writes
//   files, so slow storage delays other calls.
// - You may move or destroy the client while calls are running: they share ownership of the session and the
//   connections.
// - Destroying a task ends its call at once.
// - Use the client and its tasks only on the thread of the loop.
// - Below g++ 13, name a call with an operation before you await it: those compilers destroy objects made of braces
//   inside a co_await expression twice. Awaiting the temporary does not compile there (see named_task):
//
//     auto call = client.list_agents({.status = "active"});
//     geai::result<geai::agent_list> agents = co_await call;

namespace geai::inline v0_2 {

// The chunks of a streamed answer, over an asynchronous transport.
//
//   auto call = chat.stream_completion({...});
//   auto stream = co_await call;                                     // result<async_stream<...>>
//   while (geai::result<geai::chat_chunk> const* each = co_await stream->next()) ...
//
// Like event_stream, but awaited: an error is the last element; destroying the stream stops the transfer; an element is
// valid until you request the next one. If you stop reading, at most 256 KiB are buffered; then the server has to wait.
// You may destroy the client before the stream.
template <class Chunk, class Engine> class async_stream {
  using state = detail::awaiting_stream_state<Chunk, typename Engine::transport_policy, typename Engine::json_policy>;

public:
  using value_type = result<Chunk>;

  async_stream(std::shared_ptr<Engine> engine, std::unique_ptr<state> under_way) noexcept
      : engine_(std::move(engine)), state_(std::move(under_way)) {}

  // Returns the next chunk, or null at the end. Await one call at a time.
  task<result<Chunk> const*> next() { return state_->next(); }

private:
  std::shared_ptr<Engine> engine_;
  std::unique_ptr<state> state_;
};

// The items of a list, as returned by Client::all() over an asynchronous transport. Pages are fetched as needed.
//
//   auto agents = client.all_agents({.status = "active"});
//   while (geai::result<geai::agent> const* each = co_await agents.next()) ...
//
// Like paged_range, but awaited. You may destroy the client before the range.
template <class Engine, class Op> class async_paged_range {
public:
  using value_type = typename detail::page_items<Op>::value_type;

  async_paged_range(std::shared_ptr<Engine> engine, Op const& operation, call_options const& options)
      : state_(new state{std::move(engine), options, detail::page_items<Op>(operation)}) {}

  // Returns the next item, or null at the end. Await one call at a time.
  task<value_type const*> next() { return next_of(*state_); }

private:
  struct state {
    std::shared_ptr<Engine> engine;
    call_options options;
    detail::page_items<Op> items;
  };

  static task<value_type const*> next_of(state& from) {
    if (Op const* const operation = from.items.next_request())
      from.items.accept_page(co_await detail::awaiting<Engine>::call(from.engine, *operation, from.options));
    co_return from.items.next();
  }

  std::unique_ptr<state> state_;
};

}  // namespace geai::inline v0_2
