#pragma once

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace support {

using clock = std::chrono::steady_clock;

/// Changes to the environment of a child process; nullopt unsets a variable.
using environment = std::map<std::string, std::optional<std::string>>;

/// A file descriptor, closed by the destructor.
class descriptor {
public:
  descriptor() = default;
  explicit descriptor(int fd) : fd_(fd) {}
  descriptor(descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  descriptor& operator=(descriptor&& other) noexcept {
    reset(std::exchange(other.fd_, -1));
    return *this;
  }
  ~descriptor() { reset(); }
  void reset(int fd = -1) {
    if (fd_ >= 0) ::close(fd_);
    fd_ = fd;
  }
  int get() const { return fd_; }
  explicit operator bool() const { return fd_ >= 0; }

private:
  int fd_ = -1;
};

/// A running program with its three streams, each a socket (so that writing to an ended program is an error, not a
/// SIGPIPE). The destructor ends it, by its id.
class child {
public:
  enum class streams { all, input_and_output };  // the redirected streams; otherwise it shares our error stream

  child(std::string const& program, std::vector<std::string> const& arguments, environment const& changes,
        streams which = streams::all) {
    std::array<descriptor, 3> theirs;
    auto const ours = std::array{&in, &out, &err};
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    for (int fd = 0; fd < (which == streams::all ? 3 : 2); ++fd) {
      auto const i = static_cast<std::size_t>(fd);
      std::array<int, 2> pair{};
      if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair.data()) != 0) {
        ::posix_spawn_file_actions_destroy(&actions);
        throw std::system_error(errno, std::generic_category(), "socketpair");
      }
      ours[i]->reset(pair[0]);
      theirs[i].reset(pair[1]);
      ::posix_spawn_file_actions_adddup2(&actions, pair[1], fd);
    }

    std::map<std::string, std::string> variables;
    for (char** v = ::environ; *v != nullptr; ++v) {
      std::string_view const line = *v;
      auto const equals = line.find('=');
      variables.emplace(line.substr(0, equals), equals == line.npos ? "" : line.substr(equals + 1));
    }
    for (auto const& [name, value] : changes) {
      if (value)
        variables[name] = *value;
      else
        variables.erase(name);
    }

    std::vector<std::string> words{program}, lines;
    words.insert(words.end(), arguments.begin(), arguments.end());
    for (auto const& [name, value] : variables) lines.push_back(name + "=" + value);
    auto argv = pointers(words), envp = pointers(lines);
    int const status = ::posix_spawnp(&pid_, program.c_str(), &actions, nullptr, argv.data(), envp.data());
    ::posix_spawn_file_actions_destroy(&actions);
    if (status != 0) throw std::system_error(status, std::generic_category(), "cannot run " + program);
  }
  child(child const&) = delete;
  child& operator=(child const&) = delete;
  ~child() {
    in.reset();
    if (wait(clock::now())) return;
    ::kill(pid_, SIGTERM);
    if (wait(clock::now() + std::chrono::seconds(5))) return;
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }

  pid_t pid() const { return pid_; }
  void signal(int number) const {
    if (!status_) ::kill(pid_, number);
  }

  /// Returns the status of waitpid, or nullopt if the program is still running at the deadline.
  std::optional<int> wait(clock::time_point deadline) {
    while (!status_) {
      int status = 0;
      pid_t const ended = ::waitpid(pid_, &status, WNOHANG);
      if (ended == pid_) status_ = status;
      if (ended < 0 && errno != EINTR) status_ = 0;
      if (status_ || clock::now() >= deadline) break;
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return status_;
  }

  descriptor in, out, err;  // our ends

private:
  static std::vector<char*> pointers(std::vector<std::string>& words) {
    std::vector<char*> list;
    for (auto& word : words) list.push_back(word.data());
    list.push_back(nullptr);
    return list;
  }

  pid_t pid_ = -1;
  std::optional<int> status_;
};

struct run_options {
  environment env = {};
  std::string input = {};
  std::chrono::milliseconds limit = std::chrono::seconds(30);
};

struct run_result {
  int exit_code = -1;  // -1 if a signal ended it
  int signal = 0;
  bool timed_out = false;  // if so, it was killed
  std::string out;
  std::string err;
};

/// Runs a program to its end or to the time limit.
inline run_result run(std::string const& program, std::vector<std::string> const& arguments = {},
                      run_options const& options = {}) {
  auto const deadline = clock::now() + options.limit;
  child process(program, arguments, options.env);
  run_result result;
  std::string_view input = options.input;
  if (input.empty()) process.in.reset();

  while (process.in || process.out || process.err) {
    auto const left = std::chrono::ceil<std::chrono::milliseconds>(deadline - clock::now()).count();
    if (left <= 0) break;
    std::array<pollfd, 3> fds{
        {{process.in.get(), POLLOUT, 0}, {process.out.get(), POLLIN, 0}, {process.err.get(), POLLIN, 0}}};
    if (::poll(fds.data(), fds.size(), static_cast<int>(left)) < 0 && errno != EINTR) break;
    if (fds[0].revents != 0) {
      auto const sent = ::send(process.in.get(), input.data(), input.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
      if (sent > 0) input.remove_prefix(static_cast<std::size_t>(sent));
      if (input.empty() || (sent < 0 && errno != EAGAIN)) process.in.reset();
    }
    auto const receive = [](pollfd const& fd, descriptor& from, std::string& to) {
      if (fd.revents == 0) return;
      std::array<char, 4096> buffer;
      auto const got = ::recv(from.get(), buffer.data(), buffer.size(), MSG_DONTWAIT);
      if (got > 0) to.append(buffer.data(), static_cast<std::size_t>(got));
      if (got == 0 || (got < 0 && errno != EAGAIN)) from.reset();
    };
    receive(fds[1], process.out, result.out);
    receive(fds[2], process.err, result.err);
  }

  auto status = process.wait(deadline);
  if (!status) {
    result.timed_out = true;
    process.signal(SIGKILL);
    status = process.wait(clock::now() + std::chrono::seconds(5));
  }
  if (status && WIFEXITED(*status)) result.exit_code = WEXITSTATUS(*status);
  if (status && WIFSIGNALED(*status)) result.signal = WTERMSIG(*status);
  return result;
}

}  // namespace support
