#pragma once

#include <geai/detail/language.hpp>

#include <new>

namespace geai::inline v0_2::detail {

// Returns the T of the process, constructed on first use. It is never destroyed, since destructors of static objects
// may make calls.
template <class T> T& lasting() {
  alignas(T) static unsigned char memory[sizeof(T)];
  static T& made = *::new (static_cast<void*>(memory)) T{};
  return made;
}

}  // namespace geai::inline v0_2::detail
