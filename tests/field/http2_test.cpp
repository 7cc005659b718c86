#include <geai/client/chat.hpp>
#include <geai/client/files.hpp>
//
#include <doctest/doctest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <geai/client/awaiting.hpp>
#include <geai/json/simdjson.hpp>
#include <geai/transport/curl.hpp>
#include <geai/transport/curl_multi.hpp>
#include <iterator>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "support/both_engines.hpp"
#include "support/real_servers.hpp"

// HTTP/2 servers that refuse streams and close connections: nginx, nghttpx, and one that the test controls completely
// (http2_server.py, over Python's h2). Refused requests are sent again, requests that may have been processed are not;
// the server's own log shows which ones it processed. If a server's program is missing, its tests report that and pass.

namespace {

using namespace std::chrono_literals;
using support::authority;
using support::http2_front;

constexpr geai::retry_policy once{.max_attempts = 1};

geai::api::chat_completion const hello{.model = "m", .messages = {{.role = "user", .content = "hi"}}};

geai::call_options numbered(int number) { return {.timeout = 60s, .headers = {{"X-Number", std::to_string(number)}}}; }

std::string failure_of(auto const& outcome) { return outcome ? "" : outcome.error().message; }

// nginx with fixed replies. It closes each connection after 20 requests, and logs the number of each request.
class short_lived_nginx {
public:
  explicit short_lived_nginx(authority const& signing)
      : log_(signing.file("access.log")),
        front_(signing,
               "keepalive_requests 20;\n"
               "  location /events { default_type text/event-stream; return 200 'data: {\"choices\":[{\"index\":0,"
               "\"delta\":{\"content\":\"hi\"}}]}\\n\\ndata: [DONE]\\n\\n'; }\n"
               "  location / { default_type application/json; return 200 '{\"id\":\"1\",\"choices\":[{\"index\":0,"
               "\"message\":{\"role\":\"assistant\",\"content\":\"hi\"}}]}'; }",
               "log_format numbers '$http_x_number $status'; access_log " + log_ + " numbers;") {}

  explicit operator bool() const { return static_cast<bool>(front_); }
  std::string url() const { return front_.url(); }

  // Returns how often it processed each request, once its log has that many; it writes the log after the reply.
  std::map<int, int> done(std::size_t many) const {
    std::map<int, int> counts;
    for (auto const end = support::clock::now() + support::patience;;) {
      counts.clear();
      std::ifstream in(log_);
      for (std::string number, status; in >> number >> status;)
        if (status == "200") ++counts[std::atoi(number.c_str())];
      if (counts.size() >= many || support::clock::now() > end) return counts;
      std::this_thread::sleep_for(5ms);
    }
  }

private:
  std::string log_;
  http2_front front_;
};

bool no_nginx() {
  if (!http2_front::program().empty()) return false;
  MESSAGE("not tested: nginx is not there");
  return true;
}

void check_each_once(std::map<int, int> const& done, int count) {
  CHECK(done.size() == static_cast<std::size_t>(count));
  for (auto const& [number, times] : done)
    if (times != 1) CHECK_MESSAGE(times == 1, "request " << number);
}

// http2_server.py
class rude_server {
public:
  explicit rude_server(authority const& signing)
      : process_("/usr/bin/python3", {script(), signing.file("good.pem"), signing.file("good.key")}, {},
                 support::child::streams::input_and_output) {
    char c = 0;
    while (::read(process_.out.get(), &c, 1) == 1 && c != '\n') port_ += c;
  }

  static bool is_missing() {
    if (support::run("/usr/bin/python3", {"-c", "import h2"}).exit_code == 0) return false;
    MESSAGE("not tested: Python's h2 is not there (Debian's python3-h2)");
    return true;
  }

  std::string url(std::string const& mode) const { return "https://localhost:" + port_ + "/" + mode; }

  // Returns how often it processed the request with this number.
  int done(int number, authority const& trusted) const {
    geai::transport::curl wire(geai::transport::options{.ca_file = trusted.ca_file()});
    std::string const url = "https://localhost:" + port_ + "/log";
    geai::http::response rs;
    REQUIRE(wire.send({.url = url}, rs));
    return nlohmann::json::parse(rs.body).value(std::to_string(number), 0);
  }

private:
  static std::string script() {
    char const* const folder = std::getenv("GEAI_FIELD");
    return (folder != nullptr ? std::filesystem::path(folder) : std::filesystem::path(__FILE__).parent_path()) /
           "http2_server.py";
  }

