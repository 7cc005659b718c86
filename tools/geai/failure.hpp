#pragma once

#include <geai/error.hpp>
#include <stdexcept>
#include <string>

namespace tool {

// What the command ends with. An interruption is 128 and the number of the signal.
enum exit_code : int {
  success = 0,
  wrong_usage = 1,
  wrong_configuration = 2,
  refused = 3,      // the service said no
  unreachable = 4,  // it could not be asked
  unanswered = 5,   // the model refused, or its answer was cut
};

// The command line, or what was typed, is not what the command takes.
class usage_error : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

// A signal asked for the end.
struct interrupted {
  int signal = 0;
};

// What an exception says, and what the command ends with.
struct failure {
  int status = wrong_usage;
  std::string code{};     // e.g. "api_response": the error's code, or "usage", "interrupted", "internal"
  std::string message{};  // empty: nothing is to be said
  geai::error error{};    // of the library, when it is one
};

int status_of(geai::errc code) noexcept;

// What the library says to programs, said to a person: options in the place of keywords.
std::string in_words_of_the_command(std::string text);

// Of the exception that is being handled.
failure current_failure();

}  // namespace tool
