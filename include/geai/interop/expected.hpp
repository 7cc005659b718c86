#pragma once

// Conversions to and from std::expected, if the standard library has it (C++23); otherwise this header is empty.

#include <geai/result.hpp>
#include <version>

#ifdef __cpp_lib_expected
#include <expected>

namespace geai::inline v0_2 {

// Converts to a std::expected. Its value() throws std::bad_expected_access<geai::error>.
template <class T> constexpr std::expected<T, error> to_expected(result<T> from) {
  if (!from) return std::unexpected(std::move(from).error());
  if constexpr (std::is_void_v<T>)
    return {};
  else
    return std::expected<T, error>(std::in_place, *std::move(from));
}

// Converts from a std::expected.
template <class T> constexpr result<T> to_result(std::expected<T, error> from) {
  if (!from) return std::move(from).error();
  if constexpr (std::is_void_v<T>)
    return {};
  else
    return result<T>(std::in_place, *std::move(from));
}

}  // namespace geai::inline v0_2
#endif
