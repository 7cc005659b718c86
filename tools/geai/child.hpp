#pragma once

#include <sys/types.h>

#include <chrono>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tool {

// A program that runs beside the command, with pipes to its standard input and from its standard output; what it says on stderr
// goes to ours. It is ended with this.
class child {
public:
  using clock = std::chrono::steady_clock;

  // Throws std::runtime_error when it cannot be started.
  child(std::vector<std::string> const& words, std::vector<std::pair<std::string, std::string>> const& variables = {});
  ~child();
  child(child const&) = delete;
  child& operator=(child const&) = delete;

  // False when it takes no more, or not until then.
  bool write(std::string_view text, clock::time_point until, std::stop_token const& stop);
  void close_input();
  // One line without its end; nothing at the end of the output, at `until`, or when stopped.
  std::optional<std::string> read_line(clock::time_point until, std::stop_token const& stop);
  // All of the output, at most 4 MiB.
  std::string read_all(clock::time_point until, std::stop_token const& stop);
  // The exit status once it has ended, at most then; -1 otherwise.
  int wait(clock::time_point until);

private:
  bool fill(clock::time_point until, std::stop_token const& stop);

  pid_t pid_ = -1;
  int in_ = -1;
  int out_ = -1;
  std::string pending_{};
};

}  // namespace tool
