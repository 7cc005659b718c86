// expect: geai: the route of an operation has a \{slot\} without a path<> parameter
#include <geai/geai.hpp>

namespace geai::api {

struct example {
  std::string id{};
  secret key{};

  using answer = agent;
#if GEAI_SHOULD_FAIL
  using endpoint = get<"/v2/examples/{id}/{other}">;
  using parameters = fields<path<"id", &example::id>>;
#else
  using endpoint = get<"/v2/examples/{id}">;
  using parameters = fields<path<"id", &example::id>>;
#endif
};

}  // namespace geai::api

int main() {
  geai::ai_lab_client client{geai::transport::mock{}, geai::api_key = "key", geai::base_url = "https://api.saia.ai"};
  (void)client.call(geai::api::example{});
}
