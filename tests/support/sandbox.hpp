#pragma once

#include <poll.h>
#include <sys/socket.h>

#include <chrono>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "process.hpp"

namespace support {

/// A geai-sandbox for one test, on a free port, for the lifetime of the object. The environment variable GEAI_SANDBOX
/// names the program (meson test sets it).
class sandbox {
public:
  explicit sandbox(std::vector<std::string> const& more = {})
      : process_(program(), arguments(more), {}, child::streams::input_and_output), url_(read_url()) {}

  std::string const& url() const { return url_; }  // http://127.0.0.1:PORT

private:
  static std::string program() {
    char const* const path = std::getenv("GEAI_SANDBOX");
    if (path == nullptr) throw std::runtime_error("GEAI_SANDBOX must name the geai-sandbox program");
    return path;
  }

  // It also ends with its standard input, so that a killed test leaves no sandbox behind.
  static std::vector<std::string> arguments(std::vector<std::string> const& more) {
    std::vector<std::string> list{"--port", "0", "--exit-with-stdin"};
    list.insert(list.end(), more.begin(), more.end());
    return list;
  }

  std::string read_url() {
    constexpr std::string_view start = "listening on ";
    auto const deadline = clock::now() + std::chrono::seconds(30);
    std::string line;
    while (line.find('\n') == line.npos) {
      auto const left = std::chrono::ceil<std::chrono::milliseconds>(deadline - clock::now()).count();
      pollfd fd{process_.out.get(), POLLIN, 0};
      char buffer[256];
      if (left <= 0) throw std::runtime_error("the sandbox did not say its address in time; it said: " + line);
      if (::poll(&fd, 1, static_cast<int>(left)) <= 0) continue;
      auto const got = ::recv(process_.out.get(), buffer, sizeof buffer, MSG_DONTWAIT);
      if (got <= 0) throw std::runtime_error("the sandbox ended before it said its address; it said: " + line);
      line.append(buffer, static_cast<std::size_t>(got));
    }
    if (!line.starts_with(start)) throw std::runtime_error("the sandbox did not say its address but: " + line);
    return line.substr(start.size(), line.find('\n') - start.size());
  }

  child process_;
  std::string url_;
};

}  // namespace support
