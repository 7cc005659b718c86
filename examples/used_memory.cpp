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

  auto lent = client.list_agents_view();  // views into the response, for as long as `lent` is there
  if (!lent) {
    std::cerr << lent.error().message << "\n";
    return 1;
  }
  for (geai::agent_view const& each : **lent) std::cout << each.name << "\n";
}
