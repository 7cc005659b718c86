#include <dlfcn.h>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <netdb.h>

#include <atomic>
#include <cstring>
#include <future>
#include <geai/transport/curl.hpp>
#include <list>
#include <memory>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "curl_servers.hpp"
#include "support/awaited.hpp"

using geai::errc;
using geai::phase;
using std::chrono::milliseconds;
using support::answering;
using support::peer;
using support::saying;
using support::seen_request;
using support::server;

// Look-ups of names below `.slow.test` take a second and then fail.
extern "C" int getaddrinfo(char const* node, char const* service, addrinfo const* hints, addrinfo** found) {
  if (node != nullptr && std::strstr(node, ".slow.test") != nullptr) {
    std::this_thread::sleep_for(std::chrono::seconds(1));
    return EAI_NONAME;
  }
  static auto* const real = reinterpret_cast<decltype(&getaddrinfo)>(::dlsym(RTLD_NEXT, "getaddrinfo"));
  return real(node, service, hints, found);
}

namespace {

// A listener with a full queue: a further connection gets no response.
class full_listener : public support::listener {
public:
  full_listener() : listener(0) {
    sockaddr_in const address = support::loopback(port());
    for (int i = 0; i < 8; ++i) {
      waiting_.emplace_back(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
      ::connect(waiting_.back().get(), reinterpret_cast<sockaddr const*>(&address), sizeof address);
    }
    std::this_thread::sleep_for(milliseconds(50));
  }

private:
  std::list<support::descriptor> waiting_;
};

// An exchange that gets stuck in a phase.
class stuck {
public:
  explicit stuck(phase where) {
    if (where == phase::resolve) {
      url_ = "http://name.slow.test/";
    } else if (where == phase::connect) {
      full_ = std::make_unique<full_listener>();
      url_ = full_->url();
    } else {
      reached_ = false;
      if (where == phase::tls) settling_ = milliseconds(400);  // the system's authorities are read in one step
      server_ = std::make_unique<server>([this, where](peer& client) {
        if (where == phase::tls || where == phase::send) {
          reached_ = client.wait_for_bytes();
          return client.wait_for_close();
        }
        client.read_request();
        if (where == phase::receive) client.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
        reached_ = true;
        client.drain();
      });
      url_ = server_->url("/", where == phase::tls ? "https" : "http");
    }
    request.url = url_;
    request.deadline = geai::http::clock::now() + support::patience;
    request.idle_timeout = milliseconds(0);
    request.method = geai::http::verb::post;
    body_.assign(where == phase::send ? 32u << 20 : 10, 'x');
    request.body = body_;
  }

  // Returns soon after the exchange has reached the phase.
  void wait_until_reached() const {
    auto const limit = geai::http::clock::now() + support::patience;
    while (!reached_ && geai::http::clock::now() < limit) std::this_thread::sleep_for(milliseconds(1));
    std::this_thread::sleep_for(settling_);
  }

