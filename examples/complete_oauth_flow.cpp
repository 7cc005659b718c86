// The complete OAuth flow: get an access token, use it, list agents.
#include <geai/geai.hpp>
#include <iostream>

int main() {
  // Step 1: get an OAuth access token.
  geai::auth_client auth_client{geai::base_url = geai::from_environment};
  geai::oauth_token const token =
      auth_client
          .get_oauth2_access_token(
              {.client_id = "sandbox-client", .username = "user@example.com", .password = "sandbox-password"})
          .value();
  std::cout << "Obtained an access token, good for " << token.expires_in.count() << " s\n";

  // Step 2: use it with agent_client. A token needs a project.
  geai::agent_client agent_client{geai::base_url = geai::from_environment, geai::access_token = token.access_token,
                                  geai::project_id = "sandbox-project"};

  // Step 3: list the agents.
  geai::agent_list const agents = agent_client.list_agents().value();
  std::cout << "Found " << agents.size() << " agents\n";
  for (geai::agent const& agent : agents) std::cout << "- " << agent.name << "\n";
}
