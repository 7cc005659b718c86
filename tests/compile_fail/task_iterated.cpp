// expect: geai: a task is not a range; await it, and iterate over its result
#include <geai/async.hpp>
#include <geai/geai.hpp>

using client_type = geai::ai_lab_client<geai::auth::api_key, geai::transport::curl_multi>;

geai::task<void> work(client_type const& client);

geai::task<void> work(client_type const& client) {
#if GEAI_SHOULD_FAIL
  for (auto const& each : client.list_agents()) static_cast<void>(each);
  co_return;
#else
  auto const agents = co_await client.list_agents();
  if (agents)
    for (auto const& each : *agents) static_cast<void>(each);
#endif
}
