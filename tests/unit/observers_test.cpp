#include <geai/observers/fan_out.hpp>
#include <geai/observers/log_calls.hpp>
#include <geai/observers/trace_calls.hpp>
//
#include <doctest/doctest.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <thread>
#include <type_traits>
#include <variant>
#include <vector>

// The observers of the library, called with handwritten events.

using geai::call_event;
using geai::errc;
using geai::trace_context;

namespace {

using namespace std::chrono_literals;
using kind = call_event::kind;

call_event event_of(kind what, int attempt = 0, int status = 0, std::chrono::nanoseconds duration = {}) {
  return {.what = what,
          .operation = "list_agents",
          .method = "GET",
          .call = 0xa863217118041098u,
          .attempt = attempt,
          .duration = duration,
          .http_status = status};
}

call_event failed(call_event event, errc code, geai::phase where) {
  event.failure = code;
  event.phase = where;
  return event;
}

struct no_sink {
  void write(char const*) {}
};
template <class T> constexpr bool is_logged = requires(T& to) { geai::log_calls(to); };
static_assert(is_logged<std::ostringstream> && !is_logged<no_sink> && !is_logged<int>);
template <class T> constexpr bool is_traced = requires(T& to) { geai::trace_calls(to); };
static_assert(!is_traced<std::ostringstream>);

// The reported spans as text, and separately their contexts.
struct seen_spans {
  struct span {
    std::string name;
    geai::call_span::kind what;
    trace_context context;
    std::uint64_t parent;
    bool failed;
    std::chrono::system_clock::time_point begin;
    std::chrono::nanoseconds duration;
    std::string attributes;
  };
  std::vector<span> spans{};
  std::vector<std::string> measured{};
};

std::string text_of(std::span<geai::span_attribute const> attributes) {
  std::ostringstream text;
  for (geai::span_attribute const& each : attributes) {
    text << " " << each.name << "=";
    std::visit([&](auto const& value) { text << value; }, each.value);
  }
  return text.str();
}

struct sink {
  std::shared_ptr<seen_spans> seen = std::make_shared<seen_spans>();

  void span(geai::call_span const& ended) {
    seen->spans.push_back({std::string(ended.name), ended.what, ended.context, ended.parent, ended.failed, ended.begin,
                           ended.duration, text_of(ended.attributes)});
  }
};

struct full_sink : sink {
  trace_context parent_of = *trace_context::of("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00");

  void measure(geai::call_measurement const& what) {
    std::ostringstream text;
    text << what.name << " " << what.value << " " << what.unit << text_of(what.attributes);
    seen->measured.push_back(text.str());
  }
  std::optional<trace_context> parent() const { return parent_of; }
};

}  // namespace

TEST_CASE("observers: a log line has all fields in this order") {
  std::ostringstream out;
  auto log = geai::log_calls(out);
  log.observe(event_of(kind::start));
  CHECK(out.str().empty());
  call_event attempt = event_of(kind::attempt, 1, 503, 12'480'900ns);
  attempt.sent = 7;
  attempt.received = 12'345'678'901;
  log.observe(attempt);
  CHECK(out.str() ==
        "call=a863217118041098 operation=list_agents event=attempt attempt=1 method=GET status=503 duration_ms=12.480 "
        "sent=7 received=12345678901\n");
  out.str("");
  log.observe(failed(event_of(kind::attempt, 2, 0, 1'005'000ns), errc::timeout, geai::phase::first_byte));
  log.observe(event_of(kind::refresh, 3, 0, 2s));
  log.observe(failed(event_of(kind::finish, 2), errc::missing_requirement, geai::phase::none));
  CHECK(out.str() ==
        "call=a863217118041098 operation=list_agents event=attempt attempt=2 method=GET status=0 error=timeout "
        "phase=first-byte duration_ms=1.005 sent=0 received=0\n"
        "call=a863217118041098 operation=list_agents event=refresh attempt=3 method=GET status=0 duration_ms=2000.000 "
        "sent=0 received=0\n"
        "call=a863217118041098 operation=list_agents event=finish attempt=2 method=GET status=0 "
        "error=missing_requirement phase=none duration_ms=0.000 sent=0 received=0\n");
}

TEST_CASE("observers: lines can go to a callable, and those of several threads do not mix in a stream") {
  std::vector<std::string> lines;
  auto log = geai::log_calls([&](std::string_view line) { lines.emplace_back(line); });
  log.observe(event_of(kind::finish, 1, 200));
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].ends_with(" sent=0 received=0"));

  std::ostringstream out;
  {
    auto one = geai::log_calls(out);
    auto other = one;
    std::jthread const thread([&] {
      for (int i = 0; i != 1000; ++i) one.observe(event_of(kind::finish, 1, 200));
    });
    for (int i = 0; i != 1000; ++i) other.observe(event_of(kind::finish, 1, 200));
  }
  std::istringstream in(out.str());
  int count = 0;
  for (std::string line; std::getline(in, line); ++count) REQUIRE(line == lines[0]);
  CHECK(count == 2000);
}

