#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <geai/detail/narrow_cast.hpp>
#include <geai/json/detail/reader.hpp>
#include <geai/json/model.hpp>
#include <geai/json/policy.hpp>
#include <geai/json/rules.hpp>
#include <string_view>
#include <type_traits>

// A model as data: one function reads the objects of all models, so that each model adds little code.

namespace geai::inline v0_2::json::detail {

// --- names -----------------------------------------------------------------------------------------------------------

// The first and the last eight bytes of a name, which are the same for names up to eight bytes (padded with zeros).
struct name_ends {
  std::uint64_t first;
  std::uint64_t last;

  friend constexpr bool operator==(name_ends const&, name_ends const&) = default;
};

// Returns the name's bytes followed by zeros as load8 would load them.
constexpr std::uint64_t load_name(std::string_view name) noexcept {
  std::uint64_t word = 0;
  for (std::size_t i = 0; i != 8 && i != name.size(); ++i) {
    std::size_t const shift = std::endian::native == std::endian::little ? 8 * i : 56 - 8 * i;
    word |= std::uint64_t{static_cast<unsigned char>(name[i])} << shift;
  }
  return word;
}

constexpr name_ends ends_of(std::string_view name) noexcept {
  return {load_name(name), load_name(name.size() < 8 ? name : name.substr(name.size() - 8))};
}

// Like ends_of(), for a key in the text. Eight bytes after its begin are readable, however short it is. It has no
// branches, since the sizes of keys are hard to predict. (The result for an empty key matches no name.)
inline name_ends ends_of_key(char const* key, std::size_t size) noexcept {
  constexpr std::uint64_t all = ~std::uint64_t{0};
  bool const is_long = size >= 8;
  std::size_t const unused = is_long ? 0 : size == 0 ? 56 : 64 - 8 * size;
  std::uint64_t const mask = std::endian::native == std::endian::little ? all >> unused : all << unused;
  return {load8(key) & mask, load8(key + (is_long ? size - 8 : 0)) & mask};
}

constexpr std::uint64_t hash(name_ends ends, std::uint64_t seed) noexcept {
  return (ends.first ^ std::rotl(ends.last * 0x9e3779b97f4a7c15, 31)) * seed;
}

// --- tables ----------------------------------------------------------------------------------------------------------

// Compares a key with the expected one: `"name":` is compared as two words that overlap or are the same.
struct expected_key {
  std::uint64_t mask = 0;
  std::uint64_t first = 1;  // with that mask, nothing equals it
  std::uint64_t last = 1;
  std::uint32_t last_at = 0;    // offset of the second word
  std::uint32_t unchecked = 0;  // the number of bytes of the name that neither word covers

  static constexpr expected_key of(std::string_view name) {
    std::array<char, padding + 3> key{'"'};
    std::size_t size = 1;
    for (char c : name) key[size++] = c;
    key[size++] = '"';
    key[size++] = ':';
    std::string_view const all(key.data(), size);
    std::size_t const last_at = size < 8 ? 0 : size - 8;
    return {load_name(std::string_view("\xff\xff\xff\xff\xff\xff\xff\xff").substr(0, size < 8 ? size : 8)),
            load_name(all), load_name(all.substr(last_at)), geai::detail::narrow_cast<std::uint32_t>(last_at),
            geai::detail::narrow_cast<std::uint32_t>(size <= 16 ? 0 : size - 16)};
  }

  // `key` is at the opening quote.
  bool is_at(char const* key, std::string_view name) const noexcept {
    std::uint64_t const difference = ((load8(key) & mask) ^ first) | ((load8(key + last_at) & mask) ^ last);
    return difference == 0 && (unchecked == 0 || std::memcmp(key + 8, name.data() + 7, unchecked) == 0);
  }
};

struct table_field {
  expected_key expected;
  name_ends ends;
  std::string_view name;
  std::uint64_t bit;   // its bit in a word of a field_set
  std::uint16_t word;  // the index of that word
  std::uint16_t next;  // the field that is expected next
  bool written;
  bool beside;      // belongs to the complaints that the platform puts beside the model
  bool takes_null;  // in a strict reading
  // Reads the member of a fresh object; `again` if it may have been read before.
  cursor (*read)(reader& r, cursor at, void* object, bool again);
};

struct model_table {
  table_field const* fields;
  std::uint8_t const* slots;  // a hash table of indices into `fields`; `size` is free
  std::uint64_t seed;         // chosen for few or no collisions
  std::uint16_t size;
  std::uint16_t slot_mask;
  std::uint8_t shift;
  bool has_other_names;
  bool reads_twice;          // a member may be read twice: under two names, or in the wrapper and beside it
  bool has_capitals;         // a name begins with a capital letter
  std::uint16_t list;        // the field that takes an array in place of the object, or `size`
  std::uint16_t text;        // the field that takes a text in place of the object, or `size`
  std::uint16_t others;      // the field that keeps unknown members, or `size`
  std::string_view wrapper;  // the name of the member that may wrap the object; its field is the one after the last

  // Returns the index of the field with this name, or `size`.
  std::size_t find(char const* key, std::size_t key_size, name_ends ends) const noexcept {
    for (auto slot = geai::detail::narrow_cast<std::size_t>(hash(ends, seed) >> shift);;
         slot = (slot + 1) & slot_mask) {
      std::size_t const index = slots[slot];
      if (index == size || is(index, key, key_size, ends)) return index;
    }
  }

