// expect: geai: Below g\+\+ 13 a task of a call with an operation is named before it is awaited
// on: gcc < 13
#include <geai/async.hpp>
#include <geai/geai.hpp>

using client_type = geai::ai_lab_client<geai::auth::api_key, geai::transport::curl_multi>;

geai::task<void> work(client_type const& client);

geai::task<void> work(client_type const& client) {
#if GEAI_SHOULD_FAIL
  auto const agent = co_await client.get_agent({.id = "agent"});
  if (!agent) co_return;
#else
  auto call = client.get_agent({.id = "agent"});
  auto const agent = co_await call;
  if (!agent) co_return;
  static_cast<void>(co_await client.list_agents());
#endif
}
