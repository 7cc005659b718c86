#include <cstdio>
#include <geai/auth/password.hpp>
#include <geai/client/agents.hpp>
#include <geai/client/ai_lab.hpp>
#include <geai/client/authorization.hpp>
#include <string>
#include <string_view>

#if defined(CURLVERSION_NOW) || defined(LIBCURL_VERSION) || defined(SIMDJSON_H)
#error "the core headers include libcurl or simdjson"
#endif

struct own_transport {
  geai::result<void> send(geai::http::request const& rq, geai::http::response& rs) {
    rs.status = rq.headers.empty() ? 400 : 200;
    rs.body.append("agent-1");
    return {};
  }
};

// A simple Json policy: the whole text becomes the first string of the type.
struct own_json {
  template <class T> geai::result<T> decode(std::string_view text) {
    T value{};
    if constexpr (geai::modelled<T>)
      geai::model<T>::any_of([&]<class Field>(Field) {
        if constexpr (std::is_same_v<typename Field::type, std::vector<geai::agent>>) {
          Field::get(value).push_back(geai::agent{.id = std::string(text)});
          return true;
        }
        return false;
      });
    return value;
  }
  template <class T> void encode(T const&, std::string& out) { out += "{}"; }
};

int main() {
  geai::ai_lab_client client{own_transport{}, own_json{}, geai::api_key = "key", geai::base_url = "https://h"};
  auto const agents = client.list_agents();
  bool const good = agents && agents->size() == 1 && agents->begin()->id == "agent-1";
  std::printf("%d passed, %d failed\n", good, !good);
  return good ? 0 : 1;
}
