#pragma once

#include <algorithm>
#include <chrono>
#include <concepts>
#include <cstdint>
#include <exception>
#include <geai/api/operation.hpp>
#include <geai/arguments.hpp>
#include <geai/detail/random.hpp>
#include <geai/engine/call_buffers.hpp>
#include <geai/engine/call_state.hpp>
#include <geai/error.hpp>
#include <geai/http/header.hpp>
#include <geai/http/request.hpp>
#include <geai/http/response.hpp>
#include <geai/result.hpp>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace geai::inline v0_2 {

// An event of a call. It contains no secret, no id of an entity and no part of a body, so you may log, count and store
// it. Its views refer to static text.
struct call_event {
  // The kind of an event.
  enum class kind : unsigned char {
    start,    // a call begins
    attempt,  // a request was sent or failed; a call has any number of these events, also none
    refresh,  // an access token was requested for this call
    finish,   // the call has ended
    pause,    // an attempt failed; the next one follows after `duration`, which is not zero
  };

  kind what = kind::attempt;            // the kind of the event
  std::string_view operation{};         // "list_agents"
  std::string_view method{};            // "GET"
  std::uint64_t call = 0;               // a random number other than 0 that all events of a call share
  int attempt = 0;                      // the number of the attempt, from 1; for `finish`, the number of attempts
  std::chrono::nanoseconds duration{};  // of the request, the token request, the pause or the call; zero for `start`
  std::uint64_t sent = 0;               // bytes of the request body; for `finish`, of all attempts
  std::uint64_t received =
      0;  // decoded bytes of the response body; for `finish`, of all attempts; streams and downloads are not counted
  int http_status = 0;  // of the response; for `finish`, of the last one; 0: no response
  // The failure; unset: success. An attempt succeeds with any response, a call only if it returns an answer.
  std::optional<errc> failure{};
  geai::phase phase = geai::phase::none;  // the phase of the failure
};

constexpr std::string_view to_string(call_event::kind what) noexcept {
  switch (what) {
    case call_event::kind::start: return "start";
    case call_event::kind::attempt: return "attempt";
    case call_event::kind::refresh: return "refresh";
    case call_event::kind::pause: return "pause";
    case call_event::kind::finish: return "finish";
  }
  return "unknown";
}

// A W3C Trace Context (version 00): the trace of a request, and its parent span.
struct trace_context {
  std::uint64_t trace_high = 0;  // the first half of the trace id
  std::uint64_t trace_low = 0;   // the second half; the two are not both zero
  std::uint64_t span = 0;        // the span id; not zero
  bool sampled = true;           // true: the trace is recorded

  // Makes the first span of a new trace. The ids are random but not secret.
  static trace_context make() {
    trace_context made{.trace_high = detail::random_bits(), .trace_low = detail::random_bits() | 1};
    made.span = detail::random_bits() | 1;
    return made;
  }

  // Makes another span of the same trace.
  trace_context child() const {
    trace_context made = *this;
    made.span = detail::random_bits() | 1;
    return made;
  }

  // Returns the value of the `traceparent` header: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
  std::string traceparent() const {
    std::string text = "00-";
    write(text, trace_high);
    write(text, trace_low);
    text += '-';
    write(text, span);
    return text += sampled ? "-01" : "-00";
  }

  // Parses the value of a `traceparent` header. Returns an empty optional if it is malformed or of an unknown version.
  static std::optional<trace_context> of(std::string_view text) noexcept {
    trace_context read;
    std::uint64_t flags = 0;
    bool const longer = text.size() > 55 && text[55] == '-' && !text.starts_with("00");
    if ((text.size() != 55 && !longer) || text.starts_with("ff")) return std::nullopt;
    std::uint64_t version = 0;
    if (text[2] != '-' || text[35] != '-' || text[52] != '-' || !parse(text.substr(0, 2), version) ||
        !parse(text.substr(3, 16), read.trace_high) || !parse(text.substr(19, 16), read.trace_low) ||
        !parse(text.substr(36, 16), read.span) || !parse(text.substr(53, 2), flags))
      return std::nullopt;
    if ((read.trace_high == 0 && read.trace_low == 0) || read.span == 0) return std::nullopt;
    read.sampled = (flags & 1) != 0;
    return read;
  }

  friend bool operator==(trace_context const&, trace_context const&) = default;

private:
  static void write(std::string& to, std::uint64_t number) {
    for (int shift = 60; shift >= 0; shift -= 4) to += "0123456789abcdef"[(number >> shift) & 15];
  }

