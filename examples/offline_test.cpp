// A test of one's own code without a network: a transport that answers from a script, and one that fails at each step.
#include <geai/geai.hpp>
#include <geai/transport/faulty.hpp>
#include <iostream>

// What is tested takes any client.
template <class Client> std::string summary(Client const& client) {
  auto const agents = client.list_agents({.status = "active"});
  if (!agents) return "unknown";
  return std::to_string(agents->size()) + " active";
}

int check(bool holds, char const* what) {
  std::cout << (holds ? "ok: " : "FAILED: ") << what << "\n";
  return holds ? 0 : 1;
}

int main() {
  int failed = 0;
  geai::transport::mock wire;
  wire.reply(200, R"({"agents":[{"id":"1","name":"one"},{"id":"2","name":"two"}]})");

  geai::ai_lab_client client{wire, geai::api_key = "key", geai::base_url = "https://api.example"};
  failed += check(summary(client) == "2 active", "it counts the agents");
  failed +=
      check(wire.requests().at(0).url == "https://api.example/v2/agents?status=active", "it asks for active ones");

  // Every failure that one attempt can meet, one after the other.
  geai::transport::faulty network{wire};
  geai::ai_lab_client unlucky{network, geai::api_key = "key", geai::base_url = "https://api.example",
                              geai::retry = geai::retry_policy{.max_attempts = 1}};
  int step = 1;
  for (;; ++step) {
    network.fail_at(step);
    std::string const said = summary(unlucky);
    if (network.failures() == 0) break;  // the call has no more steps
    failed += check(said == "unknown", "it says that it does not know");
  }
  std::cout << step - 1 << " failures were tried\n";
  return failed;
}
