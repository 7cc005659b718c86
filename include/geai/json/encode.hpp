#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <geai/json/detail/block.hpp>
#include <geai/json/detail/bytes.hpp>
#include <geai/json/model.hpp>
#include <geai/json/open_enumeration.hpp>
#include <geai/json/rules.hpp>
#include <geai/secret.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace geai::inline v0_2::json {

namespace detail {

// --- strings ---------------------------------------------------------------------------------------------------------

// Returns a word whose high bits mark the bytes that cannot be copied unchanged: control characters, quotes,
// backslashes and bytes outside ASCII.
constexpr std::uint64_t special_bytes(std::uint64_t word) noexcept {
  return (((word - ones * 0x20) | word) & high_bits) | equal_bytes(word, '"') | equal_bytes(word, '\\');
}

constexpr bool is_special(char c) noexcept {
  auto const byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte >= 0x80 || c == '"' || c == '\\';
}

// Appends to a std::string through a pointer: enlarges the string ahead of the output and truncates it at the end. Long
// texts are written in blocks (see block.hpp), or without them if `Block` is void. Both produce the same output.
template <class Block> class basic_writer {
public:
  static constexpr bool omits_absent = true;

  explicit basic_writer(std::string& out) noexcept : out_(out), at_(out.data() + out.size()), end_(at_) {}
  ~basic_writer() { out_.resize(size()); }
  basic_writer(basic_writer const&) = delete;
  basic_writer& operator=(basic_writer const&) = delete;

  std::size_t size() const noexcept { return static_cast<std::size_t>(at_ - out_.data()); }
  char& operator[](std::size_t position) noexcept { return out_[position]; }

  void write(char c) {
    reserve(1);
    *at_++ = c;
  }

  void write(std::string_view piece) {
    reserve(piece.size());
    copy(piece);
  }

  // Writes the text between the quotes, and the closing quote.
  [[gnu::noinline]] void write_text(std::string_view text) {
    reserve(text.size() + 1);
    finish_text(text);
  }

  // Writes a piece that ends with the opening quote, the text, and the closing quote.
  [[gnu::noinline]] void write_text(std::string_view piece, std::string_view text) {
    reserve(piece.size() + text.size() + 1);
    copy(piece);
    finish_text(text);
  }

  template <class Number> [[gnu::noinline]] void write_number(Number number) {
    reserve(48);  // the longest shortest form, that of a long double, takes 30
    char* const end = std::to_chars(at_, end_, number).ptr;
    // The text is checked, since -ffast-math assumes that infinity does not exist.
    if constexpr (std::is_floating_point_v<Number>)
      if (static_cast<unsigned char>(end[-1] - '0') > 9) return write("null");
    at_ = end;
  }

private:
  void reserve(std::size_t room) {
    if (static_cast<std::size_t>(end_ - at_) < room) [[unlikely]]
      enlarge(room);
  }

  [[gnu::noinline]] void enlarge(std::size_t room) {
    std::size_t const used = size();
    std::size_t const free = out_.capacity() - used;
    std::size_t ahead = (std::max)(room, std::clamp(used, std::size_t{128}, std::size_t{4096}));
    if (free >= room) ahead = (std::min)(ahead, free);  // no allocation if the text fits
    out_.resize(used + ahead);
    at_ = out_.data() + used;
    end_ = out_.data() + out_.size();
  }

  void copy(std::string_view piece) noexcept {
    std::memcpy(at_, piece.data(), piece.size());
    at_ += piece.size();
  }

  void finish_text(std::string_view text) {
    char const* const end = text.data() + text.size();
    char const* const special = copy_plain(text.data(), end);
    if (special != end) [[unlikely]]
      write_special(special, end);
    *at_++ = '"';
  }

  // Writes up to a special byte that is left to write_special(), or to the end, and returns its position. Needs room for
  // the text and one byte more, and leaves room for the rest and one byte more.
  char const* copy_plain(char const* text, char const* end) {
    if constexpr (!std::is_void_v<Block>)
      if (end - text >= 2 * Block::size) text = copy_blocks(text, end);
    char* out = at_;  // a local variable, since the compiler must assume that storing characters changes members
    auto const stop = [&](char const* word, std::uint64_t found) {
      std::size_t const plain = first_byte(found, [word](std::size_t i) { return is_special(word[i]); });
      at_ = out + plain;
      return word + plain;
    };
    if (end - text >= 8) {
      for (; end - text > 8; text += 8, out += 8) {
        std::uint64_t const word = load8(text);
        std::memcpy(out, &word, sizeof word);
        if (std::uint64_t const found = special_bytes(word)) return stop(text, found);
      }
      // The last word overlaps the one before, whose bytes are known not to be special.
      out -= 8 - (end - text);
      text = end - 8;
      std::uint64_t const word = load8(text);
      std::memcpy(out, &word, sizeof word);
      if (std::uint64_t const found = special_bytes(word)) return stop(text, found);
      at_ = out + 8;
      return end;
    }
    while (text != end && !is_special(*text)) *out++ = *text++;
    at_ = out;
    return text;
  }

  // Writes blocks, escapes included. Stops before a block with ill-formed UTF-8, and when fewer than two blocks are left,
  // since an escape reads a block behind its character. Returns the position of the rest.
  [[gnu::noinline]] char const* copy_blocks(char const* text, char const* end) {
    char* out = at_;
    while (end - text >= 2 * Block::size) {
      Block const bytes(text);
      bytes.store(out);
      int size = Block::size;
      if (unsigned escaped = bytes.special(); escaped != 0) [[unlikely]] {
        if (unsigned const wide = bytes.wide(); wide != 0) {
          size = bytes.well_formed();
          if (size == 0) break;
          escaped &= ~wide;
        }
        if (escaped != 0) {
          // Each byte of the block may become six, and the last escape stores a block behind itself.
          at_ = out;
          reserve(static_cast<std::size_t>(end - text) + 7 * Block::size);
          out = at_;
        }
        for (; escaped != 0; escaped &= escaped - 1) {
          int const i = std::countr_zero(escaped);
          char* const behind = write_escape(text[i], out + i);
          Block(text + i + 1).store(behind);  // moves the rest of the block
          out = behind - (i + 1);
        }
      }
      text += size;
      out += size;
    }
    at_ = out;
    return text;
  }

  // Writes the rest of a text from its first special byte on.
  [[gnu::noinline]] void write_special(char const* text, char const* end) {
    while (text != end) {
      reserve(static_cast<std::size_t>(end - text) + 6);  // an escape takes up to 5 bytes more than its character
      if (static_cast<unsigned char>(*text) < 0x80)
        at_ = write_escape(*text++, at_);
      else
        text = copy_wide(text, end);
      text = copy_plain(text, end);
    }
  }

  // Copies the well-formed characters outside ASCII at `text` (at least one), or replaces an ill-formed sequence.
  char const* copy_wide(char const* text, char const* end) noexcept {
    do {
      int const size = utf8_character(text, end);
      if (size < 0) {
        copy("\xef\xbf\xbd");
        return text - size;
      }
      at_[0] = text[0];
      at_[1] = text[1];
      if (size > 2) at_[2] = text[2];
      if (size > 3) at_[3] = text[3];
      at_ += size;
      text += size;
    } while (text != end && static_cast<unsigned char>(*text) >= 0x80);
    return text;
  }

  // Takes up to six bytes of `out`. Returns the end of the output.
  static char* write_escape(char c, char* out) noexcept {
    static constexpr char letters[] = "uuuuuuuubtnufruuuuuuuuuuuuuuuuuu";
    char const letter = c == '"' || c == '\\' ? c : letters[c & 31];
    out[0] = '\\';
    out[1] = letter;
    if (letter != 'u') return out + 2;
    out[2] = '0';
    out[3] = '0';
    out[4] = "01"[c >> 4];
    out[5] = "0123456789abcdef"[c & 15];
    return out + 6;
  }

  std::string& out_;
  char* at_;
  char* end_;
};

using writer = basic_writer<block>;

// The writer of geai::to_json: a member that is an unset optional or an empty raw_json is null instead of omitted.
class whole_writer : public writer {
public:
  static constexpr bool omits_absent = false;

