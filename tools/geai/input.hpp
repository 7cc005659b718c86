#pragma once

#include <string>
#include <string_view>

#include "context.hpp"

namespace tool {

// The bytes of a file, of standard input for `-`. Throws usage_error when it cannot be read. `option` names it in the error.
std::string read_input(context& world, std::string const& path, std::string_view option);

// A value as it was given: `@FILE` is what is in the file, `-` standard input, `@@` a text that begins with one `@`.
std::string read_value(context& world, std::string const& given, std::string_view option);

// The JSON or YAML document in a text. Throws usage_error, with the place, for what is neither.
json parse_document(std::string_view text, std::string_view option);

// All documents of a text: those of a YAML stream, the elements of an array, or the one that it is.
std::vector<json> parse_documents(std::string_view text, std::string_view option);

}  // namespace tool
