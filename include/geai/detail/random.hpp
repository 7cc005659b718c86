#pragma once

#include <geai/detail/language.hpp>

#include <unistd.h>

#include <chrono>
#include <cstdint>

namespace geai::inline v0::detail {

// A random number for jitter and names: not for secrets. The child of a fork has others than its parent.
inline std::uint64_t random_bits() noexcept {
  thread_local std::uint64_t state =
      static_cast<std::uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count()) ^
      reinterpret_cast<std::uintptr_t>(&state);
  state += 0x9e3779b97f4a7c15u;  // splitmix64
  std::uint64_t bits = state ^ (static_cast<std::uint64_t>(::getpid()) << 40);
  bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9u;
  bits = (bits ^ (bits >> 27)) * 0x94d049bb133111ebu;
  return bits ^ (bits >> 31);
}

}  // namespace geai::inline v0::detail
