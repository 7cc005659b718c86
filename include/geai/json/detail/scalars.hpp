#pragma once

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <geai/detail/narrow_cast.hpp>
#include <geai/detail/secure_zero.hpp>
#include <geai/json/detail/bytes.hpp>
#include <geai/json/detail/decimal.hpp>
#include <geai/json/detail/numbers.hpp>
#include <geai/json/detail/reader.hpp>
#include <geai/json/model.hpp>
#include <geai/json/open_enumeration.hpp>
#include <geai/json/rules.hpp>
#include <geai/secret.hpp>
#include <string>
#include <string_view>
#include <utility>

// Reads scalar values and skips values that nothing reads.

namespace geai::inline v0_2::json::detail {

// --- numbers ---------------------------------------------------------------------------------------------------------

// Returns the text of a number: its token, or the content of a string.
[[gnu::cold, gnu::noinline]] inline std::string_view number_text(reader& r, cursor position) noexcept {
  return r.head(position) == '"' ? without_blanks(r.raw_string(position)) : r.token(position);
}

// Reads integers in unusual forms (1.0, 2e3, "7") and reports all failures.
[[gnu::cold, gnu::noinline]] inline cursor read_unusual_integer(reader& r, cursor position, integer_bounds bounds,
                                                                std::uint64_t& bits) {
  bool const is_text = r.head(position) == '"' && !r.is_strict;
  if (!is_text && !is_digit(r.head(position)) && r.head(position) != '-') return r.wrong(position, "an integer");
  number_parts const number = split_number(number_text(r, position));
  if (!number.valid) return is_text ? r.wrong(position, "an integer") : r.not_json("a number is malformed");
  switch (to_integer(number, bounds, r.drops_fractions, bits)) {
    case integer_fault::none: return position + 1;
    case integer_fault::fraction: return r.wrong(position, "an integer", " with a fraction");
    case integer_fault::range: break;
  }
  return r.wrong(position, "an integer", " that is out of range");
}

// Reads an integer within `bounds` as two's complement.
[[gnu::noinline]] inline cursor read_integer(reader& r, cursor position, integer_bounds bounds, std::uint64_t& bits) {
  std::string_view const token = r.token(position);
  bool const negative = token.front() == '-';
  char const* digit = token.data() + (negative ? 1 : 0);
  char const* const end = token.data() + token.size();
  // 19 digits always fit. A leading zero is left to the other function, unless it is the only digit.
  bool plain = end != digit && end - digit <= 19 && (*digit != '0' || end - digit == 1);
  std::uint64_t value = 0;
  for (; plain && digit != end; ++digit) {
    plain = is_digit(*digit);
    value = value * 10 + static_cast<std::uint64_t>(*digit - '0');
  }
  if (!plain || value > (negative ? bounds.smallest : bounds.largest)) [[unlikely]]
    return read_unusual_integer(r, position, bounds, bits);
  bits = negative ? 0 - value : value;
  return position + 1;
}

template <class Integer>
  requires(std::integral<Integer> && !std::same_as<Integer, bool>)
[[gnu::noinline]] cursor read_value(reader& r, cursor position, Integer& out) {
  std::uint64_t bits = 0;
  position = read_integer(r, position, integer_bounds::of<Integer>(), bits);
  if (position != nullptr) out = static_cast<Integer>(bits);
  return position;
}

// Reads numbers in unusual forms (many digits, a large exponent, quotes) and reports all failures.
template <std::floating_point Number>
[[gnu::cold, gnu::noinline]] cursor read_unusual_real(reader& r, cursor position, Number& into) {
  bool const is_number = is_digit(r.head(position)) || r.head(position) == '-';
  if (!is_number && (r.head(position) != '"' || r.is_strict)) return r.wrong(position, "a number");
  std::string_view const token = is_number ? r.token(position) : number_text(r, position);
  number_parts const number = split_number(token);
  if (!number.valid) return is_number ? r.not_json("a number is malformed") : r.wrong(position, "a number");
  return to_real(number, token, into) ? position + 1 : r.wrong(position, "a number", " that is out of range");
}

// Reads more digits and moves `text` past them.
inline void read_digits(char const*& text, std::uint64_t& value) noexcept {
  for (unsigned digit; (digit = static_cast<unsigned char>(*text - '0')) < 10; ++text) value = value * 10 + digit;
}

// Reads ordinary numbers in one pass; returns false for others. A character that is not a digit must be at `end`.
template <std::floating_point Number>
[[gnu::always_inline]] inline bool read_usual_real(char const* text, char const* end, Number& out) noexcept {
  bool const negative = *text == '-';
  if (negative) ++text;
  char const* const whole = text;
  std::uint64_t digits = 0;
  read_digits(text, digits);
  std::ptrdiff_t size = text - whole;
  if (size == 0 || (*whole == '0' && size != 1)) return false;
  int power = 0;
  if (*text == '.') {
    char const* const fraction = ++text;
    if constexpr (std::endian::native == std::endian::little)
      for (std::uint64_t word; are_digits(word = load8(text)); text += 8)
        digits = digits * 100'000'000 + eight_digits(word);
    read_digits(text, digits);
    if (text == fraction) return false;
    size += text - fraction;
    power = geai::detail::narrow_cast<int>(fraction - text);
    if (size > 19 && *whole == '0')  // leading zeros do not count
      for (char const* zero = fraction - 2; (*zero == '0' || *zero == '.') && size > 0; ++zero) size -= *zero == '0';
  }
  if (size > 19) return false;
  if ((*text | 0x20) == 'e') {
    bool const minus = *++text == '-';
    if (minus || *text == '+') ++text;
    int exponent = 0;
    char const* const first = text;
    for (; is_digit(*text) && text - first < 4; ++text) exponent = exponent * 10 + (*text - '0');
    if (text == first) return false;
    power += minus ? -exponent : exponent;
  }
  return (text == end || (text < end && is_space(*text))) && to_binary(digits, power, negative, out);
}

// Reads a number with one digit before the point and up to 16 after it, like those of embeddings; returns false for
// others. No branch depends on the sign or on the number of digits: they are random, and a processor that guesses wrong
// loses more time than it needs for a number. `end` is the end of the number, and 15 bytes after it are readable.
template <std::floating_point Number>
[[gnu::always_inline]] inline bool read_short_fraction(char const* text, char const* end, Number& out) noexcept {
  if constexpr (std::endian::native != std::endian::little) return false;
  static constexpr char selected[] =  // from the byte at 16 - n, n bytes are selected
      "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
  bool const negative = *text == '-';
  text += negative ? 1 : 0;
  std::ptrdiff_t const size = end - text - 2;  // of the fraction
  if (size < 1 || size > 16 || text[1] != '.') return false;
  // The values of the digits, and zeros after them.
  std::uint64_t const first = (load8(text + 2) ^ '0' * ones) & load8(selected + 16 - size);
  std::uint64_t const second = (load8(text + 10) ^ '0' * ones) & load8(selected + 24 - size);
  unsigned const whole = static_cast<unsigned char>(*text - '0');
  constexpr std::uint64_t above_nine = 0x76 * ones;  // when added, it sets the high bit of larger values
  if (whole > 9 || ((first | (first + above_nine) | second | (second + above_nine)) & high_bits) != 0) return false;
  return to_binary((whole * std::uint64_t{100'000'000} + join_digits(first)) * 100'000'000 + join_digits(second), -16,
                   negative, out);
}

template <std::floating_point Number> [[gnu::noinline]] cursor read_value(reader& r, cursor position, Number& out) {
  bool const done = position[1] != *r.last && read_usual_real(r.text + position[0], r.text + position[1], out);
  return done ? position + 1 : read_unusual_real(r, position, out);
}

template <geai::detail::is_duration Duration>
[[gnu::noinline]] cursor read_value(reader& r, cursor position, Duration& out) {
  typename Duration::rep count{};
  bool const before = std::exchange(r.drops_fractions, !r.is_strict);
  position = read_value(r, position, count);
  r.drops_fractions = before;
  if (position != nullptr) out = Duration(count);
  return position;
}

// --- literals --------------------------------------------------------------------------------------------------------

template <std::size_t Size> cursor read_literal(reader& r, cursor position, char const (&literal)[Size]) {
  std::string_view const token = r.token(position);
  bool const same = token.size() == Size - 1 && std::memcmp(token.data(), literal, Size - 1) == 0;
  return same ? position + 1 : r.not_json("a literal is misspelled");
}

[[gnu::noinline]] inline cursor read_value(reader& r, cursor position, bool& out) {
  char const head = r.head(position);
  if (head != 't' && head != 'f') return r.wrong(position, "a boolean");
  out = head == 't';
  return out ? read_literal(r, position, "true") : read_literal(r, position, "false");
}

// --- strings ---------------------------------------------------------------------------------------------------------

[[gnu::noinline]] inline cursor read_escaped(reader& r, cursor position, std::string& out) {
  return unescape(r.raw_string(position), out) ? position + 1 : r.not_json("a string has an invalid escape");
}

[[gnu::noinline]] inline cursor read_value(reader& r, cursor position, std::string& out) {
  if (r.head(position) != '"') [[unlikely]]
    return r.wrong(position, "a string");
  std::string_view const raw = r.raw_string(position);
  if (r.has_escapes(raw)) [[unlikely]]
    return read_escaped(r, position, out);
  if (raw.size() > out.capacity()) {
    out = std::string(raw);
  } else {
    out.clear();
    out.append(raw);  // cheaper than assign
  }
  return position + 1;
}

// For decode_view(), which may modify the text. An unescaped text is never longer than the escaped one.
[[gnu::noinline]] inline cursor read_value(reader& r, cursor position, std::string_view& out) {
  if (r.head(position) != '"') [[unlikely]]
    return r.wrong(position, "a string");
  out = r.raw_string(position);
  if (!r.has_escapes(out)) return position + 1;
  if (!unescape(out, r.scratch)) return r.not_json("a string has an invalid escape");
  std::memcpy(const_cast<char*>(out.data()), r.scratch.data(), r.scratch.size());
  out = out.substr(0, r.scratch.size());
  return position + 1;
}

template <class E> cursor read_value(reader& r, cursor position, open_enumeration<E>& out) {
  if (r.head(position) == '"' && !r.has_escapes(r.raw_string(position))) {
    out = r.raw_string(position);
    return position + 1;
  }
  std::string text;
  position = read_value(r, position, text);
  if (position != nullptr) out = text;
  return position;
}

[[gnu::noinline]] inline cursor read_value(reader& r, cursor position, secret& out) {
  if (r.head(position) != '"') return r.wrong(position, "a string");
  std::string_view const raw = r.raw_string(position);
  if (!r.has_escapes(raw)) {
    if (out.reveal() != raw) out = secret(raw);  // no allocation if the secret is unchanged
    return position + 1;
  }
  std::string plain(raw.size() + unescape_slack, '\0');
  char* const end = unescape(raw, plain.data());
  if (end != nullptr) out = secret(std::string_view(plain.data(), end));
  geai::detail::secure_zero(plain.data(), plain.size());
  return end != nullptr ? position + 1 : r.not_json("a string has an invalid escape");
}

// --- skipped values --------------------------------------------------------------------------------------------------

// True if all escapes of `raw` are valid.
inline bool are_escapes_valid(std::string_view raw) noexcept {
  for (std::size_t i = 0; (i = raw.find('\\', i)) != std::string_view::npos;) {
    char const escape = raw[i + 1];
    i += 2;
    if (escape != 'u') {
      if (std::string_view("\"\\/bfnrt").find(escape) == std::string_view::npos) return false;
    } else if (raw.size() - i < 4 || hexadecimal(raw.data() + i) > 0xffff) {
      return false;
    }
  }
  return true;
}

inline cursor skip_string(reader& r, cursor position) {
  std::string_view const raw = r.raw_string(position);
  return !r.has_escapes(raw) || are_escapes_valid(raw) ? position + 1 : r.not_json("a string has an invalid escape");
}

inline cursor skip_scalar(reader& r, cursor position) {
  switch (r.head(position)) {
    case '"': return skip_string(r, position);
    case 't': return read_literal(r, position, "true");
    case 'f': return read_literal(r, position, "false");
    case 'n': return read_literal(r, position, "null");
    default:
      if (r.head(position) != '-' && !is_digit(r.head(position))) return r.not_json("a value is missing or malformed");
      return split_number(r.token(position)).valid ? position + 1 : r.not_json("a number is malformed");
  }
}

// Skips an object or array without recursion.
[[gnu::noinline]] inline cursor skip_container(reader& r, cursor position) {
  std::uint64_t objects[max_depth / 64 + 1] = {};  // a bit for each open level: true for an object
  unsigned const outside = r.depth;
  auto const in_object = [&] { return (objects[r.depth / 64] >> (r.depth % 64) & 1) != 0; };
  for (;;) {
    // Skips a value, with its key in an object.
    if (r.depth != outside && in_object()) {
      if (r.last - position < 3) return r.unfinished();
      if (r.head(position) != '"' || r.head(position + 1) != ':') return r.not_json("a key or a colon is missing");
      if ((position = skip_string(r, position)) == nullptr) return nullptr;
      ++position;
    }
    if (position == r.last) return r.unfinished();
    char const head = r.head(position);
    if (head == '{' || head == '[') {
      if (++r.depth > max_depth) return r.too_deep();
      std::uint64_t const bit = std::uint64_t{1} << (r.depth % 64);
      std::uint64_t& word = objects[r.depth / 64];
      word = head == '{' ? word | bit : word & ~bit;
      ++position;
      if (position == r.last) return r.unfinished();
      if (r.head(position) != (head == '{' ? '}' : ']')) continue;
    } else if ((position = skip_scalar(r, position)) == nullptr) {
      return nullptr;
    }
    // Skips closing brackets, and a comma before the next value.
    for (;; ++position) {
      if (r.depth == outside) return position;
      if (position == r.last) return r.unfinished();
      char const closing = in_object() ? '}' : ']';
      if (r.head(position) == ',') break;
      if (r.head(position) != closing) return r.no_separator(closing);
      --r.depth;
    }
    ++position;
  }
}

// Skips the value at `position`, which must be well-formed JSON.
inline cursor skip(reader& r, cursor position) {
  return r.head(position) == '{' || r.head(position) == '[' ? skip_container(r, position) : skip_scalar(r, position);
}

// Returns the text from one token to another, without the blanks before the latter.
inline std::string_view text_between(reader const& r, cursor begin, cursor end) noexcept {
  char const* last = r.text + *end;
  while (is_space(last[-1])) --last;
  return {r.text + *begin, last};
}

// Reads the value's text unchanged; null is empty.
[[gnu::noinline]] inline cursor read_value(reader& r, cursor position, raw_json& out) {
  cursor const end = skip(r, position);
  if (end != nullptr) out.text = text_between(r, position, end);
  return end;
}

// Reads a text, or the JSON text of any other value.
template <class Text> [[gnu::noinline]] cursor read_text_or_json(reader& r, cursor position, Text& out) {
  if (r.head(position) == '"' || r.is_strict) return read_value(r, position, out);
  cursor const end = skip(r, position);
  if (end != nullptr) out = text_between(r, position, end);
  return end;
}

}  // namespace geai::inline v0_2::json::detail
