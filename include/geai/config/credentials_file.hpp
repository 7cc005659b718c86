#pragma once

#include <chrono>
#include <cstddef>
#include <geai/config/detail/credentials_syntax.hpp>
#include <geai/config/profiles.hpp>
#include <geai/detail/system/locked_file.hpp>
#include <geai/result.hpp>
#include <geai/secret.hpp>
#include <initializer_list>
#include <stop_token>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace geai::inline v0_2 {

// A credentials file (~/.geai/credentials) as a value. get(), aliases() and the other members of profiles<> read its
// content. Editing changes only this value; update() writes the file.
//
//   # Every alias inherits the keys of [DEFAULT], which is not an alias itself.
//   [DEFAULT]
//   geai_api_base_url = https://api.saia.ai
//
//   [staging]
//   GEAI_API_KEY: abc
//
// A section is an alias (case-sensitive). A key is the name of a variable in any case and ends at the first = or :.
// Lines that begin with # or ; are comments; behind a value, # and ; are part of the value. Values are trimmed and
// otherwise unchanged: no quotes, no escapes, no interpolation. CRLF and a byte order mark are accepted. Ambiguous text
// is rejected with errc::credentials_file and `PATH:LINE: reason; remedy`: a value that continues in an indented line,
// a duplicate section or key, a line without a delimiter, text above the first section, an empty key, a malformed
// section, invalid UTF-8, more than 1 MiB. No message contains a value.
//
// Owns its text and wipes it when it is destroyed. Const members may be called from several threads at the same time.
class credentials_file : public profiles<> {
public:
  // Makes an empty document, like that of a file that does not exist.
  credentials_file() = default;

  // Parses a text. `path` is used only in messages. Errors: errc::credentials_file. Cost: linear in the text (times the
  // logarithm of the number of keys).
  static result<credentials_file> parse(std::string text, std::string path = {}) {
    return made_of(read(secret(std::move(text)), std::move(path)));
  }

  // Reads a file. If the file or its folder does not exist, returns an empty document with exists() == false. Never
  // writes, creates or prints anything. Errors: errc::credentials_file.
  template <class System = detail::native_system> static result<credentials_file> load(std::string path) {
    return made_of(profiles::load<System>(std::move(path)));
  }

  // Edits a file: waits for its lock, reads it, calls `edit(document)`, which returns result<void>, and replaces the
  // file. The new file is private (mode 0600; a missing folder is created with 0700; on Windows the permissions of the
  // folder apply). The replacement is atomic: a reader sees either the old or the new text, even after a crash, and
  // concurrent edits by other processes and threads are not lost. Symbolic links are followed. If `edit` fails or
  // changes nothing, nothing is written, unless other users can read the file; then its mode is corrected. `edit` must
  // not update the same file, which would be a deadlock. Errors: those of load() and of `edit`; errc::credentials_file
  // if the file cannot be locked within `patience` or cannot be written; errc::cancelled if a stop is requested before
  // the file is locked. After an error the old file is unchanged.
  template <class System = detail::native_system, class Edit>
  requires std::is_invocable_r_v<result<void>, Edit&, credentials_file&> static result<void> update(
      std::string const& path, Edit edit, std::chrono::milliseconds patience = std::chrono::seconds(10),
      std::stop_token const& stop = {}) {
    auto file = detail::locked_file<System>::acquire(path, patience, stop);
    if (!file) return std::move(file).error();
    auto old = file->read(detail::ini::size_limit);
    if (!old) return std::move(old).error();
    auto document = made_of(of(*old, path));
    if (!document) return std::move(document).error();
    if (result<void> done = edit(*document); !done) return done;

    bool const open_to_others = (old->permissions() & 0077) != 0;
    if (document->secret_text() == old->text && !open_to_others) return {};
    return file->replace(document->text(), *old);
  }

  // Sets a key of an alias. An existing key keeps its line, spelling and position; a new key is added at the end of its
  // section, a new section at the end of the text; nothing else changes. An empty value reads as unset. Errors, which
  // leave the document unchanged: errc::invalid_argument if the alias, key or value would not be read back as written
  // (a line break, white space at an end, ...); errc::credentials_file if the text would exceed 1 MiB. Cost: linear in
  // the text.
  result<void> set(std::string_view profile, std::string_view key, std::string_view value) {
    if (auto done = check(profile, key, value); !done) return done;
    section const* const own = find(profile);
    if (own == nullptr) return append_section(profile, key, value);
    if (entry const* const found = find_in(*own, key)) return set_value(*found, value);
    return append_entry(*own, key, value);
  }

  // Removes a key of an alias together with its line. Returns true if the alias had the key; an inherited key does not
  // count.
  bool unset(std::string_view profile, std::string_view key) {
    section const* const own = find(profile);
    entry const* const found = own == nullptr ? nullptr : find_in(*own, key);
    return found != nullptr && replace(found->whole, {}).has_value();
  }

  // Removes an alias: its section with everything in it, except comments directly above the next section. Returns true
  // if there was such an alias.
  bool remove_alias(std::string_view profile) {
    section const* const own = find(profile);
    return own != nullptr && replace({own->header.begin, end_of(*own)}, {}).has_value();
  }

private:
  explicit credentials_file(profiles&& read) : profiles(std::move(read)) {}

