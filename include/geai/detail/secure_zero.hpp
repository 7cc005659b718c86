#pragma once

#include <geai/detail/language.hpp>

#include <cstddef>
#include <cstring>

namespace geai::inline v0_2::detail {

// Overwrites memory with zeros in a way that the optimiser cannot remove: the empty assembly statement appears to read
// the memory.
inline void secure_zero(void* memory, std::size_t size) noexcept {
  if (size == 0) return;
  std::memset(memory, 0, size);
  __asm__ __volatile__("" : : "r"(memory) : "memory");
}

}  // namespace geai::inline v0_2::detail
