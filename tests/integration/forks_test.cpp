#include <geai/inline.hpp>
//
#include <geai/async.hpp>
#include <geai/geai.hpp>
#include <geai/observers/log_calls.hpp>
#include <geai/observers/trace_calls.hpp>
#include <geai/transport/record.hpp>
//
#include <doctest/doctest.h>

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "curl_servers.hpp"
#include "support/await_on.hpp"
#include "support/forked.hpp"
#include "support/sanitizers.hpp"
#include "support/temporary_directory.hpp"

// A fork during calls of other threads: docs/decisions/processes.md states the guarantees for the child.

namespace {

using namespace std::chrono_literals;
using support::answering;
using support::peer;
using support::seen_request;
using support::server;
using support::status_in_child;

constexpr std::string_view no_agents = R"({"agents":[]})";

#ifdef WITH_SANITIZER
constexpr int forks = 100;
#else
constexpr int forks = 1000;
#endif

// The thread sanitizer's own allocator may wait, in a child, for a thread of the parent: seen once in 20 runs.
#ifdef WITH_THREAD_SANITIZER
constexpr int hangs_of_sanitizer = 1;
#else
constexpr int hangs_of_sanitizer = 0;
#endif

// Threads that repeat their work from start() to rest(), and then finish the round that they are at: eight times.
class busy_threads {
public:
  busy_threads(int count, std::function<void()> work) : count_(count) {
    for (int i = 0; i != count; ++i)
      threads_.emplace_back([this, work](std::stop_token stop) {
        for (;;) {
          wanted_.wait(false);
          if (stop.stop_requested()) return;
          ++working_;
          do
            for (int once = 0; once != 8; ++once) work();
          while (wanted_ && !stop.stop_requested());
          --working_;
        }
      });
  }

  ~busy_threads() {
    for (auto& each : threads_) each.request_stop();
    wake();
  }

  // Returns when all of them are at work.
  void start() {
    wake();
    for (int i = 0; working_ != count_ && i != 600'000; ++i) std::this_thread::sleep_for(100us);
  }
  void rest() { wanted_ = false; }

private:
  void wake() {
    wanted_ = true;
    wanted_.notify_all();
  }

  int count_;
  std::atomic<bool> wanted_{false};
  std::atomic<int> working_{0};
  std::vector<std::jthread> threads_;
};

struct tally {
  int good = 0;
  int failed = 0;
  int hung = 0;
};

// Forks that often while all threads are at work; `work` returns in a child whether it succeeded. The threads rest between two
// forks: on a busy machine they would take the processor from the one thread that forks.
tally fork_often(busy_threads& threads, int times, std::function<bool()> const& work) {
  tally counts;
  int repetitions = hangs_of_sanitizer;
  while (counts.good + counts.failed != times && counts.hung == 0) {
    threads.start();
    std::optional<int> const status = status_in_child([&] { return work() ? 0 : 1; }, [&] { threads.rest(); });
    if (!status && repetitions-- > 0) {
      MESSAGE("a child hung, and is forked once more");
      continue;
    }
    ++(!status ? counts.hung : *status == 0 ? counts.good : counts.failed);
  }
  return counts;
}

// An in-process platform without a lock: it grants tokens and refuses every fifth call, so that they are renewed.
struct renewing_platform {
  std::atomic<int>* calls;

