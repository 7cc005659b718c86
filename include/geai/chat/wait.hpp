#pragma once

#include <algorithm>
#include <chrono>
#include <geai/client/model_calls.hpp>
#include <geai/detail/duration_text.hpp>
#include <geai/detail/later.hpp>
#include <geai/detail/pause.hpp>
#include <geai/result.hpp>
#include <geai/task.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace geai::inline v0_2::detail {

class sleep_awaiter;  // event_loop.hpp

// True if the calls of a Client are awaited.
template <class Client, class Op>
inline constexpr bool is_awaited =
    !std::is_same_v<decltype(std::declval<Client const&>().call(std::declval<Op const&>())),
                    result<typename Op::answer>>;

// Returns the state in an answer, for messages and observers; empty if it has none.
template <class Answer> std::string_view state_of(Answer const& answer) {
  auto const text = [](auto const& state) -> std::string_view {
    if constexpr (requires { state.has_value(); })
      return state ? std::string_view(*state) : std::string_view{};
    else
      return state;
  };
  if constexpr (requires { text(answer.index_status); })
    return text(answer.index_status);
  else if constexpr (requires { text(answer.status); })
    return text(answer.status);
  else
    return {};
}

// The logic of a wait. Its drivers send the calls and do the waiting.
template <class Answer, class Condition> class wait_steps {
public:
  using clock = std::chrono::steady_clock;

  wait_steps(std::string_view operation, Condition condition, wait_options const& options,
             std::optional<std::chrono::milliseconds> call_timeout)
      : operation_(operation),
        condition_(std::move(condition)),
        options_(options),
        call_timeout_(call_timeout),
        start_(clock::now()),
        deadline_(later(start_, options.timeout)),
        pause_(options.interval) {}

  // Returns the options of the next poll, which ends with the wait unless the client's own timeout is shorter.
  call_options of_call() const {
    call_options made{.stop = options_.stop};
    if (deadline_ != (clock::time_point::max)()) {
      auto const left = std::chrono::ceil<std::chrono::milliseconds>(deadline_ - clock::now());
      made.timeout = (std::max)(std::chrono::milliseconds(1), call_timeout_ ? (std::min)(left, *call_timeout_) : left);
    }
    return made;
  }

  // Takes the result of a poll. Returns a value if the wait has ended.
  std::optional<result<Answer>> take(result<Answer>&& came) {
    if (!came) {
      if (came.error().code == errc::timeout && clock::now() >= deadline_) return result<Answer>(timed_out());
      return std::move(came);
    }
    state_ = state_of(*came);
    ++polls_;
    if (options_.on_poll)
      options_.on_poll({.polls = polls_,
                        .state = state_,
                        .elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(clock::now() - start_)});
    result<bool> done = condition_(std::as_const(*came));
    if (!done) return result<Answer>(of_operation(std::move(done).error()));
    if (*done) return std::move(came);
    return std::nullopt;
  }

  // Returns the time of the next poll.
  clock::time_point wake() {
    clock::time_point const when = (std::min)(later(clock::now(), pause_), deadline_);
    pause_ = (std::min)(pause_ < options_.max_interval ? pause_ + pause_ / 2 : pause_, options_.max_interval);
    return when;
  }

  std::stop_token const& stop() const noexcept { return options_.stop; }

  // Called after a pause. Returns an error if there is no further poll.
  std::optional<error> ended(bool went_on) const {
    if (!went_on) return of_operation(error(errc::cancelled, "the wait was cancelled" + last_state()));
    if (clock::now() >= deadline_) return timed_out();
    return std::nullopt;
  }

private:
  std::string last_state() const {
    if (polls_ == 0) return "; no poll was answered";
    std::string text("; after ");
    text.append(std::to_string(polls_)).append(polls_ == 1 ? " poll" : " polls");
    if (!state_.empty()) text.append(" the last state is \"").append(state_).append("\"");
    return text;
  }

  error timed_out() const {
    return of_operation(error(
        errc::timeout, "the awaited condition was not met within " + duration_text(options_.timeout) + last_state()));
  }

  error of_operation(error failure) const {
    if (failure.operation.empty()) failure.operation = operation_;
    return failure;
  }

  std::string_view operation_;
  Condition condition_;
  wait_options options_;
  std::optional<std::chrono::milliseconds> call_timeout_;
  clock::time_point start_;
  clock::time_point deadline_;
  std::chrono::milliseconds pause_;
  int polls_ = 0;
  std::string state_{};
};

// The definitions of waiting_calls and the similar classes.
template <class Client> struct waiting {
  template <class Op, class Condition>
  static auto wait_for(Client const& client, Op const& operation, Condition condition, wait_options const& options) {
    static_assert(
        requires(typename Op::answer const& answer) { result<bool>(condition(answer)); },
        "geai: wait_for() takes a function of the operation's answer that returns a bool or a result<bool>");
    std::optional<std::chrono::milliseconds> timeout;
    if constexpr (requires { client.engine_->defaults.timeout; }) timeout = client.engine_->defaults.timeout;
    wait_steps<typename Op::answer, Condition> steps(api::name_of<Op>(), std::move(condition), options, timeout);
    if constexpr (is_awaited<Client, Op>)
      return to_be_named(awaited(client, operation, std::move(steps)));
    else
      return blocking(client, operation, steps);
  }

  template <class Op>
  static auto wait_until_indexed(Client const& client, Op const& operation, wait_options const& options) {
    return wait_for(
        client, operation,
        [id = operation.id](auto const& document) -> result<bool> {
          if (document.has_failed()) return failed_state("document", id, state_of(document), document.index_detail);
          return document.is_indexed();
        },
        options);
  }

  template <class Op>
  static auto wait_until_finished(Client const& client, Op const& operation, std::string_view subject,
                                  std::string const& id, wait_options const& options) {
    return wait_for(
        client, operation,
        [subject, id](auto const& answer) -> result<bool> {
          if (answer.has_failed()) return failed_state(subject, id, state_of(answer), std::nullopt);
          return answer.is_finished();
        },
        options);
  }

private:
  template <class Op, class Condition>
  static result<typename Op::answer> blocking(Client const& client, Op const& operation,
                                              wait_steps<typename Op::answer, Condition>& steps) {
    for (;;) {
      if (auto done = steps.take(client.call(operation, steps.of_call()))) return *std::move(done);
      bool const went_on = pause_until(steps.wake(), steps.stop());
      if (auto ended = steps.ended(went_on)) return *std::move(ended);
    }
  }

  template <class Op, class Condition>
  static task<result<typename Op::answer>> awaited(Client const& client, Op operation,
                                                   wait_steps<typename Op::answer, Condition> steps) {
    using awaiter_type = std::conditional_t<std::is_void_v<Op>, void, sleep_awaiter>;
    for (;;) {
      call_options const options = steps.of_call();
      auto call = client.call(operation, options);
      result<typename Op::answer> came = co_await call;
      if (auto done = steps.take(std::move(came))) co_return *std::move(done);
      awaiter_type rest(client.engine_->transport.loop(), steps.wake(), steps.stop());
      bool const went_on = co_await rest;
      if (auto ended = steps.ended(went_on)) co_return *std::move(ended);
    }
  }

  [[gnu::cold]] static error failed_state(std::string_view what, std::string_view id, std::string_view state,
                                          std::optional<std::string> const& detail) {
    std::string text(what);
    text.append(" ").append(id).append(" has failed: its state is \"").append(state).append("\"");
    if (detail && !detail->empty()) text.append(" (").append(*detail).append(")");
    return error(errc::api_response, std::move(text));
  }
};

}  // namespace geai::inline v0_2::detail
