#include <geai/inline.hpp>
//
#include <geai/client/ai_lab.hpp>
#include <geai/client/chat.hpp>
#include <geai/client/secrets.hpp>
//
#include <doctest/doctest.h>
#include <netdb.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <future>
#include <geai/auth/password.hpp>
#include <geai/json/simdjson.hpp>
#include <geai/transport/curl.hpp>
#include <list>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "curl_servers.hpp"
#include "support/both_engines.hpp"

// Faults of servers and networks: every one ends in a typed error with the right phase, in time, and requests that must
// not be repeated arrive once. With both engines.

namespace {

using namespace std::chrono_literals;
using geai::errc;
using geai::phase;
using geai::http::clock;
using std::chrono::milliseconds;
using support::answering;
using support::peer;
using support::saying;
using support::seen_request;
using support::server;

constexpr geai::retry_policy once{.max_attempts = 1};
constexpr geai::retry_policy quick{.max_attempts = 3, .base_delay = 1ms, .max_delay = 1ms};

template <class Engine> auto client_of(server const& host, geai::retry_policy how = once) {
  return Engine::template client<geai::ai_lab_client>(geai::api_key = "k", geai::base_url = host.url(""),
                                                      geai::retry = how, geai::idle_timeout = 5s);
}
template <class Engine> auto chat_of(server const& host) {
  return Engine::template client<geai::chat_client>(geai::api_key = "k", geai::base_url = host.url(""),
                                                    geai::retry = quick);
}

geai::api::create_secret const creation{.definition = {.name = "n", .secret_string = "s"}};

std::string response(std::string_view body, std::string_view headers = {}) {
  return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + std::string(headers) + "\r\n" +
         std::string(body);
}

// A listing from a server that sends these bytes and closes.
template <class Engine>
geai::result<geai::agent_list> listing_of(std::string bytes, geai::call_options const& options = {.timeout = 20s}) {
  server host(saying(std::move(bytes)));
  return client_of<Engine>(host).list_agents({}, options);
}

// The code and the phase of an error, to compare both at once.
template <class T> std::string kind_of(geai::result<T> const& from) {
  if (from) return "success";
  return std::string(to_string(from.error().code)) + ", " + std::string(to_string(from.error().phase));
}

milliseconds since(clock::time_point begin) { return std::chrono::duration_cast<milliseconds>(clock::now() - begin); }

}  // namespace

// --- cut connections --------------------------------------------------------------------------------------------------

TEST_CASE_TEMPLATE("faults: a response truncated at any byte", Engine, support::blocking, support::awaiting) {
  std::string const whole = response(R"({"id":"1","name":"n"})", "X-Request-Id: abc\r\n");
  std::size_t const status_line = whole.find("\r\n") + 2;
  for (bool reset : {false, true})
    for (std::size_t size = 0; size <= whole.size(); ++size) {
      CAPTURE(reset);
      CAPTURE(size);
      std::atomic<int> seen = 0;
      server host([&](peer& client) {
        if (!client.read_request()) return;
        ++seen;
        client.write(std::string_view(whole).substr(0, size));
        if (reset) return client.reset();
        client.finish_sending();
        client.drain();
      });
      auto const created = client_of<Engine>(host, quick).call(creation);
      CHECK(seen == 1);  // a POST, whatever the fault
      if (size == whole.size()) {
        CHECK((created.has_value() || reset));
      } else {
        REQUIRE(!created);
        CHECK(created.error().code == errc::transport);
        CHECK(created.error().attempts.size() == 1);
        phase const where = created.error().phase;
        if (reset)  // which may overtake the bytes sent before it
          CHECK((where == phase::first_byte || where == phase::receive));
        else
          CHECK(to_string(where) == to_string(size < status_line ? phase::first_byte : phase::receive));
      }
    }
}

TEST_CASE_TEMPLATE("faults: a listing survives a response truncated at any byte", Engine, support::blocking,
                   support::awaiting) {
  std::string const whole = response(R"({"agents":[{"id":"1"}]})");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    CAPTURE(size);
    std::atomic<int> seen = 0;
    server host([&](peer& client) {
      if (!client.read_request()) return;
      client.write(std::string_view(whole).substr(0, ++seen == 1 ? size : whole.npos));
      client.finish_sending();
      client.drain();
    });
    auto const listed = client_of<Engine>(host, quick).list_agents();
    CHECK((listed && listed->size() == 1));
    CHECK(seen == 2);
  }
}

