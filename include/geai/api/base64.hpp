#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <geai/result.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace geai::inline v0_2 {

// Decodes base64 text into 32-bit floats, little-endian. Errors: errc::decode if it is not valid base64 or no whole
// number of floats.
inline result<std::vector<float>> unpack_floats(std::string_view base64) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (int padding = 0; padding != 2 && base64.ends_with('='); ++padding) base64.remove_suffix(1);

  std::vector<float> values;
  values.reserve(base64.size() * 3 / 16);
  std::uint64_t bits = 0;  // the first byte of a float is the least significant
  unsigned bytes = 0;
  std::uint32_t group = 0;
  unsigned group_bits = 0;
  for (char const c : base64) {
    std::size_t const digit = digits.find(c);
    if (digit == std::string_view::npos) return error(errc::decode, "base64 text contains an invalid character");
    group = group << 6 | static_cast<std::uint32_t>(digit);
    group_bits += 6;
    if (group_bits < 8) continue;
    group_bits -= 8;
    bits |= std::uint64_t{group >> group_bits & 0xff} << (8 * bytes);
    if (++bytes != 4) continue;
    values.push_back(std::bit_cast<float>(static_cast<std::uint32_t>(bits)));
    bits = 0;
    bytes = 0;
  }
  if (bytes != 0 || group_bits >= 6)
    return error(errc::decode, "base64 text does not contain a whole number of 32-bit floats");
  return values;
}

// Appends the bytes as base64, with padding.
inline void append_base64(std::string& out, std::string_view bytes) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  out.reserve(out.size() + (bytes.size() + 2) / 3 * 4);
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    std::size_t const count = bytes.size() - at < 3 ? bytes.size() - at : 3;
    std::uint32_t group = 0;
    for (std::size_t i = 0; i != 3; ++i)
      group = group << 8 | (i < count ? static_cast<unsigned char>(bytes[at + i]) : 0U);
    for (std::size_t i = 0; i != 4; ++i) out += i <= count ? digits[group >> (18 - 6 * i) & 63] : '=';
  }
}

}  // namespace geai::inline v0_2
