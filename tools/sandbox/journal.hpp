#pragma once
// The received requests, unchanged.

#include <chrono>
#include <deque>
#include <mutex>

#include "http.hpp"

namespace sandbox {

class journal {
public:
  void record(request const& rq);
  json list() const;
  void clear();

private:
  using clock = std::chrono::steady_clock;
  struct entry {
    request rq;
    clock::time_point at;
  };
  mutable std::mutex mutex_;
  std::deque<entry> entries_;
  std::size_t body_bytes_ = 0;
  // Wall-clock time at the start plus a monotonic clock, so that differences between two entries are reliable.
  clock::time_point const started_ = clock::now();
  std::chrono::system_clock::time_point const started_wall_ = std::chrono::system_clock::now();
};

}  // namespace sandbox
