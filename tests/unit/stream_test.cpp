#include <geai/inline.hpp>
//
#include <geai/client/chat.hpp>
//
#include <doctest/doctest.h>

#include <geai/auth/password.hpp>
#include <geai/json/simdjson.hpp>
#include <geai/transport/mock.hpp>
#include <ranges>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

// Design section 7, streams, over the mock transport.

namespace {

using namespace std::chrono_literals;
using geai::errc;
using geai::transport::mock;

struct sending_only {
  geai::result<void> send(geai::http::request const&, geai::http::response&) { return {}; }
};
struct copyable_body {
  geai::result<std::size_t> read(std::string&) { return std::size_t{0}; }
};
struct with_copyable_body : sending_only {
  geai::result<copyable_body> stream(geai::http::request const&, geai::http::response&) { return copyable_body{}; }
};
static_assert(geai::transport::streaming<mock>);
static_assert(!geai::transport::streaming<sending_only>);
static_assert(!geai::transport::streaming<with_copyable_body>);

using mock_stream = geai::event_stream<geai::chat_chunk, mock, geai::json::simdjson>;
static_assert(std::ranges::input_range<mock_stream>);
static_assert(std::is_nothrow_move_constructible_v<mock_stream>);
static_assert(!std::is_copy_constructible_v<mock_stream>);

// Safe to repeat, as a GET.
struct watch {
  using answer = geai::chat_completion_answer;
  using chunk = geai::chat_chunk;
  static constexpr bool streams = true;
  using endpoint = geai::api::get<"/watch">;
  using parameters = geai::fields<>;
};

geai::api::chat_completion const hello{.model = "openai/gpt-4o", .messages = {{.role = "user", .content = "hi"}}};

std::string chunk(std::string_view content) {
  return R"({"id":"c1","choices":[{"index":0,"delta":{"content":")" + std::string(content) + R"("}}]})";
}
std::string event(std::string_view data) { return "data: " + std::string(data) + "\n\n"; }

auto client_of(mock const& wire) {
  return geai::chat_client{wire, geai::api_key = "the-key", geai::base_url = "https://h"};
}

struct heard {
  std::string text{};
  std::vector<geai::error> errors{};
  int chunks = 0;
};

heard listen(mock const& wire, geai::call_options const& options = {}) {
  heard all;
  auto const chat = client_of(wire);
  auto stream = chat.stream_completion(hello, options);
  REQUIRE(stream);
  for (geai::result<geai::chat_chunk> const& each : *stream) {
    CHECK(all.errors.empty());  // an error is the last element
    if (!each) {
      all.errors.push_back(each.error());
      continue;
    }
    ++all.chunks;
    for (auto const& choice : each->choices) all.text += choice.delta.content.value_or("");
  }
  CHECK(wire.open_streams() == 0);
  CHECK(wire.requests().size() == 1);
  return all;
}

// Two pieces, each with the idle limit under which it was read.
struct timed_transport {
  struct body {
    geai::http::request const* request;
    std::vector<std::chrono::milliseconds>* limits;
    std::size_t reads = 0;

    body(geai::http::request const& of, std::vector<std::chrono::milliseconds>& to) : request(&of), limits(&to) {}
    body(body&&) = default;
    body& operator=(body&&) = default;

    geai::result<std::size_t> read(std::string& into) {
      limits->push_back(request->idle_timeout);
      std::string const pieces[] = {": thinking\n\n", event(chunk("a")), event("[DONE]")};
      if (reads == 3) return std::size_t{0};
      into += pieces[reads];
      return pieces[reads++].size();
    }
  };

  geai::result<void> send(geai::http::request const&, geai::http::response&) { return {}; }
  geai::result<body> stream(geai::http::request const& rq, geai::http::response& head) {
    head.status = 200;
    return body(rq, *limits);
  }

  std::vector<std::chrono::milliseconds>* limits;
};

}  // namespace

TEST_CASE("field-faults 3: a model may think as long as it wants before the first event, unless a limit is given") {
  std::vector<std::chrono::milliseconds> limits;
  geai::chat_client const chat{timed_transport{&limits}, geai::api_key = "k", geai::base_url = "https://h"};
  for (auto const& each : chat.stream_completion(hello).value()) CHECK(each);
  CHECK(limits == std::vector<std::chrono::milliseconds>{0s, 0s, 120s, 120s});

  limits.clear();
  geai::chat_client const limited{timed_transport{&limits}, geai::api_key = "k", geai::base_url = "https://h",
                                  geai::idle_timeout = 5s};
  for (auto const& each : limited.stream_completion(hello).value()) CHECK(each);
  CHECK(limits == std::vector<std::chrono::milliseconds>{5s, 5s, 5s, 5s});
}

