// expect: include geai/chat.hpp
#if GEAI_SHOULD_FAIL
#include <geai/client/chat.hpp>
#else
#include <geai/chat.hpp>
#include <geai/client/chat.hpp>
#endif
#include <geai/json/simdjson.hpp>
#include <geai/transport/mock.hpp>
struct forecast {
  std::string city{};
};
int main() {
  geai::transport::mock wire;
  geai::chat_client chat{wire, geai::api_key = "key", geai::base_url = "https://api.saia.ai"};
  auto const p = chat.completion_as<forecast>({.model = "m", .messages = {{.role = "user", .content = "Lima?"}}});
  return p ? 0 : 1;
}
