#pragma once

#include <geai/detail/language.hpp>

#include <cstdint>

namespace geai::inline v0_2::detail {

// The readiness of a descriptor, as bits with the values of poll(2).
namespace readiness {

inline constexpr std::uint32_t in = 0x01;
inline constexpr std::uint32_t out = 0x04;
inline constexpr std::uint32_t error = 0x08;
inline constexpr std::uint32_t hang_up = 0x10;

}  // namespace readiness

struct ready_descriptor {
  int descriptor;
  std::uint32_t events;  // the events that are ready
};

}  // namespace geai::inline v0_2::detail
