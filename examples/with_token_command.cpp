// Reads the access token from the output of a command, for example of a vault. The command runs with the first call.
#include <geai/geai.hpp>
#include <iostream>

#include "policies/command_token.hpp"

int main() {
  geai::ai_lab_client client{
      policies::command_token<geai::json::simdjson>{
          .command = R"(echo '{"access_token": "sandbox-key", "expires_in": 3600}')", .project_id = "sandbox-project"},
      geai::base_url = geai::from_environment};

  for (geai::agent const& agent : client.list_agents({.count = 2}).value()) std::cout << agent.name << "\n";
  std::cout << client.get_agent({.id = "no such agent"}).error().http_status << "\n";
}
