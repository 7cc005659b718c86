#pragma once

#include <cstddef>
#include <geai/result.hpp>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// The syntax of the credentials file: finds the positions of sections, keys and values in a text. Does no I/O. The
// rules are those of Python's configparser (with which PyGEAI reads the same file), except that ambiguous text is an
// error.
namespace geai::inline v0_2::detail::ini {

inline constexpr std::size_t size_limit = std::size_t{1} << 20;
inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
inline constexpr std::string_view default_section = "DEFAULT";  // inherited by every alias; not an alias itself

// A piece of the text, by offsets, which remain valid when the text is moved.
struct span {
  std::size_t begin = 0;
  std::size_t end = 0;

  std::string_view of(std::string_view text) const noexcept { return text.substr(begin, end - begin); }
};

struct entry {
  std::size_t line = 0;  // from 1
  span whole{};          // the line with its terminator
  span key{};
  span value{};
};

struct section {
  std::size_t line = 0;  // the line of the header, from 1
  span header{};         // the line with its terminator
  span name{};
  std::vector<entry> entries{};
};

// Makes the error PATH:LINE: TEXT; line 0 stands for the whole file. `text` never quotes a value.
template <class = void> error failure(std::string_view path, std::size_t line, std::string_view text) {
  std::string message(path.empty() ? std::string_view("credentials") : path);
  if (line != 0) {
    message += ':';
    message += std::to_string(line);
  }
  message += ": ";
  message += text;
  return {errc::credentials_file, std::move(message)};
}

template <class = void> char lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// Orders keys without regard to (ASCII) case.
struct less_without_case {
  bool operator()(std::string_view left, std::string_view right) const noexcept {
    for (std::size_t i = 0; i != left.size() && i != right.size(); ++i)
      if (lower(left[i]) != lower(right[i])) return lower(left[i]) < lower(right[i]);
    return left.size() < right.size();
  }
};

template <class = void> bool same_key(std::string_view left, std::string_view right) noexcept {
  if (left.size() != right.size()) return false;
  for (std::size_t i = 0; i != left.size(); ++i)
    if (lower(left[i]) != lower(right[i])) return false;
  return true;
}

// Returns the size in bytes of the code point at the beginning of `text`; 0 if it is not valid UTF-8. `text` is not
// empty.
template <class = void> std::size_t code_point_size(std::string_view text) noexcept {
  auto const byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  auto const follows = [&](std::size_t i) { return (byte(i) & 0xC0u) == 0x80u; };
  unsigned const lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return follows(1) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    bool const too_long = lead == 0xE0 && byte(1) < 0xA0;
    bool const surrogate = lead == 0xED && byte(1) > 0x9F;
    return follows(1) && follows(2) && !too_long && !surrogate ? 3 : 0;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    bool const too_long = lead == 0xF0 && byte(1) < 0x90;
    bool const too_large = lead == 0xF4 && byte(1) > 0x8F;
    return follows(1) && follows(2) && follows(3) && !too_long && !too_large ? 4 : 0;
  }
  return 0;
}

// Returns the reason why a line must not be in a text file, worded as the end of "the line has"; empty if it is fine.
template <class = void> std::string_view unfit(std::string_view line) noexcept {
  for (std::size_t i = 0; i != line.size();) {
    auto const byte = static_cast<unsigned char>(line[i]);
    std::size_t const size = code_point_size(line.substr(i));
    if (byte == 0) return "a NUL byte";
    if (byte == '\n') return "a line break";
    if (byte == '\r') return "a carriage return";
    if ((byte < 0x20 && byte != '\t') || byte == 0x7F) return "a control character";
    if (size == 0) return "bytes that are not valid UTF-8";
    if (byte == 0xC2 && static_cast<unsigned char>(line[i + 1]) < 0xA0) return "a control character";
    i += size;
  }
  return {};
}

// Returns the size in bytes of the white space at the beginning of `text`; 0 if there is none. White space is the set
// of characters that Python strips.
template <class = void> std::size_t blank_size(std::string_view text) noexcept {
  using namespace std::string_view_literals;
  if (text.starts_with(' ') || text.starts_with('\t')) return 1;
  if (text.starts_with("\xC2\xA0"sv)) return 2;
  if (text.starts_with("\xE2\x80"sv) && text.size() > 2) {
    auto const last = static_cast<unsigned char>(text[2]);
    return (last >= 0x80 && last <= 0x8A) || last == 0xA8 || last == 0xA9 || last == 0xAF ? 3 : 0;
  }
  bool const other =
      text.starts_with("\xE1\x9A\x80"sv) || text.starts_with("\xE2\x81\x9F"sv) || text.starts_with("\xE3\x80\x80"sv);
  return other ? 3 : 0;
}

// Returns the piece without the white space at both ends.
template <class = void> span trimmed(std::string_view text, span piece) noexcept {
  while (std::size_t const size = blank_size(piece.of(text))) piece.begin += size;
  for (std::size_t size = 1; size <= 3 && size <= piece.end - piece.begin;) {
    bool const blank = blank_size(text.substr(piece.end - size, size)) == size;
    if (blank) piece.end -= size;
    size = blank ? 1 : size + 1;
  }
  return piece;
}

// A line: `whole` includes its terminator (LF or CRLF), `content` does not.
struct text_line {
  span whole{};
  span content{};
};

template <class = void> text_line line_at(std::string_view text, std::size_t begin) noexcept {
  std::size_t const newline = text.find('\n', begin);
  if (newline == std::string_view::npos) return {{begin, text.size()}, {begin, text.size()}};
  std::size_t const end = newline > begin && text[newline - 1] == '\r' ? newline - 1 : newline;
  return {{begin, newline + 1}, {begin, end}};
}

