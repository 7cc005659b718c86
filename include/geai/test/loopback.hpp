#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdlib>
#include <functional>
#include <geai/detail/system/sockets.hpp>
#include <geai/http/header.hpp>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace geai::inline v0_2::test {

// An HTTP/1.1 server on 127.0.0.1 at a free port, for tests. It sends exactly the bytes of its handler, valid or not,
// and records the requests. One thread for each connection.
class loopback {
public:
  // A received request.
  struct request {
    std::string method{};                                        // "GET"
    std::string target{};                                        // "/path?query"
    std::vector<std::pair<std::string, std::string>> headers{};  // in the order received
    std::string body{};                                          // without the chunk framing
    int connection = 0;                                          // the number of the connection, from 1

    // Returns the first header of that name, in any case; empty if there is none. A view into this object.
    std::string_view header(std::string_view name) const noexcept {
      for (auto const& [each, value] : headers)
        if (http::same_name(each, name)) return value;
      return {};
    }

    // Returns the number of headers with that name.
    std::size_t count(std::string_view name) const noexcept {
      std::size_t found = 0;
      for (auto const& each : headers) found += http::same_name(each.first, name) ? 1 : 0;
      return found;
    }
  };

  // The connection on which a handler answers; valid while the handler runs.
  class connection {
  public:
    // Sends these bytes unchanged. Returns false if the client has closed the connection.
    bool send(std::string_view bytes) {
      while (!bytes.empty()) {
        if (!server_.is_ready(socket_, geai::detail::direction::send, std::chrono::hours(1))) return false;
        std::ptrdiff_t const sent = geai::detail::send_to(socket_, bytes.data(), bytes.size());
        if (sent < 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
      }
      return true;
    }

    // Waits for at most `longest`. Returns true if the client closed the connection or sent more, false after that time.
    bool wait_for_end(std::chrono::milliseconds longest) {
      return server_.is_ready(socket_, geai::detail::direction::receive, longest);
    }

    // Returns the number of the connection, from 1 in the order of arrival.
    int number() const noexcept { return number_; }

  private:
    friend loopback;
    connection(loopback& server, geai::detail::socket_handle socket, int number)
        : server_(server), socket_(socket), number_(number) {}

    loopback& server_;
    geai::detail::socket_handle socket_;
    int number_;
  };

  // Answers a request and returns true to keep the connection. Called by several threads.
  using handler = std::function<bool(request const&, connection&)>;

  // Starts to listen. Aborts if the system has no free port.
  explicit loopback(handler answer) : answer_(std::move(answer)) {
    if (listening_ == geai::detail::no_socket) std::abort();  // no test is possible
    accepting_ = std::thread([this] { accept(); });
  }
  loopback(loopback&&) = delete;

  // Closes all connections and waits for the handlers.
  ~loopback() {
    ending_ = true;
    accepting_.join();
    for (std::thread& each : serving_) each.join();
    geai::detail::close_socket(listening_);
  }

  // Returns "http://127.0.0.1:PORT" followed by the target.
  std::string url(std::string_view target) const {
    return "http://127.0.0.1:" + std::to_string(port_) + std::string(target);
  }

  // Returns the port on which it listens.
  int port() const noexcept { return static_cast<int>(port_); }

  // Returns the requests so far, in the order of arrival.
  std::vector<request> requests() const {
    std::lock_guard<std::mutex> const lock(mutex_);
    return seen_;
  }

  // Returns the number of requests for this target.
  std::size_t count(std::string_view target) const {
    std::lock_guard<std::mutex> const lock(mutex_);
    return count_locked(target);
  }

  // Waits for at most `longest` until `count` requests for this target have arrived. Returns false after that time.
  bool wait_for(std::string_view target, std::size_t count, std::chrono::milliseconds longest) const {
    std::unique_lock<std::mutex> lock(mutex_);
    return arrived_.wait_for(lock, longest, [&] { return count_locked(target) >= count; });
  }

  // Clears requests().
  void forget() {
    std::lock_guard<std::mutex> const lock(mutex_);
    seen_.clear();
  }

private:
  using clock = std::chrono::steady_clock;

  std::size_t count_locked(std::string_view target) const {
    std::size_t found = 0;
    for (request const& each : seen_) found += each.target == target ? 1 : 0;
    return found;
  }

