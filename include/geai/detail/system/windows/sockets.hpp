#pragma once

#include <geai/detail/language.hpp>

#include <winsock2.h>  // before <windows.h>, which it includes
#include <ws2tcpip.h>

#include <algorithm>
#include <cstddef>
#include <geai/detail/narrow_cast.hpp>

#if defined(_MSC_VER)
#pragma comment(lib, "ws2_32")
#endif

namespace geai::inline v0_2::detail {

using socket_handle = SOCKET;
inline constexpr socket_handle no_socket = INVALID_SOCKET;

// Converts between a socket and a descriptor of the event loop. A socket handle has a wider type but only 32
// significant bits.
inline int descriptor_of(socket_handle socket) noexcept { return static_cast<int>(socket); }
inline socket_handle socket_of(int descriptor) noexcept { return static_cast<socket_handle>(descriptor); }

// Starts Winsock once per process; it is never stopped. Returns false on failure.
inline bool start_sockets() noexcept {
  static bool const started = [] {
    WSADATA ignored;
    return ::WSAStartup(MAKEWORD(2, 2), &ignored) == 0;
  }();
  return started;
}

// Opens a socket that child processes do not inherit. Returns no_socket on failure.
inline socket_handle open_socket(int family, int type, int protocol) noexcept {
  if (!start_sockets()) return no_socket;
  return ::WSASocketW(family, type, protocol, nullptr, 0, WSA_FLAG_OVERLAPPED | WSA_FLAG_NO_HANDLE_INHERIT);
}

// Closes a socket. Returns 0, or -1 on failure.
inline int close_socket(socket_handle socket) noexcept { return ::closesocket(socket); }

// Returns true if a byte can be read, without removing it. Does not wait.
inline bool has_bytes(socket_handle socket) noexcept {
  u_long count = 0;
  return ::ioctlsocket(socket, narrow_cast<long>(FIONREAD), &count) == 0 && count > 0;
}

// Returns the local port of an IPv4 or IPv6 socket; -1 for others.
inline long local_port(socket_handle socket) noexcept {
  sockaddr_storage address{};
  int size = sizeof address;
  if (::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) != 0) return -1;
  if (address.ss_family == AF_INET) return ntohs(reinterpret_cast<sockaddr_in const&>(address).sin_port);
  if (address.ss_family == AF_INET6) return ntohs(reinterpret_cast<sockaddr_in6 const&>(address).sin6_port);
  return -1;
}

// Makes the socket non-blocking. Returns false on failure.
inline bool stop_waiting(socket_handle socket) noexcept {
  u_long yes = 1;
  return ::ioctlsocket(socket, narrow_cast<long>(FIONBIO), &yes) == 0;
}

// Opens a socket bound to 127.0.0.1 at a free port. Returns no_socket on failure.
inline socket_handle open_on_loopback(int type) noexcept {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = ::htonl(INADDR_LOOPBACK);
  socket_handle const made = open_socket(AF_INET, type, 0);
  if (made == no_socket) return no_socket;
  if (::bind(made, reinterpret_cast<sockaddr const*>(&address), sizeof address) == 0) return made;
  close_socket(made);
  return no_socket;
}

// Listens on 127.0.0.1 at a free port (see local_port). Returns no_socket on failure.
inline socket_handle listen_on_loopback() noexcept {
  socket_handle const made = open_on_loopback(SOCK_STREAM);
  if (made == no_socket || ::listen(made, 64) == 0) return made;
  close_socket(made);
  return no_socket;
}

enum class direction : bool { receive, send };

// Returns true if the socket can receive or send within that time, or has failed.
inline bool is_ready(socket_handle socket, direction wanted, int milliseconds) noexcept {
  WSAPOLLFD waiting{socket, static_cast<short>(wanted == direction::send ? POLLOUT : POLLIN), 0};
  return ::WSAPoll(&waiting, 1, milliseconds) > 0;
}

// Waits for a connection to a listening socket. Returns no_socket on failure.
inline socket_handle accept_connection(socket_handle listening) noexcept {
  socket_handle const made = ::accept(listening, nullptr, nullptr);
  if (made != no_socket) stop_waiting(made);
  return made;
}

// Waits for bytes and returns the number of received ones; 0 at the end, -1 on failure.
inline std::ptrdiff_t receive_from(socket_handle socket, char* into, std::size_t room) noexcept {
  constexpr std::size_t most = std::size_t{1} << 20;
  for (;;) {
    int const got = ::recv(socket, into, static_cast<int>((std::min)(room, most)), 0);
    if (got >= 0 || ::WSAGetLastError() != WSAEWOULDBLOCK || !is_ready(socket, direction::receive, -1)) return got;
  }
}

// Returns the number of sent bytes, 0 if the buffer is full; -1 on failure.
inline std::ptrdiff_t send_to(socket_handle socket, char const* bytes, std::size_t size) noexcept {
  constexpr std::size_t most = std::size_t{1} << 20;
  int const sent = ::send(socket, bytes, static_cast<int>((std::min)(size, most)), 0);
  return sent < 0 && ::WSAGetLastError() == WSAEWOULDBLOCK ? 0 : sent;
}

}  // namespace geai::inline v0_2::detail
