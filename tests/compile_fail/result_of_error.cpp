// expect: geai: the value of a result must be an object, but not an array or a geai::error
#include <geai/result.hpp>
#include <optional>

int main() {
#if GEAI_SHOULD_FAIL
  geai::result<geai::error> const failure = geai::error();
  return failure ? 0 : 1;
#else
  geai::result<std::optional<geai::error>> const failure;
  return *failure ? 1 : 0;
#endif
}
