#include <geai/inline.hpp>
//
#include <geai/chat.hpp>
//
#include <doctest/doctest.h>

#include <chrono>
#include <geai/client/awaiting.hpp>
#include <geai/client/chat.hpp>
#include <geai/json/simdjson.hpp>
#include <geai/transport/curl.hpp>
#include <geai/transport/curl_multi.hpp>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "both_ways.hpp"
#include "support/sandbox.hpp"

// Conversations with a model, over connections to the sandbox, blocking and awaited.

namespace {

using namespace std::chrono_literals;
using geai::errc;
using geai::test::awaiting;
using geai::test::blocking;
using geai::test::client_of;
using geai::test::post;

struct city_query {
  std::string city{};
  int days = 1;
};
struct day {
  std::string date{};
  double celsius = 0;
};
struct forecast {
  std::string city{};
  std::vector<day> days{};
  std::optional<std::string> advice{};
};

geai::toolbox weather(std::vector<std::string>& asked) {
  geai::toolbox tools;
  tools.add("get_weather", "The weather of the coming days", [&asked](city_query const& q) -> geai::result<day> {
    asked.push_back(q.city);
    if (q.city == "Atlantis") return geai::error(errc::invalid_argument, "it has sunk");
    return day{.date = "today", .celsius = 19.5};
  });
  tools.add("now", "The time of day", [] { return std::string("12:00"); });
  return tools;
}

}  // namespace

TEST_CASE_TEMPLATE("conversations: data by a schema", Engine, blocking, awaiting) {
  support::sandbox const sandbox;
  auto const chat = client_of<Engine, geai::chat_client>(sandbox);
  geai::api::chat_completion const asked{.model = "openai/gpt-4o", .messages = {{.role = "user", .content = "Lima?"}}};
  auto const p = Engine::get(chat.template completion_as<forecast>(asked));
  REQUIRE(p);
  CHECK(p->value.city == "example");
  CHECK(p->value.days.size() == 1);
  CHECK(p->value.advice == "example");
  CHECK(p->answer.usage->total_tokens > 0);

  post(sandbox, "chat", R"([{"refusal": "I would rather not."}, {"content": "{\"city\":", "finish": "length"},
                            {"content": "{\"city\":\"Lima\"}"}, {"content": "", "finish": "content_filter"}])");
  auto const refused = Engine::get(chat.template completion_as<forecast>(asked));
  CHECK(refused.error().code == errc::refused);
  CHECK(refused.error().message == "I would rather not.");
  CHECK(Engine::get(chat.template completion_as<forecast>(asked)).error().code == errc::incomplete);
  CHECK(Engine::get(chat.template completion_as<forecast>(asked)).error().code == errc::decode);
  CHECK(Engine::get(chat.template completion_as<forecast>(asked)).error().code == errc::refused);
}

