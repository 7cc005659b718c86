#include <geai/client/ai_lab.hpp>
#include <geai/client/secrets.hpp>
//
#include <doctest/doctest.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <geai/auth/password.hpp>
#include <geai/json/simdjson.hpp>
#include <geai/transport/curl.hpp>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "curl_servers.hpp"
#include "support/process.hpp"
#include "support/real_servers.hpp"

// Certificates that must not be trusted, and HTTP/2 connections that break. nginx runs in front of a server whose every
// byte the test controls; without nginx the HTTP/2 tests report that and pass.

namespace {

using namespace std::chrono_literals;
using geai::errc;
using geai::phase;
using support::answering;
using support::authority;
using support::http2_front;
using support::peer;
using support::seen_request;
using support::server;
using support::tls_host;

constexpr geai::retry_policy once{.max_attempts = 1};
constexpr geai::retry_policy quick{.max_attempts = 3, .base_delay = 1ms, .max_delay = 1ms};
geai::api::create_secret const creation{.definition = {.name = "n", .secret_string = "s"}};

auto client_of(std::string const& url, authority const& trusted, geai::retry_policy how = once) {
  return geai::ai_lab_client{geai::api_key = "k", geai::base_url = url, geai::ca_file = trusted.ca_file(),
                             geai::retry = how, geai::timeout = 20s};
}

}  // namespace

TEST_CASE("faults: an untrusted certificate ends the call before anything is sent") {
  authority const ours;
  ours.sign("good", "localhost", "2");
  ours.sign("expired", "localhost", "-1");
  ours.sign("other", "other.test", "2");
  ours.self_sign("self", "localhost");
  for (std::string const name : {"good", "expired", "other", "self"}) {
    CAPTURE(name);
    tls_host const host(ours, name);
    std::string const port = std::to_string(host.port());
    auto const client = client_of(host.url(), ours, quick);
    if (name == "good") {
      auto const listed = client.list_agents();  // s_server replies with an HTML page
      REQUIRE(!listed);
      CHECK(listed.error().code == errc::decode);
      continue;
    }
    for (bool post : {true, false}) {
      std::optional<geai::error> refused;
      if (post) {
        if (auto const created = client.call(creation); !created) refused = created.error();
      } else {
        if (auto const listed = client.list_agents(); !listed) refused = listed.error();
      }
      REQUIRE(refused);
      CHECK(refused->code == errc::transport);
      CHECK(refused->phase == phase::tls);
      CHECK(refused->permanent);
      CHECK(!refused->is_transient());
      CHECK(refused->attempts.size() == 1);  // nothing was sent, but it would be refused again
      CAPTURE(refused->message);
      CHECK(refused->message.find("the certificate of localhost:" + port + " is not accepted") != std::string::npos);
      CHECK(refused->message.find("geai::ca_file") != std::string::npos);
    }
  }
}

TEST_CASE("faults: unsuitable or unreadable authorities are named, and the call is not retried") {
  authority const ours;
  authority const theirs;
  ours.sign("good", "localhost", "2");
  tls_host const host(ours, "good");
  auto const refused_by = [&](std::string const& ca_file) {
    geai::ai_lab_client const client{geai::api_key = "k", geai::base_url = host.url(), geai::ca_file = ca_file,
                                     geai::retry = quick, geai::timeout = 20s};
    auto const listed = client.list_agents();
    REQUIRE(!listed);
    CHECK(listed.error().phase == phase::tls);
    CHECK(!listed.error().is_transient());
    CHECK(listed.error().attempts.size() == 1);
    return listed.error().message;
  };
  std::string const unknown = refused_by(theirs.ca_file());
  CAPTURE(unknown);
  CHECK(unknown.find("is not accepted") != std::string::npos);
  CHECK(unknown.find("geai::ca_file") != std::string::npos);
  std::string const gone = refused_by(ours.file("gone.pem"));
  CAPTURE(gone);
  CHECK(gone.find(ours.file("gone.pem")) != std::string::npos);
  CHECK(gone.find("geai::ca_file") != std::string::npos);
}

