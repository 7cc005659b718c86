// expect(gcc): ignoring return value
// expect(clang): geai: a task does nothing before it is awaited: co_await it
// flags: -Werror
#include <geai/async.hpp>
#include <geai/geai.hpp>

using client_type = geai::ai_lab_client<geai::auth::api_key, geai::transport::curl_multi>;

geai::task<void> work(client_type const& client);

geai::task<void> work(client_type const& client) {
#if GEAI_SHOULD_FAIL
  client.list_agents();
  co_return;
#else
  static_cast<void>(co_await client.list_agents());
#endif
}
