#pragma once

#include <geai/detail/language.hpp>

#include <chrono>

namespace geai::inline v0_2 {

// When an operation is sent again that is not safe to repeat, like a chat.
enum class resend : unsigned char {
  never,    // only when nothing of it was sent: there was no connection, or no token
  refused,  // and when it certainly was not done: HTTP 429 and 503 with Retry-After, a stream that HTTP/2 refused
  always,   // after whatever may pass, though it may be done and paid for twice
};

// When a call that failed is tried again: an operation that is safe to repeat, after whatever may pass; another one, as
// `unsafe` says. Never past the deadline. A token that the platform refused (401) is renewed and the call sent once more,
// whatever stands here.
struct retry_policy {
  int max_attempts = 3;                       // the first one included; 1 never tries again
  std::chrono::milliseconds base_delay{500};  // upper bound of the first pause; doubles with each attempt
  std::chrono::milliseconds max_delay{8000};  // upper bound of any pause that the server did not ask for
  // So that an outage is not made worse by its retries: how many of them all calls of a client together have, beyond one
  // for every five calls that succeed. 0 leaves only those.
  int budget = 100;
  resend unsafe = resend::refused;  // an operation that is not safe to repeat
};

}  // namespace geai::inline v0_2
