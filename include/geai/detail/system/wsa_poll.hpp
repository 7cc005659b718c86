#pragma once

#include <cstddef>
#include <cstdint>
#include <geai/detail/narrow_cast.hpp>
#include <geai/detail/system/readiness.hpp>
#include <geai/detail/system/sockets.hpp>
#include <vector>

namespace geai::inline v0_2::detail {

// See system/poller.hpp. The cost of a wait is linear in the number of sockets.
class wsa_poller {
public:
  // Another thread wakes it with a datagram to a socket that is connected to itself.
  bool open() {
    watched_.clear();
    wake_ = open_on_loopback(SOCK_DGRAM);
    sockaddr_in address{};
    int size = sizeof address;
    auto* const place = reinterpret_cast<sockaddr*>(&address);
    if (wake_ == no_socket || !stop_waiting(wake_) || ::getsockname(wake_, place, &size) != 0 ||
        ::connect(wake_, place, size) != 0)
      return false;
    watched_.push_back({wake_, POLLIN, 0});
    return true;
  }

  void close() const noexcept { close_socket(wake_); }

  void abandon() const noexcept { close(); }

  int descriptor() const noexcept { return -1; }

  void set(int descriptor, std::uint32_t events, bool) {
    socket_handle const socket = socket_of(descriptor);
    auto const wanted = static_cast<short>(((events & readiness::in) != 0 ? POLLIN : 0) |
                                           ((events & readiness::out) != 0 ? POLLOUT : 0));
    for (WSAPOLLFD& each : watched_) {
      if (each.fd != socket) continue;
      if (events == 0) {
        each = watched_.back();
        watched_.pop_back();
      } else {
        each.events = wanted;
      }
      return;
    }
    if (events != 0) watched_.push_back({socket, wanted, 0});
  }

  int wait(ready_descriptor* ready, int room, int milliseconds) noexcept {
    int count = ::WSAPoll(watched_.data(), narrow_cast<unsigned long>(watched_.size()), milliseconds);
    int taken = 0;
    for (std::size_t i = 0; count > 0 && taken != room && i != watched_.size(); ++i) {
      WSAPOLLFD const& one = watched_[i];
      if (one.revents == 0) continue;
      --count;
      if (one.fd == wake_)
        drain();
      else
        ready[taken++] = {descriptor_of(one.fd), readiness_of(one.revents)};
    }
    return taken;
  }

  void wake() const noexcept {
    char const byte = 1;
    ::send(wake_, &byte, 1, 0);  // fails if it is awake already
  }

private:
  static std::uint32_t readiness_of(short events) noexcept {
    return ((events & POLLIN) != 0 ? readiness::in : 0) | ((events & POLLOUT) != 0 ? readiness::out : 0) |
           ((events & (POLLERR | POLLNVAL)) != 0 ? readiness::error : 0) |
           ((events & POLLHUP) != 0 ? readiness::hang_up : 0);
  }

  void drain() const noexcept {
    char bytes[256];
    while (::recv(wake_, bytes, sizeof bytes, 0) > 0) continue;
  }

  std::vector<WSAPOLLFD> watched_{};
  socket_handle wake_ = no_socket;
};

}  // namespace geai::inline v0_2::detail
