// expect: geai: eval_url is missing
#include <geai/geai.hpp>

int main() {
#if GEAI_SHOULD_FAIL
  geai::evaluation_client client{geai::api_key = "key", geai::base_url = "https://api.saia.ai"};
#else
  geai::evaluation_client client{geai::api_key = "key", geai::base_url = "https://api.saia.ai",
                                 geai::eval_url = "https://eval-api.saia.ai"};
#endif
}
