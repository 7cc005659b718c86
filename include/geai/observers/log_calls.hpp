#pragma once

#include <charconv>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <geai/detail/of_process.hpp>
#include <geai/observer.hpp>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace geai::inline v0_2 {

// An observer that writes one line for each attempt, each token request and the end of each call, in the logfmt format:
// names and values without spaces, in this order. `error` and `phase` are present only after a failure:
//
//   call=a863217118041098 operation=list_agents event=attempt attempt=1 method=GET status=503 duration_ms=12.480 sent=0 received=5
//   call=a863217118041098 operation=list_agents event=attempt attempt=2 method=GET status=0 error=timeout phase=connect duration_ms=...
//   call=a863217118041098 operation=list_agents event=finish attempt=2 ...
//
// The values are those of call_event. No line contains a secret, the id of an entity or a part of a body.
template <class Write> class call_log {
public:
  explicit call_log(Write write) : write_(std::move(write)) {}

  // See call_observer.
  void observe(call_event const& event) {
    if (event.what == call_event::kind::start) return;
    std::string const line = line_of(event);
    write_(std::string_view(line));
  }

  // Returns the line of an event, without a line break.
  static std::string line_of(call_event const& event) {
    std::string line = "call=";
    for (int shift = 60; shift >= 0; shift -= 4) line += "0123456789abcdef"[(event.call >> shift) & 15];
    line.append(" operation=").append(event.operation);
    line.append(" event=").append(to_string(event.what));
    add(line, " attempt=", event.attempt);
    line.append(" method=").append(event.method);
    add(line, " status=", event.http_status);
    if (event.failure) {
      line.append(" error=").append(to_string(*event.failure));
      line.append(" phase=");
      for (char c : to_string(event.phase)) line += c == ' ' ? '-' : c;
    }
    std::int64_t const microseconds = std::chrono::duration_cast<std::chrono::microseconds>(event.duration).count();
    add(line, " duration_ms=", microseconds / 1000);
    std::string const rest = std::to_string(microseconds % 1000);
    line.append(".").append(3 - rest.size(), '0').append(rest);
    add(line, " sent=", event.sent);
    add(line, " received=", event.received);
    return line;
  }

private:
  static void add(std::string& line, std::string_view name, std::integral auto number) {
    char digits[24];
    line.append(name).append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
  }

  Write write_;
};

// Makes an observer that calls `write(std::string_view)` with each line, on the threads of the calls and by several
// threads at the same time.
template <class Write>
  requires(std::invocable<std::decay_t<Write>&, std::string_view>)
auto log_calls(Write&& write) { return call_log<std::decay_t<Write>>(std::forward<Write>(write)); }

// Makes an observer that writes each line and a line break to a stream (std::ostream&), which must outlive the client.
// The observer and its copies write by one thread at a time.
template <class Stream>
  requires requires(Stream& stream, char const* bytes, std::ptrdiff_t count) { stream.write(bytes, count); }
auto log_calls(Stream& stream) {
  return log_calls([&stream, mutex = std::make_shared<detail::of_process<std::mutex>>()](std::string_view line) {
    std::string const whole = std::string(line) + "\n";
    std::lock_guard<std::mutex> const lock(mutex->own());
    stream.write(whole.data(), static_cast<std::ptrdiff_t>(whole.size()));
  });
}

}  // namespace geai::inline v0_2
