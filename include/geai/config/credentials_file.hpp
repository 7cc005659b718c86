#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <geai/config/detail/credentials_store.hpp>
#include <geai/config/detail/credentials_syntax.hpp>
#include <geai/result.hpp>
#include <geai/secret.hpp>
#include <geai/warning.hpp>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace geai {

// A credentials file (~/.geai/credentials) as a value: the text, and where its aliases, keys and values are. Reading it
// changes nothing on disk; editing changes this value only; update() is what writes.
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
// are: no quotes, no escapes, no interpolation. CRLF and a byte order mark are understood. What a reader would have to
// guess at is refused with errc::credentials_file and `PATH:LINE: reason; remedy`: a value that goes on in an indented
// line, a section or key that is there twice, a line without delimiter, text above the first section, an empty key, a
// malformed section, bytes that are no UTF-8 text, more than 1 MiB. No message holds a value.
//
// Owns its text, which is wiped at the end. Const members may be called from several threads at once.
class credentials_file {
public:
  // A document without text, as of a file that does not exist.
  credentials_file() = default;

  // Reads a text. `path` serves the messages only. Cost: linear in the text (times the logarithm of its keys).
  static result<credentials_file> parse(std::string text, std::filesystem::path path = {}) {
    return read(secret(std::move(text)), std::move(path));
  }

  // Reads a file. One that is missing, or in a folder that is missing, is an empty document with exists() == false.
  // Never writes, creates or prints anything. Errors: errc::credentials_file.
  template <class System = detail::posix_system>
  static result<credentials_file> load(std::filesystem::path const& path) {
    if (path.native().find('\0') != std::string::npos)
      return error(errc::credentials_file, "credentials: cannot read them: the path holds a NUL byte; name a file");
    auto contents = detail::read_file<System>(path.native(), detail::ini::size_limit);
    if (!contents) return std::move(contents).error();
    return from(*std::move(contents), path);
  }

  // Edits a file: waits for its lock, reads it, calls `edit(document)`, which returns result<void>, and puts the new text
  // in its place. The new file is private (0600; a missing folder is made 0700) and complete: whoever reads it, and
  // whatever happens meanwhile, finds the old text or the new one, and edits of other processes and threads are not
  // lost. Symbolic links are followed. Nothing is written when `edit` fails or changes nothing (unless others can read
  // the file, which ends that). `edit` must not update the same file: it would wait for itself.
  // Errors: those of load() and of `edit`; errc::credentials_file when the file cannot be locked within `patience` or
  // cannot be written, and then the old file is whole.
  template <class System = detail::posix_system, class Edit>
  requires std::is_invocable_r_v<result<void>, Edit&, credentials_file&> static result<void> update(
      std::filesystem::path const& path, Edit edit, std::chrono::milliseconds patience = std::chrono::seconds(10)) {
    auto file = detail::locked_file<System>::acquire(path.native(), patience);
    if (!file) return std::move(file).error();
    auto old = file->read(detail::ini::size_limit);
    if (!old) return std::move(old).error();
    auto document = from(*old, path);
    if (!document) return std::move(document).error();
    if (result<void> done = edit(*document); !done) return done;

    bool const open_to_others = old->exists && (old->status.st_mode & 0077) != 0;
    if (document->text_ == old->text && !open_to_others) return {};
    return file->replace(document->text_.reveal(), *old);
  }

  // Whether load() found a file; true after parse().
  bool exists() const noexcept { return exists_; }

  // As given to parse() or load().
  std::filesystem::path const& path() const noexcept { return path_; }

  // The aliases in the order of the file.
  std::vector<std::string> aliases() const {
    std::vector<std::string> names;
    for (section const& each : sections_)
      if (name_of(each) != detail::ini::default_section) names.emplace_back(name_of(each));
    return names;
  }

  bool contains(std::string_view profile) const noexcept { return find(profile) != nullptr; }

  // The value of a key (any case) of an alias, its own or else the inherited one; nothing when there is none, or it is
  // empty (an empty value of its own hides the inherited one). A view into this object, valid until it is changed.
  std::optional<std::string_view> get(std::string_view profile, std::string_view key) const noexcept {
    entry const* const found = find(profile, key);
    if (found == nullptr || found->value.begin == found->value.end) return std::nullopt;
    return found->value.of(text());
  }

  // The keys of an alias as the file spells them: its own in order, then the inherited ones.
  std::vector<std::string> keys(std::string_view profile) const {
    std::vector<std::string> names;
    section const* const own = find(profile);
    if (own == nullptr) return names;
    for (entry const& each : own->entries) names.emplace_back(each.key.of(text()));
    if (section const* const inherited = defaults())
      for (entry const& each : inherited->entries)
        if (find_in(*own, each.key.of(text())) == nullptr) names.emplace_back(each.key.of(text()));
    return names;
  }

