// expect: geai: the function passed to and_then\(\) must return an optional
#include <geai/optional.hpp>

int main() {
  geai::optional<int> const number = 1;
#if GEAI_SHOULD_FAIL
  return number.and_then([](int i) { return i - 1; }).value();
#else
  return number.transform([](int i) { return i - 1; }).value();
#endif
}
