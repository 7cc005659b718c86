// expect: include geai/chat.hpp
#if GEAI_SHOULD_FAIL
#include <geai/client/rag.hpp>
#else
#include <geai/chat.hpp>
#include <geai/client/rag.hpp>
#endif
#include <geai/json/simdjson.hpp>
#include <geai/transport/mock.hpp>
int main() {
  geai::transport::mock wire;
  geai::rag_client rag{wire, geai::api_key = "key", geai::base_url = "https://api.saia.ai"};
  auto const doc = rag.wait_for(geai::api::get_rag_document{.name = "A", .id = "1"},
                                [](auto const& d) { return d.is_indexed(); }, {.timeout = std::chrono::seconds(1)});
  return doc ? 0 : 1;
}
