// expect: geai: a keyword has a value of the wrong type: base_url takes a text
#include <geai/geai.hpp>

int main() {
#if GEAI_SHOULD_FAIL
  geai::ai_lab_client client{geai::api_key = "key", geai::base_url = 443};
#else
  geai::ai_lab_client client{geai::api_key = "key", geai::base_url = "https://api.saia.ai"};
#endif
}
