// expect: geai: an operation must have one kind of body
#include <geai/geai.hpp>

namespace geai::api {

struct example {
  file_upload file{};
  std::string note{};

  using answer = raw_json;
  using endpoint = post<"/v2/examples">;
#if GEAI_SHOULD_FAIL
  using parameters = fields<part<"file", &example::file>, field<"note", &example::note>>;
#else
  using parameters = fields<part<"file", &example::file>, part<"note", &example::note>>;
#endif
};

}  // namespace geai::api

int main() {
  geai::ai_lab_client client{geai::transport::mock{}, geai::api_key = "key", geai::base_url = "https://api.saia.ai"};
  (void)client.call(geai::api::example{});
}
