#include <geai/inline.hpp>
//
#include <geai/async.hpp>
#include <geai/geai.hpp>
//
#include <doctest/doctest.h>
#include <httplib.h>
#include <malloc.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "curl_servers.hpp"
#include "support/awaited.hpp"
#include "support/sandbox.hpp"

// Clients over curl_multi: the calls are awaited, on a loop that the test runs.
//
// g++ 12 miscompiles braces within a co_await (client/awaiting.hpp), so calls with braces are made first.

namespace {

using namespace std::chrono_literals;
using geai::errc;
using geai::phase;
using nlohmann::json;
using support::answering;
using support::await_on;
using support::peer;
using support::seen_request;
using support::server;

void fault(support::sandbox const& at, json const& what) {
  httplib::Client client(at.url());
  auto const answer = client.Post("/_sandbox/faults", what.dump(), "application/json");
  REQUIRE(answer);
  REQUIRE(answer->status / 100 == 2);
}

json requests(support::sandbox const& at) {
  httplib::Client client(at.url());
  auto const answer = client.Get("/_sandbox/requests");
  REQUIRE(answer);
  return json::parse(answer->body);
}

std::size_t count_of(json const& all, std::string_view path) {
  std::size_t count = 0;
  for (auto const& each : all) count += each.at("path").get<std::string>() == path;
  return count;
}

auto client_on(geai::event_loop& loop, std::string const& url, geai::retry_policy how = {.max_attempts = 1}) {
  return geai::ai_lab_client{geai::transport::curl_multi{loop}, geai::api_key = "sandbox-key", geai::base_url = url,
                             geai::retry = how};
}

auto login_on(geai::event_loop& loop, std::string const& url) {
  return geai::ai_lab_client{geai::transport::curl_multi{loop},
                             geai::auth::password{.client_id = "sandbox-client",
                                                  .username = "user@example.com",
                                                  .password = "sandbox-password",
                                                  .project_id = "sandbox-project"},
                             geai::base_url = url, geai::retry = geai::retry_policy{.max_attempts = 1}};
}

template <class T> std::string kind_of(geai::result<T> const& from) {
  if (from) return "success";
  return std::string(to_string(from.error().code)) + ", " + std::string(to_string(from.error().phase));
}

geai::task<void> work(auto& ac, std::size_t& seen) {
  geai::result<geai::agent_list> r = co_await ac.list_agents();
  if (r) seen = r->size();
}

// Runs the loop until the task has ended, with a time limit.
void run(geai::event_loop& loop) { REQUIRE(loop.run_for(support::patience)); }

std::chrono::milliseconds since(geai::http::clock::time_point begin) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(geai::http::clock::now() - begin);
}

}  // namespace

// --- calls ------------------------------------------------------------------------------------------------------------

TEST_CASE("async: a reused answer") {
  support::sandbox const sandbox;
  geai::event_loop loop;
  geai::ai_lab_client client{geai::transport::curl_multi{loop}, geai::api_key = "sandbox-key",
                             geai::base_url = sandbox.url()};
  geai::agent_list into;
  geai::agent const* first = nullptr;
  auto const listing = [&]() -> geai::task<void> {
    for (int i = 0; i != 3; ++i) {
      auto call = client.list_agents(geai::api::list_agents{.count = 3}, into);
      geai::result<void> const done = co_await call;
      CHECK(done.has_value());
      CHECK(into.size() == 3);
      if (i != 0) CHECK(into.agents.data() == first);
      first = into.agents.data();
    }
    auto call = client.get_agent(geai::api::get_agent{.id = "there-is-no-such-agent"}, into.agents[0]);
    geai::result<void> const none = co_await call;
    CHECK((!none && none.error().is_not_found()));
    CHECK((!none && none.error().operation == "get_agent"));
  };
  loop.spawn(listing());
  loop.run();
  CHECK(first != nullptr);
}

