#pragma once
// The requests seen, as they came.

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
  // Wall time at the start plus a clock that never jumps: differences between two entries can be trusted.
  clock::time_point const started_ = clock::now();
  std::chrono::system_clock::time_point const started_wall_ = std::chrono::system_clock::now();
};

}  // namespace sandbox
