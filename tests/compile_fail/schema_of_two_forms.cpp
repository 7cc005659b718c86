// expect: geai: this type has no JSON Schema: a field of it takes more forms than one
#include <geai/json/schema.hpp>

struct message {
  std::string content{};
  geai::raw_json parts{};
};

#if GEAI_SHOULD_FAIL
template <>
struct geai::model<message> : geai::fields<geai::text_or_parts<"content", &message::content, &message::parts>> {};
#else
template <> struct geai::model<message> : geai::fields<geai::field<"content", &message::content>> {};
#endif

int main() { return geai::json_schema<message>().empty() ? 1 : 0; }
