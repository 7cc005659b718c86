// geai auth

#include <doctest/doctest.h>

#include <geai/config/credentials_file.hpp>

#include "support/sandbox.hpp"
#include "terminal.hpp"

using namespace tool_test;

namespace {

words login_flags(std::string const& url) {
  return {"auth",       "login", "--client-id",  "sandbox-client",  "--username", "user@example.com",
          "--password", "-",     "--project-id", "sandbox-project", "--url",      url};
}

}  // namespace

TEST_CASE("auth login: saves the token, its refresh token, its expiry, the project and the URL") {
  support::sandbox const sandbox;
  home const at;
  auto const done = at.run(login_flags(sandbox.url()), "sandbox-password\n");
  INFO(done.err);
  REQUIRE(done.exit_code == 0);
  CHECK(contains(done.out, "Logged in as user@example.com; the access token for alias 'default' is saved"));
  CHECK(!value_in(at, "default", "GEAI_OAUTH_ACCESS_TOKEN").empty());
  CHECK(!value_in(at, "default", "GEAI_OAUTH_REFRESH_TOKEN").empty());
  CHECK(value_in(at, "default", "GEAI_OAUTH_CLIENT_ID") == "sandbox-client");
  CHECK(value_in(at, "default", "GEAI_PROJECT_ID") == "sandbox-project");
  CHECK(value_in(at, "default", "GEAI_API_BASE_URL") == sandbox.url());
  std::string const expiry = value_in(at, "default", "GEAI_OAUTH_EXPIRES_AT");
  CHECK(expiry.size() == 20);
  CHECK(expiry.ends_with("Z"));
  for (char const* key : {"GEAI_OAUTH_ACCESS_TOKEN", "GEAI_OAUTH_REFRESH_TOKEN"})
    CHECK(leak(done.out + done.err, value_in(at, "default", key)) == "");

  SUBCASE("the profile works") {
    CHECK(contains(at.run({"agents", "list"}).out, "Sample"));
    json const me = json::parse(at.run({"auth", "whoami", "-o", "json"}).out);
    CHECK(me.at("username") == "user@example.com");
    CHECK(contains(at.run({"auth", "whoami"}).out, "user@example.com"));
  }
  SUBCASE("auth token describes the token without showing it") {
    auto const shown = at.run({"auth", "token"});
    CHECK(shown.exit_code == 0);
    CHECK(contains(shown.out, "OAuth access token"));
    CHECK(contains(shown.out, "[default] in " + at.file().string() + ", line "));
    CHECK(contains(shown.out, expiry + ", in "));
    json const document = json::parse(at.run({"auth", "token", "--output", "json"}).out);
    CHECK(document.at("type") == "oauth_token");
    CHECK(document.at("source") == "file");
    CHECK(document.at("expires_at") == expiry);
    CHECK(document.at("expired") == false);
    CHECK(document.at("refresh_token") == true);
    CHECK(leak(shown.out + document.dump(), value_in(at, "default", "GEAI_OAUTH_ACCESS_TOKEN")) == "");
  }
  SUBCASE("the next login prompts only for the user and the password") {
    auto const keys = geai::credentials_file::load(at.file()).value().keys("default");
    CHECK(at.run({"auth", "login", "--username", "user@example.com"}, "sandbox-password\n").exit_code == 0);
    CHECK(geai::credentials_file::load(at.file()).value().keys("default") == keys);
  }
}

TEST_CASE("auth login: prompts on stderr for missing values; a new alias in JSON") {
  support::sandbox const sandbox;
  home const at;
  auto const done = at.run({"auth", "login", "--alias", "new", "-o", "json"},
                           sandbox.url() + "\nsandbox-client\nuser@example.com\nsandbox-project\nsandbox-password\n");
  INFO(done.err);
  REQUIRE(done.exit_code == 0);
  CHECK(contains(done.err,
                 "-> Insert your GEAI API BASE URL: \n-> Insert your client id: \n-> Insert your username: \n"
                 "-> Insert your GEAI_PROJECT_ID: \n-> Insert your password: \n"));
  json const document = json::parse(done.out);
  CHECK(document.at("alias") == "new");
  CHECK(document.at("username") == "user@example.com");
  CHECK(value_in(at, "new", "GEAI_PROJECT_ID") == "sandbox-project");
}

