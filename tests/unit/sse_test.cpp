#include <geai/http/sse.hpp>
//
#include <doctest/doctest.h>

#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace {

using geai::http::sse_event;
using geai::http::sse_parser;

struct seen_event {
  std::string type;
  std::string data;
  std::string id;
};

std::string text_of(std::vector<seen_event> const& events) {
  std::string text;
  for (auto const& each : events) text += "{" + each.type + "|" + each.data + "|" + each.id + "}";
  return text;
}

// The standard's algorithm (WHATWG HTML, 9.2.6), without optimisation: the whole stream at once.
std::vector<seen_event> reference(std::string text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  std::vector<std::string> lines(1);
  for (std::size_t i = 0; i != text.size(); ++i) {
    if (text[i] == '\n' && i > 0 && text[i - 1] == '\r') continue;
    if (text[i] == '\r' || text[i] == '\n')
      lines.emplace_back();
    else
      lines.back() += text[i];
  }
  lines.pop_back();  // unfinished
  std::vector<seen_event> events;
  std::string data, type, id;
  for (std::string const& line : lines) {
    if (line.empty()) {
      if (!data.empty()) {
        data.pop_back();
        events.push_back({type.empty() ? "message" : type, data, id});
      }
      data = type = "";
      continue;
    }
    std::size_t const colon = line.find(':');
    std::string const field = line.substr(0, colon);
    std::string value = colon == line.npos ? "" : line.substr(colon + 1);
    if (value.starts_with(' ')) value.erase(0, 1);
    if (field == "data") data += value + "\n";
    if (field == "event") type = value;
    if (field == "id" && value.find('\0') == value.npos) id = value;
  }
  return events;
}

// The events of a stream in these pieces. Each piece is copied to separate memory that is freed after its turn.
std::vector<seen_event> parsed(std::vector<std::string_view> const& pieces) {
  std::vector<seen_event> events;
  sse_parser parser;
  for (std::string_view piece : pieces) {
    std::vector<char> const bytes(piece.begin(), piece.end());
    auto const fed = parser.feed({bytes.data(), bytes.size()}, [&](sse_event const& e) {
      events.push_back({std::string(e.type), std::string(e.data), std::string(e.id)});
    });
    REQUIRE(fed);
  }
  return events;
}

using namespace std::string_literals;

std::vector<std::string> const corpus{
    "",
    "\n",
    "\r",
    "\r\n\r\n",
    "data: a\n\n",
    "data: a\r\rdata: b\r\r",
    "data: a\r\n\r\ndata: b\r\n\r\n",
    "data: a\r\n\rdata: b\n\r\ndata: c\r\n\n\r",
    "data:a\ndata: b\ndata:  c\ndata\ndata:\n\n",
    "data\n\n",
    "data:\n\n",
    "data\ndata\n\n",
    "data: not ended\n",
    "data: not ended",
    "data: one\n\ndata: lost",
    ": comment\n\n:\n\ndata: after\n\n",
    "\xEF\xBB\xBF"
    "data: marked\n\n",
    "\xEF\xBB\xBF\xEF\xBB\xBF"
    "data: only one mark is skipped\n\ndata: x\n\n",
    "\xEF\xBB"
    "data: no mark\n\ndata: x\n\n",
    "\xEF"
    "\n\ndata: x\n\n",
    "\xEF\xBB\xBF",
    "event: add\ndata: 73857293\n\nevent: remove\ndata: 2153\n\ndata: 113411\n\n",
    "event: forgotten\n\ndata: plain\n\n",
    "id: 1\ndata: a\n\ndata: b\n\nid\ndata: c\n\nid: 2\n\ndata: d\n\nid: n\0l\ndata: e\n\n"s,
    "retry: 10\ndata: a\n\nretry: x\nretry: -1\nretry:\n\n",
    "unknown: field\nDATA: upper\n data: blank\ndata : blank\ndata: good\n\n",
    "data:{\"choices\":[{\"delta\":{\"content\":\"\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\"}}]}\n\ndata: [DONE]\n\n",
    "data: \xFF\xFE not UTF-8\n\n",
    "data: first\nevent: late\nid: 7\n\n:x\ndata: second\n:y\ndata: more\n\n",
    "data: a long line, longer than a word of the machine, to and fro and on and on\n: the same again, but not "
    "data\n\n",
    "data: colon: in: data\nevent:: \n\n",
    "\n\n\ndata: x\n\n\n\ndata: y\n\n",
};

}  // namespace