  geai::result<void> send(geai::http::request const& rq, geai::http::response& rs) {
    rs.status = 200;
    rs.add_header("content-type", "application/json");
    if (rq.url.find("token") != rq.url.npos) {
      rs.body = R"({"access_token":"token-)" + std::to_string(++*calls) + R"(","expires_in":3600,"refresh_token":"r"})";
    } else if (++*calls % 5 == 0) {
      rs.status = 401;
    } else {
      rs.body.append(no_agents);
    }
    return {};
  }
};

}  // namespace

// Its first use takes a lock, which a thread of the parent may hold forever in a child. Runs first: other tests make clients.
TEST_CASE("forks: simdjson has chosen its code when a client is made") {
  auto const chosen = [] {
    auto const& known = simdjson::get_available_implementations();
    return std::find(known.begin(), known.end(), &*simdjson::get_active_implementation()) != known.end();
  };
  if (chosen()) {
    MESSAGE("not tested: this simdjson has code for one processor only, or another test made a client");
    return;
  }
  geai::ai_lab_client const client{geai::transport::mock{}, geai::api_key = "k", geai::base_url = "https://h"};
  CHECK(chosen());
}

TEST_CASE("forks: a child calls beside running calls, over the mock") {
  geai::transport::mock wire;
  wire.reply(200, std::string(no_agents));
  geai::ai_lab_client const client{wire, geai::api_key = "k", geai::base_url = "https://h", geai::timeout = 30s};
  tally counts;
  {
    busy_threads threads(3, [&] { static_cast<void>(client.list_agents()); });
    counts = fork_often(threads, forks,
                        [&] { return client.list_agents().has_value() && client.list_agents().has_value(); });
  }
  CHECK(counts.hung == 0);
  CHECK(counts.good == forks);
}

TEST_CASE("forks: a child calls beside running calls, over libcurl") {
  server host(answering([](peer& client, seen_request const&) { client.answer(200, no_agents); }));
  geai::ai_lab_client const client{geai::api_key = "k", geai::base_url = host.url(""), geai::timeout = 30s};
  tally counts;
  {
    busy_threads threads(2, [&] { static_cast<void>(client.list_agents()); });
    counts = fork_often(threads, forks,
                        [&] { return client.list_agents().has_value() && client.list_agents().has_value(); });
  }
  CHECK(counts.hung == 0);
  CHECK(counts.good == forks);
}

TEST_CASE("forks: a child calls while a token is renewed, and read, by other threads") {
  std::atomic<int> calls{0};
  geai::ai_lab_client const client{
      geai::auth::password{.client_id = "c", .username = "u", .password = "p", .project_id = "p"},
      renewing_platform{&calls}, geai::base_url = "https://h", geai::timeout = 30s};
  tally counts;
  {
    busy_threads threads(3, [&] { static_cast<void>(client.list_agents()); });
    counts = fork_often(threads, forks, [&] {
      bool good = true;
      for (int i = 0; i != 12; ++i) good = client.list_agents().has_value() && good;
      return good;
    });
  }
  CHECK(counts.hung == 0);
  CHECK(counts.good == forks);
}

TEST_CASE("forks: a child does not wait for a renewal by a thread of its parent") {
  std::atomic<bool> asked{false}, go_on{false};
  pid_t const parent = ::getpid();
  struct slow_platform {
    std::atomic<bool>*asked, *go_on;
    pid_t parent;
    geai::result<void> send(geai::http::request const& rq, geai::http::response& rs) {
      rs.status = 200;
      rs.body = no_agents;
      if (rq.url.find("token") == rq.url.npos) return {};
      rs.body = R"({"access_token":"t","expires_in":3600})";
      *asked = true;
      for (int i = 0; ::getpid() == parent && !*go_on && i != 20000; ++i) std::this_thread::sleep_for(1ms);
      return {};
    }
  };
  geai::ai_lab_client const client{
      geai::auth::password{.client_id = "c", .username = "u", .password = "p", .project_id = "p"},
      slow_platform{&asked, &go_on, parent}, geai::base_url = "https://h"};
  std::jthread const renewing([&] { static_cast<void>(client.list_agents()); });
  for (int i = 0; !asked && i != 20000; ++i) std::this_thread::sleep_for(1ms);
  REQUIRE(asked);
  CHECK(status_in_child([&] { return client.list_agents({}, {.timeout = 30s}) ? 0 : 1; }) == 0);
  go_on = true;
}

TEST_CASE("forks: each process knows its id") {
  using geai::detail::current_process;
  CHECK(current_process() == ::getpid());
  CHECK(status_in_child([] {
          if (current_process() != ::getpid()) return 1;
          return status_in_child([] { return current_process() == ::getpid() ? 0 : 2; }).value_or(3);
        }) == 0);
}

#if defined(__linux__) && defined(MADV_WIPEONFORK)
TEST_CASE("forks: the id of the process is in memory that the kernel clears in a child") {
  static_cast<void>(geai::detail::current_process());
  geai::detail::kept_process_id* const kept = geai::detail::process_of_memory;
  if (kept == &geai::detail::never_kept) {
    MESSAGE("not tested: this kernel does not clear memory in a child");
    return;
  }
  CHECK(*kept == ::getpid());
  CHECK(status_in_child([&] { return *kept == 0 ? 0 : 1; }) == 0);
}
#endif

TEST_CASE("forks: a child does not wait for a constant that a thread of its parent is making") {
  static std::atomic<bool> asked{false}, go_on{false};
  static pid_t const parent = ::getpid();
  struct slow_constant {
    slow_constant() {
      asked = true;
      for (int i = 0; ::getpid() == parent && !go_on && i != 20000; ++i) std::this_thread::sleep_for(1ms);
    }
  };
  std::jthread const making([] { static_cast<void>(geai::detail::lasting<slow_constant>()); });
  for (int i = 0; !asked && i != 20000; ++i) std::this_thread::sleep_for(1ms);
  REQUIRE(asked);
  auto const use = [] {
    static_cast<void>(geai::detail::lasting<slow_constant>());
    return 0;
  };
  CHECK(status_in_child(
            use, [] {}, 10s) == 0);
  go_on = true;
}

TEST_CASE("forks: the child of a fork has its own ids for its calls") {
  auto const here = geai::trace_context::make();  // the thread's sequence has begun
  CHECK(here.span != 0);
  int pair[2];
  REQUIRE(::pipe(pair) == 0);
  CHECK(status_in_child([&] {
          auto const its = geai::trace_context::make();
          return ::write(pair[1], &its.trace_high, sizeof its.trace_high) == sizeof its.trace_high ? 0 : 1;
        }) == 0);
  std::uint64_t its = 0;
  REQUIRE(::read(pair[0], &its, sizeof its) == sizeof its);
  CHECK(its != geai::trace_context::make().trace_high);
  ::close(pair[0]);
  ::close(pair[1]);
}

TEST_CASE("forks: observers that lock do not stop a child") {
  struct counting_sink {
    std::atomic<int>* spans;
    void span(geai::call_span const&) { ++*spans; }
  };
  std::ostringstream log;
  std::atomic<int> spans{0};
  geai::transport::mock wire;
  wire.reply(200, std::string(no_agents));
  geai::ai_lab_client const traced{wire, geai::api_key = "k", geai::base_url = "https://h", geai::timeout = 30s,
                                   geai::observer = geai::trace_calls(counting_sink{&spans})};
  geai::ai_lab_client const logged{wire, geai::api_key = "k", geai::base_url = "https://h", geai::timeout = 30s,
                                   geai::observer = geai::log_calls([](std::string_view) {})};
  tally counts;
  {
    busy_threads threads(3, [&] { static_cast<void>(traced.list_agents()); });
    counts = fork_often(threads, forks / 4, [&] {
      int const before = spans;
      return traced.list_agents().has_value() && logged.list_agents().has_value() && spans > before;
    });
  }
  CHECK(counts.hung == 0);
  CHECK(counts.good == forks / 4);
}

TEST_CASE("forks: a recording belongs to its process, and a child's call over it fails at once") {
  support::temporary_directory const folder;
  geai::transport::mock wire;
  wire.reply(200, std::string(no_agents));
  geai::transport::record recording{wire, folder.path() / "a.recording"};
  geai::ai_lab_client const client{recording, geai::api_key = "k", geai::base_url = "https://h"};
  CHECK(client.list_agents());
  CHECK(status_in_child([&] {
          auto const refused = client.list_agents();
          return !refused && refused.error().code == geai::errc::invalid_argument ? 0 : 1;
        }) == 0);
  CHECK(client.list_agents());
}

TEST_CASE("forks: curl_multi in a child starts fresh, and the parent's calls continue") {
  std::atomic<bool> answer{false};
  server host(answering([&](peer& client, seen_request const& rq) {
    if (rq.target.find("status=slow") != rq.target.npos)
      for (int i = 0; !answer && i != 20000; ++i) std::this_thread::sleep_for(1ms);
    client.answer(200, no_agents);
  }));
  geai::event_loop loop;
  geai::ai_lab_client const client{geai::transport::curl_multi{loop}, geai::api_key = "k",
                                   geai::base_url = host.url(""), geai::timeout = 60s,
                                   geai::retry = geai::retry_policy{.max_attempts = 1}};
  std::optional<geai::result<geai::agent_list>> slow;
  auto const ask = [](auto const& by, auto& into) -> geai::task<void> {
    auto call = by.list_agents({.status = "slow"});
    into.emplace(co_await call);
  };
  loop.spawn(ask(client, slow));
  loop.run_for(50ms);
  REQUIRE(!slow);

  CHECK(status_in_child([&] {
          auto const listed = support::await_on(loop, client.list_agents());  // the slow one is over as well
          bool const lost = slow && !*slow && slow->error().code == geai::errc::transport;
          return !listed ? 1 : !lost ? 2 : support::await_on(loop, client.list_agents()) ? 0 : 3;
        }) == 0);
  CHECK(status_in_child([&] {  // this ends running calls without having run the loop
          { auto const gone = std::move(slow); }
          return 0;
        }) == 0);

  answer = true;
  loop.run();
  REQUIRE(slow);
  CHECK(*slow);
}

TEST_CASE("forks: destroying a stream in a child does not end it for the parent") {
  std::atomic<bool> answer{false};
  server host(answering([&](peer& client, seen_request const&) {
    client.write(
        "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\ndata: {\"choices\":[]}\n\n");
    for (int i = 0; !answer && i != 20000; ++i) std::this_thread::sleep_for(1ms);
    client.write("data: {\"choices\":[]}\n\ndata: [DONE]\n\n");
  }));
  auto client =
      std::make_unique<geai::chat_client<geai::auth::api_key>>(geai::api_key = "k", geai::base_url = host.url(""));
  auto stream = std::make_unique<decltype(client->stream_completion({}))>(
      client->stream_completion({.model = "m", .messages = {{.role = "user", .content = "hi"}}}));
  REQUIRE(stream->has_value());
  auto at = (**stream).begin();
  CHECK(*at);
  CHECK(status_in_child([&] {
          stream.reset();
          client.reset();
          return 0;
        }) == 0);
  answer = true;
  ++at;
  REQUIRE(at != (**stream).end());
  CHECK(*at);
  ++at;
  CHECK(at == (**stream).end());
}
