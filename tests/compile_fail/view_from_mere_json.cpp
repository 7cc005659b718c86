// expect: geai: this Json policy cannot decode views into a response; it lacks `geai::result<void> decode_view
#include <geai/geai.hpp>
struct mere_json {
  template <class T> geai::result<T> decode(std::string_view text) { return geai::json::simdjson().decode<T>(text); }
  template <class T> void encode(T const& value, std::string& out) { geai::json::encode(value, out); }
};
int main() {
  geai::agent_client client{mere_json{}, geai::api_key = "key", geai::base_url = "https://h"};
#if GEAI_SHOULD_FAIL
  return client.list_agents_view() ? 0 : 1;
#else
  return client.list_agents() ? 0 : 1;
#endif
}
