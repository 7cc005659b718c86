// expect: geai: a struct with an array is not a model by itself: use a std::vector, or describe it with geai::model
#include <geai/json/simdjson.hpp>
#include <geai/json/text.hpp>
#include <optional>
#include <vector>

struct note {
  std::string id{};
  std::optional<double> weight{};
#if GEAI_SHOULD_FAIL
  int stars[3]{};
#else
  std::vector<int> stars{};
#endif
  bool open = false;
};

int main() { return geai::from_json<note>("{}").has_value() ? 0 : 1; }
