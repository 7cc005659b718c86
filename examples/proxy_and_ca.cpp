// Uses a proxy and a private certificate authority.
#include <cstdlib>
#include <geai/geai.hpp>
#include <iostream>

std::string variable(char const* name) {
  char const* const text = std::getenv(name);
  return text != nullptr ? text : "";
}

int main() {
  geai::ai_lab_client client{
      geai::api_key = "sandbox-key", geai::base_url = geai::from_environment,
      geai::proxy = variable("COMPANY_PROXY"),  // http://proxy.example:3128; empty: https_proxy and no_proxy apply
      geai::ca_file = variable("COMPANY_CA")};  // a PEM file; empty: GEAI_CA_FILE, or the system's

  auto const agents = client.list_agents();
  if (!agents) {
    std::cerr << geai::to_string(agents.error().phase) << ": " << agents.error() << "\n";
    return 1;
  }
  std::cout << "Found " << agents->size() << " agents\n";
}
