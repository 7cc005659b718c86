#pragma once

#include <cstddef>
#include <geai/config/detail/credentials_syntax.hpp>
#include <geai/detail/system/locked_file.hpp>
#include <geai/result.hpp>
#include <geai/secret.hpp>
#include <geai/warning.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace geai::inline v0_2 {

// The content of a credentials file (config/credentials_file.hpp describes its syntax), for reading: the text and the
// positions of its aliases, keys and values. Owns its text and wipes it when it is destroyed. Const members may be
// called from several threads at the same time. A template, so that programs that read no such file do not compile it.
template <class = void> class profiles {
public:
  // Makes an empty content, like that of a file that does not exist.
  profiles() = default;

  // Parses a text. `path` is used only in messages. Errors: errc::credentials_file.
  static result<profiles> read(secret text, std::string path) {
    auto sections = detail::ini::reader<>(text.reveal(), path).read();
    if (!sections) return std::move(sections).error();
    profiles all;
    all.text_ = std::move(text);
    all.sections_ = *std::move(sections);
    all.path_ = std::move(path);
    all.exists_ = true;
    return all;
  }

  // Reads a file. If the file or its folder does not exist, the content is empty and exists() == false. Never writes,
  // creates or prints anything. Errors: errc::credentials_file.
  template <class System = detail::native_system> static result<profiles> load(std::string path) {
    if (path.find('\0') != std::string::npos)
      return error(errc::credentials_file, "credentials: cannot read them: the path contains a NUL byte; name a file");
    auto contents = detail::read_file<System>(path, detail::ini::size_limit);
    if (!contents) return std::move(contents).error();
    return of(*std::move(contents), std::move(path));
  }

  // Returns true if load() found a file, and always after read().
  bool exists() const noexcept { return exists_; }

  // Returns the path as given to read() or load().
  std::string const& path() const noexcept { return path_; }

  // Returns the aliases in the order of the file.
  std::vector<std::string> aliases() const {
    std::vector<std::string> names;
    for (section const& each : sections_)
      if (name_of(each) != detail::ini::default_section) names.emplace_back(name_of(each));
    return names;
  }

  // Returns true if the file has that alias. [DEFAULT] is not an alias.
  bool contains(std::string_view profile) const noexcept { return find(profile) != nullptr; }

  // Returns the value of a key (in any case) of an alias: its own, or else the inherited one. Empty optional if there
  // is none or if it is empty (an empty value of the alias hides the inherited one). A view into this object, valid
  // until it is changed.
  std::optional<std::string_view> get(std::string_view profile, std::string_view key) const noexcept {
    return value_of(find(profile, key));
  }

  // Returns the alias's own value of a key; an empty optional if it has none or if it is empty. A view into this
  // object, valid until it is changed.
  std::optional<std::string_view> own(std::string_view profile, std::string_view key) const noexcept {
    section const* const found = find(profile);
    return found == nullptr ? std::nullopt : value_of(find_in(*found, key));
  }

  // Returns the value of a key of [DEFAULT], which each alias without that key inherits.
  std::optional<std::string_view> inherited(std::string_view key) const noexcept {
    section const* const found = defaults();
    return found == nullptr ? std::nullopt : value_of(find_in(*found, key));
  }

  // Returns the keys of an alias as the file spells them: first its own in order, then the inherited ones.
  std::vector<std::string> keys(std::string_view profile) const {
    std::vector<std::string> names = own_keys(profile);
    section const* const found = find(profile);
    section const* const all = found == nullptr ? nullptr : defaults();
    if (all != nullptr)
      for (entry const& each : all->entries)
        if (find_in(*found, each.key.of(text())) == nullptr) names.emplace_back(each.key.of(text()));
    return names;
  }

  // Returns the alias's own keys as the file spells them.
  std::vector<std::string> own_keys(std::string_view profile) const {
    std::vector<std::string> names;
    if (section const* const found = find(profile))
      for (entry const& each : found->entries) names.emplace_back(each.key.of(text()));
    return names;
  }

  // Returns the line, from 1, from which get() takes a value, even an empty one.
  std::optional<std::size_t> line_of(std::string_view profile, std::string_view key) const noexcept {
    entry const* const found = find(profile, key);
    if (found == nullptr) return std::nullopt;
    return found->line;
  }

  // Returns a warning if users other than the owner can read or write the loaded file.
  std::optional<warning> permissions_warning() const {
    if ((permissions_ & 0066) == 0) return std::nullopt;
    constexpr char digits[] = "01234567";
    std::string message = path_;
    message += ": other users can ";
    message += (permissions_ & 0044) != 0 ? "read it" : "write it";
    message += " (mode 0";
    for (unsigned shift : {6u, 3u, 0u}) message += digits[(permissions_ >> shift) & 7u];
    message += "); run: chmod 600 ";
    message += path_;
    return warning{warning_code::credentials_file_permissions, std::move(message)};
  }

  // Returns the text: the bytes that were read, with the edits. A view, valid until this object is changed.
  std::string_view serialize() const noexcept { return text(); }

protected:
  using span = detail::ini::span;
  using entry = detail::ini::entry;
  using section = detail::ini::section;

  static result<profiles> of(detail::file_contents contents, std::string path) {
    auto all = read(std::move(contents.text), std::move(path));
    if (all) {
      all->exists_ = contents.exists;
      all->permissions_ = contents.permissions();
    }
    return all;
  }

  // Takes over the text of the other object, but not its path and state.
  void take_text(profiles&& other) noexcept {
    text_ = std::move(other.text_);
    sections_ = std::move(other.sections_);
  }

  std::string_view text() const noexcept { return text_.reveal(); }
  secret const& secret_text() const noexcept { return text_; }

  section const* find(std::string_view profile) const noexcept {
    return profile == detail::ini::default_section ? nullptr : find_section(profile);
  }
  entry const* find_in(section const& where, std::string_view key) const noexcept {
    for (entry const& each : where.entries)
      if (detail::ini::same_key(each.key.of(text()), key)) return &each;
    return nullptr;
  }
  // Returns the section below, or null.
  section const* next(section const& which) const noexcept {
    return &which == &sections_.back() ? nullptr : &which + 1;
  }

private:
  std::string_view name_of(section const& which) const noexcept { return which.name.of(text()); }

  section const* find_section(std::string_view name) const noexcept {
    for (section const& each : sections_)
      if (name_of(each) == name) return &each;
    return nullptr;
  }
  section const* defaults() const noexcept { return find_section(detail::ini::default_section); }
  entry const* find(std::string_view profile, std::string_view key) const noexcept {
    section const* const found = find(profile);
    if (found == nullptr) return nullptr;
    if (entry const* const own = find_in(*found, key)) return own;
    section const* const all = defaults();
    return all == nullptr ? nullptr : find_in(*all, key);
  }
  std::optional<std::string_view> value_of(entry const* which) const noexcept {
    if (which == nullptr || which->value.begin == which->value.end) return std::nullopt;
    return which->value.of(text());
  }

  secret text_;
  std::vector<section> sections_;
  std::string path_;
  bool exists_ = false;
  unsigned permissions_ = 0;  // of the loaded file
};

}  // namespace geai::inline v0_2
