#pragma once

#include <geai/api/operation.hpp>
#include <geai/api/streaming.hpp>
#include <geai/auth/policy.hpp>
#include <geai/auth/token_schedule.hpp>
#include <geai/engine/async_token_wait.hpp>
#include <geai/engine/awaited_bodies.hpp>
#include <geai/engine/chunk_reader.hpp>
#include <geai/engine/engine_inline.hpp>
#include <geai/engine/upload.hpp>
#include <geai/event_loop.hpp>
#include <geai/fwd.hpp>
#include <geai/http/request.hpp>
#include <geai/http/response.hpp>
#include <geai/result.hpp>
#include <geai/task.hpp>
#include <geai/transport/policy.hpp>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace geai::inline v0_2::detail {

// The driver of the engine's steps that awaits. A running call shares the engine with the client.
template <class Engine> struct awaiting {
  using auth_policy = typename Engine::auth_policy;
  using transport_policy = typename Engine::transport_policy;
  using json_policy = typename Engine::json_policy;
  using engine_pointer = std::shared_ptr<Engine>;

  static_assert(
      !auth::refreshable<auth_policy> || auth::async_refreshable<auth_policy>,
      "geai: this Auth policy renews its token by a call that blocks; over an asynchronous transport it needs "
      "`begin_refresh()`, `request_for(ticket)` and `answer(ticket, result<token_grant>)` as well "
      "(geai/auth/policy.hpp)");

  template <class Op>
  static task<result<typename Op::answer>> call(engine_pointer const& engine, Op const& operation,
                                                call_options const& options) {
    return upload(engine, operation, nullptr, options);
  }

  // Also for operations that send no files, with a nullptr.
  template <class Op, class Progress>
  static task<result<typename Op::answer>> upload(engine_pointer const& of, Op const& operation, Progress&& progress,
                                                  call_options const& options) {
    using answer = typename Op::answer;
    return begin<answer>(of, operation, std::forward<Progress>(progress), options, success_rule::status_2xx,
                         [](Engine& engine, call_buffers& buffers, result<void> status) -> result<answer> {
                           if (!status) return engine.failed(Engine::template traits_of<Op>, buffers, status);
                           return wire_form<Op, json_policy>::read(engine.json, buffers);
                         });
  }

  template <class Op>
  static task<result<void>> call(engine_pointer const& of, Op const& operation, typename Op::answer& out,
                                 call_options const& options) {
    return begin<void>(of, operation, nullptr, options, success_rule::status_2xx,
                       [&out](Engine& engine, call_buffers& buffers, result<void> status) -> result<void> {
                         if (status) status = into_form<Op, json_policy>::read(engine.json, buffers, out);
                         if (!status) return engine.failed(Engine::template traits_of<Op>, buffers, status);
                         return status;
                       });
  }

  template <class Op>
  static task<result<http::response>> call_raw(engine_pointer const& of, Op const& operation,
                                               call_options const& options) {
    return begin<http::response>(
        of, operation, nullptr, options, success_rule::any_status,
        [](Engine& engine, call_buffers& buffers, result<void> status) -> result<http::response> {
          if (!status) return engine.failed(Engine::template traits_of<Op>, buffers, status);
          return std::move(buffers.response);
        });
  }

  template <class Op, class Sink>
  static task<result<typename Op::answer>> download(engine_pointer const& engine, Op const& operation, Sink&& sink,
                                                    call_options const& options) {
    auto under_way =
        std::make_unique<awaiting_download<Op, Sink, transport_policy>>(engine->idle_buffers, std::forward<Sink>(sink));
    call_buffers& buffers = *under_way->buffers;
    result<void> written = write(*engine, operation, options, buffers);
    call_state state(Engine::template traits_of<Op>, options, engine->defaults, buffers, success_rule::status_2xx);
    return fetch<Op>(engine, std::move(under_way), std::move(written), std::move(state), options.timeout.has_value());
  }

  template <class Op>
  static auto stream(engine_pointer const& engine, Op const& operation, call_options const& options) {
    return to_be_named(open_stream(engine, operation, options));
  }

  template <class Op> static auto all(engine_pointer const& engine, Op const& operation, call_options const& options) {
    return async_paged_range<Engine, Op>(engine, operation, options);
  }

private:
  template <class Op>
  static auto open_stream(engine_pointer const& of, Op const& operation, call_options const& options) {
    using stream_type = async_stream<typename Op::chunk, Engine>;
    using opening_stream = awaiting_stream_state<typename Op::chunk, transport_policy, json_policy>;
    auto under_way = std::make_unique<opening_stream>(of->idle_buffers, of->json, api::name_of<Op>());
    call_buffers& buffers = *under_way->buffers;
    accept_events(options, buffers);
    using asked = api::detail::streamed<Op>;
    if (result<void> ready = write(*of, asked{operation}, options, buffers); !ready)
      return fail<stream_type>(of->failed(Engine::template traits_of<asked>, buffers, ready));
    call_state state(Engine::template traits_of<asked>, options, of->defaults, buffers, success_rule::status_2xx);
    opening_stream& opening = *under_way;
    auto send_attempt = [&opening](Engine& engine, http::request const& request, http::response& response) {
      return opening.open(engine.transport, request, response);
    };
    auto finish = [of, kept = std::move(under_way), own_timeout = options.timeout.has_value()](
                      Engine& engine, call_buffers& used, result<void> status) mutable -> result<stream_type> {
      if (!status) return engine.failed(Engine::template traits_of<asked>, used, status);
      if (result<void> begun = begin_stream<Op>(engine.json, *kept, own_timeout, engine.defaults); !begun)
        return std::move(begun).error();
      return stream_type(of, std::move(kept));
    };
    return run<stream_type>(
        call_resources<decltype(send_attempt), decltype(finish)>{of, std::move(send_attempt), std::move(finish)},
        buffers, std::move(state));
  }

  // The operation and the options are not used after the return.
  template <class Op>
  static result<void> write(Engine& engine, Op const& operation, call_options const& options, call_buffers& buffers) {
    result<void> written =
        wire_form<Op, json_policy>::write(operation, options, engine.session, engine.defaults, engine.json, buffers);
    buffers.keep_secrets();
    return written;
  }

  template <class T> static task<result<T>> fail(error failure) { co_return std::move(failure); }

  // Writes the request and leaves the rest to a task.
  template <class Answer, class Op, class Progress, class Finish>
  static task<result<Answer>> begin(engine_pointer const& of, Op const& operation, Progress&& progress,
                                    call_options const& options, success_rule rule, Finish finish) {
    buffer_lease lease(of->idle_buffers);
    call_buffers& buffers = *lease;
    auto const start = [&](auto send_attempt, auto kept) {
      if (result<void> ready = write(*of, operation, options, buffers); !ready)
        return fail<Answer>(of->failed(Engine::template traits_of<Op>, buffers, ready));
      call_state state(Engine::template traits_of<Op>, options, of->defaults, buffers, rule);
      auto finish_and_release = [held = std::move(kept), finish](Engine& engine, call_buffers& used,
                                                                 result<void> status) mutable {
        auto const until_now = std::move(held);  // the task may outlive this call
        auto answer = finish(engine, used, std::move(status));
        used.watch.reset();
        return answer;
      };
      return run<Answer>(
          call_resources<decltype(send_attempt), decltype(finish_and_release)>{of, std::move(send_attempt),
                                                                               std::move(finish_and_release)},
          buffers, std::move(state));
    };
    if constexpr (api::detail::has_parts<Op>) {
      auto parts = std::make_unique<upload_steps<Op, Progress>>(Op(operation), std::forward<Progress>(progress));
      if (result<void> begun = parts->begin(of->json, buffers); !begun)
        return fail<Answer>(of->failed(Engine::template traits_of<Op>, buffers, begun));
      auto send_attempt = [&steps = *parts, &buffers](Engine& engine, http::request const& request,
                                                      http::response& response) {
        return send_parts(engine.transport, steps, buffers, request, response);
      };
      return start(std::move(send_attempt), std::pair(std::move(lease), std::move(parts)));
    } else {
      auto send_attempt = [](Engine& engine, http::request const& request, http::response& response) {
        return engine.transport.send_async(request, response);
      };
      return start(std::move(send_attempt), std::move(lease));
    }
  }

  template <class Steps>
  static task<result<void>> send_parts(transport_policy& wire, Steps& steps, call_buffers& buffers,
                                       http::request const& request, http::response& response) {
    if (result<void> ready = steps.source().rewind(); !ready) co_return ready;
    if (buffers.watch != nullptr) buffers.watch->sending(steps.source().size());
    if constexpr (geai::transport::sends_sources_async<transport_policy>) {
      co_return co_await wire.send_async(request, steps.source(), response);
    } else {
      result<http::request> const whole = steps.whole(request, buffers);
      if (!whole) co_return whole.error();
      co_return co_await wire.send_async(*whole, response);
    }
  }

  template <class Op, class State>
  static task<result<typename Op::answer>> fetch(engine_pointer of, std::unique_ptr<State> opened, result<void> written,
                                                 call_state state, bool keep_deadline) {
    std::unique_ptr<State> const own = std::move(opened);  // until the call has ended; the task may live longer
    result<void> done = own->begin();
    if (done) done = std::move(written);
    if (done) {
      auto send_attempt = [&opening = *own](Engine& engine, http::request const& request, http::response& response) {
        return opening.open(engine.transport, request, response);
      };
      auto finish = [](Engine&, call_buffers&, result<void> status) { return status; };
      task<result<void>> attempts =
          run<void>(call_resources<decltype(send_attempt), decltype(finish)>{of, send_attempt, finish}, *own->buffers,
                    std::move(state));
      done = co_await attempts;
    }
    if (done) {
      own->begin_bytes(keep_deadline);
      done = co_await own->read_all();
    }
    result<typename Op::answer> answer = done ? own->finish() : std::move(done).error();
    if (!answer) co_return of->failed(Engine::template traits_of<Op>, *own->buffers, std::move(answer).error());
    co_return answer;
  }

  // The resources of a call. The engine is destroyed last because the others use its memory.
  template <class Send, class Finish> struct call_resources {
    engine_pointer of;
    Send send_attempt;
    Finish finish;
  };

  // The awaiting counterpart of engine::attempt().
  template <class Answer, class Send, class Finish>
  static task<result<Answer>> run(call_resources<Send, Finish> resources, call_buffers& buffers, call_state state) {
    Engine& engine = *resources.of;
    for (;;) {
      state.begin_attempt(buffers);
      result<void> sent;
      if constexpr (auth::refreshable<auth_policy>)
        if (state.own_credential && !engine.auth.has_token())
          sent = co_await obtain_token(resources.of, state, buffers);
      if (sent) sent = engine.authenticate(state, buffers);
      if (!sent && sent.error().phase == phase::none) co_return resources.finish(engine, buffers, std::move(sent));
      if (sent) sent = co_await resources.send_attempt(engine, state.request, buffers.response);
      switch (engine.after_attempt(state, buffers, sent)) {
        case call_state::next_action::finish: co_return resources.finish(engine, buffers, std::move(sent));
        case call_state::next_action::retry_now: break;
        case call_state::next_action::retry_after:
          if (co_await sleep_awaiter(engine.transport.loop(), state.wake, state.request.stop)) break;
          co_return resources.finish(engine, buffers, state.stopped(buffers));
      }
    }
  }

  static task<result<void>> obtain_token(engine_pointer const& engine, call_state const& state, call_buffers& buffers) {
    auth_policy& auth = engine->auth;
    auto const by_calling = [&engine](auto const& operation, call_options const& options) {
      return call(engine, operation, options);
    };
    for (;;) {
      auto ticket = auth.begin_refresh();
      if (ticket.step() == auth::token_schedule::step::use) co_return result<void>{};
      if (ticket.step() == auth::token_schedule::step::refresh) {
        for (;;) {
          auth::token_request const request = auth.request_for(ticket);
          result<oauth_token> came = co_await ask_for_token(request, state, buffers, by_calling);
          if (std::optional<result<void>> done = auth.answer(ticket, token_granted(buffers, std::move(came))))
            co_return *std::move(done);
        }
      }
      bool const ended =
          co_await async_token_wait(*engine->transport.loop(), ticket, state.request.deadline, state.request.stop);
      if (!ended) co_return ticket.not_waited_for(state.request.stop);
      if (std::optional<error> failed = ticket.shared_failure()) co_return *std::move(failed);
    }
  }
};

}  // namespace geai::inline v0_2::detail
