// expect: the parameter type of this tool has no schema
#include <geai/chat.hpp>
#include <geai/json/simdjson.hpp>
class query {
public:
  explicit query(int) {}
};
struct aggregate {
  std::string city{};
};
int main() {
  geai::toolbox tools;
#if GEAI_SHOULD_FAIL
  tools.add("f", "", [](query const&) { return 1; });
#else
  tools.add("f", "", [](aggregate const&) { return 1; });
#endif
  return tools.empty() ? 1 : 0;
}
