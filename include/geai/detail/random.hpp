#pragma once

#include <chrono>
#include <cstdint>
#include <geai/detail/system/process.hpp>
#include <string>

namespace geai::inline v0_2::detail {

// Returns a random number for jitter and names, not for secrets. The child of a fork has other numbers than its parent.
inline std::uint64_t random_bits() noexcept {
  thread_local std::uint64_t state =
      static_cast<std::uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count()) ^
      reinterpret_cast<std::uintptr_t>(&state);
  state += 0x9e3779b97f4a7c15u;  // splitmix64
  std::uint64_t bits = state ^ (static_cast<std::uint64_t>(current_process()) << 40);
  bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9u;
  bits = (bits ^ (bits >> 27)) * 0x94d049bb133111ebu;
  return bits ^ (bits >> 31);
}

// Appends eight random hexadecimal digits.
inline void append_random_digits(std::string& name) {
  std::uint64_t bits = random_bits();
  for (int i = 0; i != 8; ++i, bits >>= 4) name += "0123456789abcdef"[bits & 15];
}

}  // namespace geai::inline v0_2::detail
