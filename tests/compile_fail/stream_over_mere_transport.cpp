// expect: geai: this Transport cannot stream; it lacks `geai::result<S> stream\(
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
  if (!chat.completion({.model = "m", .messages = {{.role = "user", .content = "hi"}}})) return 1;
  return chat.stream_completion({.model = "m", .messages = {{.role = "user", .content = "hi"}}}) ? 0 : 1;
}
