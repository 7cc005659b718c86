#pragma once

#include <optional>
#include <string>

#include "context.hpp"

namespace tool {

// The result of a test call: whether the service is reachable and accepts the credentials.
struct reach {
  int status = success;  // an exit code
  std::string text{};
  int http_status = 0;
  long milliseconds = 0;
  std::optional<long> skew{};  // seconds by which the clock of the service is ahead of ours
  std::string platform{};      // the software at the base URL, if it refused the call
};

// Requests one agent from the service. Throws only `interrupted`.
reach try_to_reach(context& world);

}  // namespace tool