TEST_CASE("faults: a login over an untrusted connection is not retried either") {
  authority const ours;
  ours.self_sign("self", "localhost");
  tls_host const host(ours, "self");
  geai::ai_lab_client const client{
      geai::auth::password{.client_id = "c", .username = "u", .password = "p", .project_id = "p"},
      geai::base_url = host.url(), geai::ca_file = ours.ca_file(), geai::retry = quick, geai::timeout = 20s};
  auto const listed = client.list_agents();
  REQUIRE(!listed);
  CHECK(listed.error().code == errc::transport);
  CHECK(listed.error().phase == phase::token);
  CHECK(!listed.error().is_transient());
  CHECK(listed.error().attempts.size() == 1);
}

TEST_CASE("faults: a broken handshake is retried, even for operations that must not be sent twice") {
  authority const ours;
  ours.sign("good", "localhost", "2");
  tls_host const behind(ours, "good");
  std::atomic<int> connections = 0;
  server relay([&](peer& client) {
    if (++connections <= 2) return client.reset();
    client.relay_to(behind.port(), 1'000'000);
  });
  auto const client = client_of("https://localhost:" + std::to_string(relay.port()), ours, quick);
  auto const created = client.call(creation, {.timeout = 5s});  // s_server does not reply to a POST
  REQUIRE(!created);
  CAPTURE(created.error().message);
  CHECK(created.error().phase != phase::tls);  // the third attempt got through
  CHECK(created.error().attempts.size() == 3);
  CHECK(connections == 3);
}

TEST_CASE("faults: HTTP/2, a connection with GOAWAY and streams that are reset") {
  if (http2_front::program().empty()) {
    MESSAGE("nginx is not there: not tested");
    return;
  }
  authority const ours;
  ours.sign("good", "localhost", "2");
  std::atomic<int> creations = 0;
  std::atomic<int> listings = 0;
  std::atomic<bool> cut = false;
  server behind([&](peer& client) {
    while (auto const seen = client.read_request()) {
      bool const is_post = seen->method == "POST";
      ++(is_post ? creations : listings);
      std::string const body = is_post ? R"({"id":"1"})" : R"({"agents":[]})";
      if (!cut) {
        client.answer(200, body);
        continue;
      }
      client.write("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
                   body.substr(0, 5));
      std::this_thread::sleep_for(20ms);
      client.finish_sending();  // nginx then resets the stream
      return client.drain();
    }
  });

  SUBCASE("GOAWAY after every second request") {
    http2_front const front(ours, behind, "keepalive_requests 2;");
    REQUIRE(front);
    auto const client = client_of(front.url(), ours, quick);
    for (int i = 1; i <= 10; ++i) {
      auto const created = client.call(creation);
      REQUIRE((created ? "" : created.error().message) == "");
      REQUIRE(client.list_agents());
      CHECK(creations == i);
      CHECK(listings == i);
    }
  }
  SUBCASE("RST_STREAM inside of the body") {
    http2_front const front(ours, behind, "");
    REQUIRE(front);
    auto const client = client_of(front.url(), ours, quick);
    REQUIRE(client.list_agents());
    cut = true;
    auto const created = client.call(creation);
    REQUIRE(!created);
    CHECK(created.error().code == errc::transport);
    CHECK(to_string(created.error().phase) == "receive");
    CHECK(creations == 1);
    auto const listed = client.list_agents();
    REQUIRE(!listed);
    CHECK(listed.error().code == errc::transport);
    CHECK(listed.error().attempts.size() == 3);
    CHECK(listings == 1 + 3);
    cut = false;
    CHECK(client.list_agents());
  }
  SUBCASE("the server ends between two calls, and inside of one") {
    std::optional<http2_front> front(std::in_place, ours, behind, "");
    REQUIRE(*front);
    auto const client = client_of(front->url(), ours);
    REQUIRE(client.list_agents());
    front->end();
    auto const created = client.call(creation);
    REQUIRE(!created);
    CHECK(created.error().code == errc::transport);
    CHECK(creations == 0);
  }
}
