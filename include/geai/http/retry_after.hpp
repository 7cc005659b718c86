#pragma once

#include <charconv>
#include <chrono>
#include <geai/detail/narrow_cast.hpp>
#include <geai/detail/system/from_chars.hpp>
#include <geai/http/header.hpp>
#include <optional>
#include <string_view>

namespace geai::inline v0_2::http {

// Parses an HTTP date (RFC 9110, 5.6.7): "Sun, 06 Nov 1994 08:49:37 GMT", or one of the obsolete forms "Sunday,
// 06-Nov-94 08:49:37 GMT" and "Sun Nov  6 08:49:37 1994". A two-digit year is the latest such year that is at most 50
// years after `now`.
inline std::optional<std::chrono::sys_seconds> parse_date(std::string_view text,
                                                          std::chrono::system_clock::time_point now) noexcept {
  using namespace std::chrono;
  bool sound = true;
  auto const number = [&](std::string_view digits) {
    if (digits.starts_with(' ')) digits.remove_prefix(1);
    int value = 0;
    char const* const end = digits.data() + digits.size();
    auto const [stop, fault] = std::from_chars(digits.data(), end, value);
    if (digits.empty() || fault != std::errc{} || stop != end || value < 0) sound = false;
    return value;
  };
  std::string_view day_text, month_text, year_text, time;
  std::size_t const comma = text.find(',');
  if (comma == std::string_view::npos) {  // asctime()
    if (text.size() != 24 || text[3] != ' ' || text[7] != ' ' || text[10] != ' ' || text[19] != ' ')
      return std::nullopt;
    month_text = text.substr(4, 3);
    day_text = text.substr(8, 2);
    time = text.substr(11, 8);
    year_text = text.substr(20);
  } else {
    std::string_view rest = text.substr(comma + 1);
    bool const is_short = rest.size() == 23;  // RFC 850
    if (comma < 3 || (!is_short && rest.size() != 25) || !rest.starts_with(' ') || !rest.ends_with(" GMT"))
      return std::nullopt;
    char const between = is_short ? '-' : ' ';
    if (rest[3] != between || rest[7] != between || rest[rest.size() - 13] != ' ') return std::nullopt;
    day_text = rest.substr(1, 2);
    month_text = rest.substr(4, 3);
    year_text = rest.substr(8, is_short ? 2 : 4);
    time = rest.substr(rest.size() - 12, 8);
  }
  constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
  std::size_t const month_at = months.find(month_text);
  if (month_at == std::string_view::npos || month_at % 3 != 0 || time[2] != ':' || time[5] != ':') return std::nullopt;
  int years = number(year_text);
  if (year_text.size() == 2) {
    int const this_year = static_cast<int>(year_month_day(floor<days>(now)).year());
    years += this_year / 100 * 100;
    if (years > this_year + 50) years -= 100;
    if (years + 100 <= this_year + 50) years += 100;
  }
  year_month_day const date{year{years}, month{geai::detail::narrow_cast<unsigned>(month_at / 3 + 1)},
                            day{static_cast<unsigned>(number(day_text))}};
  int const hour = number(time.substr(0, 2));
  int const minute = number(time.substr(3, 2));
  int const second = number(time.substr(6, 2));
  if (!sound || !date.ok() || hour > 23 || minute > 59 || second > 60) return std::nullopt;
  return sys_days{date} + hours{hour} + minutes{minute} + seconds{second};
}

// Returns the pause that the server asks for: `retry-after-ms`, or `Retry-After` in seconds or as a date. Empty
// optional if there is no such header or if it is malformed. A date in the past is a pause of zero. A pause is at most
// 24 days.
inline std::optional<std::chrono::milliseconds> retry_after(header_list const& headers,
                                                            std::chrono::system_clock::time_point now) noexcept {
  using namespace std::chrono;
  constexpr double most = 2e9;  // in milliseconds
  auto const number = [](std::string_view text) -> std::optional<double> {
    if (text.empty() || text.front() == '.' || text.find_first_not_of("0123456789.") != std::string_view::npos)
      return std::nullopt;
    double value = 0;
    auto const [end, fault] = geai::detail::from_chars(text.data(), text.data() + text.size(), value);
    if (fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
  };
  auto const bounded = [&](double value) { return milliseconds{static_cast<long long>(value < most ? value : most)}; };

  if (auto const value = number(headers.get("retry-after-ms"))) return bounded(*value);
  std::string_view const text = headers.get("retry-after");
  if (auto const value = number(text)) return bounded(*value * 1000);
  if (auto const date = parse_date(text, now)) {
    using span = duration<double, std::milli>;  // nanoseconds would overflow: the year may be 9999
    double const wait = (span(date->time_since_epoch()) - span(now.time_since_epoch())).count();
    return bounded(wait > 0 ? wait : 0);
  }
  return std::nullopt;
}

}  // namespace geai::inline v0_2::http
