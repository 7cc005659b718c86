#include <geai/inline.hpp>
//
#include <geai/geai.hpp>
//
#include <doctest/doctest.h>
#include <httplib.h>

#include <chrono>
#include <nlohmann/json.hpp>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "support/both_engines.hpp"
#include "support/sandbox.hpp"

// The main features over HTTP, against the sandbox.

namespace {

using namespace std::chrono_literals;
using nlohmann::json;

// Scripts the sandbox and reads its journal.
struct script {
  explicit script(support::sandbox const& at) : client(at.url()) {}

  void fault(json const& what) {
    auto const answer = client.Post("/_sandbox/faults", what.dump(), "application/json");
    REQUIRE(answer);
    REQUIRE(answer->status / 100 == 2);
  }
  json requests() {
    auto const answer = client.Get("/_sandbox/requests");
    REQUIRE(answer);
    return json::parse(answer->body);
  }
  void expire_tokens() { REQUIRE(client.Post("/_sandbox/expire-tokens")); }

  httplib::Client client;
};

std::vector<std::string> values_of(json const& request, std::string const& name) {
  std::vector<std::string> values;
  for (auto const& header : request.at("headers"))
    if (geai::http::same_name(header.at(0).get<std::string>(), name)) values.push_back(header.at(1));
  return values;
}

geai::oauth_token log_in(support::sandbox const& at) {
  geai::auth_client auth{geai::base_url = at.url()};
  return auth
      .get_oauth2_access_token(
          {.client_id = "sandbox-client", .username = "user@example.com", .password = "sandbox-password"})
      .value();
}

}  // namespace

TEST_CASE_TEMPLATE("sandbox: the complete OAuth flow", Engine, support::blocking, support::awaiting) {
  support::sandbox const sandbox;
  geai::oauth_token const token = log_in(sandbox);
  CHECK(!token.access_token.empty());
  CHECK(token.token_type == "Bearer");
  CHECK(token.expires_in == 3600s);
  CHECK(!token.refresh_token.empty());
  CHECK(token.scope == "gam_user_data+gam_user_roles");

  auto const client = Engine::template client<geai::agent_client>(
      geai::base_url = sandbox.url(), geai::access_token = token.access_token, geai::project_id = "sandbox-project",
      geai::organization_id = "sandbox-organization");
  geai::agent_list const agents = client.list_agents().value();
  CHECK(agents.size() == 3);
  CHECK(agents.begin()->name == "Sample");
  geai::agent const one = client.get_agent({.id = agents.begin()->id}).value();
  CHECK(one.name == "Sample");
  CHECK(one.agent_data.has_value());

  auto const auth = Engine::template client<geai::auth_client>(geai::base_url = sandbox.url());
  CHECK(auth.get_user_profile_information({.access_token = token.access_token}).value().username == "user@example.com");

  // The requests on the wire.
  json const seen = script(sandbox).requests();
  REQUIRE(seen.size() == 4);
  CHECK(seen[0].at("method") == "POST");
  CHECK(seen[0].at("target") == "/oauth/access_token");
  CHECK(values_of(seen[0], "Authorization").empty());
  for (char const* name : {"Authorization", "ProjectId", "project-id", "OrganizationId", "organization-id"})
    CHECK(values_of(seen[1], name).size() == 1);
  CHECK(seen[1].at("connection") == seen[2].at("connection"));
}

TEST_CASE_TEMPLATE("sandbox: an API key, with every filter", Engine, support::blocking, support::awaiting) {
  support::sandbox const sandbox({"--agents", "7"});
  auto const client =
      Engine::template client<geai::ai_lab_client>(geai::api_key = "sandbox-key", geai::base_url = sandbox.url());
  CHECK(client.list_agents().value().size() == 7);
  CHECK(client.list_agents({.start = 5, .count = 20}).value().size() == 2);
  CHECK(client.list_agents({.count = 1}).value().size() == 1);
  for (geai::agent const& each : client.list_agents({.status = "active"}).value()) CHECK(each.status == "active");
  for (geai::agent const& each : client.list_agents({.access_scope = "private"}).value())
    CHECK(each.access_scope == "private");
  CHECK(client.list_agents({.allow_external = true}).value().size() == 10);
  CHECK(client.list_agents({.allow_drafts = false, .allow_external = false}));
}

