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
  // Exchanges, streams included, that are carried at once. Over HTTP/1, and with libcurl before 8.1, each has a connection
  // of its own (docs/decisions/repetition.md). More of them wait in line, in the order in which they came and within
  // their own limits; a stream holds its place until it is destroyed. At least 1. As many idle connections are kept.
  std::size_t max_connections = 100;
};

// The asynchronous Transport policy over libcurl, on a loop that the caller owns. A client over it returns geai::task
// where it would return a result; geai/async.hpp has all that it takes.
//
// - It sends what transport::curl sends, and says of a failure what that says: the two share all but who drives libcurl.
// - All of it, its construction excepted, is for the thread that runs the loop. A stop token may be triggered by any
//   thread and acts at once, in every phase and while waiting in line.
// - To destroy an awaiter or a stream ends its exchange and closes its connection.
// - Awaiters and streams must not outlive it. It may outlive its loop, and then only be destroyed.
// - In the child of a fork what is under way ends with errc::transport, and what begins has connections of its own; the
//   parent's are not touched (docs/decisions/processes.md).
// - Movable; a moved-from object can be destroyed or assigned to.
class curl_multi {
public:
  using settings = curl_multi_settings;

  // On this loop. Errors of libcurl's set-up are those of the first exchange.
  explicit curl_multi(event_loop& loop, settings const& how = {}, options of = {})
      : core_(std::make_unique<detail::multi_driver>(loop.share(), how.max_connections, std::move(of))) {}

  // Takes effect for exchanges that begin afterwards; idle connections are closed.
  void configure(options of) { core_->configure(std::move(of)); }

  // Those of exchanges that begin now.
  options const& configured() const noexcept { return core_->configured(); }

  // The loop that it lives on.
  event_loop::handle const& loop() const noexcept { return core_->loop(); }

  // An awaiter of the result<void>: sends `request` when it is awaited, and fills `response`. It borrows both until it is
  // destroyed. Failures: see transport::policy.
  detail::multi_send send_async(http::request const& request, http::response& response) const noexcept {
    return {*core_, request, nullptr, response};
  }

  // Like send_async(rq, rs), with a body that is not in memory. See transport::sends_sources_async.
  detail::multi_send send_async(http::request const& request, http::body_source& body,
                                http::response& response) const noexcept {
    return {*core_, request, &body, response};
  }

  // An awaiter of the result of a stream: `rs` has status and headers then, and the stream's read(into) is an awaiter of
  // what comes next of the body. See transport::policy.
  detail::multi_open stream_async(http::request const& request, http::response& response) const noexcept {
    return {*core_, request, response};
  }

private:
  std::unique_ptr<detail::multi_driver> core_;
};

static_assert(configurable<curl_multi> && streaming_async<curl_multi> && sends_sources_async<curl_multi>);

}  // namespace geai::inline v0_2::transport