  static bool parse(std::string_view digits, std::uint64_t& out) noexcept {
    for (char c : digits) {
      std::size_t const digit = std::string_view("0123456789abcdef").find(c);  // upper-case digits are not allowed
      if (digit == std::string_view::npos) return false;
      out = out << 4 | digit;
    }
    return true;
  }
};

// An observer of calls.
//
// | expression       | returns                      | meaning                                                               |
// |------------------|------------------------------|-----------------------------------------------------------------------|
// | o.observe(event) | (any)                        | receives a geai::call_event. Called on the thread of the call, by     |
// |                  |                              | several threads at the same time; the call waits for it. If it        |
// |                  |                              | throws, the program ends                                              |
//
// Optional, found by its presence:
//
// | o.trace(event)   | std::optional<trace_context> | returns the value of the header `traceparent` for an attempt, which   |
// |                  |                              | the event describes; empty: no header. Called before each attempt     |
// |                  |                              | unless the caller has set the header, on the same threads as          |
// |                  |                              | observe()                                                             |
template <class Observer>
concept call_observer = requires(Observer& seen, call_event const& event) {
  seen.observe(event);
};

// An observer that provides the trace context of requests.
template <class Observer>
concept tracing_call_observer = call_observer<Observer> && requires(Observer& seen, call_event const& event) {
  { seen.trace(event) } -> std::same_as<std::optional<trace_context>>;
};

// Holds an observer of any type, or none. Copies share the observer, so several clients can use one.
class any_observer {
public:
  // Holds no observer.
  any_observer() = default;

  // Holds `seen`, copied or moved.
  template <class Observer>
    requires(!std::same_as<std::remove_cvref_t<Observer>, any_observer> && call_observer<std::remove_cvref_t<Observer>>)
  any_observer(Observer&& seen)
      : seen_(std::make_shared<held<std::remove_cvref_t<Observer>>>(std::forward<Observer>(seen))) {}

  // Returns true if there is an observer.
  explicit operator bool() const noexcept { return seen_ != nullptr; }

  // Passes the event to the observer, if there is one. Threads: as those of the observer.
  void observe(call_event const& event) const {
    if (seen_ != nullptr) seen_->observe(event);
  }

  // Returns the trace context of a request; empty if there is no observer or if it has no trace().
  std::optional<trace_context> trace(call_event const& event) const {
    return seen_ != nullptr ? seen_->trace(event) : std::nullopt;
  }

private:
  struct base {
    virtual ~base() = default;
    virtual void observe(call_event const& event) = 0;
    virtual std::optional<trace_context> trace(call_event const& event) = 0;
  };

  template <class Observer> struct held final : base {
    template <class From> explicit held(From&& other) : seen(std::forward<From>(other)) {}

    void observe(call_event const& event) override { seen.observe(event); }
    std::optional<trace_context> trace(call_event const& event) override {
      if constexpr (tracing_call_observer<Observer>)
        return seen.trace(event);
      else
        return std::nullopt;
    }

    Observer seen;
  };

  std::shared_ptr<base> seen_{};
};

