// expect: geai: a struct with a bit-field is not a model by itself: describe it with geai::model
#include <geai/json/simdjson.hpp>
#include <geai/json/text.hpp>
#include <string>

struct note {
  std::string id{};
#if GEAI_SHOULD_FAIL
  unsigned stars : 3;
#else
  unsigned stars = 0;
#endif
};

int main() { return geai::from_json<note>("{}").has_value() ? 0 : 1; }