  static result<credentials_file> made_of(result<profiles> read) {
    if (!read) return std::move(read).error();
    return credentials_file(*std::move(read));
  }

  static result<void> check(std::string_view profile, std::string_view key, std::string_view value) {
    auto const refuse = [](std::initializer_list<std::string_view> parts) {
      error what(errc::invalid_argument, {});
      for (std::string_view part : parts) what.message += part;
      return what;
    };
    if (profile == detail::ini::default_section)
      return refuse({"the alias DEFAULT cannot be set: every alias inherits it; name another alias"});
    if (std::string_view const reason = detail::ini::unfit_alias(profile); !reason.empty())
      return refuse({"the alias ", reason, "; name another alias"});
    if (std::string_view const reason = detail::ini::unfit_key(key); !reason.empty())
      return refuse({"the key ", reason, "; name another key"});
    if (std::string_view const reason = detail::ini::unfit(value); !reason.empty())
      return refuse({key, " has ", reason, "; give one line of text"});
    if (detail::ini::trimmed(value, {0, value.size()}).of(value).size() != value.size())
      return refuse({key, " begins or ends with white space, which would be lost; remove it"});
    return {};
  }

  // Returns the end of a section: the comments directly above the next section belong to that one.
  std::size_t end_of(section const& which) const noexcept {
    section const* const below = next(which);
    if (below == nullptr) return text().size();
    std::size_t const last = which.entries.empty() ? which.header.end : which.entries.back().whole.end;
    std::size_t end = last;
    for (std::size_t at = last; at != below->header.begin;) {
      detail::ini::text_line const line = detail::ini::line_at(text(), at);
      at = line.whole.end;
      if (!detail::ini::is_comment(text(), line.content)) end = at;
    }
    return end;
  }

  // Returns the position for a new key of a section: after the last key and the comments that directly follow it.
  std::size_t end_of_entries(section const& which) const noexcept {
    std::size_t at = which.entries.empty() ? which.header.end : which.entries.back().whole.end;
    std::size_t const end = end_of(which);
    while (at < end) {
      detail::ini::text_line const line = detail::ini::line_at(text(), at);
      if (!detail::ini::is_comment(text(), line.content)) break;
      at = line.whole.end;
    }
    return at;
  }

  // Returns the line end of this text: that of its first line.
  std::string_view line_end() const noexcept {
    std::size_t const newline = text().find('\n');
    bool const with_return = newline != std::string_view::npos && newline != 0 && text()[newline - 1] == '\r';
    return with_return ? "\r\n" : "\n";
  }
  // Returns the line end that is missing above `index`; empty if none is missing.
  std::string_view gap_before(std::size_t index) const noexcept {
    bool const first = index == 0 || text().substr(0, index) == detail::ini::byte_order_mark;
    return first || text()[index - 1] == '\n' ? std::string_view() : line_end();
  }

  result<void> set_value(entry const& which, std::string_view value) {
    if (which.value.of(text()) == value) return {};
    // If the value is empty, a space before the delimiter is mirrored after it.
    bool const empty = which.value.begin == which.value.end;
    char const before = text()[which.value.begin - 1];
    bool const spaced = text()[which.key.end] == ' ' || text()[which.key.end] == '\t';
    bool const gap = empty && spaced && (before == '=' || before == ':');
    return replace(which.value, {gap ? " " : "", value});
  }

  result<void> append_entry(section const& where, std::string_view key, std::string_view value) {
    std::size_t const at = end_of_entries(where);
    // Indented like the key above: a deeper indentation would continue the value of that key.
    std::string_view indent;
    if (!where.entries.empty()) {
      entry const& last = where.entries.back();
      indent = span{last.whole.begin, last.key.begin}.of(text());
    }
    return replace({at, at}, {gap_before(at), indent, key, value.empty() ? " =" : " = ", value, line_end()});
  }

  result<void> append_section(std::string_view profile, std::string_view key, std::string_view value) {
    std::size_t const at = text().size();
    bool const first = at == 0 || text() == detail::ini::byte_order_mark;
    bool const after_blank = first || text().ends_with("\n\n") || text().ends_with("\n\r\n");
    return replace({at, at}, {gap_before(at), after_blank ? "" : line_end(), "[", profile, "]", line_end(), key,
                              value.empty() ? " =" : " = ", value, line_end()});
  }

  // Replaces a piece of the text by the parts and parses the result: afterwards the text is valid, or unchanged.
  result<void> replace(span piece, std::initializer_list<std::string_view> parts) {
    std::size_t size = text().size() - (piece.end - piece.begin);
    for (std::string_view part : parts) size += part.size();
    std::string edited;
    edited.reserve(size);  // prevents a copy of a secret from staying behind in a smaller buffer
    edited += text().substr(0, piece.begin);
    for (std::string_view part : parts) edited += part;
    edited += text().substr(piece.end);

    auto document = read(secret(std::move(edited)), path());
    if (!document) return std::move(document).error();
    take_text(*std::move(document));
    return {};
  }
};

}  // namespace geai::inline v0_2
