#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <geai/error.hpp>
#include <geai/http/header.hpp>
#include <geai/result.hpp>
#include <string_view>

// The bytes that the headers of a request may contain.

namespace geai::inline v0_2::detail {

enum class byte_kind : unsigned char { in_name = 1, in_value = 2 };

// Classifies each byte: allowed in a header's name (RFC 9110, 5.6.2), allowed in a header's value (5.5, with obs-text).
inline constexpr auto byte_kinds = [] {
  std::array<unsigned char, 256> kinds{};
  for (int byte = 0; byte != 256; ++byte) {
    bool const in_value = (byte >= ' ' && byte != 0x7f) || byte == '\t';
    bool const separator =
        std::string_view("()<>@,;:\\\"/[]?={}").find(static_cast<char>(byte)) != std::string_view::npos;
    bool const in_name = byte > ' ' && byte < 0x7f && !separator;
    kinds[static_cast<std::size_t>(byte)] =
        static_cast<unsigned char>(static_cast<int>(in_name) * static_cast<int>(byte_kind::in_name) +
                                   static_cast<int>(in_value) * static_cast<int>(byte_kind::in_value));
  }
  return kinds;
}();

inline bool all_of_kind(std::string_view text, byte_kind kind) noexcept {
  unsigned all = static_cast<unsigned char>(kind);
  for (char c : text) all &= byte_kinds[static_cast<unsigned char>(c)];
  return all != 0;
}

// True if no byte is below the space or DEL. Checks eight bytes at a time: values are long and hardly ever contain a
// tab.
inline bool is_plain(std::string_view text) noexcept {
  constexpr std::uint64_t ones = 0x0101010101010101;
  // Sets the high bit of each byte that is at least `least`.
  auto const at_least = [](std::uint64_t least, std::uint64_t word) {
    return ((word & ones * 0x7f) + ones * (0x80 - least)) | word;
  };
  std::uint64_t good = ones * 0x80;
  auto const look = [&](std::uint64_t word) { good &= at_least(' ', word) & at_least(1, word ^ ones * 0x7f); };
  std::uint64_t word;
  char const* at = text.data();
  std::size_t left = text.size();
  for (; left >= sizeof word; left -= sizeof word, at += sizeof word) {
    std::memcpy(&word, at, sizeof word);
    look(word);
  }
  word = ones * ' ';
  if (left != 0) std::memcpy(&word, at, left);
  look(word);
  return good == ones * 0x80;
}

// Refuses bytes that would end a header and begin another.
inline result<void> check_headers(http::header_list const& headers) {
  auto const refuse = [](std::string_view name, std::string_view reason) -> error {
    error what(errc::invalid_argument, "header '");
    for (char c : name) what.message += static_cast<unsigned char>(c) > ' ' && c != 0x7f ? c : '?';
    what.message += "' ";
    what.message += reason;
    return what;
  };
  for (http::header const& each : headers) {
    if (each.name.empty()) return refuse(each.name, "has no name");
    if (!all_of_kind(each.name, byte_kind::in_name))
      return refuse(each.name, "is not a valid header name; use letters, digits and hyphens");
    if (!is_plain(each.value) && !all_of_kind(each.value, byte_kind::in_value))
      return refuse(each.name, "has a line break or another control character in its value; remove it");
  }
  return {};
}

}  // namespace geai::inline v0_2::detail
