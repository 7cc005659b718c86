#include <geai/client/chat.hpp>
//
#include <doctest/doctest.h>

#include <geai/json/simdjson.hpp>
#include <geai/transport/mock.hpp>
#include <string>
#include <vector>

// The chat on the wire: rest-api.md section 8.

namespace {

using geai::errc;
using geai::raw_json;
using geai::transport::mock;

auto client_of(mock const& wire) { return geai::chat_client{wire, geai::api_key = "k", geai::base_url = "https://h"}; }

mock answering(std::string body) {
  mock wire;
  wire.reply(200, std::move(body));
  return wire;
}

}  // namespace

TEST_CASE("chat: the names of models") {
  CHECK(geai::agent_model_name("com.acme.sample") == "saia:agent:com.acme.sample");
  CHECK(geai::assistant_model_name("My Assistant") == "saia:assistant:My Assistant");
  CHECK(geai::search_model_name("profile") == "saia:search:profile");
  CHECK(geai::flow_model_name("bot") == "saia:flow:bot");
  CHECK(geai::provider_model_name("openai", "gpt-4o") == "openai/gpt-4o");
}

TEST_CASE("chat: every field of the request on the wire") {
  mock wire = answering(R"({"choices":[]})");
  geai::api::chat_completion const all{
      .model = "saia:agent:x",
      .messages = {{.role = "system", .content = "be \"brief\""},
                   {.role = "user", .parts = {geai::text_part{"hi"}}, .name = "me"},
                   {.role = "assistant",
                    .tool_calls = {{{.id = "t1",
                                     .type = "function",
                                     .function = geai::chat_function_call{.name = "f", .arguments = "{}"}}}}},
                   {.role = "tool", .content = "42", .tool_call_id = "t1"}},
      .temperature = 0.5,
      .top_p = 0.25,
      .frequency_penalty = -1,
      .presence_penalty = 2,
      .max_completion_tokens = 100,
      .stop = {{"a", "b"}},
      .seed = 7,
      .user = "u",
      .store = false,
      .metadata = {{"k", "v"}},
      .logprobs = true,
      .top_logprobs = 3,
      .stream_options = {.include_usage = true},
      .response_format = geai::response_format::json_object,
      .tools = {{.function = {.name = "f", .parameters = {"{}"}}}},
      .tool_choice = geai::tool_choice::automatic,
      .reasoning_effort = "low",
      .variables = {{{.key = "k", .value = "v"}}},
      .revision = 2,
      .thread_id = "5b2e",
      .cache = false,
      .extra = raw_json{R"( {"later":[1], "x":"}"} )"},
  };
  REQUIRE(client_of(wire).completion(all));
  auto const sent = wire.requests().at(0);
  CHECK(sent.method == "POST");
  CHECK(sent.url == "https://h/chat");
  CHECK(sent.header("accept") == "application/json");
  CHECK(sent.header("saia-conversation-id") == "5b2e");
  CHECK(sent.header("x-saia-cache-enabled") == "false");
  CHECK(
      sent.body ==
      R"({"model":"saia:agent:x","messages":[{"role":"system","content":"be \"brief\""},)"
      R"({"role":"user","content":[{"type":"text","text":"hi"}],"name":"me"},)"
      R"({"role":"assistant","tool_calls":[{"id":"t1","type":"function","function":{"name":"f","arguments":"{}"}}]},)"
      R"({"role":"tool","content":"42","tool_call_id":"t1"}],"temperature":0.5,"top_p":0.25,)"
      R"("frequency_penalty":-1,"presence_penalty":2,"max_completion_tokens":100,"stop":["a","b"],"seed":7,)"
      R"("user":"u","store":false,"metadata":{"k":"v"},"logprobs":true,"top_logprobs":3,)"
      R"("stream_options":{"include_usage":true},"response_format":{"type":"json_object"},)"
      R"("tools":[{"type":"function","function":{"name":"f","parameters":{}}}],)"
      R"("tool_choice":"auto","reasoning_effort":"low","variables":[{"key":"k","value":"v"}],"revision":2,"later":[1], "x":"}"})");

  // The streamed request differs in one field.
  REQUIRE(client_of(wire).stream_completion(all));
  std::string streamed = sent.body;
  streamed.insert(streamed.size() - 1, R"(,"stream":true)");
  CHECK(wire.requests().at(1).body == streamed);
  CHECK(wire.requests().at(1).header("saia-conversation-id") == "5b2e");
}

TEST_CASE("chat: a small request") {
  mock wire = answering(R"({"choices":[]})");
  REQUIRE(client_of(wire).completion({.model = "saia:agent:x", .messages = {{.role = "user", .content = "hi"}}}));
  auto const sent = wire.requests().at(0);
  CHECK(sent.body == R"({"model":"saia:agent:x","messages":[{"role":"user","content":"hi"}]})");
  CHECK(sent.header("saia-conversation-id").empty());
  CHECK(sent.header("x-saia-cache-enabled").empty());
}

