// expect: geai: from_json reads no std::string_view members: its text is not kept
#include <geai/json/simdjson.hpp>
#include <geai/json/text.hpp>

struct note {
#if GEAI_SHOULD_FAIL
  std::string_view id{};
#else
  std::string id{};
#endif
};

int main() { return geai::from_json<note>("{}").has_value() ? 0 : 1; }
