#pragma once

#include <geai/detail/language.hpp>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>

namespace geai::inline v0_2::detail {

using socket_handle = int;
inline constexpr socket_handle no_socket = -1;

// A socket as a descriptor of the event loop, and the other way.
inline int descriptor_of(socket_handle socket) noexcept { return socket; }
inline socket_handle socket_of(int descriptor) noexcept { return descriptor; }

// Opens a socket that programs which the process starts do not inherit, or gives no_socket.
inline socket_handle open_socket(int family, int type, int protocol) noexcept {
#if defined(SOCK_CLOEXEC)
  return ::socket(family, type | SOCK_CLOEXEC, protocol);
#else
  socket_handle const made = ::socket(family, type, protocol);
  if (made != no_socket) ::fcntl(made, F_SETFD, FD_CLOEXEC);
  return made;
#endif
}

// 0, or -1 on a failure.
inline int close_socket(socket_handle socket) noexcept { return ::close(socket); }

// Another descriptor of the same file, or -1.
inline int duplicate(int descriptor) noexcept { return ::dup(descriptor); }

// True if there is a byte to read, which stays there. Does not wait.
inline bool has_bytes(socket_handle socket) noexcept {
  char next = 0;
  return ::recv(socket, &next, 1, MSG_PEEK | MSG_DONTWAIT) > 0;
}

// The local port of an IPv4 or IPv6 socket; -1 of others.
inline long local_port(socket_handle socket) noexcept {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) != 0) return -1;
  if (address.ss_family == AF_INET) return ntohs(reinterpret_cast<sockaddr_in const&>(address).sin_port);
  if (address.ss_family == AF_INET6) return ntohs(reinterpret_cast<sockaddr_in6 const&>(address).sin6_port);
  return -1;
}

// Listens on 127.0.0.1 at a free port (see local_port), or gives no_socket.
inline socket_handle listen_on_loopback() noexcept {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socket_handle const made = open_socket(AF_INET, SOCK_STREAM, 0);
  if (made == no_socket) return no_socket;
  if (::bind(made, reinterpret_cast<sockaddr const*>(&address), sizeof address) == 0 && ::listen(made, 64) == 0)
    return made;
  close_socket(made);
  return no_socket;
}

// A connection that came to a listening socket, or no_socket. Waits for one.
inline socket_handle accept_connection(socket_handle listening) noexcept {
  socket_handle const made = ::accept(listening, nullptr, nullptr);
  if (made != no_socket) ::fcntl(made, F_SETFD, FD_CLOEXEC);
  return made;
}

// Its functions do not wait any more. False on a failure.
inline bool stop_waiting(socket_handle socket) noexcept { return ::fcntl(socket, F_SETFL, O_NONBLOCK) == 0; }

enum class direction : bool { receive, send };

// True if the socket can receive or send within that time, or has failed.
inline bool is_ready(socket_handle socket, direction wanted, int milliseconds) noexcept {
  pollfd waiting{socket, static_cast<short>(wanted == direction::send ? POLLOUT : POLLIN), 0};
  return ::poll(&waiting, 1, milliseconds) > 0;
}

// How many bytes were received; 0 at the end, -1 on a failure. Waits for some.
inline std::ptrdiff_t receive_from(socket_handle socket, char* into, std::size_t room) noexcept {
  return ::recv(socket, into, room, 0);
}

// How many bytes were sent, 0 if there is no room for them now; -1 on a failure.
inline std::ptrdiff_t send_to(socket_handle socket, char const* bytes, std::size_t size) noexcept {
  auto const sent = ::send(socket, bytes, size, MSG_NOSIGNAL | MSG_DONTWAIT);
  return sent < 0 && (errno == EAGAIN || errno == EINTR) ? 0 : sent;
}

}  // namespace geai::inline v0_2::detail
