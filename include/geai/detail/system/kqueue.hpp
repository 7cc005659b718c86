#pragma once

#include <sys/event.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <geai/detail/system/readiness.hpp>
#include <utility>

namespace geai::inline v0_2::detail {

// See system/poller.hpp.
class kqueue_poller {
public:
  bool open() noexcept {
    kqueue_ = ::kqueue();
    return kqueue_ >= 0 && change(waker, EVFILT_USER, EV_ADD | EV_CLEAR, 0);
  }

  void close() const noexcept { ::close(kqueue_); }

  // The child of a fork does not inherit the queue; its number may be that of another descriptor by now.
  void abandon() noexcept { kqueue_ = -1; }

  int descriptor() const noexcept { return kqueue_; }

  void set(int descriptor, std::uint32_t events, bool is_new) const noexcept {
    auto const at = static_cast<std::uintptr_t>(descriptor);
    for (auto const& [event, filter] : {std::pair{readiness::in, EVFILT_READ}, std::pair{readiness::out, EVFILT_WRITE}})
      if ((events & event) != 0)
        change(at, filter, EV_ADD, 0);
      else if (!is_new)
        change(at, filter, EV_DELETE, 0);  // fails if it was not watched
  }

  int wait(ready_descriptor* ready, int room, int milliseconds) const noexcept {
    std::array<struct kevent, 128> events;
    timespec limit{};
    limit.tv_sec = milliseconds / 1000;
    limit.tv_nsec = milliseconds % 1000 * 1'000'000L;
    int const count = ::kevent(kqueue_, nullptr, 0, events.data(), (std::min)(room, static_cast<int>(events.size())),
                               milliseconds < 0 ? nullptr : &limit);
    int taken = 0;
    for (int i = 0; i < count; ++i) {
      struct kevent const& event = events[static_cast<std::size_t>(i)];
      if (event.filter == EVFILT_USER) continue;
      std::uint32_t what = event.filter == EVFILT_WRITE ? readiness::out : readiness::in;
      if ((event.flags & EV_EOF) != 0) what |= event.fflags != 0 ? readiness::error : readiness::hang_up;
      ready[taken++] = {static_cast<int>(event.ident), what};
    }
    return taken;
  }

  void wake() const noexcept { change(waker, EVFILT_USER, 0, NOTE_TRIGGER); }

private:
  static constexpr std::uintptr_t waker = 0;

  bool change(std::uintptr_t what, int filter, int flags, unsigned note) const noexcept {
    struct kevent event {};
    EV_SET(&event, what, static_cast<short>(filter), static_cast<unsigned short>(flags), note, 0, nullptr);
    return ::kevent(kqueue_, &event, 1, nullptr, 0, nullptr) == 0;
  }

  int kqueue_ = -1;
};

}  // namespace geai::inline v0_2::detail
