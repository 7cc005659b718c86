// Reads credentials from the environment or from ~/.geai/credentials, which `geai configure` writes.
#include <geai/geai.hpp>
#include <iostream>

int main() {
  geai::ai_lab_client client;                            // the profile `default`
  geai::ai_lab_client staging{geai::alias = "staging"};  // another profile

  std::cout << client.session().alias() << ": " << client.list_agents().value().size() << " agents\n";
  std::cout << staging.session().alias() << ": " << staging.list_agents().value().size() << " agents\n";
}
