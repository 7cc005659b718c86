#include <geai/client/ai_lab.hpp>
#include <geai/client/chat.hpp>
//
#include <doctest/doctest.h>
#include <unistd.h>

#include <geai/json/simdjson.hpp>
#include <geai/transport/curl.hpp>
#include <memory>
#include <string>

#include "support/both_engines.hpp"
#include "support/real_servers.hpp"

// A real proxy, tinyproxy, with and without passwords; and libcurl without TLS.

namespace {

using namespace std::chrono_literals;
using support::authority;

geai::api::chat_completion const hello{.model = "m", .messages = {{.role = "user", .content = "hi"}}};

bool contains(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

class tinyproxy {
public:
  tinyproxy(authority const& folder, std::string const& settings) {
    for (int attempt = 0; attempt != 3 && !process_; ++attempt) {
      port_ = support::free_port();
      folder.write("tinyproxy.conf", "Port " + port_ + "\nListen 127.0.0.1\nTimeout 30\nAllow 127.0.0.1\nLogFile \"" +
                                         folder.file("tinyproxy.log") + "\"\n" + settings);
      process_ = support::started("tinyproxy", {"-d", "-c", folder.file("tinyproxy.conf")}, port_);
    }
    REQUIRE(process_);
  }

  static bool is_missing() {
    if (::access("/usr/bin/tinyproxy", X_OK) == 0) return false;
    MESSAGE("not tested: tinyproxy is not there");
    return true;
  }

  std::string url(std::string const& user = {}) const { return "http://" + user + "127.0.0.1:" + port_; }

private:
  std::string port_;
  std::unique_ptr<support::child> process_{};
};

std::string const answer =
    "location / { default_type application/json; return 200 '{\"agents\":[],\"choices\":[{\"index\":0,"
    "\"message\":{\"role\":\"assistant\",\"content\":\"hi\"}}]}'; }";

}  // namespace

TEST_CASE_TEMPLATE("field: through tinyproxy, with a password, a wrong one, and none", Engine, support::blocking,
                   support::awaiting) {
  if (tinyproxy::is_missing() || support::http2_front::program().empty()) return;
  authority const ours;
  ours.sign("good", "localhost", "2");
  support::http2_front const front(ours, answer);
  REQUIRE(front);
  auto const through = [&](std::string const& proxy) {
    return Engine::template client<geai::chat_client>(geai::api_key = "k", geai::base_url = front.url(),
                                                      geai::ca_file = ours.ca_file(), geai::proxy = proxy,
                                                      geai::timeout = 20s)
        .completion(hello);
  };
  {
    tinyproxy const open(ours, "");
    auto const reply = through(open.url());
    CHECK((reply ? "" : reply.error().message) == "");
  }
  {
    tinyproxy const closed(ours, "BasicAuth user secret\n");
    CHECK(through(closed.url("user:secret@")));
    for (std::string const user : {"", "user:wrong@"}) {
      auto const refused = through(closed.url(user));
      REQUIRE(!refused);
      CAPTURE(refused.error().message);
      CHECK(refused.error().permanent);
      CHECK(refused.error().attempts.size() == 1);
      CHECK(contains(refused.error().message, user.empty() ? "status 407" : "status 401"));
      CHECK(contains(refused.error().message, "it requires a valid user name and password"));
      CHECK(contains(refused.error().message, "(geai::proxy)"));
      CHECK(!contains(refused.error().message, "wrong"));
    }
  }
  {
    tinyproxy const choosy(ours, "ConnectPort 443\n");  // excludes the port of the test
    auto const refused = through(choosy.url());
    REQUIRE(!refused);
    CAPTURE(refused.error().message);
    CHECK(refused.error().permanent);
    CHECK(contains(refused.error().message, "status 403"));
  }
}

// Run in a child process with the libcurl of no_tls.c.
TEST_CASE("field in a child: without TLS" * doctest::skip()) {
  support::server const host(support::answering(
      [](support::peer& client, support::seen_request const&) { client.answer(200, R"({"agents":[]})"); }));
  geai::ai_lab_client const plain{geai::api_key = "k", geai::base_url = host.url("")};
  auto const listed = plain.list_agents();
  CHECK((listed ? "" : listed.error().message) == "");
  geai::ai_lab_client const secure{geai::api_key = "k", geai::base_url = "https://localhost:1"};
  auto const refused = secure.list_agents();
  REQUIRE(!refused);
  CAPTURE(refused.error().message);
  CHECK(contains(refused.error().message, "this libcurl is built without TLS, which https needs"));
}

TEST_CASE("field: a libcurl without TLS speaks plain http") {
  auto const done = support::run_with_changed_curl("no_tls.c", "field in a child: without TLS");
  if (!done) return;
  CHECK_MESSAGE(done->exit_code == 0, done->out);
  CHECK(contains(done->out, "1 passed"));
}
