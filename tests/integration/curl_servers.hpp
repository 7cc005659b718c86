#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <functional>
#include <list>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "support/process.hpp"
#include "support/sanitizers.hpp"

// Servers on the loopback address whose every byte the test controls.
namespace support {

inline constexpr std::chrono::seconds patience{20};  // the time limit of every loop in a test server

// For properties that hold within milliseconds on an idle machine: true if they held once.
template <class Try> bool holds_once(Try&& attempt) {
  for (int i = 0; i != 6; ++i)
    if (attempt()) return true;
  return false;
}

// In a build that is several times slower, checks only that it is not the deadline.
#ifdef WITH_SANITIZER
inline constexpr std::chrono::milliseconds instant{2000};
#else
inline constexpr std::chrono::milliseconds instant{50};
#endif

// A request of the client.
struct seen_request {
  std::string method{};
  std::string target{};
  std::string head{};  // request line and headers, without the empty line
  std::string body{};

  bool has(std::string_view line_beginning) const {
    return head.find("\r\n" + std::string(line_beginning)) != head.npos;
  }
};

inline sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

// The requests that a server received.
class recorder {
public:
  void add(seen_request seen) {
    std::scoped_lock const lock(mutex_);
    seen_.push_back(std::move(seen));
  }
  std::vector<seen_request> all() const {
    std::scoped_lock const lock(mutex_);
    return seen_;
  }
  seen_request last() const { return all().back(); }

private:
  mutable std::mutex mutex_{};
  std::vector<seen_request> seen_{};
};

// The server's side of one connection.
class peer {
public:
  peer(descriptor fd, std::uint16_t port) : fd_(std::move(fd)), port_(port) {}

  std::uint16_t port() const { return port_; }  // the client's; it identifies the connection
  int fd() const { return fd_.get(); }

  // Returns the next request with its body, if it has a Content-Length; nothing if the client has disconnected.
  std::optional<seen_request> read_request() {
    auto seen = read_head();
    if (!seen) return seen;
    std::size_t length = 0;
    if (auto const at = seen->head.find("\r\nContent-Length: "); at != seen->head.npos)
      std::from_chars(seen->head.data() + at + 18, seen->head.data() + seen->head.size(), length);
    while (input_.size() < length)
      if (!read_more()) return std::nullopt;
    seen->body = input_.substr(0, length);
    input_.erase(0, length);
    return seen;
  }

  std::optional<seen_request> read_head() {
    while (input_.find("\r\n\r\n") == input_.npos)
      if (!read_more()) return std::nullopt;
    seen_request seen;
    auto const end = input_.find("\r\n\r\n");
    seen.head = input_.substr(0, end + 2);
    input_.erase(0, end + 4);
    auto const first = seen.head.find(' ');
    seen.method = seen.head.substr(0, first);
    seen.target = seen.head.substr(first + 1, seen.head.find(' ', first + 1) - first - 1);
    return seen;
  }

  void write(std::string_view text) {
    while (!text.empty()) {
      auto const sent = ::send(fd_.get(), text.data(), text.size(), MSG_NOSIGNAL);
      if (sent <= 0) return;
      text.remove_prefix(static_cast<std::size_t>(sent));
    }
  }

  void answer(int status, std::string_view body = {}, std::string_view headers = {}) {
    write("HTTP/1.1 " + std::to_string(status) + " Reason\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
          std::string(headers) + "\r\n" + std::string(body));
  }

  // Reads and discards input until the client closes.
  void drain() {
    while (read_more()) input_.clear();
  }

  // Waits for input without reading it.
  bool wait_for_bytes() const {
    pollfd fd{fd_.get(), POLLIN, 0};
    return ::poll(&fd, 1, std::chrono::milliseconds(patience).count()) == 1;
  }

  // Waits for the client to close, without reading. Returns true if it did.
  void wait_for_close() const { wait_for_close_within(patience); }
  bool wait_for_close_within(std::chrono::milliseconds most) const {
    pollfd fd{fd_.get(), POLLRDHUP, 0};
    return ::poll(&fd, 1, static_cast<int>(most.count())) == 1;
  }

  void finish_sending() const { ::shutdown(fd_.get(), SHUT_WR); }