TEST_CASE("field-faults 3: an event may have 16 MiB, and events before a larger one are not lost") {
  std::size_t const mebibyte = 1u << 20;
  std::string const large(15 * mebibyte, 'x');
  mock whole;
  whole.reply_stream(200, {event(chunk(large)), event("[DONE]")}, {{"content-type", "text/event-stream"}});
  heard const all = listen(whole);
  CHECK(all.errors.empty());
  CHECK(all.text.size() == large.size());

  mock over;
  over.reply_stream(200, {event(chunk("first")), "data: ", large, std::string(2 * mebibyte, 'x')},
                    {{"content-type", "text/event-stream"}});
  heard const cut = listen(over);
  CHECK(cut.text == "first");
  REQUIRE(cut.errors.size() == 1);
  CHECK(cut.errors[0].code == errc::too_large);
  CHECK(cut.errors[0].message.find("16777216 bytes") != std::string::npos);
}

TEST_CASE("stream: chunks arrive until [DONE], for every chunking") {
  std::string const text = ": hi\r\n\r\n" + event(chunk("Hel")) + event(R"({"choices":[]})") +
                           event(R"({"id":"c1","choices":[{"index":0,"delta":{"content":null}}],"new":1})") +
                           event(chunk("l\xC3\xB6")) + event(" [DONE] ") + event(chunk("never seen"));
  for (std::size_t piece : {1u, 2u, 5u, 64u, 1000u}) {
    CAPTURE(piece);
    std::vector<std::string> pieces;
    for (std::size_t at = 0; at < text.size(); at += piece) pieces.push_back(text.substr(at, piece));
    mock wire;
    wire.reply_stream(200, pieces, {{"Content-Type", "text/event-stream"}});
    heard const all = listen(wire);
    CHECK(all.text == "Hell\xC3\xB6");
    CHECK(all.chunks == 4);
    CHECK(all.errors.empty());
  }
}

TEST_CASE("stream: the request") {
  mock wire;
  wire.reply_stream(200, {event("[DONE]")});
  auto const chat = client_of(wire);
  for (auto const& each : chat.stream_completion(hello).value()) CHECK(!each);
  auto const first = wire.requests().at(0);
  CHECK(first.method == "POST");
  CHECK(first.url == "https://h/chat");
  CHECK(first.header("accept") == "text/event-stream, application/json");
  CHECK(first.header("authorization") == "Bearer the-key");
  CHECK(first.header("content-type") == "application/json");
  CHECK(first.body == R"({"model":"openai/gpt-4o","messages":[{"role":"user","content":"hi"}],"stream":true})");

  REQUIRE(chat.stream_completion(hello, geai::call_options{.headers = {{"accept", "x/y"}}}));
  auto const second = wire.requests().at(1);
  CHECK(second.header("Accept") == "x/y");
  CHECK(second.headers.size() == first.headers.size());
}

TEST_CASE("stream: calls that are refused before anything is sent") {
  mock wire;
  wire.reply_stream(200, {event("[DONE]")});
  auto const chat = client_of(wire);
  CHECK(chat.stream_completion({.model = "m"}).error().code == errc::missing_requirement);
  CHECK(chat.stream_completion({.messages = hello.messages}).error().code == errc::missing_requirement);
  CHECK(chat.stream_completion({.model = "m", .messages = {{.content = "x"}}}).error().message.find("messages.role") !=
        std::string::npos);
  std::stop_source stop;
  stop.request_stop();
  CHECK(chat.stream_completion(hello, geai::call_options{.stop = stop.get_token()}).error().code == errc::cancelled);
  CHECK(wire.requests().empty());
}

