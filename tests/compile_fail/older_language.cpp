// expect: geai needs C\+\+20: add -std=c\+\+20
// flags: -std=c++17
// errors: 1
#if GEAI_SHOULD_FAIL
#include <geai/geai.hpp>

int main() {
  geai::ai_lab_client client{geai::alias = "staging"};
  return client.list_agents() ? 0 : 1;
}
#else
int main() {}
#endif
