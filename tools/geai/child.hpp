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

// A child process with pipes to its standard input and from its standard output; its stderr is ours. The destructor
// ends it.
class child {
public:
  using clock = std::chrono::steady_clock;

  // Throws std::runtime_error if it cannot be started.
  child(std::vector<std::string> const& words, std::vector<std::pair<std::string, std::string>> const& variables = {});
  ~child();
  child(child const&) = delete;
  child& operator=(child const&) = delete;

  // Writes the text. Returns false if the process does not take it, or not before `until`.
  bool write(std::string_view text, clock::time_point until, std::stop_token const& stop);
  void close_input();
  // Reads a line without its end. Returns nothing at the end of the output, at `until`, or when stopped.
  std::optional<std::string> read_line(clock::time_point until, std::stop_token const& stop);
  // Reads all output, at most 4 MiB.
  std::string read_all(clock::time_point until, std::stop_token const& stop);
  // Waits until `until` for the end. Returns the exit status, -1 if the process has not ended.
  int wait(clock::time_point until);

private:
  bool fill(clock::time_point until, std::stop_token const& stop);

  pid_t pid_ = -1;
  int in_ = -1;
  int out_ = -1;
  std::string pending_{};
};

}  // namespace tool