TEST_CASE_TEMPLATE("faults: a POST is not sent twice if a kept connection breaks", Engine, support::blocking,
                   support::awaiting) {
  for (bool reset : {false, true}) {
    CAPTURE(reset);
    std::atomic<int> creations = 0;
    std::atomic<int> listings = 0;
    server host([&](peer& client) {
      for (int number = 0;; ++number) {
        auto const seen = client.read_request();
        if (!seen) return;
        ++(seen->method == "POST" ? creations : listings);
        if (number == 1) {
          if (reset) return client.reset();
          client.finish_sending();
          return client.drain();
        }
        client.answer(200, seen->method == "POST" ? R"({"id":"1"})" : R"({"agents":[]})");
      }
    });
    auto const client = client_of<Engine>(host, quick);
    REQUIRE(client.list_agents());
    auto const created = client.call(creation);
    CHECK(creations == 1);
    REQUIRE(!created);
    CHECK(created.error().code == errc::transport);
    CHECK(to_string(created.error().phase) == "first byte");
    CHECK(created.error().attempts.size() == 1);

    CHECK(client.list_agents());  // on a new connection
    CHECK(client.list_agents());  // which breaks too: a GET is sent again
    CHECK(listings == 4);
  }
}

TEST_CASE_TEMPLATE("faults: a kept connection that was closed in the meantime is replaced", Engine, support::blocking,
                   support::awaiting) {
  std::atomic<int> seen = 0;
  std::atomic<bool> closed = false;
  server host([&](peer& client) {
    if (!client.read_request()) return;
    ++seen;
    client.answer(200, R"({"id":"1"})");
    client.finish_sending();
    closed = true;
    client.drain();
  });
  auto const client = client_of<Engine>(host);
  for (int i = 1; i <= 3; ++i) {
    closed = false;
    CHECK(client.call(creation));
    for (auto const end = clock::now() + 5s; !closed && clock::now() < end;) std::this_thread::sleep_for(1ms);
    std::this_thread::sleep_for(20ms);  // until the end arrives
    CHECK(seen == i);
  }
}

TEST_CASE_TEMPLATE("faults: a server that closes its side and continues to read", Engine, support::blocking,
                   support::awaiting) {
  server host([](peer& client) {
    if (!client.read_request()) return;
    client.finish_sending();
    client.drain();
  });
  CHECK(kind_of(client_of<Engine>(host).list_agents()) == "transport, first byte");
}

TEST_CASE_TEMPLATE("faults: a redirect does not forward credentials", Engine, support::blocking, support::awaiting) {
  std::atomic<int> lured = 0;
  server elsewhere(answering([&](peer& client, seen_request const&) {
    ++lured;
    client.answer(200, R"({"id":"1","agents":[]})");
  }));
  std::atomic<int> status = 301;
  std::atomic<int> seen = 0;
  server host(answering([&](peer& client, seen_request const&) {
    ++seen;
    client.answer(status, "", "Location: " + elsewhere.url("/v2/agents") + "\r\n");
  }));
  auto const chat = chat_of<Engine>(host);
  auto const client = client_of<Engine>(host, quick);
  for (int each : {301, 302, 303, 307, 308}) {
    CAPTURE(each);
    status = each;
    seen = 0;
    auto const listed = client.list_agents();
    REQUIRE(!listed);
    CHECK(listed.error().http_status == each);
    CHECK(listed.error().message.find("a redirect to " + elsewhere.url("/v2/agents") + ", which is not followed") !=
          std::string::npos);
    CHECK(kind_of(client.call(creation)) == "api_response, receive");
    CHECK(kind_of(chat.stream_completion({.model = "m", .messages = {{.role = "user", .content = "hi"}}})) ==
          "api_response, receive");
    CHECK(seen == 3);
  }
  CHECK(lured == 0);
  CHECK(elsewhere.connections() == 0);
}

