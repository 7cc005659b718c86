// expect: geai: this Transport cannot stream
#include <geai/chat.hpp>
#include <geai/client/chat.hpp>
#include <geai/json/simdjson.hpp>
#include <geai/transport/mock.hpp>
struct mere_transport {
  geai::result<void> send(geai::http::request const&, geai::http::response&) { return {}; }
};
int main() {
#if GEAI_SHOULD_FAIL
  mere_transport wire;
#else
  geai::transport::mock wire;
#endif
  geai::chat_client chat{wire, geai::api_key = "key", geai::base_url = "https://api.saia.ai"};
  geai::conversation talk{chat, {.model = "m"}};
  if (!talk.say("hi")) return 1;
  return talk.stream("hi") ? 0 : 1;
}
