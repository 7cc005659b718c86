#pragma once

// Conversions to and from boost::system::result. Requires the headers of Boost.System, which no other header of the
// library includes.

#include <boost/system/result.hpp>

#include <geai/result.hpp>

namespace geai::inline v0_2 {

// Converts to a boost::system::result, whose value() throws the same exceptions as that of geai::result.
template <class T> boost::system::result<T, error> to_boost_result(result<T> other) {
  if (!other) return std::move(other).error();
  if constexpr (std::is_void_v<T>)
    return {};
  else
    return boost::system::result<T, error>(boost::system::in_place_value, *std::move(other));
}

// Converts from a boost::system::result.
template <class T> result<T> to_result(boost::system::result<T, error> from) {
  if (!from) return from.error();
  if constexpr (std::is_void_v<T>)
    return {};
  else
    return result<T>(std::in_place, *std::move(from));
}

// Boost.System finds the exception for a geai::error through this function (argument-dependent lookup).
[[noreturn]] inline void throw_exception_from_error(error const& failure, boost::source_location const&) {
  raise(failure);
}

}  // namespace geai::inline v0_2
