#pragma once

#include <chrono>
#include <geai/retry.hpp>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace geai::inline v0_2 {

// A name and its value, owned.
struct name_value {
  std::string name{};
  std::string value{};
};

// Settings of one call that replace those of the client.
struct call_options {
  std::optional<std::chrono::milliseconds> timeout{};  // of the whole call, attempts and pauses included
  std::vector<name_value> headers{};                   // replace headers of the client with the same name
  std::vector<name_value> query{};                     // appended to the operation's own, percent-encoded
  std::stop_token stop{};                              // ends the call with errc::cancelled
  std::optional<retry_policy> retry{};                 // instead of the client's; its budget is the client's
  // The path template to use instead of that of the operation, with the same {slots}; empty: that of the operation.
  // For routes that the platform does not document (docs/api-coverage.md names them), in case they have moved.
  std::string route{};
};

}  // namespace geai::inline v0_2
