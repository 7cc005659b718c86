#pragma once

#include <string>
#include <string_view>

#include "context.hpp"

namespace tool {

// Reads the bytes of a file, or of standard input for `-`. Throws usage_error if it cannot be read; the error names
// `option`.
std::string read_input(context& world, std::string const& path, std::string_view option);

// Resolves a value: `@FILE` is the content of the file, `-` standard input, `@@` a text that begins with one `@`.
std::string read_value(context& world, std::string const& given, std::string_view option);

// Parses a JSON or YAML document. Throws usage_error with the position if it is neither.
json parse_document(std::string_view text, std::string_view option);

// Parses all documents of a text: those of a YAML stream, the elements of an array, or the only one.
std::vector<json> parse_documents(std::string_view text, std::string_view option);

}  // namespace tool