TEST_CASE("chat: refused arguments") {
  mock wire = answering("{}");
  auto const chat = client_of(wire);
  CHECK(chat.completion({.model = "m"}).error().code == errc::missing_requirement);
  CHECK(chat.completion({.model = "m", .messages = {{.content = "x"}}}).error().code == errc::missing_requirement);
  CHECK(chat.completion({.model = "m", .messages = {{.role = "u", .content = "x", .parts = raw_json{"[]"}}}})
            .error()
            .code == errc::invalid_argument);
  CHECK(wire.requests().empty());
}

TEST_CASE("chat: the whole answer") {
  mock wire = answering(
      R"({"id":"c1","object":"chat.completion","created":1700000000,"model":"gpt-4o","service_tier":null,
          "choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"Hi"}},
                     {"index":1,"finish_reason":"tool_calls","message":{"role":"assistant","content":null,
                      "tool_calls":[{"id":"t1","type":"function","function":{"name":"f","arguments":"{\"x\":1}"}}]}}],
          "usage":{"prompt_tokens":3,"completion_tokens":1,"total_tokens":4,"prompt_cost":0.00001,
                   "completion_cost":0.00001,"total_cost":0.00002,"currency":"USD",
                   "completion_tokens_details":{"reasoning_tokens":9},"prompt_tokens_details":{"cached_tokens":8}},
          "unknown":{}})");
  auto const chat = client_of(wire);
  auto const done = chat.completion({.model = "m", .messages = {{.role = "user", .content = "hi"}}}).value();
  CHECK(done.id == "c1");
  CHECK(done.created == 1700000000);
  CHECK(done.model == "gpt-4o");
  REQUIRE(done.choices.size() == 2);
  CHECK(done.choices[0].message.content == "Hi");
  CHECK(done.choices[0].finish_reason == "stop");
  CHECK(!done.choices[1].message.content);
  CHECK(done.choices[1].index == 1);
  CHECK(done.choices[1].message.tool_calls.at(0).function->arguments == R"({"x":1})");
  REQUIRE(done.usage);
  CHECK(done.usage->total_tokens == 4);
  CHECK(done.usage->total_cost == 0.00002);
  CHECK(done.usage->currency == "USD");
  CHECK(done.usage->completion_tokens_details->reasoning_tokens == 9);
  CHECK(done.usage->prompt_tokens_details->cached_tokens == 8);

  // A reply is sent back as a message of the next request.
  REQUIRE(
      chat.completion({.model = "m", .messages = {done.choices[1].message, {.role = "tool", .tool_call_id = "t1"}}}));
  CHECK(wire.requests().at(1).body ==
        R"({"model":"m","messages":[{"role":"assistant","tool_calls":[{"id":"t1","type":"function",)"
        R"("function":{"name":"f","arguments":"{\"x\":1}"}}]},{"role":"tool","tool_call_id":"t1"}]})");
}

TEST_CASE("chat: an answer that reports a failure, and an invalid one") {
  mock wire;
  wire.reply(200, R"({"error":{"message":"no","code":"quota"}})").reply(200, R"({"choices":7})");
  auto const chat = client_of(wire);
  geai::api::chat_completion const hello{.model = "m", .messages = {{.role = "user", .content = "hi"}}};
  CHECK(chat.completion(hello).error().faults.at(0).description == "quota: no");
  CHECK(chat.completion(hello).error().code == errc::decode);
}

TEST_CASE("chat: everything that a chunk may carry") {
  mock wire;
  wire.reply_stream(
      200,
      {R"(data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[)"
       R"({"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null},)"
       R"({"index":1,"delta":{"tool_calls":[{"index":0,"id":"t1","type":"function","function":{"name":"f","arguments":""}}]}}]})"
       "\n\n",
       R"(data: {"choices":[{"index":1,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"x\""}}]}}]})"
       "\n\n",
       R"(data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]})"
       "\n\n",
       R"(data: {"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}})"
       "\n\ndata: [DONE]\n\n"});
  std::vector<geai::chat_chunk> seen;
  auto const chat = client_of(wire);
  for (auto const& each :
       chat.stream_completion({.model = "m", .messages = {{.role = "user", .content = "hi"}}}).value()) {
    REQUIRE(each);
    seen.push_back(*each);
  }
  REQUIRE(seen.size() == 4);
  CHECK(seen[0].choices.at(0).delta.role == "assistant");
  CHECK(seen[0].choices.at(0).delta.content == "");
  CHECK(!seen[0].choices.at(0).finish_reason);
  CHECK(seen[0].choices.at(1).delta.tool_calls.at(0).id == "t1");
  CHECK(seen[0].choices.at(1).delta.tool_calls.at(0).function->name == "f");
  CHECK(seen[1].choices.at(0).index == 1);
  CHECK(seen[1].choices.at(0).delta.tool_calls.at(0).index == 0);
  CHECK(seen[1].choices.at(0).delta.tool_calls.at(0).function->arguments == "{\"x\"");
  CHECK(seen[2].choices.at(0).finish_reason == "stop");
  CHECK(!seen[2].choices.at(0).delta.content);
  CHECK(seen[3].usage->total_tokens == 5);
}

