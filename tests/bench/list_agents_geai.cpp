// Lists the agents N times through the library: list_agents_geai URL N. See run.py.
#include <cstdio>
#include <cstdlib>
#include <geai/client/ai_lab.hpp>
#include <geai/json/simdjson.hpp>
#include <geai/transport/curl.hpp>

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  geai::ai_lab_client client{geai::api_key = "sandbox-key", geai::base_url = argv[1]};
  std::size_t seen = 0;
  for (long i = std::atol(argv[2]); i > 0; --i) {
    geai::result<geai::agent_list> const agents = client.list_agents();
    if (!agents) {
      std::fprintf(stderr, "%s\n", agents.error().message.c_str());
      return 1;
    }
    for (geai::agent const& each : *agents) seen += each.id.size() + each.name.size();
  }
  std::printf("%zu\n", seen);
}
