#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <geai/detail/narrow_cast.hpp>
#include <geai/detail/secure_zero.hpp>
#include <geai/secret.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Removes secrets from foreign texts, above all from those of servers, which may echo the request in its original form
// or re-encoded. Used only for failures, recordings and terminals; a successful call never gets here.

namespace geai::inline v0_2::detail {

// --- texts as they read when they are decoded ------------------------------------------------------------------------

// A decoded text, with the piece of the original text from which each of its bytes was decoded.
struct reading {
  struct place {
    std::uint32_t begin;
    std::uint32_t end;
  };

  std::string text{};
  std::vector<place> places{};  // empty: each byte is its own piece

  reading() = default;
  reading(reading&&) noexcept = default;
  reading& operator=(reading&&) = delete;
  ~reading() { secure_zero(text.data(), text.size()); }

  place place_of(std::size_t index) const noexcept {
    return places.empty() ? place{narrow_cast<std::uint32_t>(index), narrow_cast<std::uint32_t>(index + 1)}
                          : places[index];
  }
  void add(std::string_view bytes, place from) {
    text += bytes;
    places.insert(places.end(), bytes.size(), from);
  }
};

// Returns the value of hexadecimal digits; -1 if there are other characters.
inline long hexadecimal(std::string_view digits) noexcept {
  long value = digits.empty() ? -1 : 0;
  for (char c : digits) {
    int const digit = c >= '0' && c <= '9'   ? c - '0'
                      : c >= 'a' && c <= 'f' ? c - 'a' + 10
                      : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                             : -1;
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

inline void append_utf8(std::string& out, long code) {
  auto const byte = [&](long bits) { out += static_cast<char>(bits); };
  if (code >= 0x10000) byte(0xf0 | code >> 18);
  if (code >= 0x10000) byte(0x80 | (code >> 12 & 0x3f));
  if (code >= 0x800 && code < 0x10000) byte(0xe0 | code >> 12);
  if (code >= 0x800) byte(0x80 | (code >> 6 & 0x3f));
  if (code >= 0x80 && code < 0x800) byte(0xc0 | code >> 6);
  byte(code >= 0x80 ? 0x80 | (code & 0x3f) : code);
}

// Returns the size of the escape sequence at the beginning of `text` and appends its meaning to `bytes`. Returns 0 if
// there is none. It knows %41 of URLs and forms, \" \n \u0041 of JSON, \x41 of programming languages, and &amp; &#65;
// &#x41; of HTML.
[[gnu::cold]] inline std::size_t read_escape(std::string_view text, std::string& bytes) {
  auto const digits = [&](std::size_t from, std::size_t count) {
    return from + count <= text.size() ? hexadecimal(text.substr(from, count)) : -1;
  };
  if (text.size() < 2) return 0;
  if (text[0] == '%') {
    long const byte = digits(1, 2);
    if (byte < 0) return 0;
    bytes += static_cast<char>(byte);
    return 3;
  }
  if (text[0] == '\\') {
    if (text[1] == 'x' && digits(2, 2) >= 0) {
      bytes += static_cast<char>(digits(2, 2));
      return 4;
    }
    if (text[1] == 'u') {
      long const code = digits(2, 4);
      if (code < 0) return 0;
      long const low = text.substr(6, 2) == "\\u" ? digits(8, 4) : -1;
      bool const pair = code >= 0xd800 && code < 0xdc00 && low >= 0xdc00 && low < 0xe000;
      append_utf8(bytes, pair ? 0x10000 + (code - 0xd800) * 0x400 + low - 0xdc00 : code);
      return pair ? 12 : 6;
    }
    constexpr std::string_view marks = "\"\\/'ntrbf";
    std::size_t const which = marks.find(text[1]);
    if (which == marks.npos) return 0;
    bytes += "\"\\/'\n\t\r\b\f"[which];
    return 2;
  }
  if (text[0] != '&') return 0;
  std::size_t const end = text.substr(0, 12).find(';');
  if (end == text.npos) return 0;
  std::string_view const name = text.substr(1, end - 1);
  static constexpr std::pair<std::string_view, char> names[] = {
      {"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};
  for (auto const& [known, character] : names)
    if (name == known) bytes += character;
  if (name.starts_with("#x") || name.starts_with("#X")) {
    long const code = hexadecimal(name.substr(2));
    if (code < 0 || code > 0x10ffff) return 0;
    append_utf8(bytes, code);
  } else if (name.starts_with('#')) {
    long code = name.size() == 1 ? -1 : 0;
    for (char c : name.substr(1)) code = c < '0' || c > '9' || code < 0 ? -1 : code * 10 + (c - '0');
    if (code < 0 || code > 0x10ffff) return 0;
    append_utf8(bytes, code);
  }
  return bytes.empty() ? 0 : end + 1;
}

// Decodes one layer of escapes. Returns an empty reading if there is none.
[[gnu::cold, gnu::noinline]] inline reading unescaped(reading const& input) {
  constexpr std::string_view begins = "%\\&";
  reading made;
  std::string_view const text = input.text;
  if (text.find_first_of(begins) == text.npos) return made;
  made.text.reserve(text.size());
  made.places.reserve(text.size());
  bool changed = false;
  std::string bytes;
  for (std::size_t at = 0; at != text.size();) {
    bytes.clear();
    std::size_t const size = read_escape(text.substr(at), bytes);
    changed = changed || size != 0;
    if (size != 0) {
      made.add(bytes, {input.place_of(at).begin, input.place_of(at + size - 1).end});
      at += size;
      continue;
    }
    std::size_t const end = (std::min)(text.find_first_of(begins, at + 1), text.size());
    made.text += text.substr(at, end - at);
    for (; at != end; ++at) made.places.push_back(input.place_of(at));
  }
  secure_zero(bytes.data(), bytes.size());
  if (!changed) secure_zero(made.text.data(), made.text.size());
  if (!changed) made.text.clear();
  return made;
}

// Returns the value of a base64 digit, in the standard or the URL alphabet; -1 for other characters.
inline int base64_digit(char c) noexcept {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
}

// Decodes the words that are certainly base64: padded or long ones that decode to ASCII text. The decoded words are
// separated by NUL.
[[gnu::cold, gnu::noinline]] inline reading from_base64(reading const& input) {
  reading made;
  std::string_view const text = input.text;
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::size_t const begin = at;
    while (at < text.size() && base64_digit(text[at]) >= 0) ++at;
    bool const padded = at < text.size() && text[at] == '=';
    if (at - begin < (padded ? 2 : 8)) continue;
    std::size_t const before = made.text.size();
    bool plain = true;
    unsigned bits = 0;
    for (std::size_t i = begin; i != at; ++i) {
      bits = bits << 6 | static_cast<unsigned>(base64_digit(text[i]));
      std::size_t const phase = (i - begin) % 4;
      if (phase == 0) continue;
      char const byte = static_cast<char>(bits >> (6 - 2 * phase) & 0xff);
      plain = plain && byte < 0x7f && (byte >= ' ' || byte == '\n' || byte == '\r' || byte == '\t');
      made.add({&byte, 1}, {input.place_of(i - 1).begin, input.place_of(i).end});
    }
    if (!plain) {
      made.text.resize(before);
      made.places.resize(before);
    }
    made.add(std::string_view("\0", 1), {0, 0});
  }
  return made;
}

// Returns the base64 form of a text as far as it depends neither on the bytes before it (of which `offset` are in its
// first group of three) nor on the bytes behind it.
[[gnu::cold, gnu::noinline]] inline std::string base64_core(std::string_view text, std::size_t offset, bool of_urls) {
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  std::string made;
  unsigned bits = 0;
  std::size_t count = 0;                                               // the number of bits that are not written yet
  std::size_t const skipped = offset == 0 ? 0 : 6 - (offset * 8) % 6;  // the bits in the digit of the byte before
  for (std::size_t i = 0; i != text.size(); ++i) {
    bits = bits << 8 | static_cast<unsigned char>(text[i]);
    count += i == 0 ? 8 - skipped : 8;
    for (; count >= 6; count -= 6) {
      std::size_t const digit = bits >> (count - 6) & 63;
      made += digit < 62 ? letters[digit] : (of_urls ? "-_" : "+/")[digit - 62];
    }
  }
  return made;
}

// --- searching for secrets -------------------------------------------------------------------------------------------

// A set of secrets to hide. They are found in any of these forms: unchanged, percent-encoded, with + for spaces,
// escaped as in JSON or HTML, in base64, and in up to three of these nested. A piece of a secret is hidden if it has at
// least twelve bytes or is the whole secret.
class concealer {
public:
  // Secrets shorter than this are found only as separate words, since they would occur inside many others.
  static constexpr std::size_t shortest = 4;
  static constexpr std::size_t piece = 12;
  static constexpr std::string_view mark = "***";

  concealer() = default;

  [[gnu::cold]] void add(std::string_view text) {
    if (text.empty() || text == mark) return;
    longest_ = (std::max)(longest_, text.size());
    if (text.size() < shortest) {
      add_to(short_, text);
      return;
    }
    // Texts are decoded before the search, so an apparent escape in the secret itself must be decoded too.
    reading form;
    form.text = text;
    for (int layer = 0; layer != 4 && form.text.size() >= shortest; ++layer) {
      add_form(form.text);
      reading next = unescaped(form);
      if (next.text.empty()) break;
      secure_zero(form.text.data(), form.text.size());
      form.text = next.text;
    }
    // Base64 encodes the bytes that were sent: the secret itself, or a form or JSON document that contains it.
    std::string sent[] = {std::string(text), {}, {}};
    for (char c : text) {
      bool const is_word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                           c == '_' || c == '.' || c == '~';
      auto const byte = static_cast<unsigned char>(c);
      constexpr char digits[] = "0123456789ABCDEF";
      if (is_word)
        sent[1] += c;
      else
        sent[1].append(1, '%').append(1, digits[byte >> 4]).append(1, digits[byte & 15]);
      (c == '"' || c == '\\' ? sent[2] += '\\' : sent[2]) += c;
    }
    for (std::string& each : sent) {
      if (&each != sent && each == sent[0]) continue;
      for (std::size_t offset : {0u, 1u, 2u}) {
        std::string const core = base64_core(each, offset, false);
        add_form(core);
        if (core.find_first_of("+/") != core.npos) add_form(base64_core(each, offset, true));
      }
    }
    for (std::string& each : sent) secure_zero(each.data(), each.size());
  }

  bool empty() const noexcept { return short_.empty() && long_.empty(); }

  // Returns the first `limit` bytes of a text, with *** for each secret.
  [[gnu::cold]] std::string hide(std::string_view text, std::size_t limit = std::string_view::npos) const {
    std::size_t const end = (std::min)(limit, text.size());
    if (empty()) return std::string(text.substr(0, end));
    // A secret may cross the limit.
    std::string const hidden = find(text.substr(0, end + (std::min)(text.size() - end, 12 * longest_ + 64)));
    std::string shown;
    for (std::size_t at = 0; at < end;) {
      if (hidden[at] == 0) {
        shown += text[at++];
        continue;
      }
      shown += mark;
      while (at < hidden.size() && hidden[at] != 0) ++at;
    }
    return shown;
  }

  // Returns true if a text contains a secret that is too short to be hidden.
  [[gnu::cold]] bool shows_short(std::string_view text) const {
    if (short_.empty()) return false;
    bool found = false;
    for_each_reading(text, [&](reading const& each) {
      for_each_short(each, [&](std::size_t, std::size_t) { found = true; });
      for_each_short(from_base64(each), [&](std::size_t, std::size_t) { found = true; });
    });
    return found;
  }

  // Returns the number of bytes at the end of a text that may begin a secret.
  [[gnu::cold]] std::size_t begun_in(std::string_view text) const {
    std::size_t held = (std::min)(text.size(), begun_escape(text));
    for_each_reading(text.substr(text.size() - (std::min)(text.size(), 12 * longest_)), [&](reading const& each) {
      std::string const folded = fold(each.text);
      for (secret const& whole : long_)
        for (std::size_t size = (std::min)(whole.size(), folded.size()); size != 0; --size) {
          if (!std::string_view(folded).ends_with(whole.reveal().substr(0, size))) continue;
          std::size_t const from = each.place_of(folded.size() - size).begin;
          held = (std::max)(held, (std::min)(text.size(), 12 * longest_) - from);
          break;
        }
    });
    return held;
  }

private:
  static bool add_to(std::vector<secret>& list, std::string_view text) {
    std::string folded = fold(text);
    bool found = false;
    for (secret const& each : list) found = found || each.reveal() == folded;
    if (!found)
      list.emplace_back(std::move(folded));
    else
      secure_zero(folded.data(), folded.size());
    return !found;
  }

  // In forms + is a space, elsewhere it is a plus. Both are treated alike.
  static std::string fold(std::string_view text) {
    std::string folded(text);
    std::replace(folded.begin(), folded.end(), '+', ' ');
    return folded;
  }

  // Hashes four to sixteen bytes: the first eight and the last eight of them, or four.
  static std::size_t bucket(std::string_view text) noexcept {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    std::size_t const size = text.size() < 8 ? 4 : 8;
    std::memcpy(&first, text.data(), size);
    std::memcpy(&last, text.data() + text.size() - size, size);
    return narrow_cast<std::size_t>(((first * 0x9e3779b97f4a7c15u) ^ (first >> 29) ^ last) * 0xd6e8feb86659fd93u >> 46);
  }

  void add_form(std::string_view text) {
    if (text.size() < shortest || !add_to(long_, text)) return;
    if (begins_.empty()) begins_.resize(std::size_t{1} << 18);
    std::string_view const form = long_.back().reveal();
    std::size_t const size = (std::min)(piece, form.size());
    sizes_ |= 1u << size;
    for (std::size_t at = 0; at + size <= form.size(); ++at) begins_[bucket(form.substr(at, size))] = true;
  }

  template <class Visit> static void for_each_reading(std::string_view text, Visit visit) {
    reading now;
    now.text = text;
    for (int layer = 0; layer != 4 && !now.text.empty(); ++layer) {
      visit(now);
      reading next = unescaped(now);
      secure_zero(now.text.data(), now.text.size());
      now.text = std::move(next.text);
      now.places = std::move(next.places);
    }
  }

  template <class Found> void for_each_short(reading const& input, Found found) const {
    auto const is_word = [&](std::size_t index) {
      if (index >= input.text.size()) return false;
      char const c = input.text[index];
      return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    };
    std::string const folded = fold(input.text);
    for (secret const& each : short_)
      for (std::size_t at = 0; (at = folded.find(each.reveal(), at)) != folded.npos; ++at)
        if (!is_word(at - 1) && !is_word(at + each.size())) found(at, each.size());
  }

  // Marks each byte of a text that belongs to a secret.
  std::string find(std::string_view text) const {
    std::string hidden(text.size(), '\0');
    auto const hide = [&](reading const& input, std::size_t index, std::size_t size) {
      for (std::size_t i = index; i != index + size; ++i)
        for (std::size_t from = input.place_of(i).begin; from != input.place_of(i).end; ++from) hidden[from] = 1;
    };
    for_each_reading(text, [&](reading const& each) {
      std::string folded = fold(each.text);
      std::string_view const all = folded;
      for (std::size_t size = shortest; size <= piece && !long_.empty(); ++size) {
        if ((sizes_ >> size & 1u) == 0) continue;
        std::size_t end = 0;  // the end of the last match
        for (std::size_t at = 0; at + size <= all.size(); ++at) {
          std::string_view const found = all.substr(at, size);
          if (!begins_[bucket(found)] || !is_of_secret(found)) continue;
          std::size_t const begin = (std::max)(at, end);
          hide(each, begin, at + size - begin);
          end = at + size;
        }
      }
      secure_zero(folded.data(), folded.size());
      for_each_short(each, [&](std::size_t index, std::size_t size) { hide(each, index, size); });
      if (short_.empty()) return;
      reading const decoded = from_base64(each);
      for_each_short(decoded, [&](std::size_t index, std::size_t size) { hide(decoded, index, size); });
    });
    return hidden;
  }

  bool is_of_secret(std::string_view text) const noexcept {
    for (secret const& each : long_)
      if (text.size() == (std::min)(piece, each.size()) && each.reveal().find(text) != text.npos) return true;
    return false;
  }

  // Returns the size of an incomplete escape sequence at the end of a text.
  static std::size_t begun_escape(std::string_view text) noexcept {
    std::size_t const at = text.find_last_of("%\\&");
    if (at == text.npos || text.size() - at > 8) return 0;
    std::string bytes;
    return read_escape(text.substr(at), bytes) == 0 ? text.size() - at : 0;
  }

  std::vector<secret> long_{};   // in all forms, with spaces for +
  std::vector<secret> short_{};  // shorter pieces, in all forms
  std::vector<bool> begins_{};   // by bucket: true if a piece may begin so
  unsigned sizes_ = 0;           // a bit for each size of a piece
  std::size_t longest_ = 0;
};

}  // namespace geai::inline v0_2::detail
