#pragma once

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <csignal>
#include <string>
#include <thread>

#include "tool.hpp"

namespace tool_test {

/// The command on a terminal: all three of its streams are one pseudo-terminal, which it controls.
class terminal {
public:
  terminal(home const& at, words const& arguments) {
    master_.reset(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC));
    if (!master_ || ::grantpt(master_.get()) != 0 || ::unlockpt(master_.get()) != 0)
      throw std::runtime_error("there is no pseudo-terminal");
    std::string const name = ::ptsname(master_.get());
    // Kept open here too, so that the terminal's final state can be read after the command has ended.
    slave_.reset(::open(name.c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC));

    words all{tool_program()};
    all.insert(all.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv;
    for (std::string& each : all) argv.push_back(each.data());
    argv.push_back(nullptr);
    pid_ = ::fork();
    if (pid_ != 0) return;
    ::setsid();
    ::ioctl(slave_.get(), TIOCSCTTY, 0);
    for (int stream : {0, 1, 2}) ::dup2(slave_.get(), stream);
    for (int number : {SIGINT, SIGTERM, SIGHUP, SIGTSTP}) ::signal(number, SIG_DFL);
    for (auto const& [variable, value] : at.env)
      value ? ::setenv(variable.c_str(), value->c_str(), 1) : ::unsetenv(variable.c_str());
    ::execv(argv[0], argv.data());
    ::_exit(127);
  }
  ~terminal() {
    if (status_ == running) {
      ::kill(pid_, SIGKILL);
      ::waitpid(pid_, nullptr, 0);
    }
  }
  terminal(terminal const&) = delete;
  terminal& operator=(terminal const&) = delete;

  /// True if the text appears after the one found before.
  bool wait_for(std::string_view text) {
    auto const deadline = support::clock::now() + std::chrono::seconds(20);
    for (;;) {
      if (auto const found = seen_.find(text, waited_); found != seen_.npos) {
        waited_ = found + text.size();
        return true;
      }
      if (support::clock::now() > deadline || !read_some()) return false;
    }
  }

  void type(std::string_view text) const {
    if (::write(master_.get(), text.data(), text.size()) < 0) throw std::runtime_error("cannot type");
  }

  bool echoes() const {
    termios state{};
    ::tcgetattr(slave_.get(), &state);
    return (state.c_lflag & ECHO) != 0;
  }

  /// Waits for echo to be off: the prompt appears a moment before or after that.
  bool is_hidden() const {
    for (int i = 0; i != 2000 && echoes(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    return !echoes();
  }

  /// Returns the exit code; -1 if a signal ended it or it did not end.
  int wait() {
    auto const deadline = support::clock::now() + std::chrono::seconds(20);
    while (status_ == running && support::clock::now() < deadline) {
      read_some(5);
      int status = 0;
      if (::waitpid(pid_, &status, WNOHANG) == pid_) status_ = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }
    while (read_some(5)) continue;
    return status_ == running ? -1 : status_;
  }

  pid_t pid() const { return pid_; }

  /// The whole output, with plain line ends.
  std::string screen() const {
    std::string text;
    for (char c : seen_)
      if (c != '\r') text += c;
    return text;
  }

private:
  static constexpr int running = -2;

  bool read_some(int milliseconds = 50) {
    pollfd ready{master_.get(), POLLIN, 0};
    if (::poll(&ready, 1, milliseconds) <= 0) return milliseconds == 50;  // not its end
    char buffer[1024];
    ssize_t const size = ::read(master_.get(), buffer, sizeof buffer);
    if (size <= 0) return false;
    seen_.append(buffer, static_cast<std::size_t>(size));
    return true;
  }

  support::descriptor master_;
  support::descriptor slave_;
  pid_t pid_ = -1;
  int status_ = running;
  std::string seen_;
  std::size_t waited_ = 0;
};

}  // namespace tool_test
