// expect: geai: a struct with a base class is not a model by itself: describe it with geai::model
#include <geai/json/text.hpp>
#include <optional>
#include <vector>

struct entry {
  std::string id{};
};
struct note : entry {
  std::string text{};
};
struct notes {
  std::vector<std::optional<note>> all{};
};

#if GEAI_SHOULD_FAIL
#else
template <> struct geai::model<note> : geai::fields<geai::field<"text", &note::text>> {};
#endif

int main() { return geai::to_json(notes{}).empty() ? 1 : 0; }
