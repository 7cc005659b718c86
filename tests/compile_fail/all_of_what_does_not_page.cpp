// expect: geai: this operation is not paged; use call\(\)
#include <geai/geai.hpp>

int main() {
  geai::ai_lab_client client{geai::transport::mock{}, geai::api_key = "key", geai::base_url = "https://api.saia.ai"};
#if GEAI_SHOULD_FAIL
  (void)client.all(geai::api::list_tools{});
#else
  (void)client.all(geai::api::list_agents{});
#endif
}
