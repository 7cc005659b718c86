// Telling a logger and counters of what a client does, in the way of OpenTelemetry: a span for each request, whose parent
// is the span that the program is in, and numbers to be collected. Neither sees a secret.
#include <atomic>
#include <geai/geai.hpp>
#include <geai/transport/observed.hpp>
#include <iostream>
#include <memory>

// Writes a line for each request. A logger of yours takes the place of std::cout.
struct logging {
  void observe(geai::call_event const& event) {
    std::cout << event.method << " " << (event.failure ? to_string(*event.failure) : std::to_string(event.http_status))
              << " sent " << event.sent << " received " << event.received << "\n";
  }
};

// What an exporter of metrics would read, and the trace that a server of yours was called with.
class telemetry {
public:
  explicit telemetry(std::string_view traceparent)
      : parent_(geai::trace_context::of(traceparent).value_or(geai::trace_context::make())) {}

  void observe(geai::call_event const& event) {
    ++counted_->requests;
    counted_->failures += event.failure || event.http_status >= 500 ? 1 : 0;
    counted_->nanoseconds += event.duration.count();
  }

  std::optional<geai::trace_context> trace(geai::call_event const&) { return parent_.child(); }

  std::int64_t requests() const { return counted_->requests; }
  std::int64_t failures() const { return counted_->failures; }

private:
  struct counters {
    std::atomic<std::int64_t> requests = 0;
    std::atomic<std::int64_t> failures = 0;
    std::atomic<std::int64_t> nanoseconds = 0;
  };

  geai::trace_context parent_;
  std::shared_ptr<counters> counted_ = std::make_shared<counters>();
};

int main() {
  telemetry const seen("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
  geai::ai_lab_client const client{
      geai::transport::observed{geai::transport::observed{geai::transport::curl{}, seen}, logging{}},
      geai::alias = "staging"};

  client.list_agents({.count = 1}).value();
  std::cout << client.get_agent({.id = "no such agent"}).error().http_status << "\n";
  std::cout << seen.requests() << " requests, " << seen.failures() << " failures\n";
}
