// expect: geai: a result is not a range; test it, and then iterate over \*result or result.value\(\)
#include <geai/geai.hpp>

int main() {
  geai::ai_lab_client client{geai::api_key = "key", geai::base_url = "https://api.saia.ai"};
#if GEAI_SHOULD_FAIL
  for (auto const& each : client.list_agents()) static_cast<void>(each);
#else
  if (auto const agents = client.list_agents())
    for (auto const& each : *agents) static_cast<void>(each);
#endif
}
