// Observes the calls of a client: logs a line for each attempt and each call, and counts calls. Observers see no
// secrets.
#include <atomic>
#include <geai/geai.hpp>
#include <geai/observers/fan_out.hpp>
#include <geai/observers/log_calls.hpp>
#include <iostream>
#include <memory>

// An observer is any type with observe(). The client copies it and calls it from all threads that make calls. That is
// why the counters are shared and atomic.
class counters {
public:
  void observe(geai::call_event const& event) {
    using kind = geai::call_event::kind;
    if (event.what == kind::attempt && event.attempt > 1) ++counted_->retries;
    if (event.what != kind::finish) return;
    ++counted_->calls;
    if (event.failure) ++counted_->failures;
  }

  int calls() const { return counted_->calls; }
  int failures() const { return counted_->failures; }
  int retries() const { return counted_->retries; }

private:
  struct numbers {
    std::atomic<int> calls = 0;
    std::atomic<int> failures = 0;
    std::atomic<int> retries = 0;
  };
  std::shared_ptr<numbers> counted_ = std::make_shared<numbers>();
};

int main() {
  counters const counted;
  geai::ai_lab_client const client{geai::alias = "staging",
                                   geai::observer = geai::fan_out(geai::log_calls(std::cout), counted)};

  client.list_agents({.count = 1}).value();
  std::cout << client.get_agent({.id = "no such agent"}).error().http_status << "\n";
  std::cout << counted.calls() << " calls, " << counted.failures() << " of them failed, " << counted.retries()
            << " retries\n";
}
