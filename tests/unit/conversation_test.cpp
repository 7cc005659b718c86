#include <geai/inline.hpp>
//
#include <geai/chat.hpp>
//
#include <doctest/doctest.h>

#include <chrono>
#include <fstream>
#include <map>
#include <optional>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "support/awaited_mock.hpp"
#include "support/nlohmann_json.hpp"
#include "support/temporary_directory.hpp"

// Conversations, tools and structured answers over a script, blocking and awaited.

namespace {

using geai::errc;

struct forecast {
  std::string city{};
  double celsius = 0;
  std::optional<std::string> advice{};
};
struct weather_query {
  std::string city{};
};

std::string json_text(std::string_view text) {
  std::string out;
  geai::json::encode(text, out);
  return out;
}

// An answer with a text, or one that calls tools: {name, arguments} in order.
std::string said(std::string_view text, std::string_view finish = "stop") {
  return R"({"id":"c","model":"m","choices":[{"index":0,"finish_reason":")" + std::string(finish) +
         R"(","message":{"role":"assistant","content":)" + json_text(text) +
         R"(}}],"usage":{"prompt_tokens":3,"completion_tokens":1,"total_tokens":4,"total_cost":0.5}})";
}
std::string asks(std::vector<std::pair<std::string, std::string>> const& calls) {
  std::string text =
      R"({"id":"c","choices":[{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant","content":null,"tool_calls":[)";
  for (std::size_t i = 0; i != calls.size(); ++i)
    text += std::string(i == 0 ? "" : ",") + R"({"id":"t)" + std::to_string(i) +
            R"(","type":"function","function":{"name":")" + calls[i].first + R"(","arguments":)" +
            json_text(calls[i].second) + "}}";
  return text + R"(]}}],"usage":{"prompt_tokens":2,"completion_tokens":1,"total_tokens":3}})";
}

std::string event(std::string const& choices) { return "data: {\"id\":\"c\",\"choices\":[" + choices + "]}\n\n"; }

geai::toolbox weather(std::vector<std::string>* asked = nullptr) {
  geai::toolbox tools;
  tools.add("get_weather", "The weather", [asked](weather_query const& q) -> geai::result<forecast> {
    if (asked != nullptr) asked->push_back(q.city);
    if (q.city == "Atlantis") return geai::error(errc::invalid_argument, "it has sunk");
    return forecast{.city = q.city, .celsius = 19.5};
  });
  tools.add("now", "The time of day", [] { return std::string("12:00"); });
  return tools;
}

std::string body_of(geai::transport::mock const& wire, std::size_t index) { return wire.requests().at(index).body; }

bool has(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

}  // namespace

TEST_CASE_TEMPLATE("conversation: answers and keeps the history", Chat, support::blocking_chat, support::awaited_chat) {
  Chat chat;
  chat.wire.reply(200, said("Hi.")).reply(200, said("Two."));
  geai::conversation talk{chat.client, {.model = "m", .messages = {{.role = "system", .content = "Be brief."}}}};
  geai::result<geai::chat_reply> const first = chat.get(talk.say("Hello"));
  REQUIRE(first);
  CHECK(first->content == "Hi.");
  CHECK(chat.get(talk.say({.role = "user", .content = "And now?"}))->content == "Two.");
  CHECK(body_of(chat.wire, 1) ==
        R"({"model":"m","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Hello"},)"
        R"({"role":"assistant","content":"Hi."},{"role":"user","content":"And now?"}]})");
  CHECK(talk.messages().size() == 5);
  CHECK(talk.usage().total_tokens == 8);
  CHECK(talk.usage().total_cost == 1.0);
  CHECK(talk.finish_reason() == "stop");
}

