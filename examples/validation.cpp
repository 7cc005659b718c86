// Checks values that are known only at run time, once, when you make the client. (The compiler checks the rest: an
// access_token without project_id does not compile.)
#include <geai/geai.hpp>
#include <iostream>

int main() {
  // An empty value. The constructor throws; create() returns the same error.
  std::string const project_from_somewhere;
  try {
    geai::ai_lab_client client{geai::base_url = "https://api.saia.ai", geai::access_token = "token",
                               geai::project_id = project_from_somewhere};
  } catch (geai::missing_requirement_error const& e) {
    std::cout << e.what() << "\n";
  }

  // A profile that does not exist.
  auto client = geai::ai_lab_client<>::create(geai::alias = "production");
  if (!client) std::cout << client.error().message << "\n";

  // A URL that would send the key unencrypted.
  auto insecure = geai::ai_lab_client<>::create(geai::base_url = "http://api.saia.ai", geai::api_key = "key");
  if (!insecure) std::cout << insecure.error().message << "\n";
}
