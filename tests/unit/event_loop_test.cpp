#include <geai/event_loop.hpp>
//
#include <doctest/doctest.h>
#include <poll.h>
#include <sys/epoll.h>
#include <unistd.h>

#include <chrono>
#include <geai/concurrent.hpp>
#include <geai/task.hpp>
#include <list>
#include <memory>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace {

using namespace std::chrono_literals;
using geai::task;

task<int> number(int value) { co_return value; }
task<int> later(geai::event_loop& loop, std::chrono::milliseconds when, int value) {
  co_await loop.sleep_for(when);
  co_return value;
}
task<std::unique_ptr<int>> owned(int value) { co_return std::make_unique<int>(value); }
task<int> failing(geai::event_loop& loop, std::string why) {
  co_await loop.sleep_for(1ms);
  throw std::runtime_error(why);
}
task<void> into(task<int> from, int& to) { to = co_await from; }

task<void> add_up(int times, int& sum) {
  for (int i = 0; i != times; ++i) sum += co_await number(1);
}

}  // namespace

TEST_CASE("loop: tasks start when the loop runs, and end in any order") {
  geai::event_loop loop;
  int one = 0;
  int two = 0;
  loop.spawn(into(later(loop, 20ms, 1), one));
  loop.spawn(into(number(2), two));
  CHECK(two == 0);
  CHECK_FALSE(loop.poll());
  CHECK(two == 2);
  CHECK(one == 0);
  loop.run();
  CHECK(one == 1);
  CHECK(loop.poll());
  CHECK(loop.run_for(0ms));
}

TEST_CASE("loop: a million ready awaits take no stack") {
  geai::event_loop loop;
  int sum = 0;
  loop.spawn(add_up(1'000'000, sum));
  loop.run();
  CHECK(sum == 1'000'000);
}

TEST_CASE("loop: timers expire in order, while others are added and removed") {
  geai::event_loop loop;
  std::vector<int> order;
  auto const base = geai::event_loop::clock::now() + 300ms;  // when all have begun, and some are stopped
  auto const note = [](geai::event_loop& on, auto begin, std::vector<int>& to, int when,
                       std::stop_token stop) -> task<void> {
    bool const came = co_await on.sleep_until(begin + std::chrono::milliseconds(when), stop);
    to.push_back(came ? when : -when);
  };
  std::stop_source stop;
  unsigned random = 1;
  for (int i = 0; i != 200; ++i) {
    random = random * 1103515245 + 12345;
    int const when = static_cast<int>(random >> 16) % 60;
    loop.spawn(note(loop, base, order, 1 + when, i % 3 == 0 ? stop.get_token() : std::stop_token{}));
  }
  loop.poll();
  CHECK(stop.request_stop());
  loop.run();
  REQUIRE(order.size() == 200);
  int last = 0;
  int stopped = 0;
  for (int const each : order) {
    if (each < 0) {
      ++stopped;
      continue;
    }
    CHECK(each >= last);
    last = each;
  }
  CHECK(stopped == 67);
}

TEST_CASE("loop: a stop from another thread wakes it") {
  geai::event_loop loop;
  std::stop_source stop;
  bool came = true;
  auto const wait = [](geai::event_loop& on, std::stop_token token, bool& to) -> task<void> {
    to = co_await on.sleep_for(20s, token);
  };
  loop.spawn(wait(loop, stop.get_token(), came));
  std::jthread stopper([&] {
    std::this_thread::sleep_for(10ms);
    stop.request_stop();
  });
  CHECK(loop.run_for(10s));
  CHECK_FALSE(came);
}

TEST_CASE("loop: the destructor destroys the remaining tasks") {
  auto const watched = std::make_shared<int>(0);
  {
    geai::event_loop loop;
    auto const hold = [](geai::event_loop& on, std::shared_ptr<int> what) -> task<void> {
      co_await on.sleep_for(1h);
      ++*what;
    };
    loop.spawn(hold(loop, watched));
    loop.spawn(hold(loop, watched));
    loop.poll();
    loop.spawn(hold(loop, watched));  // has not begun
    CHECK(watched.use_count() == 4);
  }
  CHECK(watched.use_count() == 1);
  CHECK(*watched == 0);
}

TEST_CASE("loop: runs inside another loop, by its descriptor and its next timeout") {
  geai::event_loop loop;
  if (loop.native_handle() < 0) return;  // poll(2) has no descriptor for that
  int one = 0;
  auto const is_readable = [&] {
    pollfd fd{loop.native_handle(), POLLIN, 0};
    return ::poll(&fd, 1, 0) == 1;
  };
  CHECK_FALSE(is_readable());
  CHECK_FALSE(loop.next_timeout());
  loop.spawn(into(later(loop, 30ms, 1), one));
  CHECK(is_readable());
  CHECK(loop.next_timeout() == 0ms);
  loop.poll();
  CHECK_FALSE(is_readable());
  REQUIRE(loop.next_timeout());
  CHECK(*loop.next_timeout() <= 30ms);
  for (int turns = 0; !loop.poll() && turns < 1000; ++turns) {
    pollfd fd{loop.native_handle(), POLLIN, 0};
    auto const wait = loop.next_timeout();
    ::poll(&fd, 1, wait ? static_cast<int>(wait->count()) : 1000);
  }
  CHECK(one == 1);
}

