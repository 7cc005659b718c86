// expect: geai::transport::policy; it lacks `geai::result<void> send
#include <geai/geai.hpp>
struct not_a_transport {};
int main() {
#if GEAI_SHOULD_FAIL
  geai::ai_lab_client<geai::auth::api_key, not_a_transport> client{geai::api_key = "key",
                                                                   geai::base_url = "https://api.saia.ai"};
#else
  geai::ai_lab_client<geai::auth::api_key, geai::transport::mock> client{geai::api_key = "key",
                                                                         geai::base_url = "https://api.saia.ai"};
#endif
}
