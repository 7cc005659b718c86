// expect: geai: a model.s text_name is not a field
#include <geai/geai.hpp>

struct note {
  std::string text{};
  std::vector<std::string> parts{};
};

template <>
struct geai::model<note> : geai::fields<geai::field<"text", &note::text>, geai::field<"parts", &note::parts>> {
#if GEAI_SHOULD_FAIL
  static constexpr std::string_view text_name = "body";
#else
  static constexpr std::string_view text_name = "text";
#endif
};

int main() {
  std::string text = R"({"text":"t"})";
  text.reserve(text.size() + geai::json::padding);
  return geai::json::simdjson().decode<note>(text).has_value() ? 0 : 1;
}
