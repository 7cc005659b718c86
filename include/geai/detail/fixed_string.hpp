#pragma once

#include <geai/detail/language.hpp>

#include <cstddef>
#include <string_view>

namespace geai::inline v0_2::detail {

// A string literal as a template argument.
template <std::size_t Size> struct fixed_string {
  char text[Size]{};

  // Implicit, so that a literal converts to a fixed_string.
  consteval fixed_string(char const (&literal)[Size]) {
    for (std::size_t i = 0; i != Size; ++i) text[i] = literal[i];
  }

  constexpr std::string_view view() const { return {text, Size - 1}; }
};
template <std::size_t Size> fixed_string(char const (&)[Size]) -> fixed_string<Size>;

}  // namespace geai::inline v0_2::detail