// --- framing ----------------------------------------------------------------------------------------------------------

TEST_CASE_TEMPLATE("faults: broken chunks", Engine, support::blocking, support::awaiting) {
  std::string const head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  std::string const whole = "b\r\n{\"agents\":[\r\n2\r\n]}\r\n0\r\n\r\n";
  REQUIRE(listing_of<Engine>(head + whole));
  for (std::size_t size = 0; size + 2 < whole.size(); ++size) {
    CAPTURE(size);
    CHECK(kind_of(listing_of<Engine>(head + whole.substr(0, size))) == "transport, receive");
  }
  for (std::string const body : {"d\r\n{\"agents\":[\r\n2\r\n]}\r\n0\r\n\r\n",          // a size too large
                                 "a\r\n{\"agents\":[\r\n2\r\n]}\r\n0\r\n\r\n",          // too small
                                 "ffffffffffffffffff\r\n{\"agents\":[]}\r\n0\r\n\r\n",  // larger than any number
                                 "7fffffffffffffff\r\n{\"agents\":[]}\r\n0\r\n\r\n",    // than any body
                                 "-1\r\n{\"agents\":[]}\r\n0\r\n\r\n", "x\r\n{}\r\n0\r\n\r\n", "\r\n\r\n\r\n"}) {
    CAPTURE(body);
    CHECK(kind_of(listing_of<Engine>(head + body)) == "transport, receive");
  }
  std::string const extension = "d;" + std::string(1u << 20, 'e') + "\r\n{\"agents\":[]}\r\n0\r\n\r\n";
  CHECK(kind_of(listing_of<Engine>(head + extension)) != "decode, decode");  // ignored or refused
}

TEST_CASE_TEMPLATE("faults: a wrong Content-Length", Engine, support::blocking, support::awaiting) {
  std::string const begin = "HTTP/1.1 200 OK\r\nContent-Length: ";
  std::string const body = R"({"agents":[]})";
  CHECK(kind_of(listing_of<Engine>(begin + "14\r\n\r\n" + body)) == "transport, receive");
  CHECK(kind_of(listing_of<Engine>(begin + "9223372036854775807\r\n\r\n" + body)) == "transport, receive");
  CHECK(kind_of(listing_of<Engine>(begin + "12\r\n\r\n" + body)) == "decode, decode");
  CHECK(kind_of(listing_of<Engine>(begin + "0\r\n\r\n" + body)) == "decode, decode");
  for (std::string const length : {"-1", "x", "13x", "99999999999999999999999999", ""}) {
    CAPTURE(length);
    auto const listed = listing_of<Engine>(begin + length + "\r\n\r\n" + body);
    CHECK((listed || listed.error().code == errc::transport || listed.error().code == errc::decode));
  }
}

