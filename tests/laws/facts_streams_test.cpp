#include <geai/client/chat.hpp>
//
#include <doctest/doctest.h>

#include <algorithm>
#include <geai/json/simdjson.hpp>
#include <geai/transport/mock.hpp>
#include <policies/boost_json.hpp>
#include <policies/nlohmann_json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Event streams as seen in the field: one row each, with the expected result. All rows apply to every Json policy, and
// to pieces of every size.

namespace {

struct row {
  std::string name;
  std::string body;
  std::string heard;  // the texts of the chunks, each followed by |, and the error as "code: message"
  std::string type = "text/event-stream";
};

std::string chunk(std::string_view content, std::string_view finish = "null") {
  return R"({"id":"c1","choices":[{"index":0,"delta":{"content":")" + std::string(content) + R"("},"finish_reason":)" +
         std::string(finish) + "}]}";
}
std::string event(std::string_view data) { return "data: " + std::string(data) + "\n\n"; }
std::string of(geai::error const& what) {
  std::string_view const words = std::string_view(what.message).substr(what.message.find(": "));
  return std::string(to_string(what.code))
      .append(words.substr(0, std::min(words.find(" [h"), words.find(" [HTTP"))));  // without the place
}

template <class Json> std::string listen(row const& each, std::size_t piece) {
  std::vector<std::string> pieces;
  for (std::size_t at = 0; at < each.body.size(); at += piece) pieces.push_back(each.body.substr(at, piece));
  geai::transport::mock wire;
  wire.reply_stream(200, pieces, {{"Content-Type", each.type}});
  geai::chat_client const chat{wire, Json{}, geai::api_key = "the-very-secret-key", geai::base_url = "https://h"};
  auto stream = chat.stream_completion({.model = "m", .messages = {{.role = "user", .content = "hi"}}});
  if (!stream) return of(stream.error());
  std::string heard;
  for (auto const& got : *stream) {
    if (!got) {
      heard += of(got.error());
      CHECK(got.error().body.empty() == (got.error().code == geai::errc::transport));
      continue;
    }
    for (auto const& choice : got->choices) heard += choice.delta.content.value_or("");
    heard += "|";
  }
  CHECK(wire.open_streams() == 0);
  return heard;
}

}  // namespace

TEST_CASE("wire-facts 16, field-faults 3: streams") {
  std::string const a = event(chunk("a"));
  std::string const b = event(chunk("b", R"("stop")"));
  std::string const done = event("[DONE]");
  std::string const whole = R"({"id":"c","choices":[{"index":0,"message":{"role":"assistant","content":"all"}}]})";
  std::string const cut = "transport: the stream ended before its last event ([DONE]); the answer is incomplete";
  // clang-format off
  std::vector<row> const rows{
    {"as documented",                       a + b + done,                                              "a|b|"},
    {"3: [DONE] without an empty line",     a + b + "data: [DONE]\n",                                  "a|b|"},
    {"3: [DONE] without a line end",        a + "data: [DONE]",                                        "a|"},
    {"3: the end behind finish_reason",     a + b,                                                     "a|b|"},
    {"3: and behind the usage",             a + b + event(R"({"id":"c1","choices":[],"usage":{"total_tokens":4}})"), "a|b||"},
    {"3: the last chunk, no empty line",    a + "data: " + chunk("b", R"("stop")"),                    "a|b|"},
    {"a chunk whose line is cut",           a + "data: {\"id\":\"c1\",\"cho",                          "a|" + cut},
    {"the end in the middle",               a,                                                         "a|" + cut},
    {"a chunk without an empty line",       a + "data: " + chunk("b"),                                 "a|b|" + cut},
    {"one of two choices is not ended",     event(R"({"choices":[{"index":1,"delta":{"content":"x"}}]})") + b, "x|b|" + cut},
    {"16: a line that is no JSON",          a + event("this is no JSON") + event("{\"id\":") + b + done, "a|b|"},
    {"16: JSON of something else",          a + event("7") + event(R"({"type":"ping"})") + b + done,   "a|b|"},
    {"3: a ping",                           a + "event: ping\ndata: 2025-01-01T00:00:00Z\n\n" + b + done, "a|b|"},
    {"3: an event of another name",         a + "event: x\n" + event(chunk("no")) + b + done,          "a|b|"},
    {"a message by its name",               "event: message\n" + a + b + done,                         "a|b|"},
    {"3: an error event, text",             a + "event: error\ndata: the-very-secret-key is overloaded\n\n", "a|api_response: HTTP 200: *** is overloaded"},
    {"3: an error event, JSON",             a + "event: error\n" + event(R"({"error":{"code":153,"message":"busy"}})"), "a|api_response: HTTP 200: busy (code 153)"},
    {"3: an error event, detail",           a + "event: error\n" + event(R"({"detail":"busy"})"),      "a|api_response: HTTP 200: busy"},
    {"3: an error event, cut",              a + "event: error\ndata: busy",                            "a|api_response: HTTP 200: busy"},
    {"an error in a chunk's place",         a + event(R"({"error":{"message":"busy"}})") + b,          "a|api_response: HTTP 200: busy"},
    {"3: no error beside a chunk",          event(R"({"error":{ },"errors":[],"choices":[{"index":0,"delta":{"content":"a"}}]})") + done, "a|"},
    {"3: an error document",                R"({"error":{"code":103,"message":"expired"}})",           "api_response: HTTP 200: expired (code 103)"},
    {"3: a document with a detail",         "\n " R"({"detail":"Not authenticated"})",                 "api_response: HTTP 200: Not authenticated"},
    {"a document that is the answer",       whole,                                                     "all|"},
    {"a page",                              "<html><title>Sign in</title></html>",                     "decode: received a text/html page from h instead of JSON: Sign in"},
    {"3: events labelled as JSON",          a + b + done,                                              "a|b|", "application/json"},
    {"3: a comment first",                  ": hi\n\n" + a + b + done,                                 "a|b|", "application/json"},
    {"3: an event field first",             "event: message\n" + a + done,                             "a|",   "application/json"},
    {"JSON labelled as JSON",               whole,                                                     "all|", "application/json"},
    {"3: a cut character",                  event(chunk("\xf0\x9f\x98")) + b + done,                   "\xef\xbf\xbd|b|"},
    {"no label",                            a + done,                                                  "a|", ""},
    {"a byte order mark",                   "\xEF\xBB\xBF" + a + done,                                 "a|"},
    {"blanks",                              "\n\n" + a + done,                                         "a|"},
    {"nothing at all",                      "",                                                        cut},
  };
  // clang-format on
  for (row const& each : rows)
    for (std::size_t piece : {1u, 7u, 4096u}) {
      CAPTURE(each.name);
      CAPTURE(piece);
      CHECK(listen<geai::json::simdjson>(each, piece) == each.heard);
      if (piece != 4096) continue;
      CHECK(listen<policies::nlohmann_json>(each, piece) == each.heard);
      CHECK(listen<policies::boost_json>(each, piece) == each.heard);
    }
}
