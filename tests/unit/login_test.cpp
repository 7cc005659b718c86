#include <geai/inline.hpp>
//
#include <geai/auth/save_login.hpp>
#include <geai/geai.hpp>
//
#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "support/temporary_directory.hpp"

// A client of a profile that `geai auth login` saved: its token is renewed automatically.

namespace {

using namespace std::chrono_literals;
using strings = std::vector<std::string>;

static_assert(geai::auth::refreshable<geai::auth::resolved>);

// Accepts each refresh token once, and the last access token that it granted. Both begin as those of the profile.
struct platform {
  struct state {
    std::mutex mutex{};
    int granted = 0;
    std::set<std::string> accepted{"old-access"};
    std::set<std::string> refreshable{"old-refresh"};
    strings asked{};    // bodies
    strings bearers{};  // of the other calls
    int refusal = 401;
    bool rotates = true;
    std::string expires_in = "3600";
  };
  std::shared_ptr<state> shared = std::make_shared<state>();

  geai::result<void> send(geai::http::request const& rq, geai::http::response& rs) {
    std::lock_guard lock(shared->mutex);
    rs.add_header("content-type", "application/json");
    if (rq.url.ends_with("/oauth/access_token")) {
      shared->asked.emplace_back(rq.body);
      std::string const given(rq.body.substr(rq.body.rfind('=') + 1));
      if (shared->refusal != 401 || !shared->refreshable.contains(given)) {
        rs.status = shared->refusal;
        rs.body.append(R"({"error":{"code":"101","message":"Refresh token error"}})");
        return {};
      }
      std::string const number = std::to_string(++shared->granted);
      std::string next;
      if (shared->rotates) {
        shared->refreshable = {"refresh-" + number};
        next = R"(,"refresh_token":"refresh-)" + number + '"';
      }
      shared->accepted = {"access-" + number};
      rs.status = 200;
      rs.body.append(R"({"access_token":"access-)" + number + R"(","token_type":"Bearer","expires_in":)" +
                     shared->expires_in + next + "}");
      return {};
    }
    std::string bearer;
    for (auto const& each : rq.headers)
      if (geai::http::same_name(each.name, "Authorization")) bearer = each.value.substr(7);
    shared->bearers.push_back(bearer);
    bool const good = shared->accepted.contains(bearer);
    rs.status = good ? 200 : 401;
    rs.body.append(good ? R"({"agents":[],"choices":[]})" : R"({"errors":[{"id":103,"description":"Token expired"}]})");
    return {};
  }
};

std::string after(std::chrono::seconds distance) {
  return geai::detail::timestamp_of(std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()) +
                                    distance);
}

// A credentials file, a platform, and clients of both.
struct world {
  support::temporary_directory folder{};
  platform server{};

  explicit world(std::string_view expires_at, std::string_view more = "") {
    write("GEAI_OAUTH_ACCESS_TOKEN = old-access\nGEAI_OAUTH_REFRESH_TOKEN = old-refresh\nGEAI_OAUTH_EXPIRES_AT = " +
          std::string(expires_at) + "\n" + std::string(more));
  }

  void write(std::string const& keys) {
    folder.write("credentials",
                 "[mine]\nGEAI_OAUTH_CLIENT_ID = c\nGEAI_PROJECT_ID = p\nGEAI_API_BASE_URL = https://h\n" + keys);
  }
  std::string path() const { return (folder.path() / "credentials").string(); }
  std::string value(std::string_view key) const {
    auto const file = geai::credentials_file::load(path()).value();
    return std::string(file.get("mine", key).value_or(""));
  }

  auto client() {
    return geai::ai_lab_client{server, geai::alias = "mine", geai::credentials_file = path(),
                               geai::on_warning = [](geai::warning const&) {}};
  }
};

std::string asked_with(std::string const& refresh_token) {
  return "grant_type=refresh_token&client_id=c&refresh_token=" + refresh_token;
}

}  // namespace

TEST_CASE("login: a valid token is used without a renewal") {
  world at(after(1h));
  auto client = at.client();
  for (int i = 0; i != 3; ++i) REQUIRE(client.list_agents());
  CHECK(at.server.shared->asked.empty());
  CHECK(!client.auth().renewed());
  CHECK(client.session().active_token()->reveal() == "old-access");
}

