// A transport is a struct with send(). This one returns a fixed answer. A real transport does three things: it sends
// rq.method, rq.url, rq.headers and rq.body; it fills rs; it returns an error if the exchange fails.
#include <geai/client/ai_lab.hpp>
#include <geai/json/simdjson.hpp>
#include <iostream>

struct my_transport {
  geai::result<void> send(geai::http::request const& rq, geai::http::response& rs) {
    std::cout << rq.method.name() << " " << rq.url << "\n";
    rs.status = 200;
    rs.add_header("content-type", "application/json");
    rs.body.append(R"({"agents":[{"id":"1","name":"from my transport"}]})");
    return {};
  }
};

int main() {
  geai::ai_lab_client client{my_transport{}, geai::api_key = "key", geai::base_url = "https://api.saia.ai"};
  for (geai::agent const& agent : client.list_agents({.count = 1}).value()) std::cout << agent.name << "\n";
}
