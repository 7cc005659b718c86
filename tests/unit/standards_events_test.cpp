#include <geai/http/sse.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The event-stream cases of web-platform-tests (eventsource/format-*) and the examples of WHATWG HTML, 9.2.6, restated:
// the bytes of a server and the events of a browser. Each is parsed at once, byte by byte, and cut in two at every
// position.

namespace {

using namespace std::chrono_literals;
using namespace std::string_view_literals;

struct event {
  std::string data;
  std::string type = "message";
  std::string id{};
  friend bool operator==(event const&, event const&) = default;
};

struct outcome {
  std::vector<event> events{};
  std::optional<std::chrono::milliseconds> retry{};
};

outcome parse(std::vector<std::string_view> const& pieces) {
  geai::http::sse_parser parser;
  outcome found;
  for (std::string_view each : pieces)
    CHECK(parser.feed(each, [&](geai::http::sse_event const& e) {
      found.events.push_back({std::string(e.data), std::string(e.type), std::string(e.id)});
    }));
  found.retry = parser.retry();
  return found;
}

void check(std::string_view name, std::string_view bytes, std::vector<event> const& expected,
           std::optional<std::chrono::milliseconds> retry = std::nullopt) {
  CAPTURE(name);
  auto const matches = [&](std::vector<std::string_view> const& pieces) {
    outcome const found = parse(pieces);
    return found.events == expected && found.retry == retry;
  };
  CHECK(matches({bytes}));
  std::vector<std::string_view> single;
  for (std::size_t at = 0; at != bytes.size(); ++at) single.push_back(bytes.substr(at, 1));
  CHECK(matches(single));
  if (bytes.size() > 200) return;
  for (std::size_t at = 1; at < bytes.size(); ++at) {
    CAPTURE(at);
    CHECK(matches({bytes.substr(0, at), bytes.substr(at)}));
  }
}

}  // namespace

TEST_CASE("standards: the event-stream cases of web-platform-tests") {
  std::string const longer(2048, 'x');
  // clang-format off
  check("bom",   "\xEF\xBB\xBF" "data:1\n\n\xEF\xBB\xBF" "data:2\n\ndata:3\n\n", {{"1"}, {"3"}});
  check("bom-2", "\xEF\xBB\xBF\xEF\xBB\xBF" "data:1\n\ndata:2\n\ndata:3\n\n",     {{"2"}, {"3"}});
  check("comments", std::string("data:1\r:\0\n:\r\ndata:2\n:"sv) + longer + "\rdata:3\n:data:fail\r:" + longer + "\ndata:4\n\n", {{"1\n2\n3\n4"}});
  check("data-before-final-empty-line", "retry:1000\ndata:test1\n\nid:test\ndata:test2", {{"test1"}}, 1s);
  check("field-data",        "data:\n\ndata\ndata\n\ndata:test\n\n",               {{""}, {"\n"}, {"test"}});
  check("field-event",       "event:test\ndata:x\n\ndata:x\n\n",                   {{"x", "test"}, {"x"}});
  check("field-event-empty", "event: \ndata:data\n\n",                             {{"data"}});
  check("field-id",          "id: 1\ndata:hello\n\ndata:again\n\n",                {{"hello", "message", "1"}, {"again", "message", "1"}});
  check("field-id-2",        "id\ndata:1\n\nid:2\ndata:2\n\nid\ndata:3\n\n",       {{"1"}, {"2", "message", "2"}, {"3"}});
  check("field-id-unicode",  "id:\xE2\x80\xA6\ndata:x\n\n",                        {{"x", "message", "\xE2\x80\xA6"}});
  for (std::string_view id : {"\0"sv, "x\0"sv, "\0x"sv, "x\0x"sv, " \0"sv})
    check("field-id-null", "id:" + std::string(id) + "\ndata:hello\n\n",           {{"hello"}});
  check("field-parsing", "data:\0\ndata:  2\rData:1\ndata\0:2\ndata:1\r\0data:4\nda-ta:3\rdata_5\ndata:3\rdata:\r\n data:32\ndata:4\n\n"sv,
        {{std::string("\0\n 2\n1\n3\n\n4"sv)}});
  check("field-retry",       "retry:3000\ndata:x\n\n",                             {{"x"}}, 3s);
  check("field-retry-bogus", "retry:3000\nretry:1000x\ndata:x\n\n",                {{"x"}}, 3s);
  check("field-retry-empty", "retry\ndata:test\n\n",                               {{"test"}});
  check("field-unknown", "data:test\n data\ndata\nfoobar:xxx\njustsometext\n:thisisacommentyay\ndata:test\n\n", {{"test\n\ntest"}});
  check("leading-space",     "data:\ttest\rdata: \ndata:test\n\n",                 {{"\ttest\n\ntest"}});
  check("newlines",          "data:test\r\ndata\ndata:test\r\n\r",                 {{"test\n\ntest"}});
  check("null-character",    "data:\0\n\n\n\n"sv,                                  {{std::string("\0"sv)}});
  check("utf-8",             "data:ok\xE2\x80\xA6\n\n",                            {{"ok\xE2\x80\xA6"}});
  check("mime and charset do not matter to the format", "data:ok\n\n",             {{"ok"}});
  // clang-format on
}

TEST_CASE("standards: the examples of WHATWG HTML, 9.2.6") {
  // clang-format off
  check("stocks",     "data: YHOO\ndata: +2\ndata: 10\n\n",                        {{"YHOO\n+2\n10"}});
  check("four blocks", ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n",
        {{"first event", "message", "1"}, {"second event"}, {" third event"}});
  check("the third block ends too early", "data: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n",
        {{"first event", "message", "1"}, {"second event"}});
  check("two events, not three", "data\n\ndata\ndata\n\ndata:",                    {{""}, {"\n"}});
  check("the space is ignored",  "data:test\n\ndata: test\n\n",                    {{"test"}, {"test"}});
  check("named events", "event: add\ndata: 73857293\n\nevent: remove\ndata: 2153\n\nevent: add\ndata: 113411\n\n",
        {{"73857293", "add"}, {"2153", "remove"}, {"113411", "add"}});
  check("comments keep a connection", ":\n\n:\n\ndata: x\n\n",                     {{"x"}});
  // clang-format on
}
