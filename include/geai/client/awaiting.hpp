#pragma once

#include <chrono>
#include <coroutine>
#include <cstddef>
#include <geai/api/operation.hpp>
#include <geai/auth/policy.hpp>
#include <geai/auth/token_life.hpp>
#include <geai/client/basic_client.hpp>
#include <geai/client/download.hpp>
#include <geai/client/engine_inline.hpp>
#include <geai/client/pages.hpp>
#include <geai/client/stream.hpp>
#include <geai/client/upload.hpp>
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
// - Files go up and down as well: upload.hpp and download.hpp say what of their arguments is kept, and until when. Files
//   are read and written by the thread that runs the loop; one at a slow place delays the other calls.
// - The client may be moved or destroyed while calls are under way; they keep what they need.
// - To destroy a task ends its call at once.
// - All of it is used by the thread that runs the loop.
// - Below g++ 13, which destroys twice what braces make inside of a co_await expression, a call with an operation is named
//   before it is awaited; awaiting the temporary does not compile there (see named_task):
//
//     auto call = client.list_agents({.status = "active"});
//     geai::result<geai::agent_list> agents = co_await call;

namespace geai::inline v0 {

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

  // True if the renewal has ended; false when it is not waited for any longer.
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
template <class Chunk, class Transport, class Json>
class awaiting_stream_state final : public chunk_reader<Chunk, Json> {
  using reader = chunk_reader<Chunk, Json>;
  using typename reader::step;

public:
  using reader::reader;

  // See stream_state.
  task<result<void>> open(Transport& wire, http::request const& attempt, http::response& head) {
    body_.reset();
    return open_body(wire, this->begin_attempt(attempt), head);
  }

