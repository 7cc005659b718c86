#pragma once

#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <geai/json/model.hpp>
#include <geai/json/policy.hpp>
#include <geai/result.hpp>
#include <geai/secret.hpp>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace support {

/// A Json policy over nlohmann's library, which shares no code with json::simdjson: what both make of the same text or
/// value is a check of either. Its messages about wrong types are those of json::simdjson.
class nlohmann_json {
public:
  using tree = nlohmann::ordered_json;

  template <class T> geai::result<T> decode(std::string_view text) {
    tree const document = tree::parse(text, nullptr, false);
    if (document.is_discarded()) return failure("$: not valid JSON");
    T value{};
    reading state;
    if (read(document, value, state)) return value;
    return failure("$" + state.path + ": " + state.complaint);
  }

  template <class T> void encode(T const& value, std::string& out) {
    out += tree_of(value).dump(-1, ' ', false, tree::error_handler_t::replace);
  }

  /// The value as it is written: two values are equal if their trees are.
  template <class T> static tree tree_of(T const& value) {
    if constexpr (geai::modelled<T>) {
      return tree_of_members(&value, writers_of<T>);
    } else if constexpr (std::is_same_v<T, geai::raw_json>) {
      return value.empty() ? tree() : tree::parse(value.text);
    } else if constexpr (std::is_same_v<T, geai::secret>) {
      return std::string(value.reveal());
    } else if constexpr (geai::detail::is_duration<T>) {
      return value.count();
    } else if constexpr (requires { value.has_value(); }) {
      return value ? tree_of(*value) : tree();
    } else if constexpr (requires { typename T::mapped_type; }) {
      tree all = tree::object();
      for (auto const& [key, each] : value) all[key] = tree_of(each);
      return all;
    } else if constexpr (std::is_arithmetic_v<T> || std::is_same_v<T, std::string>) {
      return value;
    } else {
      tree all = tree::array();
      for (typename T::value_type const& each : value) all.push_back(tree_of(each));
      return all;
    }
  }

private:
  struct reading {
    std::string path{};
    std::string complaint{};
  };

  static geai::error failure(std::string message) {
    geai::error made(geai::errc::decode, std::move(message));
    made.phase = geai::phase::decode;
    return made;
  }

  template <class T> static bool is_omitted(T const& member) {
    if constexpr (requires { member.has_value(); })
      return !member || is_omitted(*member);
    else if constexpr (std::is_same_v<T, geai::raw_json>)
      return member.empty();
    else
      return false;
  }

  static bool wrong(tree const& found, char const* expected, reading& state, char const* detail = "") {
    char const* const name = found.is_object()    ? "an object"
                             : found.is_array()   ? "an array"
                             : found.is_string()  ? "a string"
                             : found.is_boolean() ? "a boolean"
                             : found.is_null()    ? "null"
                                                  : "a number";
    state.complaint = std::string("expected ") + expected + ", found " + name + detail;
    return false;
  }

  static bool below(std::string const& step, reading& state) {
    state.path.insert(0, step);
    return false;
  }

  template <class Integer> static bool read_integer(tree const& from, Integer& into, reading& state) {
    if (!from.is_number()) return wrong(from, "an integer", state);
    auto const fits = [&](auto value) {
      if (!std::in_range<Integer>(value)) return wrong(from, "an integer", state, " that is out of range");
      into = static_cast<Integer>(value);
      return true;
    };
    if (from.is_number_unsigned()) return fits(from.get<std::uint64_t>());
    if (from.is_number_integer()) return fits(from.get<std::int64_t>());
    auto const number = from.get<double>();
    if (std::trunc(number) != number) return wrong(from, "an integer", state, " with a fraction");
    if (std::fabs(number) >= 0x1p63) return wrong(from, "an integer", state, " that is out of range");
    return fits(static_cast<std::int64_t>(number));
  }

  // What to do with each field, so that what does not depend on the types is compiled once.
  struct member_reader {
    std::string_view name;
    bool (*read)(tree const& from, void* object, reading& state);
  };
  using member_writer = void (*)(void const* object, tree& into);

