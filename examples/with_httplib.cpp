// Makes a client over other libraries: cpp-httplib sends the requests, nlohmann's JSON reads the answers. Needs no
// libcurl or simdjson.
#include <geai/client/ai_lab.hpp>
#include <iostream>

#include "policies/httplib_transport.hpp"
#include "policies/nlohmann_json.hpp"

int main() {
  geai::ai_lab_client client{policies::httplib_transport{}, policies::nlohmann_json{}, geai::api_key = "sandbox-key",
                             geai::base_url = geai::from_environment};

  for (geai::agent const& agent : client.list_agents({.count = 2}).value()) std::cout << agent.name << "\n";
  std::cout << client.get_agent({.id = "no such agent"}).error().http_status << "\n";
}
