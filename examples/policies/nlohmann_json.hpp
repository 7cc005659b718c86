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

// A Json policy that reads with nlohmann's library and writes with geai's own writer. It parses the text into a tree
// and reads the models from the tree.
class nlohmann_json {
  using tree = nlohmann::ordered_json;

public:
  template <class T> geai::result<T> decode(std::string_view text) {
    if (is_too_deep(text)) return failure("$: nested too deeply");  // walking and freeing a tree is recursive
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
};

static_assert(geai::json::policy<nlohmann_json>);

}  // namespace policies
