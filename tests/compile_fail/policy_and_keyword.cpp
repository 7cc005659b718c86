// expect: geai: an auth policy and api_key or access_token given together
#include <geai/geai.hpp>

int main() {
#if GEAI_SHOULD_FAIL
  geai::ai_lab_client client{geai::auth::api_key{.api_key = "key"}, geai::api_key = "key",
                             geai::base_url = "https://api.saia.ai"};
#else
  geai::ai_lab_client client{geai::auth::api_key{.api_key = "key"}, geai::base_url = "https://api.saia.ai"};
#endif
}
