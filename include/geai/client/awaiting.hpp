#pragma once

#include <chrono>
#include <coroutine>
#include <cstddef>
#include <geai/api/operation.hpp>
#include <geai/auth/policy.hpp>
#include <geai/auth/token_life.hpp>
#include <geai/client/basic_client.hpp>
#include <geai/client/pages.hpp>
#include <geai/client/stream.hpp>
#include <geai/event_loop.hpp>
#include <geai/http/request.hpp>
#include <geai/http/response.hpp>
#include <geai/result.hpp>
#include <geai/task.hpp>
#include <geai/transport/policy.hpp>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>

// Clients over an asynchronous transport (geai::transport::curl_multi), whose calls are awaited:
//
//   geai::result<geai::agent_list> agents = co_await client.list_agents();
//
// - A call is a geai::task. The request is written at once, from what the arguments are then; it is sent, and its time
//   begins, when the task is awaited. Retries, deadlines, stop tokens and tokens that renew themselves are those of the
//   other clients: it is the same code (docs/decisions/one-engine-two-drivers.md).
// - A stream is `co_await client.stream(op)`, see awaiting_stream, and a list client.all(op), see awaiting_listing.
// - The client may be moved or destroyed while calls are under way; they keep what they need.
// - To destroy a task ends its call at once.
// - All of it is used by the thread that runs the loop.
// - Not there: operations that send files, upload() and download(). They do not compile, and say so.
// - g++ 12 destroys twice what braces make inside of a co_await expression, if it is more than numbers. Default arguments
//   are safe; with others make the call first, which other compilers do not need:
//
//     auto call = client.list_agents({.status = "active"});
//     geai::result<geai::agent_list> agents = co_await call;

namespace geai {

namespace detail {

// Waits for another call's renewal of the token.
template <class Turn> class renewal_wait final : private Turn::waiter, private loop_timer, private loop_signal {
public:
  renewal_wait(loop_core& loop, Turn const& turn, http::clock::time_point deadline,
               std::stop_token const& stop) noexcept
      : loop_(loop), turn_(turn), deadline_(deadline), stop_(stop) {}
  ~renewal_wait() { leave(); }

  bool await_ready() const noexcept { return stop_.stop_requested() || http::clock::now() >= deadline_; }
  bool await_suspend(std::coroutine_handle<> caller) {
    if (!turn_.wait(*this)) {
      renewed_ = true;
      return false;
    }
    resumption_.coroutine = caller;
    if (deadline_ != http::no_deadline) loop_.set(*this, deadline_);
    watch_.begin(loop_, stop_);
    return true;
  }

  // Whether the renewal has ended; false when it is not waited for any longer.
  bool await_resume() noexcept {
    leave();
    return renewed_;
  }

private:
  friend stop_watch<renewal_wait>;

  void leave() noexcept {
    watch_.end();
    turn_.leave(*this);
    loop_.lower(*this);
    loop_.clear(*this);
  }
  void go_on() noexcept {
    if (!resumption_.is_linked()) loop_.soon(resumption_);
  }

  void renewed() noexcept override { loop_.raise(*this); }
  void signalled() override {
    renewed_ = true;
    go_on();
  }
  void expired() override { go_on(); }
  void stop_requested() { go_on(); }

  loop_core& loop_;
  Turn const& turn_;
  http::clock::time_point deadline_;
  std::stop_token const& stop_;
  bool renewed_ = false;
  resumption resumption_{};
  stop_watch<renewal_wait> watch_{*this};
};

template <class Transport>
using async_stream_of =
    typename decltype(std::declval<Transport&>()
                          .stream_async(std::declval<http::request const&>(), std::declval<http::response&>())
                          .await_resume())::value_type;

// A body that is under way, pulled by reads that are awaited.
template <class Chunk, class Client>
class awaiting_stream_state final : public chunk_reader<Chunk, typename Client::json_policy> {
  using reader = chunk_reader<Chunk, typename Client::json_policy>;
  using typename reader::step;
  using transport_type = typename Client::transport_policy;

public:
  using reader::reader;

  // See stream_state.
  task<result<void>> open(transport_type& wire, http::request const& attempt, http::response& head) {
    body_.reset();
    auto opened = co_await wire.stream_async(this->begin_attempt(attempt), head);
    if (!opened) co_return opened.error();
    body_.emplace(*std::move(opened));
    if (this->take_head(head)) co_return result<void>{};
    for (;;) {
      result<std::size_t> const read = co_await body_->read(head.body);
      result<bool> const more = this->add_to_whole(read, head.body);
      if (more && *more) continue;
      body_.reset();
      co_return more ? result<void>{} : more.error();
    }
  }