TEST_CASE_TEMPLATE("conversation: calls tools until the model answers", Chat, support::blocking_chat,
                   support::awaited_chat) {
  Chat chat;
  chat.wire.reply(200, asks({{"get_weather", R"({"city":"Lima"})"}, {"now", ""}}))
      .reply(200, asks({{"get_weather", R"({"city":"Cusco"})"}}))
      .reply(200, said("A coat."));
  std::vector<std::string> asked;
  auto const tools = weather(&asked);
  std::vector<std::string> seen;
  geai::conversation talk{chat.client,
                          {.model = "m", .tools = tools.definitions()},
                          tools,
                          geai::conversation_options{.on_tool = [&](geai::tool_event const& each) {
                            seen.push_back(std::string(each.name) + (each.failed ? "!" : "=") + std::string(each.text));
                            CHECK(each.call.id);
                          }}};
  auto const reply = chat.get(talk.say("What should I wear?"));
  REQUIRE(reply);
  CHECK(reply->content == "A coat.");
  CHECK(asked == std::vector<std::string>{"Lima", "Cusco"});
  CHECK(seen == std::vector<std::string>{R"(get_weather={"city":"Lima","celsius":19.5,"advice":null})", "now=12:00",
                                         R"(get_weather={"city":"Cusco","celsius":19.5,"advice":null})"});
  CHECK(
      has(body_of(chat.wire, 0),
          R"("tools":[{"type":"function","function":{"name":"get_weather","description":"The weather","parameters":)"));
  CHECK(has(body_of(chat.wire, 0), R"("strict":true}},{"type":"function","function":{"name":"now")"));
  CHECK(has(
      body_of(chat.wire, 1),
      R"({"role":"assistant","tool_calls":[{"id":"t0","type":"function","function":{"name":"get_weather","arguments":"{\"city\":\"Lima\"}"}},)"));
  CHECK(has(body_of(chat.wire, 1),
            R"({"role":"tool","content":"{\"city\":\"Lima\",\"celsius\":19.5,\"advice\":null}","tool_call_id":"t0"},)"
            R"({"role":"tool","content":"12:00","tool_call_id":"t1"}])"));
  CHECK(talk.messages().size() == 7);
  CHECK(talk.usage().total_tokens == 10);
}

TEST_CASE_TEMPLATE("conversation: failures of tools are sent to the model", Chat, support::blocking_chat,
                   support::awaited_chat) {
  Chat chat;
  chat.wire
      .reply(200, asks({{"get_weather", R"({"city":"Atlantis"})"},
                        {"get_weather", R"({"town":"Lima"})"},
                        {"get_weather", R"({"city":)"},
                        {"throws", "{}"},
                        {"throws_int", "{}"},
                        {"nobody", "{}"}}))
      .reply(200, said("Sorry."));
  auto tools = weather();
  tools.add("throws", "", []() -> void { throw std::runtime_error("out of order"); });
  tools.add("throws_int", "", []() -> int { throw 7; });
  std::vector<std::string> told;
  geai::conversation talk{chat.client, {.model = "m"}, tools, {.on_tool = [&](geai::tool_event const& each) {
                            CHECK(each.failed);
                            told.emplace_back(each.text);
                          }}};
  REQUIRE(chat.get(talk.say("?")));
  REQUIRE(told.size() == 6);
  CHECK(told[0] == R"({"error":"it has sunk"})");
  CHECK(has(told[1], "town"));
  CHECK(has(told[2], "error"));
  CHECK(told[3] == R"({"error":"out of order"})");
  CHECK(has(told[4], "unknown exception"));
  CHECK(has(told[5], R"(there is no tool \"nobody\"; the tools are \"get_weather\", \"now\")"));
  CHECK(talk.messages().size() == 9);
  CHECK(talk.messages()[2].content == told[0]);
}

TEST_CASE_TEMPLATE("conversation: rounds and tokens are limited", Chat, support::blocking_chat, support::awaited_chat) {
  Chat chat;
  chat.wire.reply(200, asks({{"now", "{}"}}));
  SUBCASE("rounds") {
    geai::conversation talk{chat.client, {.model = "m"}, weather(), geai::conversation_options{.max_rounds = 2}};
    auto const reply = chat.get(talk.say("?"));
    REQUIRE(!reply);
    CHECK(reply.error().code == errc::incomplete);
    CHECK(has(reply.error().message, "max_rounds is 2"));
    CHECK(chat.wire.requests().size() == 3);
    CHECK(talk.messages().empty());  // unchanged
  }
  SUBCASE("tokens") {
    geai::conversation talk{chat.client, {.model = "m"}, weather(), geai::conversation_options{.max_total_tokens = 6}};
    auto const reply = chat.get(talk.say("?"));
    REQUIRE(!reply);
    CHECK(reply.error().code == errc::incomplete);
    CHECK(has(reply.error().message, "6 tokens"));
    CHECK(chat.wire.requests().size() == 2);
    CHECK(chat.get(talk.say("?")).error().code == errc::incomplete);
    CHECK(chat.wire.requests().size() == 2);
  }
}

