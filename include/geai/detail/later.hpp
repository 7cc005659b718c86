#pragma once

#include <geai/detail/language.hpp>

#include <chrono>

namespace geai::inline v0_2::detail {

// A duration of this length or more means no limit: milliseconds::max() and similar values would overflow the
// arithmetic of clocks.
inline constexpr std::chrono::duration<double> no_limit = std::chrono::hours(24) * 365 * 100;

// Returns the time point that much later: the maximum if there is no limit, the same one for a negative duration.
template <class Clock, class Duration, class Rep, class Period>
constexpr std::chrono::time_point<Clock, Duration> later(std::chrono::time_point<Clock, Duration> from,
                                                         std::chrono::duration<Rep, Period> span) {
  if (span >= no_limit) [[unlikely]]
    return (std::chrono::time_point<Clock, Duration>::max)();
  if (span <= span.zero()) return from;
  return from + std::chrono::ceil<Duration>(span);
}

// Converts a duration to milliseconds, rounded up.
template <class Rep, class Period>
constexpr std::chrono::milliseconds in_milliseconds(std::chrono::duration<Rep, Period> span) {
  if (span >= no_limit) return (std::chrono::milliseconds::max)();
  if (-span >= no_limit) return -(std::chrono::milliseconds::max)();
  return std::chrono::ceil<std::chrono::milliseconds>(span);
}

}  // namespace geai::inline v0_2::detail