TEST_CASE("chat: the Responses API") {
  mock wire = answering(
      R"({"id":"resp_1","created_at":1700000000.5,"model":"gpt-4o","status":"completed","error":null,"instructions":null,
          "output":[{"type":"reasoning","id":"r1","summary":[],"status":"completed"},
                    {"type":"message","role":"assistant","id":"m1","status":"completed",
                     "content":[{"type":"output_text","text":"Hel","annotations":[]},{"type":"output_text","text":"lo"}]},
                    {"type":"function_call","id":"f1","call_id":"c1","name":"f","arguments":"{}"}],
          "usage":{"input_tokens":3,"output_tokens":2,"total_tokens":5,"total_cost":0.5},"text":{"format":{"type":"text"}}})");
  auto const chat = client_of(wire);
  auto const said = chat.get_response({.model = "openai/gpt-4o", .input = "hi", .max_output_tokens = 9}).value();
  CHECK(wire.requests().at(0).url == "https://h/responses");
  CHECK(wire.requests().at(0).body == R"({"model":"openai/gpt-4o","input":"hi","max_output_tokens":9})");
  CHECK(said.output_text() == "Hello");
  REQUIRE(said.output.size() == 3);
  CHECK(said.output[0].summary.text == "[]");
  CHECK(said.output[2].call_id == "c1");
  CHECK(said.usage->prompt_tokens == 3);
  CHECK(said.usage->completion_tokens == 2);
  CHECK(said.text.text == R"({"format":{"type":"text"}})");

  REQUIRE(chat.get_response({.model = "m", .input_items = raw_json{R"([{"role":"user","content":"hi"}])"}}));
  CHECK(wire.requests().at(1).body == R"({"model":"m","input":[{"role":"user","content":"hi"}]})");
  CHECK(chat.get_response({.model = "m"}).error().code == errc::missing_requirement);
  CHECK(chat.get_response({.model = "m", .input = "x", .input_items = raw_json{"[]"}}).error().code ==
        errc::invalid_argument);

  wire.reply(200, R"({"id":"resp_2","status":"failed","error":{"code":"server_error","message":"no"}})");
  CHECK(chat.get_response({.model = "m", .input = "x"}).error().faults.at(0).description == "server_error: no");
}

TEST_CASE("chat: a reply is sent back with all that it has: a refusal, a function call, parts") {
  mock wire = answering(R"({"choices":[{"index":0,"message":{"role":"assistant","content":null,"refusal":"I will not"}},
    {"index":1,"message":{"role":"assistant","function_call":{"name":"f","arguments":"{}"}}},
    {"index":2,"message":{"role":"assistant","content":[{"type":"text","text":"a"}]}}]})");
  auto const chat = client_of(wire);
  auto const first = chat.completion({.model = "m", .messages = {{.role = "user", .content = "hi"}}});
  REQUIRE(first);
  REQUIRE(first->choices.size() == 3);
  geai::api::chat_completion next{.model = "m"};
  for (auto const& each : first->choices) next.messages.push_back(each.message);
  CHECK(chat.completion(next));
  CHECK(wire.requests().at(1).body == R"({"model":"m","messages":[{"role":"assistant","refusal":"I will not"},)"
                                      R"({"role":"assistant","function_call":{"name":"f","arguments":"{}"}},)"
                                      R"({"role":"assistant","content":[{"type":"text","text":"a"}]}]})");
}

TEST_CASE("chat: images") {
  mock wire = answering(R"({"created":1,"data":[{"url":"https://i/1"},{"b64_json":"QQ=="}]})");
  auto const chat = client_of(wire);
  auto const made = chat.generate_image({.model = "openai/dall-e-3", .prompt = "a cat", .n = 2, .aspect_ratio = "1:1"});
  REQUIRE(made);
  CHECK(made->size() == 2);
  CHECK(made->begin()->url == "https://i/1");
  CHECK(made->data[1].b64_json == "QQ==");
  CHECK(chat.edit_image({.model = "m", .prompt = "p", .image = "https://i/1", .quality = "high"}));
  CHECK(chat.edit_image({.model = "m", .prompt = "p"}).error().code == errc::missing_requirement);
  auto const sent = wire.requests();
  REQUIRE(sent.size() == 2);
  CHECK(sent[0].url == "https://h/images/generations");
  CHECK(sent[0].body == R"({"model":"openai/dall-e-3","prompt":"a cat","n":2,"aspectRatio":"1:1"})");
  CHECK(sent[1].url == "https://h/images/edits");
  CHECK(sent[1].body == R"({"model":"m","prompt":"p","image":"https://i/1","quality":"high"})");
}
