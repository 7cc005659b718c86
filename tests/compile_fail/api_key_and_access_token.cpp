// expect: geai: api_key and access_token given together
#include <geai/geai.hpp>

int main() {
#if GEAI_SHOULD_FAIL
  geai::ai_lab_client client{geai::api_key = "key", geai::base_url = "https://api.saia.ai",
                             geai::access_token = "token", geai::project_id = "project"};
#else
  geai::ai_lab_client client{geai::api_key = "key", geai::base_url = "https://api.saia.ai",
                             geai::access_token = "token", geai::project_id = "project", geai::allow_mixed_auth};
#endif
}