  support::child process_;
  std::string port_{};
};

}  // namespace

// --- nginx, keepalive_requests 20 -------------------------------------------------------------------------------------

TEST_CASE(
    "field: 300 awaited chats, 30 at once, over connections that end after 20: none fails, each is processed once") {
  if (no_nginx()) return;
  authority const ours;
  ours.sign("good", "localhost", "2");
  short_lived_nginx const server(ours);
  REQUIRE(server);
  geai::event_loop loop;
  geai::chat_client client{geai::transport::curl_multi(loop), geai::api_key = "k", geai::base_url = server.url(),
                           geai::ca_file = ours.ca_file(), geai::retry = once};
  int next = 0;
  std::vector<std::string> failures;
  auto const work = [&](auto& self) -> geai::task<void> {
    while (next != 300) {
      geai::call_options const options = numbered(++next);
      auto call = self.completion(hello, options);
      auto const reply = co_await call;
      if (!reply) failures.push_back(reply.error().message);
    }
  };
  for (int i = 0; i != 30; ++i) loop.spawn(work(client));
  loop.run();
  CHECK(failures.size() == 0);
  for (std::string const& each : failures) MESSAGE(each);
  check_each_once(server.done(300), 300);
}

TEST_CASE(
    "field: 300 awaited streams, 30 at once, over connections that end after 20: none fails, each is processed once") {
  if (no_nginx()) return;
  authority const ours;
  ours.sign("good", "localhost", "2");
  short_lived_nginx const server(ours);
  REQUIRE(server);
  geai::event_loop loop;
  geai::chat_client client{geai::transport::curl_multi(loop), geai::api_key = "k",
                           geai::base_url = server.url() + "/events", geai::ca_file = ours.ca_file(),
                           geai::retry = once};
  int next = 0;
  int chunks = 0;
  std::vector<std::string> failures;
  auto const work = [&](auto& self) -> geai::task<void> {
    while (next != 300) {
      geai::call_options const options = numbered(++next);
      auto call = self.stream_completion(hello, options);
      auto stream = co_await call;
      if (!stream) {
        failures.push_back(stream.error().message);
        continue;
      }
      for (;;) {
        auto pulled = stream->next();
        geai::result<geai::chat_chunk> const* const each = co_await pulled;
        if (each == nullptr) break;
        if (*each)
          ++chunks;
        else
          failures.push_back(each->error().message);
      }
    }
  };
  for (int i = 0; i != 30; ++i) loop.spawn(work(client));
  loop.run();
  CHECK(failures.size() == 0);
  for (std::string const& each : failures) MESSAGE(each);
  CHECK(chunks == 300);
  check_each_once(server.done(300), 300);
}

TEST_CASE("field: 120 blocking chats and streams of 6 threads over connections that end after 20") {
  if (no_nginx()) return;
  authority const ours;
  ours.sign("good", "localhost", "2");
  short_lived_nginx const server(ours);
  REQUIRE(server);
  geai::chat_client const chat{geai::api_key = "k", geai::base_url = server.url(), geai::ca_file = ours.ca_file(),
                               geai::retry = once};
  geai::chat_client const events{geai::api_key = "k", geai::base_url = server.url() + "/events",
                                 geai::ca_file = ours.ca_file(), geai::retry = once};
  std::mutex mutex;
  std::vector<std::string> failures;
  auto const note = [&](std::string const& text) {
    std::scoped_lock const lock(mutex);
    if (!text.empty()) failures.push_back(text);
  };
  std::vector<std::thread> threads;
  for (int thread = 0; thread != 6; ++thread)
    threads.emplace_back([&, thread] {
      for (int i = 0; i != 10; ++i) {
        int const number = thread * 20 + i * 2;
        note(failure_of(chat.completion(hello, numbered(number + 1))));
        auto stream = events.stream_completion(hello, numbered(number + 2));
        note(failure_of(stream));
        if (stream)
          for (auto const& each : *stream) note(failure_of(each));
      }
    });
  for (std::thread& each : threads) each.join();
  CHECK(failures.size() == 0);
  for (std::string const& each : failures) MESSAGE(each);
  check_each_once(server.done(120), 120);
}

