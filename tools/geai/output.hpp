#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace tool {

enum class output_format : unsigned char { table, json };

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

// One document and a line end; what is no UTF-8 becomes U+FFFD.
std::string to_text(json const& document, bool indented = true);

// A JSON text as a document; null when it is none. (Whoever makes documents includes nlohmann/json.hpp.)
json parsed(std::string_view text);

// The value, or null when it is empty.
json or_null(std::string_view text);

}  // namespace tool
