#pragma once

#include <cstddef>
#include <geai/http/body_source.hpp>
#include <geai/http/request.hpp>
#include <geai/http/response.hpp>
#include <geai/result.hpp>
#include <geai/transport/policy.hpp>
#include <memory>
#include <string>
#include <utility>

namespace geai::inline v0_2::transport {

namespace detail {

class curl_blocking_transfer;
class curl_pool;

// The body of a response that is still coming; see transport::streaming.
class curl_stream {
public:
  curl_stream(std::unique_ptr<curl_blocking_transfer> transfer, curl_pool& pool) noexcept;
  curl_stream(curl_stream&&) noexcept;
  curl_stream& operator=(curl_stream&& other) noexcept;
  ~curl_stream();

  result<std::size_t> read(std::string& out);

private:
  std::unique_ptr<curl_blocking_transfer> transfer_;
  curl_pool* pool_;
};

}  // namespace detail

// The Transport policy over libcurl, blocking: the calling thread does the work. The default of all clients.
//
// - Connections are kept and used again, HTTP/2 is spoken over TLS when the server offers it. Responses in gzip
//   and deflate are decoded; one that is cut inside of these is errc::transport. Certificates are checked against the system's authorities or options::ca_file; TLS 1.2 is the oldest spoken.
// - send() may be called from several threads at once; none waits for another. Each exchange under way has a libcurl
//   handle of its own, and up to 64 idle ones are kept.
// - A stop request ends an exchange at once in any phase, also while a name is resolved or a connection made.
// - Process-wide state: curl_global_init() once, before the first exchange. No signal is raised, handled or blocked, no
//   thread is created by geai (libcurl's resolver may use one a look-up).
// - The child of a fork makes connections of its own; its copies of the parent's stay open and untouched until it ends.
// - options::proxy empty: the environment is read when a handle is made, and by libcurl in each request if it names a
//   proxy then.
// - When a kept connection turns out to be closed before a byte of the answer came, a request that is repeatable
//   (http::request) is sent again, any other fails with errc::transport, phase first_byte. One that the server certainly did
//   nothing of (HTTP/2: GOAWAY, REFUSED_STREAM) is sent again whatever it is, up to ten times.
// - Moving and configure() must not run beside send(). A moved-from object can be destroyed or assigned to.
class curl {
public:
  // Allocates the table of idle handles; a handle is made by the first exchange that needs it.
  curl();

  // With a proxy and a ca_file from the beginning.
  explicit curl(options settings);
  curl(curl&&) noexcept;
  curl& operator=(curl&&) noexcept;
  ~curl();

  // Takes effect for exchanges that begin afterwards; idle connections are closed.
  void configure(options settings);

  // Those of exchanges that begin now.
  options const& configured() const noexcept;

  // See transport::policy.
  curl with(options settings) const { return curl(std::move(settings)); }

  // See transport::policy.
  result<void> send(http::request const& request, http::response& response);

  // See transport::sends_sources. libcurl asks for 64 KiB at a time; no byte of the body is read before there is a
  // connection. `Expect: 100-continue` is sent only if it is among the headers.
  result<void> send(http::request const& request, http::body_source& body, http::response& response);

  // See transport::streaming. A stream has a libcurl handle and a connection of its own until it is destroyed; between
  // reads nothing is done, and the server waits when libcurl's and the system's buffers are full.
  result<detail::curl_stream> stream(http::request const& request, http::response& response);

private:
  struct state;

  result<void> run(http::request const& request, http::body_source* body, http::response& response);
  std::unique_ptr<detail::curl_blocking_transfer> take();

  std::unique_ptr<state> state_;
};

static_assert(configurable<curl> && streaming<curl> && sends_sources<curl>);

}  // namespace geai::inline v0_2::transport

#ifndef GEAI_SEPARATE_COMPILATION
#include <geai/transport/curl_inline.hpp>
#endif
