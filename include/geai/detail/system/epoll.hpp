#pragma once

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <geai/detail/system/readiness.hpp>

namespace geai::inline v0_2::detail {

// See system/poller.hpp.
class epoll_poller {
public:
  bool open() noexcept {
    epoll_ = ::epoll_create1(EPOLL_CLOEXEC);
    wake_ = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (epoll_ < 0 || wake_ < 0) return false;
    set(wake_, readiness::in, true);
    return true;
  }

  void close() const noexcept {
    ::close(wake_);
    ::close(epoll_);
  }

  void abandon() const noexcept { close(); }

  int descriptor() const noexcept { return epoll_; }

  void set(int descriptor, std::uint32_t events, bool is_new) const noexcept {
    epoll_event event{};
    event.events = events;
    event.data.fd = descriptor;
    if (events == 0)
      ::epoll_ctl(epoll_, EPOLL_CTL_DEL, descriptor, &event);
    else if (is_new || ::epoll_ctl(epoll_, EPOLL_CTL_MOD, descriptor, &event) != 0)
      ::epoll_ctl(epoll_, EPOLL_CTL_ADD, descriptor, &event);
  }

  int wait(ready_descriptor* ready, int room, int milliseconds) const noexcept {
    std::array<epoll_event, 128> events;
    int const count =
        ::epoll_wait(epoll_, events.data(), (std::min)(room, static_cast<int>(events.size())), milliseconds);
    int taken = 0;
    for (int i = 0; i < count; ++i) {
      epoll_event const& event = events[static_cast<std::size_t>(i)];
      if (event.data.fd != wake_) {
        ready[taken++] = {event.data.fd, event.events};
        continue;
      }
      std::uint64_t wakes = 0;
      [[maybe_unused]] auto const got = ::read(wake_, &wakes, sizeof wakes);
    }
    return taken;
  }

  void wake() const noexcept {
    std::uint64_t const one = 1;
    [[maybe_unused]] auto const written = ::write(wake_, &one, sizeof one);  // fails if it is awake already
  }

private:
  static_assert(EPOLLIN == readiness::in && EPOLLOUT == readiness::out && EPOLLERR == readiness::error &&
                EPOLLHUP == readiness::hang_up);

  int epoll_ = -1;
  int wake_ = -1;
};

}  // namespace geai::inline v0_2::detail
