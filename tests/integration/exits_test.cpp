#include <geai/inline.hpp>
//
#include <geai/async.hpp>
#include <geai/geai.hpp>
//
#include <doctest/doctest.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "curl_servers.hpp"
#include "support/await_on.hpp"
#include "support/forked.hpp"
#include "support/process.hpp"
#include "support/real_servers.hpp"

// Calls made while the program or a thread ends: from destructors of static and thread-local objects and from
// std::atexit.

namespace {

using support::answering;
using support::peer;
using support::said_until_exit;
using support::seen_request;
using support::server;

// Long enough that no string is stored within its object.
constexpr std::string_view agents =
    R"({"agents":[{"id":"one","name":"a name that is longer than any string is by itself"}]})";

struct late_call {
  std::function<void()> what{};
  ~late_call() {
    if (what) what();
  }
};

void call_in_all_destructors(std::function<void(std::string const&)> const& say, std::function<bool()> const& call) {
  static std::function<void(std::string const&)> report;
  static std::function<bool()> use;
  report = say;
  use = call;
  static late_call in_static{[] { report(use() ? "static" : "static-failed"); }};
  std::atexit([] { report(use() ? "atexit" : "atexit-failed"); });
  thread_local late_call in_thread{[] { report(use() ? "thread_local" : "thread_local-failed"); }};
  report(use() ? "main" : "main-failed");
}

constexpr std::string_view all_said = "main thread_local atexit static end";

}  // namespace

TEST_CASE("exits: calls in destructors of static and thread-local objects, and in handlers of atexit") {
  geai::transport::mock wire;
  wire.reply(200, std::string(agents));
  CHECK(said_until_exit([&](auto const& say) {
          static geai::ai_lab_client const client{wire, geai::api_key = "k", geai::base_url = "https://h"};
          call_in_all_destructors(say, [] { return client.list_agents().has_value(); });
        }) == all_said);
}

TEST_CASE("exits: calls with an answer that is not UTF-8, and with one over a mebibyte") {
  geai::transport::mock wire;
  wire.reply(200, "{\"agents\":[{\"id\":\"one\",\"name\":\"cut \xc3\"}]}");
  CHECK(said_until_exit([&](auto const& say) {
          static geai::ai_lab_client const client{wire, geai::api_key = "k", geai::base_url = "https://h"};
          call_in_all_destructors(say, [] { return client.list_agents().has_value(); });
        }) == all_said);

  geai::transport::mock large;
  large.reply(200, R"({"agents":[{"id":"one","name":")" + std::string(2u << 20, 'x') + R"("}]})");
  CHECK(said_until_exit([&](auto const& say) {
          static geai::ai_lab_client const client{large, geai::api_key = "k", geai::base_url = "https://h"};
          call_in_all_destructors(say,
                                  [] { return client.list_agents().has_value() && client.list_agents().has_value(); });
        }) == all_said);
}

TEST_CASE("exits: calls into an existing answer") {
  geai::transport::mock wire;
  wire.reply(200, std::string(agents));
  wire.reply(200, R"({"agents":[{"id":"two"}]})");
  CHECK(said_until_exit([&](auto const& say) {
          static geai::ai_lab_client const client{wire, geai::api_key = "k", geai::base_url = "https://h"};
          static geai::agent_list into;
          call_in_all_destructors(say, [] {
            return client.list_agents({}, into).has_value() && into.size() == 1 && !into.agents[0].id.empty();
          });
        }) == all_said);
}

TEST_CASE("exits: calls over libcurl") {
  server host(answering([](peer& client, seen_request const&) { client.answer(200, agents); }));
  CHECK(said_until_exit([&](auto const& say) {
          static geai::ai_lab_client const client{geai::api_key = "k", geai::base_url = host.url("")};
          call_in_all_destructors(say, [] { return client.list_agents().has_value(); });
        }) == all_said);
}

// A separate program, in which nothing has started libcurl or TLS before: the test below runs it.
TEST_CASE("exits in a child: over https" * doctest::skip()) {
  if (std::getenv("GEAI_TEST_URL") == nullptr) return;
  static std::string const url = std::getenv("GEAI_TEST_URL");
  static std::string const ca_file = std::getenv("GEAI_TEST_CA");
  static bool const awaits = std::getenv("GEAI_TEST_AWAITS") != nullptr;
  static auto const say = [](std::string const& word) {
    static_cast<void>(!::write(STDOUT_FILENO, (word + " ").data(), word.size() + 1));
  };
  ::alarm(60);
  // A handler registered before the first client may run after OpenSSL has shut down: an error, not a crash.
  static geai::transport::curl* late = nullptr;
  std::atexit([] {
    geai::http::response rs;
    auto const sent = late->send({.url = url}, rs);
    say(sent ? "older-handler" : sent.error().message);
    ::_exit(0);
  });
  late = new geai::transport::curl(geai::transport::options{.ca_file = ca_file});
  if (awaits) {
    static geai::event_loop loop;
    static geai::ai_lab_client const client{geai::transport::curl_multi{loop}, geai::api_key = "k",
                                            geai::base_url = url, geai::ca_file = ca_file};
    call_in_all_destructors(
        say, [] { return support::await_on(loop, client.call_raw(geai::api::list_agents())).has_value(); });
  } else {
    static geai::ai_lab_client const client{geai::api_key = "k", geai::base_url = url, geai::ca_file = ca_file};
    std::thread([] {
      thread_local late_call last{[] { say(client.call_raw(geai::api::list_agents()) ? "thread" : "thread-failed"); }};
      static_cast<void>(&last);
    }).join();
    call_in_all_destructors(say, [] { return client.call_raw(geai::api::list_agents()).has_value(); });
  }
  std::exit(1);  // NOLINT: no other thread runs
}