TEST_CASE("auth login: a terminal does not show the password") {
  support::sandbox const sandbox;
  home const at;
  terminal screen(at, {"auth", "login", "--cid", "sandbox-client", "-u", "user@example.com", "--pid", "sandbox-project",
                       "--url", sandbox.url()});
  REQUIRE(screen.wait_for("-> Insert your password: "));
  REQUIRE(screen.is_hidden());
  screen.type("sandbox-password\n");
  CHECK(screen.wait() == 0);
  CHECK(leak(screen.screen(), "sandbox-password") == "");
  CHECK(screen.echoes());
}

TEST_CASE("auth login: invalid values are refused, and nothing is saved") {
  support::sandbox const sandbox;
  home const at;
  CHECK(at.run(login_flags(sandbox.url()), "wrong\n").exit_code == 3);
  CHECK(at.run(login_flags("http://127.0.0.1:1"), "p\n").exit_code == 4);
  CHECK(at.run(login_flags("http://example.com"), "p\n").exit_code == 2);
  CHECK(at.run(login_flags("ftp://h"), "p\n").exit_code == 2);
  CHECK(at.run(login_flags(sandbox.url())).exit_code == 1);  // no password
  words no_project = login_flags(sandbox.url());
  no_project[9] = "a\tb";
  CHECK(at.run(no_project, "sandbox-password\n").exit_code == 2);
  CHECK(!std::filesystem::exists(at.file()));
}

TEST_CASE("auth login: a profile with a token and no project does not stop it") {
  support::sandbox const sandbox;
  home const at;
  at.write("[default]\nGEAI_OAUTH_ACCESS_TOKEN = broken\n");
  CHECK(at.run(login_flags(sandbox.url()), "sandbox-password\n").exit_code == 0);
  CHECK(at.run({"agents", "list"}).exit_code == 0);
}

TEST_CASE("auth login: warns if the environment hides the saved token") {
  support::sandbox const sandbox;
  home at;
  at.env["GEAI_API_KEY"] = "sandbox-key";
  auto const done = at.run(login_flags(sandbox.url()), "sandbox-password\n");
  CHECK(done.exit_code == 0);
  CHECK(contains(done.err, "GEAI_API_KEY is set and takes precedence over the saved token"));
}

TEST_CASE("auth token: API keys, the environment, expired tokens, and nothing at all") {
  home at;
  auto const none = at.run({"auth", "token"});
  CHECK(none.exit_code == 2);
  CHECK(none.out == "");
  CHECK(contains(none.err, "no access: "));
  CHECK(contains(none.err, "GEAI_API_KEY is not set"));

  at.write(
      "[default]\nGEAI_OAUTH_ACCESS_TOKEN = t\nGEAI_PROJECT_ID = p\n"
      "GEAI_OAUTH_EXPIRES_AT = 2020-01-01T00:00:00Z\n");
  auto const expired = at.run({"auth", "token"});
  CHECK(expired.exit_code == 0);
  CHECK(contains(expired.out, "2020-01-01T00:00:00Z, "));
  CHECK(contains(expired.out, " days ago"));
  CHECK(contains(expired.err, "the access token has expired; run: geai auth login"));

  at.env["GEAI_API_KEY"] = "a-key-of-the-environment";
  json const key = json::parse(at.run({"auth", "token", "-o", "json"}).out);
  CHECK(key.at("type") == "api_key");
  CHECK(key.at("source") == "environment");
  CHECK(key.at("place") == "GEAI_API_KEY");
  CHECK(key.at("expires_at") == nullptr);
}