TEST_CASE_TEMPLATE("sandbox: awkward ids arrive intact", Engine, support::blocking, support::awaiting) {
  support::sandbox const sandbox({"--agents", "4"});
  auto const client =
      Engine::template client<geai::ai_lab_client>(geai::api_key = "sandbox-key", geai::base_url = sandbox.url());
  for (geai::agent const& each : client.list_agents().value()) {
    CAPTURE(each.name);
    CHECK(client.get_agent({.id = each.name}).value().id == each.id);
  }
  auto const absent = client.get_agent({.id = "../agents?x=1#y"});
  REQUIRE(!absent);
  CHECK(absent.error().is_not_found());
}

TEST_CASE_TEMPLATE("sandbox: wrong credentials and wrong projects are typed errors", Engine, support::blocking,
                   support::awaiting) {
  support::sandbox const sandbox;
  auto const wrong =
      Engine::template client<geai::ai_lab_client>(geai::api_key = "wrong-key", geai::base_url = sandbox.url());
  auto const refused = wrong.list_agents();
  REQUIRE(!refused);
  CHECK(refused.error().code == geai::errc::api_response);
  CHECK(refused.error().http_status == 401);
  CHECK(refused.error().is_authentication());
  CHECK(!refused.error().faults.empty());
  CHECK(!refused.error().request_id.empty());
  CHECK_THROWS_AS((void)wrong.list_agents().value(), geai::api_response_error);

  geai::oauth_token const token = log_in(sandbox);
  auto const elsewhere = Engine::template client<geai::ai_lab_client>(
      geai::access_token = token.access_token, geai::project_id = "unknown", geai::base_url = sandbox.url());
  auto const not_found = elsewhere.list_agents();
  REQUIRE(!not_found);
  CHECK(not_found.error().is_not_found());
  CHECK(not_found.error().faults.at(0).code == 2005);

  script(sandbox).expire_tokens();
  auto const expired = Engine::template client<geai::ai_lab_client>(
      geai::access_token = token.access_token, geai::project_id = "sandbox-project", geai::base_url = sandbox.url());
  auto const late = expired.list_agents();
  REQUIRE(!late);
  CHECK(late.error().http_status == 401);
  CHECK(late.error().faults.at(0).code == 103);
}

TEST_CASE_TEMPLATE("sandbox: auth::password logs in by itself, and again when its token has expired", Engine,
                   support::blocking, support::awaiting) {
  support::sandbox const sandbox;
  auto const client =
      Engine::template client<geai::ai_lab_client>(geai::auth::password{.client_id = "sandbox-client",
                                                                        .username = "user@example.com",
                                                                        .password = "sandbox-password",
                                                                        .project_id = "sandbox-project"},
                                                   geai::base_url = sandbox.url());
  CHECK(client.list_agents().value().size() == 3);
  CHECK(client.list_agents().value().size() == 3);
  script control(sandbox);
  CHECK(control.requests().size() == 3);
  control.expire_tokens();
  CHECK(client.list_agents().value().size() == 3);

  auto const wrong = Engine::template client<geai::ai_lab_client>(geai::auth::password{.client_id = "sandbox-client",
                                                                                       .username = "user@example.com",
                                                                                       .password = "not-the-password",
                                                                                       .project_id = "sandbox-project"},
                                                                  geai::base_url = sandbox.url());
  auto const refused = wrong.list_agents();
  REQUIRE(!refused);
  CHECK(refused.error().is_authentication());
  CHECK(refused.error().message.find("not-the-password") == std::string::npos);
}

