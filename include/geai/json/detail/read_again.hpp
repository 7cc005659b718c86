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

// Reading into objects that were used before, whose memory is used again. All read_again functions: the value at `at`,
// which is not the end and not null, becomes `into`, and what is absent from it becomes as in `fresh`.

namespace geai::inline v0_2::json::detail {

template <class T> T const& default_instance() {
  if constexpr (requires { T::referred_defaults(); })
    return T::referred_defaults();  // a type that refers to what it consists of
  else
    return geai::detail::lasting<T>();
}

// --- objects ---------------------------------------------------------------------------------------------------------

// The functions on untyped objects that every field of a model must provide beside its table_field.
struct used_field {
  cursor (*read)(reader& r, cursor at, void* object, void const* fresh);
  void (*restore)(void* object, void const* fresh);  // copies the member of `fresh`
  void const* (*address)(void const* object);
};

template <class T, class Field> cursor read_field_again(reader& r, cursor at, void* object, void const* fresh);
template <class T> cursor read_wrapped_again(reader& r, cursor at, void* object, void const* fresh);

// Out of line, as the same types are found in many models.
template <class Type> [[gnu::noinline]] void assign(Type& to, Type const& from) { to = from; }

// Asks for the member as one that is only looked at: nothing is read into it.
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

// Gives the members that were absent their default, save those that were read under another name.
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
[[gnu::noinline]] cursor read_object_again(reader& r, cursor at, void* object, void const* fresh,
                                           model_table const& model, used_field const* used) {
  field_set<Words> present;
  if (model.others != model.size) used[model.others].restore(object, fresh);
  bool wrapped = false;  // and so read by a call of its own
  at = read_members(r, at, model, present, [&](table_field const& field, cursor value) {
    std::ptrdiff_t const index = &field - model.fields;
    if (index > model.size) wrapped = true;
    return used[index].read(r, value, object, fresh);
  });
  if (at != nullptr && !wrapped) restore_absent(object, fresh, model, used, present);
  return at;
}

// --- values ----------------------------------------------------------------------------------------------------------

template <class T> cursor read_again(reader& r, cursor at, T& into, T const& fresh);

// An element, an entry: null is the default value.
template <class T> cursor read_item_again(reader& r, cursor at, T& into) {
  if (at == r.last) return r.unfinished();
  if (r.head(at) != 'n') [[likely]]
    return read_again(r, at, into, default_instance<T>());
  into = default_instance<T>();
  return read_literal(r, at, "null");
}

template <class T> [[gnu::noinline]] cursor read_elements_again(reader& r, cursor at, std::vector<T>& into) {
  std::size_t size = 0;
  bool const alone = r.head(at) != '[';
  bool more = true;
  at = alone ? check_alone(r, at, begins_alone<T>) : open_items(r, at, '[', "an array", more);
  while (at != nullptr && more) {
    at = size == into.size() ? read_item(r, at, into.emplace_back()) : read_item_again(r, at, into[size]);
    if (at == nullptr) return alone ? nullptr : r.in_element(size);
    ++size;
    if (alone) [[unlikely]]
      break;
    at = next_item(r, at, ']', more);
  }
  into.erase(into.begin() + static_cast<std::ptrdiff_t>(size), into.end());
  return at;
}

// The nodes of the old entries serve the new ones: that of the same key, else any.
template <class Map> [[gnu::noinline]] cursor read_entries_again(reader& r, cursor at, Map& into) {
  Map old;
  old.swap(into);
  bool more = false;
  at = open_items(r, at, '{', "an object", more);
  while (at != nullptr && more) {
    if ((at = read_key(r, at, r.scratch)) == nullptr) return nullptr;
    if (old.empty()) old.try_emplace({});
    auto const same = old.find(r.scratch);
    auto node = old.extract(same != old.end() ? same : old.begin());
    if (node.key() != r.scratch) node.key() = r.scratch;
    if ((at = read_item_again(r, at, node.mapped())) == nullptr) return r.in_entry(node.key());
    auto added = into.insert(std::move(node));
    if (!added.inserted) {  // the key again: the last one wins
      added.position->second = std::move(added.node.mapped());
      old.insert(std::move(added.node));
    }
    at = next_item(r, at, '}', more);
  }
  return at;
}

template <class T> cursor read_again(reader& r, cursor at, T& into, [[maybe_unused]] T const& fresh) {
  if constexpr (modelled<T>) {
    return read_object_again<field_words<T>>(r, at, std::addressof(into), std::addressof(fresh), table_of<T>,
                                             used_fields<T>::all.data());
  } else if constexpr (is_optional<T>) {
    if (!into || enumerated<typename T::value_type>) return read_value(r, at, into);
    return read_again(r, at, *into, default_instance<typename T::value_type>());
  } else if constexpr (is_vector<T> && !std::is_same_v<T, std::vector<bool>>) {
    return read_elements_again(r, at, into);
  } else if constexpr (is_map<T>) {
    return read_entries_again(r, at, into);
  } else {
    return read_value(r, at, into);
  }
}

template <class T, class Field> cursor read_field_again(reader& r, cursor at, void* object, void const* fresh) {
  T& into = *static_cast<T*>(object);
  auto const& absent = Field::get(*static_cast<T const*>(fresh));
  if constexpr (says_how<Field>)
    return read_member_as<Field>(r, at, into, std::addressof(absent));
  else
    return read_again(r, at, Field::get(into), absent);
}

template <class T> cursor read_wrapped_again(reader& r, cursor at, void* object, void const* fresh) {
  return read_first(r, at, [&](cursor first) {
    return read_object_again<field_words<T>>(r, first, object, fresh, table_of<T>, used_fields<T>::all.data());
  });
}

}  // namespace geai::inline v0_2::json::detail