TEST_CASE("async: the contract's example") {
  support::sandbox const sandbox;
  std::string const url = sandbox.url();
  std::size_t seen = 0;
  geai::event_loop loop;
  geai::ai_lab_client ac{geai::transport::curl_multi{loop}, geai::api_key = "sandbox-key", geai::base_url = url};
  static_assert(std::is_same_v<decltype(ac.list_agents()), geai::task<geai::result<geai::agent_list>>>);
  loop.spawn(work(ac, seen));
  loop.run();
  CHECK(seen > 0);
  loop.run();  // nothing is left to do
}

TEST_CASE("async: calls, answers and errors") {
  support::sandbox const sandbox;
  geai::event_loop loop;
  auto client = client_on(loop, sandbox.url());

  auto created = await_on(loop, client.create_agent({.definition = {.name = "by a coroutine"}}));
  REQUIRE((created ? "" : created.error().message) == "");
  auto one = await_on(loop, client.get_agent({.id = created->id}));
  REQUIRE(one);
  CHECK(one->name == "by a coroutine");
  auto some = await_on(loop, client.list_agents({.count = 1}));
  REQUIRE(some);
  CHECK(some->size() == 1);
  auto raw = await_on(loop, client.call_raw(geai::api::get_agent{.id = "nobody"}));
  REQUIRE(raw.has_value());
  CHECK(raw->status == 404);
  auto tree = await_on(loop, client.call_as<geai::raw_json>(geai::api::list_agents{.count = 1}));
  REQUIRE(tree.has_value());
  CHECK(tree->text.find("\"agents\"") != std::string::npos);

  auto missing = await_on(loop, client.get_agent({.id = "nobody"}));
  REQUIRE(!missing);
  CHECK(missing.error().is_not_found());
  CHECK(missing.error().operation == "get_agent");
  auto refused = await_on(loop, client.get_agent({.id = ""}));
  CHECK(kind_of(refused).starts_with("missing_requirement"));
  auto broken = await_on(loop, client.list_agents({}, {.headers = {{"X-A", "a\r\nb"}}}));
  CHECK(kind_of(broken) == "invalid_argument, none");

  // The arguments are those at the time of the call.
  geai::api::get_agent asked{.id = created->id};
  auto call = client.get_agent(asked);
  asked.id = "another";
  CHECK(await_on(loop, std::move(call)));
}

TEST_CASE("async: a call outlives its client, and a client its loop") {
  support::sandbox const sandbox;
  std::optional<geai::ai_lab_client<geai::auth::api_key, geai::transport::curl_multi, geai::json::simdjson>> kept;
  {
    geai::event_loop loop;
    auto call = client_on(loop, sandbox.url()).list_agents();
    CHECK(await_on(loop, std::move(call)));

    kept.emplace(client_on(loop, sandbox.url()));
    auto moved = std::move(*kept);
    CHECK(await_on(loop, moved.list_agents()));
    kept.emplace(std::move(moved));

    // Remaining tasks end with the loop, and their calls with them.
    std::size_t seen = 0;
    auto other = client_on(loop, sandbox.url());
    fault(sandbox, {{"kind", "delay"}, {"delay_ms", 500}});
    loop.spawn(work(other, seen));
    loop.spawn(work(*kept, seen));
    CHECK(!loop.run_for(20ms));
  }
}

TEST_CASE("async: run() rethrows a task's exception, and the other tasks continue") {
  support::sandbox const sandbox;
  geai::event_loop loop;
  auto client = client_on(loop, sandbox.url());
  auto const fail = [](auto& by, int number) -> geai::task<void> {
    auto call = by.get_agent(geai::api::get_agent());
    auto const outcome = co_await call;
    if (outcome) throw std::runtime_error("no error of call " + std::to_string(number));
    static_cast<void>(outcome.value());
  };
  std::size_t seen = 0;
  loop.spawn(fail(client, 1));
  loop.spawn(fail(client, 2));
  loop.spawn(work(client, seen));
  CHECK_THROWS_AS(loop.run(), geai::missing_requirement_error);
  CHECK_THROWS_AS(loop.run(), geai::missing_requirement_error);
  loop.run();
  CHECK(seen > 0);
}

