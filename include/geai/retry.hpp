#pragma once

#include <geai/detail/language.hpp>

#include <chrono>

namespace geai::inline v0_2 {

// The failures after which an operation that is not safe to repeat, such as a chat, is sent again.
enum class resend : unsigned char {
  never,    // only if nothing was sent: the connection or the token request failed
  refused,  // also if the server certainly did not process it: 429 and 503 with Retry-After, a stream that HTTP/2
            // refused
  always,   // after any transient failure; the operation may then be executed, and paid for, twice
};

// The rules for repeating a failed call. An operation that is safe to repeat is repeated after any transient failure,
// any other as `unsafe` permits; never after the deadline. If the platform refuses the token (401), the token is
// renewed and the call is sent once more, whatever the policy says.
struct retry_policy {
  int max_attempts = 3;                       // including the first; 1: no retries
  std::chrono::milliseconds base_delay{500};  // the upper bound of the first pause; doubles with each attempt
  std::chrono::milliseconds max_delay{8000};  // the upper bound of any pause that the server did not ask for
  // The number of retries that all calls of a client have together, beyond one for every five calls that succeed. It
  // keeps retries from making an outage worse. 0: only one retry for every five calls that succeed.
  int budget = 100;
  resend unsafe = resend::refused;  // for operations that are not safe to repeat
};

}  // namespace geai::inline v0_2