namespace detail {

// Passes the events of a client's calls to an observer.
template <class Observer> class telling final : public call_tracker_factory {
public:
  template <class From> explicit telling(From&& other) : told_(std::forward<From>(other)) {}

  std::unique_ptr<call_tracker> begin(api::traits const& traits) override {
    return std::make_unique<watch>(told_, traits);
  }

private:
  using kind = call_event::kind;

  class watch final : public call_tracker {
  public:
    watch(Observer& told, api::traits const& traits)
        : told_(told), call_{.operation = traits.name, .method = traits.verb.name(), .call = random_bits() | 1} {
      tell(kind::start, call_);
    }

    ~watch() override {
      // A call succeeds if its last attempt does. It does not if it is destroyed before its end, or left by an
      // exception of a Json policy.
      if (!call_.failure && (under_way_ || std::uncaught_exceptions() > unwinding_)) call_.failure = errc::cancelled;
      call_.duration = http::clock::now() - began_;
      tell(kind::finish, call_);
    }

    void requesting(call_state const& call, http::header_list& headers) noexcept override {
      headers.truncate(call.before_credential);
      sending(call.request.body.size());
      if constexpr (tracing_call_observer<Observer>)
        if (!headers.contains("traceparent"))
          if (std::optional<trace_context> const trace = told_.trace(event(kind::attempt, call.number)))
            headers.add("traceparent", trace->traceparent());
      requested_ = http::clock::now();
    }

    void sending(std::uint64_t size) noexcept override { sent_ = size; }

    void attempted(call_state const& call, http::response const& response,
                   result<void> const& status) noexcept override {
      call_event told = event(kind::attempt, call.number);
      told.duration = http::clock::now() - (std::max)(requested_, call.attempt_began);
      told.sent = std::exchange(sent_, 0);
      told.received = response.body.size();
      told.http_status = response.status;
      if (!status) {
        error const& what = status.error();
        told.failure = what.code;
        told.phase = what.phase;
      }
      tell(kind::attempt, told);
      under_way_ = false;
      call_.attempt = call.number;
      call_.sent += told.sent;
      call_.received += told.received;
      call_.http_status = told.http_status;
    }

    void under_way(bool is) noexcept override { under_way_ = is; }

    void pausing(std::chrono::milliseconds pause, error const& why) noexcept override {
      call_event told = event(kind::pause, call_.attempt);
      told.duration = pause;
      told.http_status = why.http_status;
      told.failure = why.code;
      told.phase = why.phase;
      tell(kind::pause, told);
    }

    void refreshing() noexcept override { requested_ = http::clock::now(); }

    void refreshed(error const* failure) noexcept override {
      call_event told = event(kind::refresh, call_.attempt + 1);
      told.duration = http::clock::now() - requested_;
      if (failure != nullptr) {
        told.http_status = failure->http_status;
        told.failure = failure->code;
        told.phase = failure->phase;
      }
      tell(kind::refresh, told);
    }

    void failed(error const& failure) noexcept override {
      call_.failure = failure.code;
      call_.phase = failure.phase;
    }

  private:
    call_event event(kind what, int attempt) const noexcept {
      return {
          .what = what, .operation = call_.operation, .method = call_.method, .call = call_.call, .attempt = attempt};
    }

    void tell(kind what, call_event& event) noexcept {
      event.what = what;
      told_.observe(std::as_const(event));
    }

    Observer& told_;
    call_event call_;
    http::clock::time_point began_ = http::clock::now();
    http::clock::time_point requested_{};
    std::uint64_t sent_ = 0;  // in the current attempt
    bool under_way_ = true;   // the call cannot succeed before more has arrived
    int unwinding_ = std::uncaught_exceptions();
  };

  Observer told_;
};

template <class Observer> std::unique_ptr<call_tracker_factory> listener_of(Observer&& seen) {
  if constexpr (std::same_as<std::decay_t<Observer>, any_observer>)
    if (!seen) return nullptr;
  return std::make_unique<telling<std::decay_t<Observer>>>(std::forward<Observer>(seen));
}

}  // namespace detail

// `geai::observer = seen`, passed to the constructor of a client, makes the client report the events of all its calls
// to a copy of `seen`. The events of a call are
//
//   start, (refresh, attempt, pause) ..., finish
//
// - `pause` is reported when the pause begins, since the pause may last as long as the server asks for.
// - A call is one call of a member function of a client; of all_agents() and similar ranges each page is a call. A
//   stream finishes after its last chunk, with its error, or when you destroy it (which is not a failure); a download
//   finishes when all bytes are written.
// - A call with invalid arguments starts and finishes without an attempt.
// - If a callback throws out of a call, or if its task is destroyed, the call fails with errc::cancelled.
// - An access token is requested by a separate call with its own events; the call that needs the token reports
//   `refresh`. A call that only waits for the token reports nothing.
// - Without an observer, a call costs a few comparisons.
template <> struct keyword<keywords::observer> {
  template <class Observer> auto operator=(Observer&& seen) const {
    using given = argument<keywords::observer, std::unique_ptr<detail::call_tracker_factory>>;
    static_assert(
        call_observer<std::decay_t<Observer>>,
        "geai: geai::observer takes a geai::call_observer; this one lacks `observe(geai::call_event const&)`");
    if constexpr (call_observer<std::decay_t<Observer>>)
      return given{detail::listener_of(std::forward<Observer>(seen))};
    else
      return given{};
  }
};

inline namespace keyword_objects {

// The observer of the calls of a client; see above.
inline constexpr keyword<keywords::observer> observer{};

}  // namespace keyword_objects
}  // namespace geai::inline v0_2
