#pragma once

#include <geai/detail/language.hpp>
#include <geai/detail/system/from_chars.hpp>

#include <algorithm>
#include <charconv>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <system_error>
#include <type_traits>

// JSON numbers as text.

namespace geai::inline v0_2::json::detail {

constexpr bool is_digit(char c) noexcept { return static_cast<unsigned char>(c - '0') < 10; }

// A number's parts: -digits.fraction e exponent.
struct number_parts {
  bool valid = false;
  bool negative = false;
  std::string_view digits{};
  std::string_view fraction{};
  int exponent = 0;  // clamped to +-1,000,000,000
};

inline number_parts split_number(std::string_view token) noexcept {
  number_parts parts;
  char const* at = token.data();
  char const* const end = at + token.size();
  auto const skip_digits = [&at, end] {
    char const* const begin = at;
    while (at != end && is_digit(*at)) ++at;
    return std::string_view(begin, at);
  };
  if (at != end && *at == '-') {
    parts.negative = true;
    ++at;
  }
  parts.digits = skip_digits();
  if (parts.digits.empty() || (parts.digits.size() > 1 && parts.digits[0] == '0')) return parts;
  if (at != end && *at == '.') {
    ++at;
    parts.fraction = skip_digits();
    if (parts.fraction.empty()) return parts;
  }
  if (at != end && (*at == 'e' || *at == 'E')) {
    ++at;
    bool const minus = at != end && *at == '-';
    if (at != end && (*at == '-' || *at == '+')) ++at;
    std::string_view const digits = skip_digits();
    if (digits.empty()) return parts;
    for (char c : digits)
      if (parts.exponent < 100'000'000) parts.exponent = parts.exponent * 10 + (c - '0');
    if (minus) parts.exponent = -parts.exponent;
  }
  parts.valid = at == end;
  return parts;
}

struct integer_bounds {
  std::uint64_t largest;
  std::uint64_t smallest;  // the absolute value

  template <std::integral Integer> static constexpr integer_bounds of() noexcept {
    return {static_cast<std::uint64_t>((std::numeric_limits<Integer>::max)()),
            std::is_signed_v<Integer> ? static_cast<std::uint64_t>((std::numeric_limits<Integer>::max)()) + 1 : 0};
  }
};

enum class integer_fault : unsigned char { none, fraction, range };

// Converts a valid number that is an integer, or whose fraction is dropped, to two's complement. Exact:
// 9007199254740993.0 is that number.
[[gnu::cold, gnu::noinline]] inline integer_fault to_integer(number_parts const& number, integer_bounds bounds,
                                                             bool drops_fraction, std::uint64_t& bits) noexcept {
  // Counts the digits of both parts without trailing zeros; the rest is 10^exponent.
  std::size_t const all = number.digits.size() + number.fraction.size();
  auto const digit = [&number](std::size_t i) {
    return i < number.digits.size() ? number.digits[i] : number.fraction[i - number.digits.size()];
  };
  std::size_t size = all;
  while (size != 0 && digit(size - 1) == '0') --size;
  auto exponent = static_cast<std::ptrdiff_t>(number.exponent) - static_cast<std::ptrdiff_t>(number.fraction.size()) +
                  static_cast<std::ptrdiff_t>(all - size);
  if (exponent < 0 && drops_fraction) {
    size -= (std::min)(size, static_cast<std::size_t>(-exponent));
    exponent = 0;
  }
  if (size == 0) exponent = 0;
  if (exponent < 0) return integer_fault::fraction;

  std::uint64_t value = 0;
  bool fits = true;
  auto const shift_in = [&value, &fits](unsigned next) {
    fits = fits && value <= ((std::numeric_limits<std::uint64_t>::max)() - next) / 10;
    if (fits) value = value * 10 + next;
  };
  for (std::size_t i = 0; i != size && fits; ++i) shift_in(static_cast<unsigned>(digit(i) - '0'));
  for (; exponent != 0 && fits; --exponent) shift_in(0);
  if (!fits || value > (number.negative ? bounds.smallest : bounds.largest)) return integer_fault::range;
  bits = number.negative ? 0 - value : value;
  return integer_fault::none;
}

// Converts a valid number, whose whole text is `text`. Returns false if it is too large. A number that is too small is
// zero.
template <std::floating_point Number>
bool to_real(number_parts const& number, std::string_view text, Number& out) noexcept {
  if (geai::detail::from_chars(text.data(), text.data() + text.size(), out).ec != std::errc::result_out_of_range)
    return true;
  // The power of ten of the first digit decides between too large and so small that it is zero.
  std::size_t const zeros = number.fraction.find_first_not_of('0');
  std::ptrdiff_t const power = number.digits != "0" ? static_cast<std::ptrdiff_t>(number.digits.size()) - 1
                                                    : -1 - static_cast<std::ptrdiff_t>(zeros);
  if (power + number.exponent > 0) return false;
  out = number.negative ? -Number{0} : Number{0};
  return true;
}

}  // namespace geai::inline v0_2::json::detail
