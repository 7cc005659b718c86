// expect: geai: a field has one comment
#include <geai/json/schema.hpp>

struct note {
  std::string id{};
};

#if GEAI_SHOULD_FAIL
template <> struct geai::model<note> : geai::fields<geai::field<"noteId", &note::id, "What it is", "known by">> {};
#else
template <> struct geai::model<note> : geai::fields<geai::field<"noteId", &note::id, "What it is known by">> {};
#endif

int main() { return geai::json_schema<note>().empty() ? 1 : 0; }
