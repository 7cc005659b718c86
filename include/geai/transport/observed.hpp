#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <geai/http/body_source.hpp>
#include <geai/http/request.hpp>
#include <geai/http/response.hpp>
#include <geai/observer.hpp>
#include <geai/result.hpp>
#include <geai/transport/policy.hpp>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace geai::inline v0::transport {

// A Transport policy that has another one carry the requests, and tells an observer of each:
//
//   geai::ai_lab_client client{geai::transport::observed{geai::transport::curl{}, my_logger{}}, ...};
//
// The observer gets one event of kind attempt for each exchange, whose `call` counts them and whose `operation` is empty:
// a transport does not know of calls. Of a stream it is the exchange up to its headers. An observer that has trace() is
// asked for a `traceparent`, which is added to the request unless it has one.
//
// Copies share everything, the other transport included. All members may be called from several threads at once if those
// of the other transport and of the observer may.
template <policy Inner> class observed {
public:
  // Owns both.
  observed(Inner inner, any_observer seen) : state_(std::make_shared<state>(std::move(inner), std::move(seen))) {}

  // That of the other transport.
  void configure(options const& settings) requires configurable<Inner> { state_->inner.configure(settings); }

  // That of the other transport, which the observer is told of. See transport::policy.
  result<void> send(http::request const& rq, http::response& rs) {
    return tell(rq, rq.body.size(), rs, [&](http::request const& as) { return state_->inner.send(as, rs); });
  }

  // See transport::sends_sources.
  result<void> send(http::request const& rq, http::body_source& body,
                    http::response& rs) requires sends_sources<Inner> {
    auto const size = static_cast<std::size_t>(body.size());
    return tell(rq, size, rs, [&](http::request const& as) { return state_->inner.send(as, body, rs); });
  }

  // A stream borrows the request as it is, whose limits its owner may move: it gets no `traceparent`.
  auto stream(http::request const& rq, http::response& rs) requires streaming<Inner> {
    call_event event = event_of(rq, rq.body.size());
    auto const began = http::clock::now();
    auto opened = state_->inner.stream(rq, rs);
    finish(event, began, rs, opened);
    return opened;
  }

private:
  struct state {
    state(Inner&& wrapped, any_observer who) : inner(std::move(wrapped)), seen(std::move(who)) {}

    Inner inner;
    any_observer seen;
    std::atomic<std::uint64_t> exchanges = 0;
  };

  call_event event_of(http::request const& rq, std::size_t size) const {
    return {.what = call_event::kind::attempt,
            .method = rq.method.name(),
            .call = ++state_->exchanges,
            .attempt = 1,
            .sent = size};
  }

  template <class T>
  void finish(call_event& event, http::clock::time_point began, http::response const& rs, result<T> const& sent) const {
    event.duration = http::clock::now() - began;
    event.received = rs.body.size();
    if (sent) {
      event.http_status = rs.status;
    } else {
      error const failed = sent.error();
      event.failure = failed.code;
      event.phase = failed.phase;
    }
    state_->seen.observe(event);
  }

  template <class Send>
  result<void> tell(http::request const& rq, std::size_t size, http::response& rs, Send const& carry) {
    if (!state_->seen) return carry(rq);
    call_event event = event_of(rq, size);
    http::header_list headers;
    http::request as = rq;
    if (std::optional<trace_context> const trace = state_->seen.trace(event)) {
      for (http::header const& each : rq.headers) headers.append(each.name, each.value);
      headers.add("traceparent", trace->traceparent());
      as.headers = headers;
    }
    auto const began = http::clock::now();
    result<void> sent = carry(as);
    finish(event, began, rs, sent);
    return sent;
  }

  std::shared_ptr<state> state_;
};

}  // namespace geai::inline v0::transport
