// expect: a tool that is added with its chat_function takes one parameter, a geai::raw_json
#include <geai/chat.hpp>
#include <geai/json/simdjson.hpp>
struct aggregate {
  std::string city{};
};
int main() {
  geai::toolbox tools;
#if GEAI_SHOULD_FAIL
  tools.add(geai::chat_function{.name = "f"}, [](aggregate const&) { return 1; });
#else
  tools.add(geai::chat_function{.name = "f"}, [](geai::raw_json const&) { return 1; });
#endif
  return tools.empty() ? 1 : 0;
}
