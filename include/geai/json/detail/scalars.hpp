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

// Reading of what has no parts, and the walk over what nobody reads.

namespace geai::inline v0_2::json::detail {

// --- numbers ---------------------------------------------------------------------------------------------------------

// The text of a number: its token, or the content of a string.
[[gnu::cold, gnu::noinline]] inline std::string_view number_text(reader& r, cursor at) noexcept {
  return r.head(at) == '"' ? without_blanks(r.raw_string(at)) : r.token(at);
}

// Integers that are not written plainly (1.0, 2e3, "7"), and all the failures.
[[gnu::cold, gnu::noinline]] inline cursor read_unusual_integer(reader& r, cursor at, integer_bounds bounds,
                                                                std::uint64_t& bits) {
  bool const is_text = r.head(at) == '"' && !r.is_strict;
  if (!is_text && !is_digit(r.head(at)) && r.head(at) != '-') return r.wrong(at, "an integer");
  number_parts const number = split_number(number_text(r, at));
  if (!number.valid) return is_text ? r.wrong(at, "an integer") : r.not_json("a number is malformed");
  switch (to_integer(number, bounds, r.drops_fractions, bits)) {
    case integer_fault::none: return at + 1;
    case integer_fault::fraction: return r.wrong(at, "an integer", " with a fraction");
    case integer_fault::range: break;
  }
  return r.wrong(at, "an integer", " that is out of range");
}

// The two's complement of an integer within `bounds`.
[[gnu::noinline]] inline cursor read_integer(reader& r, cursor at, integer_bounds bounds, std::uint64_t& bits) {
  std::string_view const token = r.token(at);
  bool const negative = token.front() == '-';
  char const* digit = token.data() + (negative ? 1 : 0);
  char const* const end = token.data() + token.size();
  // 19 digits always fit. A leading zero is left to the other function, unless it is all there is.
  bool plain = end != digit && end - digit <= 19 && (*digit != '0' || end - digit == 1);
  std::uint64_t value = 0;
  for (; plain && digit != end; ++digit) {
    plain = is_digit(*digit);
    value = value * 10 + static_cast<std::uint64_t>(*digit - '0');
  }
  if (!plain || value > (negative ? bounds.smallest : bounds.largest)) [[unlikely]]
    return read_unusual_integer(r, at, bounds, bits);
  bits = negative ? 0 - value : value;
  return at + 1;
}

template <class Integer>
  requires(std::integral<Integer> && !std::same_as<Integer, bool>)
[[gnu::noinline]] cursor read_value(reader& r, cursor at, Integer& into) {
  std::uint64_t bits = 0;
  at = read_integer(r, at, integer_bounds::of<Integer>(), bits);
  if (at != nullptr) into = static_cast<Integer>(bits);
  return at;
}

// Numbers that have something unusual: many digits, a large exponent, quotes; and all the failures.
template <std::floating_point Number>
[[gnu::cold, gnu::noinline]] cursor read_unusual_real(reader& r, cursor at, Number& into) {
  bool const is_number = is_digit(r.head(at)) || r.head(at) == '-';
  if (!is_number && (r.head(at) != '"' || r.is_strict)) return r.wrong(at, "a number");
  std::string_view const token = is_number ? r.token(at) : number_text(r, at);
  number_parts const number = split_number(token);
  if (!number.valid) return is_number ? r.not_json("a number is malformed") : r.wrong(at, "a number");
  return to_real(number, token, into) ? at + 1 : r.wrong(at, "a number", " that is out of range");
}

// Reads digits on; moves `from` behind them.
inline void read_digits(char const*& from, std::uint64_t& value) noexcept {
  for (unsigned digit; (digit = static_cast<unsigned char>(*from - '0')) < 10; ++from) value = value * 10 + digit;
}

// Numbers as they usually are, in one pass; false for others. At `end` something that is no digit stops it.
template <std::floating_point Number>
[[gnu::always_inline]] inline bool read_usual_real(char const* from, char const* end, Number& into) noexcept {
  bool const negative = *from == '-';
  if (negative) ++from;
  char const* const whole = from;
  std::uint64_t digits = 0;
  read_digits(from, digits);
  std::ptrdiff_t size = from - whole;
  if (size == 0 || (*whole == '0' && size != 1)) return false;
  int power = 0;
  if (*from == '.') {
    char const* const fraction = ++from;
    if constexpr (std::endian::native == std::endian::little)
      for (std::uint64_t word; are_digits(word = load8(from)); from += 8)
        digits = digits * 100'000'000 + eight_digits(word);
    read_digits(from, digits);
    if (from == fraction) return false;
    size += from - fraction;
    power = geai::detail::narrow_cast<int>(fraction - from);
    if (size > 19 && *whole == '0')  // the zeros in front do not count
      for (char const* zero = fraction - 2; (*zero == '0' || *zero == '.') && size > 0; ++zero) size -= *zero == '0';
  }
  if (size > 19) return false;
  if ((*from | 0x20) == 'e') {
    bool const minus = *++from == '-';
    if (minus || *from == '+') ++from;
    int exponent = 0;
    char const* const first = from;
    for (; is_digit(*from) && from - first < 4; ++from) exponent = exponent * 10 + (*from - '0');
    if (from == first) return false;
    power += minus ? -exponent : exponent;
  }
  return (from == end || (from < end && is_space(*from))) && to_binary(digits, power, negative, into);
}

template <std::floating_point Number> [[gnu::noinline]] cursor read_value(reader& r, cursor at, Number& into) {
  bool const done = at[1] != *r.last && read_usual_real(r.text + at[0], r.text + at[1], into);
  return done ? at + 1 : read_unusual_real(r, at, into);
}

template <geai::detail::is_duration Duration>
[[gnu::noinline]] cursor read_value(reader& r, cursor at, Duration& into) {
  typename Duration::rep count{};
  bool const before = std::exchange(r.drops_fractions, !r.is_strict);
  at = read_value(r, at, count);
  r.drops_fractions = before;
  if (at != nullptr) into = Duration(count);
  return at;
}

// --- literals --------------------------------------------------------------------------------------------------------

template <std::size_t Size> cursor read_literal(reader& r, cursor at, char const (&literal)[Size]) {
  std::string_view const token = r.token(at);
  bool const same = token.size() == Size - 1 && std::memcmp(token.data(), literal, Size - 1) == 0;
  return same ? at + 1 : r.not_json("a literal is misspelled");
}

[[gnu::noinline]] inline cursor read_value(reader& r, cursor at, bool& into) {
  char const head = r.head(at);
  if (head != 't' && head != 'f') return r.wrong(at, "a boolean");
  into = head == 't';
  return into ? read_literal(r, at, "true") : read_literal(r, at, "false");
}

// --- strings ---------------------------------------------------------------------------------------------------------

[[gnu::noinline]] inline cursor read_escaped(reader& r, cursor at, std::string& into) {
  return unescape(r.raw_string(at), into) ? at + 1 : r.not_json("a string has an invalid escape");
}

[[gnu::noinline]] inline cursor read_value(reader& r, cursor at, std::string& into) {
  if (r.head(at) != '"') [[unlikely]]
    return r.wrong(at, "a string");
  std::string_view const raw = r.raw_string(at);
  if (r.has_escapes(raw)) [[unlikely]]
    return read_escaped(r, at, into);
  if (raw.size() > into.capacity()) {
    into = std::string(raw);
  } else {
    into.clear();
    into.append(raw);  // cheaper than assign
  }
  return at + 1;
}

// For decode_view(), which may change the text. An unescaped text is never longer than the escaped one.
[[gnu::noinline]] inline cursor read_value(reader& r, cursor at, std::string_view& into) {
  if (r.head(at) != '"') [[unlikely]]
    return r.wrong(at, "a string");
  into = r.raw_string(at);
  if (!r.has_escapes(into)) return at + 1;
  if (!unescape(into, r.scratch)) return r.not_json("a string has an invalid escape");
  std::memcpy(const_cast<char*>(into.data()), r.scratch.data(), r.scratch.size());
  into = into.substr(0, r.scratch.size());
  return at + 1;
}

template <class E> cursor read_value(reader& r, cursor at, open_enumeration<E>& into) {
  if (r.head(at) == '"' && !r.has_escapes(r.raw_string(at))) {
    into = r.raw_string(at);
    return at + 1;
  }
  std::string text;
  at = read_value(r, at, text);
  if (at != nullptr) into = text;
  return at;
}

[[gnu::noinline]] inline cursor read_value(reader& r, cursor at, secret& into) {
  if (r.head(at) != '"') return r.wrong(at, "a string");
  std::string_view const raw = r.raw_string(at);
  if (!r.has_escapes(raw)) {
    if (into.reveal() != raw) into = secret(raw);  // no allocation for a secret that did not change
    return at + 1;
  }
  std::string plain(raw.size() + unescape_slack, '\0');
  char* const end = unescape(raw, plain.data());
  if (end != nullptr) into = secret(std::string_view(plain.data(), end));
  geai::detail::secure_zero(plain.data(), plain.size());
  return end != nullptr ? at + 1 : r.not_json("a string has an invalid escape");
}

// --- what nobody reads -----------------------------------------------------------------------------------------------

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

inline cursor skip_string(reader& r, cursor at) {
  std::string_view const raw = r.raw_string(at);
  return !r.has_escapes(raw) || are_escapes_valid(raw) ? at + 1 : r.not_json("a string has an invalid escape");
}

inline cursor skip_scalar(reader& r, cursor at) {
  switch (r.head(at)) {
    case '"': return skip_string(r, at);
    case 't': return read_literal(r, at, "true");
    case 'f': return read_literal(r, at, "false");
    case 'n': return read_literal(r, at, "null");
    default:
      if (r.head(at) != '-' && !is_digit(r.head(at))) return r.not_json("a value is missing or is none");
      return split_number(r.token(at)).valid ? at + 1 : r.not_json("a number is malformed");
  }
}

// Walks over an object or array. Does not recurse.
[[gnu::noinline]] inline cursor skip_container(reader& r, cursor at) {
  std::uint64_t objects[max_depth / 64 + 1] = {};  // a bit for each open object or array: whether it is an object
  unsigned const outside = r.depth;
  auto const in_object = [&] { return (objects[r.depth / 64] >> (r.depth % 64) & 1) != 0; };
  for (;;) {
    // A value, with its key in an object.
    if (r.depth != outside && in_object()) {
      if (r.last - at < 3) return r.unfinished();
      if (r.head(at) != '"' || r.head(at + 1) != ':') return r.not_json("a key or a colon is missing");
      if ((at = skip_string(r, at)) == nullptr) return nullptr;
      ++at;
    }
    if (at == r.last) return r.unfinished();
    char const head = r.head(at);
    if (head == '{' || head == '[') {
      if (++r.depth > max_depth) return r.too_deep();
      std::uint64_t const bit = std::uint64_t{1} << (r.depth % 64);
      std::uint64_t& word = objects[r.depth / 64];
      word = head == '{' ? word | bit : word & ~bit;
      ++at;
      if (at == r.last) return r.unfinished();
      if (r.head(at) != (head == '{' ? '}' : ']')) continue;
    } else if ((at = skip_scalar(r, at)) == nullptr) {
      return nullptr;
    }
    // Ends, and a comma before the next value.
    for (;; ++at) {
      if (r.depth == outside) return at;
      if (at == r.last) return r.unfinished();
      char const closing = in_object() ? '}' : ']';
      if (r.head(at) == ',') break;
      if (r.head(at) != closing) return r.no_separator(closing);
      --r.depth;
    }
    ++at;
  }
}

// Walks over the value at `at`, which must be well-formed JSON.
inline cursor skip(reader& r, cursor at) {
  return r.head(at) == '{' || r.head(at) == '[' ? skip_container(r, at) : skip_scalar(r, at);
}

// The text from one token up to another, without the blanks before the latter.
inline std::string_view text_between(reader const& r, cursor begin, cursor end) noexcept {
  char const* last = r.text + *end;
  while (is_space(last[-1])) --last;
  return {r.text + *begin, last};
}

// The value's text as it came; null is none.
[[gnu::noinline]] inline cursor read_value(reader& r, cursor at, raw_json& into) {
  cursor const end = skip(r, at);
  if (end != nullptr) into.text = text_between(r, at, end);
  return end;
}

// A text, or the JSON text of what came instead.
template <class Text> [[gnu::noinline]] cursor read_text_or_json(reader& r, cursor at, Text& into) {
  if (r.head(at) == '"' || r.is_strict) return read_value(r, at, into);
  cursor const end = skip(r, at);
  if (end != nullptr) into = text_between(r, at, end);
  return end;
}

}  // namespace geai::inline v0_2::json::detail