TEST_CASE("exits: calls over https, by both engines; a handler older than the first client gets an error") {
  support::authority const ours;
  ours.sign("good", "localhost", "2");
  support::tls_host const host(ours, "good");
  for (bool const awaits : {false, true}) {
    CAPTURE(awaits);
    support::environment env{{"GEAI_TEST_URL", host.url()}, {"GEAI_TEST_CA", ours.ca_file()}};
    if (awaits) env.insert({"GEAI_TEST_AWAITS", "1"});
    auto const done =
        support::run(std::filesystem::read_symlink("/proc/self/exe").string(),
                     {"-tc=exits in a child: over https", "--no-skip"}, {.env = env, .limit = support::patience * 3});
    CAPTURE(done.err);
    CHECK(done.signal == 0);
    CHECK(done.exit_code == 0);
    CAPTURE(done.out);
    std::string const in_order = std::string(awaits ? "" : "thread ") + "main thread_local atexit static ";
    CHECK(done.out.find(in_order) != std::string::npos);
    CHECK(done.out.find("older-handler") == std::string::npos);
    CHECK(done.out.find("TLS has shut down") != std::string::npos);
  }
}

TEST_CASE("exits: streams") {
  geai::transport::mock wire;
  wire.reply_stream(
      200,
      {"data: {\"choices\":[{\"delta\":{\"content\":\"a text that is longer than a string by itself\"}}]}\n\n",
       "data: [DONE]\n\n"},
      {{"content-type", "text/event-stream"}});
  CHECK(said_until_exit([&](auto const& say) {
          static geai::chat_client const client{wire, geai::api_key = "k", geai::base_url = "https://h"};
          call_in_all_destructors(say, [] {
            auto stream = client.stream_completion({.model = "m", .messages = {{.role = "user", .content = "hi"}}});
            if (!stream) return false;
            int chunks = 0;
            for (auto const& each : *stream) chunks += each ? 1 : -10;
            return chunks == 1;
          });
        }) == all_said);
}

TEST_CASE("exits: uploads") {
  server host(answering([](peer& client, seen_request const&) {
    client.answer(200, R"({"dataFileId":"1","dataFileUrl":"https://somewhere.test/a/long/path"})");
  }));
  CHECK(said_until_exit([&](auto const& say) {
          static geai::files_client const client{geai::api_key = "k", geai::base_url = host.url("")};
          call_in_all_destructors(say, [] {
            return client
                .upload(geai::api::upload_file{.file = {.content = std::string(100'000, 'x'), .name = "a.txt"}},
                        [](auto const&...) {})
                .has_value();
          });
        }) == all_said);
}

TEST_CASE("exits: awaited calls over curl_multi") {
  server host(answering([](peer& client, seen_request const&) { client.answer(200, agents); }));
  CHECK(said_until_exit([&](auto const& say) {
          static geai::event_loop loop;
          static geai::ai_lab_client const client{geai::transport::curl_multi{loop}, geai::api_key = "k",
                                                  geai::base_url = host.url("")};
          call_in_all_destructors(say, [] { return support::await_on(loop, client.list_agents()).has_value(); });
        }) == all_said);
}

TEST_CASE("exits: calls that renew their token") {
  geai::transport::mock wire;
  wire.reply(200, R"({"access_token":"a-token-that-is-longer-than-a-string-by-itself","expires_in":3600})");
  wire.reply(200, std::string(agents));
  CHECK(said_until_exit([&](auto const& say) {
          static geai::ai_lab_client const client{
              geai::auth::password{.client_id = "c", .username = "u", .password = "p", .project_id = "p"}, wire,
              geai::base_url = "https://h"};
          call_in_all_destructors(say, [] { return client.list_agents().has_value(); });
        }) == all_said);
}

TEST_CASE("exits: calls in destructors of thread-local objects, before and after the thread's first call") {
  geai::transport::mock wire;
  wire.reply(200, std::string(agents));
  geai::ai_lab_client const client{wire, geai::api_key = "k", geai::base_url = "https://h"};
  for (bool const calls_before : {false, true}) {
    CAPTURE(calls_before);
    int good = 0;
    std::thread([&] {
      thread_local late_call first;  // destroyed last
      first.what = [&] { good += client.list_agents() && client.list_agents() ? 1 : 0; };
      if (calls_before) good += client.list_agents() ? 10 : 0;
      thread_local late_call second;
      second.what = [&] { good += client.list_agents() ? 100 : 0; };
    }).join();
    CHECK(good == (calls_before ? 111 : 101));
  }
}
