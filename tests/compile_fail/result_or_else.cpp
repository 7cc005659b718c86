// expect: geai: the function passed to or_else\(\) must return the type of this result
#include <geai/result.hpp>

int main() {
  geai::result<int> const number = 1;
#if GEAI_SHOULD_FAIL
  return number.or_else([](geai::error const&) { return 0; }).value() - 1;
#else
  return number.or_else([](geai::error const&) { return geai::result<int>(0); }).value() - 1;
#endif
}
