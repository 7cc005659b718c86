// The command's messages of failures: in its own terms, not those of the library.

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <vector>

#include "support/sandbox.hpp"
#include "tool.hpp"

using namespace tool_test;

namespace {

void make_certificate(std::string const& key, std::string const& certificate) {
  auto const done =
      support::run("openssl", {"req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                               "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1",
                               "-keyout", key, "-out", certificate});
  INFO(done.err);
  REQUIRE(done.exit_code == 0);
}

// A home, and a platform with a certificate that no other program trusts.
struct secure : home {
  secure() {
    make_certificate(path("key.pem"), ca());
    make_certificate(path("other-key.pem"), other_ca());
    platform.emplace(std::vector<std::string>{"--tls", ca(), path("key.pem")});
    write("[default]\nGEAI_API_KEY = sandbox-key\nGEAI_API_BASE_URL = " + platform->url() + "\n");
  }

  std::string path(std::string const& name) const { return (folder.path() / name).string(); }
  std::string ca() const { return path("ca.pem"); }
  std::string other_ca() const { return path("other-ca.pem"); }

  std::optional<support::sandbox> platform{};
};

void check_own_words(std::string const& said) {
  CAPTURE(said);
  CHECK(!contains(said, "geai::"));
  CHECK(!contains(said, "in the program"));
  CHECK(!contains(said, "retry_policy"));
}

}  // namespace

TEST_CASE("words: authorities by option, variable and profile, and the remedy names them") {
  secure at;
  words const list{"agents", "list"};
  auto const refused = at.run(list);
  CHECK(refused.exit_code == 4);
  CHECK(contains(refused.err, "is not accepted"));
  CHECK(contains(refused.err, "--ca-file FILE or GEAI_CA_FILE"));
  check_own_words(refused.err);

  CHECK(at.run({"--ca-file", at.ca(), "agents", "list"}).exit_code == 0);
  CHECK(at.run({"agents", "list", "--ca-file=" + at.ca()}).exit_code == 0);
  for (char const* name : {"GEAI_CA_FILE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"}) {
    CAPTURE(name);
    at.env[name] = at.ca();
    CHECK(at.run(list).exit_code == 0);
    auto const beaten = at.run({"--ca-file", at.other_ca(), "agents", "list"});
    CHECK(beaten.exit_code == 4);
    CHECK(contains(beaten.err, "the trusted authorities are those of " + at.other_ca() + " (--ca-file)"));
    check_own_words(beaten.err);
    at.env[name] = std::nullopt;
  }

  auto const gone = at.run({"--ca-file", at.path("gone.pem"), "agents", "list"});
  CHECK(gone.exit_code == 2);
  CHECK(contains(gone.err, "--ca-file, GEAI_CA_FILE or the profile"));
  check_own_words(gone.err);
}

TEST_CASE("words: configure saves the authorities in the profile, and doctor shows their source") {
  secure at;
  CHECK(at.run({"configure", "--ca-file", at.path("gone.pem")}).exit_code == 2);
  auto const saved = at.run({"configure", "--ca-file", at.ca()});
  INFO(saved.err);
  CHECK(saved.exit_code == 0);
  CHECK(contains(saved.out, "GEAI CA FILE for alias 'default' saved successfully!"));
  CHECK(value_in(at, "default", "GEAI_CA_FILE") == at.ca());
  CHECK(at.run({"agents", "list"}).exit_code == 0);

  auto const online = at.run({"doctor", "--online", "-o", "json"});
  CHECK(online.exit_code == 0);
  json const report = json::parse(online.out);  // a range of a temporary would dangle
  for (json const& each : report.at("settings"))
    if (each.at("setting") == "ca_file") {
      CHECK(each.at("value") == at.ca());
      CHECK(each.at("place") == "[default] in " + at.file().string() + ", line 4");
    }
  CHECK(at.run({"configure", "--unset", "GEAI_CA_FILE"}).exit_code == 0);
  auto const blind = at.run({"doctor", "--online"});
  CHECK(blind.exit_code == 4);
  check_own_words(blind.out);
}

TEST_CASE("words: a login with authorities keeps them, and renews the token with them") {
  secure at;
  auto const done = at.run(
      {"auth", "login", "--alias", "me", "--url", at.platform->url(), "--client-id", "sandbox-client", "--username",
       "user@example.com", "--project-id", "sandbox-project", "--password", "-", "--ca-file", at.ca()},
      "sandbox-password\n");
  INFO(done.err);
  CHECK(done.exit_code == 0);
  CHECK(value_in(at, "me", "GEAI_CA_FILE") == at.ca());
  CHECK(at.run({"agents", "list", "--alias", "me"}).exit_code == 0);

  geai::credentials_file::update(at.file(), [](auto& file) {
    return file.set("me", "GEAI_OAUTH_EXPIRES_AT", "2020-01-01T00:00:00Z");
  }).value();
  auto const renewed = at.run({"agents", "list", "--alias", "me", "--verbose"});
  INFO(renewed.err);
  CHECK(renewed.exit_code == 0);
}

TEST_CASE("words: the command never mentions the library's keywords") {
  home at;
  support::sandbox const platform;
  at.write(
      "[default]\nGEAI_API_KEY = a-wrong-key\nGEAI_API_BASE_URL = " + platform.url() +
      "\n[nowhere]\nGEAI_API_KEY = k\n[plain]\nGEAI_API_KEY = k\nGEAI_API_BASE_URL = http://platform.example\n[wrong]\n"
      "GEAI_API_KEY = sandbox-key\nGEAI_API_BASE_URL = " +
      platform.url() + "/v1\n");
  auto const refused = at.run({"agents", "list"});
  CHECK(refused.exit_code == 3);
  CHECK(contains(refused.err, "the API key is that of [default] in " + at.file().string() + ", line 2"));
  CHECK(contains(refused.err, "run: geai auth login --alias default"));
  check_own_words(refused.err);

  auto const nowhere = at.run({"agents", "list", "--alias", "nowhere"});
  CHECK(nowhere.exit_code == 2);
  CHECK(contains(nowhere.err, "run: geai configure --url URL, or set GEAI_API_BASE_URL"));
  check_own_words(nowhere.err);

  auto const no_host = at.run({"eval", "list-data-sets"});
  CHECK(no_host.exit_code == 2);
  CHECK(contains(no_host.err, "run: geai configure --eval-url URL, or set GEAI_API_EVAL_URL"));
  check_own_words(no_host.err);

  auto const plain = at.run({"agents", "list", "--alias", "plain"});
  CHECK(plain.exit_code == 2);
  CHECK(contains(plain.err, "use https"));
  check_own_words(plain.err);

  auto const wrong = at.run({"agents", "list", "--alias", "wrong"});
  CHECK(wrong.exit_code == 3);
  CHECK(contains(wrong.err, "it is probably " + platform.url()));
  check_own_words(wrong.err);

  add_fault(platform.url(), {{"kind", "delay"}, {"delay_ms", 3000}});
  auto const slow = at.run({"agents", "list", "--timeout", "0.2"});
  CHECK(slow.exit_code == 4);
  check_own_words(slow.err);
}
