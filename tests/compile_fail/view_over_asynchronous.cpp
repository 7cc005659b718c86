// expect: geai: call_view\(\) is not available over an asynchronous transport
#include <geai/async.hpp>
#include <geai/geai.hpp>
int main() {
  geai::event_loop loop;
#if GEAI_SHOULD_FAIL
  geai::agent_client client{geai::transport::curl_multi{loop}, geai::api_key = "key", geai::base_url = "https://h"};
#else
  geai::agent_client client{geai::api_key = "key", geai::base_url = "https://h"};
#endif
  return client.list_agents_view() ? 0 : 1;
}
