// Arguments are keywords, in any order. A bare string does not compile:
//   geai::ai_lab_client client{"https://api.saia.ai", "token", "project-123"};
//   error: geai: arguments are keywords; write geai::base_url = "...", not the bare text
#include <chrono>
#include <geai/geai.hpp>
#include <iostream>

int main() {
  using namespace std::chrono_literals;

  geai::ai_lab_client client{geai::project_id = "project-123", geai::access_token = "token",
                             geai::base_url = "https://api.saia.ai", geai::timeout = 30s,
                             geai::retry = geai::retry_policy{.max_attempts = 5}};
  std::cout << client.session().base_url() << " " << client.session().project_id() << "\n";
}
