#include <geai/inline.hpp>
//
#include <geai/client/chat.hpp>
//
#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <future>
#include <geai/json/simdjson.hpp>
#include <geai/transport/curl.hpp>
#include <mutex>
#include <set>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include "curl_servers.hpp"
#include "support/both_engines.hpp"
#include "support/sandbox.hpp"

// Streams over connections, with both engines.

namespace {

using namespace std::chrono_literals;
using geai::errc;
using geai::http::clock;
using support::answering;
using support::peer;
using support::seen_request;
using support::server;

std::string chunk_event(std::string_view content) {
  return R"(data: {"id":"c1","choices":[{"index":0,"delta":{"content":")" + std::string(content) + "\"}}]}\n\n";
}
std::string const done_event = "data: [DONE]\n\n";
std::string const stream_head =
    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

std::string http_chunk(std::string_view text) {
  char size[20];
  std::snprintf(size, sizeof size, "%zx\r\n", text.size());
  return size + std::string(text) + "\r\n";
}
std::string const last_chunk = "0\r\n\r\n";

geai::api::chat_completion const hello{.model = "openai/gpt-4o", .messages = {{.role = "user", .content = "hi"}}};

template <class Engine, class... Argument> auto client_of(server const& host, Argument&&... more) {
  return Engine::template client<geai::chat_client>(geai::api_key = "k", geai::base_url = host.url(""),
                                                    std::forward<Argument>(more)...);
}

// The text of a stream, and the error that ended it.
template <class Stream> std::string text_of(Stream&& stream, geai::error& failure) {
  std::string text;
  for (geai::result<geai::chat_chunk> const& each : stream) {
    if (each)
      for (auto const& choice : each->choices) text += choice.delta.content.value_or("");
    else
      failure = each.error();
  }
  return text;
}

// A flag that another thread waits for.
class flag {
public:
  void set() { set_ = true; }
  bool wait(std::chrono::milliseconds most) const {
    for (auto const end = clock::now() + most; !set_ && clock::now() < end;) std::this_thread::sleep_for(1ms);
    return set_;
  }

private:
  std::atomic<bool> set_ = false;
};

}  // namespace

TEST_CASE_TEMPLATE("stream: over HTTP, in difficult pieces, and the connection is reused", Engine, support::blocking,
                   support::awaiting) {
  std::string const text = "\xEF\xBB\xBF: hello\r\n\r\n" + chunk_event("Gr\xC3\xBC") + "event: message\r\nid: 1\r" +
                           chunk_event(
                               "\xC3\x9F "
                               "\xF0\x9F\x98\x80") +
                           done_event;
  std::set<std::uint16_t> ports;
  std::size_t piece = 1;
  server host(answering([&](peer& client, seen_request const& rq) {
    ports.insert(client.port());
    CHECK(rq.method == "POST");
    CHECK(rq.has("Accept: text/event-stream, application/json\r\n"));
    CHECK(rq.body.find(R"("stream":true)") != rq.body.npos);
    client.write(stream_head);
    for (std::size_t at = 0; at < text.size(); at += piece) client.write(http_chunk(text.substr(at, piece)));
    client.write(last_chunk);
  }));
  auto const chat = client_of<Engine>(host);
  for (std::size_t size : {1u, 2u, 3u, 7u, 50u, 5000u}) {
    piece = size;
    geai::error failure;
    CHECK(text_of(chat.stream_completion(hello).value(), failure) == "Gr\xC3\xBC\xC3\x9F \xF0\x9F\x98\x80");
    CHECK(failure.message == "");
  }
  CHECK(ports.size() == 1);
}

TEST_CASE_TEMPLATE("stream: headers and chunks arrive as soon as they are sent", Engine, support::blocking,
                   support::awaiting) {
  flag opened;
  flag first_seen;
  flag second_seen;
  server host(answering([&](peer& client, seen_request const&) {
    client.write(stream_head);
    CHECK(opened.wait(5s));
    client.write(http_chunk(chunk_event("a")));
    CHECK(first_seen.wait(5s));
    client.write(http_chunk(chunk_event("b")));
    CHECK(second_seen.wait(5s));
    client.write(http_chunk(done_event) + last_chunk);
  }));
  auto const chat = client_of<Engine>(host);
  auto stream = chat.stream_completion(hello).value();
  opened.set();
  REQUIRE(stream.next() != nullptr);
  first_seen.set();
  REQUIRE(stream.next() != nullptr);
  second_seen.set();
  CHECK(stream.next() == nullptr);
}

