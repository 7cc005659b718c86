// Errors are values. value() throws the exception that belongs to the error.
#include <geai/geai.hpp>
#include <iostream>

int main() {
  geai::ai_lab_client client{geai::api_key = "revoked-key", geai::base_url = geai::from_environment};

  // As a value, with all details of the failure.
  if (auto agents = client.list_agents(); !agents) {
    geai::error const error = agents.error();
    std::cout << error.operation << ": status " << error.http_status << "\n";
    for (geai::fault const& fault : error.faults)
      std::cout << "  code " << fault.code << ": " << fault.description << "\n";
    if (error.is_authentication()) std::cout << "  log in again\n";
  }

  // As an exception.
  try {
    geai::agent_list const agents = client.list_agents().value();
    std::cout << agents.size() << " agents\n";
  } catch (geai::missing_requirement_error const& e) {
    std::cout << "Configuration error: " << e.what() << "\n";
  } catch (geai::mixed_authentication_error const& e) {
    std::cout << "Mixed authentication error: " << e.what() << "\n";
  } catch (geai::api_response_error const& e) {
    std::cout << "Authentication failed: " << e.what() << "\n";
  }
}