TEST_CASE_TEMPLATE("conversation: after an error the messages are unchanged", Chat, support::blocking_chat,
                   support::awaited_chat) {
  Chat chat;
  chat.wire.reply(200, said("Hi."))
      .reply(200, asks({{"now", "{}"}}))
      .reply(400, R"({"error":{"message":"no","code":1}})")
      .reply(200, R"({"choices":[]})")
      .reply(200, said("At last."));
  geai::conversation talk{chat.client, {.model = "m"}, weather()};
  REQUIRE(chat.get(talk.say("1")));
  CHECK(chat.get(talk.say("2")).error().http_status == 400);
  CHECK(talk.messages().size() == 2);
  CHECK(chat.get(talk.say("2")).error().code == errc::decode);
  REQUIRE(chat.get(talk.say("2")));
  CHECK(talk.messages().size() == 4);
}

TEST_CASE_TEMPLATE("conversation: a stop token ends it between the rounds", Chat, support::blocking_chat,
                   support::awaited_chat) {
  Chat chat;
  chat.wire.reply(200, asks({{"now", "{}"}}));
  std::stop_source stop;
  geai::conversation talk{
      chat.client,
      {.model = "m"},
      weather(),
      geai::conversation_options{.on_tool = [&](auto const&) { stop.request_stop(); }, .stop = stop.get_token()}};
  CHECK(chat.get(talk.say("?")).error().code == errc::cancelled);
  CHECK(chat.wire.requests().size() == 1);
  CHECK(talk.messages().empty());
}

TEST_CASE_TEMPLATE("conversation: without a toolbox, tool calls are the answer", Chat, support::blocking_chat,
                   support::awaited_chat) {
  Chat chat;
  chat.wire.reply(200, asks({{"now", "{}"}})).reply(200, said("It is noon."));
  geai::conversation talk{chat.client, {.model = "m", .tools = weather().definitions()}};
  auto const reply = chat.get(talk.say("?"));
  REQUIRE(reply);
  REQUIRE(reply->tool_calls.size() == 1);
  talk.add({.role = "tool", .content = "12:00", .tool_call_id = reply->tool_calls[0].id});
  CHECK(chat.get(talk.say("Well?"))->content == "It is noon.");
  CHECK(has(body_of(chat.wire, 1), R"({"role":"tool","content":"12:00","tool_call_id":"t0"},{"role":"user")"));
}

TEST_CASE_TEMPLATE("conversation: a tool whose schema is known at run time", Chat, support::blocking_chat,
                   support::awaited_chat) {
  Chat chat;
  chat.wire.reply(200, asks({{"search", R"({"words": ["a", "b"]})"}, {"search", "no JSON"}, {"search", ""}}))
      .reply(200, said("Found."));
  geai::toolbox tools;
  std::string const schema = R"({"type":"object","required":["words"]})";
  tools.add(geai::chat_function{.name = "search", .description = "Searches", .parameters = geai::raw_json{schema}},
            [](geai::raw_json const& arguments) -> geai::result<std::string> {
              if (arguments.text == "{}") return geai::error(errc::invalid_argument, "no words");
              return "searched " + arguments.text;
            });
  geai::conversation talk{chat.client, {.model = "m"}, tools};
  CHECK(chat.get(talk.say("?"))->content == "Found.");
  CHECK(has(body_of(chat.wire, 0), R"("parameters":)" + schema));
  REQUIRE(talk.messages().size() == 6);
  CHECK(talk.messages()[2].content == R"(searched {"words": ["a", "b"]})");
  CHECK(has(*talk.messages()[3].content, R"({"error":)"));
  CHECK(talk.messages()[4].content == R"({"error":"no words"})");
}