TEST_CASE_TEMPLATE("stream: a body that ends with its connection", Engine, support::blocking, support::awaiting) {
  geai::error failure;
  SUBCASE("after [DONE]") {
    server host(support::saying("HTTP/1.1 200 OK\r\n\r\n" + chunk_event("a") + done_event));
    CHECK(text_of(client_of<Engine>(host).stream_completion(hello).value(), failure) == "a");
    CHECK(failure.message == "");
  }
  SUBCASE("before [DONE]") {
    server host(support::saying("HTTP/1.1 200 OK\r\n\r\n" + chunk_event("a") + "data: [DO"));
    CHECK(text_of(client_of<Engine>(host).stream_completion(hello).value(), failure) == "a");
    CHECK(failure.code == errc::transport);
    CHECK(failure.phase == geai::phase::receive);
  }
  SUBCASE("inside of a chunk of HTTP") {
    server host(support::saying(stream_head + http_chunk(chunk_event("a")) + "50\r\ndata: "));
    CHECK(text_of(client_of<Engine>(host).stream_completion(hello).value(), failure) == "a");
    CHECK(failure.code == errc::transport);
    CHECK(failure.phase == geai::phase::receive);
  }
  SUBCASE("with a reset") {
    flag seen;  // a reset may overtake the bytes sent before it
    server host([&](peer& client) {
      if (!client.read_request()) return;
      client.write(stream_head + http_chunk(chunk_event("a")));
      seen.wait(5s);
      client.reset();
    });
    auto const chat = client_of<Engine>(host);
    auto stream = chat.stream_completion(hello).value();
    REQUIRE(stream.next()->has_value());
    seen.set();
    CHECK(text_of(stream, failure) == "");
    CHECK(failure.code == errc::transport);
  }
  SUBCASE("within the headers") {
    server host(support::saying("HTTP/1.1 200 OK\r\nContent-Ty"));
    auto const opened = client_of<Engine>(host).stream_completion(hello);
    REQUIRE(!opened);
    CHECK(opened.error().code == errc::transport);
    CHECK(opened.error().message.starts_with("chat_completion: "));
  }
}

