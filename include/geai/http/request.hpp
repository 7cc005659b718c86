#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <geai/http/header.hpp>
#include <geai/http/verb.hpp>
#include <span>
#include <stop_token>
#include <string_view>

namespace geai::inline v0_2::http {

// The clock used for deadlines.
using clock = std::chrono::steady_clock;

// The deadline of a request without a time limit.
inline constexpr clock::time_point no_deadline = (clock::time_point::max)();

// The input of Transport::send(). Owns nothing: all views are valid until send() returns.
struct request {
  verb method = verb::get;  // the HTTP method
  bool repeatable = false;  // true: the request is idempotent, so the transport may send it again
  std::chrono::duration<std::uint32_t, std::milli>
      time_limit{};                          // of the whole call, for the message of a timeout; 0: unknown
  std::string_view url{};                    // absolute, percent-encoded, followed by a NUL byte
  std::span<header const> headers{};         // in order, each name once; each header is a line of a header_list
  std::string_view body{};                   // empty: no body
  clock::time_point deadline = no_deadline;  // the end of the whole call, including retries and pauses
  std::chrono::milliseconds connect_timeout{10'000};  // limit for name resolution, connection and TLS handshake
                                                      // together
  std::chrono::milliseconds idle_timeout{120'000};    // longest time between two bytes of the response; 0: no limit
  std::size_t body_limit = 256u << 20;                // in bytes; a longer response body fails with errc::too_large
  std::stop_token stop{};                             // a stop request ends the exchange at once with errc::cancelled
};

}  // namespace geai::inline v0_2::http