TEST_CASE("sse: every chunking gives the result of the standard") {
  std::mt19937 random(1);
  for (std::string const& text : corpus) {
    CAPTURE(text);
    std::string const expected = text_of(reference(text));
    std::string_view const all(text);
    CHECK(text_of(parsed({all})) == expected);

    std::vector<std::string_view> bytes;
    for (std::size_t i = 0; i != all.size(); ++i) bytes.push_back(all.substr(i, 1));
    CHECK(text_of(parsed(bytes)) == expected);

    for (std::size_t i = 0; i <= all.size(); ++i) {
      CAPTURE(i);
      REQUIRE(text_of(parsed({all.substr(0, i), all.substr(i)})) == expected);
      for (std::size_t j = i; j <= all.size(); ++j)
        REQUIRE(text_of(parsed({all.substr(0, i), all.substr(i, j - i), all.substr(j)})) == expected);
    }
  }

  // Streams of random lines in random pieces.
  std::vector<std::string> const words{"data", "data:",        "data: ", "event: e",     "id: 1",   "id",
                                       ":",    "\n",           "\n",     "\r\n",         "\r",      "\n\n",
                                       "x",    "\xE2\x82\xAC", " ",      "\xEF\xBB\xBF", "retry: 5"};
  for (int round = 0; round != 3000; ++round) {
    std::string text;
    for (auto count = random() % 40; count != 0; --count) text += words[random() % words.size()];
    std::vector<std::string_view> pieces;
    for (std::string_view rest = text; !rest.empty();) {
      pieces.push_back(rest.substr(0, random() % 9));
      rest.remove_prefix(pieces.back().size());
    }
    CAPTURE(text);
    REQUIRE(text_of(parsed(pieces)) == text_of(reference(text)));
  }
}

TEST_CASE("sse: data that is complete in its chunk is not copied") {
  std::string const text = "event: e\ndata: one line\n\ndata: two\ndata: lines\n\n";
  std::string_view rest = text;
  sse_parser parser;
  sse_event event;
  REQUIRE(*parser.next(rest, event));
  CHECK(event.data == "one line");
  CHECK(event.data.data() == text.data() + text.find("one"));
  REQUIRE(*parser.next(rest, event));
  CHECK(event.data == "two\nlines");
  CHECK(event.type == "message");
  CHECK_FALSE(*parser.next(rest, event));
  CHECK(rest.empty());
}

TEST_CASE("sse: retry and the last id are remembered") {
  sse_parser parser;
  auto const ignore = [](sse_event const&) {};
  CHECK(!parser.retry());
  REQUIRE(parser.feed("retry: 1500\nid: 7\n", ignore));
  CHECK(parser.retry() == std::chrono::milliseconds(1500));
  CHECK(parser.last_event_id().empty());  // the event has not arrived yet
  REQUIRE(parser.feed("\nretry: 99999999999999999999999\nretry: 1s\nid: 8\n", ignore));
  CHECK(parser.retry() == std::chrono::milliseconds(1500));
  CHECK(parser.last_event_id() == "7");
}

TEST_CASE("sse: an event over the limit is an error, however it comes, and stays one") {
  auto const outcome = [](std::string const& text, std::size_t piece) {
    sse_parser parser(10);
    std::string events;
    for (std::string_view rest = text; !rest.empty();) {
      std::string_view const chunk = rest.substr(0, piece);
      rest.remove_prefix(chunk.size());
      auto const fed = parser.feed(chunk, [&](sse_event const& e) { events += std::string(e.data) + ";"; });
      if (fed) continue;
      CHECK(fed.error().code == geai::errc::too_large);
      CHECK(fed.error().message.find("10 bytes") != std::string::npos);
      CHECK(!parser.feed("data: x\n\n", [](sse_event const&) {}));
      return events + "too large";
    }
    return events;
  };
  for (std::size_t piece : {1u, 2u, 3u, 7u, 1000u}) {
    CAPTURE(piece);
    CHECK(outcome("data: 4567\n\ndata: 4567\n\n", piece) == "4567;4567;");
    CHECK(outcome("data: x\n\ndata: 45678\n\n", piece) == "x;too large");
    CHECK(outcome(": a comment of some length\n", piece) == "too large");
    CHECK(outcome("data: 1\ndata: 2\n\n", piece) == "1\n2;");
    CHECK(outcome("data: 1\ndata:2\ndata:3\ndata:4\ndata:5\n", piece) == "too large");
    // Comments and unknown fields do not accumulate: a stream may be kept alive for ever.
    std::string alive;
    for (int i = 0; i != 100; ++i) alive += ": ping\nx: y\n";
    CHECK(outcome(alive + "data: 1\n\n", piece) == "1;");
  }
}
