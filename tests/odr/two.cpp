#include <geai/client/ai_lab.hpp>
#include <geai/json/simdjson.hpp>

namespace {

struct local_transport {
  char const* body = R"({"agents":[{"id":"two"}]})";

  geai::result<void> send(geai::http::request const&, geai::http::response& rs) {
    rs.status = 200;
    rs.body.append(body);
    return {};
  }
};

}  // namespace

void const* address_of_keyword();
geai::result<geai::agent_list> list_over_own_transport();

void const* address_of_keyword() { return &geai::api_key; }

geai::result<geai::agent_list> list_over_own_transport() {
  geai::ai_lab_client client{local_transport{}, geai::access_token = "token", geai::project_id = "p",
                             geai::base_url = "https://h"};
  return client.list_agents();
}
