// libFuzzer: any text is written back byte for byte, and edits are read back unchanged. clang++-19 -std=c++20 -g -O1
// -fsanitize=fuzzer,address,undefined -Iinclude tests/fuzz/credentials_file_fuzz.cpp
#include <cstddef>
#include <cstdint>
#include <geai/config/credentials_file.hpp>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "support.hpp"

namespace {

using fuzz::require;

using facts = std::map<std::pair<std::string, std::string>, std::string>;

facts facts_of(geai::credentials_file const& file) {
  facts all;
  for (std::string const& alias : file.aliases()) {
    require(file.contains(alias));
    for (std::string key : file.keys(alias)) {
      require(file.line_of(alias, key).has_value());
      std::string const value(file.get(alias, key).value_or(""));
      for (char& c : key) c = geai::detail::ini::lower(c);
      require(all.emplace(std::pair(alias, key), value).second);
    }
  }
  return all;
}

geai::credentials_file read_again(geai::credentials_file const& file) {
  auto again = geai::credentials_file::parse(std::string(file.serialize()));
  require(again.has_value() && again->serialize() == file.serialize() && facts_of(*again) == facts_of(file));
  return *std::move(again);
}

void set(geai::credentials_file file, std::string_view alias, std::string_view key, std::string_view value) {
  facts expected = facts_of(file);
  std::string const before(file.serialize());
  bool const known = file.contains(alias);
  auto const done = file.set(alias, key, value);
  if (!done) {
    require(!done.error().message.empty() && file.serialize() == before);
    return;
  }
  require(file.get(alias, key).value_or("") == value);
  facts after = facts_of(read_again(file));
  if (known) {
    std::string lowered(key);
    for (char& c : lowered) c = geai::detail::ini::lower(c);
    expected[{std::string(alias), lowered}] = value;
    require(after == expected);
  } else {
    require(file.serialize().starts_with(before));
    require(file.unset(alias, key) && file.remove_alias(alias));
    require(facts_of(read_again(file)) == expected);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  std::string const text(reinterpret_cast<char const*>(data), size);
  auto const file = geai::credentials_file::parse(text, "file");
  if (!file) {
    require(file.error().code == geai::errc::credentials_file && file.error().message.starts_with("file:"));
    return 0;
  }
  require(file->serialize() == text);
  read_again(*file);

  // The rest of the text is a new alias, key and value.
  std::string_view const last = std::string_view(text).substr(text.rfind('\n') + 1);
  set(*file, "default", "GEAI_API_KEY", last);
  set(*file, last, last, text);
  for (std::string const& alias : file->aliases()) {
    for (std::string const& key : file->keys(alias)) {
      set(*file, alias, key, last);
      geai::credentials_file copy = *file;
      if (copy.unset(alias, key)) read_again(copy);
    }
    set(*file, alias, "new", last);
    geai::credentials_file copy = *file;
    require(copy.remove_alias(alias) && !copy.contains(alias));
    facts expected = facts_of(*file);
    std::erase_if(expected, [&](auto const& each) { return each.first.first == alias; });
    require(facts_of(read_again(copy)) == expected);
  }
  return 0;
}
