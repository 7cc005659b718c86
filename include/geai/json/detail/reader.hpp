#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <geai/json/detail/bytes.hpp>
#include <geai/json/encode.hpp>
#include <geai/json/rules.hpp>
#include <span>
#include <string>
#include <string_view>

namespace geai::inline v0_2::json::detail {

inline constexpr unsigned max_depth = 1024;

// Points to the positions of the tokens in the text: braces, brackets, colons, commas, strings, numbers, literals. Only
// white space separates the end of a token from the next one. A function that reads a value takes the cursor at the
// value and returns the one after it, or null after a failure.
using cursor = std::uint32_t const*;

constexpr bool is_space(char c) noexcept { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

// The state of a reader, for reading a value again.
struct reader_state {
  unsigned depth;
  bool is_strict;
  char const* no_escape_before;
};

// One document with its tokens (simdjson's first stage), and the failure, if any. The text is valid UTF-8, its strings
// are closed and free of raw control characters, and `padding` bytes follow.
struct reader {
  char const* text;
  cursor last;                   // after the last token; it points to the size of the text
  char const* no_escape_before;  // there is no backslash from the current token up to here
  std::string& scratch;          // for keys
  unsigned depth = 0;
  bool drops_fractions = false;  // of values that are read as integers
  bool is_broken = false;        // the text is not JSON, so reading ends; not only a wrong type
  bool is_strict = false;        // none of the alternative forms of json/rules.hpp is accepted
  std::size_t failed_tries = 0;  // of alternatives
  std::string path{};            // assembled while a failure is passed up
  std::string complaint{};

  char head(cursor position) const noexcept { return text[*position]; }

  std::string_view token(cursor position) const noexcept {
    char const* const begin = text + position[0];
    char const* end = text + position[1];
    while (is_space(end[-1])) --end;
    return {begin, end};
  }

  // Returns the text between the quotes of the string at `position`.
  std::string_view raw_string(cursor position) const noexcept {
    char const* const begin = text + position[0] + 1;
    char const* end = text + position[1] - 1;
    while (*end != '"') --end;
    return {begin, end};
  }

  // True if `raw`, which must not be before the last text read, has a backslash. Looks ahead, since most texts have few
  // of them.
  bool has_escapes(std::string_view raw) noexcept {
    char const* const end = raw.data() + raw.size();
    return end > no_escape_before && find_escape(raw.data(), end);
  }

  reader_state state() const noexcept { return {depth, is_strict, no_escape_before}; }

  void begin_again(reader_state const& other) noexcept {
    depth = other.depth;
    is_strict = other.is_strict;
    no_escape_before = other.no_escape_before;
    path.clear();
    complaint.clear();
  }

  // Counts a failed try of an alternative. Returns false if there were too many for a text of this size: nested
  // alternatives can take time that doubles with each level.
  bool may_try_again() {
    if (++failed_tries <= 1024 + std::size_t{16} * *last) return true;
    is_broken = true;
    complaint.assign("the alternatives of variants are nested too deeply to be told apart");
    return false;
  }

  // Withdraws the failure of an unknown choice at `position`, if that is allowed.
  bool forgives_choice(cursor position) noexcept {
    if (is_strict || is_broken || head(position) != '"') return false;
    complaint.clear();
    return true;
  }

  // --- failures: each returns null ---

  [[gnu::cold, gnu::noinline]] cursor not_json(std::string_view words) {
    is_broken = true;
    complaint.assign("not valid JSON (").append(words).append(")");
    return nullptr;
  }

  [[gnu::cold, gnu::noinline]] cursor unfinished() { return not_json("the document ends early"); }

  [[gnu::cold, gnu::noinline]] cursor no_separator(char closing) {
    return not_json(closing == '}' ? "a comma or the end of an object is missing"
                                   : "a comma or the end of an array is missing");
  }

  [[gnu::cold, gnu::noinline]] cursor too_deep() { return not_json("nested more than 1024 deep"); }

  [[gnu::cold, gnu::noinline]] cursor wrong(cursor position, std::string_view expected, std::string_view detail = {}) {
    std::string_view const found = type_at(position);
    if (found.empty()) return not_json("a value is missing or malformed");
    complaint.assign("expected ").append(expected).append(", found ").append(found).append(detail);
    return nullptr;
  }

  // Adds a member, an element or an entry of a map to the path of a failure.
  [[gnu::cold, gnu::noinline]] cursor add_member_to_path(std::string_view name) {
    path.insert(0, name).insert(0, 1, '.');
    return nullptr;
  }

  [[gnu::cold, gnu::noinline]] cursor missing_member(std::string_view name) {
    complaint.assign("is missing");
    return add_member_to_path(name);
  }

  // Reports an unknown member by its name in the text.
  [[gnu::cold, gnu::noinline]] cursor unknown_member(std::string_view name) {
    complaint.assign("is not a member of this type");
    bool const is_plain = is_plain_step(name);
    path.assign(is_plain ? "." : "[\"").append(name.substr(0, 64)).append(is_plain ? "" : "\"]");
    return nullptr;
  }

  [[gnu::cold, gnu::noinline]] cursor no_choice(std::span<std::string_view const> texts) {
    complaint = describe_choice(texts);
    return nullptr;
  }

  [[gnu::cold, gnu::noinline]] cursor out_of_bounds() {
    complaint = "expected a number within its bounds, found another";
    return nullptr;
  }

  [[gnu::cold, gnu::noinline]] cursor in_element(std::size_t index) {
    path.insert(0, "[" + std::to_string(index) + "]");
    return nullptr;
  }

  [[gnu::cold, gnu::noinline]] cursor in_entry(std::string_view key) {
    std::string step = "[";
    encode(std::string(key.substr(0, 64)), step);
    path.insert(0, step + "]");
    return nullptr;
  }

private:
  [[gnu::noinline]] bool find_escape(char const* begin, char const* end) noexcept {
    constexpr std::ptrdiff_t ahead = 1024;
    char const* const from = (std::max)(begin, no_escape_before);
    char const* const to = from + (std::min)((std::max)(end - from, ahead), text + *last - from);
    auto const* const found = static_cast<char const*>(std::memchr(from, '\\', static_cast<std::size_t>(to - from)));
    no_escape_before = found != nullptr ? found : to;
    return no_escape_before < end;
  }

  std::string_view type_at(cursor position) const noexcept {
    switch (head(position)) {
      case '{': return "an object";
      case '[': return "an array";
      case '"': return "a string";
      case 't':
      case 'f': return "a boolean";
      case 'n': return "null";
      case '-': return "a number";
      default: return head(position) >= '0' && head(position) <= '9' ? "a number" : "";
    }
  }
};

// Returns the value of four hexadecimal digits, or more than 0xffff if they are not.
inline std::uint32_t hexadecimal(char const* digits) noexcept {
  std::uint32_t value = 0;
  for (int i = 0; i != 4; ++i) {
    char const c = digits[i];
    std::uint32_t const digit = c >= '0' && c <= '9'   ? std::uint32_t(c - '0')
                                : c >= 'a' && c <= 'f' ? std::uint32_t(c - 'a' + 10)
                                : c >= 'A' && c <= 'F' ? std::uint32_t(c - 'A' + 10)
                                                       : 0x10000;
    value = value << 4 | digit;
  }
  return value;
}

// Reads the four digits of a \u escape and the second half of a surrogate pair after it. A lone half becomes U+FFFD:
// such text is valid JSON, and language models emit it. Advances `text`. Returns false if there are no digits.
inline bool read_code_point(char const*& text, char const* end, std::uint32_t& code_point) noexcept {
  if (end - text < 4) return false;
  code_point = hexadecimal(text);
  if (code_point > 0xffff) return false;
  text += 4;
  if (code_point < 0xd800 || code_point > 0xdfff) return true;
  if (code_point < 0xdc00 && end - text >= 6 && text[0] == '\\' && text[1] == 'u') {
    std::uint32_t const low = hexadecimal(text + 2);
    if (low >= 0xdc00 && low <= 0xdfff) {
      code_point = 0x10000 + ((code_point - 0xd800) << 10) + (low - 0xdc00);
      text += 6;
      return true;
    }
  }
  code_point = 0xfffd;
  return true;
}

// The number of bytes that `unescape` may write past its result.
inline constexpr std::size_t unescape_slack = 8;

// Writes the unescaped text of `raw` to `out`, which has room for raw.size() + unescape_slack. Returns its end, or null
// for an invalid escape. May read seven bytes past `raw`.
inline char* unescape(std::string_view raw, char* out) noexcept {
  char const* from = raw.data();
  char const* const end = from + raw.size();
  for (;;) {
    std::size_t plain;
    for (;;) {
      std::uint64_t const word = load8(from);
      std::memcpy(out, &word, sizeof word);
      if (std::uint64_t const found = equal_bytes(word, '\\')) {
        plain = first_byte(found, [from](std::size_t i) { return from[i] == '\\'; });
        break;
      }
      plain = sizeof word;
      if (end - from <= 8) break;
      from += 8;
      out += 8;
    }
    if (static_cast<std::size_t>(end - from) <= plain) return out + (end - from);
    from += plain + 1;
    out += plain;
    switch (char const escape = *from++) {
      case '"':
      case '\\':
      case '/': *out++ = escape; break;
      case 'b': *out++ = '\b'; break;
      case 'f': *out++ = '\f'; break;
      case 'n': *out++ = '\n'; break;
      case 'r': *out++ = '\r'; break;
      case 't': *out++ = '\t'; break;
      case 'u': {
        std::uint32_t code_point;
        if (!read_code_point(from, end, code_point)) return nullptr;
        out = write_utf8(code_point, out);
        break;
      }
      default: return nullptr;
    }
  }
}

inline bool unescape(std::string_view raw, std::string& out) {
  out.resize(raw.size() + unescape_slack);
  char* const end = unescape(raw, out.data());
  out.resize(end == nullptr ? 0 : static_cast<std::size_t>(end - out.data()));
  return end != nullptr;
}

}  // namespace geai::inline v0_2::json::detail
