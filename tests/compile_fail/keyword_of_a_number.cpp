// expect: geai: a keyword has a value of the wrong type: timeout takes a std::chrono duration
#include <geai/geai.hpp>

int main() {
#if GEAI_SHOULD_FAIL
  geai::ai_lab_client client{geai::api_key = "key", geai::base_url = "https://api.saia.ai", geai::timeout = 30};
#else
  geai::ai_lab_client client{geai::api_key = "key", geai::base_url = "https://api.saia.ai",
                             geai::timeout = std::chrono::seconds(30)};
#endif
}
