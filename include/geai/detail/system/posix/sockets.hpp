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

// Converts between a socket and a descriptor of the event loop.
inline int descriptor_of(socket_handle socket) noexcept { return socket; }
inline socket_handle socket_of(int descriptor) noexcept { return descriptor; }

// Opens a socket that child processes do not inherit. Returns no_socket on failure.
inline socket_handle open_socket(int family, int type, int protocol) noexcept {
#if defined(SOCK_CLOEXEC)
  return ::socket(family, type | SOCK_CLOEXEC, protocol);
#else
  socket_handle const made = ::socket(family, type, protocol);
  if (made != no_socket) ::fcntl(made, F_SETFD, FD_CLOEXEC);
  return made;
#endif
}

// Closes a socket. Returns 0, or -1 on failure.
inline int close_socket(socket_handle socket) noexcept { return ::close(socket); }

// Duplicates a descriptor. Returns -1 on failure.
inline int duplicate(int descriptor) noexcept { return ::dup(descriptor); }

// Returns true if a byte can be read, without removing it. Does not wait.
inline bool has_bytes(socket_handle socket) noexcept {
  char next = 0;
  return ::recv(socket, &next, 1, MSG_PEEK | MSG_DONTWAIT) > 0;
}

// Returns the local port of an IPv4 or IPv6 socket; -1 for others.
inline long local_port(socket_handle socket) noexcept {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) != 0) return -1;
  if (address.ss_family == AF_INET) return ntohs(reinterpret_cast<sockaddr_in const&>(address).sin_port);
  if (address.ss_family == AF_INET6) return ntohs(reinterpret_cast<sockaddr_in6 const&>(address).sin6_port);
  return -1;
}

// Listens on 127.0.0.1 at a free port (see local_port). Returns no_socket on failure.
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

// Waits for a connection to a listening socket. Returns no_socket on failure.
inline socket_handle accept_connection(socket_handle listening) noexcept {
  socket_handle const made = ::accept(listening, nullptr, nullptr);
  if (made != no_socket) ::fcntl(made, F_SETFD, FD_CLOEXEC);
  return made;
}

// Makes the socket non-blocking. Returns false on failure.
inline bool stop_waiting(socket_handle socket) noexcept { return ::fcntl(socket, F_SETFL, O_NONBLOCK) == 0; }

enum class direction : bool { receive, send };

// Returns true if the socket can receive or send within that time, or has failed.
inline bool is_ready(socket_handle socket, direction wanted, int milliseconds) noexcept {
  pollfd waiting{socket, static_cast<short>(wanted == direction::send ? POLLOUT : POLLIN), 0};
  return ::poll(&waiting, 1, milliseconds) > 0;
}

// Waits for bytes and returns the number of received ones; 0 at the end, -1 on failure.
inline std::ptrdiff_t receive_from(socket_handle socket, char* into, std::size_t room) noexcept {
  return ::recv(socket, into, room, 0);
}

// Returns the number of sent bytes, 0 if the buffer is full; -1 on failure.
inline std::ptrdiff_t send_to(socket_handle socket, char const* bytes, std::size_t size) noexcept {
  auto const sent = ::send(socket, bytes, size, MSG_NOSIGNAL | MSG_DONTWAIT);
  return sent < 0 && (errno == EAGAIN || errno == EINTR) ? 0 : sent;
}

}  // namespace geai::inline v0_2::detail
