#pragma once

#include <chrono>
#include <cstdio>
#include <ctime>
#include <optional>
#include <string>

namespace tool {

using moment = std::chrono::sys_seconds;

inline moment now() { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); }

// RFC 3339 in UTC: 2026-01-31T12:00:00Z.
inline std::string to_text(moment when) {
  std::time_t const seconds = std::chrono::system_clock::to_time_t(when);
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  char text[32];
  return {text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

inline std::optional<moment> moment_of(std::string const& text) {
  int year = 0;
  unsigned month = 0, day = 0;
  int hour = 0, minute = 0, second = 0, end = 0;
  if (std::sscanf(text.c_str(), "%4d-%2u-%2uT%2d:%2d:%2dZ%n", &year, &month, &day, &hour, &minute, &second, &end) != 6)
    return std::nullopt;
  auto const date = std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day);
  if (static_cast<std::size_t>(end) != text.size() || !date.ok() || hour > 23 || minute > 59 || second > 60)
    return std::nullopt;
  return std::chrono::sys_days(date) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
         std::chrono::seconds(second);
}

// "in 59 minutes", "3 hours ago"; whole units, the largest that fits.
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
