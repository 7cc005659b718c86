#pragma once

// One source file of the program also includes <boost/json/src.hpp>, unless it links Boost.JSON.
#include <boost/json.hpp>

#include <geai/json/encode.hpp>
#include <geai/json/policy.hpp>
#include <geai/json/rules.hpp>
#include <geai/json/tree.hpp>
#include <geai/result.hpp>
#include <string>
#include <string_view>

namespace policies {

// A Json policy that reads with Boost.JSON, and writes as geai itself does. Boost 1.81 may give a number that is no
// integer with another last digit.
class boost_json {
  using tree = boost::json::value;

public:
  template <class T> geai::result<T> decode(std::string_view text) {
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
    boost::json::error_code failed;
    tree document = parse(text, failed);
    if (failed && !geai::json::is_utf8(text)) document = parse(geai::json::valid_utf8(text), failed);
    if (failed) return failure("$: not valid JSON: " + failed.message());
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
      return of.is_object()   ? kind_type::object
             : of.is_array()  ? kind_type::array
             : of.is_string() ? kind_type::text
             : of.is_bool()   ? kind_type::boolean
             : of.is_null()   ? kind_type::null
                              : kind_type::number;
    }
    static bool boolean(tree const& of) { return of.get_bool(); }
    static std::string_view text(tree const& of) { return of.get_string(); }
    static std::string json(tree const& of) { return boost::json::serialize(of); }
    template <class Visit> static void elements(tree const& of, Visit visit) {
      for (tree const& each : of.get_array())
        if (!visit(each)) return;
    }
    template <class Visit> static void members(tree const& of, Visit visit) {
      for (auto const& [key, each] : of.get_object())
        if (!visit(std::string_view(key), each)) return;
    }
  };

  static tree parse(std::string_view text, boost::json::error_code& failed) {
    boost::json::parse_options rules;
    rules.max_depth = 512;
    return boost::json::parse(text, failed, {}, rules);
  }

  static geai::error failure(std::string const& what) {
    geai::error made(geai::errc::decode, what);
    made.phase = geai::phase::decode;
    return made;
  }
<<<<<<< HEAD

  static std::string wrong(tree const& found, char const* expected) {
    std::string_view const kind = boost::json::to_string(found.kind());
    return std::string(": expected ").append(expected).append(", found ").append(kind);
  }

  // What is wrong, with the path to it; empty when nothing is.
  template <class T> static std::string read(tree const& from, T& into) {
    if constexpr (std::is_same_v<T, geai::raw_json>) {
      into.text = from.is_null() ? std::string() : boost::json::serialize(from);
    } else if constexpr (geai::detail::is_optional<T>) {
      return from.is_null() ? std::string() : read(from, into.emplace());
    } else if constexpr (geai::modelled<T>) {
      if (!from.is_object()) return wrong(from, "an object");
      std::string complaint;
      geai::model<T>::any_of([&]<class Field>(Field) {
        tree const* const member = from.get_object().if_contains(Field::name);
        if (member == nullptr || member->is_null()) return false;
        complaint = read(*member, Field::get(into));
        return !complaint.empty() && !complaint.insert(0, "." + std::string(Field::name)).empty();
      });
      return complaint;
    } else if constexpr (geai::detail::is_map<T>) {
      if (!from.is_object()) return wrong(from, "an object");
      into.clear();
      for (auto const& [key, each] : from.get_object())
        if (std::string complaint = read_item(each, into[std::string(key)]); !complaint.empty())
          return "[" + std::string(key) + "]" + complaint;
    } else if constexpr (geai::detail::is_vector<T>) {
      if (!from.is_array()) return wrong(from, "an array");
      into.clear();
      for (tree const& each : from.get_array()) {
        typename T::value_type item{};
        if (std::string complaint = read_item(each, item); !complaint.empty())
          return "[" + std::to_string(into.size()) + "]" + complaint;
        into.push_back(std::move(item));
      }
    } else if constexpr (std::is_same_v<T, bool>) {
      if (!from.is_bool()) return wrong(from, "a boolean");
      into = from.get_bool();
    } else if constexpr (geai::detail::is_duration<T>) {
      typename T::rep count = 0;
      if (std::string complaint = read(from, count); !complaint.empty()) return complaint;
      into = T(count);
    } else if constexpr (std::is_integral_v<T>) {
      if (!from.is_int64() && !from.is_uint64()) return wrong(from, "an integer");
      bool const fits = from.is_int64() ? std::in_range<T>(from.get_int64()) : std::in_range<T>(from.get_uint64());
      if (!fits) return ": expected an integer, found one that is out of range";
      into = from.is_int64() ? static_cast<T>(from.get_int64()) : static_cast<T>(from.get_uint64());
    } else if constexpr (std::is_floating_point_v<T>) {
      if (!from.is_number()) return wrong(from, "a number");
      into = from.to_number<T>();
    } else {
      if (!from.is_string()) return wrong(from, "a string");
      into = T(std::string_view(from.get_string()));  // a std::string or a geai::secret
    }
    return {};
  }

  template <class T> static std::string read_item(tree const& from, T& into) {
    return from.is_null() ? std::string() : read(from, into);
  }
=======
>>>>>>> reader
};

static_assert(geai::json::policy<boost_json>);

}  // namespace policies
