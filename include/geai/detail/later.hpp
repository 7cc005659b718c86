#pragma once

#include <geai/detail/language.hpp>

#include <chrono>

namespace geai::inline v0::detail {

// A span of this length or more is no limit: milliseconds::max() and the like, with which clocks cannot reckon.
inline constexpr std::chrono::duration<double> no_limit = std::chrono::hours(24) * 365 * 100;

// The moment that long after another one: the last there is for what is no limit, the same one for what is negative.
template <class Clock, class Duration, class Rep, class Period>
constexpr std::chrono::time_point<Clock, Duration> later(std::chrono::time_point<Clock, Duration> from,
                                                         std::chrono::duration<Rep, Period> span) {
  if (span >= no_limit) [[unlikely]]
    return (std::chrono::time_point<Clock, Duration>::max)();
  if (span <= span.zero()) return from;
  return from + std::chrono::ceil<Duration>(span);
}

// A span in milliseconds, rounded up.
template <class Rep, class Period>
constexpr std::chrono::milliseconds in_milliseconds(std::chrono::duration<Rep, Period> span) {
  if (span >= no_limit) return (std::chrono::milliseconds::max)();
  if (-span >= no_limit) return -(std::chrono::milliseconds::max)();
  return std::chrono::ceil<std::chrono::milliseconds>(span);
}

}  // namespace geai::inline v0::detail
