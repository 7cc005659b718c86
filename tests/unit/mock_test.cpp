#include <doctest/doctest.h>

#include <geai/transport/mock.hpp>
#include <stop_token>
#include <string>
#include <thread>
#include <type_traits>
#include <vector>

using geai::errc;
using geai::transport::mock;

namespace {

struct no_transport {
  void send(geai::http::request const&, geai::http::response&) {}
};

static_assert(geai::transport::policy<mock> && geai::transport::streaming<mock>);
static_assert(!geai::transport::configurable<mock>);  // it does not use a proxy
static_assert(!geai::transport::policy<no_transport>);
static_assert(std::is_copy_constructible_v<mock>);
static_assert(std::is_nothrow_move_constructible_v<mock>);

struct exchange {
  geai::result<void> outcome;
  geai::http::response response;
};

exchange get(mock& wire, std::string_view url = "https://h/x") {
  geai::http::request rq;
  rq.url = url;
  geai::http::response rs;
  auto outcome = wire.send(rq, rs);
  return {std::move(outcome), std::move(rs)};
}

}  // namespace

TEST_CASE("mock: answers come in order and the last one repeats") {
  mock wire;
  wire.reply(200, "one", {{"X-A", "1"}, {"X-A", "2"}}).reply(404, "two");
  exchange const first = get(wire);
  REQUIRE(first.outcome.has_value());
  CHECK(first.response.status == 200);
  CHECK(first.response.body == "one");
  CHECK(first.response.header("x-a") == "1");
  CHECK(first.response.headers.size() == 2);
  CHECK(get(wire).response.body == "two");
  CHECK(get(wire).response.body == "two");
  CHECK(get(wire).response.status == 404);
  wire.reply(200, "three");
  CHECK(get(wire).response.body == "three");
}

TEST_CASE("mock: failures are scripted like answers") {
  mock wire;
  geai::error broken(errc::transport, "the cable is cut");
  broken.phase = geai::phase::send;
  wire.fail(broken).reply(200, "mended");
  exchange const first = get(wire);
  REQUIRE(first.outcome.has_error());
  CHECK(first.outcome.error().code == errc::transport);
  CHECK(first.outcome.error().phase == geai::phase::send);
  CHECK(first.outcome.error().message == "the cable is cut");
  CHECK(get(wire).response.body == "mended");
}

TEST_CASE("mock: without a script there is a clear failure, and the request is recorded") {
  mock wire;
  exchange const lonely = get(wire);
  REQUIRE(lonely.outcome.has_error());
  CHECK(lonely.outcome.error().code == errc::transport);
  CHECK(lonely.outcome.error().message.find("mock has no answer") != std::string::npos);
  CHECK(wire.requests().size() == 1);
}

TEST_CASE("mock: all copies record requests, in owned strings") {
  mock mine;
  mine.reply(201, "");
  mock its = mine;
  {
    geai::http::header_list headers;
    headers.add("ProjectId", "p");
    headers.add("Authorization", "Bearer ", "t");
    std::string const url = "https://h/v2/agents?count=1";
    std::string const body = "{\"a\":1}";
    geai::http::request rq;
    rq.method = geai::http::verb::put;
    rq.url = url;
    rq.headers = headers;
    rq.body = body;
    geai::http::response rs;
    REQUIRE(its.send(rq, rs).has_value());
    CHECK(rs.status == 201);
  }
  std::vector<mock::recorded_request> const seen = mine.requests();
  REQUIRE(seen.size() == 1);
  CHECK(seen[0].method == "PUT");
  CHECK(seen[0].url == "https://h/v2/agents?count=1");
  CHECK(seen[0].body == "{\"a\":1}");
  REQUIRE(seen[0].headers.size() == 2);
  CHECK(seen[0].headers[0].name == "ProjectId");
  CHECK(seen[0].headers[0].value == "p");
  CHECK(seen[0].header("authorization") == "Bearer t");
  CHECK(seen[0].header("X-None").empty());
}

TEST_CASE("mock: a stopped or late request is not sent, and the body limit applies") {
  mock wire;
  wire.reply(200, "12345");
  geai::http::request rq;
  rq.url = "https://h/";
  geai::http::response rs;
  SUBCASE("stopped") {
    std::stop_source source;
    source.request_stop();
    rq.stop = source.get_token();
    auto const outcome = wire.send(rq, rs);
    REQUIRE(outcome.has_error());
    CHECK(outcome.error().code == errc::cancelled);
  }
  SUBCASE("late") {
    rq.deadline = geai::http::clock::now();
    auto const outcome = wire.send(rq, rs);
    REQUIRE(outcome.has_error());
    CHECK(outcome.error().code == errc::timeout);
  }
  CHECK(wire.requests().empty());

  rq = {};
  rq.url = "https://h/";
  rq.body_limit = 4;
  auto const outcome = wire.send(rq, rs);
  REQUIRE(outcome.has_error());
  CHECK(outcome.error().code == errc::too_large);
  CHECK(rs.body.empty());
}

TEST_CASE("mock: threads share it") {
  constexpr std::size_t threads = 4;
  constexpr std::size_t calls = 200;
  mock wire;
  wire.reply(200, "ok");
  std::vector<std::thread> running;
  for (std::size_t t = 0; t < threads; ++t)
    running.emplace_back([wire]() mutable {
      for (std::size_t i = 0; i < calls; ++i) {
        get(wire);
        wire.requests();
      }
    });
  for (std::thread& each : running) each.join();
  CHECK(wire.requests().size() == threads * calls);
}
