#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>

#include <array>
#include <geai/transport/curl.hpp>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "curl_servers.hpp"
#include "support/awaited.hpp"

using geai::http::verb;
using support::answering;
using support::peer;
using support::recorder;
using support::seen_request;
using support::server;

namespace {

struct no_transport {};
struct wrong_result {
  int send(geai::http::request const&, geai::http::response&) { return 0; }
};

static_assert(geai::transport::policy<geai::transport::curl>);
static_assert(geai::transport::configurable<geai::transport::curl>);
static_assert(!geai::transport::policy<no_transport>);
static_assert(!geai::transport::policy<wrong_result>);
static_assert(!geai::transport::configurable<wrong_result>);
static_assert(std::is_nothrow_move_constructible_v<geai::transport::curl>);
static_assert(std::is_nothrow_move_assignable_v<geai::transport::curl>);
static_assert(!std::is_copy_constructible_v<geai::transport::curl>);

geai::http::request get(std::string_view url) {
  geai::http::request rq;
  rq.repeatable = true;
  rq.url = url;
  rq.deadline = geai::http::clock::now() + support::patience;
  return rq;
}

// The failure as a text; empty for a success.
std::string trouble(geai::result<void> const& outcome) { return outcome ? "" : outcome.error().message; }

}  // namespace

TEST_CASE_TEMPLATE("curl: an exchange returns status, headers and body, and sends the headers unchanged", Wire,
                   geai::transport::curl, support::looped_curl) {
  recorder requests;
  server host(answering([&](peer& client, seen_request const& rq) {
    requests.add(rq);
    client.answer(404, "not here", "X-Spaces: \t a b \t\r\nSet-Cookie: a\r\nSet-Cookie: b\r\nX-None:\r\n");
  }));
  Wire wire;
  geai::http::header_list headers;
  headers.add("Authorization", "Bearer ", "t");
  headers.add("X-Empty", "");
  headers.add("X-Also-Empty", "");
  headers.add("X-Last", "1: 2;3");
  std::string const url = host.url("/a/%2E%2E/b?c=d%20e");
  geai::http::request rq = get(url);
  rq.headers = headers;
  geai::http::response rs;
  REQUIRE(trouble(wire.send(rq, rs)) == "");

  CHECK(rs.status == 404);
  CHECK(rs.body == "not here");
  CHECK(rs.body.capacity() >= rs.body.size() + 64);
  CHECK(rs.header("x-spaces") == "a b");
  CHECK(rs.headers.contains("X-None"));
  CHECK(rs.headers.size() == 5);

  seen_request const seen = requests.last();
  CHECK(seen.method == "GET");
  CHECK(seen.target == "/a/%2E%2E/b?c=d%20e");
  CHECK(seen.has("Authorization: Bearer t\r\n"));
  CHECK(seen.has("X-Empty:"));
  CHECK(seen.has("X-Also-Empty:"));
  CHECK(seen.has("X-Last: 1: 2;3\r\n"));
  CHECK(seen.has("Accept-Encoding: "));
  CHECK_FALSE(seen.has("User-Agent:"));
  CHECK_FALSE(seen.has("Content-"));
  CHECK_FALSE(seen.has("Cookie:"));
}

TEST_CASE_TEMPLATE("curl: a request leaves no settings behind for the next one on the same handle", Wire,
                   geai::transport::curl, support::looped_curl) {
  recorder requests;
  server host(answering([&](peer& client, seen_request const& rq) {
    requests.add(rq);
    if (rq.method == "HEAD") return client.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
    client.answer(200, "ok");
  }));
  struct step {
    verb method;
    std::string body;
  };
  std::string const large(2u << 20, 'x');  // libcurl would send Expect: 100-continue from 1 MiB on
  std::vector<step> const steps{
      {verb::get, ""},    {verb::post, "{}"}, {verb::get, ""},     {verb::delete_, ""},  {verb::get, ""},
      {verb::put, "[1]"}, {verb::post, ""},   {verb::head, ""},    {verb::patch, "[2]"}, {verb::delete_, "[3]"},
      {verb::get, ""},    {verb::put, ""},    {verb::post, large}, {verb::delete_, ""},  {verb::head, ""},
      {verb::get, ""},    {verb::get, "odd"}, {verb::post, "{}"},  {verb::post, "1"},    {verb::delete_, "[3]"}};
  Wire wire;
  std::string const url = host.url("/x");
  for (step const& each : steps) {
    geai::http::request rq = get(url);
    rq.method = each.method;
    rq.body = each.body;
    geai::http::response rs;
    REQUIRE(trouble(wire.send(rq, rs)) == "");
    CHECK(rs.status == 200);
    CHECK(rs.body == (each.method == verb::head ? "" : "ok"));
  }

  std::vector<seen_request> const seen = requests.all();
  REQUIRE(seen.size() == steps.size());
  for (std::size_t i = 0; i < steps.size(); ++i) {
    CAPTURE(i);
    bool const sends_length = !steps[i].body.empty() || steps[i].method == verb::post || steps[i].method == verb::put ||
                              steps[i].method == verb::patch;
    CHECK(seen[i].method == steps[i].method.name());
    CHECK(seen[i].body == steps[i].body);
    CHECK(seen[i].has("Content-Length: " + std::to_string(steps[i].body.size()) + "\r\n") == sends_length);
    CHECK_FALSE(seen[i].has("Content-Type:"));
    CHECK_FALSE(seen[i].has("Expect:"));
    CHECK_FALSE(seen[i].has("Transfer-Encoding:"));
  }
  CHECK(host.connections() == 1);
}

