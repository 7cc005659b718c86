#pragma once

#include <geai/detail/language.hpp>

#include <chrono>

namespace geai::inline v0 {

// When a call that failed is tried again: an operation that is safe to repeat, after whatever may pass; another one, only
// when nothing of it was sent. Never past the deadline.
struct retry_policy {
  int max_attempts = 3;                       // the first one included; 1 never tries again
  std::chrono::milliseconds base_delay{500};  // upper bound of the first pause; doubles with each attempt
  std::chrono::milliseconds max_delay{8000};  // upper bound of any pause that the server did not ask for
  // So that an outage is not made worse by its retries: how many of them all calls of a client together have, beyond one
  // for every five calls that succeed. 0 leaves only those.
  int budget = 100;
};

}  // namespace geai::inline v0
