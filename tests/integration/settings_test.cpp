#include <geai/inline.hpp>
//
#include <geai/geai.hpp>
#include <geai/transport/faulty.hpp>
#include <geai/transport/record.hpp>
//
#include <doctest/doctest.h>

#include <chrono>
#include <limits>
#include <optional>
#include <string>

#include "curl_servers.hpp"
#include "support/await_on.hpp"
#include "support/awaited.hpp"
#include "support/both_engines.hpp"
#include "support/temporary_directory.hpp"

// A client's proxy and authorities are its own, and take effect.

namespace {

using namespace std::chrono_literals;
using support::answering;
using support::peer;
using support::seen_request;
using support::server;

constexpr std::string_view no_agents = R"({"agents":[]})";

// Replies with its name as an agent's.
server named(std::string name) {
  return server(answering(
      [name](peer& client, seen_request const&) { client.answer(200, R"({"agents":[{"id":")" + name + R"("}]})"); }));
}

template <class Client> std::string answered_by(Client const& client) {
  auto const agents = client.list_agents();
  if (!agents) return agents.error().message;
  return agents->agents.empty() ? "nobody" : agents->agents[0].id;
}

std::string url_of(server const& at) { return "http://127.0.0.1:" + std::to_string(at.port()); }

}  // namespace

TEST_CASE("settings: two clients over copies of one transport have their own proxy") {
  server host = named("host");
  server proxy = named("proxy");
  server other = named("other proxy");
  support::temporary_directory const folder;
  auto const check = [&](auto wire) {
    geai::ai_lab_client const plain{wire, geai::api_key = "k", geai::base_url = url_of(host)};
    geai::ai_lab_client const by_proxy{wire, geai::api_key = "k", geai::base_url = url_of(host),
                                       geai::proxy = url_of(proxy)};
    geai::ai_lab_client const by_other{wire, geai::api_key = "k", geai::base_url = url_of(host),
                                       geai::proxy = url_of(other)};
    geai::ai_lab_client const plain_too{wire, geai::api_key = "k", geai::base_url = url_of(host)};
    CHECK(answered_by(plain) == "host");
    CHECK(answered_by(by_proxy) == "proxy");
    CHECK(answered_by(by_other) == "other proxy");
    CHECK(answered_by(plain) == "host");
    CHECK(answered_by(plain_too) == "host");
  };
  SUBCASE("record") { check(geai::transport::record{geai::transport::curl{}, folder.path() / "a.recording"}); }
  SUBCASE("faulty") { check(geai::transport::faulty{geai::transport::curl{}}); }
  SUBCASE("record over faulty") {
    geai::transport::faulty network{geai::transport::curl{}};
    check(geai::transport::record{network, folder.path() / "a.recording"});
    CHECK(network.steps() > 0);  // those of all clients
  }
}

TEST_CASE("settings: a transport that was made with a proxy keeps it in a client that names none") {
  server host = named("host");
  server proxy = named("proxy");
  geai::ai_lab_client const client{geai::transport::curl{{.proxy = url_of(proxy)}}, geai::api_key = "k",
                                   geai::base_url = url_of(host)};
  CHECK(answered_by(client) == "proxy");
}

TEST_CASE_TEMPLATE("settings: configure() while a stream is open, whose handle is not used again with the old proxy",
                   Wire, geai::transport::curl, support::looped_curl) {
  server host(answering([](peer& client, seen_request const&) { client.answer(200, "host"); }));
  server proxy(answering([](peer& client, seen_request const&) { client.answer(200, "proxy"); }));
  Wire wire;
  wire.configure({.proxy = url_of(proxy)});
  std::string const url = host.url("/x");
  geai::http::request rq;
  rq.url = url;
  geai::http::response rs;
  {
    auto stream = wire.stream(rq, rs);
    REQUIRE(stream.has_value());
    wire.configure({});
    std::string text;
    while (stream->read(text).value() != 0) continue;
    CHECK(text == "proxy");
  }
  rs.clear();
  REQUIRE(wire.send(rq, rs).has_value());
  CHECK(rs.body == "host");
}

TEST_CASE_TEMPLATE("settings: the maximum duration is no limit", Engine, support::blocking, support::awaiting) {
  server host(answering([](peer& client, seen_request const&) { client.answer(200, no_agents); }));
  for (auto const span :
       {std::chrono::milliseconds::max(), std::chrono::milliseconds(std::chrono::hours(24 * 365'250))}) {
    auto const client = Engine::template client<geai::ai_lab_client>(
        geai::api_key = "k", geai::base_url = url_of(host), geai::timeout = span, geai::connect_timeout = span,
        geai::idle_timeout = span,
        geai::retry = geai::retry_policy{.max_attempts = 2, .base_delay = 1ms, .max_delay = span});
    CHECK(client.list_agents());
    CHECK(client.list_agents({}, {.timeout = span}));
  }
  auto const client = Engine::template client<geai::ai_lab_client>(
      geai::api_key = "k", geai::base_url = url_of(host), geai::timeout = std::chrono::hours::max(),
      geai::idle_timeout = std::chrono::duration<double>(std::numeric_limits<double>::infinity()));
  CHECK(client.list_agents());
}

TEST_CASE_TEMPLATE("settings: very long pauses do not overflow", Engine, support::blocking, support::awaiting) {
  server host(answering([](peer& client, seen_request const&) { client.answer(503, "{}"); }));
  constexpr auto longest = std::chrono::milliseconds::max();
  auto const client = Engine::template client<geai::ai_lab_client>(
      geai::api_key = "k", geai::base_url = url_of(host), geai::timeout = 2s,
      geai::retry = geai::retry_policy{.max_attempts = 200, .base_delay = longest, .max_delay = longest});
  auto const refused = client.list_agents();
  REQUIRE(!refused);
  CHECK(refused.error().http_status == 503);
}

TEST_CASE("settings: pauses of a loop and lifetimes of a token have no limit either") {
  geai::event_loop loop;
  CHECK(loop.run_for(std::chrono::hours::max()));  // there is nothing to do
  CHECK(loop.run_for(std::chrono::milliseconds::max()));
  std::stop_source stop;
  stop.request_stop();
  std::optional<bool> came;
  auto const sleep = [](geai::event_loop& on, std::stop_token token, std::optional<bool>& into) -> geai::task<void> {
    into = co_await on.sleep_for(std::chrono::hours::max(), token);
  };
  loop.spawn(sleep(loop, stop.get_token(), came));
  loop.run();
  CHECK(came == false);

  geai::auth::token_schedule life;
  auto const now = std::chrono::steady_clock::now();
  life.succeeded(now, 3600s, std::chrono::seconds::max(), 0);
  CHECK(life.is_ready(now + 1799s));
  CHECK(!life.is_ready(now + 1801s));
}
