#pragma once

#include <geai/detail/language.hpp>

#include <chrono>
#include <compare>
#include <concepts>
#include <cstddef>
#include <optional>
#include <string_view>
#include <type_traits>

namespace geai::inline v0_2 {

namespace detail {

// Not constexpr: a constant expression that calls it does not compile, and the compiler's message shows this name.
inline void this_is_no_day_of_the_calendar() noexcept {}

}  // namespace detail

// A calendar day, written as YYYY-MM-DD. You make it from a std::chrono date, not from a text or from numbers, so the
// order of year, month and day is unambiguous:
//
//   using namespace std::chrono_literals;
//   geai::date const a = 2026y / 11 / 29;
//   geai::date const b = 2026y / std::chrono::February / std::chrono::last;
//   geai::date const c = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
//
// A constexpr date that does not exist (2026y/2/30) does not compile. At run time an invalid date has !ok(), and an
// operation that contains it fails before anything is sent. A default-constructed date is empty().
class date {
public:
  constexpr date() = default;

  template <class Day>
    requires(std::convertible_to<Day const&, std::chrono::year_month_day>)
  constexpr date(Day const& day) noexcept : day_(day) {  // NOLINT: implicit, a date is nothing but its day
    ok_ = day_.ok() && day_.year() >= std::chrono::year(0) && day_.year() <= std::chrono::year(9999);
    if (std::is_constant_evaluated() && !ok_) detail::this_is_no_day_of_the_calendar();
    write(0, 4, static_cast<unsigned>(static_cast<int>(day_.year())));
    write(5, 2, static_cast<unsigned>(day_.month()));
    write(8, 2, static_cast<unsigned>(day_.day()));
    text_[4] = text_[7] = '-';
  }

  // Parses the date at the beginning of a text from the platform: "2026-11-29" or "2026-11-29T10:00:00Z". Returns an
  // empty optional if the text does not begin with a date.
  static constexpr std::optional<date> parse(std::string_view text) noexcept {
    auto const number = [text](std::size_t index, std::size_t size) {
      int value = 0;
      for (char const c : text.substr(index, size)) {
        if (c < '0' || c > '9') return -1;
        value = value * 10 + (c - '0');
      }
      return value;
    };
    if (text.size() < 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    if (text.size() > 10 && text[10] >= '0' && text[10] <= '9') return std::nullopt;
    int const year = number(0, 4), month = number(5, 2), day = number(8, 2);
    if (year < 0 || month < 0 || day < 0) return std::nullopt;
    std::chrono::year_month_day const found{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                            std::chrono::day(static_cast<unsigned>(day))};
    if (!found.ok()) return std::nullopt;
    return date(found);
  }

  // Returns true for a default-constructed date.
  constexpr bool empty() const noexcept { return text_[4] == '\0'; }
  // Returns true if the date is a calendar day in a year from 0 to 9999.
  constexpr bool ok() const noexcept { return ok_; }
  constexpr std::chrono::year_month_day day() const noexcept { return day_; }
  // Returns the date as "2026-11-29", or an empty text if the date is empty. The view is valid for as long as the date.
  constexpr std::string_view text() const noexcept { return {text_, empty() ? 0u : sizeof text_}; }

  // Compares in calendar order, provided both dates are ok().
  friend constexpr bool operator==(date const& a, date const& b) noexcept { return a.text() == b.text(); }
  friend constexpr std::strong_ordering operator<=>(date const& a, date const& b) noexcept {
    return a.text() <=> b.text();
  }

  // Prints the date. A template, so that this header does not need <ostream>.
  template <class Stream>
    requires(requires(Stream& stream, std::string_view text) { stream << text; })
  friend Stream& operator<<(Stream& stream, date const& value) {
    stream << value.text();
    return stream;
  }

private:
  constexpr void write(std::size_t index, std::size_t size, unsigned value) noexcept {
    for (std::size_t i = size; i-- != 0; value /= 10) text_[index + i] = static_cast<char>('0' + value % 10);
  }

  std::chrono::year_month_day day_{};
  char text_[10]{};
  bool ok_ = false;
};

}  // namespace geai::inline v0_2
