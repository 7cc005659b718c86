// Tests of a program that uses geai, without the platform: with answers from a script, with every failure that a network
// has, and with what the platform said once. The test framework is doctest here; any other does as well.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <geai/geai.hpp>
#include <geai/transport/faulty.hpp>
#include <geai/transport/mock.hpp>
#include <geai/transport/record.hpp>
#include <string>

// --- the program: it is a template over its client, or over the client's transport, so that a test can bring another ---

template <class Client> std::string agents_in_words(Client const& client) {
  geai::result<geai::agent_list> const agents = client.list_agents({.count = 50});
  if (!agents && agents.error().is_rate_limited()) return "too many questions, please wait";
  if (!agents && agents.error().is_transient()) return "not to be reached";
  if (!agents) return "something is wrong: " + agents.error().message;
  std::string text;
  for (geai::agent const& each : *agents) text += (text.empty() ? "" : ", ") + each.name;
  return text.empty() ? "none" : text;
}

template <class Transport> auto client_over(Transport transport) {
  using namespace std::chrono_literals;
  return geai::ai_lab_client{std::move(transport), geai::api_key = "any", geai::base_url = "https://any.example",
                             geai::retry = geai::retry_policy{.base_delay = 0ms}};
}

// --- its tests -----------------------------------------------------------------------------------------------------------

TEST_CASE("agents are named") {
  geai::transport::mock wire;  // copies share the script and what was asked
  wire.reply(200, R"({"agents":[{"id":"1","name":"Ada"},{"id":"2","name":"Grace"}]})");
  CHECK(agents_in_words(client_over(wire)) == "Ada, Grace");
  CHECK(wire.requests().at(0).method == "GET");
  CHECK(wire.requests().at(0).url == "https://any.example/v2/agents?count=50");
}

TEST_CASE("a limit is told in words") {
  geai::transport::mock wire;
  wire.reply(429, R"({"error":{"message":"slow down"}})", {{"Retry-After", "0"}});
  CHECK(agents_in_words(client_over(wire)) == "too many questions, please wait");
}

TEST_CASE("whatever fails in the network, the program has something to say") {
  geai::transport::mock wire;
  wire.reply(200, R"({"agents":[{"name":"Ada"}]})");
  geai::transport::faulty network{wire};
  auto const client = client_over(network);
  for (int step = 1;; ++step) {
    network.fail_at(step);
    CHECK(agents_in_words(client) == "Ada");  // another attempt has succeeded
    if (network.failures() == 0) break;       // the call has no more steps
  }
  network.fail_from(1);
  CHECK(agents_in_words(client) == "not to be reached");
}

TEST_CASE("the program understands what the platform really says") {
  // Made when there is none, which takes the platform and a key; kept beside the test from then on. No secret is in it.
  std::string const recording = "agents.recording";
  if (!std::ifstream(recording)) {
    geai::ai_lab_client const online{geai::transport::record{geai::transport::curl{}, recording},
                                     geai::api_key = "sandbox-key", geai::base_url = geai::from_environment};
    agents_in_words(online);
  }
  geai::transport::replay offline{recording};
  CHECK(agents_in_words(client_over(offline)).find("Sample") == 0);
  CHECK(offline.unused().empty());
  CHECK(agents_in_words(client_over(offline)).find("requested once more") != std::string::npos);
}
