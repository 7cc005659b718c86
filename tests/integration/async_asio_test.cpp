#ifndef GEAI_USE_POLL  // a loop over poll(2) has no descriptor that another loop can wait for
// Asio's fences are for several threads; there is one here, and the thread sanitizer does not support fences.
#include <geai/inline.hpp>
//
#include "support/sanitizers.hpp"
#ifdef WITH_THREAD_SANITIZER
#define BOOST_ASIO_DISABLE_FENCED_BLOCK
#endif
#include <geai/client/ai_lab.hpp>
#include <geai/client/awaiting.hpp>
#include <geai/json/simdjson.hpp>
#include <geai/transport/asio.hpp>
#include <geai/transport/curl_multi.hpp>
//
#include <doctest/doctest.h>
#include <sys/epoll.h>
#include <unistd.h>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <exception>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "curl_servers.hpp"
#include "support/sandbox.hpp"

// A geai::event_loop inside another loop.

namespace {

using namespace std::chrono_literals;

geai::task<void> count_agents(auto& client, std::size_t& seen) {
  auto const agents = co_await client.list_agents();
  seen += agents.value().size();
}

geai::task<void> pause_and_fail(geai::event_loop& loop) {
  co_await loop.sleep_for(5ms);
  throw std::runtime_error("as it should");
}

// Its limits are longer than the test's: a loop that ends only because of them ends too late.
auto client_on(geai::event_loop& loop, std::string const& url) {
  return geai::ai_lab_client{geai::transport::curl_multi{loop}, geai::api_key = "sandbox-key", geai::base_url = url,
                             geai::timeout = 2 * 1h, geai::connect_timeout = 1h};
}

}  // namespace

TEST_CASE("async: inside a loop over epoll") {
  support::sandbox const sandbox;
  geai::event_loop loop;
  auto client = client_on(loop, sandbox.url());
  support::descriptor const epoll(::epoll_create1(EPOLL_CLOEXEC));
  epoll_event event{};
  event.events = EPOLLIN;
  REQUIRE(::epoll_ctl(epoll.get(), EPOLL_CTL_ADD, loop.native_handle(), &event) == 0);

  std::size_t seen = 0;
  for (int i = 0; i != 5; ++i) loop.spawn(count_agents(client, seen));
  auto const limit = geai::event_loop::clock::now() + support::patience;
  bool done = false;
  while (!done && geai::event_loop::clock::now() < limit) {
    auto const wait = loop.next_timeout();
    ::epoll_wait(epoll.get(), &event, 1, wait ? static_cast<int>(wait->count()) : 1000);
    done = loop.poll();
  }
  CHECK(done);
  CHECK(seen > 0);
  CHECK(seen % 5 == 0);
}

TEST_CASE("async: inside Boost.Asio") {
  support::sandbox const sandbox;
  boost::asio::io_context context;
  geai::event_loop loop;
  auto client = client_on(loop, sandbox.url());
  std::size_t seen = 0;
  {
    geai::asio_loop const living(context.get_executor(), loop);
    CHECK(context.run_for(support::patience) == 0);  // no task, so Asio has nothing to do
    context.restart();

    for (int i = 0; i != 5; ++i) loop.spawn(count_agents(client, seen));
    boost::asio::steady_timer timer(context, 10ms);  // meanwhile Asio's own work continues
    bool rang = false;
    timer.async_wait([&](boost::system::error_code) {
      rang = true;
      loop.spawn(count_agents(client, seen));
    });
    context.run_for(support::patience);
    CHECK(context.stopped());
    CHECK(rang);
    CHECK(seen > 0);
    CHECK(seen % 6 == 0);

    context.restart();
    loop.spawn(pause_and_fail(loop));
    CHECK_THROWS_WITH(context.run_for(support::patience), "as it should");
    context.restart();
    context.run_for(support::patience);
    CHECK(context.stopped());  // its last task has ended the wait
    std::size_t const before = seen;
    loop.spawn(count_agents(client, seen));
    context.restart();
    context.run_for(support::patience);
    CHECK(seen > before);
    loop.spawn(count_agents(client, seen));  // unfinished
  }
  context.restart();
  context.run_for(support::patience);
  CHECK(context.stopped());
  std::size_t const before = seen;
  loop.run();  // it continues without Asio
  CHECK(seen > before);
}

namespace {

boost::asio::awaitable<void> ask(auto& client, geai::event_loop& loop, std::vector<std::string>& seen) {
  auto agents = co_await geai::async_call(client.list_agents(), boost::asio::use_awaitable);
  seen.push_back(agents ? std::to_string(agents->size()) : agents.error().message);
  auto wrong = client.get_agent({.id = "none"});
  auto const missing = co_await geai::async_call(std::move(wrong), boost::asio::use_awaitable);
  seen.push_back(std::to_string(missing.error().http_status));
  try {
    co_await geai::async_call(pause_and_fail(loop), boost::asio::use_awaitable);
  } catch (std::runtime_error const& thrown) {
    seen.push_back(thrown.what());
  }
}

geai::task<geai::result<int>> wait_for_ever(geai::event_loop& loop, bool& destroyed) {
  struct mark {
    bool& set;
    ~mark() { set = true; }
  } const at_end{destroyed};
  co_await loop.sleep_for(1h);
  co_return 1;
}

}  // namespace

TEST_CASE("async: a coroutine of Boost.Asio awaits calls") {
  support::sandbox const sandbox;
  boost::asio::io_context context;
  geai::event_loop loop;
  auto client = client_on(loop, sandbox.url());
  geai::asio_loop const living(context.get_executor(), loop);
  std::vector<std::string> seen;
  boost::asio::co_spawn(context, ask(client, loop, seen), boost::asio::detached);
  context.run_for(support::patience);
  CHECK(seen == std::vector<std::string>{"3", "404", "as it should"});
  CHECK(!loop.has_tasks());
}

TEST_CASE("async: Boost.Asio cancels a call") {
  boost::asio::io_context context;
  geai::event_loop loop;
  geai::asio_loop const living(context.get_executor(), loop);
  boost::asio::cancellation_signal signal;
  bool destroyed = false;
  std::optional<geai::result<int>> given;
  auto const handler = [&](std::exception_ptr thrown, geai::result<int> value) {
    CHECK(!thrown);
    given = std::move(value);
  };
  geai::async_call(wait_for_ever(loop, destroyed),
                   boost::asio::bind_cancellation_slot(signal.slot(), boost::asio::bind_executor(context, handler)));
  boost::asio::steady_timer timer(context, 5ms);
  timer.async_wait([&](auto) { signal.emit(boost::asio::cancellation_type::terminal); });
  context.run_for(support::patience);
  REQUIRE(given);
  CHECK(given->error().code == geai::errc::cancelled);
  CHECK(destroyed);
  CHECK(!loop.has_tasks());
}
#endif