TEST_CASE_TEMPLATE("faults: unsolicited data of a server is not read as the next response", Engine, support::blocking,
                   support::awaiting) {
  std::string const evil = response(R"({"agents":[{"id":"evil"}]})");
  for (std::string const& said :
       {response(R"({"agents":[]})") + evil,
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nd\r\n{\"agents\":[]}\r\n0\r\n\r\n" + evil,
        "HTTP/1.1 204 No Content\r\n\r\n" + evil})
    for (bool late : {false, true}) {
      CAPTURE(said);
      CAPTURE(late);
      std::size_t const own = said.size() - evil.size();
      std::atomic<bool> all_said = false;
      server host(answering([&](peer& client, seen_request const& rq) {
        if (rq.target.find("later") != rq.target.npos) return client.answer(200, R"({"agents":[]})");
        client.write(said.substr(0, own));
        if (late) std::this_thread::sleep_for(5ms);
        client.write(evil);
        all_said = true;
      }));
      auto const client = client_of<Engine>(host);
      static_cast<void>(client.list_agents());
      for (auto const end = clock::now() + 20s; !all_said && clock::now() < end;) std::this_thread::sleep_for(1ms);
      std::this_thread::sleep_for(20ms);
      auto const next = client.list_agents({}, {.query = {{"later", "1"}}});
      REQUIRE((next ? "" : next.error().message) == "");
      CHECK(next->size() == 0);
    }
}

TEST_CASE_TEMPLATE("faults: endless interim responses", Engine, support::blocking, support::awaiting) {
  SUBCASE("as fast as they go") {
    server host([](peer& client) {
      if (!client.read_request()) return;
      std::string flood;
      while (flood.size() < 64u << 10) flood += "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n";
      for (int i = 0; i < 64; ++i) client.write(flood);
      client.drain();
    });
    CHECK(kind_of(client_of<Engine>(host).list_agents()) == "too_large, receive");
  }
  SUBCASE("one now and then") {
    server host([](peer& client) {
      if (!client.read_request()) return;
      for (int i = 0; i < 100; ++i) {
        client.write("HTTP/1.1 102 Processing\r\n\r\n");
        std::this_thread::sleep_for(20ms);
      }
    });
    auto const begin = clock::now();
    auto const listed = client_of<Engine>(host).list_agents({}, {.timeout = 500ms});
    CHECK(kind_of(listed) == "timeout, receive");  // not because the connection ends, which is 2 s later
    CHECK(since(begin) < 10s);
  }
  SUBCASE("a few, and then the response") {
    std::string text;
    for (int i = 0; i < 50; ++i) text += "HTTP/1.1 102 Processing\r\n\r\n";
    CHECK(listing_of<Engine>(text + response(R"({"agents":[]})")));
  }
}

TEST_CASE_TEMPLATE("faults: a header of a megabyte", Engine, support::blocking, support::awaiting) {
  CHECK(kind_of(listing_of<Engine>(response("{}", "X-Long: " + std::string(1u << 20, 'h') + "\r\n"))) ==
        "too_large, receive");
  std::string many;
  while (many.size() < 1u << 20) many += "X-Many: " + std::string(1000, 'h') + "\r\n";
  CHECK(kind_of(listing_of<Engine>(response("{}", many))) == "too_large, receive");
}

// --- content ----------------------------------------------------------------------------------------------------------

TEST_CASE_TEMPLATE("faults: unexpected bodies", Engine, support::blocking, support::awaiting) {
  CHECK(listing_of<Engine>(
      response(R"({"agents":[]})", "Content-Type: text/html\r\n")));  // JSON under another name is JSON
  CHECK(listing_of<Engine>(response(R"({"agents":[]})")));
  std::string const page = "<html><body>Sign in</body></html>";
  CHECK(kind_of(listing_of<Engine>(response(page, "Content-Type: text/html\r\n"))) == "decode, decode");
  CHECK(kind_of(listing_of<Engine>(response(page, "Content-Type: application/json\r\n"))) == "decode, decode");
  for (std::string const body : {"", " ", "\xEF\xBB\xBF", "{}", "{\"agent\":[]}", "{\"agents\":[]} {}", "{\"agents\":[",
                                 "42", "[7]", "\"agents\"", "{\"agents\":7}", "{\"agents\":[]}}"}) {
    CAPTURE(body);
    CHECK(kind_of(listing_of<Engine>(response(body))) == "decode, decode");
  }
  for (std::string const name : {"\xff\xfe", "\xc3", "\xed\xa0\x80"}) {  // U+FFFD for each byte
    std::string replaced;
    for (std::size_t i = 0; i != name.size(); ++i) replaced += "\xef\xbf\xbd";
    CHECK(listing_of<Engine>(response("{\"agents\":[{\"name\":\"" + name + "\"}]}")).value().agents.at(0).name ==
          replaced);
  }
  auto const gateway =
      listing_of<Engine>("HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\nContent-Length: 33\r\n\r\n" + page);
  REQUIRE(!gateway);
  CHECK(gateway.error().code == errc::api_response);
  CHECK(gateway.error().http_status == 502);
  CHECK(gateway.error().body == page);
}

TEST_CASE_TEMPLATE("faults: invalid encodings", Engine, support::blocking, support::awaiting) {
  std::string const json = R"({"agents":[{"id":"1"}]})";
  std::string const zipped = support::run("gzip", {"-c"}, {.input = json}).out;
  REQUIRE(listing_of<Engine>(response(zipped, "Content-Encoding: gzip\r\n")));
  for (std::size_t size = 0; size != zipped.size(); ++size) {
    CAPTURE(size);
    auto const listed = listing_of<Engine>(response(zipped.substr(0, size), "Content-Encoding: gzip\r\n"));
    // The document may be complete; only the checksum after it is missing.
    bool const typed = !listed && (listed.error().code == errc::transport || listed.error().code == errc::decode);
    CHECK((listed ? listed->size() == 1 : typed));
  }
  for (char const* encoding : {"deflate", "br", "zstd", "gzip, gzip", "gzip\r\nContent-Encoding: gzip"}) {
    CAPTURE(encoding);
    auto const listed = listing_of<Engine>(response(json, "Content-Encoding: " + std::string(encoding) + "\r\n"));
    CHECK(kind_of(listed) == "transport, receive");
    CHECK(listed.error().http_status == 200);
  }
  // Wrong labels on a readable body.
  for (char const* encoding : {"gzip", "utf-8", "aws-chunked", "nonsense", "identity", "", "utf-8, identity"}) {
    CAPTURE(encoding);
    auto const listed = listing_of<Engine>(response(json, "Content-Encoding: " + std::string(encoding) + "\r\n"));
    REQUIRE(kind_of(listed) == "success");
    CHECK(listed->size() == 1);
  }
  std::string damaged = zipped;
  damaged[damaged.size() / 2] = static_cast<char>(damaged[damaged.size() / 2] ^ 0x55);
  auto const listed = listing_of<Engine>(response(damaged, "Content-Encoding: gzip\r\n"));
  CHECK((kind_of(listed) == "transport, receive" || kind_of(listed) == "decode, decode"));
}

TEST_CASE_TEMPLATE("faults: a hundred megabytes of brackets", Engine, support::blocking, support::awaiting) {
  server host(answering([](peer& client, seen_request const&) {
    std::size_t left = 100'000'000;
    client.write("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(left) + "\r\n\r\n");
    std::string const brackets(1'000'000, '[');
    for (; left != 0; left -= brackets.size()) client.write(brackets);
  }));
  auto const begin = clock::now();
  CHECK(kind_of(client_of<Engine>(host).list_agents()) == "decode, decode");
  CHECK(kind_of(client_of<Engine>(host).call(geai::api::export_agent{.id = "1"})) == "decode, decode");
  CHECK(since(begin) < 30s);
}

TEST_CASE_TEMPLATE(
    "faults: a bomb behind an error status is put out by the deadline or the limit, and the error is small", Engine,
    support::blocking, support::awaiting) {
  std::string const zeros(32u << 20, ' ');
  std::string const bomb = support::run("gzip", {"-c"}, {.input = zeros}).out;
  server host(
      answering([&](peer& client, seen_request const&) { client.answer(500, bomb, "Content-Encoding: gzip\r\n"); }));
  auto const listed = client_of<Engine>(host).list_agents();
  REQUIRE(!listed);
  CHECK(listed.error().http_status == 500);
  CHECK(listed.error().body.size() <= 4096);
}

// --- slowness ---------------------------------------------------------------------------------------------------------

TEST_CASE_TEMPLATE("faults: a response that trickles", Engine, support::blocking, support::awaiting) {
  server host([](peer& client) {
    if (!client.read_request()) return;
    client.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n");
    for (int i = 0; i < 100; ++i) {
      client.write("x");
      if (client.wait_for_close_within(1s)) return;
    }
  });
  SUBCASE("is ended by the deadline") {
    CHECK(support::holds_once([&] {
      auto const begin = clock::now();
      auto const listed = client_of<Engine>(host).list_agents({}, {.timeout = 1500ms});
      auto const took = since(begin);
      CHECK(kind_of(listed) == "timeout, receive");
      CHECK(took >= 1499ms);
      return took < 1900ms;  // before the next byte
    }));
  }
  SUBCASE("is ended by the idle limit if the pauses are longer") {
    auto const client = Engine::template client<geai::ai_lab_client>(geai::api_key = "k", geai::base_url = host.url(""),
                                                                     geai::idle_timeout = 200ms, geai::retry = once);
    auto const begin = clock::now();
    CHECK(kind_of(client.list_agents()) == "timeout, receive");
    CHECK(since(begin) < 10s);
  }
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
    std::this_thread::sleep_for(50ms);
  }

private:
  std::list<support::descriptor> waiting_;
};

// A server at which a call gets stuck in a phase. `back_off` replies 503 with a long Retry-After; `token` never returns
// one.
class stall {
public:
  explicit stall(phase where) : where_(where) {
    if (where == phase::resolve) {
      url_ = "http://name.slow.test";  // the look-up in curl_limits_test.cpp takes a second
    } else if (where == phase::connect) {
      full_ = std::make_unique<full_listener>();
      url_ = full_->url("");
    } else {
      reached_ = false;
      server_ = std::make_unique<server>([this](peer& client) {
        if (where_ == phase::tls || where_ == phase::send) {
          reached_ = client.wait_for_bytes();
          return client.wait_for_close();
        }
        while (client.read_request()) {
          ++requests_;
          if (where_ == phase::receive) client.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
          if (where_ == phase::back_off) client.answer(503, "{}", "Retry-After: 20\r\n");
          reached_ = true;
        }
      });
      url_ = server_->url("", where == phase::tls ? "https" : "http");
    }
  }

  std::string const& url() const { return url_; }
  int requests() const { return requests_; }

  void wait_until_reached() const {
    for (auto const end = clock::now() + support::patience; !reached_ && clock::now() < end;)
      std::this_thread::sleep_for(1ms);
    std::this_thread::sleep_for(where_ == phase::tls ? 400ms : 50ms);  // the system's authorities are read in one step
  }

private:
  phase where_;
  std::atomic<bool> reached_ = true;
  std::atomic<int> requests_ = 0;
  std::unique_ptr<full_listener> full_{};
  std::unique_ptr<server> server_{};
  std::string url_{};
};

constexpr phase all_phases[] = {phase::resolve,    phase::connect, phase::tls,   phase::send,
                                phase::first_byte, phase::receive, phase::token, phase::back_off};

// The error of a call that is stalled there. A long prompt takes long to send.
template <class Engine> geai::result<void> call_into(stall const& at, phase where, geai::call_options const& options) {
  auto const result_of = [](auto const& from) -> geai::result<void> {
    if (!from) return from.error();
    return {};
  };
  if (where == phase::token) {
    auto const client = Engine::template client<geai::ai_lab_client>(
        geai::auth::password{.client_id = "c", .username = "u", .password = "p", .project_id = "p"},
        geai::base_url = at.url(), geai::allow_insecure_http);
    return result_of(client.list_agents({}, options));
  }
  auto const client = Engine::template client<geai::ai_lab_client>(geai::api_key = "k", geai::base_url = at.url(),
                                                                   geai::allow_insecure_http, geai::retry = quick);
  if (where == phase::back_off || where == phase::resolve) return result_of(client.list_agents({}, options));
  std::string const text(where == phase::send ? 16u << 20 : 10, 'x');
  return result_of(client.call(geai::api::create_agent{.definition = {.name = text}}, options));
}

}  // namespace

