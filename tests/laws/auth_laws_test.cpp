#include <geai/test/auth_laws.hpp>
//
#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <fstream>
#include <geai/auth/api_key.hpp>
#include <geai/auth/mixed.hpp>
#include <geai/auth/none.hpp>
#include <geai/auth/oauth.hpp>
#include <geai/auth/password.hpp>
#include <geai/auth/resolved.hpp>
#include <geai/json/simdjson.hpp>
#include <iterator>
#include <memory>
#include <mutex>
#include <policies/command_token.hpp>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "support/temporary_directory.hpp"

using geai::result;
using geai::test::auth_laws;
using geai::test::report;
namespace http = geai::http;

namespace {

using command_token = policies::command_token<geai::json::simdjson>;

std::set<std::string> broken(std::vector<geai::test::broken_law> const& found) {
  std::set<std::string> laws;
  for (geai::test::broken_law const& each : found) {
    CHECK_FALSE(each.expected.empty());
    CHECK_FALSE(each.found.empty());
    laws.insert(each.law.substr(std::string("auth: ").size()));
  }
  return laws;
}

// Policies with one fault each.

struct silent {  // has a credential and adds nothing
  geai::auth_type type() const { return geai::auth_type::api_key; }
  result<void> apply(http::header_list&) const { return {}; }
};
struct with_line_break : silent {
  result<void> apply(http::header_list& headers) const {
    geai::auth::add_bearer(headers, "key\r\nX-Admin: true");
    return {};
  }
};
struct overrides : silent {
  result<void> apply(http::header_list& headers) const {
    http::header_list others;
    for (http::header const& each : headers)
      if (!http::same_name(each.name, "authorization")) others.append(each.name, each.value);
    geai::auth::add_bearer(others, "key");
    headers = others;
    return {};
  }
};
struct doubles : silent {
  result<void> apply(http::header_list& headers) const {
    headers.append("Authorization", "Bearer key");
    return {};
  }
};
struct changes : silent {
  mutable std::atomic<int> number = 0;
  changes() = default;
  changes(changes&& other) : number(other.number.load()) {}
  result<void> apply(http::header_list& headers) const {
    geai::auth::add_bearer(headers, "key" + std::to_string(number++ / 2));
    return {};
  }
};
struct lost_by_move : silent {
  std::string key = "key";
  lost_by_move() = default;
  lost_by_move(lost_by_move&&) : key("another") {}
  result<void> apply(http::header_list& headers) const {
    geai::auth::add_bearer(headers, key);
    return {};
  }
};
struct unsynchronised : silent {
  std::shared_ptr<std::pair<std::atomic<int>, std::atomic<bool>>> users =
      std::make_shared<std::pair<std::atomic<int>, std::atomic<bool>>>();
  result<void> apply(http::header_list& headers) const {  // the effect of a race, without undefined behaviour
    if (++users->first > 1) users->second = true;
    std::this_thread::yield();
    geai::auth::add_bearer(headers, users->second ? "garbled" : "key");
    --users->first;
    return {};
  }
};
struct talkative : silent {
  result<void> apply(http::header_list& headers) const {
    geai::auth::add_bearer(headers, "the-key");
    return {};
  }
  template <class Stream> friend Stream& operator<<(Stream& stream, talkative const&) {
    stream << "api_key{"
           << "the-key"
           << "}";
    return stream;
  }
};

// auth::password with one fault.
enum class refreshing_flaw { none, keeps_refused, forgets_any, hides_failure, poisoned, everybody, waits };

struct flawed_password {
  refreshing_flaw which;
  geai::auth::password inner{.client_id = "c", .username = "u", .password = "the-password", .project_id = "p"};
  std::shared_ptr<std::mutex> alone = std::make_shared<std::mutex>();
  std::shared_ptr<std::atomic<bool>> failed = std::make_shared<std::atomic<bool>>(false);

  geai::auth_type type() const { return inner.type(); }
  result<void> apply(http::header_list& headers) const { return inner.apply(headers); }
  bool has_token() const { return inner.has_token(); }
  template <class Exchange>
  result<void> refresh(Exchange&& exchange, http::clock::time_point deadline, std::stop_token const& stop) {
    if (which == refreshing_flaw::waits) {
      std::lock_guard const lock(*alone);
      return inner.refresh(exchange, http::no_deadline, {});
    }
    if (which == refreshing_flaw::everybody) static_cast<void>(exchange({}));
    if (which == refreshing_flaw::poisoned && *failed) return geai::error(geai::errc::api_response, "as before");
    result<void> outcome = inner.refresh(exchange, deadline, stop);
    *failed = *failed || !outcome;
    if (which == refreshing_flaw::hides_failure && !outcome && outcome.error().code == geai::errc::api_response)
      return {};
    return outcome;
  }
  void invalidate(std::string_view refused) {
    if (which == refreshing_flaw::keeps_refused) return;
    if (which == refreshing_flaw::forgets_any) {
      http::header_list headers;
      static_cast<void>(inner.apply(headers));
      return inner.invalidate(headers.get("authorization").substr(7));
    }
    inner.invalidate(refused);
  }
};

}  // namespace

