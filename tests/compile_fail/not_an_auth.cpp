// expect: geai::auth::policy; it lacks `geai::auth_type type\(\) const` or `geai::result<void> apply
#include <geai/geai.hpp>
struct not_an_auth {};
int main() {
#if GEAI_SHOULD_FAIL
  geai::ai_lab_client<not_an_auth> client{geai::base_url = "https://api.saia.ai"};
#else
  geai::ai_lab_client<geai::auth::none> client{geai::base_url = "https://api.saia.ai"};
#endif
}
