// A program that instantiates typical uses, for compilers and flags that the tests themselves are not built with. It is
// compiled, not run. run.py includes all public headers in front of it.
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace {

struct forecast {
  std::string city{};
  double celsius = 0;
  float wind = 0;
  std::int64_t station = 0;
  unsigned short days = 0;
  std::optional<std::string> advice{};
  std::vector<std::uint64_t> counts{};
  std::map<std::string, int> by_name{};
};

bool calls() {
  using namespace std::chrono_literals;
  geai::ai_lab_client client{geai::api_key = "key", geai::base_url = "https://h", geai::timeout = 30s};
  auto const agents = client.list_agents({.status = "active", .count = 20}, geai::call_options{.timeout = 5s});
  bool all = agents.has_value();
  for (geai::result<geai::agent> const& agent : client.all_agents()) all = all && agent;
  geai::client const every{geai::alias = "staging"};
  all = all && every.upload_file({.file = {.path = "a.txt"}});
  return all && every.generate_embeddings({.model = "m", .input = {"text"}});
}

bool conversation() {
  geai::chat_client const chat{geai::base_url = "https://h", geai::api_key = "key", geai::transport::mock{}};
  geai::api::chat_completion const question{.model = "m", .messages = {{.role = "user", .content = "Lima?"}}};
  auto stream = chat.stream_completion(question);
  if (!stream) return false;
  for (geai::result<geai::chat_chunk> const& chunk : *stream)
    if (!chunk) return false;
  geai::toolbox tools;
  tools.add("weather", "The weather", [](forecast const& asked) { return asked; });
  geai::conversation talk{chat, question, tools};
  return talk.say("Lima?") && talk.say_as<forecast>("As data.") && chat.completion_as<forecast>(question) &&
         geai::from_json<forecast>(geai::to_json(forecast{})) && !geai::json_schema<forecast>().empty();
}

geai::task<void> awaits(geai::ai_lab_client<geai::auth::api_key, geai::transport::curl_multi> const& client,
                        bool& done) {
  geai::result<geai::agent_list> const agents = co_await client.list_agents();
  done = agents.has_value();
}

}  // namespace

int main() {
  bool done = calls() && conversation();
  geai::event_loop loop;
  geai::ai_lab_client const client{geai::transport::curl_multi{loop}, geai::api_key = "key",
                                   geai::base_url = "https://h"};
  loop.spawn(awaits(client, done));
  loop.run();
  std::puts(done ? "done" : "not done");
}