TEST_CASE_TEMPLATE("curl: the caller's content type and Expect are kept", Wire, geai::transport::curl,
                   support::looped_curl) {
  recorder requests;
  server host(answering([&](peer& client, seen_request const& rq) {
    requests.add(rq);
    client.write("HTTP/1.1 100 Continue\r\nX-Early: 1\r\n\r\n");
    client.answer(200, "", "X-Final: 1\r\n");
  }));
  Wire wire;
  geai::http::header_list headers;
  headers.add("content-type", "application/json");
  headers.add("expect", "100-continue");
  std::string const url = host.url();
  geai::http::request rq = get(url);
  rq.method = verb::post;
  rq.headers = headers;
  geai::http::response rs;
  REQUIRE(trouble(wire.send(rq, rs)) == "");
  seen_request const seen = requests.last();
  CHECK(seen.has("content-type: application/json\r\n"));
  CHECK(seen.has("expect: 100-continue\r\n"));
  CHECK(rs.status == 200);
  CHECK_FALSE(rs.headers.contains("X-Early"));
  CHECK(rs.headers.contains("X-Final"));
}

TEST_CASE_TEMPLATE("curl: trailers of a chunked body are not headers, and the memory of a response is used again", Wire,
                   geai::transport::curl, support::looped_curl) {
  server host(answering([](peer& client, seen_request const&) {
    client.write(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n3\r\nabc\r\n3\r\ndef\r\n0\r\n");
    client.write("X-Sum: 1\r\n\r\n");
  }));
  Wire wire;
  std::string const url = host.url();
  geai::http::response rs;
  rs.body.reserve(4096);
  char const* const block = rs.body.data();
  for (int i = 0; i < 3; ++i) {
    rs.clear();
    REQUIRE(trouble(wire.send(get(url), rs)) == "");
    CHECK(rs.body == "abcdef");
    CHECK(rs.body.data() == block);
    CHECK_FALSE(rs.headers.contains("X-Sum"));
  }
}

TEST_CASE_TEMPLATE("curl: redirects are not followed", Wire, geai::transport::curl, support::looped_curl) {
  recorder requests;
  server host(answering([&](peer& client, seen_request const& rq) {
    requests.add(rq);
    client.answer(302, "moved", "Location: /elsewhere\r\n");
  }));
  Wire wire;
  std::string const url = host.url();
  geai::http::response rs;
  REQUIRE(trouble(wire.send(get(url), rs)) == "");
  CHECK(rs.status == 302);
  CHECK(rs.header("location") == "/elsewhere");
  CHECK(requests.all().size() == 1);
}

TEST_CASE_TEMPLATE("curl: a connection is used again, after errors of the service too", Wire, geai::transport::curl,
                   support::looped_curl) {
  std::atomic<int> count = 0;
  std::string const statuses = "2452452452";
  server host(answering([&](peer& client, seen_request const&) {
    int const status = (statuses[static_cast<std::size_t>(count++)] - '0') * 100;
    client.answer(status, std::to_string(client.port()));
  }));
  Wire wire;
  std::string const url = host.url();
  std::set<std::string> ports;
  for (int i = 0; i < 10; ++i) {
    geai::http::response rs;
    REQUIRE(trouble(wire.send(get(url), rs)) == "");
    ports.insert(rs.body);
  }
  CHECK(ports.size() == 1);
  CHECK(host.connections() == 1);
}

TEST_CASE_TEMPLATE("curl: a connection that the server has closed meanwhile is replaced", Wire, geai::transport::curl,
                   support::looped_curl) {
  server host([](peer& client) {
    if (client.read_request()) client.answer(200, "once");
  });
  Wire wire;
  std::string const url = host.url();
  for (int i = 0; i < 5; ++i) {
    geai::http::response rs;
    REQUIRE(trouble(wire.send(get(url), rs)) == "");
    CHECK(rs.body == "once");
  }
  CHECK(host.connections() == 5);
}

TEST_CASE("curl: threads share one transport") {
  constexpr int threads = 8;
  constexpr int calls = 50;
  server host(
      answering([](peer& client, seen_request const& rq) { client.answer(200, rq.method + rq.target + rq.body); }));
  geai::transport::curl wire;
  std::atomic<int> right = 0;
  std::vector<std::thread> running;
  for (int t = 0; t < threads; ++t)
    running.emplace_back([&, t] {
      for (int i = 0; i < calls; ++i) {
        std::string const path = "/" + std::to_string(t) + "/" + std::to_string(i);
        std::string const url = host.url(path);
        std::string const body = i % 2 == 0 ? "" : std::string(static_cast<std::size_t>(i), 'b');
        geai::http::request rq = get(url);
        rq.method = i % 2 == 0 ? verb::get : verb::post;
        rq.body = body;
        geai::http::response rs;
        if (wire.send(rq, rs) && rs.body == std::string(rq.method.name()) + path + body) ++right;
      }
    });
  for (std::thread& each : running) each.join();
  CHECK(right == threads * calls);
  CHECK(host.connections() <= threads);
}

TEST_CASE("curl: a transport can be moved, with its connections") {
  server host(answering([](peer& client, seen_request const&) { client.answer(200); }));
  std::string const url = host.url();
  geai::transport::curl first;
  geai::http::response rs;
  REQUIRE(trouble(first.send(get(url), rs)) == "");
  geai::transport::curl second = std::move(first);
  first = geai::transport::curl();
  REQUIRE(trouble(second.send(get(url), rs)) == "");
  CHECK(host.connections() == 1);
  REQUIRE(trouble(first.send(get(url), rs)) == "");
  CHECK(host.connections() == 2);
}

TEST_CASE("curl: the child of a fork leaves its parent's connection alone") {
  recorder requests;
  server host(answering([&](peer& client, seen_request const& rq) {
    requests.add({std::to_string(client.port()), rq.target, {}, {}});
    client.answer(200);
  }));
  auto wire = std::make_unique<geai::transport::curl>();
  std::string const mine = host.url("/parent");
  std::string const its = host.url("/child");
  geai::http::response rs;
  REQUIRE(trouble(wire->send(get(mine), rs)) == "");

  pid_t const child = ::fork();
  if (child == 0) {
    rs.clear();
    bool const good = wire->send(get(its), rs).has_value() && wire->send(get(its), rs).has_value();
    wire.reset();
    ::_exit(good && rs.status == 200 ? 0 : 1);
  }
  int status = -1;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(status == 0);
  REQUIRE(trouble(wire->send(get(mine), rs)) == "");

  std::vector<seen_request> const seen = requests.all();
  REQUIRE(seen.size() == 4);
  CHECK(seen[1].method != seen[0].method);  // the client's port
  CHECK(seen[2].method == seen[1].method);
  CHECK(seen[3].method == seen[0].method);
}

TEST_CASE_TEMPLATE("curl: a proxy is used, and CONNECT has no credential", Wire, geai::transport::curl,
                   support::looped_curl) {
  recorder requests;
  server proxy(answering([&](peer& client, seen_request const& rq) {
    requests.add(rq);
    if (rq.method == "CONNECT") return client.answer(407, "no");
    client.answer(200, "by proxy");
  }));
  Wire wire;
  wire.configure({.proxy = "http://user:hunter2@127.0.0.1:" + std::to_string(proxy.port())});
  geai::http::header_list headers;
  headers.add("Authorization", "Bearer t");

  SUBCASE("plain") {
    geai::http::request rq = get("http://service.test/x");
    rq.headers = headers;
    geai::http::response rs;
    REQUIRE(trouble(wire.send(rq, rs)) == "");
    CHECK(rs.body == "by proxy");
    CHECK(requests.last().target == "http://service.test/x");
  }
  SUBCASE("TLS") {
    geai::http::request rq = get("https://service.test/x");
    rq.headers = headers;
    geai::http::response rs;
    auto const outcome = wire.send(rq, rs);
    REQUIRE(outcome.has_error());
    CHECK(outcome.error().code == geai::errc::transport);
    CHECK(outcome.error().phase == geai::phase::connect);
    CHECK(outcome.error().message.find("hunter2") == std::string::npos);
    CHECK(requests.last().method == "CONNECT");
    CHECK_FALSE(requests.last().has("Authorization:"));
    CHECK(rs.headers.empty());
  }
}