  task<result<Chunk> const*> next() {
    for (;;) {
      switch (this->next_step()) {
        case step::element:
          if (!this->is_open()) body_.reset();
          co_return this->current();
        case step::end: co_return nullptr;
        case step::more: {
          result<std::size_t> const read = co_await body_->read(this->fresh_bytes());
          if (this->feed(read)) break;
          body_.reset();
          co_return this->current();
        }
        case step::farewell:
          for (;;) {
            result<std::size_t> const read = co_await body_->read(this->fresh_bytes());
            if (!read || *read == 0) break;
          }
          body_.reset();
          co_return nullptr;
      }
    }
  }

private:
  std::optional<async_stream_of<transport_type>> body_{};  // goes first: it borrows the rest
};

}  // namespace detail

// What an awaited stream gives: the chunks of an answer as they come.
//
//   auto stream = co_await chat.stream_completion({...});            // result<awaiting_stream<...>>
//   while (geai::result<geai::chat_chunk> const* each = co_await stream->next()) ...
//
// As event_stream, apart from the awaiting: an error is the last element; to destroy it stops the transfer; an element is
// valid until the next one is asked for. Until it is read the server waits, with at most 256 KiB on the way. It keeps
// what it needs of its client.
template <class Chunk, class Client> class awaiting_stream {
  using state = detail::awaiting_stream_state<Chunk, Client>;

public:
  using value_type = result<Chunk>;

  awaiting_stream(Client&& of, std::unique_ptr<state> under_way) noexcept
      : client_(std::move(of)), state_(std::move(under_way)) {}

  // The next chunk; null at the end. One at a time.
  task<result<Chunk> const*> next() { return state_->next(); }

private:
  Client client_;
  std::unique_ptr<state> state_;
};

// What Client::all() returns: the items of a list one after another, whose pages are fetched on the way.
//
//   auto agents = client.all_agents({.status = "active"});
//   while (geai::result<geai::agent> const* each = co_await agents.next()) ...
//
// As listing, apart from the awaiting. It keeps what it needs of its client.
template <class Client, class Op> class awaiting_listing {
public:
  using value_type = typename detail::page_items<Op>::value_type;

  awaiting_listing(Client&& of, Op const& operation, call_options const& options)
      : state_(new state{std::move(of), options, detail::page_items<Op>(operation)}) {}

  // The next item; null at the end. One at a time.
  task<value_type const*> next() { return next_of(*state_); }

private:
  struct state {
    Client client;
    call_options options;
    detail::page_items<Op> items;
  };

  static task<value_type const*> next_of(state& from) {
    if (Op const* const operation = from.items.wanted())
      from.items.take(co_await from.client.call(*operation, from.options));
    co_return from.items.next();
  }

  std::unique_ptr<state> state_;
};

namespace detail {

// The driver of basic_client's steps that awaits.
template <class Client> struct awaiting {
  using auth_policy = typename Client::auth_policy;
  using transport_policy = typename Client::transport_policy;

  static_assert(
      !auth::refreshable<auth_policy> || auth::refreshable_in_steps<auth_policy>,
      "geai: this Auth policy renews its token by a call that blocks; over an asynchronous transport it needs "
      "`begin_refresh()`, `request_for(turn)` and `answer(turn, result<token_grant>)` as well "
      "(geai/auth/policy.hpp)");

  template <class Op>
  static task<result<typename Op::answer>> call(Client const& of, Op const& operation, call_options const& options) {
    using answer = typename Op::answer;
    return begin<answer>(of, operation, options, accept::success, plain{},
                         [](Client const& client, exchange& with, result<void> sent) -> result<answer> {
                           if (!sent) return Client::template about<Op>(std::move(sent).error());
                           return client.template answer_of<Op>(with);
                         });
  }

  template <class Op>
  static task<result<http::response>> call_raw(Client const& of, Op const& operation, call_options const& options) {
    return begin<http::response>(of, operation, options, accept::anything, plain{},
                                 [](Client const&, exchange& with, result<void> sent) -> result<http::response> {
                                   if (!sent) return Client::template about<Op>(std::move(sent).error());
                                   return std::move(with.response);
                                 });
  }

  template <class Op> static auto stream(Client const& of, Op const& operation, call_options const& options) {
    using stream_type = awaiting_stream<typename Op::chunk, Client>;
    using state = awaiting_stream_state<typename Op::chunk, Client>;
    auto under_way = std::make_unique<state>(of.state_->exchanges, of.state_->json, api::name_of<Op>());
    exchange& with = *under_way->exchange;
    Client::accept_events(options, with);
    api::detail::streamed<Op> const asked{operation};
    if (result<void> ready = of.prepare(asked, options, with); !ready)
      return fail<stream_type>(Client::template about<Op>(std::move(ready).error()));
    course way(Client::template traits_of<api::detail::streamed<Op>>, options, of.state_->defaults, with,
               accept::success);
    state& opening = *under_way;
    return drive<stream_type>(
        Client(of.state_), with, std::move(way),
        [&opening](Client const& client, http::request const& rq, http::response& rs) {
          return opening.open(client.state_->transport, rq, rs);
        },
        [kept = std::move(under_way), own_timeout = options.timeout.has_value()](
            Client const& client, exchange&, result<void> sent) mutable -> result<stream_type> {
          if (!sent) return Client::template about<Op>(std::move(sent).error());
          if (result<void> begun = client.template begin_stream<Op>(*kept, own_timeout); !begun)
            return std::move(begun).error();
          return stream_type(Client(client.state_), std::move(kept));
        });
  }

  template <class Self, class Op> static auto all(Self const& of, Op const& operation, call_options const& options) {
    return awaiting_listing<Client, Op>(Client(static_cast<Client const&>(of).state_), operation, options);
  }

private:
  struct plain {
    auto operator()(Client const& client, http::request const& rq, http::response& rs) const {
      return client.state_->transport.send_async(rq, rs);
    }
  };

  template <class T> static task<result<T>> fail(error what) { co_return std::move(what); }

  // Writes the request, and leaves the rest to a task.
  template <class Answer, class Op, class Carrier, class Finish>
  static task<result<Answer>> begin(Client const& of, Op const& operation, call_options const& options, accept accepted,
                                    Carrier carry, Finish finish) {
    static_assert(
        !api::detail::has_parts<Op>,
        "geai: this operation sends files, which is not done over an asynchronous transport; use a client over "
        "transport::curl");
    exchange_lease lease(of.state_->exchanges);
    exchange& with = *lease;
    if (result<void> ready = of.prepare(operation, options, with); !ready)
      return fail<Answer>(Client::template about<Op>(std::move(ready).error()));
    course way(Client::template traits_of<Op>, options, of.state_->defaults, with, accepted);
    return drive<Answer>(Client(of.state_), with, std::move(way), std::move(carry),
                         [kept = std::move(lease), finish](Client const& client, exchange& from, result<void> sent) {
                           return finish(client, from, std::move(sent));
                         });
  }

  // See basic_client::attempt(), which loops where this awaits.
  template <class Answer, class Carrier, class Finish>
  static task<result<Answer>> drive(Client client, exchange& with, course way, Carrier carry, Finish finish) {
    for (;;) {
      way.begin_attempt(with);
      result<void> sent;
      if constexpr (auth::refreshable<auth_policy>)
        if (way.own_credential && !client.state_->auth.has_token())
          sent = co_await obtain_token(client, way.request.deadline, way.request.stop);
      if (sent) sent = client.authenticate(way, with);
      if (!sent && sent.error().phase == phase::none) co_return finish(client, with, std::move(sent));
      if (sent) sent = co_await carry(client, way.request, with.response);
      switch (client.judge(way, with, sent)) {
        case course::step::finished: co_return finish(client, with, std::move(sent));
        case course::step::again: break;
        case course::step::pause:
          if (co_await pause(client.state_->transport.loop(), way.wake, way.request.stop)) break;
          co_return finish(client, with, way.stopped());
      }
    }
  }

  static task<result<void>> obtain_token(Client const& client, http::clock::time_point deadline,
                                         std::stop_token const& stop) {
    auth_policy& auth = client.state_->auth;
    for (;;) {
      auto turn = auth.begin_refresh();
      if (turn.step() == auth::token_life::step::use) co_return result<void>{};
      if (turn.step() == auth::token_life::step::refresh) {
        for (;;) {
          auth::token_request const request = auth.request_for(turn);
          result<oauth_token> came = co_await client.ask_for_token(request, deadline, stop);
          if (std::optional<result<void>> done = auth.answer(turn, Client::granted(std::move(came))))
            co_return *std::move(done);
        }
      }
      bool const ended = co_await renewal_wait(*client.state_->transport.loop(), turn, deadline, stop);
      if (!ended) co_return turn.not_waited_for(stop);
      if (std::optional<error> failed = turn.shared_failure()) co_return *std::move(failed);
    }
  }
};

}  // namespace detail
}  // namespace geai
