// Combines an API key with a project id. This gives a warning: the platform needs the project only with OAuth.
#include <geai/geai.hpp>
#include <iostream>

int main() {
  geai::ai_lab_client client{
      geai::api_key = "sandbox-key", geai::base_url = geai::from_environment, geai::project_id = "sandbox-project",
      geai::on_warning = [](geai::warning const& warning) { std::cout << "warning: " << warning.message << "\n"; }};

  std::cout << "Found " << client.list_agents().value().size() << " agents\n";
}
