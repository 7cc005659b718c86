#pragma once

#include <geai/error.hpp>
#include <stdexcept>
#include <string>

namespace tool {

// The exit codes of the command. An interruption is 128 plus the number of the signal.
enum exit_code : int {
  success = 0,
  wrong_usage = 1,
  wrong_configuration = 2,
  refused = 3,      // the service refused
  unreachable = 4,  // the service could not be reached
  unanswered = 5,   // the model refused, or its answer is incomplete
};

// The command line or the input is invalid.
class usage_error : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

// A signal requested the end.
struct interrupted {
  int signal = 0;
};

// The message of an exception and its exit code.
struct failure {
  int status = wrong_usage;
  std::string code{};     // the error's code, such as "api_response", or "usage", "interrupted", "internal"
  std::string message{};  // empty: print nothing
  geai::error error{};    // the library's error, if it is one
};

int status_of(geai::errc code) noexcept;

// Adapts a message of the library to the command: options replace keywords.
std::string in_words_of_the_command(std::string text);

// Returns the failure of the exception in flight.
failure current_failure();

}  // namespace tool
