// expect: geai: base_url is missing
#include <geai/geai.hpp>

int main() {
#if GEAI_SHOULD_FAIL
  geai::ai_lab_client client{geai::api_key = "key"};
#else
  geai::ai_lab_client client{geai::api_key = "key", geai::base_url = geai::from_environment};
#endif
}
