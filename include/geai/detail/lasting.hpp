#pragma once

#include <atomic>
#include <geai/detail/language.hpp>
#include <memory>

namespace geai::inline v0_2::detail {

// Returns the T of the process, constructed on first use. It is never destroyed, since destructors of static objects
// may make calls. Unlike a static local object, it takes no lock: in the child of a fork, a thread that does not exist
// there may hold that lock (docs/decisions/processes.md). Two threads may both construct a T, of which one is kept.
template <class T> T& lasting() {
  constinit static std::atomic<void*> kept{nullptr};
  void* found = kept.load(std::memory_order_acquire);
  if (found == nullptr) {
    auto made = std::make_unique<T>();
    if (kept.compare_exchange_strong(found, made.get())) found = made.release();
  }
  return *static_cast<T*>(found);
}

}  // namespace geai::inline v0_2::detail
