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

// Settings that a client passes to its transport once, when it is created. Limits of a single call are in
// http::request.
struct options {
  std::string proxy{};    // URL of a proxy; empty: the one in the environment (http_proxy, https_proxy, no_proxy)
  std::string ca_file{};  // PEM file of trusted certificate authorities; empty: the system's

  // Takes the non-empty members of `other`.
  void take(options&& other) {
    if (!other.proxy.empty()) proxy = std::move(other.proxy);
    if (!other.ca_file.empty()) ca_file = std::move(other.ca_file);
  }

  friend bool operator==(options const&, options const&) = default;
};

// A Transport policy sends one request to the server and receives its response.
//
// | expression       | returns      | meaning                                                                           |
// |------------------|--------------|-----------------------------------------------------------------------------------|
// | t.send(rq, rs)   | result<void> | performs the exchange within rq.deadline and the other limits of rq; any status   |
// |                  |              | is a success. Failures: errc::transport, timeout, cancelled, too_large, and       |
// |                  |              | invalid_argument for a URL or proxy that cannot be used, with error::phase set.   |
// |                  |              | `rs` is empty before the call. Redirects are not followed                         |
//
// Optional, found by their presence:
//
// | t.configure(options) | (any)    | sets the client's proxy and ca_file; without configure(), a client with one of    |
// |                      |          | these keywords does not compile                                                   |
//
// | t.with(options)      | a T      | returns a transport of this kind with these options. record and faulty need it,   |
// |                      |          | since their copies share one transport: a client with its own options gets this   |
// |                      |          | one. Without with(), the options apply to all copies                              |
//
// | t.send(rq,body,rs)   | result<void> | send(rq, rs) with the bytes of the http::body_source& `body` instead of       |
// |                      |          | rq.body, so that the body is never in memory as a whole. After a read from        |
// |                      |          | `body`, the transport does not resend by itself unless the server refused         |
// |                      |              | the request (HTTP/2) and `body` can be rewound. A client whose transport          |
// |                      |          | lacks this reads the body into memory and calls send(rq, rs)                      |
//
// | t.stream(rq, rs)     | result<S>| begins an exchange whose body you pull: returns when status and headers are       |
// |                      |          | complete in `rs`; its body stays empty. Errors: as send(). `rq` and everything    |
// |                      |          | that it refers to must outlive the S. Each read() reads its limits again, so that |
// |                      |          | the deadline can be moved; the caller enforces body_limit                         |
//
// S is movable and not copyable, is used by one thread at a time, and must not outlive its transport. Its destructor
// ends the exchange at once: a connection whose body is not finished is closed (in HTTP/2, the stream is reset).
//
// | s.read(out)      | result<size_t> | appends the next bytes of the body to the std::string `out`, at least one;        |
// |                  |                | waits for them within rq.deadline and rq.idle_timeout (which counts only the time |
// |                  |                | in read()). 0: the body is complete. After a failure or the end, it returns the   |
// |                  |                | same result again                                                                 |
//
// send() and stream() may be called from several threads at once. A transport is movable.
//
// An asynchronous Transport policy has these instead; its clients return geai::task where they would return a result:
//
// | t.loop()               | event_loop::handle | its loop, shared (geai/event_loop.hpp). Use the transport only on        |
// |                        |                    | the thread that runs the loop                                            |
// | t.send_async(rq, rs)   | an awaiter         | sends nothing before it is awaited. Then it acts like send() and returns |
// |                        |                    | result<void>. Refers to `rq`, everything that `rq` refers to, and `rs`   |
// |                        |                    | until it is destroyed, which ends a running exchange at once             |
//
// An awaiter has the members await_ready(), await_suspend() and await_resume() itself, as a geai::task does. It resumes
// its coroutine on the loop's thread, never from inside of await_suspend(). Optional:
//
// | t.send_async(rq,body,rs) | an awaiter       | as send(rq, body, rs)                                                    |
// | t.stream_async(rq, rs)   | an awaiter       | as stream(): returns a result<A>. A is like S, except that s.read(out) is |
// |                          |                  | an awaiter of the result<size_t>; destroying that only ends the wait     |
template <class Transport>
concept synchronous = requires(Transport& transport, http::request const& request, http::response& response) {
  { transport.send(request, response) } -> std::same_as<result<void>>;
};

// An awaiter with the result type Result.
template <class Awaiter, class Result>
concept gives = requires(Awaiter& awaiter) {
  { awaiter.await_ready() } -> std::same_as<bool>;
  { awaiter.await_resume() } -> std::same_as<Result>;
};

// A transport with awaited calls; see synchronous.
template <class Transport>
concept asynchronous =
    !synchronous<Transport> && requires(Transport & transport, http::request const& request, http::response& response) {
  { transport.send_async(request, response) } -> gives<result<void>>;
  transport.loop();
};

// A Transport policy of one of the two kinds; the tables are at synchronous.
template <class Transport>
concept policy = synchronous<Transport> || asynchronous<Transport>;

// A transport that takes the client's proxy and ca_file.
template <class Transport>
concept configurable = policy<Transport> && requires(Transport& transport, options const& settings) {
  transport.configure(settings);
};

namespace detail {

// A transport that copies share until a client gives one of them its own options.
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

// A transport that sends body sources.
template <class Transport>
concept sends_sources = policy<Transport> &&
    requires(Transport& transport, http::request const& request, http::body_source& body, http::response& response) {
  { transport.send(request, body, response) } -> std::same_as<result<void>>;
};

// The body of a response that stream() returns, to be pulled.
template <class Stream>
concept body_stream = std::movable<Stream> && !std::copyable<Stream> && requires(Stream & stream, std::string& into) {
  { stream.read(into) } -> std::same_as<result<std::size_t>>;
};

// A transport with stream().
template <class Transport>
concept streaming = policy<Transport> &&
    requires(Transport& transport, http::request const& request, http::response& head) {
  requires body_stream<typename decltype(transport.stream(request, head))::value_type>;
  requires std::same_as<decltype(transport.stream(request, head)),
                        result<typename decltype(transport.stream(request, head))::value_type>>;
};

// An asynchronous transport that sends body sources.
template <class Transport>
concept sends_sources_async = asynchronous<Transport> &&
    requires(Transport& transport, http::request const& request, http::body_source& body, http::response& response) {
  { transport.send_async(request, body, response) } -> gives<result<void>>;
};

// The stream type of stream_async().
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
