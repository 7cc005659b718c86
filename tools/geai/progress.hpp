#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "console.hpp"

namespace tool {

// Says on stderr, when that is a terminal, what is under way and for how long, from 300 ms on. Leaves no trace.
class progress {
public:
  progress(console const& terminal, std::string what) : what_(std::move(what)) {
    if (terminal.shows_progress()) thread_.emplace([this](std::stop_token const& stop) { run(stop); });
  }

private:
  void run(std::stop_token const& stop) {
    std::unique_lock lock(mutex_);
    auto const began = std::chrono::steady_clock::now();
    bool shown = false;
    for (auto pause = std::chrono::milliseconds(300);; pause = std::chrono::milliseconds(100)) {
      if (wake_.wait_for(lock, stop, pause, [] { return false; }) || stop.stop_requested()) break;
      auto const tenths = (std::chrono::steady_clock::now() - began) / std::chrono::milliseconds(100);
      std::fprintf(stderr, "\r\033[K%s ... %ld.%ld s", what_.c_str(), static_cast<long>(tenths / 10),
                   static_cast<long>(tenths % 10));
      std::fflush(stderr);
      shown = true;
    }
    if (shown) std::fputs("\r\033[K", stderr);
    std::fflush(stderr);
  }

  std::string what_;
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::optional<std::jthread> thread_;  // last: it uses the others
};

}  // namespace tool
