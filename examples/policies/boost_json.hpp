#pragma once

// Include <boost/json/src.hpp> in one source file of the program, unless you link Boost.JSON.
#include <boost/json.hpp>

#include <geai/json/encode.hpp>
#include <geai/json/policy.hpp>
#include <geai/json/rules.hpp>
#include <geai/json/tree.hpp>
#include <geai/result.hpp>
#include <string>
#include <string_view>

namespace policies {

// A Json policy that reads with Boost.JSON and writes with geai's own writer. Boost 1.81 may read the last digit of a
// floating-point number differently.
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
};

static_assert(geai::json::policy<boost_json>);

}  // namespace policies