  template <class T, class Field> static bool read_member(tree const& from, void* object, reading& state) {
    auto& into = Field::get(*static_cast<T*>(object));
    if constexpr (geai::modelled<typename Field::type>) {  // under its other name it may have been read before
      T fresh{};
      into = std::move(Field::get(fresh));
    }
    return read(from, into, state);
  }

  template <class T, class Field> static void write_member(void const* object, tree& into) {
    if constexpr (Field::written) {
      auto const& value = Field::get(*static_cast<T const*>(object));
      if (!is_omitted(value)) into[std::string(Field::name)] = tree_of(value);
    }
  }

  template <class List> struct listed;
  template <class... Field> struct listed<geai::fields<Field...>> {
    template <class T> static std::vector<member_reader> readers() { return {{Field::name, read_member<T, Field>}...}; }
    template <class T> static std::vector<member_writer> writers() { return {write_member<T, Field>...}; }
  };

  template <class T> static inline auto const readers_of = listed<typename geai::model<T>::list>::template readers<T>();
  template <class T> static inline auto const writers_of = listed<typename geai::model<T>::list>::template writers<T>();

  static tree tree_of_members(void const* object, std::vector<member_writer> const& writers) {
    tree made = tree::object();
    for (member_writer const write : writers) write(object, made);
    return made;
  }

  static bool read_members(tree const& from, void* object, std::vector<member_reader> const& readers, reading& state) {
    if (!from.is_object()) return wrong(from, "an object", state);
    for (auto const& [name, value] : from.items()) {
      if (value.is_null()) continue;
      for (member_reader const& each : readers)
        if (each.name == name && !each.read(value, object, state)) return below("." + name, state);
    }
    return true;
  }

  template <class T> static bool read_item(tree const& from, T& into, reading& state) {
    return from.is_null() || read(from, into, state);  // null is the default value
  }

  template <class T> static bool read(tree const& from, T& into, reading& state) {
    if constexpr (geai::modelled<T>) {
      return read_members(from, &into, readers_of<T>, state);
    } else if constexpr (std::is_same_v<T, geai::raw_json>) {
      into.text = from.is_null() ? std::string() : from.dump();
      return true;
    } else if constexpr (std::is_same_v<T, bool>) {
      if (!from.is_boolean()) return wrong(from, "a boolean", state);
      into = from.get<bool>();
      return true;
    } else if constexpr (std::is_same_v<T, std::string> || std::is_same_v<T, geai::secret>) {
      if (!from.is_string()) return wrong(from, "a string", state);
      into = T(from.get_ref<std::string const&>());
      return true;
    } else if constexpr (geai::detail::is_duration<T>) {
      typename T::rep count = 0;
      if (!read(from, count, state)) return false;
      into = T(count);
      return true;
    } else if constexpr (std::is_integral_v<T>) {
      return read_integer(from, into, state);
    } else if constexpr (std::is_floating_point_v<T>) {
      if (!from.is_number()) return wrong(from, "a number", state);
      into = from.get<T>();
      return true;
    } else if constexpr (requires { into.has_value(); }) {
      if (from.is_null()) return true;
      return read(from, into.emplace(), state);
    } else if constexpr (requires { typename T::mapped_type; }) {
      if (!from.is_object()) return wrong(from, "an object", state);
      into.clear();
      for (auto const& [key, each] : from.items())
        if (!read_item(each, into[key], state)) return below("[" + tree(key).dump() + "]", state);
      return true;
    } else {
      if (!from.is_array()) return wrong(from, "an array", state);
      into.clear();
      for (std::size_t i = 0; i != from.size(); ++i) {
        typename T::value_type each{};
        if (!read_item(from[i], each, state)) return below("[" + std::to_string(i) + "]", state);
        into.push_back(std::move(each));
      }
      return true;
    }
  }
};

static_assert(geai::json::policy<nlohmann_json>);

}  // namespace support
