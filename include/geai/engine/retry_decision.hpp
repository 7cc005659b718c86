#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <geai/api/operation.hpp>
#include <geai/detail/later.hpp>
#include <geai/error.hpp>
#include <geai/http/request.hpp>
#include <geai/retry.hpp>
#include <string_view>

// Decides when and how often a failed call is retried.

namespace geai::inline v0_2::detail {

// The remaining retries of a client (retry_policy::budget). Thread-safe.
class retry_budget {
public:
  explicit retry_budget(int retries) noexcept
      : most_(std::clamp(retries, 1, 1'000'000) * price), left_(std::clamp(retries, 0, 1'000'000) * price) {}

  bool spend() noexcept {
    int left = left_.load(std::memory_order_relaxed);
    do {
      if (left < price) return false;
    } while (!left_.compare_exchange_weak(left, left - price, std::memory_order_relaxed));
    return true;
  }

  void earn() noexcept {
    int left = left_.load(std::memory_order_relaxed);
    while (left < most_ && !left_.compare_exchange_weak(left, left + 1, std::memory_order_relaxed)) {}
  }

private:
  static constexpr int price = 5;  // successes

  int most_;
  std::atomic<int> left_;
};

// The decision after a failed attempt: another attempt after `pause`, or none, with a reason if it is worth reporting.
struct retry_decision {
  bool try_again = false;
  std::chrono::milliseconds delay{};
  std::string_view reason{};
};

// Makes the decision. It is a pure function, the same for every transport. A server's Retry-After is obeyed; if it is
// beyond the deadline, the call fails at once.
inline retry_decision decide_retry(api::traits const& operation, retry_policy const& policy, int attempts_done,
                                   error const& failure, http::clock::time_point now, http::clock::time_point deadline,
                                   std::uint64_t random) {
  using std::chrono::milliseconds;
  bool const is_connecting =
      failure.phase == phase::resolve || failure.phase == phase::connect || failure.phase == phase::tls;
  bool const nothing_was_sent = is_connecting || failure.phase == phase::token;
  bool const may_pass = failure.code == errc::transport || (failure.code == errc::timeout && nothing_was_sent) ||
                        (failure.code == errc::api_response && failure.is_transient());
  if (!may_pass || failure.permanent || attempts_done >= policy.max_attempts) return {};
  bool const not_done =
      failure.unprocessed || (failure.retry_after && (failure.http_status == 429 || failure.http_status == 503));
  bool const may_repeat = operation.repetition == api::repetition::safe || policy.unsafe == resend::always ||
                          nothing_was_sent || (not_done && policy.unsafe == resend::refused);
  if (!may_repeat) return {};
  retry_decision next{.try_again = true};
  if (failure.retry_after) {
    next.delay = *failure.retry_after;
  } else {
    milliseconds most = policy.base_delay;
    for (int i = 1; i < attempts_done && most < policy.max_delay; ++i)
      most = most > policy.max_delay / 2 ? policy.max_delay : most * 2;
    most = std::clamp(most, milliseconds{0}, (std::max)(policy.max_delay, milliseconds{0}));
    next.delay = milliseconds{static_cast<long long>(random % (static_cast<std::uint64_t>(most.count()) + 1))};
  }
  if (later(now, next.delay) < deadline) return next;
  return {.reason = failure.retry_after ? "the server asks for a pause that ends after the deadline"
                                        : "the pause before the next attempt would end after the deadline"};
}

}  // namespace geai::inline v0_2::detail
