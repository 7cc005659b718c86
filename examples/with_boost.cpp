// Makes a client over Boost only: Beast sends the requests, Boost.JSON reads the answers. Needs no libcurl or simdjson.
#include <boost/json/src.hpp>  // in one source file of a program
#include <geai/client/ai_lab.hpp>
#include <iostream>

#include "policies/beast_transport.hpp"
#include "policies/boost_json.hpp"

int main() {
  geai::ai_lab_client client{policies::beast_transport{}, policies::boost_json{}, geai::api_key = "sandbox-key",
                             geai::base_url = geai::from_environment};

  for (geai::agent const& agent : client.list_agents({.count = 2}).value()) std::cout << agent.name << "\n";
  std::cout << client.get_agent({.id = "no such agent"}).error().http_status << "\n";
}