  using writer::writer;
};

// --- values ----------------------------------------------------------------------------------------------------------

using geai::detail::is_map;
using geai::detail::is_optional;
using geai::detail::is_vector;

inline std::string_view text_of(std::string const& text) noexcept { return text; }
inline std::string_view text_of(std::string_view const& text) noexcept { return text; }
inline std::string_view text_of(secret const& text) noexcept { return text.reveal(); }
template <class E> std::string_view text_of(open_enumeration<E> const& text) noexcept { return text.text(); }

// Writes `,"name":`, and the opening quote if the value is a text; or with a brace instead of the comma.
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

// If the first item is not known in advance, each is written with a leading comma, and this replaces the first comma by
// the opening bracket.
template <class Writer> void close(std::size_t start, char opening, char closing, Writer& out) {
  if (out.size() == start)
    out.write(opening);
  else
    out[start] = opening;
  out.write(closing);
}

template <class T, class Writer> void write(T const& value, Writer& out);

// The name of the first member if it is never omitted, otherwise empty.
template <class T>
inline constexpr std::string_view first_member = [] {
  std::string_view first;
  model<T>::any_of([&first]<class Field>(Field) {
    using type = std::remove_cvref_t<decltype(Field::get(std::declval<T const&>()))>;
    if (!Field::written || holds_others<Field>) return false;
    if (!omits_empty<Field> && !takes_null<type>) first = Field::name;
    return true;
  });
  return first;
}();

template <class Field, char Before, class T, class Writer> void write_member(T const& value, Writer& out) {
  static_assert(is_plain_name(Field::name), "geai: a field's name must not need escapes");
  if constexpr (is_optional<T> && Writer::omits_absent) {
    if (value) write_member<Field, Before>(*value, out);
  } else {
    if constexpr (std::is_same_v<T, raw_json> && Writer::omits_absent)
      if (value.empty()) return;
    constexpr auto const& characters = member_piece<Field, Before, is_text<T>>;
    constexpr std::string_view piece(characters.data(), characters.size());
    if constexpr (is_text<T>) {
      out.write_text(piece, text_of(value));
    } else {
      out.write(piece);
      detail::write(value, out);
    }
  }
}

// Writes an object from `start` on: all of it, or the part after its tag.
template <bool HasTag = false, class T, class Writer> void write_model(T const& value, Writer& out, std::size_t start) {
  constexpr std::string_view first = HasTag ? std::string_view() : first_member<T>;
  model<T>::for_each([&]<class Field>(Field) {
    constexpr char before = Field::name == first ? '{' : ',';
    if constexpr (holds_others<Field>) {
      for (auto const& [name, each] : Field::get(value)) {
        out.write_text(",\"", name);
        out.write(':');
        detail::write(each, out);
      }
    } else if constexpr (spreads<Field>) {
      if (std::string_view const members = members_of(Field::get(value).text); !members.empty()) {
        out.write(',');
        out.write(members);
      }
    } else if constexpr (omits_empty<Field>) {
      if (!Field::get(value).empty()) write_member<Field, before>(Field::get(value), out);
    } else if constexpr (has_parts<Field>) {
      if (Field::parts(value).empty())
        write_member<Field, before>(Field::get(value), out);
      else
        write_member<Field, before>(Field::parts(value), out);
    } else if constexpr (Field::written) {
      write_member<Field, before>(Field::get(value), out);
    }
  });
  if constexpr (first.empty())
    close(start, '{', '}', out);
  else
    out.write('}');
}

template <class T, class Writer> void write(T const& value, Writer& out) {
  if constexpr (std::is_same_v<T, bool>) {
    out.write(value ? std::string_view("true") : std::string_view("false"));
  } else if constexpr (std::is_integral_v<T>) {
    using wide = std::conditional_t<std::is_signed_v<T>, std::int64_t, std::uint64_t>;
    using narrow = std::conditional_t<std::is_signed_v<T>, std::int32_t, std::uint32_t>;
    out.write_number(static_cast<std::conditional_t<sizeof(T) <= 4, narrow, wide>>(value));
  } else if constexpr (std::is_floating_point_v<T>) {
    out.write_number(value);
  } else if constexpr (is_text<T>) {
    out.write_text("\"", text_of(value));
  } else if constexpr (std::is_same_v<T, raw_json>) {
    out.write(value.empty() ? std::string_view("null") : std::string_view(value.text));
  } else if constexpr (geai::detail::is_duration<T>) {
    detail::write(value.count(), out);
  } else if constexpr (is_optional<T>) {
    if (value)
      detail::write(*value, out);
    else
      out.write("null");
  } else if constexpr (is_vector<T>) {
    std::size_t const start = out.size();
    for (typename T::const_reference each : value) {
      out.write(',');
      detail::write<typename T::value_type>(each, out);
    }
    close(start, '[', ']', out);
  } else if constexpr (is_map<T>) {
    std::size_t const start = out.size();
    for (auto const& [key, each] : value) {
      out.write_text(",\"", key);
      out.write(':');
      detail::write(each, out);
    }
    close(start, '{', '}', out);
  } else if constexpr (modelled<T>) {
    write_model(value, out, out.size());
  } else if constexpr (enumerated<T>) {
    std::string_view const text = geai::detail::text_of(value);
    if (text.data() != nullptr)
      out.write_text("\"", text);
    else
      out.write("null");
  } else if constexpr (tagged_variant<T>) {
    std::size_t const start = out.size();
    out.write(",\"");
    out.write_text(model<T>::tag);
    out.write_text(":\"", model<T>::texts[value.index()]);
    visit([&](auto const& each) { write_model<true>(each, out, start); }, value);
  } else if constexpr (geai::detail::is_variant<T>) {
    visit([&out]<class Alternative>(Alternative const& each) { detail::write<Alternative>(each, out); }, value);
  } else {
    explain_fault<fault_of<T>()>();
  }
}

}  // namespace detail

// Appends the JSON text of `value`, of any type listed at geai::model, to `out`.
//
// The text is valid JSON in valid UTF-8, whatever the strings contain: each ill-formed sequence (maximal subpart) becomes
// U+FFFD. A raw_json is inserted unchanged: it must hold valid JSON. Members that are an unset optional or an empty
// raw_json are omitted; elsewhere these are null, as are NaN and the infinities. A secret is written as its text.
// Cost: allocates only to enlarge `out`.
template <class T> void encode(T const& value, std::string& out) {
  detail::writer writer(out);
  detail::write(value, writer);
}

// Appends the complete text of a `value`, as geai::json_schema<T> describes it: like encode(), but members that are an
// unset optional or an empty raw_json are null.
template <class T> void encode_whole(T const& value, std::string& out) {
  detail::whole_writer writer(out);
  detail::write(value, writer);
}

}  // namespace geai::inline v0_2::json
