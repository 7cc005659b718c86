// A program that imports the library instead of including it.
#include <chrono>
#include <coroutine>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

import geai;

using namespace std::chrono_literals;

namespace {

int passed = 0;
int failed = 0;

void check(bool holds, char const* what) {
  holds ? ++passed : ++failed;
  if (!holds) std::printf("FAILED %s\n", what);
}

// A model of the program's own.
struct note {
  std::string id{};
  std::optional<int> stars{};
};

geai::task<void> count(auto const& client, std::size_t& into) {
  geai::result<geai::agent_list> const agents = co_await client.list_agents();
  into = agents ? agents->size() : 99;
}

}  // namespace

template <>
struct geai::model<note> : geai::fields<geai::field<"noteId", &note::id>, geai::field<"stars", &note::stars>> {};

int main() {
  geai::transport::mock wire;
  wire.reply(200, R"({"agents":[{"id":"1","name":"one"},{"id":"2"}]})");
  geai::ai_lab_client lab{wire, geai::api_key = "key", geai::base_url = "https://h", geai::timeout = 5s};
  static_assert(std::is_same_v<decltype(lab), geai::ai_lab_client<geai::auth::api_key, geai::transport::mock>>);
  auto const agents = lab.list_agents({.count = 20});
  check(agents && agents->size() == 2, "agents are listed");
  std::string names;
  if (agents)
    for (geai::agent const& each : *agents) names += each.name;
  check(names == "one", "a list is a range");

  wire.reply(404, R"({"errors":[{"id":2005,"description":"there is none"}]})");
  auto const none = lab.call(geai::api::get_agent{.id = "3"});
  check(!none && none.error().is_not_found(), "an error is an error");
  bool thrown = false;
  try {
    (void)lab.get_agent({.id = "3"}).value();
  } catch (geai::api_response_error const& what) {
    thrown = what.error().code == geai::errc::api_response;
  }
  check(thrown, "value() throws");

  geai::result<note> const read = geai::from_json<note>(R"({"noteId":"a","stars":3})");
  check(read && read->id == "a" && read->stars == 3, "a model of its own is read");
  check(read && geai::to_json(*read) == R"({"noteId":"a","stars":3})", "and written");

  geai::transport::mock said;
  said.reply(200, R"({"choices":[{"message":{"role":"assistant","content":"hello"},"finish_reason":"stop"}]})");
  geai::chat_client chat{said, geai::api_key = "key", geai::base_url = "https://h"};
  geai::toolbox tools;
  tools.add("now", "The time of day", [] { return std::string("12:00"); });
  geai::conversation talk{chat, {.model = "m", .tools = tools.definitions()}, tools};
  auto const reply = talk.say("hi");
  check(reply && reply->content == "hello", "a conversation is held");

  geai::event_loop loop;
  geai::ai_lab_client const awaited{geai::transport::curl_multi{loop}, geai::api_key = "key",
                                    geai::base_url = "http://127.0.0.1:1",
                                    geai::retry = geai::retry_policy{.max_attempts = 1}};
  std::size_t size = 0;
  loop.spawn(count(awaited, size));
  loop.run();
  check(size == 99, "a call is awaited");

  std::printf("%d passed, %d failed\n", passed, failed);
  return failed == 0 ? 0 : 1;
}
