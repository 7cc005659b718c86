#pragma once

#include <array>
#include <cstddef>
#include <geai/detail/lasting.hpp>
#include <geai/json/detail/model_table.hpp>
#include <geai/json/detail/read.hpp>
#include <geai/json/model.hpp>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

// Reads into objects that were used before and reuses their memory. All read_again functions read the value at
// `position`, which is neither the end nor null, into `out`; members that are absent from it become as in `fresh`.

namespace geai::inline v0_2::json::detail {

template <class T> T const& default_instance() {
  if constexpr (requires { T::referred_defaults(); })
    return T::referred_defaults();  // a type that refers to its parts
  else
    return geai::detail::lasting<T>();
}

// --- objects ---------------------------------------------------------------------------------------------------------

// The functions on untyped objects that every field of a model provides in addition to its table_field.
struct used_field {
  cursor (*read)(reader& r, cursor at, void* object, void const* fresh);
  void (*restore)(void* object, void const* fresh);  // copies the member of `fresh`
  void const* (*address)(void const* object);
};

template <class T, class Field> cursor read_field_again(reader& r, cursor position, void* object, void const* fresh);
template <class T> cursor read_wrapped_again(reader& r, cursor position, void* object, void const* fresh);

// Out of line, since many models have members of the same types.
template <class Type> [[gnu::noinline]] void assign(Type& to, Type const& from) { to = from; }

// Requests the member as constant: nothing is read into it.
template <class T, class Field> void restore_field(void* object, void const* fresh) {
  auto& member = const_cast<typename Field::type&>(Field::get(*static_cast<T const*>(object)));
  assign(member, Field::get(*static_cast<T const*>(fresh)));
  if constexpr (has_parts<Field>)
    assign(Field::parts(*static_cast<T*>(object)), Field::parts(*static_cast<T const*>(fresh)));
}

template <class T, class Field> void const* field_address(void const* object) {
  return std::addressof(Field::get(*static_cast<T const*>(object)));
}

template <class T, class Fields = typename model<T>::list> struct used_fields;

template <class T, class... Field> struct used_fields<T, geai::fields<Field...>> {
  static constexpr std::array<used_field, sizeof...(Field) + 2> all = [] {
    std::array<used_field, sizeof...(Field) + 2> used{
        used_field{read_field_again<T, Field>, restore_field<T, Field>, field_address<T, Field>}...};
    if constexpr (!wrapper_of<T>.empty()) used.back().read = read_wrapped_again<T>;  // as in the model_table
    return used;
  }();
};

// Sets absent members to their default, except those that were read under another name.
template <std::size_t Words>
[[gnu::noinline]] void restore_absent(void* object, void const* fresh, model_table const& model, used_field const* used,
                                      field_set<Words> present) {
  auto const was_read_otherwise = [&](std::size_t absent) {
    for (std::size_t i = 0; model.has_other_names && i != model.size; ++i)
      if (present.contains(model.fields[i]) && used[i].address(object) == used[absent].address(object)) return true;
    return false;
  };
  for (std::size_t i = 0; i != model.size; ++i)
    if (!present.contains(model.fields[i]) && !was_read_otherwise(i)) used[i].restore(object, fresh);
}

template <std::size_t Words>
[[gnu::noinline]] cursor read_object_again(reader& r, cursor position, void* object, void const* fresh,
                                           model_table const& model, used_field const* used) {
  field_set<Words> present;
  if (model.others != model.size) used[model.others].restore(object, fresh);
  bool wrapped = false;  // and so read by a separate call
  position = read_members(r, position, model, present, [&](table_field const& field, cursor value) {
    std::ptrdiff_t const index = &field - model.fields;
    if (index > model.size) wrapped = true;
    return used[index].read(r, value, object, fresh);
  });
  if (position != nullptr && !wrapped) restore_absent(object, fresh, model, used, present);
  return position;
}

// --- values ----------------------------------------------------------------------------------------------------------

template <class T> cursor read_again(reader& r, cursor position, T& out, T const& fresh);

// Reads an element or an entry: null is the default value.
template <class T> cursor read_item_again(reader& r, cursor position, T& out) {
  if (position == r.last) return r.unfinished();
  if (r.head(position) != 'n') [[likely]]
    return read_again(r, position, out, default_instance<T>());
  out = default_instance<T>();
  return read_literal(r, position, "null");
}

template <class T> [[gnu::noinline]] cursor read_elements_again(reader& r, cursor position, std::vector<T>& out) {
  std::size_t size = 0;
  bool const alone = r.head(position) != '[';
  bool more = true;
  position = alone ? check_alone(r, position, begins_alone<T>) : open_items(r, position, '[', "an array", more);
  while (position != nullptr && more) {
    position =
        size == out.size() ? read_item(r, position, out.emplace_back()) : read_item_again(r, position, out[size]);
    if (position == nullptr) return alone ? nullptr : r.in_element(size);
    ++size;
    if (alone) [[unlikely]]
      break;
    position = next_item(r, position, ']', more);
  }
  out.erase(out.begin() + static_cast<std::ptrdiff_t>(size), out.end());
  return position;
}

// Reuses the nodes of the old entries for the new ones: the node of the same key, otherwise any.
template <class Map> [[gnu::noinline]] cursor read_entries_again(reader& r, cursor position, Map& out) {
  Map old;
  old.swap(out);
  bool more = false;
  position = open_items(r, position, '{', "an object", more);
  while (position != nullptr && more) {
    if ((position = read_key(r, position, r.scratch)) == nullptr) return nullptr;
    if (old.empty()) old.try_emplace({});
    auto const same = old.find(r.scratch);
    auto node = old.extract(same != old.end() ? same : old.begin());
    if (node.key() != r.scratch) node.key() = r.scratch;
    if ((position = read_item_again(r, position, node.mapped())) == nullptr) return r.in_entry(node.key());
    auto added = out.insert(std::move(node));
    if (!added.inserted) {  // a repeated key: the last one wins
      added.position->second = std::move(added.node.mapped());
      old.insert(std::move(added.node));
    }
    position = next_item(r, position, '}', more);
  }
  return position;
}

template <class T> cursor read_again(reader& r, cursor position, T& out, [[maybe_unused]] T const& fresh) {
  if constexpr (modelled<T>) {
    return read_object_again<field_words<T>>(r, position, std::addressof(out), std::addressof(fresh), table_of<T>,
                                             used_fields<T>::all.data());
  } else if constexpr (is_optional<T>) {
    if (!out || enumerated<typename T::value_type>) return read_value(r, position, out);
    return read_again(r, position, *out, default_instance<typename T::value_type>());
  } else if constexpr (is_vector<T> && !std::is_same_v<T, std::vector<bool>>) {
    return read_elements_again(r, position, out);
  } else if constexpr (is_map<T>) {
    return read_entries_again(r, position, out);
  } else {
    return read_value(r, position, out);
  }
}

template <class T, class Field> cursor read_field_again(reader& r, cursor position, void* object, void const* fresh) {
  T& into = *static_cast<T*>(object);
  auto const& absent = Field::get(*static_cast<T const*>(fresh));
  if constexpr (says_how<Field>)
    return read_member_as<Field>(r, position, into, std::addressof(absent));
  else
    return read_again(r, position, Field::get(into), absent);
}

template <class T> cursor read_wrapped_again(reader& r, cursor position, void* object, void const* fresh) {
  return read_first(r, position, [&](cursor first) {
    return read_object_again<field_words<T>>(r, first, object, fresh, table_of<T>, used_fields<T>::all.data());
  });
}

}  // namespace geai::inline v0_2::json::detail