TEST_CASE_TEMPLATE("conversation: an observer sees each answer whole", Chat, support::blocking_chat,
                   support::awaited_chat) {
  Chat chat;
  chat.wire.reply(200, asks({{"now", "{}"}})).reply(200, said("Noon."));
  std::vector<geai::chat_completion_answer> seen;
  geai::conversation talk{chat.client,
                          {.model = "m"},
                          weather(),
                          geai::conversation_options{.on_answer = [&](auto const& each) { seen.push_back(each); }}};
  REQUIRE(chat.get(talk.say("?")));
  REQUIRE(seen.size() == 2);
  CHECK(seen[0].choices[0].message.tool_calls.size() == 1);
  CHECK(seen[0].usage->total_tokens == 3);
  CHECK(seen[1].id == "c");
  CHECK(seen[1].choices[0].message.content == "Noon.");
}

TEST_CASE("conversation: each call has the timeout of the options") {
  geai::transport::mock wire;
  wire.reply(200, said("Hi."));
  geai::chat_client<geai::auth::api_key, geai::transport::mock> const chat{wire, geai::api_key = "k",
                                                                           geai::base_url = "https://h"};
  geai::conversation talk{chat, {.model = "m"}, geai::conversation_options{.timeout = std::chrono::milliseconds(0)}};
  CHECK(talk.say("?").error().code == errc::timeout);
  CHECK(talk.stream("?").error().code == errc::timeout);
  CHECK(wire.requests().empty());
}

TEST_CASE_TEMPLATE("conversation: streams through the rounds of tools", Chat, support::blocking_chat,
                   support::awaited_chat) {
  Chat chat;
  chat.wire
      .reply_stream(
          200,
          {event(
               R"({"index":0,"delta":{"role":"assistant","tool_calls":[{"index":0,"id":"t","type":"function","function":{"name":"get_weather","arguments":"{\"ci"}}]}})"),
           event(R"({"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"ty\":\"Lima\"}"}}]}})"),
           event(R"({"index":0,"delta":{},"finish_reason":"tool_calls"})"), "data: [DONE]\n\n"})
      .reply_stream(200, {event(R"({"index":0,"delta":{"role":"assistant","content":"A "}})"),
                          event(R"({"index":0,"delta":{"content":"coat."},"finish_reason":"stop"})"),
                          "data: {\"choices\":[],\"usage\":{\"total_tokens\":9}}\n\n", "data: [DONE]\n\n"});
  std::vector<std::string> asked;
  geai::conversation talk{chat.client, {.model = "m"}, weather(&asked)};
  auto stream = chat.get(talk.stream("And tomorrow?"));
  REQUIRE(stream);
  std::string text;
  int chunks = 0;
  while (auto const* each = chat.next(*stream)) {
    REQUIRE(*each);
    ++chunks;
    for (auto const& choice : (*each)->choices) text += choice.delta.content.value_or("");
  }
  CHECK(text == "A coat.");
  CHECK(chunks == 6);
  CHECK(asked == std::vector<std::string>{"Lima"});
  CHECK(stream->whole().reply().content == "A coat.");
  CHECK(talk.messages().size() == 4);
  CHECK(talk.messages().back().content == "A coat.");
  CHECK(talk.usage().total_tokens == 9);
  CHECK(has(
      body_of(chat.wire, 1),
      R"("tool_calls":[{"id":"t","type":"function","function":{"name":"get_weather","arguments":"{\"city\":\"Lima\"}"}}])"));
}