TEST_CASE_TEMPLATE("sandbox: every fault ends in an answer or a typed error", Engine, support::blocking,
                   support::awaiting) {
  support::sandbox const sandbox;
  script control(sandbox);
  auto const once =
      Engine::template client<geai::ai_lab_client>(geai::api_key = "sandbox-key", geai::base_url = sandbox.url(),
                                                   geai::retry = geai::retry_policy{.max_attempts = 1});
  auto const code_after = [&](json const& fault) {
    control.fault(fault);
    auto const listed = once.list_agents();
    REQUIRE(!listed);
    CAPTURE(listed.error().message);
    CHECK(once.list_agents());  // the client continues to work
    return listed.error().code;
  };
  using geai::errc;
  CHECK(code_after({{"kind", "status"}, {"status", 503}}) == errc::api_response);
  CHECK(code_after({{"kind", "status"}, {"status", 302}, {"headers", {{"Location", sandbox.url() + "/v2/agents"}}}}) ==
        errc::api_response);
  CHECK(code_after({{"kind", "html"}}) == errc::api_response);
  CHECK(code_after({{"kind", "garbage"}}) == errc::decode);
  CHECK(code_after({{"kind", "wrong_type"}}) == errc::decode);
  CHECK(code_after({{"kind", "empty"}}) == errc::decode);
  CHECK(code_after({{"kind", "truncate"}}) == errc::transport);
  // libcurl opens another connection if a kept one ends before any byte of the response, so it fails twice.
  CHECK(code_after({{"kind", "reset"}, {"times", 2}}) == errc::transport);
  CHECK(code_after({{"kind", "reset"}, {"after_bytes", 40}}) == errc::transport);
  CHECK(code_after({{"kind", "reset"}, {"after_bytes", 600}}) == errc::transport);
  CHECK(code_after({{"kind", "close"}, {"times", 2}}) == errc::transport);
  CHECK(code_after({{"kind", "close"}, {"after_bytes", 20}}) == errc::transport);
  CHECK(code_after({{"kind", "close"}, {"after_bytes", 90}}) == errc::transport);

  control.fault({{"kind", "slow"}, {"delay_ms", 1}});
  CHECK(once.list_agents());
}

TEST_CASE_TEMPLATE("sandbox: an idempotent call survives a fault", Engine, support::blocking, support::awaiting) {
  support::sandbox const sandbox;
  script control(sandbox);
  auto const client = Engine::template client<geai::ai_lab_client>(
      geai::api_key = "sandbox-key", geai::base_url = sandbox.url(),
      geai::retry = geai::retry_policy{.max_attempts = 3, .base_delay = 1ms});
  for (char const* kind : {"status", "reset", "close", "truncate", "html"}) {
    CAPTURE(kind);
    control.fault({{"kind", kind}, {"times", 2}});
    CHECK(client.list_agents().value().size() == 3);
  }
}

TEST_CASE_TEMPLATE("sandbox: deadlines and cancellation end a call that hangs", Engine, support::blocking,
                   support::awaiting) {
  support::sandbox const sandbox;
  script control(sandbox);
  auto const client =
      Engine::template client<geai::ai_lab_client>(geai::api_key = "sandbox-key", geai::base_url = sandbox.url());

  control.fault({{"kind", "delay"}, {"delay_ms", 120'000}});
  auto const late = client.list_agents({}, geai::call_options{.timeout = 500ms});
  REQUIRE(!late);
  CHECK(late.error().code == geai::errc::timeout);
  CHECK(late.error().phase == geai::phase::first_byte);

  control.fault({{"kind", "delay"}, {"delay_ms", 120'000}});
  std::stop_source stop;
  std::jthread const stopper([&] {
    std::this_thread::sleep_for(50ms);
    stop.request_stop();
  });
  auto const cancelled = client.list_agents({}, geai::call_options{.stop = stop.get_token()});
  REQUIRE(!cancelled);
  CHECK(cancelled.error().code == geai::errc::cancelled);
  CHECK(client.list_agents());
}

TEST_CASE("sandbox: one client, eight threads") {
  support::sandbox const sandbox;
  geai::ai_lab_client client{geai::api_key = "sandbox-key", geai::base_url = sandbox.url()};
  std::vector<std::size_t> good(8);
  {
    std::vector<std::jthread> threads;
    for (std::size_t& count : good)
      threads.emplace_back([&client, &count] {
        for (int i = 0; i < 20; ++i)
          if (auto listed = client.list_agents({.count = 2}); listed && listed->size() == 2) ++count;
      });
  }
  for (std::size_t count : good) CHECK(count == 20);
}
