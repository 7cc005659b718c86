#pragma once

#include <geai/event_loop.hpp>
#include <geai/task.hpp>
#include <optional>
#include <utility>

// Connects code that awaits with tests that do not.
namespace support {

namespace detail {

template <class T, class Awaiter> geai::task<void> keep(Awaiter& awaiter, std::optional<T>& into) {
  into.emplace(co_await awaiter);
}

}  // namespace detail

// Runs the loop until the awaiter is done, and returns its result. Rethrows its exception.
template <class Awaiter> auto await_on(geai::event_loop& loop, Awaiter&& awaiter) {
  using value = decltype(awaiter.await_resume());
  std::optional<value> kept;
  loop.spawn(detail::keep<value>(awaiter, kept));
  loop.run();
  return *std::move(kept);
}

}  // namespace support