TEST_CASE("auth laws: the policies of the library obey them") {
  using namespace geai::auth;
  geai::test::auth_law_options const secrets{.secrets = {"the-key", "the-token", "the-password"}};
  CHECK(report(auth_laws([] { return none{}; }, secrets)) == "");
  CHECK(report(auth_laws([] { return api_key{.api_key = "the-key"}; }, secrets)) == "");
  CHECK(report(auth_laws([] { return oauth{.access_token = "the-token", .project_id = "p"}; }, secrets)) == "");
  CHECK(report(auth_laws([] { return mixed{.api_key = "the-key", .access_token = "the-token", .project_id = "p"}; },
                         secrets)) == "");
  geai::session const login({.type = geai::auth_type::oauth_token,
                             .access_token = "the-token",
                             .renewal = {.refresh_token = "the-refresh-token", .client_id = "c"},
                             .project_id = "p",
                             .alias = "a"});
  CHECK(report(auth_laws([&] { return resolved(login); }, secrets)) == "");
  CHECK(report(auth_laws(
            [] { return password{.client_id = "c", .username = "u", .password = "the-password", .project_id = "p"}; },
            secrets)) == "");
}

TEST_CASE("auth laws: the example with a token from a command obeys them") {
  CHECK(report(auth_laws(
            [] { return command_token{.command = "echo '{\"access_token\":\"the-token\",\"expires_in\":3600}'"}; },
            {.secrets = {"the-token"}})) == "");
}

TEST_CASE("the command of a token runs once while its token is valid, and its failures do not quote its output") {
  support::temporary_directory const folder;
  std::string const log = (folder.path() / "runs").string();
  auto const obtain = [](command_token& policy) { return policy.refresh(0, http::no_deadline, std::stop_token{}); };
  auto const runs = [&] {
    std::ifstream file(log);
    return std::string(std::istreambuf_iterator<char>(file), {});
  };
  command_token policy{.command =
                           "echo run >> " + log + "; echo '{\"access_token\":\"the-token\",\"expires_in\":3600}'"};
  CHECK(!policy.has_token());
  CHECK(runs() == "");
  REQUIRE(obtain(policy));
  REQUIRE(obtain(policy));
  CHECK(runs() == "run\n");
  policy.invalidate("the-token");
  REQUIRE(obtain(policy));
  CHECK(runs() == "run\nrun\n");

  auto const complaint = [&](std::string command) {
    command_token failing{.command = std::move(command)};
    result<void> const outcome = obtain(failing);
    REQUIRE(!outcome);
    CHECK(outcome.error().phase == geai::phase::token);
    return outcome.error().message;
  };
  CHECK(complaint("exit 3") == "the token command 'exit 3' ended with status 3");
  CHECK(complaint("cat /proc/version").find("Linux version") == std::string::npos);
  CHECK(complaint("echo {}") == "the token command 'echo {}' printed no access_token");
}

TEST_CASE("auth laws: each flaw is found, and no other") {
  using laws = std::set<std::string>;
  std::string const sendable = "apply() adds headers that can be sent, and none without a credential";
  std::string const same = "apply() always adds the same headers";
  CHECK(broken(auth_laws([] { return silent{}; })) == laws{sendable});
  CHECK(broken(auth_laws([] { return with_line_break{}; })) == laws{sendable});
  CHECK(broken(auth_laws([] { return overrides{}; })) == laws{"headers set by the caller are kept"});
  CHECK(broken(auth_laws([] { return doubles{}; })) == laws{"headers set by the caller are kept", same});
  CHECK(broken(auth_laws([] { return changes{}; })).contains(same));
  CHECK(broken(auth_laws([] { return lost_by_move{}; })).contains("a moved policy keeps working"));
  CHECK(broken(auth_laws([] { return unsynchronised{}; })) ==
        laws{"several threads may call apply() at the same time"});
  CHECK(broken(auth_laws([] { return talkative{}; }, {.secrets = {"the-key"}})) == laws{"no secret is shown"});
}

TEST_CASE("auth laws: each flaw of policies that obtain their token is found") {
  auto const found = [](refreshing_flaw which) {
    return broken(auth_laws([which] { return flawed_password{which}; },
                            {.secrets = {"the-password"}, .patience = std::chrono::milliseconds(300)}));
  };
  using laws = std::set<std::string>;
  CHECK(found(refreshing_flaw::none) == laws{});
  CHECK(found(refreshing_flaw::keeps_refused) == laws{"a refused token is not used again; another one is"});
  CHECK(found(refreshing_flaw::forgets_any) == laws{"a refused token is not used again; another one is"});
  CHECK(found(refreshing_flaw::hides_failure) == laws{"refresh() fails with the error of the token request"});
  CHECK(found(refreshing_flaw::poisoned).contains("refresh() fails with the error of the token request"));
  CHECK(found(refreshing_flaw::everybody).contains("if several threads need a token, one of them requests it"));
  CHECK(found(refreshing_flaw::waits) ==
        laws{"waiting for another thread's token request ends at the deadline and at a stop"});
}
