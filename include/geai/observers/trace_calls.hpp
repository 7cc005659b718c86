#pragma once

#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <geai/detail/of_process.hpp>
#include <geai/observer.hpp>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <variant>

// Calls as spans and metrics of OpenTelemetry, named by its semantic conventions, for your exporter:
//
//   struct exporter {
//     void span(geai::call_span const& ended) { ... }
//   };
//   geai::ai_lab_client client{geai::observer = geai::trace_calls(exporter{}), ...};
//
// - Each call is a span, `geai list_agents`, which contains a span for each attempt, `GET`, and one for each token
//   request, `geai refresh`. (The token request itself is a call too, with a span of its own.) A span is reported when
//   it has ended, so the inner spans come before that of the call.
// - Attributes of an attempt: http.request.method, http.response.status_code, http.request.body.size,
//   http.response.body.size, http.request.resend_count (from the second attempt on) and, after a failure or a status of
//   400 or more, error.type: the status, or the name of the geai::errc. Attributes of a call and a refresh:
//   geai.operation, error.type. (server.address is missing, since events do not name the server.)
// - The `traceparent` header of a request names the span of its attempt as the parent of the platform's spans.

namespace geai::inline v0_2 {

// An attribute of a span: a name, and a number or a text.
struct span_attribute {
  std::string_view name{};
  std::variant<std::int64_t, std::string_view> value{};  // a text is valid during the call of the sink
};

// A completed span. The views are valid during the call of the sink.
struct call_span {
  // The SpanKind of OpenTelemetry.
  enum class kind : unsigned char {
    internal,  // a call or a token request
    client,    // an attempt
  };

