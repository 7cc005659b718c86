// expect: geai: base_url is missing
#include <geai/geai.hpp>

int main() {
#if GEAI_SHOULD_FAIL
  geai::ai_lab_client client{geai::auth::oauth{.access_token = "token", .project_id = "project"}};
#else
  geai::ai_lab_client client{geai::auth::oauth{.access_token = "token", .project_id = "project"},
                             geai::base_url = "https://api.saia.ai"};
#endif
}
