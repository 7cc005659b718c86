#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <geai/json/detail/model_table.hpp>
#include <geai/json/detail/reader.hpp>
#include <geai/json/detail/scalars.hpp>
#include <geai/json/encode.hpp>
#include <geai/json/model.hpp>
#include <geai/json/rules.hpp>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

// Reads compound values into fresh objects (read_again.hpp has the other case). All read_value functions read the value
// at `position`, which is neither the end nor null, into `out`. Each instantiation is compiled for every program that
// reads that type, so they are few and small, and code that does not depend on the type is elsewhere.

namespace geai::inline v0_2::json::detail {

// --- objects ---------------------------------------------------------------------------------------------------------

// The set of fields that were present. One word, and so one register, is enough for almost all models.
template <std::size_t Words> struct field_set {
  std::uint64_t& word_of(table_field const& field) noexcept { return words[Words == 1 ? 0 : field.word]; }
  bool contains(table_field const& field) noexcept { return (word_of(field) & field.bit) != 0; }
  void insert(table_field const& field) noexcept { word_of(field) |= field.bit; }

  std::uint64_t words[Words] = {};
};

template <class T> inline constexpr std::size_t field_words = model<T>::size <= 64 ? 1 : 4;

// Finds the field of a key that does not match a name exactly: one with escapes, in the other spelling, or that of the
// wrapper. Returns the field's index, that of the wrapper, model.size if the key is unknown, or `invalid_key`.
inline constexpr std::size_t invalid_key = static_cast<std::size_t>(-1);

template <std::size_t Words>
[[gnu::cold, gnu::noinline]] std::size_t find_otherwise(reader& r, cursor position, std::string_view key,
                                                        model_table const& model, field_set<Words>& present) {
  bool const has_escapes = r.has_escapes(key);
  bool const is_capital = !key.empty() && key[0] >= 'A' && key[0] <= 'Z';
  if (!has_escapes && !is_capital && !model.has_capitals && key != model.wrapper) return model.size;
  if (!has_escapes)
    r.scratch = key;
  else if (!unescape(key, r.scratch))
    return invalid_key;
  std::size_t const size = r.scratch.size();
  r.scratch.append(8, '\0');
  auto const find = [&] { return model.find(r.scratch.data(), size, ends_of_key(r.scratch.data(), size)); };
  std::size_t index = has_escapes ? find() : model.size;
  if (size == 0 || index != model.size || r.is_strict) return index;

  bool const holds_object = r.head(position + 2) == '{' || (r.head(position + 2) == '[' && r.head(position + 3) == '{');
  if (std::string_view(r.scratch).substr(0, size) == model.wrapper && holds_object) {
    for (std::size_t i = 0; i != model.size; ++i)
      if (!model.fields[i].beside && present.contains(model.fields[i])) return model.size;
    return model.size + std::size_t{1};
  }
  r.scratch[0] = other_case(r.scratch[0]);
  index = find();
  return index != model.size && present.contains(model.fields[index]) ? model.size : index;  // the exact name wins
}

// Reads a value in place of an object: its list or its text. Any other value has the wrong type.
template <std::size_t Words, class ReadMember>
[[gnu::cold, gnu::noinline]] cursor read_bare(reader& r, cursor position, model_table const& model,
                                              field_set<Words>& present, ReadMember& read_member) {
  std::size_t const index = r.head(position) == '[' ? model.list : r.head(position) == '"' ? model.text : model.size;
  if (index == model.size || r.is_strict) return r.wrong(position, "an object");
  table_field const& field = model.fields[index];
  position = read_member(field, position);
  present.insert(field);
  return position;
}

// Reads the value of an unknown key, which some models keep.
template <std::size_t Words, class ReadMember>
[[gnu::noinline]] cursor read_other(reader& r, cursor position, model_table const& model, field_set<Words>& present,
                                    ReadMember& read_member) {
  if (model.others == model.size) return r.unknown_member(r.raw_string(position - 2));
  table_field const& others = model.fields[model.others];
  position = read_member(others, position);
  present.insert(others);
  return position;
}

// Reads an object and adds the fields found to `present`. Calls `read_member` with a field and the cursor at its value,
// which is not null: null leaves a member unchanged.
template <std::size_t Words, class ReadMember>
[[gnu::always_inline]] inline cursor read_members(reader& r, cursor position, model_table const& model,
                                                  field_set<Words>& present, ReadMember read_member) {
  if (r.head(position) != '{') [[unlikely]]
    return read_bare(r, position, model, present, read_member);
  if (++r.depth > max_depth) return r.too_deep();
  ++position;
  table_field const* expected = model.fields;
  bool more = position == r.last || r.head(position) != '}';
  if (!more) ++position;
  while (more) {
    if (r.last - position < 3) [[unlikely]]
      return r.unfinished();
    table_field const* field = expected;
    bool found = field->expected.is_at(r.text + *position, field->name);
    if (!found) {  // perhaps this one is absent
      field = model.fields + field->next;
      found = field->expected.is_at(r.text + *position, field->name);
    }
    if (!found) {
      if (r.head(position) != '"' || r.head(position + 1) != ':') [[unlikely]]
        return r.not_json("a key or a colon is missing");
      std::string_view const key = r.raw_string(position);
      std::size_t index = model.find(key.data(), key.size(), ends_of_key(key.data(), key.size()));
      if (index == model.size) [[unlikely]]
        index = find_otherwise(r, position, key, model, present);
      if (index == invalid_key) return r.not_json("a key has an invalid escape");
      field = index != model.size ? model.fields + index : nullptr;
    }
    position += 2;
    if (field == nullptr) {
      position = model.others == model.size && !r.is_strict ? skip(r, position)
                                                            : read_other(r, position, model, present, read_member);
      if (position == nullptr) return nullptr;
    } else {
      expected = model.fields + field->next;
      if (r.head(position) != 'n') [[likely]] {
        position = read_member(*field, position);
        present.insert(*field);
      } else if (!r.is_strict) {
        position = read_literal(r, position, "null");
      } else {
        position = field->takes_null ? read_literal(r, position, "null")
                                     : read_member(*field, position);  // it knows the expected type
        present.insert(*field);
      }
      if (position == nullptr) [[unlikely]]
        return r.add_member_to_path(field->name);
    }
    if (position == r.last) [[unlikely]]
      return r.unfinished();
    more = r.head(position) == ',';
    if (!more && r.head(position) != '}') [[unlikely]]
      return r.no_separator('}');
    ++position;
  }
  --r.depth;
  return position;
}

// Checks for a strict reading that each member was present by its own name; `position` is after the object.
template <std::size_t Words>
[[gnu::cold, gnu::noinline]] cursor check_members(reader& r, cursor position, model_table const& model,
                                                  field_set<Words>& present) {
  for (std::size_t i = 0; i != model.size; ++i) {
    table_field const& field = model.fields[i];
    if (i == model.others) continue;
    if (field.written && !present.contains(field)) return r.missing_member(field.name);
    if (!field.written && present.contains(field)) return r.unknown_member(field.name);
  }
  return position;
}

template <std::size_t Words>
[[gnu::noinline]] cursor read_object(reader& r, cursor position, void* object, model_table const& model) {
  field_set<Words> present;
  position = read_members(r, position, model, present, [&](table_field const& field, cursor value) {
    return field.read(r, value, object, present.contains(field) || model.reads_twice);
  });
  return r.is_strict && position != nullptr ? check_members(r, position, model, present) : position;
}

template <modelled T> cursor read_value(reader& r, cursor position, T& out) {
  return read_object<field_words<T>>(r, position, &out, table_of<T>);
}

// Calls `read_object` for an object, or for the first element of an array of objects.
template <class ReadObject> cursor read_first(reader& r, cursor position, ReadObject read_object) {
  if (r.head(position) == '{') return read_object(position);
  cursor const end = skip(r, position);
  return end != nullptr && read_object(position + 1) != nullptr ? end : nullptr;
}

// Reads the value of the member that wraps the object.
template <class T> cursor read_wrapped(reader& r, cursor position, void* object, bool) {
  return read_first(r, position,
                    [&](cursor first) { return read_object<field_words<T>>(r, first, object, table_of<T>); });
}

// --- containers ------------------------------------------------------------------------------------------------------

template <class T>
  requires geai::detail::is_optional<T> cursor read_value(reader& r, cursor position, T& out);
template <class T> cursor read_value(reader& r, cursor position, std::vector<T>& out);
template <class Map>
  requires is_map<Map> cursor read_value(reader& r, cursor position, Map& out);
template <enumerated T> cursor read_value(reader& r, cursor position, T& out);
template <class T>
  requires geai::detail::is_variant<T> cursor read_value(reader& r, cursor position, T& out);

// Reads an element or an entry: null is the default value.
template <class T> cursor read_item(reader& r, cursor position, T& out) {
  if (position == r.last) return r.unfinished();
  if (r.head(position) != 'n') return read_value(r, position, out);
  return takes_null<T> || !r.is_strict ? read_literal(r, position, "null") : read_value(r, position, out);
}

template <class T> cursor read_value(reader& r, cursor position, strict<T>& out) {
  out.value = T();  // it may have been read before
  bool const before = std::exchange(r.is_strict, true);
  position = read_item(r, position, out.value);
  r.is_strict = before;
  return position;
}

// Checks a value in place of an array: it must begin like an item that is accepted without an array.
[[gnu::cold, gnu::noinline]] inline cursor check_alone(reader& r, cursor position, char beginning) {
  bool const is_empty = beginning == '{' && r.last - position > 1 && r.head(position + 1) == '}';
  return r.head(position) == beginning && !is_empty && !r.is_strict ? position : r.wrong(position, "an array");
}

// Opens an array or object; sets `more` if it has items.
inline cursor open_items(reader& r, cursor position, char opening, std::string_view expected, bool& more) {
  if (r.head(position) != opening) return r.wrong(position, expected);
  if (++r.depth > max_depth) return r.too_deep();
  ++position;
  more = position == r.last || r.head(position) != (opening == '[' ? ']' : '}');
  if (more) return position;
  --r.depth;
  return position + 1;
}

// Moves past an item; sets `more` if another one follows.
inline cursor next_item(reader& r, cursor position, char closing, bool& more) {
  if (position == r.last) return r.unfinished();
  more = r.head(position) == ',';
  if (more) return position + 1;
  if (r.head(position) != closing) return r.no_separator(closing);
  --r.depth;
  return position + 1;
}

template <class T>
  requires geai::detail::is_optional<T>
[[gnu::noinline]] cursor read_value(reader& r, cursor position, T& out) {
  cursor const end = read_value(r, position, out.emplace());
  if constexpr (enumerated<typename T::value_type>)
    if (end == nullptr && r.forgives_choice(position)) {
      out.reset();
      return position + 1;
    }
  return end;
}

// Estimates the number of items in a list, if the rest of the text is items like the first one, which ends at `behind`.
inline std::size_t guess_items(reader const& r, cursor first, cursor behind) noexcept {
  constexpr std::ptrdiff_t most = 32;  // small enough to do no harm if the rest is different
  return static_cast<std::size_t>(1 + (std::min)((r.last - behind) / (behind - first + 1), most));
}

// Reads the items of a list while they are ordinary numbers followed by a comma; leaves the last one.
template <class T> cursor read_usual_reals(reader const& r, cursor position, std::vector<T>& out) {
  char const* const text = r.text;
  T number;
  for (; r.last - position > 2 && text[position[1]] == ','; position += 2) {
    char const* const begin = text + position[0];
    char const* const end = text + position[1];
    if (!read_short_fraction(begin, end, number) && !read_usual_real(begin, end, number)) break;
    out.push_back(number);
  }
  return position;
}

template <class T> [[gnu::noinline]] cursor read_value(reader& r, cursor position, std::vector<T>& out) {
  out.clear();  // it may have been read before
  bool const alone = r.head(position) != '[';
  bool more = true;
  position = alone ? check_alone(r, position, begins_alone<T>) : open_items(r, position, '[', "an array", more);
  if constexpr (std::is_floating_point_v<T>)
    if (position != nullptr && more && !alone) position = read_usual_reals(r, position, out);
  [[maybe_unused]] cursor const first = position;
  while (position != nullptr && more) {
    if constexpr (std::is_same_v<T, bool>) {
      bool element = false;
      position = read_item(r, position, element);
      out.push_back(element);
    } else {
      position = read_item(r, position, out.emplace_back());
    }
    if (alone) [[unlikely]]
      return position;
    if (position == nullptr) return r.in_element(out.size() - 1);
    if constexpr (sizeof(T) > 512)  // for larger types, instantiating reserve() costs more than moving
      if (out.size() == 1 && r.depth <= 2) out.reserve(guess_items(r, first, position));
    position = next_item(r, position, ']', more);
  }
  return position;
}

inline cursor read_key(reader& r, cursor position, std::string& key) {
  if (r.last - position < 3) return r.unfinished();
  if (r.head(position) != '"' || r.head(position + 1) != ':') return r.not_json("a key or a colon is missing");
  position = read_value(r, position, key);
  return position != nullptr ? position + 1 : nullptr;
}

template <class Map>
  requires is_map<Map>
[[gnu::noinline]] cursor read_value(reader& r, cursor position, Map& out) {
  out.clear();
  bool more = false;
  position = open_items(r, position, '{', "an object", more);
  while (position != nullptr && more) {
    if ((position = read_key(r, position, r.scratch)) == nullptr) return nullptr;
    auto const [entry, added] = out.try_emplace(r.scratch);
    if (!added) entry->second = {};  // a repeated key: the last one wins
    if ((position = read_item(r, position, entry->second)) == nullptr) return r.in_entry(entry->first);
    position = next_item(r, position, '}', more);
  }
  return position;
}

// --- one of several --------------------------------------------------------------------------------------------------

// Finds the index of the text at `position` among `texts`.
[[gnu::noinline]] inline cursor read_choice(reader& r, cursor position, std::span<std::string_view const> texts,
                                            std::size_t& index) {
  std::string text;
  cursor const end = read_value(r, position, text);
  if (end == nullptr) return nullptr;
  index = index_of_text(texts, text);
  return index != texts.size() ? end : r.no_choice(texts);
}

template <enumerated T> cursor read_value(reader& r, cursor position, T& out) {
  using list = typename model<T>::enumerator_list;
  std::size_t index = 0;
  position = read_choice(r, position, list::texts, index);
  if (position != nullptr) out = list::values[index];
  return position;
}

// Reads into a variant as one of its alternatives.
using alternative_function = cursor(reader& r, cursor at, void* variant);

template <class T, std::size_t Index> cursor read_alternative(reader& r, cursor position, void* variant) {
  return read_value(r, position, static_cast<T*>(variant)->template emplace<Index>());
}

// Reads the first alternative that fits strictly; otherwise, outside of a strict reading, the first that fits
// leniently. If none fits, the failure is that of the one that was read furthest.
[[gnu::cold, gnu::noinline]] inline cursor read_first_that_fits(reader& r, cursor position, void* variant,
                                                                std::span<alternative_function* const> alternatives) {
  reader_state const before = r.state();
  std::string path, complaint;
  for (bool const strictly : {true, false}) {
    if (!strictly && before.is_strict) break;
    for (alternative_function* const read : alternatives) {
      r.is_strict = strictly;
      cursor const end = read(r, position, variant);
      r.is_strict = before.is_strict;
      if (end != nullptr || r.is_broken || !r.may_try_again()) return end;
      if (complaint.empty() || r.path.size() > path.size()) {
        path.swap(r.path);
        complaint.swap(r.complaint);
      }
      r.begin_again(before);
    }
  }
  r.path = std::move(path);
  r.complaint = std::move(complaint);
  return nullptr;
}

template <class T, std::size_t Index, class Alternative>
cursor read_tagged_alternative(reader& r, cursor position, void* variant) {
  tagged_object<T, Alternative> object;
  position = read_value(r, position, object);
  if (position != nullptr) static_cast<T*>(variant)->template emplace<Index>(std::move(object.value));
  return position;
}

// Reads the alternative that the member `tag` of the object selects.
template <class T>
cursor read_tagged(reader& r, cursor position, T& out, std::span<alternative_function* const> alternatives) {
  reader_state const before = r.state();
  tag_of<T> tag;
  r.is_strict = false;
  cursor const end = read_value(r, position, tag);
  r.is_strict = before.is_strict;
  if (end == nullptr) return nullptr;
  if (tag.text.empty()) return r.missing_member(model<T>::tag);
  r.begin_again(before);
  std::size_t const index = index_of_text(model<T>::texts, tag.text);
  if (index != alternatives.size()) return alternatives[index](r, position, std::addressof(out));
  r.no_choice(model<T>::texts);
  return r.add_member_to_path(model<T>::tag);
}

template <class T, class Indices> struct alternatives_of;
template <template <class...> class Variant, class... Alternative, std::size_t... Index>
struct alternatives_of<Variant<Alternative...>, std::index_sequence<Index...>> {
  using type = Variant<Alternative...>;

