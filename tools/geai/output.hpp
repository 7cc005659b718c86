#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace tool {

enum class output_format : unsigned char { table, json, csv, tsv };

using json = nlohmann::ordered_json;

// Formats rows in aligned columns. Control characters in cells are replaced.
class table {
public:
  explicit table(std::vector<std::string> header = {}) : header_(std::move(header)) {}

  void add(std::vector<std::string> row);
  std::string text(bool colours) const;

private:
  std::vector<std::string> header_;  // empty: no header
  std::vector<std::vector<std::string>> rows_;
};

// Formats a document as lines of separated values: its list, or the single object, without nested objects. The first
// line has the names.
std::string to_lines(json const& document, char separator);

// Returns the list in a document: the document itself, or the only array of objects in it. Null if there is none.
json const* list_in(json const& document);

// Formats a document for people: a list in columns that fit `width`, an object as names and values. Without `list`,
// uses list_in().
std::string to_table(json const& document, json const* list, std::size_t width, bool colours);

// Applies a jq filter to a document, one result for each element. Throws usage_error if the filter is invalid or fails.
std::vector<json> filtered(json const& document, std::string const& filter);

// Formats one document and a line end; invalid UTF-8 becomes U+FFFD.
std::string to_text(json const& document, bool indented = true);

// The maximum nesting of documents, since they are processed recursively. It is the library's limit for answers.
inline constexpr int depth_limit = 1024;

// Parses a JSON text; discarded if it is invalid or nested too deeply.
json parsed_or_discarded(std::string_view text);

// Like parsed_or_discarded(), with null instead of discarded. (Files that build documents include nlohmann/json.hpp.)
json parsed(std::string_view text);

// Returns the value, or null if it is empty.
json or_null(std::string_view text);

}  // namespace tool
