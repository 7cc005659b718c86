// expect: geai: a tool is a function with no parameter, or with one whose type has a schema
#include <geai/chat.hpp>
#include <geai/json/simdjson.hpp>
struct query {
  std::string city{};
};
int main() {
  geai::toolbox tools;
#if GEAI_SHOULD_FAIL
  tools.add("f", "", [](auto const&) { return 1; });
#else
  tools.add("f", "", [](query const&) { return 1; });
#endif
  return tools.empty() ? 1 : 0;
}
