// Lists all agents of a project. The loop fetches one page after the other.
#include <geai/geai.hpp>
#include <iostream>

int main() {
  geai::agent_client const client{geai::alias = "staging"};

  for (geai::result<geai::agent> const& agent : client.all_agents({.count = 2})) {  // two at a time
    if (!agent) {
      std::cerr << agent.error() << '\n';  // the last element: the list is not complete
      return 1;
    }
    std::cout << agent->name << '\n';
  }
}
