// expect: geai: this operation sends files; include <geai/client/upload.hpp>
#include <geai/api/files.hpp>
#include <geai/client/llm.hpp>
#include <geai/json/simdjson.hpp>
#include <geai/transport/mock.hpp>
#if GEAI_SHOULD_FAIL
// and not <geai/client/upload.hpp>
#else
#include <geai/client/upload.hpp>
#endif
int main() {
  geai::llm_client client{geai::transport::mock{}, geai::api_key = "key", geai::base_url = "https://api.saia.ai"};
  return client.call(geai::api::upload_file{.file = {.path = "x"}}) ? 0 : 1;
}
