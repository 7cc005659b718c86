#include "interruption.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "failure.hpp"

namespace tool {

interruption::interruption() {
  sigemptyset(&watched_);
  sigaddset(&watched_, SIGCONT);
  for (int number : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction now {};
    ::sigaction(number, nullptr, &now);
    if (now.sa_handler != SIG_IGN) sigaddset(&watched_, number);  // ignored: nohup, or a job in the background
  }
  if (::pipe2(pipe_.data(), O_CLOEXEC) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
  ::pthread_sigmask(SIG_BLOCK, &watched_, &before_);
  watcher_ = std::thread([this] { watch(); });
}

interruption::~interruption() {
  ending_ = true;
  ::pthread_kill(watcher_.native_handle(), SIGCONT);  // wakes it
  watcher_.join();
  ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  for (int end : pipe_) ::close(end);
}

void interruption::check() const {
  if (signal_ != 0) throw interrupted{signal_};
}

void interruption::restore_at_end(std::optional<termios> state) {
  std::lock_guard const lock(terminal_);
  state_ = state;
}

void interruption::watch() {
  timespec const second{.tv_sec = 1, .tv_nsec = 0};
  for (;;) {
    int const number = signal_ == 0 ? ::sigwaitinfo(&watched_, nullptr) : ::sigtimedwait(&watched_, nullptr, &second);
    if (ending_) return;
    if (number == SIGCONT) {
      ++resumptions_;
      continue;
    }
    if (number < 0 && errno == EINTR) continue;
    if (signal_ != 0) end_now(signal_);
    if (number == SIGINT && ends_one_thing()) continue;
    signal_ = number;
    stop_.request_stop();
    char const byte = 0;
    while (::write(pipe_[1], &byte, 1) < 0 && errno == EINTR) continue;
  }
}

interruption::of_one_thing::of_one_thing(interruption& in) : in_(in), at_the_end_(in.token(), with_the_program{*this}) {
  std::lock_guard const lock(in_.thing_mutex_);
  in_.thing_ = this;
}

interruption::of_one_thing::~of_one_thing() {
  std::lock_guard const lock(in_.thing_mutex_);
  in_.thing_ = nullptr;
}

// Returns false if no scope is active or its end was requested before.
bool interruption::ends_one_thing() {
  std::lock_guard const lock(thing_mutex_);
  return thing_ != nullptr && thing_->stop_.request_stop();
}

void interruption::end_now(int signal) {
  std::lock_guard const lock(terminal_);
  if (state_) ::tcsetattr(STDIN_FILENO, TCSANOW, &*state_);
  ::_exit(128 + signal);
}

}  // namespace tool
