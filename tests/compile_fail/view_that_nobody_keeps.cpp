// expect: geai: a model with std::string_view members is valid for as long as the text only
#include <geai/geai.hpp>
struct list_names {
  using answer = geai::agent_list_view;
  using endpoint = geai::api::get<"/v2/agents">;
  using parameters = geai::fields<>;
};
int main() {
  geai::agent_client client{geai::api_key = "key", geai::base_url = "https://h"};
#if GEAI_SHOULD_FAIL
  return client.call(list_names{}) ? 0 : 1;
#else
  return client.call_view<geai::agent_list_view>(list_names{}) ? 0 : 1;
#endif
}
