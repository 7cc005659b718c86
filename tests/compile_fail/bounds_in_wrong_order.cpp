// expect: geai: the bounds of a field are the smallest and the largest number, in this order
#include <geai/json/schema.hpp>

struct note {
  int stars = 1;
};

#if GEAI_SHOULD_FAIL
template <> struct geai::model<note> : geai::fields<geai::bounded<"stars", &note::stars, 5, 1>> {};
#else
template <> struct geai::model<note> : geai::fields<geai::bounded<"stars", &note::stars, 1, 5>> {};
#endif

int main() { return geai::json_schema<note>().empty() ? 1 : 0; }
