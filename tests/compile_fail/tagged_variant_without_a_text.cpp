// expect: geai: a tagged variant has one text for each of its alternatives
#include <geai/json/simdjson.hpp>
#include <geai/json/text.hpp>
#include <variant>

struct circle {
  double radius = 0;
};
struct square {
  double side = 0;
};
using shape = std::variant<circle, square>;

#if GEAI_SHOULD_FAIL
template <> struct geai::model<shape> : geai::tagged<"kind", "circle"> {};
#else
template <> struct geai::model<shape> : geai::tagged<"kind", "circle", "square"> {};
#endif

int main() { return geai::from_json<shape>("{}").has_value() ? 0 : 1; }
