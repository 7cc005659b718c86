// expect: geai: an argument is given twice
#include <geai/geai.hpp>

int main() {
#if GEAI_SHOULD_FAIL
  geai::ai_lab_client client{geai::api_key = "key", geai::base_url = "https://api.saia.ai", geai::api_key = "other"};
#else
  geai::ai_lab_client client{geai::api_key = "key", geai::base_url = "https://api.saia.ai"};
#endif
}
