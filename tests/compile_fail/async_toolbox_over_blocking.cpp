// expect: geai: an async_toolbox needs a client over an asynchronous transport
#include <geai/chat.hpp>
#include <geai/client/chat.hpp>
#include <geai/json/simdjson.hpp>
#include <geai/transport/mock.hpp>
int main() {
  geai::transport::mock wire;
  geai::chat_client chat{wire, geai::api_key = "key", geai::base_url = "https://api.saia.ai"};
#if GEAI_SHOULD_FAIL
  geai::async_toolbox tools;
#else
  geai::toolbox tools;
#endif
  geai::conversation talk{chat, {.model = "m"}, tools};
  return talk.messages().empty() ? 0 : 1;
}
