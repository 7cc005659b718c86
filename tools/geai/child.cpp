#include "child.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <thread>

namespace tool {

namespace {

constexpr std::size_t output_limit = std::size_t{4} << 20;

// Writes to a pipe. A closed pipe is an error here, not a signal.
ssize_t write_quietly(int to, std::string_view text) {
  sigset_t pipe_only, before;
  sigemptyset(&pipe_only);
  sigaddset(&pipe_only, SIGPIPE);
  ::pthread_sigmask(SIG_BLOCK, &pipe_only, &before);
  ssize_t const size = ::write(to, text.data(), text.size());
  int const number = errno;
  timespec const none{};
  if (size < 0 && number == EPIPE) ::sigtimedwait(&pipe_only, nullptr, &none);
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  errno = number;
  return size;
}

// Returns a timeout for poll(), short enough to notice a stop.
int patience(child::clock::time_point until) {
  auto const left = std::chrono::duration_cast<std::chrono::milliseconds>(until - child::clock::now()).count();
  return left <= 0 ? 0 : static_cast<int>(std::min<decltype(left)>(left, 100));
}

}  // namespace

child::child(std::vector<std::string> const& words, std::vector<std::pair<std::string, std::string>> const& variables) {
  int to[2], from[2], fault[2];  // the last pipe reports the reason why the program could not be run
  if (::pipe2(to, O_CLOEXEC) != 0 || ::pipe2(from, O_CLOEXEC) != 0 || ::pipe2(fault, O_CLOEXEC) != 0)
    throw std::runtime_error(std::string("cannot create a pipe: ") + std::strerror(errno));
  std::vector<char*> arguments;
  for (std::string const& each : words) arguments.push_back(const_cast<char*>(each.c_str()));
  arguments.push_back(nullptr);
  pid_ = ::fork();
  if (pid_ == 0) {
    ::dup2(to[0], 0);
    ::dup2(from[1], 1);
    ::setpgid(0, 0);  // this process handles Ctrl-C
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    for (auto const& [name, value] : variables) ::setenv(name.c_str(), value.c_str(), 1);
    ::execvp(arguments[0], arguments.data());
    int const why = errno;
    [[maybe_unused]] ssize_t const told = ::write(fault[1], &why, sizeof why);
    ::_exit(127);
  }
  int number = pid_ < 0 ? errno : 0;
  for (int end : {to[0], from[1], fault[1]}) ::close(end);
  in_ = to[1];
  out_ = from[0];
  if (pid_ > 0) {
    while (::read(fault[0], &number, sizeof number) < 0 && errno == EINTR) continue;
    if (number != 0) ::waitpid(pid_, nullptr, 0);
  }
  ::close(fault[0]);
  if (number != 0) {
    close_input();
    ::close(out_);
    throw std::runtime_error(words.front() + " cannot be started: " + std::strerror(number));
  }
  ::fcntl(in_, F_SETFL, O_NONBLOCK);
}

child::~child() {
  close_input();
  ::close(out_);
  if (pid_ <= 0) return;
  if (wait(clock::now() + std::chrono::milliseconds(300)) >= 0) return;
  ::kill(-pid_, SIGTERM);
  if (wait(clock::now() + std::chrono::milliseconds(700)) >= 0) return;
  ::kill(-pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
}

bool child::write(std::string_view text, clock::time_point until, std::stop_token const& stop) {
  while (!text.empty()) {
    if (in_ < 0 || stop.stop_requested() || clock::now() >= until) return false;
    pollfd ready{in_, POLLOUT, 0};
    if (::poll(&ready, 1, patience(until)) <= 0) continue;
    ssize_t const size = write_quietly(in_, text);
    if (size > 0) text.remove_prefix(static_cast<std::size_t>(size));
    if (size < 0 && errno != EAGAIN && errno != EINTR) return false;
  }
  return true;
}

void child::close_input() {
  if (in_ >= 0) ::close(in_);
  in_ = -1;
}

bool child::fill(clock::time_point until, std::stop_token const& stop) {
  while (!stop.stop_requested() && clock::now() < until) {
    pollfd ready{out_, POLLIN, 0};
    if (::poll(&ready, 1, patience(until)) <= 0) continue;
    char piece[65536];
    ssize_t const size = ::read(out_, piece, sizeof piece);
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) return false;
    pending_.append(piece, static_cast<std::size_t>(size));
    return true;
  }
  return false;
}

std::optional<std::string> child::read_line(clock::time_point until, std::stop_token const& stop) {
  for (std::size_t from = 0;;) {
    if (std::size_t const end = pending_.find('\n', from); end != pending_.npos) {
      std::string line = pending_.substr(0, end);
      pending_.erase(0, end + 1);
      if (line.ends_with('\r')) line.pop_back();
      return line;
    }
    from = pending_.size();
    if (pending_.size() > output_limit || !fill(until, stop)) return std::nullopt;
  }
}

std::string child::read_all(clock::time_point until, std::stop_token const& stop) {
  while (fill(until, stop))
    if (pending_.size() > output_limit)
      pending_.resize(output_limit);  // read the rest too, or the program would never end
  return std::move(pending_);
}

int child::wait(clock::time_point until) {
  for (;;) {
    int status = 0;
    if (::waitpid(pid_, &status, WNOHANG) == pid_) {
      pid_ = -1;
      return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
    if (clock::now() >= until) return -1;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
}

}  // namespace tool