  bool is(std::size_t index, char const* key, std::size_t key_size, name_ends ends) const noexcept {
    table_field const& field = fields[index];
    return field.name.size() == key_size && field.ends == ends &&
           (key_size <= 16 || std::memcmp(key + 8, field.name.data() + 8, key_size - 16) == 0);
  }
};

template <class T, class Field> cursor read_field(reader& r, cursor position, void* object, bool again);
template <class T> cursor read_wrapped(reader& r, cursor position, void* object, bool again);

template <class T> struct table_storage {
  using list = typename model<T>::list;

  static constexpr std::size_t size = list::size;
  static constexpr std::size_t slot_bits = geai::detail::narrow_cast<std::size_t>(std::bit_width(4 * size + 1));
  static_assert(size <= 255, "geai: a model has at most 255 fields");

  static constexpr bool is_wrapped = !wrapper_of<T>.empty();

  template <class... Field>
  static constexpr std::array<table_field, size + 1 + is_wrapped> make_fields(geai::fields<Field...>) {
    static_assert((... && is_plain_name(Field::name)), "geai: a field's name must not need escapes");
    static_assert((... && (Field::name.size() < padding)), "geai: a field's name is too long");
    static_assert((... && !Field::name.empty()), "geai: a field's name is empty");
    // The extra last field matches no key: it is expected if nothing else is.
    std::array<table_field, size + 1 + is_wrapped> all{
        table_field{expected_key::of(Field::name), ends_of(Field::name), Field::name, 0, 0, 0, Field::written,
                    is_beside<Field>, takes_null<typename Field::type>, read_field<T, Field>}...};
    if constexpr (is_wrapped) {
      all[size + 1].name = wrapper_of<T>;
      all[size + 1].read = read_wrapped<T>;
      all[size + 1].next = size;
    }
    // Alternative names are not expected: a server that sends one does not send the other.
    std::size_t next = size;
    for (std::size_t i = size; i-- != 0;) {
      all[i].bit = std::uint64_t{1} << (i % 64);
      all[i].word = static_cast<std::uint16_t>(i / 64);
      all[i].next = static_cast<std::uint16_t>(next);
      if (all[i].written) next = i;
    }
    return all;
  }

  static constexpr auto fields = make_fields(list{});

  static constexpr bool has_other_names = [] {
    for (std::size_t i = 0; i != size; ++i)
      if (!fields[i].written) return true;
    return false;
  }();

  static constexpr bool has_capitals = [] {
    for (std::size_t i = 0; i != size; ++i)
      if (fields[i].name[0] >= 'A' && fields[i].name[0] <= 'Z') return true;
    return false;
  }();

  static constexpr std::size_t find(std::string_view name) {
    for (std::size_t i = 0; i != size; ++i)
      if (fields[i].name == name) return i;
    return size;
  }
  template <class... Field> static constexpr std::size_t find_others(geai::fields<Field...>) {
    std::size_t index = 0;
    static_cast<void>((... || (holds_others<Field> || (static_cast<void>(++index), false))));
    return index;
  }
  static constexpr std::size_t others = find_others(list{});
  static_assert(!is_wrapped || find(wrapper_of<T>) == size, "geai: a model's wrapper has the name of a field");
  static_assert(text_name_of<T>.empty() || find(text_name_of<T>) != size, "geai: a model's text_name is not a field");
  static_assert(list_name_of<T>.empty() || find(list_name_of<T>) != size, "geai: a model's list_name is not a field");

  struct hash_table {
    std::array<std::uint8_t, std::size_t{1} << slot_bits> slots{};
    std::uint64_t seed = 0xff51afd7ed558ccd;
    std::size_t collisions = 0;
  };

  static constexpr hash_table hash_table_of(std::uint64_t seed) {
    hash_table table{.seed = seed};
    for (auto& slot : table.slots) slot = static_cast<std::uint8_t>(size);
    for (std::size_t i = 0; i != size; ++i) {
      if (i == others) continue;
      auto slot = geai::detail::narrow_cast<std::size_t>(hash(fields[i].ends, seed) >> (64 - slot_bits));
      for (; table.slots[slot] != size; slot = (slot + 1) % table.slots.size()) ++table.collisions;
      table.slots[slot] = static_cast<std::uint8_t>(i);
    }
    return table;
  }

  static constexpr hash_table hashed = [] {
    hash_table best = hash_table_of(0xff51afd7ed558ccd);
    for (std::uint64_t attempt = 1; attempt != 16 && best.collisions != 0; ++attempt) {
      hash_table const other = hash_table_of(0xff51afd7ed558ccd + attempt * 0x2545f4914f6cdd1e);
      if (other.collisions < best.collisions) best = other;
    }
    return best;
  }();

  static constexpr bool has_repeated_names = [] {
    for (std::size_t i = 0; i != size; ++i)
      for (std::size_t j = 0; j != i; ++j)
        if (fields[i].name == fields[j].name) return true;
    return false;
  }();
  static_assert(!has_repeated_names, "geai: a model has two fields of the same name");
};

template <class T>
inline constexpr model_table table_of = {table_storage<T>::fields.data(),
                                         table_storage<T>::hashed.slots.data(),
                                         table_storage<T>::hashed.seed,
                                         static_cast<std::uint16_t>(table_storage<T>::size),
                                         static_cast<std::uint16_t>(table_storage<T>::hashed.slots.size() - 1),
                                         static_cast<std::uint8_t>(64 - table_storage<T>::slot_bits),
                                         table_storage<T>::has_other_names,
                                         table_storage<T>::has_other_names || table_storage<T>::is_wrapped,
                                         table_storage<T>::has_capitals,
                                         static_cast<std::uint16_t>(table_storage<T>::find(list_name_of<T>)),
                                         static_cast<std::uint16_t>(table_storage<T>::find(text_name_of<T>)),
                                         static_cast<std::uint16_t>(table_storage<T>::others),
                                         wrapper_of<T>};

}  // namespace geai::inline v0_2::json::detail
