// An API key and an access token together need allow_mixed_auth. The client then uses the access token.
#include <geai/geai.hpp>
#include <iostream>

int main() {
  geai::ai_lab_client client{geai::api_key = "your_api_key", geai::base_url = "https://api.saia.ai",
                             geai::access_token = "your_oauth_token", geai::project_id = "your-project-id",
                             geai::allow_mixed_auth};
  std::cout << geai::to_string(client.session().auth_type()) << "\n";

  // Without it, a client does not compile. If the values are known only at run time, you get a typed error.
  auto session = geai::load_session({.api_key = "your_api_key",
                                     .access_token = "your_oauth_token",
                                     .project_id = "your-project-id",
                                     .base_url = "https://api.saia.ai"});
  if (!session) std::cout << session.error().message << "\n";
}
