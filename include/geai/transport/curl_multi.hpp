#pragma once

#include <cstddef>
#include <geai/event_loop.hpp>
#include <geai/http/body_source.hpp>
#include <geai/http/request.hpp>
#include <geai/http/response.hpp>
#include <geai/transport/detail/curl_multi_driver.hpp>
#include <geai/transport/detail/curl_multi_waits.hpp>
#include <geai/transport/policy.hpp>
#include <memory>
#include <utility>

namespace geai::inline v0_2::transport {

// Settings of a curl_multi.
struct curl_multi_settings {
  // Maximum number of concurrent exchanges, streams included (at least 1). Over HTTP/1, and with libcurl before 8.1,
  // each has its own connection (docs/decisions/repetition.md). Further exchanges wait in order of arrival, within
  // their own time limits. A stream counts until it is destroyed. Also the maximum number of idle connections.
  std::size_t max_connections = 100;
};

// The asynchronous Transport policy over libcurl, on a loop that you own. A client over it returns geai::task where it
// would return a result; geai/async.hpp includes everything that you need.
//
// - It sends and reports the same as transport::curl: the two differ only in the code that drives libcurl.
// - Except for construction, use it only on the thread that runs the loop. Any thread may trigger a stop token, which
//   acts at once in every phase, including the wait in the queue.
// - Destroying an awaiter or a stream ends its exchange and closes its connection.
// - Awaiters and streams must not outlive it. It may outlive its loop, but can then only be destroyed.
// - In the child of a fork, running exchanges end with errc::transport, and new ones make their own connections; the
//   parent's are not touched (docs/decisions/processes.md).
// - Movable; a moved-from object can be destroyed or assigned to.
class curl_multi {
public:
  using settings = curl_multi_settings;

  // Creates a transport on this loop. Errors of libcurl's initialisation are reported by the first exchange.
  explicit curl_multi(event_loop& loop, settings const& how = {}, options of = {})
      : core_(std::make_unique<detail::multi_driver>(loop.share(), how.max_connections, std::move(of))) {}

  // Sets the options for later exchanges and closes idle connections.
  void configure(options of) { core_->configure(std::move(of)); }

  // Returns the current options.
  options const& configured() const noexcept { return core_->configured(); }

  // Returns the loop of the transport.
  event_loop::handle const& loop() const noexcept { return core_->loop(); }

  // Returns an awaiter of result<void>. It sends `request` when awaited and fills `response`; it refers to both until
  // it is destroyed. Errors: see transport::policy.
  detail::multi_send send_async(http::request const& request, http::response& response) const noexcept {
    return {*core_, request, nullptr, response};
  }

  // Like send_async(rq, rs), with a body source. See transport::sends_sources_async.
  detail::multi_send send_async(http::request const& request, http::body_source& body,
                                http::response& response) const noexcept {
    return {*core_, request, &body, response};
  }

  // Returns an awaiter of the result of a stream. After it, `rs` has status and headers, and the stream's read(out) is
  // an awaiter of the next bytes of the body. See transport::policy.
  detail::multi_open stream_async(http::request const& request, http::response& response) const noexcept {
    return {*core_, request, response};
  }

private:
  std::unique_ptr<detail::multi_driver> core_;
};

static_assert(configurable<curl_multi> && streaming_async<curl_multi> && sends_sources_async<curl_multi>);

}  // namespace geai::inline v0_2::transport