  geai::http::request request{};

private:
  std::atomic<bool> reached_ = true;
  milliseconds settling_{50};
  std::unique_ptr<full_listener> full_;
  std::unique_ptr<server> server_;
  std::string url_;
  std::string body_;
};

constexpr phase all_phases[] = {phase::resolve, phase::connect,    phase::tls,
                                phase::send,    phase::first_byte, phase::receive};

milliseconds since(geai::http::clock::time_point begin) {
  return std::chrono::duration_cast<milliseconds>(geai::http::clock::now() - begin);
}

geai::http::request get(std::string_view url) {
  geai::http::request rq;
  rq.url = url;
  rq.deadline = geai::http::clock::now() + support::patience;
  return rq;
}

bool contains(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

}  // namespace

TEST_CASE_TEMPLATE("curl: the deadline acts in every phase, and the error names the phase", Wire, geai::transport::curl,
                   support::looped_curl) {
  for (phase const where : all_phases) {
    std::string const name(to_string(where));
    CAPTURE(name);
    CHECK(support::holds_once([&] {
      stuck exchange(where);
      Wire wire;
      geai::http::response rs;
      auto const begin = geai::http::clock::now();
      exchange.request.deadline = begin + milliseconds(200);
      auto const outcome = wire.send(exchange.request, rs);
      auto const took = since(begin);
      REQUIRE(outcome.has_error());
      CHECK(outcome.error().code == errc::timeout);
      CHECK(took >= milliseconds(199));
      if (to_string(outcome.error().phase) != name) return false;  // it did not reach the phase in time
      CHECK(contains(outcome.error().message, "(phase: " + name + ")"));
      CHECK(contains(outcome.error().message,
                     where == phase::receive ? "answer not complete within " : "no answer within "));
      return took < milliseconds(900);  // less than the time of the look-up
    }));
  }
}

TEST_CASE_TEMPLATE("curl: a stop request ends the exchange within 50 ms in every phase", Wire, geai::transport::curl,
                   support::looped_curl) {
  for (phase const where : all_phases) {
    std::string const name(to_string(where));
    CAPTURE(name);
    milliseconds best = support::patience;
    CHECK(support::holds_once([&] {
      stuck exchange(where);
      Wire wire;
      std::stop_source source;
      exchange.request.stop = source.get_token();
      std::promise<geai::http::clock::time_point> stopped;
      std::thread stopper([&] {
        exchange.wait_until_reached();
        stopped.set_value(geai::http::clock::now());
        source.request_stop();
      });
      geai::http::response rs;
      auto const outcome = wire.send(exchange.request, rs);
      milliseconds const took = since(stopped.get_future().get());
      stopper.join();
      REQUIRE(outcome.has_error());
      CHECK(outcome.error().code == errc::cancelled);
      if (to_string(outcome.error().phase) != name) return false;  // it had not reached the phase yet
      best = std::min(best, took);
      return took < support::instant;
    }));
    MESSAGE("stopped in phase ", name, " after ", best.count(), " ms");
  }
}

TEST_CASE_TEMPLATE("curl: a request past its deadline does not use the network", Wire, geai::transport::curl,
                   support::looped_curl) {
  server host(answering([](peer& client, seen_request const&) { client.answer(200); }));
  Wire wire;
  std::string const url = host.url();
  geai::http::request rq = get(url);
  geai::http::response rs;
  SUBCASE("deadline") {
    rq.deadline = geai::http::clock::now();
    auto const outcome = wire.send(rq, rs);
    REQUIRE(outcome.has_error());
    CHECK(outcome.error().code == errc::timeout);
    CHECK(outcome.error().phase == phase::prepare);
  }
  SUBCASE("stop") {
    std::stop_source source;
    source.request_stop();
    rq.stop = source.get_token();
    auto const outcome = wire.send(rq, rs);
    REQUIRE(outcome.has_error());
    CHECK(outcome.error().code == errc::cancelled);
  }
  CHECK(host.connections() == 0);
}

TEST_CASE_TEMPLATE(
    "curl: a handle is good again after a timeout and a cancellation, and a token that is not used costs nothing", Wire,
    geai::transport::curl, support::looped_curl) {
  std::atomic<bool> silent = true;
  server host(answering([&](peer& client, seen_request const&) {
    if (!silent) client.answer(200, "ok");
  }));
  Wire wire;
  std::string const url = host.url();
  std::stop_source source;
  for (int i = 0; i < 6; ++i) {
    geai::http::request rq = get(url);
    rq.stop = source.get_token();
    silent = i % 2 == 0;
    if (silent) rq.deadline = geai::http::clock::now() + milliseconds(30);
    geai::http::response rs;
    auto const outcome = wire.send(rq, rs);
    CHECK(outcome.has_value() == !silent);
    CHECK(rs.body == (silent ? "" : "ok"));
  }
}

TEST_CASE_TEMPLATE("curl: the connect timeout", Wire, geai::transport::curl, support::looped_curl) {
  full_listener host;
  Wire wire;
  std::string const url = host.url();
  geai::http::request rq = get(url);
  rq.connect_timeout = milliseconds(150);
  auto const begin = geai::http::clock::now();
  geai::http::response rs;
  auto const outcome = wire.send(rq, rs);
  REQUIRE(outcome.has_error());
  CHECK(outcome.error().code == errc::timeout);
  CHECK(outcome.error().phase == phase::connect);
  CHECK(outcome.error().message ==
        "no connection to 127.0.0.1:" + std::to_string(host.port()) + " within 150 ms (phase: connect)");
  CHECK(since(begin) >= milliseconds(140));
  CHECK(since(begin) < milliseconds(10'000));
}

TEST_CASE_TEMPLATE("curl: the idle timeout counts between two bytes of the response", Wire, geai::transport::curl,
                   support::looped_curl) {
  server host([](peer& client) {
    client.read_request();
    std::this_thread::sleep_for(milliseconds(300));  // no idle limit: nothing has arrived yet
    client.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n");
    for (int i = 0; i < 20; ++i) {
      client.write("x");
      std::this_thread::sleep_for(milliseconds(20));
    }
    client.drain();
  });
  Wire wire;
  std::string const url = host.url();
  CHECK(support::holds_once([&] {
    geai::http::request rq = get(url);
    rq.idle_timeout = milliseconds(200);
    geai::http::response rs;
    auto const begin = geai::http::clock::now();
    auto const outcome = wire.send(rq, rs);
    REQUIRE(outcome.has_error());
    CHECK(outcome.error().code == errc::timeout);
    CHECK(outcome.error().phase == phase::receive);
    CHECK(outcome.error().message == "nothing received for 200 ms (phase: receive)");
    CHECK(since(begin) >= milliseconds(199));
    CHECK(since(begin) < milliseconds(10'000));
    if (rs.body != std::string(20, 'x')) return false;  // the server was late with one of them
    CHECK(since(begin) >= milliseconds(300 + 19 * 20 + 199));
    return true;
  }));
}

TEST_CASE_TEMPLATE("curl: the body limit applies to the decoded body, and reading stops at once", Wire,
                   geai::transport::curl, support::looped_curl) {
  std::string const body(1000, 'b');
  server host(answering([&](peer& client, seen_request const&) { client.answer(200, body); }));
  Wire wire;
  std::string const url = host.url();
  geai::http::request rq = get(url);
  geai::http::response rs;
  SUBCASE("exactly the limit") {
    rq.body_limit = body.size();
    REQUIRE(wire.send(rq, rs).has_value());
    CHECK(rs.body == body);
  }
  SUBCASE("one byte more") {
    rq.body_limit = body.size() - 1;
    auto const outcome = wire.send(rq, rs);
    REQUIRE(outcome.has_error());
    CHECK(outcome.error().code == errc::too_large);
    CHECK(outcome.error().phase == phase::receive);
    CHECK(outcome.error().message == "the response's body is over the limit of 999 bytes");
  }
}

TEST_CASE_TEMPLATE("curl: a decompression bomb is stopped", Wire, geai::transport::curl, support::looped_curl) {
  std::string const zeros(16u << 20, '\0');
  std::string const bomb = support::run("gzip", {"-c"}, {.input = zeros}).out;
  REQUIRE(bomb.size() > 1000);
  REQUIRE(bomb.size() < 200'000);
  server host(
      answering([&](peer& client, seen_request const&) { client.answer(200, bomb, "Content-Encoding: gzip\r\n"); }));
  Wire wire;
  std::string const url = host.url();
  geai::http::request rq = get(url);
  geai::http::response rs;
  SUBCASE("over the limit") {
    rq.body_limit = 1u << 20;
    auto const outcome = wire.send(rq, rs);
    REQUIRE(outcome.has_error());
    CHECK(outcome.error().code == errc::too_large);
    CHECK(rs.body.capacity() <= 3u << 20);
  }
  SUBCASE("within the limit") {
    REQUIRE(wire.send(rq, rs).has_value());
    CHECK(rs.body == zeros);
    CHECK(rs.body.capacity() >= rs.body.size() + 64);
  }
}

TEST_CASE_TEMPLATE("curl: headers are limited", Wire, geai::transport::curl, support::looped_curl) {
  std::string head = "HTTP/1.1 200 OK\r\n";
  SUBCASE("many") {
    for (int i = 0; i < 400; ++i) head += "X-" + std::to_string(i) + ": " + std::string(1000, 'h') + "\r\n";
  }
  SUBCASE("one long") { head += "X-Long: " + std::string(2u << 20, 'h') + "\r\n"; }
  server host(saying(head + "Content-Length: 0\r\n\r\n"));
  Wire wire;
  std::string const url = host.url();
  geai::http::response rs;
  auto const outcome = wire.send(get(url), rs);
  REQUIRE(outcome.has_error());
  CHECK(outcome.error().code == errc::too_large);
  CHECK(contains(outcome.error().message, "over the limit of"));
}

TEST_CASE_TEMPLATE("curl: a large Content-Length alone allocates little", Wire, geai::transport::curl,
                   support::looped_curl) {
  server host(saying("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\nshort"));
  Wire wire;
  std::string const url = host.url();
  geai::http::request rq = get(url);
  geai::http::response rs;
  auto const outcome = wire.send(rq, rs);
  REQUIRE(outcome.has_error());
  CHECK(outcome.error().code == errc::transport);
  CHECK(outcome.error().phase == phase::receive);
  CHECK(rs.body.capacity() <= (1u << 20) + 64);
}
