// Makes OpenTelemetry spans of calls. This program prints them; yours passes them to its exporter.
#include <geai/geai.hpp>
#include <geai/observers/trace_calls.hpp>
#include <iostream>

class printer {
public:
  // `traceparent` is the trace context that the program itself received.
  explicit printer(std::string_view traceparent) : parent_(geai::trace_context::of(traceparent)) {}

  void span(geai::call_span const& ended) {
    std::cout << ended.name << (ended.failed ? " failed:" : ":");
    for (geai::span_attribute const& each : ended.attributes) {
      std::cout << " " << each.name << "=";
      std::visit([](auto const& value) { std::cout << value; }, each.value);
    }
    std::cout << "\n";
  }

  void measure(geai::call_measurement const& what) {
    if (what.name == "geai.client.call.duration") std::cout << what.name << " in " << what.unit << "\n";
  }

  std::optional<geai::trace_context> parent() const { return parent_; }

private:
  std::optional<geai::trace_context> parent_;
};

int main() {
  printer const to("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
  geai::ai_lab_client const client{geai::alias = "staging", geai::observer = geai::trace_calls(to)};

  std::cout << client.get_agent({.id = "no such agent"}).error().http_status << "\n";
}
