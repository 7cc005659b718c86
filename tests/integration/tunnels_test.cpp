#include <geai/inline.hpp>
//
#include <geai/client/ai_lab.hpp>
#include <geai/client/chat.hpp>
#include <geai/client/files.hpp>
//
#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <future>
#include <geai/json/simdjson.hpp>
#include <geai/transport/curl.hpp>
#include <stop_token>
#include <string>
#include <thread>

#include "curl_servers.hpp"
#include "support/both_engines.hpp"
#include "support/temporary_directory.hpp"

// Proxies that refuse, that never end, and that do not exist; and servers that send or stall endlessly while libcurl is
// busy internally. With both engines.

namespace {

using namespace std::chrono_literals;
using geai::errc;
using geai::http::clock;
using support::peer;
using support::server;

geai::api::chat_completion const hello{.model = "m", .messages = {{.role = "user", .content = "hi"}}};
constexpr geai::retry_policy quick{.max_attempts = 3, .base_delay = 1ms, .max_delay = 1ms};

bool contains(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

// Sets an environment variable during its lifetime.
class variable {
public:
  variable(char const* name, std::string const& value) : name_(name) { ::setenv(name, value.c_str(), 1); }
  ~variable() { ::unsetenv(name_); }

private:
  char const* name_;
};

// Sends the head, and after it the same bytes until the client disconnects.
std::function<void(peer&)> flooding(std::string head, std::string bytes) {
  std::string many;
  while (many.size() < 1u << 16) many += bytes;
  return [head = std::move(head), many = std::move(many)](peer& client) {
    if (!client.read_head()) return;
    client.write(head);
    for (auto const end = clock::now() + support::patience; clock::now() < end && !client.wait_for_close_within(0ms);)
      client.write(many);
  };
}

// Ends a call that would not end by itself, by a stop and by a timeout. `call` takes options and returns a result.
void check_it_can_be_left(auto const& call) {
  auto const begin = clock::now();
  auto const late = call(geai::call_options{.timeout = 300ms});
  REQUIRE(!late);
  CAPTURE(late.error().message);
  CHECK(late.error().code == errc::timeout);
  CHECK(clock::now() - begin < 10s);

  std::stop_source source;
  std::thread stopper([&] {
    std::this_thread::sleep_for(200ms);
    source.request_stop();
  });
  auto const begin_again = clock::now();
  auto const stopped = call(geai::call_options{.timeout = 30s, .stop = source.get_token()});
  stopper.join();
  REQUIRE(!stopped);
  CHECK(stopped.error().code == errc::cancelled);
  CHECK(clock::now() - begin_again < 10s);
}

}  // namespace

// --- CONNECT ----------------------------------------------------------------------------------------------------------

TEST_CASE_TEMPLATE("faults: a proxy's 407 to CONNECT with an endless body ends at the deadline", Engine,
                   support::blocking, support::awaiting) {
  for (std::string const head : {"HTTP/1.1 407 Who are you\r\nContent-Length: 999999999999\r\n\r\n",
                                 "HTTP/1.1 407 Who are you\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\n",
                                 "HTTP/1.1 407 Who are you\r\n\r\n", "HTTP/1.1 407 Who are you\r\nX-Flood: "}) {
    CAPTURE(head);
    server const proxy(flooding(head, "body "));
    auto const client = Engine::template client<geai::ai_lab_client>(
        geai::api_key = "k", geai::base_url = "https://api.example", geai::proxy = proxy.url(""),
        geai::retry = geai::retry_policy{.max_attempts = 1});
    // libcurl refuses some of these by itself, at once.
    auto const begin = clock::now();
    auto const listed = client.list_agents({}, {.timeout = 400ms});
    REQUIRE(!listed);
    CHECK(clock::now() - begin < 10s);
    CHECK((listed.error().code == errc::timeout || listed.error().phase == geai::phase::connect));
  }
  server const proxy(flooding("HTTP/1.1 407 Who are you\r\nContent-Length: 999999999999\r\n\r\n", "body "));
  auto const client = Engine::template client<geai::ai_lab_client>(
      geai::api_key = "k", geai::base_url = "https://api.example", geai::proxy = proxy.url(""));
  check_it_can_be_left([&](geai::call_options const& options) { return client.list_agents({}, options); });
}

TEST_CASE("faults: a flooding proxy does not delay the other calls of a loop") {
  server const proxy(flooding("HTTP/1.1 407 Who are you\r\nContent-Length: 999999999999\r\n\r\n", "body "));
  server const host(
      support::answering([](peer& client, support::seen_request const&) { client.answer(200, R"({"agents":[]})"); }));
  geai::event_loop loop;
  geai::ai_lab_client flooded{geai::transport::curl_multi(loop), geai::api_key = "k",
                              geai::base_url = "https://api.example", geai::proxy = proxy.url(""),
                              geai::timeout = 500ms};
  geai::ai_lab_client other{geai::transport::curl_multi(loop), geai::api_key = "k", geai::base_url = host.url("")};
  bool late = false;
  int listed = 0;
  auto const flood = [&]() -> geai::task<void> {
    auto const answer = co_await flooded.list_agents();
    late = !answer && answer.error().code == errc::timeout;
  };
  auto const work = [&]() -> geai::task<void> {
    for (int i = 0; i != 3; ++i)
      if (co_await other.list_agents()) ++listed;
  };
  loop.spawn(flood());
  loop.spawn(work());
  loop.run();
  CHECK(late);
  CHECK(listed == 3);
}

TEST_CASE_TEMPLATE("faults: a refused CONNECT is permanent, and names the proxy and its source", Engine,
                   support::blocking, support::awaiting) {
  for (int status : {407, 403, 404, 502, 503}) {
    CAPTURE(status);
    std::atomic<int> asked = 0;
    server const proxy(support::answering([&](peer& client, support::seen_request const&) {
      ++asked;
      client.answer(status, "no");
    }));
    std::string const port = std::to_string(proxy.port());
    auto const refused_by = [&](auto const& client) {
      asked = 0;
      auto const reply = client.completion(hello);
      REQUIRE(!reply);
      geai::error const what = reply.error();
      CAPTURE(what.message);
      bool const permanent = status < 500;
      CHECK(what.code == errc::transport);
      CHECK(what.phase == geai::phase::connect);
      CHECK(what.permanent == permanent);
      CHECK(what.is_transient() == !permanent);
      CHECK(what.attempts.size() == (permanent ? 1 : 3));
      CHECK(contains(what.message, "refused the tunnel to api.example"));
      CHECK(contains(what.message, "status " + std::to_string(status)));
      CHECK(!contains(what.message, "secret"));
      return what.message;
    };
    std::string const given = refused_by(Engine::template client<geai::chat_client>(
        geai::api_key = "k", geai::base_url = "https://api.example",
        geai::proxy = "http://user:secret@127.0.0.1:" + port, geai::retry = quick));
    CHECK(contains(given, "http://***@127.0.0.1:" + port + " (geai::proxy)"));
    for (char const* name : {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"}) {
      variable const set(name, "http://127.0.0.1:" + port);
      std::string const found = refused_by(Engine::template client<geai::chat_client>(
          geai::api_key = "k", geai::base_url = "https://api.example", geai::retry = quick));
      CHECK(contains(found, "http://127.0.0.1:" + port + " (the variable " + name + ")"));
    }
  }
}

TEST_CASE_TEMPLATE("faults: a missing proxy is named, with the source of its setting", Engine, support::blocking,
                   support::awaiting) {
  std::string const port = std::to_string(support::listener().port());
  auto const reply = Engine::template client<geai::chat_client>(
                         geai::api_key = "k", geai::base_url = "https://api.example",
                         geai::proxy = "http://user:secret@127.0.0.1:" + port, geai::retry = quick)
                         .completion(hello);
  REQUIRE(!reply);
  CAPTURE(reply.error().message);
  CHECK(reply.error().attempts.size() == 3);
  CHECK(contains(reply.error().message, "the proxy http://***@127.0.0.1:" + port + " (geai::proxy)"));
  CHECK(!contains(reply.error().message, "secret"));
  auto const unknown =
      Engine::template client<geai::chat_client>(geai::api_key = "k", geai::base_url = "https://api.example",
                                                 geai::proxy = "http://proxy.invalid:3128", geai::retry = quick)
          .completion(hello);
  REQUIRE(!unknown);
  CHECK(contains(unknown.error().message, "http://proxy.invalid:3128 (geai::proxy)"));
}

TEST_CASE_TEMPLATE("faults: the error of a proxy's 407 to a plain request names the missing credential", Engine,
                   support::blocking, support::awaiting) {
  server const proxy(support::answering([](peer& client, support::seen_request const&) { client.answer(407, ""); }));
  auto const listed =
      Engine::template client<geai::ai_lab_client>(geai::api_key = "k", geai::base_url = "http://api.example",
                                                   geai::allow_insecure_http, geai::proxy = proxy.url(""))
          .list_agents();
  REQUIRE(!listed);
  CHECK(listed.error().http_status == 407);
  CHECK(contains(listed.error().message, "http://USER:PASSWORD@HOST:PORT"));
}

// --- while libcurl is busy ----------------------------------------------------------------------------------------------

TEST_CASE_TEMPLATE("faults: endless trailers, interim responses and chunk extensions end at a limit or the deadline",
                   Engine, support::blocking, support::awaiting) {
  struct flood {
    char const* head;
    char const* bytes;
  };
  for (flood const& each :
       {flood{"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nd\r\n{\"agents\":[]}\r\n0\r\n", "X-T: t\r\n"},
        flood{"", "HTTP/1.1 100 Continue\r\n\r\n"}, flood{"", "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"},
        flood{"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;", "extension"},
        flood{"HTTP/1.1 200 OK\r\nX-", "header"}, flood{"HTTP/1.1 200 ", "reason"}}) {
    CAPTURE(each.head);
    CAPTURE(each.bytes);
    server const host(flooding(each.head, each.bytes));
    auto const client = Engine::template client<geai::ai_lab_client>(
        geai::api_key = "k", geai::base_url = host.url(""), geai::retry = geai::retry_policy{.max_attempts = 1});
    auto const begin = clock::now();
    auto const listed = client.list_agents({}, {.timeout = 1500ms});
    REQUIRE(!listed);
    CAPTURE(listed.error().message);
    CHECK((listed.error().code == errc::timeout || listed.error().code == errc::too_large ||
           listed.error().code == errc::transport));
    CHECK(clock::now() - begin < 10s);
  }
}

TEST_CASE_TEMPLATE("faults: an upload that the server does not read ends at the deadline or a stop", Engine,
                   support::blocking, support::awaiting) {
  server const host([](peer& client) { client.wait_for_close_within(support::patience); });
  support::temporary_directory folder;
  std::string const path = folder.write("large.bin", std::string(32u << 20, 'x'));
  auto const client = Engine::template client<geai::files_client>(
      geai::api_key = "k", geai::base_url = host.url(""), geai::project_id = "p",
      geai::on_warning = [](geai::warning const&) {}, geai::retry = quick);
  check_it_can_be_left(
      [&](geai::call_options const& options) { return client.upload_file({.file = {.path = path}}, options); });
}

// --- hints --------------------------------------------------------------------------------------------------------------

TEST_CASE_TEMPLATE("faults: https to a plain port, and http to a port with TLS, are named", Engine, support::blocking,
                   support::awaiting) {
  server const plain([](peer& client) {
    if (!client.wait_for_bytes()) return;
    client.write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
    client.finish_sending();
    client.drain();
  });
  auto const listed = Engine::template client<geai::ai_lab_client>(
                          geai::api_key = "k", geai::base_url = plain.url("", "https"), geai::retry = quick)
                          .list_agents();
  REQUIRE(!listed);
  CAPTURE(listed.error().message);
  CHECK(contains(listed.error().message, "the server does not speak TLS on this port"));
  CHECK(listed.error().permanent);
  CHECK(listed.error().attempts.size() == 1);

  server const tls([](peer& client) {
    if (!client.read_head()) return;
    client.write(std::string_view("\x15\x03\x01\x00\x02\x02\x46", 7));  // an alert
    client.finish_sending();
    client.drain();
  });
  auto const other = Engine::template client<geai::ai_lab_client>(geai::api_key = "k", geai::base_url = tls.url(""),
                                                                  geai::retry = quick)
                         .list_agents();
  REQUIRE(!other);
  CAPTURE(other.error().message);
  CHECK(contains(other.error().message, "use https in base_url"));
}

TEST_CASE_TEMPLATE("faults: a redirect's error names its target without private parts, and 304 is not a redirect",
                   Engine, support::blocking, support::awaiting) {
  std::string status = "301";
  std::string location;
  server const host(support::answering([&](peer& client, support::seen_request const&) {
    client.answer(std::atoi(status.c_str()), "", location.empty() ? "" : "Location: " + location + "\r\n");
  }));
  auto const client = Engine::template client<geai::ai_lab_client>(geai::api_key = "k", geai::base_url = host.url(""));
  auto const said = [&] {
    auto const listed = client.list_agents();
    REQUIRE(!listed);
    return listed.error().message;
  };
  location = "https://user:password@login.example/sign-in?token=abc#x";
  CHECK(contains(said(), "a redirect to https://***@login.example/sign-in, which is not followed"));
  location = "/elsewhere?accessToken=abc";
  CHECK(contains(said(), "a redirect to /elsewhere, which is not followed"));
  location = "//login.example/a";
  CHECK(contains(said(), "a redirect to //login.example/a, which is not followed"));
  location = "";
  CHECK(contains(said(), "a redirect, which is not followed"));
  status = "304";
  CHECK(!contains(said(), "redirect"));
}
