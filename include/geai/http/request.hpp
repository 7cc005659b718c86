#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <geai/http/header.hpp>
#include <geai/http/verb.hpp>
#include <span>
#include <stop_token>
#include <string_view>

namespace geai::inline v0::http {

// The clock of deadlines.
using clock = std::chrono::steady_clock;

// A request that may take any time.
inline constexpr clock::time_point no_deadline = clock::time_point::max();

// One exchange as a transport sees it. Everything in it is borrowed and stays valid until send() returns.
struct request {
  verb method = verb::get;  // what is asked of the URL
  bool repeatable = false;  // whether sending it twice does the same as sending it once
  std::chrono::duration<std::uint32_t, std::milli>
      time_limit{};                                   // of the whole call, for the words of a timeout; 0: not known
  std::string_view url{};                             // absolute, percent-encoded, followed by a NUL byte
  std::span<header const> headers{};                  // in order, no name twice; each is a line of a header_list
  std::string_view body{};                            // empty: none
  clock::time_point deadline = no_deadline;           // end of the whole call, attempts and pauses included
  std::chrono::milliseconds connect_timeout{10'000};  // longest time for name, connection and TLS together
  std::chrono::milliseconds idle_timeout{120'000};    // longest silence between two bytes of the response; 0 is none
  std::size_t body_limit = 256u << 20;                // bytes; a longer response body is errc::too_large
  std::stop_token stop{};                             // when it asks, the exchange ends at once: errc::cancelled
};

}  // namespace geai::inline v0::http
