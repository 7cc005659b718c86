#include <cstdio>
#include <geai/geai.hpp>

void const* address_of_keyword();
geai::result<geai::agent_list> list_over_own_transport();

namespace {

// Has the same name as a different type in two.cpp, which only anonymous namespaces allow.
struct local_transport {
  geai::result<void> send(geai::http::request const&, geai::http::response& rs) {
    rs.status = 200;
    rs.body.append(R"({"agents":[{"id":"one"}]})");
    return {};
  }
};

}  // namespace

int main() {
  geai::ai_lab_client client{local_transport{}, geai::api_key = "key", geai::base_url = "https://h"};
  geai::ai_lab_client over_curl{geai::api_key = "key", geai::base_url = "https://h"};
  auto const here = client.list_agents();
  auto const there = list_over_own_transport();
  bool const good = here && there && here->agents.at(0).id == "one" && there->agents.at(0).id == "two" &&
                    address_of_keyword() == &geai::api_key;
  std::printf("%d passed, %d failed\n", good, !good);
  return good ? 0 : 1;
}
