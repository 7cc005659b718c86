#pragma once

#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <geai/detail/random.hpp>
#include <geai/error.hpp>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace geai::inline v0 {

// Something that happened on the way of a call. Holds no secret, no id of a thing and nothing of a body: all of it may be
// logged and counted. Views are valid as long as the observer is being told.
struct call_event {
  // What happened.
  enum class kind : unsigned char {
    start,    // a call begins
    attempt,  // a request was carried, or not; a call may have several
    refresh,  // an access token was asked for
    finish,   // the call is over
  };

  kind what = kind::attempt;              // which of these
  std::string_view operation{};           // e.g. "list_agents"; empty where only requests are seen
  std::string_view method{};              // "GET"
  std::uint64_t call = 0;                 // the same in all events of a call, another in other calls
  int attempt = 0;                        // from 1; of finish, how many there were
  std::chrono::nanoseconds duration{};    // of the attempt, the refresh, the call; zero at its start
  std::size_t sent = 0;                   // bytes of the request's body
  std::size_t received = 0;               // bytes of the response's body, decoded; of a stream, zero
  int http_status = 0;                    // 0 when there was no response
  std::optional<errc> failure{};          // unset: it went well, which every response does for an attempt
  geai::phase phase = geai::phase::none;  // in which it failed
};

constexpr std::string_view to_string(call_event::kind what) noexcept {
  switch (what) {
    case call_event::kind::start: return "start";
    case call_event::kind::attempt: return "attempt";
    case call_event::kind::refresh: return "refresh";
    case call_event::kind::finish: return "finish";
  }
  return "unknown";
}

// W3C Trace Context (version 00): which trace a request belongs to, and which span is its parent.
struct trace_context {
  std::uint64_t trace_high = 0;  // the first half of the trace's id
  std::uint64_t trace_low = 0;   // the other one; not zero together with trace_high
  std::uint64_t span = 0;        // not zero
  bool sampled = true;           // whether it is worth recording

  // The first span of a trace of its own. The ids are random, not secret.
  static trace_context make() {
    trace_context made{.trace_high = detail::random_bits(), .trace_low = detail::random_bits() | 1};
    made.span = detail::random_bits() | 1;
    return made;
  }

  // Another span of the same trace.
  trace_context child() const {
    trace_context made = *this;
    made.span = detail::random_bits() | 1;
    return made;
  }

  // The value of the header `traceparent`: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
  std::string traceparent() const {
    std::string text = "00-";
    write(text, trace_high);
    write(text, trace_low);
    text += '-';
    write(text, span);
    return text += sampled ? "-01" : "-00";
  }

  // What such a value says; nothing when it is none, or of a version that this one cannot read.
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

  static bool parse(std::string_view digits, std::uint64_t& into) noexcept {
    for (char c : digits) {
      std::size_t const digit = std::string_view("0123456789abcdef").find(c);  // capitals are not allowed
      if (digit == std::string_view::npos) return false;
      into = into << 4 | digit;
    }
    return true;
  }
};

// Who is told of calls.
//
// | expression       | returns                      | meaning                                                            |
// |------------------|------------------------------|--------------------------------------------------------------------|
// | o.observe(event) | (any)                        | takes note of a geai::call_event. Called by the thread of the call, |
// |                  |                              | by several at once; must not throw, and the call waits for it      |
//
// Optional, found by its presence:
//
// | o.trace(event)   | std::optional<trace_context> | asked before an attempt: what the request's `traceparent` is to    |
// |                  |                              | say, unless the caller has set that header; nothing: none is sent  |
template <class Observer>
concept call_observer = requires(Observer& seen, call_event const& event) {
  seen.observe(event);
};

// An observer with trace().
template <class Observer>
concept tracing_call_observer = call_observer<Observer> && requires(Observer& seen, call_event const& event) {
  { seen.trace(event) } -> std::same_as<std::optional<trace_context>>;
};

// Holds an observer of any type, or none, which costs a comparison. Copies share it.
class any_observer {
public:
  // None.
  any_observer() = default;

  // Owns `seen`, moved or copied.
  template <class Observer>
    requires(!std::same_as<std::remove_cvref_t<Observer>, any_observer> && call_observer<std::remove_cvref_t<Observer>>)
  any_observer(Observer&& seen)
      : seen_(std::make_shared<held<std::remove_cvref_t<Observer>>>(std::forward<Observer>(seen))) {}

  // Whether there is one.
  explicit operator bool() const noexcept { return seen_ != nullptr; }

  // Tells it, if there is one.
  void observe(call_event const& event) const {
    if (seen_ != nullptr) seen_->observe(event);
  }

  // What it says of the request, if there is one that has trace().
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
    template <class From> explicit held(From&& from) : seen(std::forward<From>(from)) {}

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

}  // namespace geai::inline v0