TEST_CASE_TEMPLATE("faults: a stall in any phase ends at the call's deadline", Engine, support::blocking,
                   support::awaiting) {
  for (phase const where : all_phases) {
    std::string const name(to_string(where));
    CAPTURE(name);
    CHECK(support::holds_once([&] {
      stall const at(where);
      auto const begin = clock::now();
      auto const outcome = call_into<Engine>(at, where, {.timeout = 200ms});
      auto const took = since(begin);
      REQUIRE(!outcome);
      CHECK(took < 15s);
      CHECK(at.requests() <= 1);
      if (where == phase::back_off) {  // it would end after the deadline, so it fails at once
        if (outcome.error().code == errc::timeout) return false;
        CHECK(outcome.error().code == errc::api_response);
        CHECK(outcome.error().message.find("not tried again") != std::string::npos);
      } else {
        CHECK(outcome.error().code == errc::timeout);
        CHECK(took >= 195ms);
        if (to_string(outcome.error().phase) != name) return false;  // it did not reach the phase in time
      }
      CHECK(outcome.error().attempts.size() == 1);
      return true;
    }));
  }
}

TEST_CASE_TEMPLATE("faults: a stop request ends a call in any phase, within 50 ms", Engine, support::blocking,
                   support::awaiting) {
  for (phase const where : all_phases) {
    std::string const name(to_string(where));
    CAPTURE(name);
    milliseconds best = 20s;
    CHECK(support::holds_once([&] {
      stall const at(where);
      std::stop_source source;
      std::promise<clock::time_point> stopped;
      std::jthread const stopper([&] {
        at.wait_until_reached();
        stopped.set_value(clock::now());
        source.request_stop();
      });
      auto const outcome = call_into<Engine>(at, where, {.stop = source.get_token()});
      milliseconds const took = since(stopped.get_future().get());
      REQUIRE(!outcome);
      CHECK(outcome.error().code == errc::cancelled);
      CHECK(at.requests() <= 1);
      CHECK(took < 10s);
      if (to_string(outcome.error().phase) != name) return false;  // it had not reached the phase yet
      best = std::min(best, took);
      return took < support::instant;
    }));
    MESSAGE("stopped in phase ", name, " after ", best.count(), " ms");
  }
}

