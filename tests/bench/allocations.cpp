// Counts the allocations of the library in a call, without libcurl's: allocations fresh|into. Prints the number of
// calls of operator new in 100 calls whose answer has an agent with every member set.
#include <cstdio>
#include <geai/client/ai_lab.hpp>
#include <geai/json/simdjson.hpp>
#include <string_view>

#include "support/allocation_counter.hpp"

namespace {

struct memory_transport {
  std::string_view body;

  geai::result<void> send(geai::http::request const&, geai::http::response& rs) {
    rs.status = 200;
    rs.add_header("content-type", "application/json");
    rs.body.append(body);
    return {};
  }
};

constexpr std::string_view body = R"({"agents":[{"id":"11111111-1111-1111-1111-111111111111","name":"Sample",
"status":"active","accessScope":"public","publicName":"com.example.sample","description":"An agent with what is usual",
"agentData":{"strategyName":"Chain of Thought","llmConfig":{"maxTokens":800,"sampling":{"temperature":0.3}},
"models":[{"name":"openai/gpt-4o"}]}}]})";

template <class Client> bool list_into(Client const& client, geai::agent_list& into) {
  geai::api::list_agents const operation{.status = "active", .count = 20};
  if constexpr (requires { client.list_agents(operation, into); })
    return client.list_agents(operation, into).has_value();
  else
    return false;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  bool const into_old = argv[1] == std::string_view("into");
  geai::ai_lab_client client{memory_transport{body}, geai::api_key = "key", geai::base_url = "https://h"};
  geai::agent_list used;
  auto const call = [&] {
    return into_old ? list_into(client, used) : client.list_agents({.status = "active", .count = 20}).has_value();
  };
  if (!call() || !call()) return 3;  // unknown call
  support::allocation_counter const counter;
  for (int i = 0; i != 100; ++i)
    if (!call()) return 1;
  std::printf("%zu\n", counter.count());
}
