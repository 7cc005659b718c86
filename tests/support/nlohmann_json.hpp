#pragma once

#include <geai/json/model.hpp>
#include <geai/json/policy.hpp>
#include <geai/json/rules.hpp>
#include <geai/json/tree.hpp>
#include <geai/result.hpp>
#include <geai/secret.hpp>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace support {

/// A Json policy over nlohmann's library, which shares no code with json::simdjson: comparing the results of both
/// checks either. Its messages about wrong types are those of json::simdjson. (Only the rules for numbers are shared
/// code.)
class nlohmann_json {
public:
  using tree = nlohmann::ordered_json;

  template <class T> geai::result<T> decode(std::string_view text) {
    tree document = tree::parse(text, nullptr, false);
    if (document.is_discarded()) document = tree::parse(geai::json::valid_utf8(text), nullptr, false);
    if (document.is_discarded()) return failure("$: not valid JSON");
    geai::json::tree_reader<tree, access> reader;
    T value{};
    if (reader.read(document, value)) return value;
    return failure(reader.error());
  }

  template <class T> void encode(T const& value, std::string& out) {
    out += tree_of(value).dump(-1, ' ', false, tree::error_handler_t::replace);
  }

  /// The written value as a tree: two values are equal if their trees are.
  template <class T> static tree tree_of(T const& value) {
    if constexpr (geai::modelled<T>) {
      return tree_of_members(&value, writers_of<T>);
    } else if constexpr (geai::enumerated<T>) {
      std::string_view const text = geai::detail::text_of(value);
      return text.data() != nullptr ? tree(std::string(text)) : tree();
    } else if constexpr (geai::json::tagged_variant<T>) {
      tree whole = tree::object();
      whole[std::string(geai::model<T>::tag)] = std::string(geai::model<T>::texts[value.index()]);
      std::visit([&whole](auto const& each) { whole.update(tree_of(each)); }, value);
      return whole;
    } else if constexpr (geai::detail::is_variant<T>) {
      return std::visit([](auto const& each) { return tree_of(each); }, value);
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
    } else if constexpr (geai::detail::is_open_enumeration<T>) {
      return std::string(value);
    } else if constexpr (std::is_arithmetic_v<T> || std::is_same_v<T, std::string>) {
      return value;
    } else {
      tree all = tree::array();
      for (typename T::value_type const& each : value) all.push_back(tree_of(each));
      return all;
    }
  }

private:
  struct access {
    using kind_type = geai::json::tree_kind;

    static kind_type kind(tree const& of) {
      return of.is_object()    ? kind_type::object
             : of.is_array()   ? kind_type::array
             : of.is_string()  ? kind_type::text
             : of.is_boolean() ? kind_type::boolean
             : of.is_null()    ? kind_type::null
                               : kind_type::number;
    }
    static bool boolean(tree const& of) { return of.get<bool>(); }
    static std::string_view text(tree const& of) { return of.get_ref<std::string const&>(); }
    static std::string json(tree const& of) { return of.dump(); }
    template <class Visit> static void elements(tree const& of, Visit visit) {
      for (tree const& each : of)
        if (!visit(each)) return;
    }
    template <class Visit> static void members(tree const& of, Visit visit) {
      for (auto const& [key, each] : of.items())
        if (!visit(std::string_view(key), each)) return;
    }
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

  // The action for each field, so that code that does not depend on the types is compiled once.
  using member_writer = void (*)(void const* object, tree& into);

  template <class T, class Field> static void write_member(void const* object, tree& into) {
    auto const& value = Field::get(*static_cast<T const*>(object));
    if constexpr (geai::json::holds_others<Field>) {
      for (auto const& [key, each] : value) into[key] = tree_of(each);
    } else if constexpr (geai::json::spreads<Field>) {
      if (!value.empty()) into.update(tree::parse(value.text));
    } else if constexpr (geai::json::omits_empty<Field>) {
      if (!value.empty()) into[std::string(Field::name)] = tree_of(value);
    } else if constexpr (geai::json::has_parts<Field>) {
      auto const& parts = Field::parts(*static_cast<T const*>(object));
      if (!parts.empty())
        into[std::string(Field::name)] = tree_of(parts);
      else if (!is_omitted(value))
        into[std::string(Field::name)] = tree_of(value);
    } else if constexpr (Field::written) {
      if (!is_omitted(value)) into[std::string(Field::name)] = tree_of(value);
    }
  }

  template <class List> struct listed;
  template <class... Field> struct listed<geai::fields<Field...>> {
    template <class T> static std::vector<member_writer> writers() { return {write_member<T, Field>...}; }
  };

  template <class T> static inline auto const writers_of = listed<typename geai::model<T>::list>::template writers<T>();

  static tree tree_of_members(void const* object, std::vector<member_writer> const& writers) {
    tree made = tree::object();
    for (member_writer const write : writers) write(object, made);
    return made;
  }
};

static_assert(geai::json::policy<nlohmann_json>);

}  // namespace support