TEST_CASE("login: a token that has expired is renewed before the first call, once for many threads") {
  world at(after(-1s));
  auto client = at.client();
  std::atomic<int> good{0};
  {
    std::vector<std::jthread> all;
    for (int i = 0; i != 16; ++i) all.emplace_back([&] { good += client.list_agents().has_value() ? 1 : 0; });
  }
  CHECK(good == 16);
  CHECK(at.server.shared->asked == strings{asked_with("old-refresh")});
  CHECK(at.server.shared->bearers == strings(16, "access-1"));
}

TEST_CASE("login: renewal precedes the expiry, and a failed one keeps the valid token") {
  world at(after(3s));
  at.server.shared->refusal = 503;
  auto client = at.client();
  auto const end = geai::http::clock::now() + 20s;
  while (at.server.shared->asked.empty() && geai::http::clock::now() < end) {
    REQUIRE(client.list_agents());  // the platform accepts the old token all the time
    std::this_thread::sleep_for(5ms);
  }
  CHECK(!at.server.shared->asked.empty());
  CHECK(at.server.shared->bearers.back() == "old-access");
}

TEST_CASE("login: a token without a known expiry is used until it is refused, and then replaced, once") {
  for (char const* expires_at : {"", "tomorrow", "2026-13-01T00:00:00Z", "9999-12-31T23:59:59Z"}) {
    CAPTURE(expires_at);
    world at(expires_at);
    auto client = at.client();
    REQUIRE(client.list_agents());
    CHECK(at.server.shared->asked.empty());
    at.server.shared->accepted = {};
    REQUIRE(client.list_agents());
    CHECK(at.server.shared->asked == strings{asked_with("old-refresh")});
    CHECK(at.server.shared->bearers == strings{"old-access", "old-access", "access-1"});
    REQUIRE(client.list_agents());
    at.server.shared->accepted = {};
    REQUIRE(client.list_agents());  // with the received refresh token
    CHECK(at.server.shared->asked.back() == asked_with("refresh-1"));
  }
}

TEST_CASE("login: without a new refresh token, the old one stays in use") {
  world at(after(-1h));
  at.server.shared->rotates = false;
  auto client = at.client();
  REQUIRE(client.list_agents());
  at.server.shared->accepted = {};
  REQUIRE(client.list_agents());
  CHECK(at.server.shared->asked == strings(2, asked_with("old-refresh")));
}

TEST_CASE("login: the error of a refused renewal names the alias and the remedy") {
  world at(after(-1h));
  at.server.shared->refreshable = {};
  auto const refused = at.client().list_agents();
  REQUIRE(!refused);
  geai::error const& what = refused.error();
  CHECK(what.code == geai::errc::api_response);
  CHECK(what.phase == geai::phase::token);
  CHECK(what.is_authentication());
  CHECK(what.message.find("Refresh token error") != std::string::npos);
  CHECK(what.message.find("alias 'mine'") != std::string::npos);
  CHECK(what.message.find("run: geai auth login --alias mine") != std::string::npos);
  CHECK((what.message + what.body).find("old-") == std::string::npos);
  CHECK(at.server.shared->bearers.empty());
  CHECK(at.server.shared->asked.size() == 1);
}

TEST_CASE("login: an unavailable platform does not require a new login") {
  world at(after(-1h));
  at.server.shared->refusal = 503;
  auto const failed = at.client().list_agents({}, {.retry = geai::retry_policy{.max_attempts = 1}});
  REQUIRE(!failed);
  CHECK(failed.error().http_status == 503);
  CHECK(failed.error().phase == geai::phase::token);
  CHECK(failed.error().message.find("auth login") == std::string::npos);
}

