#include <doctest/doctest.h>

#include <geai/date.hpp>
#include <sstream>
#include <string>
#include <type_traits>

namespace {

using geai::date;
using namespace std::chrono_literals;

// Neither texts nor bare numbers convert to a date.
static_assert(!std::is_constructible_v<date, char const*>);
static_assert(!std::is_constructible_v<date, std::string>);
static_assert(!std::is_constructible_v<date, int>);
static_assert(!std::is_constructible_v<date, std::chrono::year_month>);
static_assert(std::is_convertible_v<std::chrono::year_month_day, date>);
static_assert(std::is_convertible_v<std::chrono::year_month_day_last, date>);
static_assert(std::is_convertible_v<std::chrono::sys_days, date>);

// Created and compared at compile time.
constexpr date day = 2026y / 11 / 29;
static_assert(day.ok() && !day.empty() && day.text() == "2026-11-29" && day.day() == 2026y / 11 / 29);
static_assert(date(2026y / 2 / std::chrono::last).text() == "2026-02-28");
static_assert(date(std::chrono::sys_days(std::chrono::days(0))).text() == "1970-01-01");
static_assert(date(2026y / 9 / 30) < date(2026y / 10 / 1) && date(987y / 1 / 1) < day);
static_assert(date().empty() && !date().ok() && date().text().empty() && date() == date());

}  // namespace

TEST_CASE("date: ok() is false for one that does not exist") {
  for (auto const each :
       {2026y / 2 / 29, 2026y / 4 / 31, 2026y / 0 / 1, 2026y / 13 / 1, 2026y / 1 / 0, -1y / 1 / 1, 10000y / 1 / 1}) {
    date const made = each;
    CHECK_FALSE(made.ok());
    CHECK_FALSE(made.empty());
  }
  CHECK(date(2024y / 2 / 29).ok());
  CHECK(date(0y / 1 / 1).text() == "0000-01-01");
  CHECK(date(9999y / 12 / 31).ok());
}

TEST_CASE("date: a text that begins with a day") {
  for (char const* text : {"2026-11-29", "2026-11-29T10:20:30Z", "2026-11-29 10:20:30"})
    CHECK(date::parse(text) == day);
  for (char const* text : {"", "2026-11-2", "2026-11-290", "2026/11/29", "29-11-2026", "2026-02-30", "2026-13-01",
                           "20a6-11-29", "+026-11-29", "2026-1-029", "today's date"}) {
    CAPTURE(text);
    CHECK_FALSE(date::parse(text));
  }
}

TEST_CASE("date: is printed as it is written") {
  std::ostringstream out;
  out << day;
  CHECK(out.str() == "2026-11-29");
}
