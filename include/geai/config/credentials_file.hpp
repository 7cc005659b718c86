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

// A credentials file (~/.geai/credentials) as a value. Its content is read by get(), aliases() and the other members of
// profiles<>. Reading and editing change this value only; update() writes the file.
//
//   # Keys of [DEFAULT] are inherited by every alias; it is no alias itself.
//   [DEFAULT]
//   geai_api_base_url = https://api.saia.ai
//
//   [staging]
//   GEAI_API_KEY: abc
//
// A section is an alias (the case counts). A key is the name of a variable in any case, ended by the first = or :. Lines
// that begin with # or ; are comments, after a value they are part of it. Values are trimmed and otherwise taken as they
// are: no quotes, no escapes, no interpolation. CRLF and a byte order mark are understood. Text that a reader would
// have to guess at is refused with errc::credentials_file and `PATH:LINE: reason; remedy`: a value that goes on in an
// indented line, a section or key that is there twice, a line without delimiter, text above the first section, an empty
// key, a malformed section, bytes that are no UTF-8 text, more than 1 MiB. No message holds a value.
//
// Owns its text, which is wiped at the end. Const members may be called from several threads at once.
class credentials_file : public profiles<> {
public:
  // A document without text, as of a file that does not exist.
  credentials_file() = default;

  // Reads a text. `path` serves the messages only. Cost: linear in the text (times the logarithm of its keys).
  static result<credentials_file> parse(std::string text, std::string path = {}) {
    return made_of(read(secret(std::move(text)), std::move(path)));
  }

  // Reads a file. One that is missing, or in a folder that is missing, is an empty document with exists() == false.
  // Never writes, creates or prints anything. Errors: errc::credentials_file.
  template <class System = detail::native_system> static result<credentials_file> load(std::string path) {
    return made_of(profiles::load<System>(std::move(path)));
  }

  // Edits a file: waits for its lock, reads it, calls `edit(document)`, which returns result<void>, and puts the new text
  // in its place. The new file is private (0600; a missing folder is made 0700; on Windows the folder says who may read
  // it) and complete: whoever reads it, and whatever happens meanwhile, finds the old text or the new one, and edits of
  // other processes and threads are not lost. Symbolic links are followed. Nothing is written when `edit` fails or changes nothing (unless others can read
  // the file, which ends that). `edit` must not update the same file: it would wait for itself.
  // Errors: those of load() and of `edit`; errc::credentials_file when the file cannot be locked within `patience` or
  // cannot be written, errc::cancelled when `stop` asks for it before it is locked; then the old file is whole.
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

  // Sets a key of an alias. A key that is there keeps its line, spelling and place; a new one goes to the end of its
  // section, a new section to the end of the text; nothing else changes. An empty value counts as unset when read.
  // Errors, and then nothing has changed: errc::invalid_argument when alias, key or value cannot be written so that they
  // are read back the same (a line break, blanks at an end, ...); errc::credentials_file over 1 MiB.
  // Cost: linear in the text.
  result<void> set(std::string_view profile, std::string_view key, std::string_view value) {
    if (auto done = check(profile, key, value); !done) return done;
    section const* const own = find(profile);
    if (own == nullptr) return append_section(profile, key, value);
    if (entry const* const found = find_in(*own, key)) return set_value(*found, value);
    return append_entry(*own, key, value);
  }

  // Removes a key of an alias, its line with it; whether there was one. An inherited key is not the alias's own.
  bool unset(std::string_view profile, std::string_view key) {
    section const* const own = find(profile);
    entry const* const found = own == nullptr ? nullptr : find_in(*own, key);
    return found != nullptr && replace(found->whole, {}).has_value();
  }

  // Removes an alias: its section with all that is in it, but for comments right above the next section; whether there
  // was one.
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
      return refuse({key, " begins or ends with a blank, which would be lost; remove it"});
    return {};
  }

  // Where the next section begins, or rather the comments right above it, which speak of it.
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

  // Where a new key of a section goes: after its last key, and the comments that follow it without a gap.
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

  // How lines of this text end: like its first one.
  std::string_view line_end() const noexcept {
    std::size_t const newline = text().find('\n');
    bool const with_return = newline != std::string_view::npos && newline != 0 && text()[newline - 1] == '\r';
    return with_return ? "\r\n" : "\n";
  }
  // The line end that the line above `at` lacks; empty if it lacks none.
  std::string_view gap_before(std::size_t index) const noexcept {
    bool const first = index == 0 || text().substr(0, index) == detail::ini::byte_order_mark;
    return first || text()[index - 1] == '\n' ? std::string_view() : line_end();
  }

  result<void> set_value(entry const& which, std::string_view value) {
    if (which.value.of(text()) == value) return {};
    // Where there is no value yet, a blank before the delimiter asks for one behind it.
    bool const empty = which.value.begin == which.value.end;
    char const before = text()[which.value.begin - 1];
    bool const spaced = text()[which.key.end] == ' ' || text()[which.key.end] == '\t';
    bool const gap = empty && spaced && (before == '=' || before == ':');
    return replace(which.value, {gap ? " " : "", value});
  }

  result<void> append_entry(section const& where, std::string_view key, std::string_view value) {
    std::size_t const at = end_of_entries(where);
    // Indented like the key above, since deeper would continue its value.
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

  // Replaces a piece of the text by the parts and reads it anew: the edited text is valid, or nothing happened.
  result<void> replace(span piece, std::initializer_list<std::string_view> parts) {
    std::size_t size = text().size() - (piece.end - piece.begin);
    for (std::string_view part : parts) size += part.size();
    std::string edited;
    edited.reserve(size);  // no copy of a secret stays behind in a smaller buffer
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