template <class = void> bool is_comment(std::string_view text, span line) noexcept {
  std::string_view const content = trimmed(text, line).of(text);
  return content.starts_with('#') || content.starts_with(';');
}

// Returns the reason why `name` cannot be an alias, worded as the end of "the alias"; empty if it can.
template <class = void> std::string_view unfit_alias(std::string_view name) noexcept {
  if (name.empty()) return "is empty";
  if (!unfit(name).empty()) return "has a line break, a control character or bytes that are not valid UTF-8";
  if (trimmed(name, {0, name.size()}).of(name).size() != name.size()) return "begins or ends with white space";
  if (name.find(']') != std::string_view::npos) return "contains a ]";
  return {};
}

// Returns the reason why `name` cannot be a new key, worded as the end of "the key"; empty if it can.
template <class = void> std::string_view unfit_key(std::string_view name) noexcept {
  if (name.empty()) return "is empty";
  for (char c : name)
    if (c < ' ' || c > '~' || c == '=' || c == ':') return "has a character that is not printable ASCII, or a = or :";
  if (name.starts_with(' ') || name.ends_with(' ')) return "begins or ends with white space";
  if (name.starts_with('[') || name.starts_with('#') || name.starts_with(';')) return "begins with [, # or ;";
  return {};
}

// Reads a text line by line. Use an object once. A template, so that programs that read no such file do not compile it.
template <class = void> class reader {
public:
  reader(std::string_view text, std::string_view path) : text_(text), path_(path) {}

  // Returns the sections in the order of the text, or the first error.
  result<std::vector<section>> read() {
    if (text_.size() > size_limit) return failure(path_, 0, "is larger than 1 MiB; it is not a credentials file");
    if (text_.starts_with("\xFF\xFE") || text_.starts_with("\xFE\xFF"))
      return failure(path_, 1, "the file is UTF-16; save it as UTF-8");

    std::size_t begin = text_.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
    while (begin != text_.size()) {
      ++number_;
      text_line const line = line_at(text_, begin);
      begin = line.whole.end;
      if (auto done = take(line); !done) return std::move(done).error();
    }
    return std::move(sections_);
  }

private:
  error refuse(std::string_view text) const { return failure(path_, number_, text); }

  result<void> take(text_line const& line) {
    if (std::string_view const reason = unfit(line.content.of(text_)); !reason.empty())
      return refuse(std::string("the line has ").append(reason).append("; save the file as plain text in UTF-8"));

    span const content = trimmed(text_, line.content);
    if (content.begin == content.end || is_comment(text_, content)) return {};
    if (text_[content.begin] == '[') return take_header(line, content);
    if (sections_.empty()) return refuse("text before the first section; put a line like [default] above it");
    return take_entry(line, content);
  }

  result<void> take_header(text_line const& line, span content) {
    if (content.begin != line.content.begin)
      return refuse("the line is indented; a section begins in the first column, and a value is a single line");
    std::size_t const bracket = text_.substr(0, content.end).find(']', content.begin);
    if (bracket == std::string_view::npos) return refuse("the section has no closing ]; write it as [alias]");
    if (bracket + 1 != content.end)
      return refuse(
          "there is text after the ] of the section; write it as [alias], and comments on lines of their own");

    span const name{content.begin + 1, bracket};
    if (std::string_view const reason = unfit_alias(name.of(text_)); !reason.empty())
      return refuse(std::string("the alias ").append(reason).append("; write it as [alias]"));
    if (auto const [first, is_new] = names_.emplace(name.of(text_), number_); !is_new)
      return refuse(std::string("the section [")
                        .append(name.of(text_))
                        .append("] is already at line ")
                        .append(std::to_string(first->second))
                        .append("; keep one of the two"));

    sections_.push_back({.line = number_, .header = line.whole, .name = name});
    keys_.clear();
    return {};
  }

  result<void> take_entry(text_line const& line, span content) {
    // Counted in columns, as Python does: a white space character may have several bytes.
    std::size_t column = 0;
    for (std::size_t i = line.content.begin; i != content.begin; i += code_point_size(text_.substr(i))) ++column;
    if (!sections_.back().entries.empty() && column > column_)
      return refuse("the line is indented, as if it continued the value above; a value is a single line");
    column_ = column;

    std::size_t const delimiter = text_.substr(0, content.end).find_first_of("=:", content.begin);
    if (delimiter == std::string_view::npos) return refuse("the line has no = or :; write it as KEY = value");
    span const key = trimmed(text_, {content.begin, delimiter});
    if (key.begin == key.end) return refuse("there is no key before the = or :; write it as KEY = value");
    if (auto const [first, is_new] = keys_.emplace(key.of(text_), number_); !is_new)
      return refuse(std::string("the key of this line is already at line ")
                        .append(std::to_string(first->second))
                        .append(" (keys are the same in any case); keep one of the two"));

    span const value = trimmed(text_, {delimiter + 1, content.end});
    sections_.back().entries.push_back({.line = number_, .whole = line.whole, .key = key, .value = value});
    return {};
  }

  std::string_view text_;
  std::string_view path_;
  std::size_t number_ = 0;  // of the current line
  std::size_t column_ = 0;  // of the last key
  std::vector<section> sections_;
  std::map<std::string_view, std::size_t> names_;                    // section -> line
  std::map<std::string_view, std::size_t, less_without_case> keys_;  // the keys of the current section -> line
};

}  // namespace geai::inline v0_2::detail::ini
