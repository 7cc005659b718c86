// expect(gcc): use of deleted function
// expect(clang): selected deleted operator
#include <geai/geai.hpp>
int main() {
  geai::agent_client client{geai::api_key = "key", geai::base_url = "https://h"};
#if GEAI_SHOULD_FAIL
  for (geai::agent_view const& each : *client.list_agents_view().value()) return static_cast<int>(each.id.size());
#else
  auto const agents = client.list_agents_view().value();
  for (geai::agent_view const& each : *agents) return static_cast<int>(each.id.size());
#endif
  return 0;
}
