// expect: geai: alias cannot be combined
#include <geai/geai.hpp>

int main() {
#if GEAI_SHOULD_FAIL
  geai::ai_lab_client client{geai::api_key = "key", geai::base_url = "https://api.saia.ai", geai::alias = "staging"};
#else
  geai::ai_lab_client client{geai::base_url = "https://api.saia.ai", geai::alias = "staging"};
#endif
}