TEST_CASE(
    "field: over a libcurl that cannot be told what to repeat, connections that end after 20 lose nothing either") {
  if (no_nginx()) return;
  auto const done = support::run_with_changed_curl("no_rtsp.c", "field: 300 awaited*,field: 120 blocking*");
  if (!done) return;
  CHECK_MESSAGE(done->exit_code == 0, done->out);
  CHECK(done->out.find("3 passed") != std::string::npos);
}

// --- refused and processed requests ----------------------------------------------------------------------------------

constexpr char const* refusals[] = {"refuse-2@0", "late-2@0", "goaway-2@0", "leave-2@0",
                                    "refuse-2@1", "late-2@1", "goaway-2@1", "leave-2@1"};  // on a kept connection

TEST_CASE_TEMPLATE("field: a chat that HTTP/2 refuses is sent again", Engine, support::blocking, support::awaiting) {
  if (rude_server::is_missing()) return;
  authority const ours;
  ours.sign("good", "localhost", "2");
  for (std::string const mode : refusals) {
    CAPTURE(mode);
    rude_server const server(ours);
    auto const chat = Engine::template client<geai::chat_client>(geai::api_key = "k", geai::base_url = server.url(mode),
                                                                 geai::ca_file = ours.ca_file(), geai::retry = once);
    for (int number : {1, 2, 3}) {
      CHECK(failure_of(chat.completion(hello, numbered(number))) == "");
      CHECK(server.done(number, ours) == 1);
    }
  }
}

TEST_CASE_TEMPLATE("field: a stream that HTTP/2 refuses is sent again", Engine, support::blocking, support::awaiting) {
  if (rude_server::is_missing()) return;
  authority const ours;
  ours.sign("good", "localhost", "2");
  for (std::string const mode : refusals) {
    CAPTURE(mode);
    rude_server const server(ours);
    auto const chat = Engine::template client<geai::chat_client>(geai::api_key = "k", geai::base_url = server.url(mode),
                                                                 geai::ca_file = ours.ca_file(), geai::retry = once);
    for (int number : {1, 2, 3}) {
      int chunks = 0;
      auto stream = chat.stream_completion(hello, numbered(number));
      REQUIRE(failure_of(stream) == "");
      for (auto const& each : *stream) {
        CHECK(failure_of(each) == "");
        ++chunks;
      }
      CHECK(chunks == 1);
      CHECK(server.done(number, ours) == 1);
    }
  }
}

