#include <geai/inline.hpp>
//
#include <geai/geai.hpp>
//
#include <doctest/doctest.h>
#include <httplib.h>

#include <cstddef>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "support/both_engines.hpp"
#include "support/sandbox.hpp"

// Lists that are fetched page by page over HTTP from the sandbox: one of each kind of paging.

namespace {

using nlohmann::json;

// The queries of the requests for this path.
std::vector<std::string> queries(support::sandbox const& at, std::string const& path) {
  httplib::Client control(at.url());
  auto const answer = control.Get("/_sandbox/requests");
  REQUIRE(answer);
  std::vector<std::string> found;
  for (json const& each : json::parse(answer->body)) {
    std::string const target = each.at("target");
    if (each.at("method") == "GET" && target.starts_with(path + "?")) found.push_back(target.substr(path.size() + 1));
  }
  return found;
}

void fault(support::sandbox const& at, json const& what) {
  httplib::Client control(at.url());
  auto const answer = control.Post("/_sandbox/faults", what.dump(), "application/json");
  REQUIRE(answer);
  REQUIRE(answer->status / 100 == 2);
}

std::string access_token(support::sandbox const& at) {
  geai::auth_client auth{geai::base_url = at.url()};
  return std::string(
      auth.get_oauth2_access_token(
              {.client_id = "sandbox-client", .username = "user@example.com", .password = "sandbox-password"})
          .value()
          .access_token.reveal());
}

}  // namespace

TEST_CASE_TEMPLATE("sandbox: all agents, of which there are 57", Engine, support::blocking, support::awaiting) {
  support::sandbox const sandbox({"--agents", "57"});
  auto const client =
      Engine::template client<geai::ai_lab_client>(geai::api_key = "sandbox-key", geai::base_url = sandbox.url());
  geai::agent_list const whole = client.list_agents().value();
  REQUIRE(whole.size() == 57);

  std::vector<std::string> ids;
  for (geai::result<geai::agent> const& each : client.all_agents({.count = 20})) ids.push_back(each.value().id);
  REQUIRE(ids.size() == 57);
  for (std::size_t i = 0; i != ids.size(); ++i) CHECK(ids[i] == whole.agents[i].id);
  CHECK(queries(sandbox, "/v2/agents") ==
        std::vector<std::string>{"start=0&count=20", "start=20&count=20", "start=40&count=20", "start=57&count=20"});

  for (int const size : {1, 19, 57, 100}) {
    CAPTURE(size);
    std::set<std::string> seen;
    for (auto const& each : client.all_agents({.start = 38, .count = size})) seen.insert(each.value().id);
    CHECK(seen == std::set<std::string>(ids.begin() + 38, ids.end()));
  }

  std::size_t active = 0;
  for (auto const& each : client.all_agents({.status = "active", .count = 4})) {
    CHECK(each.value().status == "active");
    ++active;
  }
  CHECK(active == client.list_agents({.status = "active"}).value().size());
}

TEST_CASE_TEMPLATE("sandbox: an abandoned list is not fetched further, and a failure ends it", Engine,
                   support::blocking, support::awaiting) {
  support::sandbox const sandbox({"--agents", "57"});
  auto const client =
      Engine::template client<geai::ai_lab_client>(geai::api_key = "sandbox-key", geai::base_url = sandbox.url());
  std::size_t seen = 0;
  for (auto const& each : client.all_agents({.count = 10})) {
    REQUIRE(each);
    if (++seen == 15) break;
  }
  CHECK(queries(sandbox, "/v2/agents").size() == 2);

  std::vector<std::string> outcomes;
  for (auto const& each : client.all_agents({.count = 10})) {
    outcomes.push_back(each ? "item" : each.error().message);
    if (outcomes.size() == 15)  // the second page has arrived, the third is not requested yet
      fault(sandbox, {{"kind", "status"}, {"match", "/v2/agents"}, {"status", 403}});
  }
  REQUIRE(outcomes.size() == 21);
  CHECK(outcomes[19] == "item");
  CHECK(outcomes[20].starts_with("list_agents: HTTP 403"));

  outcomes.clear();
  for (auto const& each : client.all_agents({.count = 40})) {
    outcomes.push_back(each ? "item" : each.error().message);
    if (outcomes.size() == 40) fault(sandbox, {{"kind", "status"}, {"match", "/v2/agents"}, {"status", 503}});
  }
  CHECK(outcomes == std::vector<std::string>(57, "item"));  // that page was requested again
}

TEST_CASE_TEMPLATE("sandbox: all secrets, in the platform's own page size", Engine, support::blocking,
                   support::awaiting) {
  support::sandbox const sandbox;
  auto const client =
      Engine::template client<geai::secret_client>(geai::api_key = "sandbox-key", geai::base_url = sandbox.url());
  for (int i = 0; i != 20; ++i)
    REQUIRE(client.create_secret({.definition = {.name = "s" + std::to_string(i), .secret_string = "v"}}));
  std::set<std::string> names;
  for (geai::result<geai::stored_secret> const& each : client.all_secrets()) names.insert(each.value().name);
  CHECK(names.size() == 20);
  CHECK(queries(sandbox, "/v1/secrets") ==
        std::vector<std::string>{"start=0&count=10", "start=10&count=10", "start=20&count=10"});
}

TEST_CASE_TEMPLATE("sandbox: all documents of a search profile", Engine, support::blocking, support::awaiting) {
  support::sandbox const sandbox;
  auto const client =
      Engine::template client<geai::rag_client>(geai::api_key = "sandbox-key", geai::base_url = sandbox.url());
  REQUIRE(client.create_rag_profile({.profile = {.name = "manuals"}}));
  for (int i = 0; i != 12; ++i)
    REQUIRE(client.upload_rag_document_binary(
        {.name = "manuals", .file = {.content = "text", .name = "d" + std::to_string(i) + ".txt"}}));
  std::set<std::string> ids;
  for (geai::result<geai::rag_document> const& each : client.all_rag_documents({.name = "manuals", .count = 5}))
    ids.insert(each.value().id);
  CHECK(ids.size() == 12);
  CHECK(queries(sandbox, "/v1/search/profile/manuals/documents") ==
        std::vector<std::string>{"skip=0&count=5", "skip=5&count=5", "skip=10&count=5"});
}

TEST_CASE_TEMPLATE("sandbox: all organizations, by numbered pages", Engine, support::blocking, support::awaiting) {
  support::sandbox const sandbox;
  auto const client = Engine::template client<geai::organization_client>(
      geai::base_url = sandbox.url(), geai::access_token = access_token(sandbox), geai::project_id = "sandbox-project");
  for (int i = 0; i != 4; ++i)
    REQUIRE(client.create_organization({.name = "o" + std::to_string(i), .administrator_user_email = "a@example.com"})
                .has_value());
  std::set<std::string> names;
  for (geai::result<geai::organization> const& each : client.all_organizations({.page_size = 2}))
    names.insert(each.value().name);
  CHECK(names == std::set<std::string>{"Sandbox Organization", "o0", "o1", "o2", "o3"});
  CHECK(queries(sandbox, "/v2/admin/organizations") ==
        std::vector<std::string>{"startPage=1&pageSize=2", "startPage=2&pageSize=2", "startPage=3&pageSize=2"});

  std::size_t members = 0;
  for (auto const& each : client.all_project_members()) {
    REQUIRE(each.has_value());
    ++members;
  }
  CHECK(members == 1);
}