TEST_CASE_TEMPLATE("conversation: a stream that fails, and one that is abandoned", Chat, support::blocking_chat,
                   support::awaited_chat) {
  Chat chat;
  chat.wire.reply_stream(200, {event(R"({"index":0,"delta":{"content":"A "}})")});
  geai::conversation talk{chat.client, {.model = "m"}};
  {
    auto stream = chat.get(talk.stream("?"));
    REQUIRE(stream);
    REQUIRE(*chat.next(*stream));
    auto const* const broken = chat.next(*stream);
    REQUIRE(broken != nullptr);
    CHECK(broken->error().code == errc::transport);
    CHECK(chat.next(*stream) == nullptr);
  }
  CHECK(talk.messages().empty());
  {
    auto stream = chat.get(talk.stream("?"));
    REQUIRE(*chat.next(*stream));
    CHECK(talk.messages().size() == 1);
  }
  CHECK(talk.messages().empty());
  CHECK(chat.wire.open_streams() == 0);
  chat.wire.reply(404, "{}");
  CHECK(chat.get(talk.stream("?")).error().http_status == 404);
  CHECK(talk.messages().empty());
}

TEST_CASE("conversation: a stream is a range") {
  support::blocking_chat chat;
  chat.wire.reply_stream(200, {event(R"({"index":0,"delta":{"content":"Hi"},"finish_reason":"stop"})")});
  geai::conversation talk{chat.client, {.model = "m"}};
  std::string text;
  for (geai::result<geai::chat_chunk> const& each : talk.stream("?").value())
    if (each) text += each->choices.at(0).delta.content.value_or("");
  CHECK(text == "Hi");
  CHECK(talk.messages().size() == 2);
}

TEST_CASE_TEMPLATE("conversation: answers as data", Chat, support::blocking_chat, support::awaited_chat) {
  Chat chat;
  chat.wire.reply(200, asks({{"now", "{}"}})).reply(200, said(R"({"city":"Lima","celsius":19.5,"advice":null})"));
  geai::conversation talk{chat.client, {.model = "m"}, weather()};
  auto const typed = chat.get(talk.template say_as<forecast>("As data, please."));
  REQUIRE(typed);
  CHECK(typed->value.city == "Lima");
  CHECK(has(body_of(chat.wire, 1),
            R"("response_format":{"type":"json_schema","json_schema":{"name":"forecast","strict":true,"schema":{)"));
  CHECK(talk.messages().size() == 4);
  chat.wire.reply(200, said("Hi."));
  REQUIRE(chat.get(talk.say("And in words?")));
  CHECK(!has(body_of(chat.wire, 2), "response_format"));
  chat.wire.reply(200, said(R"({"city":"Lima")", "length"));
  CHECK(chat.get(talk.template say_as<forecast>("?")).error().code == errc::incomplete);
}

TEST_CASE_TEMPLATE("completion_as: data, or the reason for its absence", Chat, support::blocking_chat,
                   support::awaited_chat) {
  Chat chat;
  auto const ask = [&] {
    return chat.get(chat.client.template completion_as<forecast>(
        {.model = "m", .messages = {{.role = "user", .content = "Lima?"}}}));
  };
  chat.wire.reply(200, said(R"({"city":"Lima","celsius":19.5,"advice":"A coat"})"));
  geai::result<geai::parsed<forecast>> const p = ask();
  REQUIRE(p);
  CHECK(p->value.city == "Lima");
  CHECK(p->value.celsius == 19.5);
  CHECK(p->value.advice == "A coat");
  CHECK(p->answer.usage->total_tokens == 4);
  CHECK(has(body_of(chat.wire, 0), R"("response_format":{"type":"json_schema")"));

  chat.wire.reply(200, said("```json\n{\"city\":\"Lima\",\"celsius\":1,\"advice\":null}\n```"));
  CHECK(ask()->value.celsius == 1);
  chat.wire.reply(200, said("{\"city\":\"Lima\"}"));
  auto const missing = ask();
  CHECK(missing.error().code == errc::decode);
  CHECK(has(missing.error().message, "celsius"));
  CHECK(missing.error().body == "{\"city\":\"Lima\"}");
  CHECK(missing.error().operation == "chat_completion");
  chat.wire.reply(200, said("{\"city\"", "length"));
  CHECK(ask().error().code == errc::incomplete);
  chat.wire.reply(200, said("", "content_filter"));
  CHECK(ask().error().code == errc::refused);
  chat.wire.reply(
      200, R"({"id":"c","choices":[{"message":{"role":"assistant","content":null,"refusal":"I would rather not."}}]})");
  CHECK(ask().error().code == errc::refused);
  CHECK(ask().error().message == "I would rather not.");
  CHECK_THROWS_AS(ask().value(), geai::refused_error);
  chat.wire.reply(200, R"({"id":"c","choices":[]})");
  CHECK(ask().error().code == errc::decode);
  chat.wire.reply(503, "{}");
  CHECK(ask().error().code == errc::api_response);
}

