// expect: geai: this operation goes to the evaluation host
#include <geai/geai.hpp>

int main() {
#if GEAI_SHOULD_FAIL
  geai::ai_lab_client client{geai::transport::mock{}, geai::api_key = "key", geai::base_url = "https://api.saia.ai"};
#else
  geai::evaluation_client client{geai::transport::mock{}, geai::api_key = "key", geai::base_url = "https://api.saia.ai",
                                 geai::eval_url = "https://eval.saia.ai"};
#endif
  (void)client.call(geai::api::list_data_sets{});
}
