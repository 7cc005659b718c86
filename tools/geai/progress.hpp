#pragma once

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "console.hpp"

namespace tool {

// Fits a line to the terminal of stderr: shortens `what` in its middle if both together are too long. A wrapped line
// could not be erased.
inline std::string fitting_line(std::string what, std::string const& rest) {
  winsize size{};
  bool const is_known = ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 20;
  std::size_t const width = (is_known ? size.ws_col : 80u) - 1u;
  if (what.size() + rest.size() > width) {
    std::size_t const room = std::max<std::size_t>(width > rest.size() ? width - rest.size() : 0, 12);
    if (what.size() > room)
      what = what.substr(0, room / 2 - 2) + "..." + what.substr(what.size() - (room - room / 2 - 1));
  }
  return (what + rest).substr(0, width);
}

// If stderr is a terminal, shows the current activity and its duration, from 300 ms on. Leaves no trace.
class progress {
public:
  progress(console const& terminal, std::string what) : what_(std::move(what)) {
    if (terminal.shows_progress()) thread_.emplace([this](std::stop_token const& stop) { run(stop); });
  }

private:
  void run(std::stop_token const& stop) {
    std::unique_lock lock(mutex_);
    auto const began = std::chrono::steady_clock::now();
    bool shown = false;
    for (auto pause = std::chrono::milliseconds(300);; pause = std::chrono::milliseconds(100)) {
      if (wake_.wait_for(lock, stop, pause, [] { return false; }) || stop.stop_requested()) break;
      auto const tenths = (std::chrono::steady_clock::now() - began) / std::chrono::milliseconds(100);
      std::string const time = " ... " + std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " s";
      std::fprintf(stderr, "\r\033[K%s", fitting_line(what_, time).c_str());
      std::fflush(stderr);
      shown = true;
    }
    if (shown) std::fputs("\r\033[K", stderr);
    std::fflush(stderr);
  }

  std::string what_;
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::optional<std::jthread> thread_;  // last, since it uses the others
};

// If stderr is a terminal, shows the progress of a file transfer, its rate and the time left. Leaves no trace.
class transfer_progress {
public:
  transfer_progress(console const& terminal, std::string what)
      : what_(std::move(what)), shows_(terminal.shows_progress()) {}
  ~transfer_progress() {
    if (shown_) std::fputs("\r\033[K", stderr);
    std::fflush(stderr);
  }
  transfer_progress(transfer_progress const&) = delete;
  transfer_progress& operator=(transfer_progress const&) = delete;

  // A `total` of 0 is unknown.
  void tell(std::uint64_t done, std::uint64_t total) {
    if (!shows_) return;
    auto const now = clock::now();
    bool const is_all = total != 0 && done == total;
    if (now - began_ < std::chrono::milliseconds(300)) return;
    if (!is_all && now - told_ < std::chrono::milliseconds(100)) return;
    told_ = now;
    shown_ = true;
    double const seconds = std::chrono::duration<double>(now - began_).count();
    double const rate = static_cast<double>(done) / seconds;
    std::string line = "  " + in_units(static_cast<double>(done));
    if (total != 0) {
      char percent[16];
      std::snprintf(percent, sizeof percent, " (%d %%)",
                    static_cast<int>(100.0 * static_cast<double>(done) / static_cast<double>(total)));
      line += " of " + in_units(static_cast<double>(total)) + percent;
    }
    line += ", " + in_units(rate) + "/s";
    if (total > done && rate > 0) {
      auto const left = static_cast<long>(static_cast<double>(total - done) / rate + 0.5);
      line += ", " + (left >= 60 ? std::to_string(left / 60) + " min " : std::string()) + std::to_string(left % 60) +
              " s left";
    }
    if (is_all) line = "  " + in_units(static_cast<double>(done)) + " sent, waiting for the answer";
    std::fprintf(stderr, "\r\033[K%s", fitting_line(what_, line).c_str());
    std::fflush(stderr);
  }

  // "1.5 MB"
  static std::string in_units(double bytes) {
    static constexpr char const* units[] = {"B", "kB", "MB", "GB", "TB"};
    std::size_t unit = 0;
    for (; bytes >= 1000 && unit != 4; ++unit) bytes /= 1000;
    char text[32];
    std::snprintf(text, sizeof text, unit == 0 || bytes >= 100 ? "%.0f %s" : "%.1f %s", bytes, units[unit]);
    return text;
  }

private:
  using clock = std::chrono::steady_clock;

  std::string what_;
  bool shows_;
  bool shown_ = false;
  clock::time_point began_ = clock::now();
  clock::time_point told_{};
};

}  // namespace tool
