#pragma once

#include <geai/detail/language.hpp>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>

namespace geai::inline v0_2::detail {

// Sleeps until `wake`. Returns false at once if a stop is requested.
inline bool pause_until(std::chrono::steady_clock::time_point wake, std::stop_token const& stop) {
  if (!stop.stop_possible()) {
    std::this_thread::sleep_until(wake);
    return true;
  }
  std::mutex mutex;
  std::unique_lock<std::mutex> lock(mutex);
  std::condition_variable_any stopped;
  stopped.wait_until(lock, stop, wake, [] { return false; });
  return !stop.stop_requested();
}

}  // namespace geai::inline v0_2::detail
