// expect: geai: Below g\+\+ 13 a task of a call with an operation is named before it is awaited
// on: gcc < 13
#include <geai/async.hpp>
#include <geai/geai.hpp>

using client_type = geai::ai_lab_client<geai::auth::api_key, geai::transport::curl_multi>;

geai::task<void> work(client_type const& client);

geai::task<void> work(client_type const& client) {
#if GEAI_SHOULD_FAIL
  auto const both = co_await geai::when_all(client.list_agents(), client.get_agent({.id = "agent"}));
  if (!std::get<0>(both)) co_return;
#else
  auto all = geai::when_all(client.list_agents(), client.get_agent({.id = "agent"}));
  auto const both = co_await all;
  if (!std::get<0>(both)) co_return;
#endif
}
