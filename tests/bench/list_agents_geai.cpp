// Lists the agents through the library. See calls.hpp.
#include <geai/client/ai_lab.hpp>
#include <geai/json/simdjson.hpp>
#include <geai/transport/curl.hpp>

#include "calls.hpp"

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  geai::ai_lab_client client{geai::api_key = "sandbox-key", geai::base_url = argv[1]};
  return bench::run(argc, argv, [&] { return client.list_agents().value(); });
}