TEST_CASE("stream: an error is the last element, never silence") {
  mock wire;
  SUBCASE("the end without [DONE]") {
    wire.reply_stream(200, {event(chunk("a")), "data: {\"id\""});
    heard const all = listen(wire);
    CHECK(all.text == "a");
    REQUIRE(all.errors.size() == 1);
    CHECK(all.errors[0].code == errc::transport);
    CHECK(all.errors[0].phase == geai::phase::receive);
    CHECK(all.errors[0].http_status == 200);
    CHECK(all.errors[0].operation == "chat_completion");
    CHECK(all.errors[0].message.starts_with("chat_completion: the stream ended before"));
    CHECK(all.errors[0].retry_after == std::nullopt);
    REQUIRE(all.errors[0].attempts.size() == 1);
    CHECK(all.errors[0].attempts[0].number == 1);
    CHECK(all.errors[0].attempts[0].cause.starts_with("the stream ended before"));
  }
  SUBCASE("a failure of the transport") {
    geai::error cut(errc::timeout, "nothing received for 1 ms");
    cut.phase = geai::phase::receive;
    wire.reply_stream(200, {event(chunk("a"))}, {}, cut);
    heard const all = listen(wire);
    REQUIRE(all.errors.size() == 1);
    CHECK(all.errors[0].code == errc::timeout);
    CHECK(all.errors[0].phase == geai::phase::receive);
    CHECK(all.errors[0].attempts.at(0).cause == "nothing received for 1 ms [h]");
    CHECK(all.text == "a");
  }
  SUBCASE("a failure of a transport without a phase") {
    wire.reply_stream(200, {event(chunk("a"))}, {{"X-Request-Id", "of the-key: r-2"}, {"Retry-After", "7"}},
                      geai::error(errc::transport, "cut"));
    heard const all = listen(wire);
    REQUIRE(all.errors.size() == 1);
    CHECK(all.errors[0].phase == geai::phase::receive);
    CHECK(all.errors[0].request_id == "of ***: r-2");
    CHECK(all.errors[0].retry_after == 7s);
  }
  SUBCASE("an object that says error") {
    wire.reply_stream(
        200,
        {event(chunk("a")), event(R"({"error":{"message":"the-key is overloaded","code":153}})"), event(chunk("b"))},
        {{"x-request-id", "r-1"}, {"Retry-After", "3"}});
    heard const all = listen(wire);
    REQUIRE(all.errors.size() == 1);
    CHECK(all.errors[0].code == errc::api_response);
    CHECK(all.errors[0].faults.at(0) == geai::fault{153, "*** is overloaded"});
    CHECK(all.errors[0].request_id == "r-1");
    CHECK(all.errors[0].phase == geai::phase::receive);
    CHECK(all.errors[0].retry_after == 3s);
    CHECK(all.errors[0].attempts.at(0).cause.find("*** is overloaded (code 153)") != std::string::npos);
    CHECK(all.errors[0].body.find("***") != std::string::npos);
    CHECK(all.errors[0].body.find("the-key") == std::string::npos);
    CHECK(all.text == "a");
  }
  SUBCASE("an object that says errors") {
    wire.reply_stream(200, {event(R"({"errors":[{"id":5,"description":"no"}]})")});
    CHECK(listen(wire).errors.at(0).code == errc::api_response);
  }
  SUBCASE("an event of type error") {
    wire.reply_stream(200, {"event: error\ndata: {\"detail\":\"x\"}\n\n"});
    auto const all = listen(wire);
    CHECK(all.errors.at(0).code == errc::api_response);
    CHECK(all.errors.at(0).body == R"({"detail":"x"})");
  }
  SUBCASE("data that is not a chunk") {
    wire.reply_stream(200, {event(R"({"choices":{}})"), event(chunk("b"))});
    auto const all = listen(wire);
    CHECK(all.errors.at(0).code == errc::decode);
    CHECK(all.errors.at(0).body == R"({"choices":{}})");
    CHECK(all.errors.at(0).phase == geai::phase::decode);
    CHECK(all.errors.at(0).attempts.size() == 1);
    CHECK(all.text.empty());
  }
  SUBCASE("an event without an end") {
    std::vector<std::string> pieces(40, std::string(1u << 20, 'x'));
    pieces.insert(pieces.begin(), "data: ");
    wire.reply_stream(200, pieces);
    heard const all = listen(wire);
    CHECK(all.errors.at(0).code == errc::too_large);
    CHECK(all.errors.at(0).phase == geai::phase::receive);
    CHECK(all.errors.at(0).attempts.size() == 1);
  }
  SUBCASE("nothing at all") {
    wire.reply_stream(200, {});
    CHECK(listen(wire).errors.at(0).code == errc::transport);
  }
}

