// expect: geai: this argument is neither a keyword .* nor a policy
#include <geai/geai.hpp>

int main() {
#if GEAI_SHOULD_FAIL
  geai::ai_lab_client client{geai::api_key = "key", geai::base_url = "https://api.saia.ai", 30};
#else
  geai::ai_lab_client client{geai::api_key = "key", geai::base_url = "https://api.saia.ai",
                             geai::timeout = std::chrono::seconds(30)};
#endif
}
