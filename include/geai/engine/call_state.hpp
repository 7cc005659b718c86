#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <geai/api/operation.hpp>
#include <geai/call_options.hpp>
#include <geai/detail/later.hpp>
#include <geai/engine/call_buffers.hpp>
#include <geai/error.hpp>
#include <geai/http/request.hpp>
#include <geai/retry.hpp>
#include <utility>

namespace geai::inline v0_2::detail {

// The statuses that end the attempts as a success.
enum class success_rule : unsigned char { status_2xx, any_status };

// The state of a call: its goal, the attempts so far, the next action. The engine's steps work on it; none of them
// waits, so that the looping and the awaiting driver share them.
struct call_state {
  enum class next_action : unsigned char { finish, retry_now, retry_after };

  call_state(api::traits const& operation, call_options const& options, call_defaults const& defaults,
             call_buffers const& buffers, success_rule of_status)
      : traits(operation),
        retry(options.retry ? *options.retry : defaults.retry),
        rule(of_status),
        own_credential(operation.authenticated && !buffers.headers.contains("Authorization")),
        listener(defaults.listener.get()),
        before_credential(buffers.headers.size()),
        timeout_of(options.timeout.value_or(defaults.timeout)),
        request{.method = operation.verb,
                .repeatable = operation.repetition == api::repetition::safe || retry.unsafe == resend::always,
                .time_limit = in_words(timeout_of),
                .url = buffers.url,
                .body = buffers.body,
                .connect_timeout = defaults.connect_timeout,
                .idle_timeout = defaults.idle_timeout,
                .body_limit = defaults.body_limit,
                .stop = options.stop} {}

  // Call it before each attempt. The time limit counts from the first one.
  void begin_attempt(call_buffers& buffers) {
    buffers.attempt_began = attempt_began = http::clock::now();
    if (number++ == 0) {
      request.deadline = later(attempt_began, timeout_of);
      buffers.time_limit = timeout_of;
      buffers.own_credential = own_credential;
      if (listener != nullptr) [[unlikely]]
        buffers.watch = listener->begin(traits);
    }
    buffers.response.clear();
    if (own_credential) buffers.headers.truncate(before_credential);
  }

  // Returns the error of a call that was stopped during a pause.
  [[gnu::cold]] error stopped(call_buffers& buffers) {
    error what(errc::cancelled, "cancelled while waiting before the next attempt");
    what.phase = phase::back_off;
    what.attempts = std::move(buffers.attempts);
    return what;
  }

  // Clamps to some weeks; a longer limit makes no difference.
  static std::chrono::duration<std::uint32_t, std::milli> in_words(std::chrono::milliseconds span) noexcept {
    constexpr std::chrono::milliseconds::rep most = 0xffff'ffff;
    return std::chrono::duration<std::uint32_t, std::milli>(
        static_cast<std::uint32_t>(span.count() > 0 && span.count() <= most ? span.count() : 0));
  }

  api::traits const& traits;
  retry_policy retry;
  success_rule rule;
  bool own_credential;  // the client authenticates the call, not the caller
  bool renewed = false;
  call_tracker_factory* listener;
  int number = 0;  // number of the current attempt
  std::size_t before_credential;
  std::chrono::milliseconds timeout_of;  // limit of the whole call
  http::clock::time_point attempt_began{};
  http::clock::time_point wake{};  // end of the pause
  http::request request;
};

}  // namespace geai::inline v0_2::detail
