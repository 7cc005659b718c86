#pragma once

#include <chrono>
#include <geai/config/detail/timestamp.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace tool {

using moment = std::chrono::sys_seconds;

inline moment now() { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); }

// Formats a time as in the credentials file: 2026-01-31T12:00:00Z.
inline std::string to_text(moment when) { return geai::detail::timestamp_of(when); }
inline std::optional<moment> moment_of(std::string_view text) { return geai::detail::parse_timestamp(text); }

// Formats a duration: "in 59 minutes", "3 hours ago"; in whole units, the largest that fits.
inline std::string relative(moment when, moment from = now()) {
  auto const distance = when < from ? from - when : when - from;
  auto const say = [&](auto count, char const* unit) {
    std::string const text = std::to_string(count) + " " + unit + (count == 1 ? "" : "s");
    return when < from ? text + " ago" : "in " + text;
  };
  if (distance < std::chrono::minutes(2)) return say(distance.count(), "second");
  if (distance < std::chrono::hours(2))
    return say(std::chrono::floor<std::chrono::minutes>(distance).count(), "minute");
  if (distance < std::chrono::days(2)) return say(std::chrono::floor<std::chrono::hours>(distance).count(), "hour");
  return say(std::chrono::floor<std::chrono::days>(distance).count(), "day");
}

}  // namespace tool
