#pragma once

#include <curl/curl.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <chrono>
#include <geai/event_loop.hpp>
#include <geai/http/request.hpp>
#include <vector>

namespace geai::inline v0_2::transport::detail {

using geai::detail::loop_core;

// The sockets of kept HTTP/1 connections, by local port.
class idle_sockets {
public:
  void add(curl_socket_t socket, long port, http::clock::time_point now) {
    for (entry& each : entries_)
      if (each.socket == socket || each.port == port) {
        each = {socket, port, now};
        return;
      }
    entries_.push_back({socket, port, now});
  }

  // True if the server sent unsolicited data on the connection with this local port, which is not a response to the
  // next request; libcurl before 8 reads it as one. If a connection is reused at once, only the loop knows.
  bool is_spoiled(long port, loop_core const& loop) const noexcept {
    for (entry const& each : entries_) {
      if (each.port != port) continue;
      if (loop.now() - each.since < at_once && loop.is_quiet(each.socket)) return false;
      char unasked = 0;
      if (::recv(each.socket, &unasked, 1, MSG_PEEK | MSG_DONTWAIT) <= 0) return false;
      sockaddr_storage address{};  // the descriptor may belong to another socket by now
      socklen_t size = sizeof address;
      return ::getsockname(each.socket, reinterpret_cast<sockaddr*>(&address), &size) == 0 && port_of(address) == port;
    }
    return false;
  }

private:
  struct entry {
    curl_socket_t socket;
    long port;
    http::clock::time_point since;
  };

  static constexpr std::chrono::milliseconds at_once{10};

  static long port_of(sockaddr_storage const& address) noexcept {
    if (address.ss_family == AF_INET) return ntohs(reinterpret_cast<sockaddr_in const&>(address).sin_port);
    if (address.ss_family == AF_INET6) return ntohs(reinterpret_cast<sockaddr_in6 const&>(address).sin6_port);
    return -1;
  }

  std::vector<entry> entries_{};
};

}  // namespace geai::inline v0_2::transport::detail