  task<result<Chunk> const*> next() {
    for (;;) {
      switch (this->next_step()) {
        case step::element:
          if (!this->is_open()) body_.reset();
          co_return this->current();
        case step::skip:
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
  task<result<void>> open_body(Transport& wire, http::request const& attempt, http::response& head) {
    auto opened = co_await wire.stream_async(attempt, head);
    if (!opened) co_return opened.error();
    body_.emplace(*std::move(opened));
    if (this->take_head(head)) co_return result<void>{};
    for (;;) {
      result<std::size_t> const read = co_await body_->read(head.body);
      result<bool> const more = this->add_to_whole(read, head);
      if (more && *more) continue;
      if (!this->is_open()) body_.reset();
      co_return more ? result<void>{} : more.error();
    }
  }

  std::optional<async_stream_of<Transport>> body_{};  // goes first: it borrows the rest
};

// A download that is under way, whose reads are awaited.
template <class Op, class Sink, class Transport> class awaiting_download final : public download_steps<Op, Sink> {
public:
  using download_steps<Op, Sink>::download_steps;

  // One attempt: like Transport::send(), except that the body that is wanted is not read.
  task<result<void>> open(Transport& wire, http::request const& attempt, http::response& head) {
    body_.reset();
    auto opened = co_await wire.stream_async(this->begin_attempt(attempt), head);
    if (!opened) co_return opened.error();
    body_.emplace(*std::move(opened));
    if (this->is_wanted(head)) co_return result<void>{};
    for (;;) {
      result<std::size_t> const read = co_await body_->read(head.body);
      result<bool> const more = this->add_refusal(read, head.body);
      if (more && *more) continue;
      body_.reset();
      co_return more ? result<void>{} : more.error();
    }
  }

  // The bytes, behind the attempts.
  task<result<void>> read_all() {
    for (;;) {
      result<std::size_t> const read = co_await body_->read(this->fresh_bytes());
      result<bool> const more = this->take(read);
      if (more && *more) continue;
      body_.reset();
      co_return more ? result<void>{} : more.error();
    }
  }

private:
  std::optional<async_stream_of<Transport>> body_{};  // goes first: it borrows the rest
};

}  // namespace detail

// The chunks of an answer as they come, of a stream that is awaited.
//
//   auto call = chat.stream_completion({...});
//   auto stream = co_await call;                                     // result<awaiting_stream<...>>
//   while (geai::result<geai::chat_chunk> const* each = co_await stream->next()) ...
//
// As event_stream, apart from the awaiting: an error is the last element; to destroy it stops the transfer; an element is
// valid until the next one is asked for. Until it is read the server waits, with at most 256 KiB on the way. It keeps
// what it needs of its client.
template <class Chunk, class Engine> class awaiting_stream {
  using state = detail::awaiting_stream_state<Chunk, typename Engine::transport_policy, typename Engine::json_policy>;

public:
  using value_type = result<Chunk>;

  awaiting_stream(std::shared_ptr<Engine> of, std::unique_ptr<state> under_way) noexcept
      : engine_(std::move(of)), state_(std::move(under_way)) {}

  // The next chunk; null at the end. One at a time.
  task<result<Chunk> const*> next() { return state_->next(); }

private:
  std::shared_ptr<Engine> engine_;
  std::unique_ptr<state> state_;
};

// The items of a list one after another, as Client::all() returns them; its pages are fetched on the way.
//
//   auto agents = client.all_agents({.status = "active"});
//   while (geai::result<geai::agent> const* each = co_await agents.next()) ...
//
// As listing, apart from the awaiting. It keeps what it needs of its client.
template <class Engine, class Op> class awaiting_listing {
public:
  using value_type = typename detail::page_items<Op>::value_type;

  awaiting_listing(std::shared_ptr<Engine> of, Op const& operation, call_options const& options)
      : state_(new state{std::move(of), options, detail::page_items<Op>(operation)}) {}

  // The next item; null at the end. One at a time.
  task<value_type const*> next() { return next_of(*state_); }

private:
  struct state {
    std::shared_ptr<Engine> engine;
    call_options options;
    detail::page_items<Op> items;
  };

  static task<value_type const*> next_of(state& from) {
    if (Op const* const operation = from.items.wanted())
      from.items.take(co_await detail::awaiting<Engine>::call(from.engine, *operation, from.options));
    co_return from.items.next();
  }

  std::unique_ptr<state> state_;
};

namespace detail {

// The driver of the engine's steps that awaits. A call under way shares the engine with the client.
template <class Engine> struct awaiting {
  using auth_policy = typename Engine::auth_policy;
  using transport_policy = typename Engine::transport_policy;
  using json_policy = typename Engine::json_policy;
  using engine_pointer = std::shared_ptr<Engine>;

  static_assert(
      !auth::refreshable<auth_policy> || auth::refreshable_in_steps<auth_policy>,
      "geai: this Auth policy renews its token by a call that blocks; over an asynchronous transport it needs "
      "`begin_refresh()`, `request_for(turn)` and `answer(turn, result<token_grant>)` as well "
      "(geai/auth/policy.hpp)");

  template <class Op>
  static task<result<typename Op::answer>> call(engine_pointer const& of, Op const& operation,
                                                call_options const& options) {
    return upload(of, operation, nullptr, options);
  }

  // For operations that send no files, with a nullptr.
  template <class Op, class Progress>
  static task<result<typename Op::answer>> upload(engine_pointer const& of, Op const& operation, Progress&& progress,
                                                  call_options const& options) {
    using answer = typename Op::answer;
    return begin<answer>(of, operation, std::forward<Progress>(progress), options, accept::success,
                         [](Engine& engine, exchange& with, result<void> sent) -> result<answer> {
                           if (!sent) return engine.failed(Engine::template traits_of<Op>, with, sent);
                           return wire_form<Op, json_policy>::read(engine.json, with);
                         });
  }

  template <class Op>
  static task<result<void>> call(engine_pointer const& of, Op const& operation, typename Op::answer& into,
                                 call_options const& options) {
    return begin<void>(of, operation, nullptr, options, accept::success,
                       [&into](Engine& engine, exchange& with, result<void> sent) -> result<void> {
                         if (sent) sent = into_form<Op, json_policy>::read(engine.json, with, into);
                         if (!sent) return engine.failed(Engine::template traits_of<Op>, with, sent);
                         return sent;
                       });
  }

  template <class Op>
  static task<result<http::response>> call_raw(engine_pointer const& of, Op const& operation,
                                               call_options const& options) {
    return begin<http::response>(of, operation, nullptr, options, accept::anything,
                                 [](Engine& engine, exchange& with, result<void> sent) -> result<http::response> {
                                   if (!sent) return engine.failed(Engine::template traits_of<Op>, with, sent);
                                   return std::move(with.response);
                                 });
  }

  template <class Op, class Sink>
  static task<result<typename Op::answer>> download(engine_pointer const& of, Op const& operation, Sink&& to,
                                                    call_options const& options) {
    auto under_way =
        std::make_unique<awaiting_download<Op, Sink, transport_policy>>(of->exchanges, std::forward<Sink>(to));
    exchange& with = *under_way->exchange;
    result<void> written = write(*of, operation, options, with);
    course way(Engine::template traits_of<Op>, options, of->defaults, with, accept::success);
    return fetch<Op>(of, std::move(under_way), std::move(written), std::move(way), options.timeout.has_value());
  }

  template <class Op> static auto stream(engine_pointer const& of, Op const& operation, call_options const& options) {
    return to_be_named(open_stream(of, operation, options));
  }

  template <class Op> static auto all(engine_pointer const& of, Op const& operation, call_options const& options) {
    return awaiting_listing<Engine, Op>(of, operation, options);
  }

private:
  template <class Op>
  static auto open_stream(engine_pointer const& of, Op const& operation, call_options const& options) {
    using stream_type = awaiting_stream<typename Op::chunk, Engine>;
    using state = awaiting_stream_state<typename Op::chunk, transport_policy, json_policy>;
    auto under_way = std::make_unique<state>(of->exchanges, of->json, api::name_of<Op>());
    exchange& with = *under_way->exchange;
    accept_events(options, with);
    using asked = api::detail::streamed<Op>;
    if (result<void> ready = write(*of, asked{operation}, options, with); !ready)
      return fail<stream_type>(of->failed(Engine::template traits_of<asked>, with, ready));
    course way(Engine::template traits_of<asked>, options, of->defaults, with, accept::success);
    state& opening = *under_way;
    auto carry = [&opening](Engine& engine, http::request const& rq, http::response& rs) {
      return opening.open(engine.transport, rq, rs);
    };
    auto finish = [of, kept = std::move(under_way), own_timeout = options.timeout.has_value()](
                      Engine& engine, exchange& from, result<void> sent) mutable -> result<stream_type> {
      if (!sent) return engine.failed(Engine::template traits_of<asked>, from, sent);
      if (result<void> begun = begin_stream<Op>(engine.json, *kept, own_timeout, engine.defaults); !begun)
        return std::move(begun).error();
      return stream_type(of, std::move(kept));
    };
    return drive<stream_type>(belongings<decltype(carry), decltype(finish)>{of, std::move(carry), std::move(finish)},
                              with, std::move(way));
  }

  // The operation and the options are not looked at again.
  template <class Op>
  static result<void> write(Engine& engine, Op const& operation, call_options const& options, exchange& into) {
    result<void> written =
        wire_form<Op, json_policy>::write(operation, options, engine.session, engine.defaults, engine.json, into);
    into.keep_secrets();
    return written;
  }

  template <class T> static task<result<T>> fail(error what) { co_return std::move(what); }

  // Writes the request, and leaves the rest to a task.
  template <class Answer, class Op, class Progress, class Finish>
  static task<result<Answer>> begin(engine_pointer const& of, Op const& operation, Progress&& progress,
                                    call_options const& options, accept accepted, Finish finish) {
    exchange_lease lease(of->exchanges);
    exchange& with = *lease;
    auto const launch = [&](auto carry, auto kept) {
      if (result<void> ready = write(*of, operation, options, with); !ready)
        return fail<Answer>(of->failed(Engine::template traits_of<Op>, with, ready));
      course way(Engine::template traits_of<Op>, options, of->defaults, with, accepted);
      auto keeping = [kept = std::move(kept), finish](Engine& engine, exchange& from, result<void> sent) mutable {
        auto const until_now = std::move(kept);  // the task may live on
        auto answer = finish(engine, from, std::move(sent));
        from.watch.reset();
        return answer;
      };
      return drive<Answer>(belongings<decltype(carry), decltype(keeping)>{of, std::move(carry), std::move(keeping)},
                           with, std::move(way));
    };
    if constexpr (api::detail::has_parts<Op>) {
      auto parts = std::make_unique<upload_steps<Op, Progress>>(Op(operation), std::forward<Progress>(progress));
      if (result<void> begun = parts->begin(of->json, with); !begun)
        return fail<Answer>(of->failed(Engine::template traits_of<Op>, with, begun));
      auto carry = [&steps = *parts, &with](Engine& engine, http::request const& rq, http::response& rs) {
        return send_parts(engine.transport, steps, with, rq, rs);
      };
      return launch(std::move(carry), std::pair(std::move(lease), std::move(parts)));
    } else {
      auto carry = [](Engine& engine, http::request const& rq, http::response& rs) {
        return engine.transport.send_async(rq, rs);
      };
      return launch(std::move(carry), std::move(lease));
    }
  }

  template <class Steps>
  static task<result<void>> send_parts(transport_policy& wire, Steps& steps, exchange& with, http::request const& rq,
                                       http::response& rs) {
    if (result<void> ready = steps.source().rewind(); !ready) co_return ready;
    if (with.watch != nullptr) with.watch->sending(steps.source().size());
    if constexpr (geai::transport::sends_sources_async<transport_policy>) {
      co_return co_await wire.send_async(rq, steps.source(), rs);
    } else {
      result<http::request> const whole = steps.whole(rq, with);
      if (!whole) co_return whole.error();
      co_return co_await wire.send_async(*whole, rs);
    }
  }

  template <class Op, class State>
  static task<result<typename Op::answer>> fetch(engine_pointer of, std::unique_ptr<State> given, result<void> written,
                                                 course way, bool keep_deadline) {
    std::unique_ptr<State> const own = std::move(given);  // until the call has ended; the task may live on
    result<void> done = own->begin();
    if (done) done = std::move(written);
    if (done) {
      auto carry = [&opening = *own](Engine& engine, http::request const& rq, http::response& rs) {
        return opening.open(engine.transport, rq, rs);
      };
      auto finish = [](Engine&, exchange&, result<void> sent) { return sent; };
      task<result<void>> attempts =
          drive<void>(belongings<decltype(carry), decltype(finish)>{of, carry, finish}, *own->exchange, std::move(way));
      done = co_await attempts;
    }
    if (done) {
      own->begin_bytes(keep_deadline);
      done = co_await own->read_all();
    }
    result<typename Op::answer> answer = done ? own->finish() : std::move(done).error();
    if (!answer) co_return of->failed(Engine::template traits_of<Op>, *own->exchange, std::move(answer).error());
    co_return answer;
  }

  // The belongings of a call. The engine goes last: the others have memory of it.
  template <class Carrier, class Finish> struct belongings {
    engine_pointer of;
    Carrier carry;
    Finish finish;
  };

  // See engine::attempt(), which loops where this awaits.
  template <class Answer, class Carrier, class Finish>
  static task<result<Answer>> drive(belongings<Carrier, Finish> own, exchange& with, course way) {
    Engine& engine = *own.of;
    for (;;) {
      way.begin_attempt(with);
      result<void> sent;
      if constexpr (auth::refreshable<auth_policy>)
        if (way.own_credential && !engine.auth.has_token()) sent = co_await obtain_token(own.of, way, with);
      if (sent) sent = engine.authenticate(way, with);
      if (!sent && sent.error().phase == phase::none) co_return own.finish(engine, with, std::move(sent));
      if (sent) sent = co_await own.carry(engine, way.request, with.response);
      switch (engine.judge(way, with, sent)) {
        case course::step::finished: co_return own.finish(engine, with, std::move(sent));
        case course::step::again: break;
        case course::step::pause:
          if (co_await pause(engine.transport.loop(), way.wake, way.request.stop)) break;
          co_return own.finish(engine, with, way.stopped(with));
      }
    }
  }

  static task<result<void>> obtain_token(engine_pointer const& of, course const& under_way, exchange& with) {
    auth_policy& auth = of->auth;
    auto const by_calling = [&of](auto const& operation, call_options const& options) {
      return call(of, operation, options);
    };
    for (;;) {
      auto turn = auth.begin_refresh();
      if (turn.step() == auth::token_life::step::use) co_return result<void>{};
      if (turn.step() == auth::token_life::step::refresh) {
        for (;;) {
          auth::token_request const request = auth.request_for(turn);
          result<oauth_token> came = co_await ask_for_token(request, under_way, with, by_calling);
          if (std::optional<result<void>> done = auth.answer(turn, token_granted(with, std::move(came))))
            co_return *std::move(done);
        }
      }
      bool const ended =
          co_await renewal_wait(*of->transport.loop(), turn, under_way.request.deadline, under_way.request.stop);
      if (!ended) co_return turn.not_waited_for(under_way.request.stop);
      if (std::optional<error> failed = turn.shared_failure()) co_return *std::move(failed);
    }
  }
};

}  // namespace detail
}  // namespace geai::inline v0