  bool is_ready(geai::detail::socket_handle socket, geai::detail::direction wanted,
                std::chrono::milliseconds longest) const {
    auto const end = clock::now() + longest;
    do {
      if (geai::detail::is_ready(socket, wanted, 10)) return true;
    } while (!ending_ && clock::now() < end);
    return false;
  }

  void accept() {
    while (!ending_) {
      if (!is_ready(listening_, geai::detail::direction::receive, std::chrono::hours(1))) continue;
      geai::detail::socket_handle const socket = geai::detail::accept_connection(listening_);
      if (socket == geai::detail::no_socket) continue;
      serving_.emplace_back([this, socket, number = static_cast<int>(serving_.size()) + 1] {
        serve(socket, number);
        geai::detail::close_socket(socket);
      });
    }
  }

  // Receives up to `size` bytes, or up to and including `end` if that is not empty. Returns false if the client has
  // closed the connection.
  bool receive(geai::detail::socket_handle socket, std::string& ahead, std::string_view end, std::size_t size,
               std::string& out) const {
    for (;;) {
      std::size_t const found = end.empty() ? std::string::npos : ahead.find(end);
      std::size_t const enough = end.empty() ? (ahead.size() >= size ? size : std::string::npos)
                                             : (found == std::string::npos ? found : found + end.size());
      if (enough != std::string::npos) {
        out.append(ahead, 0, enough);
        ahead.erase(0, enough);
        return true;
      }
      char piece[16384];
      if (!is_ready(socket, geai::detail::direction::receive, std::chrono::hours(1))) return false;
      std::ptrdiff_t const got = geai::detail::receive_from(socket, piece, sizeof piece);
      if (got <= 0) return false;
      ahead.append(piece, static_cast<std::size_t>(got));
    }
  }

  bool receive_request(geai::detail::socket_handle socket, std::string& ahead, request& into) const {
    std::string head;
    if (!receive(socket, ahead, "\r\n\r\n", 0, head)) return false;
    std::size_t at = head.find("\r\n");
    std::string const first = head.substr(0, at);
    std::size_t const space = first.find(' ');
    into.method = first.substr(0, space);
    if (space != std::string::npos) into.target = first.substr(space + 1, first.rfind(' ') - space - 1);
    for (at += 2; at + 2 < head.size();) {
      std::size_t const end = head.find("\r\n", at);
      std::size_t const colon = head.find(':', at);
      if (colon >= end) return false;
      std::size_t const value = head.find_first_not_of(' ', colon + 1);
      into.headers.emplace_back(head.substr(at, colon - at), head.substr(value, end - value));
      at = end + 2;
    }
    if (http::same_name(into.header("expect"), "100-continue"))
      static_cast<void>(geai::detail::send_to(socket, "HTTP/1.1 100 Continue\r\n\r\n", 25));
    if (!http::same_name(into.header("transfer-encoding"), "chunked")) {
      std::string const size(into.header("content-length"));
      return receive(socket, ahead, {}, std::strtoull(size.c_str(), nullptr, 10), into.body);
    }
    for (;;) {
      std::string line;
      std::string end;
      if (!receive(socket, ahead, "\r\n", 0, line)) return false;
      std::size_t const size = std::strtoull(line.c_str(), nullptr, 16);
      if (!receive(socket, ahead, {}, size, into.body) || !receive(socket, ahead, "\r\n", 0, end)) return false;
      if (size == 0) return true;
    }
  }

  void serve(geai::detail::socket_handle socket, int number) {
    connection with(*this, socket, number);
    std::string ahead;
    for (;;) {
      request asked;
      asked.connection = number;
      if (!receive_request(socket, ahead, asked)) return;
      {
        std::lock_guard<std::mutex> const lock(mutex_);
        seen_.push_back(asked);
      }
      arrived_.notify_all();
      if (!answer_(asked, with)) return;
    }
  }

  handler answer_;
  geai::detail::socket_handle listening_ = geai::detail::listen_on_loopback();
  long port_ = geai::detail::local_port(listening_);
  std::atomic<bool> ending_ = false;
  mutable std::mutex mutex_{};
  mutable std::condition_variable arrived_{};
  std::vector<request> seen_{};
  std::vector<std::thread> serving_{};  // used by the accepting thread
  std::thread accepting_{};
};

}  // namespace geai::inline v0_2::test
