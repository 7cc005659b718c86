// expect: geai: access_token requires project_id
#include <geai/geai.hpp>

int main() {
#if GEAI_SHOULD_FAIL
  geai::ai_lab_client client{geai::base_url = "https://api.saia.ai", geai::access_token = "token"};
#else
  geai::ai_lab_client client{geai::base_url = "https://api.saia.ai", geai::access_token = "token",
                             geai::project_id = "project"};
#endif
}
