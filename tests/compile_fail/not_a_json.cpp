// expect: geai::json::policy; it lacks `template <class T> geai::result<T> decode
#include <geai/geai.hpp>
struct not_a_json {
  template <class T> T decode(std::string_view);
};
int main() {
#if GEAI_SHOULD_FAIL
  geai::ai_lab_client<geai::auth::api_key, geai::transport::curl, not_a_json> client{
      geai::api_key = "key", geai::base_url = "https://api.saia.ai"};
#else
  geai::ai_lab_client<geai::auth::api_key, geai::transport::curl> client{geai::api_key = "key",
                                                                         geai::base_url = "https://api.saia.ai"};
#endif
}
