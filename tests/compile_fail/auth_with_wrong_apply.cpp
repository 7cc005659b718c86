// expect: geai::auth::policy; it lacks `geai::auth_type type\(\) const` or `geai::result<void> apply
#include <geai/geai.hpp>
struct cannot_be_const {
  geai::auth_type type() const { return geai::auth_type::api_key; }
  geai::result<void> apply(geai::http::header_list&) { return {}; }
};
struct is_const {
  geai::auth_type type() const { return geai::auth_type::api_key; }
  geai::result<void> apply(geai::http::header_list&) const { return {}; }
};
int main() {
#if GEAI_SHOULD_FAIL
  geai::ai_lab_client client{cannot_be_const{}, geai::base_url = "https://api.saia.ai"};
#else
  geai::ai_lab_client client{is_const{}, geai::base_url = "https://api.saia.ai"};
#endif
}
