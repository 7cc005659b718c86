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

// Turns SIGINT, SIGTERM and SIGHUP into a stop token and a readable descriptor. The signals are blocked in this thread
// and all later ones; a dedicated thread waits for them, so that no code runs in a signal handler. If the program does
// not end within a second, or at a second signal, it is killed. Create one object for the lifetime of the program.
class interruption {
public:
  interruption();
  ~interruption();
  interruption(interruption const&) = delete;
  interruption& operator=(interruption const&) = delete;

  std::stop_token token() const noexcept { return stop_.get_token(); }
  int descriptor() const noexcept { return pipe_[0]; }  // readable after a signal
  int signal() const noexcept { return signal_; }       // 0 before a signal

  // Throws `interrupted` after a signal.
  void check() const;

  // Returns how often the program was resumed after a suspension: the shell may have changed the terminal.
  unsigned resumptions() const noexcept { return resumptions_; }

  // During its lifetime, the first Ctrl-C stops only the work that uses its token, and the program continues. One at a
  // time.
  class of_one_thing {
  public:
    explicit of_one_thing(interruption& in);
    ~of_one_thing();
    of_one_thing(of_one_thing const&) = delete;
    of_one_thing& operator=(of_one_thing const&) = delete;

    std::stop_token token() const noexcept { return stop_.get_token(); }  // also requested at the program's end
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

  // Sets the state of the terminal to restore when the process is killed; nothing if it is unchanged.
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