TEST_CASE_TEMPLATE("field: an upload that HTTP/2 refuses is sent again", Engine, support::blocking, support::awaiting) {
  if (rude_server::is_missing()) return;
  authority const ours;
  ours.sign("good", "localhost", "2");
  support::temporary_directory folder;
  std::string const path = folder.write("a.bin", std::string(300'000, 'x'));
  for (std::string const mode : refusals) {
    CAPTURE(mode);
    rude_server const server(ours);
    auto const files = Engine::template client<geai::files_client>(
        geai::api_key = "k", geai::base_url = server.url(mode), geai::ca_file = ours.ca_file(), geai::project_id = "p",
        geai::on_warning = [](geai::warning const&) {}, geai::retry = once);
    for (int number : {1, 2, 3}) {
      CHECK(failure_of(files.upload_file({.file = {.path = path}}, numbered(number))) == "");
      CHECK(server.done(number, ours) == 1);
    }
  }
}

TEST_CASE_TEMPLATE("field: requests that may have been processed are not sent twice", Engine, support::blocking,
                   support::awaiting) {
  if (rude_server::is_missing()) return;
  authority const ours;
  ours.sign("good", "localhost", "2");
  for (std::string const misdeed : {"reset-1", "die-1", "garbage-1"})
    for (int before : {0, 1}) {
      CAPTURE(misdeed);
      CAPTURE(before);
      rude_server const server(ours);
      auto const chat = Engine::template client<geai::chat_client>(
          geai::api_key = "k", geai::base_url = server.url(misdeed + "@" + std::to_string(before)),
          geai::ca_file = ours.ca_file());
      if (before != 0) CHECK(failure_of(chat.completion(hello, numbered(1))) == "");
      auto const reply = chat.completion(hello, numbered(2));
      REQUIRE(!reply);
      CAPTURE(reply.error().message);
      CHECK(reply.error().code == geai::errc::transport);
      CHECK(!reply.error().unprocessed);
      CHECK(reply.error().attempts.size() == 1);
      CHECK(server.done(2, ours) == 1);
      CHECK(failure_of(chat.completion(hello, numbered(3))) == "");  // the fault is over
    }
}

TEST_CASE_TEMPLATE("field: a server that always refuses ends the call after some attempts", Engine, support::blocking,
                   support::awaiting) {
  if (rude_server::is_missing()) return;
  authority const ours;
  ours.sign("good", "localhost", "2");
  rude_server const server(ours);
  auto const chat = Engine::template client<geai::chat_client>(
      geai::api_key = "k", geai::base_url = server.url("refuse-1000@0"), geai::ca_file = ours.ca_file(),
      geai::retry = geai::retry_policy{.max_attempts = 2, .base_delay = 1ms, .max_delay = 1ms});
  auto const reply = chat.completion(hello, numbered(1));
  REQUIRE(!reply);
  CAPTURE(reply.error().message);
  CHECK(reply.error().unprocessed);
  CHECK(reply.error().attempts.size() == 2);
  CHECK(server.done(1, ours) == 0);
}

// --- nghttpx ----------------------------------------------------------------------------------------------------------

TEST_CASE("field: nghttpx is replaced while chats run: none fails, each is processed once") {
  if (::access("/usr/sbin/nghttpx", X_OK) != 0 && ::access("/usr/bin/nghttpx", X_OK) != 0) {
    MESSAGE("not tested: nghttpx is not there (Debian's nghttp2-proxy)");
    return;
  }
  authority const ours;
  ours.sign("good", "localhost", "2");
  std::mutex mutex;
  std::map<int, int> done;
  support::server behind(support::answering([&](support::peer& client, support::seen_request const& seen) {
    std::size_t const at =
        seen.head.find("-Number: ") != seen.head.npos ? seen.head.find("-Number: ") : seen.head.find("-number: ");
    {
      std::scoped_lock const lock(mutex);
      if (at != seen.head.npos) ++done[std::atoi(seen.head.c_str() + at + 9)];
    }
    std::this_thread::sleep_for(5ms);
    client.answer(200, R"({"choices":[{"index":0,"message":{"role":"assistant","content":"hi"}}]})");
  }));
  std::string const port = support::free_port();
  auto const start = [&] {
    return support::started("nghttpx",
                            {"-f127.0.0.1," + port, "-b127.0.0.1," + std::to_string(behind.port()), "--workers=1",
                             "--errorlog-file=" + ours.file("nghttpx.log"), "--conf=/dev/null", ours.file("good.key"),
                             ours.file("good.pem")},
                            port);
  };
  std::vector<std::unique_ptr<support::child>> left;
  auto proxy = start();
  REQUIRE(proxy);
  geai::event_loop loop;
  geai::chat_client client{
      geai::transport::curl_multi(loop), geai::api_key = "k", geai::base_url = "https://localhost:" + port,
      geai::ca_file = ours.ca_file(),
      geai::retry = geai::retry_policy{.max_attempts = 200, .base_delay = 50ms, .max_delay = 200ms, .budget = 100'000}};
  int next = 0;
  std::vector<std::string> failures;
  auto const work = [&](auto& self) -> geai::task<void> {
    while (next != 600) {
      if (++next % 150 == 0) {
        proxy->signal(SIGQUIT);  // it sends GOAWAY, and exits after its current requests
        left.push_back(std::move(proxy));
        for (int tries = 0; proxy == nullptr && tries != 50; ++tries) {
          std::this_thread::sleep_for(20ms);  // until it stops listening
          proxy = start();
        }
      }
      geai::call_options const options = numbered(next);
      auto call = self.completion(hello, options);
      auto const reply = co_await call;
      if (!reply) failures.push_back(reply.error().message);
    }
  };
  for (int i = 0; i != 20; ++i) loop.spawn(work(client));
  loop.run();
  CHECK(failures.size() == 0);
  for (std::string const& each : failures) MESSAGE(each);
  std::scoped_lock const lock(mutex);
  check_each_once(done, 600);
}
