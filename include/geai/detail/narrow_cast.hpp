#pragma once

#include <geai/detail/language.hpp>

#include <type_traits>

namespace geai::inline v0_2::detail {

// Converts between integers without changing the value. Where both types are the same, which depends on the platform,
// it does nothing: -Wuseless-cast would report a static_cast.
template <class To, class From> constexpr To narrow_cast(From value) noexcept {
  if constexpr (std::is_same_v<To, From>)
    return value;
  else
    return static_cast<To>(value);
}

}  // namespace geai::inline v0_2::detail
