#pragma once

#include <pthread.h>
#include <signal.h>
#include <termios.h>

#include <array>
#include <atomic>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>

namespace tool {

// Turns SIGINT, SIGTERM and SIGHUP into a stop token and a readable descriptor. They are blocked in this thread and those made
// after it, and waited for by a thread of their own, so that no code runs in a signal handler. What does not end within
// a second, or at a second signal, is ended. One object, for as long as the program runs.
class interruption {
public:
  interruption();
  ~interruption();
  interruption(interruption const&) = delete;
  interruption& operator=(interruption const&) = delete;

  std::stop_token token() const noexcept { return stop_.get_token(); }
  int descriptor() const noexcept { return pipe_[0]; }  // readable from the signal on
  int signal() const noexcept { return signal_; }       // 0 as long as there was none

  // Throws `interrupted` after a signal.
  void check() const;

  // How often the program was resumed after it had been suspended: the shell may have changed the terminal.
  unsigned resumptions() const noexcept { return resumptions_; }

  // While one lives, the first Ctrl-C ends what has its token, and the program goes on. One at a time.
  class of_one_thing {
  public:
    explicit of_one_thing(interruption& in);
    ~of_one_thing();
    of_one_thing(of_one_thing const&) = delete;
    of_one_thing& operator=(of_one_thing const&) = delete;

    std::stop_token token() const noexcept { return stop_.get_token(); }  // requested at the program's end too
    bool requested() const noexcept { return stop_.stop_requested(); }

  private:
    friend interruption;
    struct with_the_program {
      of_one_thing& thing;
      void operator()() const { thing.stop_.request_stop(); }
    };

    interruption& in_;
    std::stop_source stop_;
    std::stop_callback<with_the_program> at_the_end_;
  };

  // The state in which the terminal is left when the process is ended; nothing when it was not changed.
  void restore_at_end(std::optional<termios> state);

private:
  void watch();
  void end_now(int signal);
  bool ends_one_thing();

  sigset_t watched_{};
  sigset_t before_{};
  std::array<int, 2> pipe_{-1, -1};
  std::stop_source stop_;
  std::atomic<int> signal_ = 0;
  std::atomic<unsigned> resumptions_ = 0;
  std::atomic<bool> ending_ = false;
  std::mutex terminal_;
  std::optional<termios> state_;
  std::mutex thing_mutex_;
  of_one_thing* thing_ = nullptr;
  std::thread watcher_;
};

}  // namespace tool
