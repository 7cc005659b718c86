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

// The body of a response in transfer; see transport::streaming.
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

// The blocking Transport policy over libcurl, the default of all clients. The calling thread does the work.
//
// - Connections are kept alive and reused. HTTP/2 is used over TLS if the server offers it. Responses in gzip and deflate
//   are decoded; a truncated one is errc::transport. Certificates are verified against the system's authorities or
//   options::ca_file. The minimum version of TLS is 1.2.
// - send() may be called from several threads at once; none waits for another. Each running exchange has a libcurl
//   handle of its own, and up to 64 idle handles are kept.
// - A stop request ends an exchange at once in any phase, including name resolution and connecting.
// - Process-wide state: curl_global_init() is called once, before the first exchange. geai raises, handles and blocks no
//   signals and creates no threads (libcurl's resolver may create one for each look-up).
// - The child of a fork makes its own connections; its copies of the parent's connections stay open and unused until it
//   ends.
// - If options::proxy is empty, the environment is read when a handle is created; if it names a proxy then, libcurl reads
//   it again for each request.
// - If a kept connection turns out to be closed before a byte of the response arrived, a repeatable request
//   (http::request) is sent again; any other request fails with errc::transport, phase first_byte. A request that the
//   server certainly did not process (HTTP/2: GOAWAY, REFUSED_STREAM) is always sent again, up to ten times.
// - Do not move the object or call configure() while send() runs. A moved-from object can be destroyed or assigned to.
class curl {
public:
  // Allocates the table of idle handles. The first exchange creates its handle.
  curl();

  // Creates a transport with a proxy and a ca_file.
  explicit curl(options settings);
  curl(curl&&) noexcept;
  curl& operator=(curl&&) noexcept;
  ~curl();

  // Sets the options for later exchanges and closes idle connections.
  void configure(options settings);

  // Returns the current options.
  options const& configured() const noexcept;

  // Returns a transport with these options; see transport::policy.
  curl with(options settings) const { return curl(std::move(settings)); }

  // Sends a request and receives its response; see transport::policy.
  result<void> send(http::request const& request, http::response& response);

  // Sends a request with a body source; see transport::sends_sources. libcurl reads up to 64 KiB at a time, and nothing
  // before it is connected. `Expect: 100-continue` is sent only if you set that header.
  result<void> send(http::request const& request, http::body_source& body, http::response& response);

  // Opens a stream; see transport::streaming. A stream has its own libcurl handle and connection until it is destroyed.
  // Between reads nothing is transferred beyond libcurl's and the system's buffers.
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
