// Makes the same call repeatedly without allocating, and reads texts without copying them.
#include <geai/geai.hpp>
#include <iostream>

int main() {
  geai::ai_lab_client<> client;

  geai::agent_list agents;  // reused: a call with a similar answer allocates nothing
  for (int round = 1; round <= 3; ++round) {
    geai::result<void> done = client.list_agents({.count = round}, agents);
    if (!done) {
      std::cerr << done.error().message << "\n";
      return 1;
    }
    std::cout << agents.size() << " agents\n";
  }

  auto agents_view = client.list_agents_view();  // views into the response, valid as long as `agents_view`
  if (!agents_view) {
    std::cerr << agents_view.error().message << "\n";
    return 1;
  }
  for (geai::agent_view const& each : **agents_view) std::cout << each.name << "\n";
}
