// expect: geai: proxy and ca_file need a Transport with `configure
#include <geai/geai.hpp>

int main() {
#if GEAI_SHOULD_FAIL
  geai::ai_lab_client client{geai::transport::mock{}, geai::api_key = "key", geai::base_url = "https://api.saia.ai",
                             geai::proxy = "http://proxy:3128"};
#else
  geai::ai_lab_client client{geai::api_key = "key", geai::base_url = "https://api.saia.ai",
                             geai::proxy = "http://proxy:3128"};
#endif
}