TEST_CASE("async: no error shows a secret of a destroyed operation") {
  std::string const hidden = "a secret that is long enough to be on the heap";
  server host(answering([](peer& client, seen_request const& rq) {
    client.answer(400, "{\"errors\":[{\"id\":8,\"description\":" + json(rq.body).dump() + "}]}");
  }));
  geai::event_loop loop;
  auto const client = client_on(loop, host.url(""));
  auto call = client.call(geai::api::create_secret{.definition = {.name = "n", .secret_string = geai::secret(hidden)}});
  auto const refused = await_on(loop, call);
  REQUIRE(!refused);
  CHECK(refused.error().faults.at(0).description.find("secretString") != std::string::npos);
  for (std::string const& each : {refused.error().message, refused.error().body, refused.error().faults[0].description})
    CHECK(each.find(hidden) == std::string::npos);
}

// --- attempts, time and stops -----------------------------------------------------------------------------------------

TEST_CASE("async: retries are the same as with the blocking engine") {
  support::sandbox const sandbox;
  geai::event_loop loop;
  auto client = client_on(loop, sandbox.url(), {.max_attempts = 3, .base_delay = 1ms, .max_delay = 1ms});
  SUBCASE("idempotent operations, with the pause that the server requests") {
    fault(sandbox, {{"kind", "status"}, {"status", 503}, {"headers", {{"Retry-After", "1"}}}});
    auto const begin = geai::http::clock::now();
    CHECK(await_on(loop, client.list_agents()));
    CHECK(since(begin) >= 999ms);
    CHECK(count_of(requests(sandbox), "/v2/agents") == 2);
  }
  SUBCASE("but not beyond the deadline") {
    fault(sandbox, {{"kind", "status"}, {"status", 503}, {"headers", {{"Retry-After", "60"}}}});
    auto const listed = await_on(loop, client.list_agents({}, {.timeout = 2s}));
    CHECK(kind_of(listed).starts_with("api_response"));
    CHECK(listed.error().message.find("not tried again") != std::string::npos);
  }
  SUBCASE("but not unsafe operations") {
    fault(sandbox, {{"kind", "reset"}, {"times", 0}});
    auto const created = await_on(loop, client.create_agent({.definition = {.name = "n"}}));
    CHECK(kind_of(created).starts_with("transport"));
    CHECK(created.error().attempts.size() == 1);
    auto const listed = await_on(loop, client.list_agents());
    CHECK(kind_of(listed).starts_with("transport"));
    CHECK(listed.error().attempts.size() == 3);
  }
}

