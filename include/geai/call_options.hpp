#pragma once

#include <chrono>
#include <geai/retry.hpp>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace geai::inline v0 {

// A name and its value, owned.
struct name_value {
  std::string name{};
  std::string value{};
};

// Settings of one call that differ from its client's.
struct call_options {
  std::optional<std::chrono::milliseconds> timeout{};  // of the whole call, attempts and pauses included
  std::vector<name_value> headers{};                   // win over the headers that the client would send
  std::vector<name_value> query{};                     // appended to the operation's own, percent-encoded
  std::stop_token stop{};                              // ends the call with errc::cancelled
  std::optional<retry_policy> retry{};                 // instead of the client's; its budget is the client's
  // Empty, or the path template to use instead of the operation's, with the same {slots}: for the routes that the
  // platform does not document (docs/api-coverage.md names them), should they be elsewhere.
  std::string route{};
};

}  // namespace geai::inline v0
