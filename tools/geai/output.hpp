#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace tool {

enum class output_format : unsigned char { table, json, csv, tsv };

using json = nlohmann::ordered_json;

// Rows in aligned columns, for people. Control characters in cells are replaced.
class table {
public:
  explicit table(std::vector<std::string> header = {}) : header_(std::move(header)) {}

  void add(std::vector<std::string> row);
  std::string text(bool colours) const;

private:
  std::vector<std::string> header_;  // none: the rows stand alone
  std::vector<std::vector<std::string>> rows_;
};

// A document as lines of values between separators: its list, or the one object that it is, with all that is no object. The
// first line has the names.
std::string to_lines(json const& document, char separator);

// The list in a document: what it is, or the one array of objects in it. Null when there is none.
json const* list_in(json const& document);

// For people: a list in columns that fit `width`, an object as names and values. `list` is what list_in() says unless null.
std::string to_table(json const& document, json const* list, std::size_t width, bool colours);

// What a filter of jq makes of a document, one result an element. Throws usage_error for a filter that is none, or fails.
std::vector<json> filtered(json const& document, std::string const& filter);

// One document and a line end; what is no UTF-8 becomes U+FFFD.
std::string to_text(json const& document, bool indented = true);

// How deep documents may be nested: those who walk them recurse. The library takes answers as deep.
inline constexpr int depth_limit = 1024;

// A JSON text as a document; discarded when it is none, or nested too deeply.
json parsed_or_discarded(std::string_view text);

// Like parsed_or_discarded(), with null instead of discarded. (Whoever makes documents includes nlohmann/json.hpp.)
json parsed(std::string_view text);

// The value, or null when it is empty.
json or_null(std::string_view text);

}  // namespace tool
