#pragma once

#include <geai/observer.hpp>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

namespace geai::inline v0_2 {

// An observer that passes events to several observers, in order. The `traceparent` is that of the first observer that
// provides one.
template <call_observer... Observer> class fan_out_observer {
public:
  explicit fan_out_observer(Observer... all) : all_(std::move(all)...) {}

  // See call_observer.
  void observe(call_event const& event) {
    std::apply([&](Observer&... each) { (each.observe(event), ...); }, all_);
  }

  // See call_observer.
  std::optional<trace_context> trace(call_event const& event) requires(tracing_call_observer<Observer> || ...) {
    std::optional<trace_context> found;
    auto const ask = [&]<class Each>(Each& each) {
      if constexpr (tracing_call_observer<Each>)
        if (!found) found = each.trace(event);
    };
    std::apply([&](Observer&... each) { (ask(each), ...); }, all_);
    return found;
  }

private:
  std::tuple<Observer...> all_;
};

// Makes one observer from several: `geai::observer = geai::fan_out(geai::log_calls(std::clog),
// geai::trace_calls(my_sink))`
template <class... Observer> auto fan_out(Observer&&... all) {
  return fan_out_observer<std::decay_t<Observer>...>(std::forward<Observer>(all)...);
}

}  // namespace geai::inline v0_2
