#include <geai/inline.hpp>
//
#include <doctest/doctest.h>

#include <geai/chat.hpp>
#include <geai/client/chat.hpp>
#include <geai/json/simdjson.hpp>
#include <geai/transport/mock.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The Responses API, as OpenAI's npm package types it: rest-api.md has no events.

namespace {

using geai::errc;
using geai::raw_json;
using geai::transport::mock;
using kind = geai::response_event_type;

struct forecast {
  std::string city{};
  double celsius = 0;
};

auto client_of(mock const& wire) {
  return geai::chat_client{wire, geai::api_key = "k", geai::base_url = "https://h",
                           geai::retry = geai::retry_policy{.max_attempts = 1}};
}

geai::result<geai::parsed<forecast, geai::model_response>> parsed(std::string const& body) {
  mock wire;
  wire.reply(200, body);
  return client_of(wire).response_as<forecast>({.model = "openai/gpt-4o", .input = "Lima?"});
}

std::string saying(std::string_view text) {
  std::string body(
      R"({"id":"r","status":"completed","output":[{"type":"message","content":[{"type":"output_text","text":)");
  geai::json::encode(text, body);
  return body + "}]}]}";
}

// An event as it is sent.
std::string event(std::string const& type, std::string const& members) {
  return "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + members + "}\n\n";
}

geai::result<std::vector<geai::response_event>> events_of(std::vector<std::string> pieces) {
  mock wire;
  wire.reply_stream(200, std::move(pieces));
  auto const chat = client_of(wire);
  auto stream = chat.stream_response({.model = "openai/gpt-4o", .input = "hi"});
  if (!stream) return stream.error();
  CHECK(wire.requests().at(0).body == R"({"model":"openai/gpt-4o","input":"hi","stream":true})");
  std::vector<geai::response_event> all;
  for (geai::result<geai::response_event> const& each : *stream) {
    if (!each) return each.error();
    all.push_back(*each);
  }
  return all;
}

std::string const opening =
    event("response.created", R"("sequence_number":0,"response":{"id":"r","status":"in_progress"})");
std::string const text_event =
    event("response.output_text.delta",
          R"("sequence_number":1,"item_id":"m","output_index":0,"content_index":0,"delta":"Hel")");
std::string const closing = event(
    "response.completed",
    R"("sequence_number":9,"response":{"id":"r","status":"completed",)"
    R"("output":[{"type":"message","content":[{"type":"output_text","text":"Hello"}]}],"usage":{"input_tokens":1}})");

}  // namespace

TEST_CASE("responses: an answer by a schema") {
  mock wire;
  wire.reply(200, saying(R"({"city":"Lima","celsius":19.5})"));
  auto const p = client_of(wire).response_as<forecast>({.model = "openai/gpt-4o", .input = "Lima?"});
  REQUIRE(p);
  CHECK(p->value.city == "Lima");
  CHECK(p->answer.id == "r");
  CHECK(
      wire.requests().at(0).body ==
      R"({"model":"openai/gpt-4o","input":"Lima?","text":{"format":{"type":"json_schema","name":"forecast","strict":true,"schema":)" +
          geai::json_schema<forecast>() + "}}}");
}

TEST_CASE("responses: the reasons for the absence of an answer by a schema") {
  auto const refused = parsed(
      R"({"id":"r","status":"completed","output":[{"type":"message","content":[{"type":"refusal","refusal":"I will not."}]}]})");
  CHECK(refused.error().code == errc::refused);
  CHECK(refused.error().message == "I will not.");
  CHECK(refused.error().operation == "get_response");
  CHECK(parsed(R"({"id":"r","status":"incomplete","incomplete_details":{"reason":"content_filter"}})").error().code ==
        errc::refused);
  auto const cut = parsed(R"({"id":"r","status":"incomplete","incomplete_details":{"reason":"max_output_tokens"},
    "output":[{"type":"message","content":[{"type":"output_text","text":"{\"city\":"}]}]})");
  CHECK(cut.error().code == errc::incomplete);
  CHECK(cut.error().message.find("max_output_tokens") != std::string::npos);
  CHECK(parsed(R"({"id":"r","status":"incomplete"})").error().code == errc::incomplete);
  CHECK(parsed(R"({"id":"r","status":"failed"})").error().code == errc::api_response);
  CHECK(parsed(R"({"id":"r","status":"failed","error":{"code":"server_error","message":"no"}})").error().code ==
        errc::api_response);
  CHECK(parsed(R"({"id":"r","status":"completed","output":[]})").error().code == errc::decode);
  auto const other = parsed(saying(R"({"city":"Lima"})"));
  CHECK(other.error().code == errc::decode);
  CHECK(other.error().message.find("$.celsius: is missing") != std::string::npos);
  CHECK(other.error().body == R"({"city":"Lima"})");
}