TEST_CASE("faults: a call that waits for another's token obeys its stop token and deadline") {
  stall const at(phase::token);
  geai::ai_lab_client const client{
      geai::auth::password{.client_id = "c", .username = "u", .password = "p", .project_id = "p"},
      geai::base_url = at.url()};
  std::stop_source first;
  std::jthread const fetching([&] { static_cast<void>(client.list_agents({}, {.stop = first.get_token()})); });
  at.wait_until_reached();

  auto begin = clock::now();
  CHECK(kind_of(client.list_agents({}, {.timeout = 100ms})) == "timeout, token");
  CHECK(since(begin) < 10s);

  std::stop_source source;
  std::promise<clock::time_point> stopped;
  std::jthread const stopper([&] {
    std::this_thread::sleep_for(50ms);
    stopped.set_value(clock::now());
    source.request_stop();
  });
  CHECK(kind_of(client.list_agents({}, {.stop = source.get_token()})) == "cancelled, token");
  milliseconds const took = since(stopped.get_future().get());
  MESSAGE("stopped while waiting for a token after ", took.count(), " ms");
  CHECK(took < 10s);
  CHECK(at.requests() == 1);
  first.request_stop();
}

// --- streams ----------------------------------------------------------------------------------------------------------

TEST_CASE_TEMPLATE("faults: a stream truncated at any byte is an error, and is not requested again", Engine,
                   support::blocking, support::awaiting) {
  auto const event = [](std::string_view word) {
    return R"(data: {"id":"c","choices":[{"index":0,"delta":{"content":")" + std::string(word) + "\"}}]}\n\n";
  };
  std::string const body = event("one") + event("two") + "data: [DONE]\n\n";
  std::string const whole = response(body, "Content-Type: text/event-stream\r\n");
  std::size_t const head = whole.size() - body.size();
  for (std::size_t size = 0; size <= whole.size(); ++size) {
    CAPTURE(size);
    std::atomic<int> seen = 0;
    server host([&](peer& client) {
      if (!client.read_request()) return;
      ++seen;
      client.write(std::string_view(whole).substr(0, size));
      client.finish_sending();
      client.drain();
    });
    auto const chat = chat_of<Engine>(host);
    auto stream = chat.stream_completion({.model = "m", .messages = {{.role = "user", .content = "hi"}}});
    CHECK(stream.has_value() == (size >= head));
    std::size_t chunks = 0;
    std::optional<geai::error> failure;
    if (stream) {
      for (auto const& each : *stream) {
        if (each)
          ++chunks;
        else
          failure = each.error();
      }
    } else {
      failure = stream.error();
    }
    CHECK(seen == 1);
    CHECK(chunks <= 2);
    if (size + 1 < whole.size()) REQUIRE(failure);  // the empty line after [DONE] ends its event
    if (failure) CHECK(failure->code == errc::transport);
    if (failure && size > 17) CHECK(failure->phase == phase::receive);
  }
}