  // Relays bytes to and from another local port until this many arrived from the client, then resets.
  void relay_to(std::uint16_t port, std::size_t limit) {
    descriptor const other(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in const address = loopback(port);
    if (::connect(other.get(), reinterpret_cast<sockaddr const*>(&address), sizeof address) != 0) return;
    pollfd fds[2] = {{fd_.get(), POLLIN, 0}, {other.get(), POLLIN, 0}};
    for (std::size_t carried = 0; carried < limit;) {
      if (::poll(fds, 2, std::chrono::milliseconds(patience).count()) <= 0) return;
      char buffer[4096];
      for (int from : {0, 1}) {
        if (fds[from].revents == 0) continue;
        auto const got = ::recv(fds[from].fd, buffer, sizeof buffer, 0);
        if (got <= 0) return;
        if (from == 0) carried += static_cast<std::size_t>(got);
        if (::send(fds[1 - from].fd, buffer, static_cast<std::size_t>(got), MSG_NOSIGNAL) != got) return;
      }
    }
    reset();
  }

  // Closes with a reset, so that the client's next send fails.
  void reset() {
    linger const at_once{1, 0};
    ::setsockopt(fd_.get(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    fd_.reset();
  }

private:
  bool read_more() {
    pollfd fd{fd_.get(), POLLIN, 0};
    if (::poll(&fd, 1, std::chrono::milliseconds(patience).count()) <= 0) return false;
    char buffer[65536];
    auto const got = ::recv(fd_.get(), buffer, sizeof buffer, 0);
    if (got <= 0) return false;
    input_.append(buffer, static_cast<std::size_t>(got));
    return true;
  }

  descriptor fd_;
  std::uint16_t port_;
  std::string input_{};
};

// A socket that listens on a free port of 127.0.0.1.
class listener {
public:
  explicit listener(int backlog = 64) : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    auto* const plain = reinterpret_cast<sockaddr*>(&address);
    if (::bind(fd_.get(), plain, size) != 0 || ::listen(fd_.get(), backlog) != 0 ||
        ::getsockname(fd_.get(), plain, &size) != 0)
      throw std::runtime_error("cannot listen on 127.0.0.1");
    port_ = ntohs(address.sin_port);
  }

  int fd() const { return fd_.get(); }
  std::uint16_t port() const { return port_; }
  std::string url(std::string_view path = "/", std::string_view scheme = "http") const {
    return std::string(scheme) + "://127.0.0.1:" + std::to_string(port_) + std::string(path);
  }

private:
  descriptor fd_;
  std::uint16_t port_ = 0;
};

// Runs a function for each connection in a thread of its own. The destructor shuts all connections down.
class server : public listener {
public:
  explicit server(std::function<void(peer&)> serve) : serve_(std::move(serve)), accepting_([this] { accept_all(); }) {}
  server(server const&) = delete;
  ~server() {
    stopping_ = true;
    ::shutdown(fd(), SHUT_RDWR);
    accepting_.join();
    {
      std::scoped_lock const lock(mutex_);
      for (auto const& each : connections_)
        if (each.peer_fd >= 0) ::shutdown(each.peer_fd, SHUT_RDWR);
    }
    for (auto& each : connections_) each.thread.join();
  }

  std::size_t connections() const {
    std::scoped_lock const lock(mutex_);
    return connections_.size();
  }

private:
  struct connection {
    int peer_fd = -1;
    std::thread thread{};
  };

  void accept_all() {
    while (!stopping_) {
      sockaddr_in address{};
      socklen_t size = sizeof address;
      descriptor fd(::accept4(this->fd(), reinterpret_cast<sockaddr*>(&address), &size, SOCK_CLOEXEC));
      if (!fd) return;
      std::scoped_lock const lock(mutex_);
      connection& added = connections_.emplace_back();
      added.peer_fd = fd.get();
      added.thread = std::thread([this, &added, other = peer(std::move(fd), ntohs(address.sin_port))]() mutable {
        serve_(other);
        std::scoped_lock const closing(mutex_);
        added.peer_fd = -1;  // before the descriptor is closed and its number reused
        peer const gone = std::move(other);
      });
    }
  }

  std::function<void(peer&)> serve_;
  mutable std::mutex mutex_{};
  std::list<connection> connections_{};
  std::atomic<bool> stopping_ = false;
  std::thread accepting_;
};

// A server that replies to each request with the function's result, on persistent connections.
inline std::function<void(peer&)> answering(std::function<void(peer&, seen_request const&)> answer) {
  return [answer = std::move(answer)](peer& client) {
    while (auto const seen = client.read_request()) answer(client, *seen);
  };
}

// Replies to the first request of every connection with these bytes and closes.
inline std::function<void(peer&)> saying(std::string text) {
  return [text = std::move(text)](peer& client) {
    if (!client.read_request()) return;
    client.write(text);
    client.finish_sending();
    client.drain();
  };
}

}  // namespace support