TEST_CASE("observers: attempts are child spans of the call, and the call is one of the program's span") {
  full_sink const to;
  auto tracer = geai::trace_calls(to);
  static_assert(geai::tracing_call_observer<decltype(tracer)>);
  tracer.observe(event_of(kind::start));
  tracer.observe(failed(event_of(kind::refresh, 1, 0, 5ms), errc::timeout, geai::phase::token));
  auto const first = tracer.trace(event_of(kind::attempt, 1));
  call_event attempt = event_of(kind::attempt, 1, 503, 10ms);
  attempt.received = 5;
  tracer.observe(attempt);
  auto const second = tracer.trace(event_of(kind::attempt, 2));
  auto const before = std::chrono::system_clock::now();
  tracer.observe(event_of(kind::attempt, 2, 200, 1h));
  tracer.observe(event_of(kind::finish, 2, 200, 2h));

  auto const& spans = to.seen->spans;
  REQUIRE(spans.size() == 4);
  auto const& call = spans[3];
  CHECK(call.name == "geai list_agents");
  CHECK(call.what == geai::call_span::kind::internal);
  CHECK(call.parent == to.parent_of.span);
  CHECK(call.duration == 2h);
  CHECK(!call.failed);
  CHECK(call.attributes == " geai.operation=list_agents");
  for (auto const& each : spans) {
    CHECK(each.context.trace_high == to.parent_of.trace_high);
    CHECK(each.context.trace_low == to.parent_of.trace_low);
    CHECK(!each.context.sampled);
    if (&each != &call) CHECK(each.parent == call.context.span);
  }
  CHECK(spans[0].name == "geai refresh");
  CHECK(spans[0].failed);
  CHECK(spans[0].attributes == " error.type=timeout geai.operation=list_agents");
  REQUIRE(first);
  CHECK(spans[1].context == *first);
  CHECK(spans[1].name == "GET");
  CHECK(spans[1].what == geai::call_span::kind::client);
  CHECK(spans[1].failed);
  CHECK(spans[1].attributes ==
        " http.request.method=GET http.response.status_code=503 error.type=503 http.request.body.size=0 "
        "http.response.body.size=5");
  REQUIRE(second);
  CHECK(spans[2].context == *second);
  CHECK(*first != *second);
  CHECK(!spans[2].failed);
  CHECK(spans[2].attributes ==
        " http.request.method=GET http.response.status_code=200 http.request.body.size=0 http.response.body.size=0 "
        "http.request.resend_count=1");
  CHECK(spans[2].begin >= before - 1h);
  CHECK(spans[2].begin <= std::chrono::system_clock::now() - 1h);

  std::string const refused = " http.request.method=GET http.response.status_code=503 error.type=503";
  std::string const good = " http.request.method=GET http.response.status_code=200";
  CHECK(to.seen->measured ==
        std::vector<std::string>{
            "geai.client.token_refreshes 1 {refresh} error.type=timeout",
            "http.client.request.duration 0.01 s" + refused, "http.client.request.body.size 0 By" + refused,
            "http.client.response.body.size 5 By" + refused, "http.client.request.duration 3600 s" + good,
            "http.client.request.body.size 0 By" + good, "http.client.response.body.size 0 By" + good,
            "geai.client.call.duration 7200 s geai.operation=list_agents"});
}

TEST_CASE("observers: a call without a parent span begins a trace, and a failed one has its error") {
  sink const to;
  auto tracer = geai::trace_calls(to);
  for (int i = 0; i != 2; ++i) {
    tracer.observe(event_of(kind::start));
    tracer.observe(failed(event_of(kind::attempt, 1), errc::transport, geai::phase::connect));  // of unknown parents
    tracer.observe(failed(event_of(kind::finish, 1), errc::transport, geai::phase::connect));
    CHECK(!tracer.trace(event_of(kind::attempt, 1)));  // it is over
  }
  auto const& spans = to.seen->spans;
  REQUIRE(spans.size() == 4);
  CHECK(spans[1].parent == 0);
  CHECK(spans[0].parent == spans[1].context.span);
  CHECK(spans[0].context.trace_low == spans[1].context.trace_low);
  CHECK(spans[1].context.trace_low != spans[3].context.trace_low);
  CHECK(spans[0].attributes ==
        " http.request.method=GET error.type=transport http.request.body.size=0 http.response.body.size=0");
  CHECK(spans[1].failed);
  CHECK(spans[1].attributes == " geai.operation=list_agents error.type=transport");
  CHECK(to.seen->measured.empty());
}

TEST_CASE("observers: several are called in their order, and the first tracing one sets the traceparent") {
  std::vector<std::string> told;
  auto const noting = [&](std::string name) {
    return geai::log_calls([&told, name](std::string_view) { told.push_back(name); });
  };
  sink const one;
  sink const other;
  auto all = geai::fan_out(noting("a"), geai::trace_calls(one), geai::trace_calls(other), noting("b"));
  static_assert(geai::tracing_call_observer<decltype(all)>);
  static_assert(!geai::tracing_call_observer<decltype(geai::fan_out(noting("a")))>);
  all.observe(event_of(kind::start));
  auto const trace = all.trace(event_of(kind::attempt, 1));
  all.observe(event_of(kind::attempt, 1, 200));
  CHECK(told == std::vector<std::string>{"a", "b"});
  REQUIRE(one.seen->spans.size() == 1);
  REQUIRE(other.seen->spans.size() == 1);
  CHECK(trace == one.seen->spans[0].context);
  CHECK(trace != other.seen->spans[0].context);
}
