// Reads all settings from GEAI_OAUTH_ACCESS_TOKEN, GEAI_PROJECT_ID, GEAI_ORGANIZATION_ID and GEAI_API_BASE_URL. The
// access token in examples/environment_variables.env is not valid, so the platform refuses it.
#include <geai/geai.hpp>
#include <iostream>

int main() {
  geai::ai_lab_client client;
  geai::session const& session = client.session();
  std::cout << geai::to_string(session.auth_type()) << " for " << session.project_id() << " of "
            << session.organization_id() << "\n";

  auto const agents = client.list_agents();
  if (!agents) std::cout << agents.error().message << "\n";
}