TEST_CASE_TEMPLATE("conversation: round trip as JSON", Chat, support::blocking_chat, support::awaited_chat) {
  Chat chat;
  chat.wire.reply(200, asks({{"now", "{}"}})).reply(200, said("Noon."));
  geai::conversation talk{
      chat.client,
      {.model = "m",
       .messages = {{.role = "user", .parts = {geai::text_part{"Look"}, geai::image_part{.url = "https://i/1"}}}},
       .temperature = 0.5,
       .tool_choice = geai::tool_choice::automatic,
       .extra = {R"({"later":[1]})"}},
      weather(),
      geai::conversation_options{.thread_id = "5b2e"}};
  REQUIRE(chat.get(talk.say("Time?")));
  using conversation_type = decltype(talk);
  auto back = conversation_type::from_json(chat.client, talk.to_json());
  REQUIRE(back);
  CHECK(back->to_json() == talk.to_json());
  CHECK(back->messages().size() == talk.messages().size());
  CHECK(back->usage().total_tokens == talk.usage().total_tokens);
  REQUIRE(chat.get(back->say("Thanks")));
  auto const sent = chat.wire.requests().back();
  CHECK(sent.header("saia-conversation-id") == "5b2e");
  CHECK(has(sent.body, R"("later":[1])"));
  CHECK(has(sent.body, R"("tool_choice":"auto")"));
  CHECK(has(sent.body, R"({"type":"image_url","image_url":{"url":"https://i/1"}})"));
  CHECK(has(sent.body, R"({"role":"tool","content":"12:00","tool_call_id":"t0"})"));

  geai::toolbox other;
  other.add("later", "", [] {});
  auto const with =
      conversation_type::from_json(chat.client, talk.to_json(), other, geai::conversation_options{.max_rounds = 1});
  REQUIRE(with);
  CHECK(has(with->to_json(), "\"later\""));
  CHECK(!has(with->to_json(), "get_weather\",\"description"));
  CHECK(conversation_type::from_json(chat.client, "[").error().code == errc::decode);
}

TEST_CASE("conversation: asynchronous tools run concurrently, and their results keep the order") {
  support::awaited_chat chat;
  chat.wire.reply(200, asks({{"slow", R"({"city":"3"})"}, {"slow", R"({"city":"1"})"}, {"fails", ""}, {"plain", ""}}))
      .reply(200, said("Done."));
  std::vector<std::string> events;
  geai::async_toolbox tools;
  tools.add("slow", "", [&](weather_query q) -> geai::task<geai::result<std::string>> {
    events.push_back("begin " + q.city);
    co_await chat.loop.sleep_for(std::chrono::milliseconds(q.city == "3" ? 30 : 1));
    events.push_back("end " + q.city);
    co_return "slept " + q.city;
  });
  tools.add("fails", "", [&]() -> geai::task<void> {
    co_await chat.loop.sleep_for(std::chrono::milliseconds(0));
    throw std::runtime_error("broken");
  });
  tools.add("plain", "", [] { return 7; });
  geai::conversation talk{chat.client, {.model = "m"}, tools};
  REQUIRE(chat.get(talk.say("?")));
  CHECK(events == std::vector<std::string>{"begin 3", "begin 1", "end 1", "end 3"});
  REQUIRE(talk.messages().size() == 7);
  CHECK(talk.messages()[2].content == "slept 3");
  CHECK(talk.messages()[3].content == "slept 1");
  CHECK(talk.messages()[4].content == R"({"error":"broken"})");
  CHECK(talk.messages()[5].content == "7");
}

TEST_CASE_TEMPLATE("conversation: a required tool is required once for each answer", Chat, support::blocking_chat,
                   support::awaited_chat) {
  Chat chat;
  chat.wire.reply(200, asks({{"now", "{}"}})).reply(200, said("Noon.")).reply(200, said("Still."));
  geai::conversation talk{chat.client, {.model = "m", .tool_choice = geai::tool_choice::required}, weather()};
  REQUIRE(chat.get(talk.say("Time?")));
  REQUIRE(chat.get(talk.say("And now?")));
  CHECK(has(body_of(chat.wire, 0), R"("tool_choice":"required")"));
  CHECK(!has(body_of(chat.wire, 1), "tool_choice"));
  CHECK(has(body_of(chat.wire, 2), R"("tool_choice":"required")"));
}

TEST_CASE("chat: parts are joined") {
  geai::message_parts parts;
  CHECK(parts.empty());
  parts.push_back(geai::text_part{"a \"b\""});
  CHECK(parts.text == R"([{"type":"text","text":"a \"b\""}])");
  parts.push_back(geai::file_part{.file_id = "f"});
  CHECK(parts.text == R"([{"type":"text","text":"a \"b\""},{"type":"file","file":{"file_id":"f"}}])");
  geai::message_parts empty = geai::raw_json{" [ ] "};
  empty.push_back(geai::audio_part{.data = "QQ==", .format = "wav"});
  CHECK(empty.text == R"([{"type":"input_audio","input_audio":{"data":"QQ==","format":"wav"}}])");
  CHECK(!empty.failure());
  empty.push_back(geai::image_file("a.bmp"));
  REQUIRE(empty.failure());
  CHECK(empty.failure()->code == errc::invalid_argument);
}

