#pragma once

#include <concepts>
#include <cstddef>
#include <geai/http/request.hpp>
#include <geai/http/response.hpp>
#include <geai/result.hpp>
#include <memory>
#include <string>
#include <utility>

namespace geai::inline v0_2::http {
class body_source;
}

namespace geai::inline v0_2::transport {

// Settings that a client gives its transport once, when it is made. Limits of a single call travel in http::request
// instead.
struct options {
  std::string proxy{};    // URL of a proxy; empty: what the environment says (http_proxy, https_proxy, no_proxy)
  std::string ca_file{};  // PEM file of the certificate authorities to trust; empty: the system's

  // Takes what another one says; where it says nothing, these stay.
  void take(options&& other) {
    if (!other.proxy.empty()) proxy = std::move(other.proxy);
    if (!other.ca_file.empty()) ca_file = std::move(other.ca_file);
  }

  friend bool operator==(options const&, options const&) = default;
};

// A Transport policy carries one request to the server and brings the response back.
//
// | expression       | returns      | meaning                                                                           |
// |------------------|--------------|-----------------------------------------------------------------------------------|
// | t.send(rq, rs)   | result<void> | does the exchange within rq.deadline and the other limits of rq; any HTTP status  |
// |                  |              | is a success. Failures: errc::transport, timeout, cancelled, too_large, and       |
// |                  |              | invalid_argument for a URL or proxy that cannot be used, with error::phase set.   |
// |                  |              | `rs` comes in empty. Redirects are not followed                                   |
//
// Optional, found by their presence:
//
// | t.configure(options) | (any)    | takes the client's proxy and ca_file; a client that is given these keywords with  |
// |                      |          | a transport that has no configure() does not compile                              |
//
// | t.with(options)      | a T      | another transport of its kind, with these; it is for record and faulty, of which  |
// |                      |          | copies share one: a client that has options of its own gets it. Without it they   |
// |                      |          | are those of all copies                                                           |
//
// | t.send(rq,body,rs)   | result<void> | send(rq, rs) with what the http::body_source& `body` brings instead of        |
// |                      |          | rq.body, so that it is never in memory as a whole. Once something was read from   |
// |                      |          | `body`, the transport does not begin again by itself, unless the server refused   |
// |                      |              | the request (HTTP/2) and `body` can be rewound. A client whose transport          |
// |                      |          | lacks this reads the body into memory and calls send(rq, rs)                      |
//
// | t.stream(rq, rs)     | result<S>| begins an exchange whose body is pulled: returns when status and headers are      |
// |                      |          | complete in `rs`; its body stays empty. Same failures as send(). All that `rq`    |
// |                      |          | borrows, and `rq` itself, stays in place while the S lives. Its limits are looked |
// |                      |          | at anew by each read(), so that the deadline can be moved; body_limit is left to  |
// |                      |          | the caller                                                                        |
//
// S is movable and not copyable, is used by one thread at a time, and must not outlive its transport. Its destructor
// ends the exchange at once: a connection whose body is not finished is closed (in HTTP/2, the stream is reset).
//
// | s.read(into)     | result<size_t> | appends what came next of the body to the std::string `into`, at least one byte;  |
// |                  |                | waits for it within rq.deadline and rq.idle_timeout (which counts only time that  |
// |                  |                | is spent in read()). 0: the body is complete. Once it has failed or ended, the    |
// |                  |                | same again                                                                        |
//
// send() and stream() may be called from several threads at once. A transport is movable.
//
// An asynchronous Transport policy has these instead; a client over it returns geai::task where it would return a result:
//
// | t.loop()               | event_loop::handle | the loop that it lives on, shared (geai/event_loop.hpp). All of the      |
// |                        |                    | transport is used by the thread that runs that loop                     |
// | t.send_async(rq, rs)   | an awaiter         | begins nothing yet. Awaited, it does what send() does and gives the      |
// |                        |                    | result<void>. Borrows `rq` and all that `rq` borrows, and `rs`, until it |
// |                        |                    | is destroyed, which ends an exchange under way at once                   |
//
// An awaiter has the members await_ready(), await_suspend() and await_resume() itself, as a geai::task does. It resumes
// its coroutine on the loop's thread, never from inside of await_suspend(). Optional:
//
// | t.send_async(rq,body,rs) | an awaiter       | as send(rq, body, rs)                                                    |
// | t.stream_async(rq, rs)   | an awaiter       | as stream(): gives a result<A>. A is as S, except that s.read(into) is   |
// |                          |                  | an awaiter of the result<size_t>; destroying that only ends the wait     |
template <class Transport>
concept synchronous = requires(Transport& transport, http::request const& request, http::response& response) {
  { transport.send(request, response) } -> std::same_as<result<void>>;
};

// An awaiter that gives a Result.
template <class Awaiter, class Result>
concept gives = requires(Awaiter& awaiter) {
  { awaiter.await_ready() } -> std::same_as<bool>;
  { awaiter.await_resume() } -> std::same_as<Result>;
};

// A transport whose calls are awaited; see synchronous.
template <class Transport>
concept asynchronous =
    !synchronous<Transport> && requires(Transport & transport, http::request const& request, http::response& response) {
  { transport.send_async(request, response) } -> gives<result<void>>;
  transport.loop();
};

// A Transport policy: one of the two kinds, whose tables are at synchronous.
template <class Transport>
concept policy = synchronous<Transport> || asynchronous<Transport>;

// A transport that takes the client's proxy and ca_file.
template <class Transport>
concept configurable = policy<Transport> && requires(Transport& transport, options const& settings) {
  transport.configure(settings);
};

namespace detail {

// A transport that copies share, unless a client gives one of them options of its own.
template <class Inner> class shared_transport {
public:
  explicit shared_transport(Inner&& inner) : inner_(std::make_shared<Inner>(std::move(inner))) {}

  Inner& operator*() const noexcept { return *inner_; }
  Inner* operator->() const noexcept { return inner_.get(); }

  void configure(options const& settings) {
    if constexpr (requires(Inner const& inner) { Inner(inner.with(settings)); })
      inner_ = std::make_shared<Inner>(inner_->with(settings));
    else
      inner_->configure(settings);
  }

private:
  std::shared_ptr<Inner> inner_;
};

}  // namespace detail

// A transport that sends bodies which are not in memory.
template <class Transport>
concept sends_sources = policy<Transport> &&
    requires(Transport& transport, http::request const& request, http::body_source& body, http::response& response) {
  { transport.send(request, body, response) } -> std::same_as<result<void>>;
};

// The body of a response, to be pulled, as stream() returns it.
template <class Stream>
concept body_stream = std::movable<Stream> && !std::copyable<Stream> && requires(Stream & stream, std::string& into) {
  { stream.read(into) } -> std::same_as<result<std::size_t>>;
};

// A transport whose bodies can be pulled.
template <class Transport>
concept streaming = policy<Transport> &&
    requires(Transport& transport, http::request const& request, http::response& head) {
  requires body_stream<typename decltype(transport.stream(request, head))::value_type>;
  requires std::same_as<decltype(transport.stream(request, head)),
                        result<typename decltype(transport.stream(request, head))::value_type>>;
};

// An asynchronous transport that can send a body source.
template <class Transport>
concept sends_sources_async = asynchronous<Transport> &&
    requires(Transport& transport, http::request const& request, http::body_source& body, http::response& response) {
  { transport.send_async(request, body, response) } -> gives<result<void>>;
};

// The stream that stream_async() gives.
template <class Stream>
concept async_body_stream =
    std::movable<Stream> && !std::copyable<Stream> && requires(Stream & stream, std::string& into) {
  { stream.read(into) } -> gives<result<std::size_t>>;
};

// A transport with stream_async().
template <class Transport>
concept streaming_async = asynchronous<Transport> &&
    requires(Transport& transport, http::request const& request, http::response& head) {
  requires async_body_stream<typename decltype(transport.stream_async(request, head).await_resume())::value_type>;
};

}  // namespace geai::inline v0_2::transport
