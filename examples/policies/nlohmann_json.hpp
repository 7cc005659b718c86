#pragma once

#include <geai/json/encode.hpp>
#include <geai/json/policy.hpp>
#include <geai/json/rules.hpp>
#include <geai/json/tree.hpp>
#include <geai/result.hpp>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace policies {

// A Json policy that reads with nlohmann's library, a tree of the text first and the models from it, and writes as geai
// itself does.
class nlohmann_json {
  using tree = nlohmann::ordered_json;

public:
  template <class T> geai::result<T> decode(std::string_view text) {
    if (is_too_deep(text)) return failure("$: nested too deeply");  // trees are walked and freed by recursion
    tree document = tree::parse(text, nullptr, false);
    if (document.is_discarded() && !geai::json::is_utf8(text))
      document = tree::parse(geai::json::valid_utf8(text), nullptr, false);
    if (document.is_discarded()) return failure("$: not valid JSON");
    geai::json::tree_reader<tree, access> reader;
    T value{};
    if (!reader.read(document, value)) return failure(reader.error());
    return value;
  }

  template <class T> void encode(T const& value, std::string& out) { geai::json::encode(value, out); }

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

  static geai::error failure(std::string const& what) {
    geai::error made(geai::errc::decode, what);
    made.phase = geai::phase::decode;
    return made;
  }

  static bool is_too_deep(std::string_view text) {
    int depth = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size() && depth <= 512; ++i) {
      if (quoted && text[i] == '\\')
        ++i;
      else if (text[i] == '"')
        quoted = !quoted;
      else if (!quoted && (text[i] == '[' || text[i] == '{'))
        ++depth;
      else if (!quoted && (text[i] == ']' || text[i] == '}'))
        --depth;
    }
    return depth > 512;
  }
<<<<<<< HEAD

  static std::string wrong(tree const& found, char const* expected) {
    return std::string(": expected ") + expected + ", found " + found.type_name();
  }

  // What is wrong, with the path to it; empty when nothing is. A null leaves the value as it is.
  template <class T> static std::string read(tree const& from, T& into) {
    if constexpr (std::is_same_v<T, geai::raw_json>) {
      into.text = from.is_null() ? "" : from.dump();
    } else if constexpr (geai::detail::is_optional<T>) {
      return from.is_null() ? std::string() : read(from, into.emplace());
    } else if constexpr (geai::modelled<T>) {
      if (!from.is_object()) return wrong(from, "an object");
      std::string complaint;
      geai::model<T>::any_of([&]<class Field>(Field) {
        auto const member = from.find(std::string(Field::name));
        if (member == from.end() || member->is_null()) return false;
        complaint = read(*member, Field::get(into));
        return !complaint.empty() && !complaint.insert(0, "." + std::string(Field::name)).empty();
      });
      return complaint;
    } else if constexpr (geai::detail::is_map<T> || geai::detail::is_vector<T>) {
      constexpr bool is_map = geai::detail::is_map<T>;
      if (is_map ? !from.is_object() : !from.is_array()) return wrong(from, is_map ? "an object" : "an array");
      into.clear();
      for (auto const& [key, each] : from.items()) {
        typename tree_item<T>::type item{};
        std::string const complaint = each.is_null() ? std::string() : read(each, item);
        if (!complaint.empty()) return "[" + key + "]" + complaint;
        if constexpr (is_map)
          into[key] = std::move(item);
        else
          into.push_back(std::move(item));
      }
    } else if constexpr (std::is_same_v<T, bool>) {
      if (!from.is_boolean()) return wrong(from, "a boolean");
      into = from.get<bool>();
    } else if constexpr (geai::detail::is_duration<T>) {
      typename T::rep count = 0;
      if (std::string complaint = read(from, count); !complaint.empty()) return complaint;
      into = T(count);
    } else if constexpr (std::is_integral_v<T>) {
      if (!from.is_number_integer()) return wrong(from, "an integer");
      bool const fits = from.is_number_unsigned() ? std::in_range<T>(from.get<std::uint64_t>())
                                                  : std::in_range<T>(from.get<std::int64_t>());
      if (!fits) return ": expected an integer, found one that is out of range";
      into = from.get<T>();
    } else if constexpr (std::is_floating_point_v<T>) {
      if (!from.is_number()) return wrong(from, "a number");
      into = from.get<T>();
    } else {
      if (!from.is_string()) return wrong(from, "a string");
      into = T(from.get_ref<std::string const&>());  // a std::string or a geai::secret
    }
    return {};
  }

  template <class T> struct tree_item { using type = typename T::value_type; };
  template <geai::detail::is_map T> struct tree_item<T> { using type = typename T::mapped_type; };
=======
>>>>>>> reader
};

static_assert(geai::json::policy<nlohmann_json>);

}  // namespace policies
