// expect: geai: a struct with a base class is not a model by itself: describe it with geai::model
#include <geai/json/simdjson.hpp>
#include <geai/json/text.hpp>

struct entry {
  std::string id{};
};

#if GEAI_SHOULD_FAIL
struct note : entry {
  std::string text{};
};
#else
struct note {
  entry head{};
  std::string text{};
};
#endif

int main() { return geai::from_json<note>("{}").has_value() ? 0 : 1; }
