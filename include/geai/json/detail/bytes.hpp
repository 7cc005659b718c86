#pragma once

#include <geai/detail/language.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

// Handles eight bytes of text at a time, and single characters of UTF-8.

namespace geai::inline v0_2::json::detail {

inline constexpr std::uint64_t ones = 0x0101010101010101;
inline constexpr std::uint64_t high_bits = 0x8080808080808080;

inline std::uint64_t load8(char const* text) noexcept {
  std::uint64_t word;
  std::memcpy(&word, text, sizeof word);
  return word;
}

// Returns a word whose high bits mark the bytes equal to `wanted`; above the first one there may be false marks.
constexpr std::uint64_t equal_bytes(std::uint64_t word, unsigned char wanted) noexcept {
  std::uint64_t const difference = word ^ (ones * wanted);
  return (difference - ones) & ~difference & high_bits;
}

// Returns the position in memory of the first byte whose high bit is set in `found`, which was computed from a word of
// load8. `found` must not be zero, and no bit before its first true one may be set. (On a big-endian machine, false
// bits are where they do harm, so the caller's text decides: `same` is called for each byte.)
template <class Same> std::size_t first_byte(std::uint64_t found, Same same) noexcept {
  if constexpr (std::endian::native == std::endian::little) return std::size_t(std::countr_zero(found)) / 8;
  std::size_t i = 0;
  while (!same(i)) ++i;
  return i;
}

// True if the bytes of a word of load8 are digits.
constexpr bool are_digits(std::uint64_t word) noexcept {
  constexpr std::uint64_t upper = 0xf0 * ones;
  return ((word & upper) | ((word + 0x06 * ones) & upper) >> 4) == 0x33 * ones;
}

// Returns the number with these eight digits, the first in the lowest byte. Each byte is the value of a digit.
constexpr std::uint64_t join_digits(std::uint64_t word) noexcept {
  constexpr std::uint64_t mask = 0x000000ff000000ff;
  word = word * 10 + (word >> 8);  // pairs, in every other byte
  return ((word & mask) * (100 + (1'000'000ULL << 32)) + ((word >> 16) & mask) * (1 + (10'000ULL << 32))) >> 32;
}

// Like join_digits, for digits as text.
constexpr std::uint64_t eight_digits(std::uint64_t word) noexcept { return join_digits(word - '0' * ones); }

// Writes `code_point` (not a surrogate) as UTF-8, at most four bytes. Returns the end of the output.
inline char* write_utf8(std::uint32_t code_point, char* out) noexcept {
  if (code_point < 0x80) {
    *out++ = char(code_point);
  } else if (code_point < 0x800) {
    *out++ = char(0xc0 | (code_point >> 6));
    *out++ = char(0x80 | (code_point & 0x3f));
  } else if (code_point < 0x10000) {
    *out++ = char(0xe0 | (code_point >> 12));
    *out++ = char(0x80 | ((code_point >> 6) & 0x3f));
    *out++ = char(0x80 | (code_point & 0x3f));
  } else {
    *out++ = char(0xf0 | (code_point >> 18));
    *out++ = char(0x80 | ((code_point >> 12) & 0x3f));
    *out++ = char(0x80 | ((code_point >> 6) & 0x3f));
    *out++ = char(0x80 | (code_point & 0x3f));
  }
  return out;
}

// Measures the character at `position`, a byte of 0x80 or more. Returns the size of a well-formed character, or the
// negated size of the sequence that one U+FFFD replaces (the longest beginning of a well-formed character, or one
// byte).
inline int utf8_character(char const* position, char const* end) noexcept {
  auto const byte = [&](int i) { return static_cast<unsigned char>(position[i]); };
  auto const goes_on = [&](int i) { return (byte(i) & 0xc0) == 0x80; };
  unsigned const lead = byte(0);
  if (lead >= 0xc2 && lead < 0xe0) return end - position > 1 && goes_on(1) ? 2 : -1;
  if (lead > 0xe0 && lead < 0xf0 && lead != 0xed && end - position > 2 && goes_on(1) && goes_on(2)) return 3;
  if (lead < 0xc2 || lead > 0xf4) return -1;
  int const size = lead < 0xf0 ? 3 : 4;
  unsigned low = 0x80;
  unsigned high = 0xbf;
  if (lead == 0xe0) low = 0xa0;   // overlong
  if (lead == 0xed) high = 0x9f;  // surrogates
  if (lead == 0xf0) low = 0x90;   // overlong
  if (lead == 0xf4) high = 0x8f;  // beyond U+10FFFF
  for (int i = 1; i != size; ++i) {
    if (position + i == end || byte(i) < low || byte(i) > high) return -i;
    low = 0x80;
    high = 0xbf;
  }
  return size;
}

}  // namespace geai::inline v0_2::json::detail
