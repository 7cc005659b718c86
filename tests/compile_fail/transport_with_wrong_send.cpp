// expect: geai::transport::policy; it lacks `geai::result<void> send
#include <geai/geai.hpp>
struct returns_status {
  int send(geai::http::request const&, geai::http::response&);
};
struct returns_result {
  geai::result<void> send(geai::http::request const&, geai::http::response&) { return {}; }
};
int main() {
#if GEAI_SHOULD_FAIL
  geai::ai_lab_client client{returns_status{}, geai::api_key = "key", geai::base_url = "https://api.saia.ai"};
#else
  geai::ai_lab_client client{returns_result{}, geai::api_key = "key", geai::base_url = "https://api.saia.ai"};
#endif
}
