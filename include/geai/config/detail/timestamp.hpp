#pragma once

#include <geai/detail/language.hpp>

#include <chrono>
#include <cstddef>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

namespace geai::inline v0_2::detail {

// Returns a time as in the credentials file: RFC 3339 in UTC, in whole seconds: 2026-01-31T12:00:00Z.
template <class = void> std::string timestamp_of(std::chrono::sys_seconds when) {
  using namespace std::chrono;
  auto const day_of = floor<days>(when);
  year_month_day const date(day_of);
  long long const second = (when - day_of).count();
  char text[64];
  int const size = std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02lld:%02lld:%02lldZ",
                                 static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                                 static_cast<unsigned>(date.day()), second / 3600, second / 60 % 60, second % 60);
  return {text, static_cast<std::size_t>(size)};
}

template <class = void> std::optional<std::chrono::sys_seconds> parse_timestamp(std::string_view text) noexcept {
  using namespace std::chrono;
  constexpr std::string_view form = "0000-00-00T00:00:00Z";
  if (text.size() != form.size()) return std::nullopt;
  for (std::size_t at = 0; at != form.size(); ++at) {
    bool const digit = text[at] >= '0' && text[at] <= '9';
    if (form[at] == '0' ? !digit : text[at] != form[at]) return std::nullopt;
  }
  auto const number = [&](std::size_t index, std::size_t size) {
    int value = 0;
    for (char c : text.substr(index, size)) value = value * 10 + (c - '0');
    return value;
  };
  year_month_day const date{year{number(0, 4)}, month{static_cast<unsigned>(number(5, 2))},
                            day{static_cast<unsigned>(number(8, 2))}};
  int const hour = number(11, 2);
  int const minute = number(14, 2);
  int const second = number(17, 2);
  if (!date.ok() || hour > 23 || minute > 59 || second > 60) return std::nullopt;
  return sys_days{date} + hours{hour} + minutes{minute} + seconds{second};
}

}  // namespace geai::inline v0_2::detail
