// expect(gcc): chat_completion.* has no non-static data member named .message.
// expect(clang): field designator .message. does not refer to any field in type
#include <geai/geai.hpp>

int main() {
  geai::chat_client client{geai::api_key = "key", geai::base_url = "https://api.saia.ai"};
#if GEAI_SHOULD_FAIL
  static_cast<void>(
      client.completion(geai::api::chat_completion{.model = "m", .message = {{.role = "user", .content = "hi"}}}));
#else
  static_cast<void>(
      client.completion(geai::api::chat_completion{.model = "m", .messages = {{.role = "user", .content = "hi"}}}));
#endif
}
