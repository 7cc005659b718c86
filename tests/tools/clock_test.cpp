// Wall clocks that are wrong, run too fast, stand still or jump: the command under libfaketime.

#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <string>
#include <vector>

#include "support/sandbox.hpp"
#include "support/sanitizers.hpp"
#include "tool.hpp"

using namespace tool_test;

namespace {

// True if the tests can run here; prints a message if not.
bool has_faketime() {
#ifdef WITH_SANITIZER
  MESSAGE("not tested: libfaketime goes with no sanitizer");
  return false;
#else
  bool const is_there = ::access("/usr/bin/faketime", X_OK) == 0;
  if (!is_there) MESSAGE("not tested: no faketime");
  return is_there;
#endif
}

// Runs with the wall clock `clock` (libfaketime's FAKETIME); the clock of deadlines is unchanged.
support::run_result run_at(home const& at, std::string const& clock, words arguments) {
  support::environment env = at.env;
  env["FAKETIME_DONT_FAKE_MONOTONIC"] = "1";
  env["DONT_FAKE_MONOTONIC"] = "1";
  env["TZ"] = "UTC";
  arguments.insert(arguments.begin(), {"-f", clock, tool_program()});
  return support::run("/usr/bin/faketime", arguments, {.env = env});
}

struct logged_in : home {
  support::sandbox platform{};

  logged_in() {
    auto const done = run({"auth", "login", "--client-id", "sandbox-client", "--username", "user@example.com",
                           "--password", "-", "--project-id", "sandbox-project", "--url", platform.url()},
                          "sandbox-password\n");
    INFO(done.err);
    REQUIRE(done.exit_code == 0);
    set("GEAI_OAUTH_EXPIRES_AT", "2030-01-01T00:00:00Z");
  }

  void set(std::string_view key, std::string_view value) const {
    geai::credentials_file::update(file(), [&](auto& document) { return document.set("default", key, value); }).value();
  }
  long renewals() const {
    json const all = requests(platform.url());
    return std::count_if(all.begin(), all.end(), [](json const& each) {
      return contains(each.at("body").get<std::string>(), "grant_type=refresh_token");
    });
  }
};

struct with_key : home {
  support::sandbox platform{};
  with_key() { write("[default]\nGEAI_API_KEY = sandbox-key\nGEAI_API_BASE_URL = " + platform.url() + "\n"); }

  void busy_until(std::string const& date) const {
    add_fault(platform.url(), {{"kind", "status"}, {"status", 503}, {"headers", {{"Retry-After", date}}}});
  }
};

}  // namespace

TEST_CASE("clocks: a token's expiry follows the wall clock") {
  if (!has_faketime()) return;
  logged_in const at;
  auto const is_expired = [&](std::string const& clock) {
    auto const done = run_at(at, clock, {"auth", "token", "-o", "json"});
    INFO(done.err);
    CHECK(done.exit_code == 0);
    return json::parse(done.out).at("expired").get<bool>();
  };
  CHECK_FALSE(is_expired("@2029-12-31 23:00:00"));
  CHECK(is_expired("@2030-01-01 00:00:01"));
  CHECK(is_expired("@2031-06-01 00:00:00"));

  CHECK(run_at(at, "@2029-12-31 22:00:00", {"agents", "list"}).exit_code == 0);
  CHECK(at.renewals() == 0);
  auto const renewed = run_at(at, "@2030-01-01 00:00:01", {"agents", "list"});
  INFO(renewed.err);
  CHECK(renewed.exit_code == 0);
  CHECK(at.renewals() == 1);
  CHECK(value_in(at, "default", "GEAI_OAUTH_EXPIRES_AT").starts_with("2030-01-01T0"));  // counted from the faked moment
}

TEST_CASE("clocks: with a clock that is years behind, a refused token is replaced and the call succeeds") {
  if (!has_faketime()) return;
  logged_in const at;
  expire_tokens(at.platform.url());
  auto const done = run_at(at, "@2001-01-01 00:00:00", {"agents", "list"});
  INFO(done.err);
  CHECK(done.exit_code == 0);
  CHECK(at.renewals() == 1);
}

TEST_CASE("clocks: a Retry-After date follows the wall clock") {
  if (!has_faketime()) return;
  with_key const at;
  std::string const date = "Tue, 01 Jan 2030 00:00:00 GMT";
  at.busy_until(date);
  CHECK(run_at(at, "@2030-01-01 01:00:00", {"agents", "list"}).exit_code == 0);  // it has expired

  at.busy_until(date);
  auto const early = run_at(at, "@2029-12-31 23:00:00", {"agents", "list", "--timeout", "30"});
  CHECK(early.exit_code == 3);
  CAPTURE(early.err);
  CHECK(
      contains(early.err, "not tried again: the server asks for a pause that ends after the deadline (it asks for 3"));

  at.busy_until(date);
  CHECK(run_at(at, "@2029-12-31 23:59:58", {"agents", "list"}).exit_code == 0);
}

TEST_CASE("clocks: deadlines do not follow the wall clock") {
  if (!has_faketime()) return;
  with_key const at;
  words const slowly{"agents", "list", "--timeout", "30"};
  for (char const* clock : {"+0 x7200", "@2030-01-01 00:00:00 x3600", "-20y", "2030-01-01 00:00:00"}) {
    CAPTURE(clock);  // hours pass in a second; another year; it stands still
    add_fault(at.platform.url(), {{"kind", "delay"}, {"delay_ms", 300}});
    auto const done = run_at(at, clock, slowly);
    INFO(done.err);
    CHECK(done.exit_code == 0);

    add_fault(at.platform.url(), {{"kind", "delay"}, {"delay_ms", 5000}});
    auto const late = run_at(at, clock, {"agents", "list", "--timeout", "0.3"});
    CHECK(late.exit_code == 4);
    CHECK(contains(late.err, "within 300 ms"));
  }
}
