// Renewal of tokens that `geai auth login` saved.

#include <doctest/doctest.h>

#include <array>
#include <chrono>
#include <geai/config/credentials_file.hpp>
#include <thread>

#include "support/sandbox.hpp"
#include "tool.hpp"

using namespace tool_test;

namespace {

constexpr char const* long_ago = "2020-01-01T00:00:00Z";

struct logged_in {
  support::sandbox server;
  home at{};

  explicit logged_in(std::vector<std::string> const& more = {}) : server(more) {
    auto const done =
        at.run({"auth", "login", "--client-id", "sandbox-client", "--username", "user@example.com", "--password", "-",
                "--project-id", "sandbox-project", "--alias", "mine", "--url", server.url()},
               "sandbox-password\n");
    INFO(done.err);
    REQUIRE(done.exit_code == 0);
  }

  support::run_result run(words arguments) const {
    arguments.insert(arguments.end(), {"--alias", "mine"});
    return at.run(arguments);
  }
  std::string value(std::string_view key) const {
    auto const file = geai::credentials_file::load(at.file().string()).value();
    return std::string(file.get("mine", key).value_or(""));
  }
  void set(std::string_view key, std::string_view value) const {
    geai::credentials_file::update(at.file().string(), [&](auto& document) {
      return document.set("mine", key, value);
    }).value();
  }
  int renewals() const {
    int count = 0;
    for (json const& each : requests(server.url()))
      count += contains(each.at("body").get<std::string>(), "grant_type=refresh_token") ? 1 : 0;
    return count;
  }
};

}  // namespace

TEST_CASE("renewal: an expired token is replaced, and the new one saved with its refresh token and expiry") {
  logged_in const user({"--token-lifetime", "1"});
  std::string access = user.value("GEAI_OAUTH_ACCESS_TOKEN");
  std::string refresh = user.value("GEAI_OAUTH_REFRESH_TOKEN");
  for (int round = 1; round != 3; ++round) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1100));
    auto const listed = user.run({"agents", "list", "--verbose"});
    INFO(listed.err);
    REQUIRE(listed.exit_code == 0);
    CHECK(contains(listed.out, "Sample"));
    CHECK(contains(listed.err, "the access token of alias 'mine' has expired; renewing it"));
    CHECK(user.value("GEAI_OAUTH_ACCESS_TOKEN") != access);
    CHECK(user.value("GEAI_OAUTH_REFRESH_TOKEN") != refresh);  // the sandbox accepts each one once
    CHECK(user.value("GEAI_OAUTH_EXPIRES_AT").size() == 20);
    access = user.value("GEAI_OAUTH_ACCESS_TOKEN");
    refresh = user.value("GEAI_OAUTH_REFRESH_TOKEN");
    CHECK(leak(listed.out + listed.err, access) == "");
    CHECK(leak(listed.out + listed.err, refresh) == "");
  }
}

TEST_CASE("renewal: a token that is refused before its time is replaced and saved too") {
  logged_in const user;
  expire_tokens(user.server.url());
  std::string const refresh = user.value("GEAI_OAUTH_REFRESH_TOKEN");
  CHECK(user.run({"agents", "list"}).exit_code == 0);
  CHECK(user.value("GEAI_OAUTH_REFRESH_TOKEN") != refresh);
  CHECK(user.run({"auth", "whoami"}).exit_code == 0);
  CHECK(user.renewals() == 1);

  // Also when the command fails afterwards.
  expire_tokens(user.server.url());
  std::string const second = user.value("GEAI_OAUTH_REFRESH_TOKEN");
  CHECK(user.run({"agents", "get", "no-such-agent"}).exit_code == 3);
  CHECK(user.value("GEAI_OAUTH_REFRESH_TOKEN") != second);
  CHECK(user.run({"agents", "list"}).exit_code == 0);
}

TEST_CASE("renewal: of several processes at once one renews, and all succeed") {
  logged_in const user;
  user.set("GEAI_OAUTH_EXPIRES_AT", long_ago);
  std::array<support::run_result, 6> results;
  {
    std::vector<std::jthread> all;
    for (auto& each : results) all.emplace_back([&each, &user] { each = user.run({"agents", "list"}); });
  }
  for (auto const& each : results) {
    INFO(each.err);
    CHECK(each.exit_code == 0);
  }
  CHECK(user.renewals() == 1);
}

TEST_CASE("renewal: a refused or impossible renewal is an error and changes nothing") {
  logged_in const user;
  user.set("GEAI_OAUTH_EXPIRES_AT", long_ago);

  add_fault(user.server.url(), {{"kind", "status"}, {"match", "/oauth/access_token"}, {"status", 503}});
  std::string const before = user.at.text();
  auto const away = user.run({"agents", "list"});
  CHECK(away.exit_code == 3);
  CHECK(!contains(away.err, "auth login"));
  CHECK(user.at.text() == before);

  user.set("GEAI_OAUTH_REFRESH_TOKEN", "a-refresh-token-of-nobody");
  for (words const& command : {words{"agents", "list"}, words{"auth", "whoami"}, words{"doctor", "--online"}}) {
    auto const refused = user.run(command);
    CHECK(refused.exit_code == 3);
    std::string const told = refused.out + refused.err;
    CHECK(contains(told, "Refresh token error"));
    CHECK(contains(told, "run: geai auth login --alias mine"));
    CHECK(leak(told, "a-refresh-token-of-nobody") == "");
  }
  CHECK(user.value("GEAI_OAUTH_EXPIRES_AT") == long_ago);
  json const error = json::parse(last_line(user.run({"agents", "list", "--output", "json"}).err));
  CHECK(error.at("error").at("exit_code") == 3);
  CHECK(error.at("error").at("http_status") == 401);

  user.set("GEAI_API_BASE_URL", "http://127.0.0.1:1");
  CHECK(user.run({"agents", "list", "--timeout", "5"}).exit_code == 4);
}

TEST_CASE("renewal: without a refresh token an expired token is refused, and the remedy is a new login") {
  logged_in const user;
  user.set("GEAI_OAUTH_REFRESH_TOKEN", "");
  expire_tokens(user.server.url());
  CHECK(user.run({"agents", "list"}).exit_code == 3);
  CHECK(user.renewals() == 0);
}

TEST_CASE("renewal: doctor and auth token report if a token is renewed, without a request") {
  logged_in const user;
  json const token = json::parse(user.run({"auth", "token", "-o", "json"}).out);
  CHECK(token.at("renews_itself") == true);
  json const document = json::parse(user.run({"doctor", "-o", "json"}).out);
  CHECK(document.at("renews_itself") == true);
  CHECK(document.at("expires_at") == user.value("GEAI_OAUTH_EXPIRES_AT"));
  CHECK(contains(user.run({"doctor"}).out, "is renewed with the refresh token of the profile"));

  user.set("GEAI_OAUTH_EXPIRES_AT", long_ago);
  auto const expired = user.run({"doctor"});
  CHECK(expired.exit_code == 0);
  CHECK(contains(expired.out, "the access token has expired ("));
  CHECK(contains(expired.out, "; the next call renews it"));
  CHECK(!contains(user.run({"auth", "token"}).err, "has expired"));

  user.set("GEAI_OAUTH_CLIENT_ID", "");
  auto const stuck = user.run({"doctor"});
  CHECK(stuck.exit_code == 2);
  CHECK(contains(stuck.out, "is not renewed"));
  CHECK(contains(stuck.out, "run: geai auth login --alias mine"));
  CHECK(contains(user.run({"auth", "token"}).err, "has expired; run: geai auth login --alias mine"));
  CHECK(user.renewals() == 0);
}
