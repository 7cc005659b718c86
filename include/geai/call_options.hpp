#pragma once

#include <chrono>
#include <geai/retry.hpp>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace geai::inline v0_2 {

// A name and a value, both owned.
struct name_value {
  std::string name{};
  std::string value{};
};

// Settings of one call that replace those of the client.
struct call_options {
  std::optional<std::chrono::milliseconds> timeout{};  // of the whole call, including retries and pauses
  std::vector<name_value> headers{};                   // each replaces the client's header of that name
  std::vector<name_value> query{};      // added to those of the operation; values are percent-encoded for you
  std::stop_token stop{};               // ends the call with errc::cancelled
  std::optional<retry_policy> retry{};  // replaces the client's policy; the budget remains the client's
  // Replaces the path template of the operation; it must have the same {slots}. Empty: the operation's own path. Use it
  // if a route that the platform does not document (docs/api-coverage.md lists them) has moved.
  std::string route{};
};

}  // namespace geai::inline v0_2
