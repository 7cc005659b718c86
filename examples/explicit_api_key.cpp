// An API key that is given explicitly. In a program of yours it comes from a safe place, not from the source.
#include <cstdlib>
#include <geai/geai.hpp>
#include <iostream>

int main() {
  char const* const key = std::getenv("GEAI_API_KEY");
  geai::ai_lab_client client{geai::api_key = key != nullptr ? key : "sandbox-key",
                             geai::base_url = geai::from_environment};

  geai::agent_list const agents = client.list_agents().value();
  std::cout << "Found " << agents.size() << " agents\n";
  for (geai::agent const& agent : agents) std::cout << "- " << agent.name << " (" << agent.id << ")\n";
}
