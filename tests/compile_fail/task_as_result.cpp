// expect: geai: this is a task, not its result; await it: co_await
#include <geai/async.hpp>
#include <geai/geai.hpp>

using client_type = geai::ai_lab_client<geai::auth::api_key, geai::transport::curl_multi>;

geai::task<void> work(client_type const& client);

geai::task<void> work(client_type const& client) {
#if GEAI_SHOULD_FAIL
  geai::result<geai::agent_list> const agents = client.list_agents();
  if (!agents) co_return;
#else
  geai::result<geai::agent_list> const agents = co_await client.list_agents();
  if (!agents) co_return;
#endif
}
