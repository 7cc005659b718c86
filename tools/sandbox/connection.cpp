#include "connection.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <limits>

namespace sandbox {

namespace {

using namespace std::chrono_literals;

constexpr auto read_limit = 30s;  // time limit for the rest of a request
constexpr std::size_t head_limit = 256 * 1024;
constexpr std::string_view end_of_head = "\r\n\r\n";

int as_poll_timeout(std::chrono::milliseconds t) {
  return static_cast<int>(std::clamp<std::chrono::milliseconds::rep>(t.count(), 0, std::numeric_limits<int>::max()));
}

void address(int socket, decltype(::getpeername)* get, std::string& ip, int& port) {
  sockaddr_in a{};
  socklen_t size = sizeof a;
  std::array<char, INET_ADDRSTRLEN> text{};
  if (get(socket, reinterpret_cast<sockaddr*>(&a), &size) != 0) return;
  if (::inet_ntop(AF_INET, &a.sin_addr, text.data(), text.size()) != nullptr) ip = text.data();
  port = ntohs(a.sin_port);
}

}  // namespace

connection::~connection() {
  if (reset_) {
    linger const at_once{.l_onoff = 1, .l_linger = 0};  // close() then sends RST
    ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  } else {
    if (tls_ != nullptr && !ended_) SSL_shutdown(tls_);  // a truncated reply ends without close_notify
    ::shutdown(socket_, SHUT_WR);
    // Closing with unread input would send RST and could destroy data that the peer has not read yet.
    std::array<char, 4096> rest{};
    for (int i = 0; i < 64 && wait_readable(100ms) && ::recv(socket_, rest.data(), rest.size(), 0) > 0; ++i) {}
  }
  if (tls_ != nullptr) SSL_free(tls_);
  ::close(socket_);
}

bool connection::handshake() {
  if (tls_ == nullptr) return true;
  if (SSL_accept(tls_) == 1) return true;
  ended_ = true;
  return false;
}

bool connection::wait_readable(std::chrono::milliseconds limit) const {
  pollfd p{.fd = socket_, .events = POLLIN, .revents = 0};
  int r = 0;
  do r = ::poll(&p, 1, as_poll_timeout(limit));
  while (r < 0 && errno == EINTR);
  return r > 0;
}

bool connection::pause(std::chrono::milliseconds time) const {
  if (time <= 0ms) return true;
  pollfd p{.fd = socket_, .events = POLLRDHUP, .revents = 0};
  return ::poll(&p, 1, as_poll_timeout(time)) == 0;
}

bool connection::is_readable() const {
  return taken_ < input_.size() || (tls_ != nullptr && SSL_pending(tls_) > 0) || wait_readable(read_limit);
}

bool connection::fill() {
  if (tls_ == nullptr || SSL_pending(tls_) == 0)
    if (!wait_readable(read_limit)) return false;
  std::array<char, 16384> buffer{};
  auto const n = tls_ != nullptr ? SSL_read(tls_, buffer.data(), static_cast<int>(buffer.size()))
                                 : static_cast<int>(::recv(socket_, buffer.data(), buffer.size(), 0));
  if (n <= 0) return false;
  if (taken_ == input_.size()) {
    input_.clear();
    taken_ = 0;
  }
  input_.append(buffer.data(), static_cast<std::size_t>(n));
  return true;
}

bool connection::next_request(std::chrono::milliseconds idle_limit) {
  head_.clear();
  delivering_ = false;
  input_.erase(0, taken_);
  taken_ = 0;
  bool const waiting = input_.empty() && (tls_ == nullptr || SSL_pending(tls_) == 0);
  if (waiting && !wait_readable(idle_limit)) return false;
  auto end = input_.find(end_of_head);
  while (end == input_.npos && input_.size() < head_limit) {
    auto const seen = input_.size();
    if (!fill()) break;  // httplib refuses the received bytes
    end = input_.find(end_of_head, seen < end_of_head.size() ? 0 : seen - end_of_head.size());
  }
  head_ = input_.substr(0, end);
  hide_target();
  return !input_.empty();
}

// httplib sees "/": it decodes a path before routing, refuses a second '?' and has limits of its own.
void connection::hide_target() {
  target_.clear();
  std::string_view const line = std::string_view(head_).substr(0, head_.find("\r\n"));
  auto const from = line.find(' ');
  auto const to = line.rfind(" HTTP/1.");
  if (from == line.npos || to == line.npos || from >= to || line.find(' ', from + 1) != to) return;
  target_ = line.substr(from + 1, to - from - 1);
  input_.replace(from + 1, target_.size(), "/");
}

ssize_t connection::read(char* out, size_t size) {
  if (taken_ == input_.size() && !fill()) return -1;
  auto const n = std::min(size, input_.size() - taken_);
  std::copy_n(input_.data() + taken_, n, out);
  taken_ += n;
  return static_cast<ssize_t>(n);
}

void connection::deliver(delivery how) {
  how_ = how;
  delivering_ = true;
  in_body_ = false;
  held_.clear();
  sent_ = 0;
}

void connection::abandon(bool with_reset) {
  ended_ = true;
  reset_ = with_reset;
}

ssize_t connection::write(char const* data, size_t size) {
  if (ended_) return -1;
  std::string_view bytes{data, size};
  auto const all = static_cast<ssize_t>(size);
  if (!delivering_) return send_all(bytes) ? all : -1;  // a reply of httplib itself, such as 100 Continue
  if (!in_body_) {
    held_ += bytes;
    auto const end = held_.find(end_of_head);
    if (end == held_.npos) return all;
    in_body_ = true;
    head_size_ = end + end_of_head.size();
    if (how_.cut_body_at) how_.cut_at = head_size_ + *how_.cut_body_at;
    bool const hold = how_.body_follows && !how_.cut_body_in_half && how_.per_byte == 0ms && held_.size() == head_size_;
    return hold || flush() ? all : -1;
  }
  if (how_.cut_body_in_half) {
    how_.cut_body_in_half = false;
    how_.cut_at = sent_ + size / 2;
  }
  if (!held_.empty()) {
    held_ += bytes;
    return flush() ? all : -1;
  }
  return send_counted(bytes) ? all : -1;
}

bool connection::end_reply() {
  bool const ok = flush();
  // A reply shorter than its cut still ends the connection.
  if (delivering_ && !ended_ && how_.cut_at) abandon(how_.reset);
  delivering_ = false;
  return ok && alive();
}

bool connection::flush() {
  if (held_.empty()) return !ended_;
  std::string const bytes = std::move(held_);
  held_.clear();
  return send_counted(bytes);
}

bool connection::send_counted(std::string_view bytes) {
  bool const cut = how_.cut_at && sent_ + bytes.size() >= *how_.cut_at;
  if (cut) bytes = bytes.substr(0, *how_.cut_at - std::min(sent_, *how_.cut_at));
  bool ok = true;
  if (how_.per_byte > 0ms && sent_ >= head_size_) {
    for (std::size_t i = 0; ok && i < bytes.size(); ++i) ok = send_all(bytes.substr(i, 1)) && pause(how_.per_byte);
  } else {
    ok = send_all(bytes);
  }
  sent_ += bytes.size();
  if (!ok || cut) abandon(cut && how_.reset);
  return ok && !cut;
}

bool connection::send_all(std::string_view bytes) {
  while (!bytes.empty()) {
    auto const n = tls_ != nullptr
                       ? SSL_write(tls_, bytes.data(), static_cast<int>(std::min<std::size_t>(bytes.size(), 1 << 20)))
                       : static_cast<int>(
                             ::send(socket_, bytes.data(), std::min<std::size_t>(bytes.size(), 1 << 20), MSG_NOSIGNAL));
    if (n <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

void connection::get_remote_ip_and_port(std::string& ip, int& port) const { address(socket_, ::getpeername, ip, port); }
void connection::get_local_ip_and_port(std::string& ip, int& port) const { address(socket_, ::getsockname, ip, port); }

}  // namespace sandbox