  static constexpr alternative_function* untagged[] = {read_alternative<type, Index>...};
  static constexpr alternative_function* tagged[] = {read_tagged_alternative<type, Index, Alternative>...};
};

template <class T>
  requires geai::detail::is_variant<T> cursor read_value(reader& r, cursor position, T& out) {
    using alternatives = alternatives_of<T, std::make_index_sequence<geai::detail::alternative_count<T>>>;
    if constexpr (tagged_variant<T>) {
      static_assert(model<T>::size == std::size(alternatives::tagged),
                    "geai: a tagged variant has one text for each of its alternatives");
      return read_tagged(r, position, out, alternatives::tagged);
    } else {
      return read_first_that_fits(r, position, std::addressof(out), alternatives::untagged);
    }
  }

// --- fields ----------------------------------------------------------------------------------------------------------

template <class T>
concept readable = requires(reader& r, cursor at, T& into) {
  read_value(r, at, into);
};

// Continues after a value for information only that could not be read: drops the fraction of a number, or treats the
// value as absent.
template <class Type>
[[gnu::cold, gnu::noinline]] cursor forgive(reader& r, cursor position, unsigned depth, Type& out, Type const* absent) {
  if (r.is_broken) return nullptr;
  auto const begin_again = [&] {
    r.depth = depth;
    r.path.clear();
    r.complaint.clear();
    r.no_escape_before = r.text + *position;
  };
  begin_again();
  r.drops_fractions = true;
  cursor const end = read_value(r, position, out);
  r.drops_fractions = false;
  if (end != nullptr || r.is_broken) return end;
  begin_again();
  if (absent != nullptr)
    out = *absent;
  else if constexpr (!std::is_arithmetic_v<Type>)  // a failed read leaves these unchanged
    out = Type{};
  return skip(r, position);
}

template <class Text> std::string& set_text(Text& text) {
  if constexpr (is_optional<Text>)
    return text.emplace();
  else
    return text.clear(), text;
}

inline cursor read_parts(reader& r, cursor position, std::string& joined);

// Reads a text, or parts that have texts.
template <class Text>
[[gnu::noinline]] cursor read_text_or_parts(reader& r, cursor position, Text& text, raw_json& parts) {
  parts.text.clear();
  if (r.head(position) != '[') return read_value(r, position, text);
  cursor const end = read_value(r, position, parts);
  return end != nullptr && read_parts(r, position, set_text(text)) != nullptr ? end : nullptr;
}

// Reads the members of an object as elements with a key and a value.
template <class T> [[gnu::noinline]] cursor read_members_as(reader& r, cursor position, std::vector<T>& out) {
  if (r.head(position) != '{') return read_value(r, position, out);
  std::map<std::string, raw_json> members;
  cursor const end = read_value(r, position, members);
  if (end == nullptr) return nullptr;
  out.clear();
  if (members.size() <= 2 && members.contains("key")) return read_value(r, position, out.emplace_back());
  for (auto& [key, value] : members) {
    T& element = out.emplace_back();
    element.key = key;
    element.value = std::move(value);
  }
  return end;
}

// Reads a member according to its field. `absent` is its value if nothing is understood; null if the member is fresh.
template <class Field, class T, class Type>
cursor read_member_as(reader& r, cursor position, T& object, [[maybe_unused]] Type const* absent) {
  Type& member = Field::get(object);
  if constexpr (takes_json<Field>) {
    if constexpr (is_optional<Type>)
      return read_text_or_json(r, position, member.emplace());
    else
      return read_text_or_json(r, position, member);
  } else if constexpr (has_parts<Field>) {
    return read_text_or_parts(r, position, member, Field::parts(object));
  } else if constexpr (takes_members<Field>) {
    return read_members_as(r, position, member);
  } else if constexpr (holds_others<Field>) {
    std::string key;
    return read_value(r, position - 2, key) != nullptr ? read_value(r, position, member[std::move(key)]) : nullptr;
  } else {
    unsigned const depth = r.depth;
    cursor const end = read_value(r, position, member);
    if constexpr (has_bounds<Field>)
      return end == nullptr || !r.is_strict || is_within_bounds<Field>(member) ? end : r.out_of_bounds();
    else
      return end != nullptr || r.is_strict ? end : forgive(r, position, depth, member, absent);
  }
}

template <class Field>
inline constexpr bool says_how = has_bounds<Field> || takes_json<Field> || informs_only<Field> || has_parts<Field> ||
                                 takes_members<Field> || holds_others<Field>;

template <class T, class Field>
cursor read_field(reader& r, cursor position, void* object, [[maybe_unused]] bool again) {
  using type = typename Field::type;
  if constexpr (!readable<type>) explain_fault<fault_of<type>()>();
  type& member = Field::get(*static_cast<T*>(object));
  if constexpr (modelled<type>)
    if (again) {
      if constexpr (requires { T::referred_defaults(); }) {
        member = Field::get(T::referred_defaults());
      } else {
        T fresh{};
        member = std::move(Field::get(fresh));
      }
    }
  if constexpr (says_how<Field>)
    return read_member_as<Field, T, type>(r, position, *static_cast<T*>(object), nullptr);
  else
    return read_value(r, position, member);
}

inline cursor read_parts(reader& r, cursor position, std::string& joined) {
  std::vector<message_part> parts;
  position = read_value(r, position, parts);
  for (message_part const& each : parts) joined += each.text;
  return position;
}

}  // namespace geai::inline v0_2::json::detail
