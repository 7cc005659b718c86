#pragma once

#include <geai/detail/language.hpp>
#include <geai/detail/lasting.hpp>

#include <charconv>
#include <concepts>
#include <system_error>
#include <version>

#if !defined(__cpp_lib_to_chars)  // libc++ parses no floating-point numbers before LLVM 20, and not all types later
#include <locale.h>
#include <stdlib.h>
#if defined(__APPLE__) || defined(__FreeBSD__)
#include <xlocale.h>
#endif
#include <cerrno>
#include <cmath>
#include <string>
#endif

namespace geai::inline v0_2::detail {

#if defined(__cpp_lib_to_chars)

// Parses a JSON number, like std::from_chars.
template <std::floating_point Number>
std::from_chars_result from_chars(char const* first, char const* last, Number& value) noexcept {
  return std::from_chars(first, last, value);
}

#else

struct classic_locale {
#if defined(_WIN32)
  _locale_t value = ::_create_locale(LC_ALL, "C");
#else
  locale_t value = ::newlocale(LC_ALL_MASK, "C", locale_t{});  // never freed
#endif
};

// Parses a JSON number, like std::from_chars, independently of the locale. Allocates for long ones.
template <std::floating_point Number>
std::from_chars_result from_chars(char const* first, char const* last, Number& value) {
  auto const classic = lasting<classic_locale>().value;
  std::string const text(first, last);
  char* end = nullptr;
  Number read;
  int const before = errno;
  errno = 0;
#if defined(_WIN32)
  if constexpr (std::same_as<Number, float>)
    read = ::_strtof_l(text.c_str(), &end, classic);
  else
    read = static_cast<Number>(::_strtod_l(text.c_str(), &end, classic));
#else
  if constexpr (std::same_as<Number, float>)
    read = ::strtof_l(text.c_str(), &end, classic);
  else if constexpr (std::same_as<Number, double>)
    read = ::strtod_l(text.c_str(), &end, classic);
  else
    read = ::strtold_l(text.c_str(), &end, classic);
#endif
  // strtod reports subnormal numbers as out of range, from_chars does not.
  bool const out_of_range = errno == ERANGE && (read == Number{0} || std::isinf(read));
  errno = before;
  if (end == text.c_str()) return {first, std::errc::invalid_argument};
  char const* const stopped = first + (end - text.c_str());
  if (out_of_range) return {stopped, std::errc::result_out_of_range};
  value = read;
  return {stopped, std::errc{}};
}

#endif

}  // namespace geai::inline v0_2::detail
