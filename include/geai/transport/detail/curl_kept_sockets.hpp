#pragma once

#include <curl/curl.h>

#include <chrono>
#include <geai/detail/system/sockets.hpp>
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
      if (loop.now() - each.since < at_once && loop.is_quiet(geai::detail::descriptor_of(each.socket))) return false;
      return geai::detail::has_bytes(each.socket) &&
             geai::detail::local_port(each.socket) == port;  // the descriptor may belong to another socket by now
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

  std::vector<entry> entries_{};
};

}  // namespace geai::inline v0_2::transport::detail