TEST_CASE("responses: an item of an answer is sent back completely") {
  mock wire;
  std::string const reasoning = R"({"type":"reasoning","id":"rs","summary":[],"encrypted_content":"x"})";
  std::string const call =
      R"({"type":"function_call","id":"f","status":"completed","call_id":"c","name":"now","arguments":"{}"})";
  wire.reply(200, R"({"id":"r","output":[)" + reasoning + "," + call + "]}");
  auto const chat = client_of(wire);
  geai::toolbox tools;
  tools.add("now", "The time of day", [] { return std::string("12:00"); });
  geai::api::get_response asked{.model = "openai/gpt-4o", .tools = tools.definitions()};
  asked.input_items.push_back(geai::response_message{.role = "user", .content = "When?"});
  geai::model_response const wanted = chat.get_response(asked).value();
  for (geai::response_item const& each : wanted.output) {
    asked.input_items.push_back(each);
    if (each.type == "function_call")
      asked.input_items.push_back(geai::response_function_output{
          .call_id = *each.call_id, .output = tools.run(*each.name, *each.arguments).text});
  }
  REQUIRE(chat.get_response(asked));
  CHECK(wire.requests().at(1).body ==
        R"({"model":"openai/gpt-4o","input":[{"role":"user","content":"When?"},)" + reasoning + "," + call +
            R"(,{"type":"function_call_output","call_id":"c","output":"12:00"}],)" +
            R"("tools":[{"type":"function","name":"now","description":"The time of day","parameters":)" +
            tools.definitions()[0].function.parameters.text + R"(,"strict":true}]})");
}

TEST_CASE("responses: a file that cannot be read is the error of the call") {
  mock wire;
  auto const chat = client_of(wire);
  auto const failed = chat.get_response(
      {.model = "m",
       .input_items = {geai::response_message{.role = "user", .parts = {geai::image_file("/nowhere/cat.png")}}}});
  CHECK(failed.error().code == errc::invalid_argument);
  CHECK(wire.requests().empty());
}

TEST_CASE("responses: events are typed, and unknown members are kept") {
  auto const events =
      events_of({opening, text_event, event("response.brand_new.thing", R"("sequence_number":2,"depth":{"a":1})"),
                 event("response.function_call_arguments.delta",
                       R"("sequence_number":3,"item_id":"f","output_index":1,"delta":"{\"a\"")"),
                 ": a comment\n\nevent: ping\ndata: {}\n\n", closing});
  REQUIRE(events.has_value());
  REQUIRE(events->size() == 5);
  CHECK(events->at(0).type == kind::created);
  CHECK(events->at(0).response->status == geai::response_status::in_progress);
  CHECK(events->at(1).type == kind::text_delta);
  CHECK(events->at(1).delta == "Hel");
  CHECK(events->at(1).item_id == "m");
  CHECK(events->at(2).type == "response.brand_new.thing");
  CHECK(events->at(2).other_members.at("depth").text == R"({"a":1})");
  CHECK(events->at(3).output_index == 1);
  CHECK(events->at(4).is_last());
  CHECK(events->at(4).response->output_text() == "Hello");
  CHECK(events->at(4).response->usage->prompt_tokens == 1);
}

TEST_CASE("responses: a stream ends with its last event, with [DONE], or is incomplete") {
  CHECK(events_of({opening, closing, "data: [DONE]\n\n"}).value().size() == 2);
  CHECK(events_of(
            {opening, event("response.failed", R"("response":{"id":"r","status":"failed","error":{"message":"no"}})")})
            .value()
            .back()
            .response->other_members.at("error")
            .text == R"({"message":"no"})");
  CHECK(events_of({opening, event("response.incomplete",
                                  R"("response":{"id":"r","incomplete_details":{"reason":"max_output_tokens"}})")})
            .value()
            .back()
            .response->incomplete_details->reason == "max_output_tokens");
  auto const cut = events_of({opening, text_event});
  CHECK(cut.error().code == errc::transport);
  auto const failed =
      events_of({opening, "event: error\ndata: {\"type\":\"error\",\"code\":\"server_error\",\"message\":\"no\"}\n\n"});
  CHECK(failed.error().code == errc::api_response);
}

TEST_CASE("responses: a server that does not stream gives one event") {
  mock wire;
  wire.reply(200, saying("Hello"), {{"Content-Type", "application/json"}});
  auto const chat = client_of(wire);
  int count = 0;
  for (auto const& each : chat.stream_response({.model = "m", .input = "hi"}).value()) {
    CHECK(each.value().is_last());
    CHECK(each.value().response->output_text() == "Hello");
    ++count;
  }
  CHECK(count == 1);
}