  // The line, from 1, that get() takes a value from, even an empty one.
  std::optional<std::size_t> line_of(std::string_view profile, std::string_view key) const noexcept {
    entry const* const found = find(profile, key);
    if (found == nullptr) return std::nullopt;
    return found->line;
  }

  // A warning when the loaded file could be read or written by other users than its owner.
  std::optional<warning> permissions_warning() const {
    if (!S_ISREG(mode_) || (mode_ & 0066) == 0) return std::nullopt;
    constexpr char digits[] = "01234567";
    std::string message = path_.native();
    message += ": other users can ";
    message += (mode_ & 0044) != 0 ? "read it" : "write it";
    message += " (mode 0";
    for (unsigned shift : {6u, 3u, 0u}) message += digits[(mode_ >> shift) & 7u];
    message += "); run: chmod 600 ";
    message += path_.native();
    return warning{warning_code::credentials_file_permissions, std::move(message)};
  }

  // The text, byte for byte what was read but for what was edited. A view, valid until this object is changed.
  std::string_view serialize() const noexcept { return text(); }

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
  using span = detail::ini::span;
  using entry = detail::ini::entry;
  using section = detail::ini::section;

  static result<credentials_file> read(secret text, std::filesystem::path path) {
    auto sections = detail::ini::reader(text.reveal(), path.native()).read();
    if (!sections) return std::move(sections).error();
    credentials_file document;
    document.text_ = std::move(text);
    document.sections_ = *std::move(sections);
    document.path_ = std::move(path);
    document.exists_ = true;
    return document;
  }

  static result<credentials_file> from(detail::file_contents contents, std::filesystem::path path) {
    auto document = read(std::move(contents.text), std::move(path));
    if (document) {
      document->exists_ = contents.exists;
      document->mode_ = contents.status.st_mode;
    }
    return document;
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

  std::string_view text() const noexcept { return text_.reveal(); }
  std::string_view name_of(section const& which) const noexcept { return which.name.of(text()); }

  section const* find_section(std::string_view name) const noexcept {
    auto const found =
        std::find_if(sections_.begin(), sections_.end(), [&](section const& each) { return name_of(each) == name; });
    return found == sections_.end() ? nullptr : &*found;
  }
  section const* defaults() const noexcept { return find_section(detail::ini::default_section); }
  section const* find(std::string_view profile) const noexcept {
    return profile == detail::ini::default_section ? nullptr : find_section(profile);
  }
  entry const* find_in(section const& where, std::string_view key) const noexcept {
    for (entry const& each : where.entries)
      if (detail::ini::same_key(each.key.of(text()), key)) return &each;
    return nullptr;
  }
  entry const* find(std::string_view profile, std::string_view key) const noexcept {
    section const* const own = find(profile);
    if (own == nullptr) return nullptr;
    if (entry const* const found = find_in(*own, key)) return found;
    section const* const inherited = defaults();
    return inherited == nullptr ? nullptr : find_in(*inherited, key);
  }

  // Where the next section begins, or rather the comments right above it, which speak of it.
  std::size_t end_of(section const& which) const noexcept {
    section const* const next = &which == &sections_.back() ? nullptr : &which + 1;
    if (next == nullptr) return text().size();
    std::size_t const last = which.entries.empty() ? which.header.end : which.entries.back().whole.end;
    std::size_t end = last;
    for (std::size_t at = last; at != next->header.begin;) {
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
  // What ends the line above `at`, when nothing does yet.
  std::string_view gap_before(std::size_t at) const noexcept {
    bool const first = at == 0 || text().substr(0, at) == detail::ini::byte_order_mark;
    return first || text()[at - 1] == '\n' ? std::string_view() : line_end();
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

  // Puts the parts in the place of a piece of the text and reads it anew: what was edited is valid, or nothing happened.
  result<void> replace(span piece, std::initializer_list<std::string_view> parts) {
    std::size_t size = text().size() - (piece.end - piece.begin);
    for (std::string_view part : parts) size += part.size();
    std::string edited;
    edited.reserve(size);  // no copy of a secret stays behind in a smaller buffer
    edited += text().substr(0, piece.begin);
    for (std::string_view part : parts) edited += part;
    edited += text().substr(piece.end);

    auto document = read(secret(std::move(edited)), path_);
    if (!document) return std::move(document).error();
    text_ = std::move(document->text_);
    sections_ = std::move(document->sections_);
    return {};
  }

  secret text_;
  std::vector<section> sections_;
  std::filesystem::path path_;
  bool exists_ = false;
  mode_t mode_ = 0;  // of the loaded file
};

}  // namespace geai
