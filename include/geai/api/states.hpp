#pragma once

#include <geai/http/header.hpp>
#include <initializer_list>
#include <string_view>

namespace geai::inline v0_2 {

// Returns true if the state is one of these names, without regard to case.
inline bool is_state(std::string_view state, std::initializer_list<std::string_view> names) noexcept {
  for (std::string_view const name : names)
    if (http::same_name(state, name)) return true;
  return false;
}

}  // namespace geai::inline v0_2
