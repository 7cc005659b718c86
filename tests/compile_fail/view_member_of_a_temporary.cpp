// expect(gcc): use of deleted function
// expect(clang): selected deleted operator
#include <geai/geai.hpp>
int main() {
  geai::agent_client client{geai::api_key = "key", geai::base_url = "https://h"};
#if GEAI_SHOULD_FAIL
  std::string_view const id = client.list_agents_view().value()->agents[0].id;
#else
  auto const agents = client.list_agents_view().value();
  std::string_view const id = agents->agents[0].id;
#endif
  return static_cast<int>(id.size());
}
