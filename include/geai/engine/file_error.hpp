#pragma once

#include <geai/error.hpp>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace geai::inline v0_2::detail {

// Returns the error of a file that cannot be sent or received; `number` is an errno value, or 0.
[[gnu::cold]] inline error file_error(std::string_view path, std::string_view what, int number = 0) {
  std::string text("file '");
  text.append(path).append("' ").append(what);
  if (number != 0) text.append(": ").append(std::generic_category().message(number));
  return error(errc::invalid_argument, std::move(text));
}

}  // namespace geai::inline v0_2::detail
