// expect: geai: a structured answer is an object with a schema
#include <geai/chat.hpp>
#include <geai/client/chat.hpp>
#include <geai/json/simdjson.hpp>
#include <geai/transport/mock.hpp>
struct names {
  std::vector<std::string> all{};
};
int main() {
  geai::transport::mock wire;
  geai::chat_client chat{wire, geai::api_key = "key", geai::base_url = "https://api.saia.ai"};
#if GEAI_SHOULD_FAIL
  using answer = std::vector<std::string>;
#else
  using answer = names;
#endif
  return chat.completion_as<answer>({.model = "m", .messages = {{.role = "user", .content = "?"}}}) ? 0 : 1;
}
