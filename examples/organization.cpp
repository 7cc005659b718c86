// Sends the organization id with each call.
#include <geai/geai.hpp>
#include <iostream>

int main() {
  geai::transport::mock wire;  // shows the request without sending it
  wire.reply(200, R"({"agents":[]})");

  geai::ai_lab_client client{wire, geai::base_url = "https://api.saia.ai", geai::access_token = "your_oauth_token",
                             geai::project_id = "your-project-id", geai::organization_id = "your-org-id"};
  (void)client.list_agents().value();

  auto const requests = wire.requests();
  for (auto const& header : requests.at(0).headers)
    if (header.name != "Authorization" && header.name != "User-Agent")
      std::cout << header.name << ": " << header.value << "\n";
}
