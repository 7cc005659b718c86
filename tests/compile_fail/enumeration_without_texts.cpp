// expect: geai: an enumeration has no JSON form by itself: list its texts with geai::enumerators
#include <geai/json/schema.hpp>

enum class mood { calm, rough };
struct sea {
  mood now{};
};

#if GEAI_SHOULD_FAIL
#else
template <>
struct geai::model<mood>
    : geai::enumerators<geai::enumerator<"calm", mood::calm>, geai::enumerator<"rough", mood::rough>> {};
#endif

int main() { return geai::json_schema<sea>().empty() ? 1 : 0; }