TEST_CASE("login: a token from elsewhere, or without refresh token or client id, is not renewed") {
  auto const renews = [](geai::environment const& variables, std::string const& text, std::string_view alias = "x") {
    auto const file = geai::credentials_file::parse(text, "f").value();
    geai::session_options options;
    options.alias = std::string(alias);
    auto const session = geai::resolve(options, variables, file).value().session;
    geai::auth::resolved auth(session);
    if (session.renewal() == nullptr) CHECK(auth.has_token());
    return session.renewal() != nullptr;
  };
  std::string const token = "GEAI_OAUTH_ACCESS_TOKEN = t\nGEAI_PROJECT_ID = p\n";
  std::string const refresh = "GEAI_OAUTH_REFRESH_TOKEN = r\n";
  std::string const id = "GEAI_OAUTH_CLIENT_ID = c\n";
  std::string const expired = "GEAI_OAUTH_EXPIRES_AT = 2020-01-01T00:00:00Z\n";
  CHECK(renews({}, "[x]\n" + token + refresh + id));
  CHECK(renews({}, "[x]\n" + token + refresh + id + expired));
  CHECK(renews({}, "[DEFAULT]\n" + id + "[x]\n" + token + refresh));
  CHECK(!renews({}, "[x]\n" + token + id + expired));
  CHECK(!renews({}, "[x]\n" + token + refresh + expired));
  CHECK(!renews({}, "[x]\nGEAI_API_KEY = k\n" + refresh + id + expired));
  // Of several aliases, or of different accounts.
  CHECK(!renews({}, "[DEFAULT]\n" + token + refresh + id + "[x]\na = b\n"));
  CHECK(!renews({}, "[DEFAULT]\n" + refresh + id + "[x]\n" + token));
  CHECK(!renews({}, "[DEFAULT]\n" + token + "[x]\n" + refresh + id));
  // The environment's credentials are a unit.
  std::string const mine = "[default]\n" + token + refresh + id;
  CHECK(renews({}, mine, "default"));
  CHECK(!renews(geai::environment({{"GEAI_OAUTH_ACCESS_TOKEN", "e"}}), mine, "default"));
  CHECK(!renews(geai::environment({{"GEAI_API_KEY", "e"}}), mine, "default"));
  CHECK(renews(geai::environment({{"GEAI_PROJECT_ID", "e"}}), mine, "default"));
}

TEST_CASE("login: a refused token that cannot be renewed is an error as before") {
  world at(after(-1h));
  at.write("GEAI_OAUTH_ACCESS_TOKEN = old-access\nGEAI_OAUTH_EXPIRES_AT = " + after(-1h) + "\n");
  auto client = at.client();
  REQUIRE(client.list_agents());  // the platform decides
  at.server.shared->accepted = {};
  auto const refused = client.list_agents();
  REQUIRE(!refused);
  CHECK(refused.error().http_status == 401);
  CHECK(at.server.shared->asked.empty());
}

// --- the file --------------------------------------------------------------------------------------------------------

TEST_CASE("save_login: a call writes nothing; saving keeps the new token, the refresh token and the expiry") {
  world at(after(-1h), "# mine\nother = 1\n");
  std::string const before = at.folder.read("credentials");
  auto client = at.client();
  CHECK(geai::auth::save_login(client.auth()).value() == false);
  REQUIRE(client.list_agents());
  CHECK(at.folder.read("credentials") == before);

  CHECK(geai::auth::save_login(client.auth()).value() == true);
  CHECK(at.value("GEAI_OAUTH_ACCESS_TOKEN") == "access-1");
  CHECK(at.value("GEAI_OAUTH_REFRESH_TOKEN") == "refresh-1");
  auto const expiry = geai::detail::parse_timestamp(at.value("GEAI_OAUTH_EXPIRES_AT"));
  REQUIRE(expiry);
  CHECK(*expiry > std::chrono::system_clock::now() + 50min);
  CHECK(*expiry <= std::chrono::system_clock::now() + 1h);
  CHECK(at.folder.read("credentials").find("# mine\nother = 1\n") != std::string::npos);
  CHECK(geai::auth::save_login(client.auth()).value() == false);

  REQUIRE(at.client().list_agents());  // the next program continues with it
  CHECK(at.server.shared->asked.size() == 1);

  at.server.shared->accepted = {};
  at.server.shared->expires_in = "0";
  REQUIRE(client.list_agents());
  CHECK(geai::auth::save_login(client.auth()).value() == true);
  CHECK(at.value("GEAI_OAUTH_REFRESH_TOKEN") == "refresh-2");
  CHECK(at.value("GEAI_OAUTH_EXPIRES_AT") == "");  // unknown
}

TEST_CASE("save_login: renewed twice before it is saved") {
  world at(after(-1h));
  auto client = at.client();
  REQUIRE(client.list_agents());
  at.server.shared->accepted = {};
  REQUIRE(client.list_agents());
  CHECK(geai::auth::save_login(client.auth()).value() == true);
  CHECK(at.value("GEAI_OAUTH_REFRESH_TOKEN") == "refresh-2");
}

