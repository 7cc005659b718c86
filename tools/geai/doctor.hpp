#pragma once

#include <optional>
#include <string>

#include "context.hpp"

namespace tool {

// Whether the service can be reached and takes the credentials.
struct reach {
  int status = success;  // an exit code
  std::string text{};
  int http_status = 0;
  long milliseconds = 0;
  std::optional<long> skew{};  // seconds that the clock of the service is ahead of ours
  std::string platform{};      // what is at the base URL, when it refused the call
};

// Asks the service for one agent. Throws `interrupted` only.
reach try_to_reach(context& world);

}  // namespace tool
