// Counting what a client does, and telling the platform which trace it belongs to. An observer sees no secret.
#include <atomic>
#include <geai/geai.hpp>
#include <iostream>
#include <memory>

// What an exporter of metrics would read, and the trace that a server of yours was called with.
class telemetry {
public:
  explicit telemetry(std::string_view traceparent)
      : parent_(geai::trace_context::of(traceparent).value_or(geai::trace_context::make())) {}

  void observe(geai::call_event const& event) {
    if (event.what == geai::call_event::kind::attempt) ++counted_->requests;
    if (event.what != geai::call_event::kind::finish) return;
    std::cout << event.operation << " " << event.http_status << "\n";
    counted_->failures += event.failure ? 1 : 0;
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
  geai::ai_lab_client const client{geai::alias = "staging", geai::observer = seen};

  client.list_agents({.count = 1}).value();
  std::cout << client.get_agent({.id = "no such agent"}).error().http_status << "\n";
  std::cout << seen.requests() << " requests, " << seen.failures() << " failures\n";
}
