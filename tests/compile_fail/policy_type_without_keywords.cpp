// expect: geai: the arguments do not make the client's Auth policy
#include <geai/geai.hpp>

int main() {
#if GEAI_SHOULD_FAIL
  geai::ai_lab_client<geai::auth::oauth> client{geai::api_key = "key", geai::base_url = "https://api.saia.ai"};
#else
  geai::ai_lab_client<geai::auth::oauth> client{geai::access_token = "token", geai::project_id = "project",
                                                geai::base_url = "https://api.saia.ai"};
#endif
}
