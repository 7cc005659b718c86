// expect: geai: this Json policy is only declared: include geai/json/simdjson.hpp
#include <geai/json/text.hpp>
#if GEAI_SHOULD_FAIL
#else
#include <geai/json/simdjson.hpp>
#endif

int main() { return geai::from_json<int>("1").has_value() ? 0 : 1; }
