#pragma once

#include <geai/detail/language.hpp>

#include <type_traits>

namespace geai::inline v0_2::detail {

// A conversion between integers that keeps the value. It is none where both types are the same, which depends on the platform:
// -Wuseless-cast reports a static_cast there.
template <class To, class From> constexpr To narrow_cast(From value) noexcept {
  if constexpr (std::is_same_v<To, From>)
    return value;
  else
    return static_cast<To>(value);
}

}  // namespace geai::inline v0_2::detail
