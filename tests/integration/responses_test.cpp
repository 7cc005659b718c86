#include <geai/inline.hpp>
//
#include <geai/chat.hpp>
//
#include <doctest/doctest.h>

#include <geai/client/awaiting.hpp>
#include <geai/client/chat.hpp>
#include <geai/json/simdjson.hpp>
#include <geai/transport/curl.hpp>
#include <geai/transport/curl_multi.hpp>
#include <optional>
#include <string>
#include <vector>

#include "both_ways.hpp"
#include "support/sandbox.hpp"

// The Responses API over real connections to the sandbox, blocking and awaited.

namespace {

using geai::errc;
using geai::test::awaiting;
using geai::test::blocking;
using geai::test::client_of;
using geai::test::post;
using kind = geai::response_event_type;

struct forecast {
  std::string city{};
  double celsius = 0;
  std::optional<std::string> advice{};
};

geai::toolbox tools_of(std::vector<std::string>& asked) {
  geai::toolbox tools;
  struct city_query {
    std::string city{};
  };
  tools.add("get_weather", "The weather", [&asked](city_query const& q) {
    asked.push_back(q.city);
    return std::string("sunny");
  });
  return tools;
}

// All events of a stream, up to an error.
template <class Engine, class Client>
std::vector<geai::response_event> events_of(Client const& chat, geai::api::get_response const& asked) {
  auto stream = Engine::get(chat.stream_response(asked));
  REQUIRE(stream.has_value());
  std::vector<geai::response_event> all;
  if constexpr (std::is_same_v<Engine, blocking>) {
    for (auto const& each : *stream) {
      REQUIRE(each.has_value());
      all.push_back(*each);
    }
  } else {
    for (auto const* each = Engine::get(stream->next()); each != nullptr; each = Engine::get(stream->next())) {
      REQUIRE(each->has_value());
      all.push_back(**each);
    }
  }
  return all;
}

}  // namespace

TEST_CASE_TEMPLATE("responses: data by a schema, a refusal, an answer that was cut", Engine, blocking, awaiting) {
  support::sandbox const sandbox;
  auto const chat = client_of<Engine, geai::chat_client>(sandbox);
  geai::api::get_response asked{.model = "openai/gpt-4o", .input = "Lima?", .instructions = "As data."};
  auto const p = Engine::get(chat.template response_as<forecast>(asked));
  REQUIRE(p);
  CHECK(p->value.city == "example");
  CHECK(p->answer.status == geai::response_status::completed);
  CHECK(p->answer.usage->total_tokens > 0);

  post(sandbox, "chat", R"([{"refusal": "I would rather not."}, {"content": "", "finish": "content_filter"},
                            {"content": "{\"city\":\"Lima\"}"}])");
  auto const refused = Engine::get(chat.template response_as<forecast>(asked));
  CHECK(refused.error().code == errc::refused);
  CHECK(refused.error().message == "I would rather not.");
  CHECK(Engine::get(chat.template response_as<forecast>(asked)).error().code == errc::refused);
  CHECK(Engine::get(chat.template response_as<forecast>(asked)).error().code == errc::decode);
  asked.max_output_tokens = 1;
  post(sandbox, "chat", R"([{"content": "{\"city\":", "finish": "length"}])");
  CHECK(Engine::get(chat.template response_as<forecast>(asked)).error().code == errc::incomplete);
  auto const cut = Engine::get(chat.get_response({.model = "openai/gpt-4o", .input = "a b c", .max_output_tokens = 1}));
  REQUIRE(cut);
  CHECK(cut->status == geai::response_status::incomplete);
  CHECK(cut->incomplete_details->reason == "max_output_tokens");
}

TEST_CASE_TEMPLATE("responses: a function is called, and its result is sent with the items", Engine, blocking,
                   awaiting) {
  support::sandbox const sandbox;
  auto const chat = client_of<Engine, geai::chat_client>(sandbox);
  std::vector<std::string> called;
  geai::toolbox const tools = tools_of(called);
  geai::api::get_response asked{.model = "openai/gpt-4o", .tools = tools.definitions()};
  asked.input_items.push_back(geai::response_message{
      .role = "user", .parts = {geai::text_part{"What should I wear?"}, geai::image_part{.url = "https://i/1"}}});
  geai::result<geai::model_response> answer = Engine::get(chat.get_response(asked));
  REQUIRE(answer);
  for (geai::response_item const& each : answer->output) {
    asked.input_items.push_back(each);
    if (each.type == "function_call")
      asked.input_items.push_back(geai::response_function_output{
          .call_id = each.call_id.value(), .output = tools.run(each.name.value(), each.arguments.value()).text});
  }
  CHECK(called == std::vector<std::string>{"example"});
  answer = Engine::get(chat.get_response(asked));
  REQUIRE(answer);
  CHECK(answer->output_text() == "The tool said: sunny");

  asked.tool_choice = geai::tool_choice::none;
  CHECK(Engine::get(chat.get_response(asked)).value().output_text() == "The tool said: sunny");
  asked.tool_choice = geai::response_tool_choice::function("nobody");
  asked.input_items = geai::raw_json{R"([{"role":"user","content":"hi"}])"};
  CHECK(Engine::get(chat.get_response(asked)).error().code == errc::api_response);
}

TEST_CASE_TEMPLATE("responses: events have the same content as the whole answer", Engine, blocking, awaiting) {
  support::sandbox const sandbox;
  auto const chat = client_of<Engine, geai::chat_client>(sandbox);
  std::string text;
  std::vector<geai::response_event> const said =
      events_of<Engine>(chat, {.model = "openai/gpt-4o", .input = "one two three"});
  REQUIRE(said.size() > 6);
  CHECK(said.front().type == kind::created);
  CHECK(said.back().type == kind::completed);
  for (geai::response_event const& each : said)
    if (each.type == kind::text_delta) text += each.delta.value();
  CHECK(text == "You said: one two three");
  CHECK(said.back().response->output_text() == text);
  CHECK(said.back().sequence_number + 1 == static_cast<std::int64_t>(said.size()));

  std::vector<std::string> called;
  std::string arguments;
  for (geai::response_event const& each : events_of<Engine>(
           chat, {.model = "openai/gpt-4o", .input = "use it", .tools = tools_of(called).definitions()})) {
    if (each.type == kind::arguments_delta) arguments += each.delta.value();
    if (each.type == kind::item_done && each.item->type == "function_call") CHECK(each.item->arguments == arguments);
  }
  CHECK(arguments == R"({"city":"example"})");

  post(sandbox, "chat", R"([{"refusal": "I would rather not."}, {"content": "{", "finish": "length"}])");
  std::vector<geai::response_event> const refused = events_of<Engine>(chat, {.model = "openai/gpt-4o", .input = "?"});
  CHECK(refused.back().response->refusal() == "I would rather not.");
  CHECK(events_of<Engine>(chat, {.model = "openai/gpt-4o", .input = "?"}).back().type == kind::incomplete);
}
