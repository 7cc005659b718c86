// expect: geai: a function that returns a task must be added to a geai::async_toolbox
#include <geai/chat.hpp>
#include <geai/json/simdjson.hpp>
geai::task<int> later() { co_return 1; }
int main() {
#if GEAI_SHOULD_FAIL
  geai::toolbox tools;
#else
  geai::async_toolbox tools;
#endif
  tools.add("f", "", [] { return later(); });
  return tools.empty() ? 1 : 0;
}