TEST_CASE("save_login: a profile that was changed meanwhile is not overwritten") {
  world at(after(-1h));
  auto client = at.client();
  REQUIRE(client.list_agents());
  at.write("GEAI_OAUTH_ACCESS_TOKEN = x\nGEAI_OAUTH_REFRESH_TOKEN = another\n");
  std::string const theirs = at.folder.read("credentials");
  CHECK(geai::auth::save_login(client.auth()).value() == false);
  CHECK(at.folder.read("credentials") == theirs);
  REQUIRE(client.list_agents());

  at.folder.write("credentials", "[other]\na = b\n");
  at.server.shared->accepted = {};
  REQUIRE(client.list_agents());
  CHECK(geai::auth::save_login(client.auth()).value() == false);
  CHECK(at.folder.read("credentials") == "[other]\na = b\n");
}

TEST_CASE("save_login: a file that cannot be written is an error, and the token is kept") {
  world at(after(-1h));
  auto client = at.client();
  REQUIRE(client.list_agents());
  at.folder.write("credentials", "broken\n");
  auto const failed = geai::auth::save_login(client.auth());
  REQUIRE(!failed);
  CHECK(failed.error().code == geai::errc::credentials_file);
  CHECK(client.auth().renewed());
  REQUIRE(client.list_agents());
}

TEST_CASE("login: of two programs, the second uses the token that the first has saved") {
  world at(after(-1h));
  auto first = at.client();
  auto second = at.client();
  REQUIRE(first.list_agents());
  CHECK(geai::auth::save_login(first.auth()).value() == true);
  REQUIRE(second.list_agents());  // its refresh token is invalid now
  CHECK(at.server.shared->asked == strings(2, asked_with("old-refresh")));
  CHECK(at.server.shared->bearers == strings(2, "access-1"));
  CHECK(!second.auth().renewed());

  // And continues from there.
  at.server.shared->accepted = {};
  REQUIRE(second.list_agents());
  CHECK(at.server.shared->asked.back() == asked_with("refresh-1"));
  CHECK(geai::auth::save_login(second.auth()).value() == true);
  CHECK(at.value("GEAI_OAUTH_REFRESH_TOKEN") == "refresh-2");
  CHECK(geai::auth::save_login(first.auth()).value() == false);
}

TEST_CASE("login: a new login is found by a program that runs, even when its access token has expired too") {
  world at(after(-1h));
  at.server.shared->refreshable = {"new-refresh"};
  auto client = at.client();
  REQUIRE(!client.list_agents());
  at.write("GEAI_OAUTH_ACCESS_TOKEN = new-access\nGEAI_OAUTH_REFRESH_TOKEN = new-refresh\nGEAI_OAUTH_EXPIRES_AT = " +
           after(-1s) + "\n");
  REQUIRE(client.list_agents());
  CHECK(at.server.shared->asked.back() == asked_with("new-refresh"));
  CHECK(at.server.shared->bearers == strings{"access-1"});
  CHECK(geai::auth::save_login(client.auth()).value() == true);
  CHECK(at.value("GEAI_OAUTH_REFRESH_TOKEN") == "refresh-1");
}

TEST_CASE("login: times are written and read in one form") {
  using geai::detail::parse_timestamp;
  using geai::detail::timestamp_of;
  using std::chrono::sys_seconds;
  CHECK(timestamp_of(sys_seconds(0s)) == "1970-01-01T00:00:00Z");
  CHECK(timestamp_of(sys_seconds(1'769'860'805s)) == "2026-01-31T12:00:05Z");
  CHECK(parse_timestamp("2026-01-31T12:00:05Z") == sys_seconds(1'769'860'805s));
  CHECK(parse_timestamp("2024-02-29T23:59:59Z"));
  for (char const* wrong :
       {"", "2026-01-31", "2026-01-31T12:00:05", "2026-01-31 12:00:05Z", "2026-01-31T12:00:05+01:00",
        "2025-02-29T00:00:00Z", "2026-01-31T24:00:00Z", "2026-01-31T12:60:00Z", "2026-01-31T12:00:61Z",
        "2026-01-31T12:00:05Zx", "-026-01-31T12:00:05Z"}) {
    CAPTURE(wrong);
    CHECK(!parse_timestamp(wrong));
  }
}
