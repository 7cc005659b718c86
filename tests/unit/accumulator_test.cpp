#include <geai/inline.hpp>
//
#include <geai/chat/accumulator.hpp>
//
#include <doctest/doctest.h>

#include <geai/client/chat.hpp>
#include <geai/json/simdjson.hpp>
#include <geai/transport/mock.hpp>
#include <string>
#include <string_view>
#include <vector>

// chat_accumulator: the pieces of a stream become a reply.

namespace {

geai::chat_accumulator of(std::vector<std::string> const& chunks) {
  geai::chat_accumulator whole;
  geai::json::simdjson json;
  for (std::string text : chunks) {
    text.reserve(text.size() + geai::json::padding);
    whole.add(json.decode<geai::chat_chunk>(text).value());
  }
  return whole;
}

}  // namespace

TEST_CASE("accumulator: texts, the finish reason, the usage") {
  auto const whole = of({R"({"id":"c1","model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":""}}]})",
                         R"({"choices":[{"index":0,"delta":{"content":"Hel"}}]})",
                         R"({"choices":[{"index":0,"delta":{"content":"lo"},"finish_reason":"stop"}]})",
                         R"({"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}})"});
  CHECK(whole.reply().role == "assistant");
  CHECK(whole.reply().content == "Hello");
  CHECK(whole.finish_reason() == "stop");
  CHECK(whole.usage()->total_tokens == 5);
  CHECK(whole.id() == "c1");
  CHECK(whole.model() == "m");
  CHECK(whole.reply(1).role.empty());
  CHECK(!whole.finish_reason(1));
}

TEST_CASE("accumulator: no chunk") {
  geai::chat_accumulator const whole;
  CHECK(!whole.reply().content);
  CHECK(whole.reply().tool_calls.empty());
  CHECK(!whole.finish_reason());
  CHECK(!whole.usage());
}

TEST_CASE("accumulator: calls of tools in pieces, side by side") {
  auto const whole = of(
      {R"({"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"f","arguments":""}}]}}]})",
       R"({"choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"id":"b","type":"function","function":{"name":"g","arguments":"{"}}]}}]})",
       R"({"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"x\""}}]}}]})",
       R"({"choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"function":{"arguments":"}"}},{"index":0,"id":"","function":{"name":"","arguments":":1}"}}]}}]})",
       R"({"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]})"});
  auto const& calls = whole.reply().tool_calls;
  REQUIRE(calls.size() == 2);
  CHECK(calls[0].id == "a");
  CHECK(calls[0].type == "function");
  CHECK(calls[0].function->name == "f");
  CHECK(calls[0].function->arguments == R"({"x":1})");
  CHECK(calls[1].id == "b");
  CHECK(calls[1].function->arguments == "{}");
  CHECK(!whole.reply().content);
  CHECK(whole.finish_reason() == "tool_calls");
}

TEST_CASE("accumulator: calls without an index belong together by their id, or are the last one") {
  auto const whole =
      of({R"({"choices":[{"delta":{"tool_calls":[{"id":"a","function":{"name":"f","arguments":"{"}}]}}]})",
          R"({"choices":[{"delta":{"tool_calls":[{"function":{"arguments":"}"}}]}}]})",
          R"({"choices":[{"delta":{"tool_calls":[{"id":"b","function":{"name":"g","arguments":"[]"}}]}}]})"});
  auto const& calls = whole.reply().tool_calls;
  REQUIRE(calls.size() == 2);
  CHECK(calls[0].function->arguments == "{}");
  CHECK(calls[1].function->name == "g");
}

TEST_CASE("accumulator: several choices") {
  auto const whole = of({R"({"choices":[{"index":1,"delta":{"content":"B"}},{"index":0,"delta":{"content":"A"}}]})",
                         R"({"choices":[{"index":1,"delta":{"refusal":"no"},"finish_reason":"stop"}]})"});
  CHECK(whole.reply(0).content == "A");
  CHECK(whole.reply(1).content == "B");
  CHECK(whole.reply(1).refusal == "no");
  CHECK(whole.finish_reason(1) == "stop");
  CHECK(!whole.finish_reason(0));
}
