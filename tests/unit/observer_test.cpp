#include <geai/observer.hpp>
#include <geai/transport/observed.hpp>
//
#include <doctest/doctest.h>

#include <geai/transport/mock.hpp>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

using geai::call_event;
using geai::errc;
using geai::trace_context;
using geai::transport::mock;
using geai::transport::observed;
namespace http = geai::http;

namespace {

struct notes {
  std::shared_ptr<std::vector<call_event>> events = std::make_shared<std::vector<call_event>>();

  void observe(call_event const& event) {
    events->push_back(event);
    events->back().method = event.method == "POST" ? "POST" : "GET";  // the view ends with the call
  }
};

struct tracing : notes {
  std::optional<trace_context> parent = trace_context::of("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

  std::optional<trace_context> trace(call_event const&) { return parent; }
};

struct no_observer {
  int observe = 0;
};

static_assert(geai::call_observer<notes> && !geai::tracing_call_observer<notes>);
static_assert(geai::tracing_call_observer<tracing>);
static_assert(!geai::call_observer<no_observer> && !geai::call_observer<int>);
static_assert(geai::transport::streaming<observed<mock>> && !geai::transport::configurable<observed<mock>>);

geai::result<void> post(observed<mock>& over, http::header_list const& headers, http::response& rs) {
  http::request rq;
  rq.method = http::verb::post;
  rq.url = "https://h/x";
  rq.headers = headers;
  rq.body = "12345";
  return over.send(rq, rs);
}

}  // namespace

TEST_CASE("observer: is told of each exchange, whether it went well or not") {
  mock wire;
  wire.reply(404, "none");
  geai::error lost(errc::timeout, "too slow");
  lost.phase = geai::phase::first_byte;
  wire.fail(lost);
  notes seen;
  observed over(wire, seen);
  http::response rs;
  CHECK(post(over, {}, rs));
  rs.clear();
  CHECK(!post(over, {}, rs));
  REQUIRE(seen.events->size() == 2);
  call_event const& first = seen.events->front();
  CHECK(first.what == call_event::kind::attempt);
  CHECK(to_string(first.what) == "attempt");
  CHECK(first.method == "POST");
  CHECK(first.sent == 5);
  CHECK(first.received == 4);
  CHECK(first.http_status == 404);
  CHECK(!first.failure);
  CHECK(first.duration.count() >= 0);
  call_event const& second = seen.events->back();
  CHECK(second.http_status == 0);
  CHECK(second.failure == errc::timeout);
  CHECK(second.phase == geai::phase::first_byte);
  CHECK(second.call != first.call);
  CHECK(wire.requests()[0].header("traceparent") == "");

  http::request rq;
  rq.url = "https://h/stream";
  wire.reply_stream(200, {"a", "b"});
  http::response head;
  CHECK(over.stream(rq, head).has_value());
  REQUIRE(seen.events->size() == 3);
  CHECK(seen.events->back().http_status == 200);

  observed silent(wire, geai::any_observer{});
  CHECK(post(silent, {}, rs));
  CHECK(seen.events->size() == 3);
}

TEST_CASE("observer: one that traces gives the request a traceparent, unless the caller did") {
  mock wire;
  wire.reply(200, "");
  tracing seen;
  observed over(wire, seen);
  http::response rs;
  http::header_list headers;
  headers.add("Accept", "a/b");
  REQUIRE(post(over, headers, rs));
  CHECK(wire.requests()[0].headers.size() == 2);
  CHECK(wire.requests()[0].header("accept") == "a/b");
  CHECK(wire.requests()[0].header("traceparent") == "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
  headers.add("TraceParent", "mine");
  REQUIRE(post(over, headers, rs));
  CHECK(wire.requests()[1].headers.size() == 2);
  CHECK(wire.requests()[1].header("traceparent") == "mine");
  seen.parent.reset();
  observed untraced(wire, seen);
  REQUIRE(post(untraced, {}, rs));
  CHECK(wire.requests()[2].headers.empty());
}

TEST_CASE("trace context: is written and read as W3C wants") {
  std::set<std::string> all;
  for (int i = 0; i != 100; ++i) {
    trace_context const one = trace_context::make();
    std::string const text = one.traceparent();
    CHECK(text.size() == 55);
    CHECK(trace_context::of(text) == one);
    CHECK(all.insert(text).second);
    trace_context const child = one.child();
    CHECK(child.span != one.span);
    CHECK((child.trace_high == one.trace_high && child.trace_low == one.trace_low));
  }
  auto const read = trace_context::of("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00");
  REQUIRE(read);
  CHECK(read->trace_high == 0x4bf92f3577b34da6u);
  CHECK(read->trace_low == 0xa3ce929d0e0e4736u);
  CHECK(read->span == 0x00f067aa0ba902b7u);
  CHECK(!read->sampled);
  CHECK(trace_context::of("01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more"));
  for (char const* wrong : {"", "00", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0",
                            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                            "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                            "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                            "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                            "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                            "0x-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"})
    CHECK_MESSAGE(!trace_context::of(wrong), wrong);
}