TEST_CASE("loop: a kept descriptor stays watched between two waits, and wakes the loop only once if nothing waits") {
  struct counter final : geai::detail::fd_handler {
    int count = 0;
    void ready(int, std::uint32_t) override { ++count; }
    void lost() override {}
  } heard;
  geai::event_loop loop;
  if (loop.native_handle() < 0) return;  // poll(2) has no descriptor for that
  geai::detail::loop_core& core = *loop.share();
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  auto const is_readable = [&loop] {
    pollfd one{loop.native_handle(), POLLIN, 0};
    return ::poll(&one, 1, 0) == 1;
  };
  char byte = 'a';
  core.keep(ends[0]);
  CHECK_FALSE(core.is_quiet(ends[0]));  // nothing waits for it
  core.watch(ends[0], EPOLLIN, &heard);
  core.watch(ends[0], 0, &heard);
  CHECK(core.is_quiet(ends[0]));
  core.watch(ends[0], EPOLLIN, &heard);
  REQUIRE(::write(ends[1], &byte, 1) == 1);
  loop.poll();
  CHECK(heard.count == 1);

  core.watch(ends[0], 0, &heard);
  CHECK(is_readable());
  loop.poll();
  CHECK(heard.count == 1);
  CHECK_FALSE(core.is_quiet(ends[0]));
  CHECK_FALSE(is_readable());
  core.watch(ends[0], EPOLLIN, &heard);
  loop.poll();
  CHECK(heard.count == 2);

  core.forget(ends[0]);
  CHECK_FALSE(is_readable());
  ::close(ends[0]);
  ::close(ends[1]);
}

TEST_CASE("when_all: waits for all, returns results in order, throws the first exception in order") {
  geai::event_loop loop;
  auto const few = [](geai::event_loop& on) -> task<void> {
    auto all = geai::when_all(later(on, 20ms, 1), number(2), owned(3), later(on, 1ms, 4));
    auto [one, two, three, four] = co_await all;
    CHECK(one == 1);
    CHECK(two == 2);
    CHECK(*three == 3);
    CHECK(four == 4);
  };
  auto const many = [](geai::event_loop& on) -> task<void> {
    std::vector<task<int>> tasks;
    for (int i = 0; i != 100; ++i) tasks.push_back(i % 2 == 0 ? number(i) : later(on, 1ms, i));
    auto all = geai::when_all(std::move(tasks));
    std::vector<int> const given = co_await all;
    REQUIRE(given.size() == 100);
    for (int i = 0; i != 100; ++i) CHECK(given[static_cast<std::size_t>(i)] == i);
    auto none = geai::when_all(std::vector<task<int>>{});
    CHECK((co_await none).empty());
  };
  auto const failed = [](geai::event_loop& on, int& ended) -> task<void> {
    auto const slow = [](geai::event_loop& by, int& to) -> task<void> {
      co_await by.sleep_for(10ms);
      to = 1;
    };
    auto all = geai::when_all(slow(on, ended), failing(on, "first"), failing(on, "second"));
    co_await all;
  };
  int ended = 0;
  loop.spawn(few(loop));
  loop.spawn(many(loop));
  loop.run();
  loop.spawn(failed(loop, ended));
  CHECK_THROWS_WITH(loop.run(), "first");
  CHECK(ended == 1);
}

TEST_CASE("for_each_concurrent: each item once, within the limit") {
  geai::event_loop loop;
  struct counts {
    int now = 0;
    int most = 0;
    int all = 0;
  };
  auto const use = [&loop](int const& each, counts& with) -> task<void> {
    with.most = std::max(with.most, ++with.now);
    co_await loop.sleep_for(std::chrono::milliseconds(1 + each % 3));
    if (each == 1000) throw std::runtime_error("a thousand");
    --with.now;
    ++with.all;
  };
  for (std::size_t limit : {0u, 1u, 7u, 100u}) {
    CAPTURE(limit);
    std::list<int> items;
    for (int i = 0; i != 50; ++i) items.push_back(i);
    counts seen;
    loop.spawn(geai::for_each_concurrent(items, limit, [&](int const& each) { return use(each, seen); }));
    loop.run();
    CHECK(seen.all == 50);
    CHECK(seen.most == static_cast<int>(limit == 0 ? 1 : std::min<std::size_t>(limit, 50)));
  }
  counts seen;
  loop.spawn(geai::for_each_concurrent(std::vector<int>{1, 2, 1000, 4, 5, 7, 8, 10, 11}, 2,
                                       [&](int const& each) { return use(each, seen); }));
  CHECK_THROWS_WITH(loop.run(), "a thousand");
  CHECK(seen.all < 8);
  loop.spawn(geai::for_each_concurrent(std::vector<int>{}, 2, [&](int const& each) { return use(each, seen); }));
  loop.run();
}
