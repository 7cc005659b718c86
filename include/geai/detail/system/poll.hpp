#pragma once

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <geai/detail/narrow_cast.hpp>
#include <geai/detail/system/readiness.hpp>
#include <vector>

namespace geai::inline v0_2::detail {

// See system/poller.hpp. The cost of a wait is linear in the number of descriptors.
class poll_poller {
public:
  bool open() {
    watched_.clear();
    if (::pipe(wake_) != 0) return false;
    for (int const end : wake_) {
      ::fcntl(end, F_SETFD, FD_CLOEXEC);
      ::fcntl(end, F_SETFL, O_NONBLOCK);
    }
    set(wake_[0], readiness::in, true);
    return true;
  }

  void close() const noexcept {
    for (int const end : wake_) ::close(end);
  }

  void abandon() const noexcept { close(); }

  int descriptor() const noexcept { return -1; }

  void set(int descriptor, std::uint32_t events, bool) {
    auto const events_of = static_cast<short>(events);
    for (pollfd& each : watched_) {
      if (each.fd != descriptor) continue;
      if (events == 0) {
        each = watched_.back();
        watched_.pop_back();
      } else {
        each.events = events_of;
      }
      return;
    }
    if (events != 0) watched_.push_back({descriptor, events_of, 0});
  }

  int wait(ready_descriptor* ready, int room, int milliseconds) noexcept {
    int count = ::poll(watched_.data(), narrow_cast<nfds_t>(watched_.size()), milliseconds);
    int taken = 0;
    for (std::size_t i = 0; count > 0 && taken != room && i != watched_.size(); ++i) {
      pollfd const& one = watched_[i];
      if (one.revents == 0) continue;
      --count;
      if (one.fd == wake_[0])
        drain();
      else
        ready[taken++] = {one.fd, static_cast<std::uint32_t>(static_cast<unsigned short>(one.revents))};
    }
    return taken;
  }

  void wake() const noexcept {
    char const byte = 1;
    [[maybe_unused]] auto const written = ::write(wake_[1], &byte, 1);  // fails if it is awake already
  }

private:
  static_assert(POLLIN == readiness::in && POLLOUT == readiness::out && POLLERR == readiness::error &&
                POLLHUP == readiness::hang_up);

  void drain() const noexcept {
    char bytes[256];
    while (::read(wake_[0], bytes, sizeof bytes) > 0) continue;
  }

  std::vector<pollfd> watched_{};
  int wake_[2] = {-1, -1};
};

}  // namespace geai::inline v0_2::detail
