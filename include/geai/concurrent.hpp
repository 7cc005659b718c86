#pragma once

#include <algorithm>
#include <coroutine>
#include <cstddef>
#include <exception>
#include <geai/task.hpp>
#include <iterator>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

// Functions that await several tasks concurrently, on one thread. If tasks throw, all tasks run to their end first;
// then the first exception, in the order of the tasks, is thrown.

namespace geai::inline v0_2 {

namespace detail {

// Starts tasks and resumes the caller when all of them have ended.
template <class ForEach> class all_ended {
public:
  explicit all_ended(ForEach each) : each_(std::move(each)) {}

  bool await_ready() const noexcept { return false; }
  bool await_suspend(std::coroutine_handle<> caller) {
    left_ = 1;  // keeps the count above zero until all tasks have started
    each_([&](auto const& one) {
      ++left_;
      if (!one.start(caller, &left_)) --left_;
    });
    return --left_ != 0;
  }
  void await_resume() const noexcept {}

private:
  ForEach each_;
  std::size_t left_ = 0;
};

struct nothing {};

// Returns the result of a task, or `nothing` for a task<void>.
template <class T> auto take(task<T>& other) {
  if constexpr (std::is_void_v<T>) {
    other.await_resume();
    return nothing{};
  } else {
    return other.await_resume();
  }
}

}  // namespace detail

// Awaits all tasks concurrently, on the thread of the loop. Returns a tuple of their results, in the order of the
// arguments (detail::nothing for a task<void>).
//
//   auto [agents, tools] = co_await geai::when_all(client.list_agents(), client.list_tools());
template <class... T> auto when_all(task<T>... tasks) -> task<decltype(std::tuple{detail::take(tasks)...})> {
  auto const each = [&](auto const& start) { (start(tasks), ...); };
  detail::all_ended<decltype(each)> all(each);
  co_await all;
  co_return std::tuple{detail::take(tasks)...};
}

#ifdef GEAI_NAMES_TASKS
namespace detail {
template <class T> inline constexpr bool is_named = false;
template <class T> inline constexpr bool is_named<named_task<T>> = true;
template <class T> task<T>&& whole(task<T>& one) { return std::move(one); }
}  // namespace detail

template <class... Call>
  requires(!(std::is_lvalue_reference_v<Call> || ...) && (detail::is_named<Call> || ...))
auto when_all(Call&&... calls) { return detail::to_be_named(when_all(detail::whole(calls)...)); }
#endif

// Awaits all tasks concurrently, on the thread of the loop. Returns a vector of their results, in the order of the
// tasks.
template <class T> auto when_all(std::vector<task<T>> tasks) -> task<std::vector<decltype(detail::take(tasks[0]))>> {
  auto const each = [&](auto const& start) {
    for (task<T> const& one : tasks) start(one);
  };
  detail::all_ended<decltype(each)> all(each);
  co_await all;
  std::vector<decltype(detail::take(tasks[0]))> given;
  given.reserve(tasks.size());
  for (task<T>& one : tasks) given.push_back(detail::take(one));
  co_return given;
}

namespace detail {

template <class Iterator, class Sentinel> struct common_work {
  Iterator at;
  Sentinel end;
  bool failed = false;
};

template <class Work, class Use> task<void> ensure_token(Work& work, Use& use) {
  struct on_failure {
    bool& failed;
    bool ended_well = false;
    ~on_failure() { failed |= !ended_well; }
  } outcome{work.failed};
  while (!work.failed && work.at != work.end) {
    auto&& item = *work.at;
    ++work.at;
    auto one = use(item);
    co_await one;
  }
  outcome.ended_well = true;
}

}  // namespace detail

namespace detail {

template <class Items, class Use> task<void> in_turns(Items items, std::size_t most, Use use) {
  common_work<decltype(std::begin(items)), decltype(std::end(items))> work{std::begin(items), std::end(items)};
  std::vector<task<void>> workers;
  for (auto at = work.at; at != work.end && (workers.empty() || workers.size() < most); ++at)
    workers.push_back(ensure_token(work, use));
  task<std::vector<nothing>> all = when_all(std::move(workers));
  co_await all;
}

}  // namespace detail

// Calls `use` for each item of a forward range and awaits the task<void> that it returns. At most `limit` of these
// tasks (at least 1) run at the same time. If one throws, no further task starts, and the exception is thrown when the
// running tasks have ended. A range passed as an lvalue must stay valid until then; an rvalue is moved into the task.
//
//   co_await geai::for_each_concurrent(ids, 10, [&](std::string const& id) { return show(client, id); });
template <class Range, class Use> task<void> for_each_concurrent(Range&& range, std::size_t limit, Use use) {
  static_assert(std::forward_iterator<decltype(std::begin(range))>, "geai: for_each_concurrent takes a forward range");
  return detail::in_turns<Range>(std::forward<Range>(range), limit, std::move(use));
}

}  // namespace geai::inline v0_2