TEST_CASE("stream: a response that is not a stream is the result of the call itself") {
  mock wire;
  auto const chat = client_of(wire);
  SUBCASE("a status outside 2xx, in pieces") {
    wire.reply_stream(429, {R"({"errors":[{"id":151,)", R"("description":"slow down"}]})"}, {{"Retry-After", "3"}});
    auto const opened = chat.stream_completion(hello, {.retry = geai::retry_policy{.unsafe = geai::resend::never}});
    REQUIRE(!opened);
    CHECK(opened.error().code == errc::api_response);
    CHECK(opened.error().http_status == 429);
    CHECK(opened.error().is_rate_limited());
    CHECK(opened.error().retry_after == 3s);
    CHECK(opened.error().body == R"({"errors":[{"id":151,"description":"slow down"}]})");
    CHECK(opened.error().message.starts_with("chat_completion: HTTP 429: slow down"));
  }
  SUBCASE("a failure in JSON with status 200") {
    wire.reply(200, R"({"error":{"code":6,"message":"who"}})", {{"content-type", "Application/JSON; charset=utf-8"}});
    auto const opened = chat.stream_completion(hello);
    REQUIRE(!opened);
    CHECK(opened.error().is_authentication());
  }
  SUBCASE("a page of a proxy") {
    wire.reply(200, "<html>log in</html>", {{"content-type", "text/html"}});
    CHECK(chat.stream_completion(hello).error().code == errc::decode);
  }
  SUBCASE("a failure of the transport while the error body is read") {
    wire.reply_stream(500, {"{"}, {}, geai::error(errc::transport, "cut"));
    geai::error const cut = chat.stream_completion(hello).error();
    CHECK(cut.code == errc::api_response);  // the headers were complete
    CHECK(cut.http_status == 500);
    CHECK(cut.message.find("its body is not whole: cut") != std::string::npos);
  }
  SUBCASE("a connection that was refused") {
    wire.fail(geai::error(errc::transport, "refused"));
    CHECK(chat.stream_completion(hello).error().code == errc::transport);
  }
  CHECK(wire.open_streams() == 0);
  CHECK(wire.requests().size() == 1);  // a chat is never sent twice
}

TEST_CASE("stream: the answer of a server that does not stream is one chunk") {
  mock wire;
  wire.reply(200,
             R"({"id":"c1","model":"m","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant",)"
             R"("content":"all"}}],"usage":{"total_tokens":4}})",
             {{"content-type", "application/json"}});
  auto const chat = client_of(wire);
  int count = 0;
  for (auto const& each : chat.stream_completion(hello).value()) {
    ++count;
    REQUIRE(each);
    CHECK(each->id == "c1");
    CHECK(each->choices.at(0).delta.content == "all");
    CHECK(each->choices.at(0).finish_reason == "stop");
    CHECK(each->usage->total_tokens == 4);
  }
  CHECK(count == 1);
}

TEST_CASE("stream: leaving the loop ends the transfer, and nothing is sent again") {
  mock wire;
  wire.reply_stream(200, {event(chunk("a")), event(chunk("b")), event("[DONE]")});
  auto const chat = client_of(wire);
  {
    auto stream = chat.stream_completion(hello).value();
    CHECK(wire.open_streams() == 1);
    for (auto const& each : stream) {
      CHECK(each->choices.at(0).delta.content == "a");
      break;
    }
    CHECK(wire.open_streams() == 1);
    auto moved = std::move(stream);
    auto const* const second = moved.next();
    REQUIRE(second != nullptr);
    CHECK((*second)->choices.at(0).delta.content == "b");
    CHECK(moved.next() == nullptr);
    CHECK(wire.open_streams() == 0);  // although the range still exists
    CHECK(moved.next() == nullptr);
  }
  auto const leave = [&] {
    for (auto const& each : chat.stream_completion(hello).value())
      if (each) throw std::runtime_error("from the loop");
  };
  CHECK_THROWS_AS(leave(), std::runtime_error);
  CHECK(wire.open_streams() == 0);
  CHECK(wire.requests().size() == 2);
}