TEST_CASE_TEMPLATE("stream: errors of the platform, before and in the stream", Engine, support::blocking,
                   support::awaiting) {
  std::atomic<int> requests = 0;
  std::mutex mutex;
  std::string reply_now;
  server host(answering([&](peer& client, seen_request const&) {
    ++requests;
    std::unique_lock lock(mutex);
    std::string const reply = reply_now;
    lock.unlock();
    client.write(reply);
  }));
  auto const reply_with = [&](std::string reply) {
    std::lock_guard lock(mutex);
    reply_now = std::move(reply);
  };
  auto const chat = client_of<Engine>(host);
  std::string const body = R"({"errors":[{"id":103,"description":"expired"}]})";
  std::string const length = "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n";

  for (std::string const& head :
       {"HTTP/1.1 401 No\r\n" + length, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" + length}) {
    reply_with(head + body);
    auto const opened = chat.stream_completion(hello);
    REQUIRE(!opened);
    CHECK(opened.error().code == errc::api_response);
    CHECK(opened.error().http_status == (head[9] == '4' ? 401 : 200));
    CHECK(opened.error().is_authentication());
    CHECK(opened.error().body == body);
  }

  reply_with(stream_head + http_chunk(chunk_event("a") + "data: " + body + "\n\n") + last_chunk);
  geai::error failure;
  CHECK(text_of(chat.stream_completion(hello).value(), failure) == "a");
  CHECK(failure.code == errc::api_response);
  CHECK(failure.faults.at(0).code == 103);

  reply_with("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n");
  CHECK(chat.stream_completion(hello).error().http_status == 503);
  CHECK(requests == 4);  // none was sent again
}

TEST_CASE_TEMPLATE("stream: idle limits, deadlines and stop requests end it", Engine, support::blocking,
                   support::awaiting) {
  flag over;
  flag asked;
  server host(answering([&](peer& client, seen_request const& rq) {
    if (rq.body.find("no head") == rq.body.npos)
      client.write(stream_head + http_chunk(chunk_event("a")));
    else
      asked.set();
    over.wait(10s);
  }));
  geai::api::chat_completion const no_head{.model = "m", .messages = {{.role = "user", .content = "no head"}}};

  SUBCASE("the idle limit") {
    auto const chat = client_of<Engine>(host, geai::idle_timeout = 500ms);
    auto stream = chat.stream_completion(hello).value();
    REQUIRE(stream.next()->has_value());
    std::this_thread::sleep_for(550ms);  // the time in the caller's code does not count as idle
    auto const began = clock::now();
    auto const* const last = stream.next();
    CHECK(last->error().code == errc::timeout);
    CHECK(last->error().phase == geai::phase::receive);
    CHECK(clock::now() - began >= 499ms);
    CHECK(clock::now() - began < 9s);
    CHECK(stream.next() == nullptr);
  }
  SUBCASE("the client's limit is for the beginning") {
    auto const chat = client_of<Engine>(host, geai::timeout = 500ms, geai::idle_timeout = 1s);
    auto const late = chat.stream_completion(no_head);
    CHECK(late.error().code == errc::timeout);
    CHECK(late.error().phase == geai::phase::first_byte);
    auto stream = chat.stream_completion(hello).value();
    REQUIRE(stream.next()->has_value());
    auto const began = clock::now();
    CHECK(stream.next()->error().code == errc::timeout);
    CHECK(clock::now() - began >= 990ms);
  }
  SUBCASE("the call's limit is for all of it") {
    auto const chat = client_of<Engine>(host);
    auto const began = clock::now();
    auto stream = chat.stream_completion(hello, geai::call_options{.timeout = 500ms}).value();
    REQUIRE(stream.next()->has_value());
    CHECK(stream.next()->error().code == errc::timeout);
    CHECK(clock::now() - began < 9s);
  }
  SUBCASE("a stop request, while it waits for the next event or for the headers") {
    auto const chat = client_of<Engine>(host);
    for (auto const* const operation : {&hello, &no_head}) {
      std::stop_source stop;
      flag begun;
      std::promise<clock::time_point> stopped;
      std::jthread const stopper([&] {
        (operation == &hello ? begun : asked).wait(5s);
        std::this_thread::sleep_for(50ms);
        stopped.set_value(clock::now());
        stop.request_stop();
      });
      geai::error failure;
      auto stream = chat.stream_completion(*operation, geai::call_options{.stop = stop.get_token()});
      if (stream) {
        REQUIRE(stream->next()->has_value());
        begun.set();
        text_of(*stream, failure);
      } else {
        failure = stream.error();
      }
      auto const took = clock::now() - stopped.get_future().get();
      MESSAGE("stopped after ", std::chrono::duration_cast<std::chrono::milliseconds>(took).count(), " ms");
      CHECK(failure.code == errc::cancelled);
      CHECK(failure.phase == (operation == &hello ? geai::phase::receive : geai::phase::first_byte));
      CHECK(took < 9s);
    }
  }
  over.set();
}

TEST_CASE_TEMPLATE("stream: a flood of events keeps neither a deadline nor a stop request from acting", Engine,
                   support::blocking, support::awaiting) {
  std::atomic<bool> going = true;
  server host(answering([&](peer& client, seen_request const&) {
    client.write(stream_head);
    while (going) client.write(http_chunk(chunk_event("a")));
  }));
  auto const chat = client_of<Engine>(host);
  auto const last_error = [](auto stream) {
    geai::error failure;
    auto const end = clock::now() + 20s;
    while (auto const* const each = stream.next()) {
      if (!*each) failure = each->error();
      if (clock::now() > end) break;
    }
    return failure;
  };
  CHECK(last_error(chat.stream_completion(hello, geai::call_options{.timeout = 3s}).value()).code == errc::timeout);
  std::stop_source stop;
  auto stopped = chat.stream_completion(hello, geai::call_options{.stop = stop.get_token()}).value();
  std::jthread const stopper([&] {
    std::this_thread::sleep_for(50ms);
    stop.request_stop();
  });
  CHECK(last_error(std::move(stopped)).code == errc::cancelled);
  going = false;
}

TEST_CASE_TEMPLATE("stream: leaving the loop closes the connection at once, and nothing is sent again", Engine,
                   support::blocking, support::awaiting) {
  std::atomic<int> requests = 0;
  std::atomic<int> closed = 0;
  server host(answering([&](peer& client, seen_request const&) {
    if (++requests > 2) return client.write(stream_head + http_chunk(done_event) + last_chunk);
    client.write(stream_head + http_chunk(chunk_event("a")));
    client.wait_for_close();
    ++closed;
  }));
  auto const chat = client_of<Engine>(host);
  auto const is_closed = [&](int count) {
    for (auto const end = clock::now() + 10s; closed < count && clock::now() < end;) std::this_thread::sleep_for(1ms);
    return closed == count;
  };

  for (auto const& each : chat.stream_completion(hello).value()) {
    CHECK(each);
    break;
  }
  CHECK(is_closed(1));
  auto const leave = [&] {
    for (auto const& each : chat.stream_completion(hello).value())
      if (each) throw std::runtime_error("from the loop");
  };
  CHECK_THROWS_AS(leave(), std::runtime_error);
  CHECK(is_closed(2));
  CHECK(requests == 2);

  // The handle can be reused.
  geai::error failure;
  text_of(chat.stream_completion(hello).value(), failure);
  CHECK(failure.message == "");
}

TEST_CASE_TEMPLATE("stream: a server that keeps the body open after [DONE] causes no delay", Engine, support::blocking,
                   support::awaiting) {
  flag over;
  std::atomic<bool> was_waited_for = true;
  {
    server host(answering([&](peer& client, seen_request const&) {
      client.write(stream_head + http_chunk(chunk_event("a") + done_event));
      was_waited_for = !over.wait(support::patience);
    }));
    auto const chat = client_of<Engine>(host);
    geai::error failure;
    CHECK(text_of(chat.stream_completion(hello).value(), failure) == "a");
    CHECK(failure.message == "");
    over.set();
  }
  CHECK(!was_waited_for);
}

TEST_CASE_TEMPLATE("stream: several at once, on one client, by one thread and, if it blocks, by many", Engine,
                   support::blocking, support::awaiting) {
  server host(answering([](peer& client, seen_request const&) {
    client.write(stream_head);
    for (int i = 0; i != 20; ++i) client.write(http_chunk(chunk_event("x")));
    client.write(http_chunk(done_event) + last_chunk);
  }));
  auto const chat = client_of<Engine>(host);
  auto left = chat.stream_completion(hello).value();
  auto right = chat.stream_completion(hello).value();
  for (int i = 0; i != 20; ++i) {
    CHECK(left.next()->has_value());
    CHECK(right.next()->has_value());
  }
  CHECK(left.next() == nullptr);
  CHECK(right.next() == nullptr);

  if constexpr (std::is_same_v<Engine, support::blocking>) {
    std::atomic<int> good = 0;
    std::vector<std::jthread> threads;
    for (int i = 0; i != 8; ++i)
      threads.emplace_back([&] {
        for (int round = 0; round != 5; ++round) {
          geai::error failure;
          if (text_of(chat.stream_completion(hello).value(), failure).size() == 20 && failure.message.empty()) ++good;
        }
      });
    threads.clear();
    CHECK(good == 40);
  }
}

TEST_CASE("stream: curl: the body is pulled, with bounded memory, and send() shares the connection") {
  std::size_t const total = 3u << 20;
  std::string const large(total, 'x');
  std::set<std::uint16_t> ports;
  server host(answering([&](peer& client, seen_request const& rq) {
    ports.insert(client.port());
    if (rq.target == "/large") return client.answer(200, large, "X-Head: 1\r\n");
    // Lines between the end of the headers and that of the body are not headers.
    client.write("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 206 Part\r\nX-A: b\r\nTransfer-Encoding: chunked\r\n\r\n" +
                 http_chunk("abc") + "0\r\nHTTP/1.1: 200\r\nX-Trailer: t\r\n\r\n");
  }));
  geai::transport::curl wire;
  geai::http::request rq;
  std::string const url = host.url("/large");
  rq.url = url;
  rq.body_limit = 10;  // is not for streams
  geai::http::response head;
  {
    auto body = wire.stream(rq, head).value();
    CHECK(head.status == 200);
    CHECK(head.header("x-head") == "1");
    CHECK(head.body.empty());
    std::size_t got = 0;
    std::size_t most = 0;
    for (std::string piece;; piece.clear()) {
      auto const read = body.read(piece);
      REQUIRE(read);
      CHECK(*read == piece.size());
      got += piece.size();
      most = std::max(most, piece.size());
      if (*read == 0) break;
    }
    CHECK(got == total);
    CHECK(most < total);
    std::string more;
    CHECK(*body.read(more) == 0);
    auto moved = std::move(body);
    CHECK(*moved.read(more) == 0);
  }
  std::string const small = host.url("/small");
  rq.url = small;
  geai::http::response other;
  {
    auto body = wire.stream(rq, other).value();
    CHECK(other.status == 206);
    std::string text = "before ";
    CHECK(*body.read(text) == 3);
    CHECK(text == "before abc");
    CHECK(*body.read(text) == 0);
    CHECK(other.headers.size() == 2);
  }
  geai::http::response whole;
  REQUIRE(wire.send(rq, whole));
  CHECK(whole.body == "abc");
  CHECK(ports.size() == 1);

  rq.url = "http://127.0.0.1:1/";
  CHECK(wire.stream(rq, whole).error().code == errc::transport);
  CHECK(wire.stream(rq, whole).error().phase == geai::phase::connect);
}

TEST_CASE_TEMPLATE("sandbox: chat, whole and as a stream, has the same content", Engine, support::blocking,
                   support::awaiting) {
  support::sandbox const sandbox;
  auto const chat =
      Engine::template client<geai::chat_client>(geai::api_key = "sandbox-key", geai::base_url = sandbox.url());
  auto const whole = chat.completion(hello);
  REQUIRE(whole);
  std::string const said = whole->choices.at(0).message.content.value();
  CHECK(said == "You said: hi");
  CHECK(whole->usage->total_tokens > 0);

  auto stream = chat.stream_completion(hello);
  REQUIRE(stream);
  std::string text;
  std::string finish;
  std::int64_t tokens = 0;
  for (auto const& each : *stream) {
    REQUIRE(each);
    for (auto const& choice : each->choices) {
      text += choice.delta.content.value_or("");
      finish += choice.finish_reason.value_or("");
    }
    if (each->usage) tokens = each->usage->total_tokens;
  }
  CHECK(text == said);
  CHECK(finish == "stop");
  CHECK(tokens == whole->usage->total_tokens);

  auto const stranger =
      Engine::template client<geai::chat_client>(geai::api_key = "wrong-key", geai::base_url = sandbox.url());
  CHECK(stranger.stream_completion(hello).error().is_authentication());
  CHECK(chat.stream_completion({.model = geai::agent_model_name("none"), .messages = hello.messages}).error().code ==
        errc::api_response);
}

TEST_CASE_TEMPLATE("sandbox: a tool is called, and its result is sent back", Engine, support::blocking,
                   support::awaiting) {
  support::sandbox const sandbox;
  auto const chat =
      Engine::template client<geai::chat_client>(geai::api_key = "sandbox-key", geai::base_url = sandbox.url());
  geai::api::chat_completion asking{
      .model = "openai/gpt-4o",
      .messages = {{.role = "user", .content = "use the tool"}},
      .tools = {
          {.function = {.name = "f", .parameters = {R"({"type":"object","properties":{"x":{"type":"string"}}})"}}}}};
  auto const first = chat.completion(asking).value();
  REQUIRE(first.choices.at(0).message.tool_calls.size() == 1);
  auto const& called = first.choices[0].message.tool_calls[0];
  CHECK(!first.choices[0].message.content);
  CHECK(called.function->name == "f");

  std::string arguments;
  for (auto const& each : chat.stream_completion(asking).value()) {
    REQUIRE(each);
    for (auto const& choice : each->choices)
      for (auto const& call : choice.delta.tool_calls)
        if (call.function) arguments += call.function->arguments;
  }
  CHECK(arguments == called.function->arguments);

  asking.messages.push_back(first.choices[0].message);
  asking.messages.push_back({.role = "tool", .content = "42", .tool_call_id = called.id});
  CHECK(chat.completion(asking).value().choices.at(0).message.content == "The tool said: 42");
}

TEST_CASE_TEMPLATE(
    "stream: a model may think before its first event for longer than the idle limit, unless it is given", Engine,
    support::blocking, support::awaiting) {
  support::server const host([](support::peer& client) {
    if (!client.read_request()) return;
    client.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n: thinking\n\n");
    std::this_thread::sleep_for(std::chrono::milliseconds(600));
    client.write("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"hi\"}}]}\n\ndata: [DONE]\n\n");
    client.finish_sending();
    client.drain();
  });
  auto const failures_with = [](auto const& chat) {
    int failures = 0;
    auto stream = chat.stream_completion({.model = "m", .messages = {{.role = "user", .content = "hi"}}});
    REQUIRE(stream);
    for (auto const& each : *stream)
      if (!each) {
        ++failures;
        CHECK(each.error().code == geai::errc::timeout);
      }
    return failures;
  };
  CHECK(failures_with(Engine::template client<geai::chat_client>(
            geai::api_key = "k", geai::base_url = host.url(""), geai::idle_timeout = std::chrono::milliseconds(200))) ==
        1);
  CHECK(failures_with(Engine::template client<geai::chat_client>(geai::api_key = "k", geai::base_url = host.url(""))) ==
        0);
}