  std::string_view name{};                        // "geai list_agents", "GET", "geai refresh"
  kind what = kind::internal;                     // the kind of the span
  trace_context context{};                        // the trace id and the span id
  std::uint64_t parent = 0;                       // the id of the enclosing span; 0: none
  bool failed = false;                            // the status of the span: Error or Unset
  std::chrono::system_clock::time_point begin{};  // the begin of the span, by the system clock
  std::chrono::nanoseconds duration{};            // the duration of the span, by the steady clock
  std::span<span_attribute const> attributes{};   // see above; each name once
};

// A measured value for the instrument of that name.
//
// | name                           | unit      | kind      | of      | attributes                                                   |
// |--------------------------------|-----------|-----------|---------|--------------------------------------------------------------|
// | http.client.request.duration   | s         | histogram | attempt | http.request.method, http.response.status_code, error.type   |
// | http.client.request.body.size  | By        | histogram | attempt | the same                                                     |
// | http.client.response.body.size | By        | histogram | attempt | the same                                                     |
// | geai.client.call.duration      | s         | histogram | call    | geai.operation, error.type                                   |
// | geai.client.token_refreshes    | {refresh} | counter   | refresh | error.type                                                   |
struct call_measurement {
  std::string_view name{};                       // as in the table, like the other members
  std::string_view unit{};                       // in UCUM notation
  double value = 0;                              // in that unit; for a counter, the increment
  std::span<span_attribute const> attributes{};  // the attributes whose values are known
};

// A receiver of spans. Called on the threads of the calls, by several at the same time; must not throw.
//
// | expression             | returns                      | meaning                                                          |
// |------------------------|------------------------------|------------------------------------------------------------------|
// | s.span(call_span)      | (any)                        | receives a completed span                                        |
//
// Optional, found by its presence:
//
// | s.measure(measurement) | (any)                        | receives a call_measurement                                      |
// | s.parent()             | std::optional<trace_context> | the current span of the program when a call starts; empty: the   |
// |                        |                              | call begins a new trace                                          |
template <class Sink>
concept span_sink = requires(Sink& sink, call_span const& ended) {
  sink.span(ended);
};

// The observer that makes the spans (see above). Copies share the sink.
template <span_sink Sink> class call_tracer {
  using kind = call_event::kind;

public:
  explicit call_tracer(Sink sink) : state_(std::make_shared<state>(std::move(sink))) {}

  // See call_observer.
  void observe(call_event const& event) {
    if (event.what == kind::start) return start(event);
    open_call call;
    {
      open_calls& open = state_->open.own();
      std::lock_guard<std::mutex> const lock(open.mutex);
      auto const found = open.calls.find(event.call);
      if (found == open.calls.end()) return;  // the call started before a fork
      call = found->second;
      if (event.what == kind::finish)
        open.calls.erase(found);
      else
        found->second.attempt.reset();
    }
    switch (event.what) {
      case kind::start:
      case kind::pause: break;  // visible as the gap between two attempts
      case kind::attempt: return tell_attempt(event, call);
      case kind::refresh: return tell_refresh(event, call);
      case kind::finish: return tell_call(event, call);
    }
  }

  // See call_observer.
  std::optional<trace_context> trace(call_event const& event) {
    open_calls& open = state_->open.own();
    std::lock_guard<std::mutex> const lock(open.mutex);
    auto const found = open.calls.find(event.call);
    if (found == open.calls.end()) return std::nullopt;
    return found->second.attempt = found->second.own.child();
  }

private:
  // A call in progress.
  struct open_call {
    trace_context own{};
    std::uint64_t parent = 0;
    std::optional<trace_context> attempt{};  // the context sent to the platform
  };

  struct open_calls {
    std::mutex mutex{};
    std::unordered_map<std::uint64_t, open_call> calls{};
  };

  struct state {
    explicit state(Sink&& receiver) : sink(std::move(receiver)) {}

    Sink sink;
    detail::of_process<open_calls> open{};
  };

  // Has room for the attributes of an attempt, which has the most.
  class attribute_list {
  public:
    void add(std::string_view name, std::int64_t value) { all_[count_++] = {name, value}; }
    void add(std::string_view name, std::string_view value) { all_[count_++] = {name, value}; }
    std::span<span_attribute const> get() const noexcept { return {all_, count_}; }

  private:
    span_attribute all_[8]{};
    std::size_t count_ = 0;
  };

  void start(call_event const& event) {
    open_call call;
    std::optional<trace_context> parent;
    if constexpr (requires(Sink & sink) { parent = sink.parent(); }) parent = state_->sink.parent();
    call.own = parent ? parent->child() : trace_context::make();
    call.parent = parent ? parent->span : 0;
    open_calls& open = state_->open.own();
    std::lock_guard<std::mutex> const lock(open.mutex);
    open.calls.emplace(event.call, call);
  }

  void tell_attempt(call_event const& event, open_call const& call) {
    std::string const error_type = event.failure              ? std::string(to_string(*event.failure))
                                   : event.http_status >= 400 ? std::to_string(event.http_status)
                                                              : std::string();
    attribute_list attributes;
    attributes.add("http.request.method", event.method);
    if (event.http_status != 0) attributes.add("http.response.status_code", event.http_status);
    if (!error_type.empty()) attributes.add("error.type", std::string_view(error_type));
    measure("http.client.request.duration", "s", seconds(event), attributes);
    measure("http.client.request.body.size", "By", static_cast<double>(event.sent), attributes);
    measure("http.client.response.body.size", "By", static_cast<double>(event.received), attributes);
    attributes.add("http.request.body.size", static_cast<std::int64_t>(event.sent));
    attributes.add("http.response.body.size", static_cast<std::int64_t>(event.received));
    if (event.attempt > 1) attributes.add("http.request.resend_count", event.attempt - 1);
    tell(event, event.method, call_span::kind::client, call.attempt.value_or(call.own.child()), call.own.span,
         !error_type.empty(), attributes);
  }

  void tell_refresh(call_event const& event, open_call const& call) {
    attribute_list attributes;
    if (event.failure) attributes.add("error.type", to_string(*event.failure));
    measure("geai.client.token_refreshes", "{refresh}", 1, attributes);
    attributes.add("geai.operation", event.operation);
    tell(event, "geai refresh", call_span::kind::internal, call.own.child(), call.own.span, event.failure.has_value(),
         attributes);
  }

  void tell_call(call_event const& event, open_call const& call) {
    attribute_list attributes;
    attributes.add("geai.operation", event.operation);
    if (event.failure) attributes.add("error.type", to_string(*event.failure));
    measure("geai.client.call.duration", "s", seconds(event), attributes);
    tell(event, "geai " + std::string(event.operation), call_span::kind::internal, call.own, call.parent,
         event.failure.has_value(), attributes);
  }

  static double seconds(call_event const& event) { return std::chrono::duration<double>(event.duration).count(); }

  void measure(std::string_view name, std::string_view unit, double value, attribute_list const& attributes) {
    if constexpr (requires(Sink & sink, call_measurement const& measurement) { sink.measure(measurement); })
      state_->sink.measure(
          call_measurement{.name = name, .unit = unit, .value = value, .attributes = attributes.get()});
  }

  void tell(call_event const& event, std::string_view name, call_span::kind what, trace_context const& context,
            std::uint64_t parent, bool failed, attribute_list const& attributes) {
    using std::chrono::system_clock;
    call_span const ended{
        .name = name,
        .what = what,
        .context = context,
        .parent = parent,
        .failed = failed,
        .begin = system_clock::now() - std::chrono::duration_cast<system_clock::duration>(event.duration),
        .duration = event.duration,
        .attributes = attributes.get()};
    state_->sink.span(ended);
  }

  std::shared_ptr<state> state_;
};

// Makes an observer that passes spans to a sink: `geai::observer = geai::trace_calls(my_sink)`
template <class Sink>
  requires span_sink<std::decay_t<Sink>>
auto trace_calls(Sink&& sink) { return call_tracer<std::decay_t<Sink>>(std::forward<Sink>(sink)); }

}  // namespace geai::inline v0_2
