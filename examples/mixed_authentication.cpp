// An API key and an access token together need a word of permission; the access token is used then.
#include <geai/geai.hpp>
#include <iostream>

int main() {
  geai::ai_lab_client client{geai::api_key = "your_api_key", geai::base_url = "https://api.saia.ai",
                             geai::access_token = "your_oauth_token", geai::project_id = "your-project-id",
                             geai::allow_mixed_auth};
  std::cout << geai::to_string(client.session().auth_type()) << "\n";

  // Without it: a compile error for a client, a typed error where the values are only known at run time.
  auto session = geai::load_session({.api_key = "your_api_key",
                                     .access_token = "your_oauth_token",
                                     .project_id = "your-project-id",
                                     .base_url = "https://api.saia.ai"});
  if (!session) std::cout << session.error().message << "\n";
}
