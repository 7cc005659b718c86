#pragma once

#include <chrono>

namespace geai {

// When a call that failed is tried again. Only operations that are safe to repeat are, and never past the deadline.
struct retry_policy {
  int max_attempts = 3;                       // the first one included; 1 never tries again
  std::chrono::milliseconds base_delay{500};  // upper bound of the first pause; doubles with each attempt
  std::chrono::milliseconds max_delay{8000};  // upper bound of any pause
};

}  // namespace geai
