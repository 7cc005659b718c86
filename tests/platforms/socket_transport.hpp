#pragma once

#include <geai/detail/system/sockets.hpp>
#ifndef _WIN32
#include <netdb.h>
#endif

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <geai/transport/policy.hpp>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace platforms {

// A Transport policy over the sockets of the system, which are Winsock on Windows: plain http, HTTP/1.1, a connection for each
// exchange, driven by the calling thread. It streams. Only the name's look-up and the connection itself do not heed the limits.
class socket_transport {
  class exchange;

public:
  geai::result<void> send(geai::http::request const& rq, geai::http::response& rs) {
    exchange one(rq);
    if (auto begun = one.begin(rs); !begun) return begun;
    for (;;) {
      geai::result<std::size_t> const got = one.read(rs.body);
      if (!got) return got.error();
      if (rs.body.size() > rq.body_limit) return one.failure(geai::errc::too_large, "the body is over the limit");
      if (*got == 0) return {};
    }
  }

  // The body of a response, to be pulled.
  class body {
  public:
    geai::result<std::size_t> read(std::string& into) { return from_->read(into); }

  private:
    friend socket_transport;
    explicit body(std::unique_ptr<exchange> from) : from_(std::move(from)) {}

    std::unique_ptr<exchange> from_;
  };

  geai::result<body> stream(geai::http::request const& rq, geai::http::response& rs) {
    auto one = std::make_unique<exchange>(rq);
    if (auto const begun = one->begin(rs); !begun) return begun.error();
    return body(std::move(one));
  }

private:
  class exchange {
    using clock = geai::http::clock;
    using direction = geai::detail::direction;
    using phase = geai::phase;

  public:
    explicit exchange(geai::http::request const& rq) : rq_(rq) {}
    exchange(exchange&&) = delete;
    ~exchange() {
      if (socket_ != geai::detail::no_socket) geai::detail::close_socket(socket_);
    }

    // Up to the end of the head.
    geai::result<void> begin(geai::http::response& rs) {
      std::string_view rest = rq_.url;
      if (!rest.starts_with("http://")) return failure(geai::errc::invalid_argument, "no URL of plain http");
      rest.remove_prefix(7);
      std::size_t const slash = (std::min)(rest.find_first_of("/?"), rest.size());
      std::string const authority(rest.substr(0, slash));
      if (authority.empty()) return failure(geai::errc::invalid_argument, "a URL without a host");
      if (over()) return *failed_;
      if (!connect(authority)) return failure(geai::errc::transport, "no connection");
      phase_ = phase::send;
      if (!send_all(head_of(authority, rest.substr(slash))) || !send_all(rq_.body)) return *failed_;
      phase_ = phase::first_byte;
      do
        if (!read_head(rs)) return *failed_;
      while (rs.status / 100 == 1);
      phase_ = phase::receive;
      std::string const length(rs.header("content-length"));
      if (rq_.method == geai::http::verb::head || rs.status == 204 || rs.status == 304)
        ended_ = true;
      else if (geai::http::same_name(rs.header("transfer-encoding"), "chunked"))
        chunked_ = true, left_ = 0;
      else if (!length.empty())
        left_ = std::strtoull(length.c_str(), nullptr, 10);
      return {};
    }

    geai::result<std::size_t> read(std::string& into) {
      if (failed_) return *failed_;
      if (ended_ || (chunked_ && left_ == 0 && !next_chunk())) return failed_ ? geai::result<std::size_t>(*failed_) : 0;
      if (left_ == 0) return ended_ = true, std::size_t{0};
      if (ahead_.empty() && !receive(rq_.idle_timeout)) {
        if (over_ && left_ == to_the_end) return failed_.reset(), ended_ = true, std::size_t{0};
        return *failed_;
      }
      std::size_t const size = static_cast<std::size_t>((std::min)(left_, std::uint64_t{ahead_.size()}));
      into.append(ahead_, 0, size);
      ahead_.erase(0, size);
      if (left_ != to_the_end) left_ -= size;
      return size;
    }

    geai::error failure(geai::errc code, std::string const& message) {
      failed_.emplace(code, message);
      failed_->phase = phase_;
      return *failed_;
    }

  private:
    static constexpr std::uint64_t to_the_end = static_cast<std::uint64_t>(-1);

    // True, and failed_ says why, if a limit has ended the exchange.
    bool over(clock::time_point silent_until = (clock::time_point::max)()) {
      if (rq_.stop.stop_requested())
        static_cast<void>(failure(geai::errc::cancelled, "cancelled"));
      else if (auto const now = clock::now(); now >= rq_.deadline || now >= silent_until)
        static_cast<void>(failure(geai::errc::timeout, "not done in time"));
      return failed_.has_value();
    }

    // Waits in pieces of some milliseconds, since nothing wakes a thread that waits for a socket.
    bool wait(direction wanted, std::chrono::milliseconds longest = {}) {
      auto const until = longest.count() > 0 ? clock::now() + longest : (clock::time_point::max)();
      while (!over(until))
        if (geai::detail::is_ready(socket_, wanted, 10)) return true;
      return false;
    }

    bool connect(std::string const& authority) {
      std::size_t const colon = authority.find(':');
      std::string const host = authority.substr(0, colon);
      std::string const port = colon < authority.size() ? authority.substr(colon + 1) : "80";
      phase_ = phase::resolve;
      geai::detail::socket_handle const first = geai::detail::open_socket(AF_INET, SOCK_STREAM, 0);  // starts Winsock
      addrinfo wanted{};
      wanted.ai_family = AF_INET;
      wanted.ai_socktype = SOCK_STREAM;
      addrinfo* found = nullptr;
      socket_ = first;
      if (::getaddrinfo(host.c_str(), port.c_str(), &wanted, &found) != 0) return false;
      phase_ = phase::connect;
      bool const connected = ::connect(socket_, found->ai_addr, static_cast<size_of_address>(found->ai_addrlen)) == 0;
      ::freeaddrinfo(found);
      return connected && geai::detail::stop_waiting(socket_);
    }

    std::string head_of(std::string const& authority, std::string_view target) const {
      std::string text(rq_.method.name());
      text += target.starts_with('/') ? " " : " /";
      text.append(target) += " HTTP/1.1\r\n";
      bool has_host = false;
      for (geai::http::header const& each : rq_.headers) {
        text.append(each.name).append(": ").append(each.value) += "\r\n";
        has_host = has_host || geai::http::same_name(each.name, "host");
      }
      if (!has_host) text += "Host: " + authority + "\r\n";
      if (!rq_.body.empty() || rq_.method == geai::http::verb::post || rq_.method == geai::http::verb::put)
        text += "Content-Length: " + std::to_string(rq_.body.size()) + "\r\n";
      return text += "Connection: close\r\n\r\n";
    }

    bool send_all(std::string_view bytes) {
      while (!bytes.empty()) {
        if (!wait(direction::send)) return false;
        std::ptrdiff_t const sent = geai::detail::send_to(socket_, bytes.data(), bytes.size());
        if (sent < 0) return static_cast<void>(failure(geai::errc::transport, "the connection was closed")), false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
      }
      return true;
    }

    bool receive(std::chrono::milliseconds longest = {}) {
      char piece[16384];
      if (!wait(direction::receive, longest)) return false;
      std::ptrdiff_t const got = geai::detail::receive_from(socket_, piece, sizeof piece);
      over_ = got == 0;
      if (got <= 0) return static_cast<void>(failure(geai::errc::transport, "the connection was closed")), false;
      ahead_.append(piece, static_cast<std::size_t>(got));
      return true;
    }

    bool read_line(std::string& line) {
      std::size_t end = 0;
      while ((end = ahead_.find("\r\n")) == std::string::npos)
        if (!receive(phase_ == phase::receive ? rq_.idle_timeout : std::chrono::milliseconds{})) return false;
      line.assign(ahead_, 0, end);
      ahead_.erase(0, end + 2);
      return true;
    }

    bool read_head(geai::http::response& rs) {
      std::string line;
      rs.clear();
      if (!read_line(line)) return false;
      if (!line.starts_with("HTTP/1.") || line.size() < 12)
        return static_cast<void>(failure(geai::errc::transport, "no answer of HTTP")), false;
      rs.status = std::atoi(line.c_str() + 9);
      while (read_line(line)) {
        if (line.empty()) return true;
        std::size_t const colon = line.find(':');
        if (colon == std::string::npos) continue;
        std::size_t const value = line.find_first_not_of(" \t", colon + 1);
        rs.add_header(std::string_view(line).substr(0, colon),
                      value == std::string::npos ? "" : std::string_view(line).substr(value));
      }
      return false;
    }

    // False at the end and on a failure.
    bool next_chunk() {
      std::string line;
      if (std::exchange(within_, true) && !read_line(line)) return false;
      if (!read_line(line)) return false;
      left_ = std::strtoull(line.c_str(), nullptr, 16);
      if (left_ != 0) return true;
      do
        if (!read_line(line)) return false;
      while (!line.empty());  // trailers
      ended_ = true;
      return false;
    }

#ifdef _WIN32
    using size_of_address = int;
#else
    using size_of_address = socklen_t;
#endif

    geai::http::request const& rq_;
    geai::detail::socket_handle socket_ = geai::detail::no_socket;
    phase phase_ = phase::prepare;
    std::optional<geai::error> failed_{};
    std::string ahead_{};              // received, and not yet looked at
    std::uint64_t left_ = to_the_end;  // of the body or the chunk
    bool chunked_ = false;
    bool within_ = false;  // a chunk has begun
    bool ended_ = false;
    bool over_ = false;  // the server sends no more
  };
};

static_assert(geai::transport::streaming<socket_transport>);

}  // namespace platforms