TEST_CASE("chat: files become parts") {
  support::temporary_directory const folder;
  auto const write = [&](char const* name) {
    std::string const path = folder.path() / name;
    std::ofstream(path, std::ios::binary) << std::string(
        "\x00\xff"
        "ab",
        4);
    return path;
  };
  CHECK(geai::image_file(write("a.JPG"))->url == "data:image/jpeg;base64,AP9hYg==");
  CHECK(geai::audio_file(write("a.wav"))->data == "AP9hYg==");
  CHECK(geai::audio_file(write("a.wav"))->format == "wav");
  auto const document = geai::document_file(write("a.pdf"));
  CHECK(document->filename == "a.pdf");
  CHECK(document->file_data == "data:application/pdf;base64,AP9hYg==");
  CHECK(geai::audio_file(write("a")).error().code == errc::invalid_argument);
  CHECK(geai::document_file("/no/such/file").error().code == errc::invalid_argument);
}

TEST_CASE("conversation: over another Json policy") {
  geai::transport::mock wire;
  geai::chat_client const chat{wire, support::nlohmann_json{}, geai::api_key = "k", geai::base_url = "https://h"};
  wire.reply(200, asks({{"get_weather", R"({"city":"Lima"})"}, {"get_weather", R"({"city":7})"}}))
      .reply(200, said(R"({"city":"Lima","celsius":19.5,"advice":null})"));
  geai::toolbox tools;
  tools.add<support::nlohmann_json>("get_weather", "The weather",
                                    [](weather_query const& q) { return "fine in " + q.city; });
  geai::conversation talk{chat, {.model = "m", .extra = {R"({"later":1})"}}, tools};
  auto const typed = talk.say_as<forecast>("As data, please.");
  REQUIRE(typed);
  CHECK(typed->value.celsius == 19.5);
  REQUIRE(talk.messages().size() == 5);
  CHECK(talk.messages()[2].content == "fine in Lima");
  CHECK(has(talk.messages()[3].content.value_or(""), "error"));
  auto const back = decltype(talk)::from_json(chat, talk.to_json());
  REQUIRE(back);
  CHECK(back->to_json() == talk.to_json());
  CHECK(has(wire.requests().at(1).body, R"("later":1)"));
  wire.reply(200, said(R"({"city":"Lima"})"));
  CHECK(chat.completion_as<forecast>({.model = "m", .messages = {{.role = "user", .content = "?"}}}).error().code ==
        errc::decode);
}