TEST_CASE_TEMPLATE("conversations: tools, rounds, and their failures", Engine, blocking, awaiting) {
  support::sandbox const sandbox;
  auto const chat = client_of<Engine, geai::chat_client>(sandbox);
  std::vector<std::string> asked;
  std::vector<std::string> told;
  auto const watch = [&told](geai::tool_event const& each) { told.emplace_back(each.text); };
  geai::conversation talk{
      chat, {.model = "openai/gpt-4o"}, weather(asked), geai::conversation_options{.on_tool = watch}};

  post(sandbox, "chat",
       R"([{"calls": [{"name": "get_weather", "arguments": {"city": "Lima", "days": 2}}, {"name": "now"}]},
           {"calls": [{"name": "get_weather", "arguments": {"city": "Atlantis", "days": 1}},
                      {"name": "get_weather", "arguments": "{\"city\":"}, {"name": "nobody", "arguments": {}}]}])");
  auto const reply = Engine::get(talk.say("What should I wear?"));
  REQUIRE(reply);
  CHECK(asked == std::vector<std::string>{"Lima", "Atlantis"});
  REQUIRE(told.size() == 5);
  CHECK(told[0] == R"({"date":"today","celsius":19.5})");
  CHECK(told[1] == "12:00");
  CHECK(told[2] == R"({"error":"it has sunk"})");
  CHECK(reply->content->find("there is no tool") != std::string::npos);  // the sandbox echoes the last tool's answer
  CHECK(talk.messages().size() == 9);
  CHECK(talk.usage().total_tokens > 0);

  // The sandbox calls a tool for the user's message, then answers.
  auto stream = Engine::get(talk.stream("And tomorrow?"));
  REQUIRE(stream);
  std::string text;
  for (auto const* each = Engine::get(stream->next()); each != nullptr; each = Engine::get(stream->next())) {
    REQUIRE(*each);
    for (auto const& choice : (*each)->choices) text += choice.delta.content.value_or("");
  }
  CHECK(text == R"(The tool said: {"date":"today","celsius":19.5})");
  CHECK(stream->whole().finish_reason() == "stop");
  CHECK(talk.messages().size() == 13);

  auto const typed = Engine::get(talk.template say_as<forecast>("As data, please."));
  REQUIRE(typed);
  CHECK(typed->value.city == "example");

  auto back = decltype(talk)::from_json(chat, talk.to_json(), weather(asked));
  REQUIRE(back);
  CHECK(Engine::get(back->say("Go on"))->content == R"(The tool said: {"date":"today","celsius":19.5})");
  CHECK(back->messages().size() == talk.messages().size() + 4);
}

TEST_CASE_TEMPLATE("conversations: the choice of a tool, parts, and extra members", Engine, blocking, awaiting) {
  support::sandbox const sandbox;
  auto const chat = client_of<Engine, geai::chat_client>(sandbox);
  std::vector<std::string> asked;
  geai::api::chat_completion request{.model = "openai/gpt-4o",
                                     .messages = {{.role = "user",
                                                   .parts = {geai::text_part{"What is this?"},
                                                             geai::image_part{.url = "https://i/1", .detail = "low"}}}},
                                     .metadata = {{"key", "value"}},
                                     .tools = weather(asked).definitions(),
                                     .tool_choice = geai::tool_choice::function("now"),
                                     .extra = {R"({"seed": 7})"}};
  auto const called = Engine::get(chat.completion(request));
  REQUIRE(called);
  CHECK(called->choices.at(0).message.tool_calls.at(0).function->name == "now");
  request.tool_choice = geai::tool_choice::none;
  CHECK(Engine::get(chat.completion(request))->choices.at(0).message.content == "You said: What is this?");
  request.tools.clear();
  request.tool_choice = {};
  request.response_format = geai::response_format::json_object;
  CHECK(Engine::get(chat.completion(request))->choices.at(0).message.content ==
        R"({"answer":"You said: What is this?"})");
  request.messages[0].parts = {geai::text_part{"Look"}, geai::image_file("no such file.png")};
  auto const unread = Engine::get(chat.completion(request));
  CHECK(unread.error().code == errc::invalid_argument);
  CHECK(unread.error().message.find("no such file.png") != std::string::npos);
}

TEST_CASE_TEMPLATE("conversations: a stream is stopped in the middle", Engine, blocking, awaiting) {
  support::sandbox const sandbox;
  auto const chat = client_of<Engine, geai::chat_client>(sandbox);
  std::stop_source stop;
  geai::conversation talk{chat, {.model = "openai/gpt-4o"}, geai::conversation_options{.stop = stop.get_token()}};
  auto stream = Engine::get(talk.stream("one two three four five"));
  REQUIRE(stream);
  REQUIRE(*Engine::get(stream->next()));
  stop.request_stop();
  auto const* last = Engine::get(stream->next());
  while (last != nullptr && *last) last = Engine::get(stream->next());
  REQUIRE(last != nullptr);
  CHECK(last->error().code == errc::cancelled);
  CHECK(Engine::get(talk.say("Again?")).error().code == errc::cancelled);
}
