// The same call again and again: into an answer that was there, and without copying a text.
#include <geai/geai.hpp>
#include <iostream>

int main() {
  geai::ai_lab_client<> client;

  geai::agent_list agents;  // its memory is used again: a call for an answer that is alike allocates nothing
  for (int round = 1; round <= 3; ++round) {
    geai::result<void> done = client.list_agents({.count = round}, agents);
    if (!done) {
      std::cerr << done.error().message << "\n";
      return 1;
    }
    std::cout << agents.size() << " agents\n";
  }

  auto agents_view = client.list_agents_view();  // views into the response, for as long as `agents_view` is there
  if (!agents_view) {
    std::cerr << agents_view.error().message << "\n";
    return 1;
  }
  for (geai::agent_view const& each : **agents_view) std::cout << each.name << "\n";
}
