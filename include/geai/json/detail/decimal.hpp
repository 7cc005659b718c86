#pragma once

#include <geai/detail/language.hpp>

#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>

// Converts decimal numbers of up to 19 digits to binary, rounded to the nearest, by multiplication with a power of five
// (Lemire, "Number Parsing at a Gigabyte per Second", 2021). It uses integers only, so neither -ffast-math nor the
// rounding mode matters.

namespace geai::inline v0_2::json::detail {

#ifdef __SIZEOF_INT128__
__extension__ using wide_integer = unsigned __int128;

struct power_of_five {
  std::uint64_t upper;  // its highest bit is set
  std::uint64_t lower;
};

// The powers that 64 bits hold, preceded by their reciprocals, rounded up.
inline constexpr int largest_power = 27;
inline constexpr auto powers_of_five = [] {
  std::array<power_of_five, 2 * largest_power + 1> all{};
  std::uint64_t power = 1;
  for (std::size_t i = 0; i <= largest_power; ++i, power *= 5) {
    wide_integer reciprocal = 0;  // 2^(bit width of power + 127) / power, by long division
    std::uint64_t rest = 1;
    for (int bits = static_cast<int>(std::bit_width(power)) + 127; bits != 0; --bits) {
      rest *= 2;
      reciprocal = reciprocal << 1 | (rest >= power);
      if (rest >= power) rest -= power;
    }
    ++reciprocal;
    all[largest_power - i] = {static_cast<std::uint64_t>(reciprocal >> 64), static_cast<std::uint64_t>(reciprocal)};
    all[largest_power + i] = {power << std::countl_zero(power), 0};
  }
  return all;
}();

// Computes digits * 10^power. Returns false if this method cannot: a large power, or a result that is too large.
template <std::floating_point Number>
[[gnu::always_inline]] inline bool to_binary(std::uint64_t digits, int power, bool negative, Number& out) noexcept {
  using limits = std::numeric_limits<Number>;
  if constexpr (!limits::is_iec559 || sizeof(Number) > 8) {
    return false;
  } else {
    using bits = std::conditional_t<sizeof(Number) == 8, std::uint64_t, std::uint32_t>;
    constexpr int stored = limits::digits - 1;  // bits of the mantissa
    constexpr int bias = limits::max_exponent - 1;
    constexpr int exact_from = stored == 52 ? -4 : -17, exact_to = stored == 52 ? 23 : 10;  // ties are possible
    if (power < -largest_power || power > largest_power) return false;
    bits const sign = bits{negative} << (8 * sizeof(bits) - 1);
    if (digits == 0) {
      out = std::bit_cast<Number>(sign);
      return true;
    }
    int const zeros = std::countl_zero(digits);
    digits <<= zeros;
    power_of_five const& factor = powers_of_five[static_cast<std::size_t>(power + largest_power)];
    wide_integer product = wide_integer{digits} * factor.upper;
    constexpr std::uint64_t undecided = ~std::uint64_t{0} >> (stored + 3);
    if ((static_cast<std::uint64_t>(product >> 64) & undecided) == undecided) [[unlikely]]
      product += wide_integer{digits} * factor.lower >> 64;
    auto const upper = static_cast<std::uint64_t>(product >> 64);
    auto const lower = static_cast<std::uint64_t>(product);
    int const top = static_cast<int>(upper >> 63);
    int const shift = top + 64 - stored - 3;
    std::uint64_t mantissa = upper >> shift;
    int exponent = ((217706 * power) >> 16) + 63 + top - zeros + bias;
    if (exponent <= 0) return false;
    if (lower <= 1 && power >= exact_from && power <= exact_to && (mantissa & 3) == 1 && mantissa << shift == upper)
      mantissa &= ~std::uint64_t{1};  // a tie: round to even
    mantissa = (mantissa + (mantissa & 1)) >> 1;
    if (mantissa >= std::uint64_t{2} << stored) {
      mantissa = std::uint64_t{1} << stored;
      ++exponent;
    }
    if (exponent >= 2 * bias + 1) return false;
    mantissa &= ~(std::uint64_t{1} << stored);
    out = std::bit_cast<Number>(
        static_cast<bits>(sign | static_cast<bits>(mantissa) | static_cast<bits>(exponent) << stored));
    return true;
  }
}
#else
template <std::floating_point Number> bool to_binary(std::uint64_t, int, bool, Number&) noexcept { return false; }
#endif

}  // namespace geai::inline v0_2::json::detail
