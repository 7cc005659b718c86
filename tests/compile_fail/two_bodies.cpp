// expect: geai: an operation must have one kind of body
#include <geai/geai.hpp>

namespace geai::api {

struct example {
  std::string id{};
  secret key{};

  using answer = agent;
#if GEAI_SHOULD_FAIL
  using endpoint = post<"/v2/examples">;
  using parameters = fields<field<"id", &example::id>, form<"key", &example::key>>;
#else
  using endpoint = post<"/v2/examples">;
  using parameters = fields<field<"id", &example::id>, field<"key", &example::key>>;
#endif
};

}  // namespace geai::api

int main() {
  geai::ai_lab_client client{geai::transport::mock{}, geai::api_key = "key", geai::base_url = "https://api.saia.ai"};
  (void)client.call(geai::api::example{});
}
