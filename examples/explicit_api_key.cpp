// Passes an API key to the client. In your program, read the key from a safe place and not from the source.
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
