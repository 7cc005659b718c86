#pragma once

#include <charconv>
#include <chrono>
#include <geai/http/header.hpp>
#include <optional>
#include <string_view>

namespace geai::inline v0::http {

// A date in the form that HTTP prefers (RFC 9110, 5.6.7), like "Sun, 06 Nov 1994 08:49:37 GMT".
inline std::optional<std::chrono::sys_seconds> parse_date(std::string_view text) noexcept {
  using namespace std::chrono;
  if (text.size() != 29 || text.substr(3, 2) != ", " || text.substr(25) != " GMT") return std::nullopt;
  bool sound = true;
  auto const number = [&](std::size_t at, std::size_t size) {
    int value = 0;
    char const* const end = text.data() + at + size;
    auto const [stop, fault] = std::from_chars(text.data() + at, end, value);
    if (fault != std::errc{} || stop != end || value < 0) sound = false;
    return value;
  };
  constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
  std::size_t const month_at = months.find(text.substr(8, 3));
  if (month_at == std::string_view::npos || month_at % 3 != 0) return std::nullopt;
  year_month_day const date{year{number(12, 4)}, month{static_cast<unsigned>(month_at / 3 + 1)},
                            day{static_cast<unsigned>(number(5, 2))}};
  int const hour = number(17, 2);
  int const minute = number(20, 2);
  int const second = number(23, 2);
  if (!sound || !date.ok() || hour > 23 || minute > 59 || second > 60) return std::nullopt;
  return sys_days{date} + hours{hour} + minutes{minute} + seconds{second};
}

// How long the server asks to wait: `retry-after-ms`, or `Retry-After` in seconds or as a date. Nothing when it does not
// say, or says something else. A date in the past is no wait; the wait is at most 24 days, whatever the server says.
inline std::optional<std::chrono::milliseconds> retry_after(header_list const& headers,
                                                            std::chrono::system_clock::time_point now) noexcept {
  using namespace std::chrono;
  constexpr double most = 2e9;  // milliseconds
  auto const number = [](std::string_view text) -> std::optional<double> {
    if (text.empty() || text.front() < '0' || text.front() > '9') return std::nullopt;  // no "inf", no "nan"
    double value = 0;
    auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
    if (fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
  };
  auto const bounded = [&](double value) { return milliseconds{static_cast<long long>(value < most ? value : most)}; };

  if (auto const value = number(headers.get("retry-after-ms"))) return bounded(*value);
  std::string_view const text = headers.get("retry-after");
  if (auto const value = number(text)) return bounded(*value * 1000);
  if (auto const date = parse_date(text)) {
    using span = duration<double, std::milli>;  // nanoseconds would overflow: the year may be 9999
    double const wait = (span(date->time_since_epoch()) - span(now.time_since_epoch())).count();
    return bounded(wait > 0 ? wait : 0);
  }
  return std::nullopt;
}

}  // namespace geai::inline v0::http
