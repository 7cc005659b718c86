#pragma once

#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <geai/json/detail/bytes.hpp>
#include <geai/json/model.hpp>
#include <geai/secret.hpp>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace geai::json {

namespace detail {

// --- strings ----------------------------------------------------------------------------------------------------------

// What stands at `at`, a byte of 0x80 or more: the size of a well-formed character, or, negative, the size of what is
// replaced by one U+FFFD (the longest beginning of a well-formed character, or one byte).
inline int utf8_character(char const* at, char const* end) noexcept {
  auto const byte = [&](int i) { return static_cast<unsigned char>(at[i]); };
  unsigned const lead = byte(0);
  if (lead < 0xc2 || lead > 0xf4) return -1;
  int const size = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  unsigned low = 0x80;
  unsigned high = 0xbf;
  if (lead == 0xe0) low = 0xa0;   // overlong
  if (lead == 0xed) high = 0x9f;  // surrogates
  if (lead == 0xf0) low = 0x90;   // overlong
  if (lead == 0xf4) high = 0x8f;  // beyond U+10FFFF
  for (int i = 1; i != size; ++i) {
    if (at + i == end || byte(i) < low || byte(i) > high) return -i;
    low = 0x80;
    high = 0xbf;
  }
  return size;
}

// High bits set for the bytes that cannot be copied unseen: controls, quotes, backslashes, and all that is not ASCII.
constexpr std::uint64_t special_bytes(std::uint64_t word) noexcept {
  return (((word - ones * 0x20) | word) & high_bits) | equal_bytes(word, '"') | equal_bytes(word, '\\');
}

constexpr bool is_special(char c) noexcept {
  auto const byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte >= 0x80 || c == '"' || c == '\\';
}

// The first special byte of [at, end), or end.
inline char const* find_special(char const* at, char const* end) noexcept {
  auto const size = static_cast<std::size_t>(end - at);
  auto const first_of = [](std::uint64_t found, char const* word) {
    return word + first_byte(found, [word](std::size_t i) { return is_special(word[i]); });
  };
  if (size >= 8) [[likely]] {
    for (; end - at > 8; at += 8)
      if (std::uint64_t const found = special_bytes(load8(at))) return first_of(found, at);
    char const* const last = end - 8;  // what it has in common with the word before is known not to be special
    std::uint64_t const found = special_bytes(load8(last));
    return found != 0 ? first_of(found, last) : end;
  }
  while (at != end && !is_special(*at)) ++at;
  return at;
}

inline void append_escape(char control, std::string& out) {
  switch (control) {
    case '"': out.append("\\\"", 2); return;
    case '\\': out.append("\\\\", 2); return;
    case '\b': out.append("\\b", 2); return;
    case '\f': out.append("\\f", 2); return;
    case '\n': out.append("\\n", 2); return;
    case '\r': out.append("\\r", 2); return;
    case '\t': out.append("\\t", 2); return;
    default: {
      char const escape[] = {'\\', 'u', '0', '0', "01"[control >> 4], "0123456789abcdef"[control & 15]};
      out.append(escape, sizeof escape);
    }
  }
}

// The rest of a string from its first special byte on; `run` is the beginning of what is not yet appended.
[[gnu::noinline]] inline void append_special(char const* run, char const* at, char const* end, std::string& out) {
  for (; at != end; at = find_special(at, end)) {
    if (static_cast<unsigned char>(*at) >= 0x80) {
      int const size = utf8_character(at, end);
      if (size > 0) {
        at += size;
        continue;
      }
      out.append(run, at);
      out.append("\xef\xbf\xbd", 3);
      at -= size;
    } else {
      out.append(run, at);
      append_escape(*at++, out);
    }
    run = at;
  }
  out.append(run, end);
}

// The text between the quotes, and the closing quote.
[[gnu::noinline]] inline void append_text(std::string_view text, std::string& out) {
  char const* const end = text.data() + text.size();
  char const* const special = find_special(text.data(), end);
  if (special == end) [[likely]]
    out.append(text);
  else
    append_special(text.data(), special, end, out);
  out.push_back('"');
}

// --- numbers ----------------------------------------------------------------------------------------------------------

template <class Number> [[gnu::noinline]] void append_number(Number number, std::string& out) {
  if constexpr (std::is_floating_point_v<Number>)
    if (!std::isfinite(number)) {
      out.append("null", 4);
      return;
    }
  char digits[64];  // the longest shortest form, of a long double, takes 30
  out.append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
}

// --- values -----------------------------------------------------------------------------------------------------------

template <class T> inline constexpr bool is_optional = false;
template <class T> inline constexpr bool is_optional<std::optional<T>> = true;

template <class T> inline constexpr bool is_vector = false;
template <class T> inline constexpr bool is_vector<std::vector<T>> = true;

template <class T> inline constexpr bool is_map = false;
template <class T> inline constexpr bool is_map<std::map<std::string, T>> = true;

template <class T> inline constexpr bool is_text = std::is_same_v<T, std::string> || std::is_same_v<T, secret>;

template <class T> inline constexpr bool unsupported = false;

inline std::string_view text_of(std::string const& text) noexcept { return text; }
inline std::string_view text_of(secret const& text) noexcept { return text.reveal(); }

// `,"name":`, and the opening quote when the value is a text; or with a brace instead of the comma.
template <class Field, char Before, bool Text>
inline constexpr auto member_piece = [] {
  constexpr std::string_view name = Field::name;
  std::array<char, name.size() + (Text ? 5 : 4)> piece{};
  std::size_t size = 0;
  piece[size++] = Before;
  piece[size++] = '"';
  for (char c : name) piece[size++] = c;
  piece[size++] = '"';
  piece[size++] = ':';
  if (Text) piece[size++] = '"';
  return piece;
}();

constexpr bool is_plain_name(std::string_view name) noexcept {
  for (char c : name)
    if (static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\') return false;
  return true;
}

// Where it is not known which item is the first, each is written with a comma before it, and closing replaces the first
// one by the opening bracket.
inline void close(std::size_t start, char opening, char closing, std::string& out) {
  if (out.size() == start)
    out.push_back(opening);
  else
    out[start] = opening;
  out.push_back(closing);
}

template <class T> void append(T const& value, std::string& out);

// The name of the first member, when it is never omitted; else empty.
template <class T>
inline constexpr std::string_view first_member = [] {
  std::string_view first;
  model<T>::any_of([&first]<class Field>(Field) {
    using type = std::remove_cvref_t<decltype(Field::get(std::declval<T const&>()))>;
    if (!Field::written) return false;
    if (!is_optional<type> && !std::is_same_v<type, raw_json>) first = Field::name;
    return true;
  });
  return first;
}();

template <class Field, char Before, class T> void append_member(T const& value, std::string& out) {
  static_assert(is_plain_name(Field::name), "geai: a field's name must not need escapes");
  if constexpr (is_optional<T>) {
    if (value) append_member<Field, Before>(*value, out);
  } else {
    if constexpr (std::is_same_v<T, raw_json>)
      if (value.empty()) return;
    constexpr auto const& piece = member_piece<Field, Before, is_text<T>>;
    out.append(piece.data(), piece.size());
    if constexpr (is_text<T>)
      append_text(text_of(value), out);
    else
      append(value, out);
  }
}

template <class T> void append_model(T const& value, std::string& out) {
  constexpr std::string_view first = first_member<T>;
  std::size_t const start = out.size();
  model<T>::for_each([&]<class Field>(Field) {
    if constexpr (Field::written) append_member<Field, Field::name == first ? '{' : ','>(Field::get(value), out);
  });
  if constexpr (first.empty())
    close(start, '{', '}', out);
  else
    out.push_back('}');
}

template <class T> void append(T const& value, std::string& out) {
  if constexpr (std::is_same_v<T, bool>) {
    out.append(value ? "true" : "false");
  } else if constexpr (std::is_integral_v<T>) {
    using wide = std::conditional_t<std::is_signed_v<T>, std::int64_t, std::uint64_t>;
    using narrow = std::conditional_t<std::is_signed_v<T>, std::int32_t, std::uint32_t>;
    append_number(static_cast<std::conditional_t<sizeof(T) <= 4, narrow, wide>>(value), out);
  } else if constexpr (std::is_floating_point_v<T>) {
    append_number(value, out);
  } else if constexpr (is_text<T>) {
    out.push_back('"');
    append_text(text_of(value), out);
  } else if constexpr (std::is_same_v<T, raw_json>) {
    value.empty() ? out.append("null", 4) : out.append(value.text);
  } else if constexpr (std::is_same_v<T, std::chrono::seconds>) {
    append_number(static_cast<std::int64_t>(value.count()), out);
  } else if constexpr (is_optional<T>) {
    if (value)
      append(*value, out);
    else
      out.append("null", 4);
  } else if constexpr (is_vector<T>) {
    std::size_t const start = out.size();
    for (typename T::const_reference each : value) {
      out.push_back(',');
      append<typename T::value_type>(each, out);
    }
    close(start, '[', ']', out);
  } else if constexpr (is_map<T>) {
    std::size_t const start = out.size();
    for (auto const& [key, each] : value) {
      out.append(",\"", 2);
      append_text(key, out);
      out.push_back(':');
      append(each, out);
    }
    close(start, '{', '}', out);
  } else if constexpr (modelled<T>) {
    append_model(value, out);
  } else {
    static_assert(unsupported<T>, "geai: this type has no form in JSON: describe it with geai::model");
  }
}

}  // namespace detail

// Appends the JSON text of `value`, any type that geai::model's comment lists, to `out`.
//
// The text is valid JSON in valid UTF-8, whatever the strings hold: ill-formed sequences become U+FFFD, one for each
// maximal subpart. A raw_json is inserted as it is: whoever fills it answers for it. Members that are an unset optional
// or an empty raw_json are omitted; elsewhere these are null, as are NaN and the infinities. A secret is written as its
// text. Allocates nothing but what `out` grows by.
template <class T> void encode(T const& value, std::string& out) { detail::append(value, out); }

}  // namespace geai::json