TEST_CASE("stream: a stop token and a deadline of the call act between chunks, the client's timeout does not") {
  mock wire;
  wire.reply_stream(200, {event(chunk("a")), event(chunk("b")), event("[DONE]")});
  geai::chat_client const chat{wire, geai::api_key = "k", geai::base_url = "https://h", geai::timeout = 400ms};

  std::stop_source stop;
  auto stream = chat.stream_completion(hello, geai::call_options{.stop = stop.get_token()}).value();
  REQUIRE(stream.next()->has_value());
  std::this_thread::sleep_for(450ms);
  REQUIRE(stream.next()->has_value());
  stop.request_stop();
  CHECK(stream.next()->error().code == errc::cancelled);
  CHECK(stream.next() == nullptr);

  // Also before events that have already arrived.
  wire.reply_stream(200, {event(chunk("a")) + event(chunk("b")) + event("[DONE]")});
  std::stop_source other;
  auto whole = chat.stream_completion(hello, geai::call_options{.stop = other.get_token()}).value();
  REQUIRE(whole.next()->has_value());
  other.request_stop();
  CHECK(whole.next()->error().code == errc::cancelled);
  CHECK(wire.open_streams() == 0);

  wire.reply_stream(200, {event(chunk("a")), event(chunk("b"))});
  auto limited = chat.stream_completion(hello, geai::call_options{.timeout = 400ms}).value();
  REQUIRE(limited.next()->has_value());
  std::this_thread::sleep_for(450ms);
  CHECK(limited.next()->error().code == errc::timeout);
  CHECK(limited.next() == nullptr);
}

TEST_CASE("stream: only idempotent operations are retried, and only before the stream has begun") {
  mock wire;
  wire.reply(503, R"({"errors":[{"id":153,"description":"k3y-of-mine is busy"}]})");
  wire.fail(geai::error(errc::transport, "reset"));
  wire.reply_stream(200, {event(chunk("a"))}, {}, geai::error(errc::transport, "cut"));
  geai::chat_client const chat{wire, geai::api_key = "k3y-of-mine", geai::base_url = "https://h",
                               geai::retry = geai::retry_policy{.max_attempts = 5, .base_delay = 1ms}};
  auto stream = chat.stream(watch{}).value();
  CHECK(wire.requests().size() == 3);
  REQUIRE(stream.next()->has_value());
  geai::error const broken = stream.next()->error();
  CHECK(broken.message.starts_with("watch: cut [h]; tried 3 times"));
  REQUIRE(broken.attempts.size() == 3);  // including the earlier ones, with the messages of their own errors
  std::string_view const causes[] = {"HTTP 503: *** is busy (code 153) [h]", "reset [h]", "cut [h]"};
  for (int i = 0; i != 3; ++i) {
    geai::attempt const& each = broken.attempts[static_cast<std::size_t>(i)];
    CHECK(each.number == i + 1);
    CHECK(each.cause == causes[i]);
    CHECK(each.duration > 0ms);  // rounded up
  }
  CHECK(wire.requests().size() == 3);

  wire.reply(200, "{}", {{"content-type", "application/json"}});
  CHECK(chat.stream(watch{}).error().code == errc::decode);  // it has no conversion for a whole answer
}

TEST_CASE("stream: uses the token that a policy fetches") {
  mock wire;
  wire.reply(200, R"({"access_token":"fetched","token_type":"Bearer","expires_in":3600})");
  wire.reply_stream(200, {event("[DONE]")});
  geai::chat_client const chat{
      wire, geai::auth::password{.client_id = "c", .username = "u", .password = "p", .project_id = "p"},
      geai::base_url = "https://h"};
  REQUIRE(chat.stream_completion(hello));
  CHECK(wire.requests().at(1).header("Authorization") == "Bearer fetched");
  CHECK(wire.requests().at(1).header("ProjectId") == "p");
}

TEST_CASE("stream: mock: send() and stream() give the same answers") {
  mock wire;
  wire.reply_stream(201, {"a", "", "b"}, {{"X", "y"}});
  wire.reply(202, "whole");
  geai::http::request rq;
  geai::http::response rs;
  REQUIRE(wire.send(rq, rs));
  CHECK(rs.status == 201);
  CHECK(rs.body == "ab");
  CHECK(rs.header("x") == "y");
  geai::http::response head;
  auto body = wire.stream(rq, head).value();
  CHECK(head.status == 202);
  CHECK(head.body.empty());
  std::string text;
  CHECK(*body.read(text) == 5);
  CHECK(*body.read(text) == 0);
  CHECK(*body.read(text) == 0);
  CHECK(text == "whole");
}