namespace {

// A call that gets stuck in this phase.
struct stuck_call {
  explicit stuck_call(phase where) {
    if (where == phase::connect) return;  // the maximum number of connections is in use
    host.emplace([this, where](peer& client) {
      while (auto const seen = client.read_request()) {
        bool const token = seen->target.find("access_token") != std::string::npos;
        if (where == phase::receive && !token) client.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{");
        if (where == phase::back_off) client.answer(503, "", "Retry-After: 15\r\n");
        reached = true;
        if (where != phase::back_off) return client.drain();
      }
    });
  }

  std::atomic<bool> reached = false;
  std::optional<server> host{};
};

}  // namespace

TEST_CASE("async: a deadline and a stop token act in every phase") {
  for (phase const where : {phase::connect, phase::first_byte, phase::receive, phase::back_off, phase::token})
    for (bool stops : {true, false}) {
      if (where == phase::back_off && !stops) continue;  // no pause that ends after the deadline
      std::string const name(to_string(where));
      CAPTURE(name);
      CAPTURE(stops);
      stuck_call call(where);
      server busy(answering([](peer&, seen_request const&) {}));
      geai::event_loop loop;
      geai::retry_policy const how{.max_attempts = where == phase::back_off ? 2 : 1};
      auto const attempt = [&](auto client) {
        std::stop_source holding;
        geai::call_options const hold{.stop = holding.get_token()};
        auto const ignore = [](auto& by, geai::call_options const& options) -> geai::task<void> {
          auto waiting = by.list_agents(geai::api::list_agents(), options);
          static_cast<void>(co_await waiting);
        };
        if (where == phase::connect) {
          loop.spawn(ignore(client, hold));
          loop.poll();
        }
        std::stop_source source;
        geai::call_options options{.stop = source.get_token()};
        options.timeout = stops ? 20s : 150ms;
        std::optional<geai::result<geai::agent_list>> outcome;
        auto ended = geai::http::clock::now();
        auto const keep = [](auto& by, geai::call_options const& with, auto& into, auto& when) -> geai::task<void> {
          auto made = by.list_agents(geai::api::list_agents(), with);
          into = co_await made;
          when = geai::http::clock::now();
        };
        loop.spawn(keep(client, options, outcome, ended));
        auto const limit = geai::http::clock::now() + support::patience;
        while (!outcome && (where == phase::connect ? false : !call.reached) && geai::http::clock::now() < limit)
          loop.run_for(5ms);
        loop.run_for(30ms);
        auto asked = geai::http::clock::now();
        std::jthread stopper([&] {
          std::this_thread::sleep_for(20ms);
          asked = geai::http::clock::now();
          if (stops) source.request_stop();
        });
        while (!outcome && geai::http::clock::now() < limit) loop.run_for(5ms);
        stopper.join();
        REQUIRE(outcome);
        CHECK(kind_of(*outcome) == (stops ? "cancelled, " : "timeout, ") + name);
        if (stops) CHECK(ended - asked < 5s);  // at once, but the machine may be busy
        holding.request_stop();
        run(loop);
      };
      if (where == phase::connect)
        attempt(geai::ai_lab_client{geai::transport::curl_multi{loop, {.max_connections = 1}}, geai::api_key = "k",
                                    geai::base_url = busy.url("")});
      else if (where == phase::token)
        attempt(login_on(loop, call.host->url("")));
      else
        attempt(client_on(loop, call.host->url(""), how));
    }
}

TEST_CASE("async: destroying a task ends its call and closes its connection") {
  std::atomic<int> closed = 0;
  std::atomic<bool> reached = false;
  server host([&](peer& client) {
    if (!client.read_request()) return;
    reached = true;
    closed += client.wait_for_close_within(support::patience);
  });
  geai::event_loop loop;
  auto client = client_on(loop, host.url(""));
  {
    auto call = client.list_agents();
    CHECK(call.await_suspend(std::noop_coroutine()));
    auto const limit = geai::http::clock::now() + support::patience;
    while (!reached && geai::http::clock::now() < limit) {
      loop.poll();
      std::this_thread::sleep_for(1ms);
    }
  }
  auto const limit = geai::http::clock::now() + support::patience;
  while (closed == 0 && geai::http::clock::now() < limit) std::this_thread::sleep_for(1ms);
  CHECK(closed == 1);
}

TEST_CASE("async: unsolicited data of a server is not read as the next response") {
  std::string const evil = "HTTP/1.1 200 OK\r\nContent-Length: 26\r\n\r\n{\"agents\":[{\"id\":\"evil\"}]}";
  for (bool late : {false, true}) {
    CAPTURE(late);
    server host(answering([&](peer& client, seen_request const& rq) {
      client.answer(200, R"({"agents":[]})");
      if (rq.target.find("later") != rq.target.npos) return;
      if (late) std::this_thread::sleep_for(5ms);
      client.write(evil);
    }));
    geai::event_loop loop;
    auto client = client_on(loop, host.url(""));
    CHECK(await_on(loop, client.list_agents()));
    std::this_thread::sleep_for(30ms);
    for (int i = 0; i != 2; ++i) {
      auto const next = await_on(loop, client.list_agents({}, {.query = {{"later", "1"}}}));
      REQUIRE((next ? "" : next.error().message) == "");
      CHECK(next->size() == 0);
    }
    CHECK(host.connections() == 2);  // the spoiled one once, the other one twice
  }
}

// --- tokens -----------------------------------------------------------------------------------------------------------

TEST_CASE("async: sixteen simultaneous 401s are one renewal, and every call succeeds") {
  support::sandbox const sandbox;
  geai::event_loop loop;
  auto client = login_on(loop, sandbox.url());
  std::vector<std::size_t> seen(16, 0);
  auto const all = [&] {
    for (std::size_t& each : seen) {
      each = 0;
      loop.spawn(work(client, each));
    }
    run(loop);
    for (std::size_t const each : seen) CHECK(each > 0);
  };
  auto const logins = [&] {
    json const list = requests(sandbox);
    return count_of(list, "/oauth/access_token") + count_of(list, "/v2/oauth/access_token");
  };
  all();
  std::size_t const first = logins();
  CHECK(first == 1);
  httplib::Client control(sandbox.url());
  REQUIRE(control.Post("/_sandbox/expire-tokens"));
  all();
  CHECK(logins() == first + 1);
}

TEST_CASE("async: no call waits for a renewal while the token is valid") {
  std::atomic<int> tokens = 0;
  std::atomic<int> lists = 0;
  server host(answering([&](peer& client, seen_request const& seen) {
    if (seen.target.find("access_token") == std::string::npos) {
      ++lists;
      return client.answer(200, R"({"agents":[{"id":"1"}]})", "Content-Type: application/json\r\n");
    }
    if (++tokens == 1)
      return client.answer(200, R"({"access_token":"t","token_type":"Bearer","expires_in":1})",
                           "Content-Type: application/json\r\n");
    for (int i = 0; i < 2000 && lists < 6; ++i) std::this_thread::sleep_for(1ms);
    client.answer(500);
  }));
  geai::event_loop loop;
  auto client = login_on(loop, host.url(""));
  std::size_t seen = 0;
  loop.spawn(work(client, seen));
  run(loop);
  CHECK(tokens == 1);
  std::this_thread::sleep_for(600ms);  // past the soft limit, half a second
  std::vector<std::size_t> more(6, 0);
  for (std::size_t& each : more) loop.spawn(work(client, each));
  run(loop);
  CHECK(tokens == 2);
  CHECK(lists == 7);
  for (std::size_t const each : more) CHECK(each == 1);  // the renewal failed, but the token was still valid
}

// --- streams and lists ------------------------------------------------------------------------------------------------

TEST_CASE("async: a stream has the same content as the whole answer") {
  support::sandbox const sandbox;
  geai::event_loop loop;
  geai::chat_client chat{geai::transport::curl_multi{loop}, geai::api_key = "sandbox-key",
                         geai::base_url = sandbox.url()};
  geai::api::chat_completion const question{.model = "openai/gpt-4o",
                                            .messages = {{.role = "user", .content = "one two three"}}};
  auto const whole = await_on(loop, chat.completion(question));
  REQUIRE(whole);
  auto const read = [](auto& by, auto const& op, std::string& into, std::size_t& chunks) -> geai::task<void> {
    auto call = by.stream_completion(op);
    auto begun = co_await call;
    while (auto const* each = co_await begun.value().next()) {
      ++chunks;
      for (auto const& choice : each->value().choices) into += choice.delta.content.value_or("");
    }
  };
  std::string text;
  std::size_t chunks = 0;
  loop.spawn(read(chat, question, text, chunks));
  run(loop);
  CHECK(text == whole->choices[0].message.content.value());
  CHECK(chunks > 2);

  fault(sandbox, {{"kind", "stream_error"}});
  text.clear();
  loop.spawn(read(chat, question, text, chunks));
  CHECK_THROWS_AS(loop.run(), geai::api_response_error);

  fault(sandbox, {{"kind", "status"}, {"status", 401}});
  loop.spawn(read(chat, question, text, chunks));
  CHECK_THROWS_AS(loop.run(), geai::api_response_error);
}

TEST_CASE("async: an unread stream waits, an abandoned one is closed") {
  std::atomic<std::size_t> written = 0;
  std::atomic<int> closed = 0;
  std::string const event = "data: {\"choices\":[{\"delta\":{\"content\":\"" + std::string(8000, 'x') + "\"}}]}\n\n";
  server host([&](peer& client) {
    if (!client.read_request()) return;
    client.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n");
    while (!client.wait_for_close_within(0ms) && written < (256u << 20)) {
      pollfd fd{client.fd(), POLLOUT, 0};
      if (::poll(&fd, 1, 10) != 1) continue;
      auto const sent = ::send(client.fd(), event.data(), event.size(), MSG_NOSIGNAL);
      if (sent <= 0) break;
      written += static_cast<std::size_t>(sent);
      if (static_cast<std::size_t>(sent) != event.size())
        client.write(std::string_view(event).substr(static_cast<std::size_t>(sent)));
    }
    ++closed;
  });
  geai::event_loop loop;
  geai::chat_client chat{geai::transport::curl_multi{loop}, geai::api_key = "k", geai::base_url = host.url("")};
  geai::api::chat_completion const question{.model = "m", .messages = {{.role = "user", .content = "q"}}};
  auto const read = [&](auto& by) -> geai::task<void> {
    auto call = by.stream_completion(question);
    auto begun = co_await call;
    REQUIRE(begun.has_value());
    for (int i = 0; i != 3; ++i) {
      auto const* each = co_await begun->next();
      REQUIRE(each != nullptr);
      REQUIRE(*each);
    }
    co_await loop.sleep_for(300ms);
    CHECK(written < (32u << 20));  // the system's buffers plus 256 KiB
    for (int i = 0; i != 2000; ++i) REQUIRE(*co_await begun->next());
  };
  loop.spawn(read(chat));
  run(loop);
  auto const limit = geai::http::clock::now() + support::patience;
  while (closed == 0 && geai::http::clock::now() < limit) std::this_thread::sleep_for(1ms);
  CHECK(closed == 1);
}

TEST_CASE("async: a list over all its pages, and its error") {
  support::sandbox const sandbox({"--agents", "23"});
  geai::event_loop loop;
  auto client = client_on(loop, sandbox.url());
  std::set<std::string> names;
  std::string failure;
  auto const read = [](auto list, std::set<std::string>& into, std::string& error) -> geai::task<void> {
    while (auto const* each = co_await list.next()) {
      if (*each)
        into.insert((*each)->id);
      else
        error = each->error().message;
    }
  };
  loop.spawn(read(client.all_agents({.count = 5}), names, failure));
  run(loop);
  CHECK(names.size() == 23);
  CHECK(failure.empty());
  loop.spawn(read(client.all_agents({.count = 0}), names, failure));
  run(loop);
  CHECK(failure.find("less than 1") != std::string::npos);
}

// --- many -------------------------------------------------------------------------------------------------------------

TEST_CASE("async: ten thousand calls in flight, over a hundred connections, on one thread") {
  server host(answering([](peer& client, seen_request const&) {
    client.answer(200, R"({"agents":[{"id":"1","name":"n"}]})", "Content-Type: application/json\r\n");
  }));
  constexpr std::size_t calls = 10'000;
  geai::event_loop loop;
  auto client = client_on(loop, host.url(""));
  std::vector<std::size_t> seen(calls, 0);
  {
    std::size_t first = 0;
    loop.spawn(work(client, first));
    run(loop);
  }
  std::size_t const before = mallinfo2().uordblks;
  for (std::size_t& each : seen) loop.spawn(work(client, each));
  loop.poll();  // all have begun
  std::size_t const between = mallinfo2().uordblks;
  REQUIRE(loop.run_for(60s));
  for (std::size_t const each : seen) CHECK(each == 1);
  std::size_t const per_call = (between - before) / calls;
  MESSAGE("bytes a call in flight: ", per_call);
  CHECK(per_call < 8192);
  CHECK(host.connections() <= 100);
}
