#pragma once

#include <cstddef>
#include <cstdint>
#include <geai/json/detail/model_table.hpp>
#include <geai/json/detail/reader.hpp>
#include <geai/json/detail/scalars.hpp>
#include <geai/json/encode.hpp>
#include <geai/json/model.hpp>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Reading of what has parts. All read_value functions: the value at `at`, which is not the end and not null, becomes
// `into`, whose old content is overwritten and whose memory is used again. Only objects look at `fresh`: what absent
// members are taken from, or null when `into` was just made and has its defaults.

namespace geai::json::detail {

// --- objects ---------------------------------------------------------------------------------------------------------

// Which fields were present. One word, and so one register, is enough for almost all models.
template <std::size_t Words> struct field_set {
  std::uint64_t& word_of(table_field const& field) noexcept { return words[Words == 1 ? 0 : field.word]; }
  bool contains(table_field const& field) noexcept { return (word_of(field) & field.bit) != 0; }
  void insert(table_field const& field) noexcept { word_of(field) |= field.bit; }

  std::uint64_t words[Words] = {};
};

// Gives the members that were absent their default, save those that were read under another name.
template <std::size_t Words>
[[gnu::noinline]] void restore_absent(void* object, void const* fresh, model_table const& model,
                                      field_set<Words> present) {
  auto const was_read_otherwise = [&](table_field const& field) {
    for (std::size_t i = 0; model.has_other_names && i != model.size; ++i)
      if (present.contains(model.fields[i]) && model.fields[i].address(object) == field.address(object)) return true;
    return false;
  };
  for (std::size_t i = 0; i != model.size; ++i)
    if (!present.contains(model.fields[i]) && !was_read_otherwise(model.fields[i]))
      model.fields[i].restore(object, fresh);
}

// A key that is not among the names as it is written: perhaps with escapes. Returns the field's index, model.size when
// the key is unknown, or more than that when it is no string.
[[gnu::cold, gnu::noinline]] inline std::size_t find_escaped(reader& r, std::string_view key,
                                                             model_table const& model) {
  if (!r.has_escapes(key)) return model.size;
  if (!unescape(key, r.scratch)) return model.size + std::size_t{1};
  std::size_t const size = r.scratch.size();
  r.scratch.append(8, '\0');
  return model.find(r.scratch.data(), size, ends_of_key(r.scratch.data(), size));
}

template <std::size_t Words>
[[gnu::noinline]] cursor read_object(reader& r, cursor at, void* object, void const* fresh, model_table const& model) {
  if (r.head(at) != '{') [[unlikely]]
    return r.wrong(at, "an object");
  if (++r.depth > max_depth) return r.too_deep();
  ++at;
  field_set<Words> present;
  table_field const* expected = model.fields;
  bool more = at == r.last || r.head(at) != '}';
  if (!more) ++at;
  while (more) {
    if (r.last - at < 3) [[unlikely]]
      return r.unfinished();
    table_field const* field = expected;
    if (!field->expected.is_at(r.text + *at, field->name)) {
      if (r.head(at) != '"' || r.head(at + 1) != ':') [[unlikely]]
        return r.not_json("a key or a colon is missing");
      std::string_view const key = r.raw_string(at);
      std::size_t index = model.find(key.data(), key.size(), ends_of_key(key.data(), key.size()));
      if (index == model.size) [[unlikely]]
        index = find_escaped(r, key, model);
      if (index > model.size) return r.not_json("a key has an invalid escape");
      field = index < model.size ? model.fields + index : nullptr;
    }
    at += 2;
    if (field == nullptr) {
      at = skip(r, at);
      if (at == nullptr) return nullptr;
    } else {
      expected = model.fields + field->next;
      if (r.head(at) != 'n') [[likely]] {
        // Read twice (or under two names), a member is no longer fresh.
        bool const overwrite = present.contains(*field) || model.has_other_names;
        at = field->read(r, at, object, overwrite && fresh == nullptr ? model.fresh() : fresh);
        present.insert(*field);
      } else {
        at = read_literal(r, at, "null");
        if (present.contains(*field)) field->restore(object, fresh != nullptr ? fresh : model.fresh());
      }
      if (at == nullptr) [[unlikely]]
        return r.in_member(field->name);
    }
    if (at == r.last) [[unlikely]]
      return r.unfinished();
    more = r.head(at) == ',';
    if (!more && r.head(at) != '}') [[unlikely]]
      return r.no_separator('}');
    ++at;
  }
  --r.depth;
  if (fresh != nullptr) restore_absent(object, fresh, model, present);
  return at;
}

template <modelled T> cursor read_value(reader& r, cursor at, T& into, T const* fresh) {
  constexpr std::size_t words = model<T>::size <= 64 ? 1 : 4;
  return read_object<words>(r, at, std::addressof(into), fresh, table_of<T>);
}

// --- containers ------------------------------------------------------------------------------------------------------

template <class T> cursor read_value(reader& r, cursor at, std::optional<T>& into, std::optional<T> const*);
template <class T> cursor read_value(reader& r, cursor at, std::vector<T>& into, std::vector<T> const*);
template <class T>
cursor read_value(reader& r, cursor at, std::map<std::string, T>& into, std::map<std::string, T> const*);

// An element, an entry: null is the default value.
template <class T> cursor read_item(reader& r, cursor at, T& into, bool is_fresh) {
  if (at == r.last) return r.unfinished();
  if (r.head(at) != 'n') [[likely]]
    return read_value(r, at, into, is_fresh ? static_cast<T const*>(nullptr) : std::addressof(default_instance<T>()));
  if (!is_fresh) into = default_instance<T>();
  return read_literal(r, at, "null");
}

// Opens an array or object; `more` tells whether it has items.
inline cursor open_items(reader& r, cursor at, char opening, std::string_view expected, bool& more) {
  if (r.head(at) != opening) return r.wrong(at, expected);
  if (++r.depth > max_depth) return r.too_deep();
  ++at;
  more = at == r.last || r.head(at) != (opening == '[' ? ']' : '}');
  if (more) return at;
  --r.depth;
  return at + 1;
}

// Behind an item; `more` tells whether another one follows.
inline cursor next_item(reader& r, cursor at, char closing, bool& more) {
  if (at == r.last) return r.unfinished();
  more = r.head(at) == ',';
  if (more) return at + 1;
  if (r.head(at) != closing) return r.no_separator(closing);
  --r.depth;
  return at + 1;
}

template <class T>
[[gnu::noinline]] cursor read_value(reader& r, cursor at, std::optional<T>& into, std::optional<T> const*) {
  bool const is_fresh = !into;
  if (is_fresh) into.emplace();
  return read_value(r, at, *into, is_fresh ? static_cast<T const*>(nullptr) : std::addressof(default_instance<T>()));
}

template <class T>
[[gnu::noinline]] cursor read_value(reader& r, cursor at, std::vector<T>& into, std::vector<T> const*) {
  std::size_t size = 0;
  bool more = false;
  at = open_items(r, at, '[', "an array", more);
  while (at != nullptr && more) {
    bool const is_fresh = size == into.size();
    if (is_fresh) into.emplace_back();
    if constexpr (std::is_same_v<T, bool>) {
      bool element = false;
      at = read_item(r, at, element, true);
      into[size] = element;
    } else {
      at = read_item(r, at, into[size], is_fresh);
    }
    if (at == nullptr) return r.in_element(size);
    ++size;
    at = next_item(r, at, ']', more);
  }
  into.erase(into.begin() + static_cast<std::ptrdiff_t>(size), into.end());
  return at;
}

inline cursor read_key(reader& r, cursor at, std::string& key) {
  if (r.last - at < 3) return r.unfinished();
  if (r.head(at) != '"' || r.head(at + 1) != ':') return r.not_json("a key or a colon is missing");
  at = read_value(r, at, key, static_cast<std::string const*>(nullptr));
  return at != nullptr ? at + 1 : nullptr;
}

// The nodes of the old entries serve the new ones: that of the same key, else any.
template <class T>
[[gnu::noinline]] cursor read_value(reader& r, cursor at, std::map<std::string, T>& into,
                                    std::map<std::string, T> const*) {
  std::map<std::string, T> old;
  old.swap(into);
  bool more = false;
  at = open_items(r, at, '{', "an object", more);
  while (at != nullptr && more) {
    if ((at = read_key(r, at, r.scratch)) == nullptr) return nullptr;
    bool const is_fresh = old.empty();
    if (is_fresh) old.emplace();
    auto const same = old.find(r.scratch);
    auto node = old.extract(same != old.end() ? same : old.begin());
    if (node.key() != r.scratch) node.key() = r.scratch;
    if ((at = read_item(r, at, node.mapped(), is_fresh)) == nullptr) return r.in_entry(node.key());
    auto added = into.insert(std::move(node));
    if (!added.inserted) {  // the key again: the last one wins
      added.position->second = std::move(added.node.mapped());
      old.insert(std::move(added.node));
    }
    at = next_item(r, at, '}', more);
  }
  return at;
}

// --- fields ----------------------------------------------------------------------------------------------------------

template <class T, class Field> cursor read_field(reader& r, cursor at, void* object, void const* fresh) {
  auto& member = Field::get(*static_cast<T*>(object));
  using type = std::remove_reference_t<decltype(member)>;
  static_assert(
      requires(type const* none) { read_value(r, at, member, none); },
      "geai: this member's type has no form in JSON: describe it with geai::model");
  type const* fresh_member = nullptr;
  if constexpr (modelled<type>)
    if (fresh != nullptr) fresh_member = std::addressof(Field::get(*static_cast<T const*>(fresh)));
  return read_value(r, at, member, fresh_member);
}

}  // namespace geai::json::detail
