// Tests a program that uses geai without the platform: with scripted answers, with network failures, and with recorded
// answers. This file uses doctest; any other test framework works too.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <geai/geai.hpp>
#include <geai/transport/faulty.hpp>
#include <geai/transport/mock.hpp>
#include <geai/transport/record.hpp>
#include <string>

// --- the program: a template over its client or its transport, so that a test can replace them -----------------------

template <class Client> std::string agent_names(Client const& client) {
  geai::result<geai::agent_list> const agents = client.list_agents({.count = 50});
  if (!agents && agents.error().is_rate_limited()) return "too many requests, please wait";
  if (!agents && agents.error().is_transient()) return "the platform is not available";
  if (!agents) return "error: " + agents.error().message;
  std::string text;
  for (geai::agent const& each : *agents) text += (text.empty() ? "" : ", ") + each.name;
  return text.empty() ? "none" : text;
}

template <class Transport> auto client_over(Transport transport) {
  using namespace std::chrono_literals;
  return geai::ai_lab_client{std::move(transport), geai::api_key = "any", geai::base_url = "https://any.example",
                             geai::retry = geai::retry_policy{.base_delay = 0ms}};
}

// --- its tests -------------------------------------------------------------------------------------------------------

TEST_CASE("prints the names of the agents") {
  geai::transport::mock wire;  // copies share the script and the requests
  wire.reply(200, R"({"agents":[{"id":"1","name":"Ada"},{"id":"2","name":"Grace"}]})");
  CHECK(agent_names(client_over(wire)) == "Ada, Grace");
  CHECK(wire.requests().at(0).method == "GET");
  CHECK(wire.requests().at(0).url == "https://any.example/v2/agents?count=50");
}

TEST_CASE("explains a rate limit") {
  geai::transport::mock wire;
  wire.reply(429, R"({"error":{"message":"slow down"}})", {{"Retry-After", "0"}});
  CHECK(agent_names(client_over(wire)) == "too many requests, please wait");
}

TEST_CASE("handles every network failure") {
  geai::transport::mock wire;
  wire.reply(200, R"({"agents":[{"name":"Ada"}]})");
  geai::transport::faulty network{wire};
  auto const client = client_over(network);
  for (int step = 1;; ++step) {
    network.fail_at(step);
    CHECK(agent_names(client) == "Ada");  // the retry succeeded
    if (network.failures() == 0) break;   // the call has no more steps
  }
  network.fail_from(1);
  CHECK(agent_names(client) == "the platform is not available");
}

TEST_CASE("reads real answers of the platform") {
  // If there is no recording, the test makes one; that needs the platform and a key. The recording contains no secrets.
  std::string const recording = "agents.recording";
  if (!std::ifstream(recording)) {
    geai::ai_lab_client const online{geai::transport::record{geai::transport::curl{}, recording},
                                     geai::api_key = "sandbox-key", geai::base_url = geai::from_environment};
    agent_names(online);
  }
  geai::transport::replay offline{recording};
  CHECK(agent_names(client_over(offline)).find("Sample") == 0);
  CHECK(offline.unused().empty());
  CHECK(agent_names(client_over(offline)).find("requested once more") != std::string::npos);
}
