#include <geai/inline.hpp>
//
#include <geai/client/chat.hpp>
#include <geai/client/files.hpp>
//
#include <doctest/doctest.h>
#include <sys/resource.h>

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <geai/json/simdjson.hpp>
#include <geai/transport/curl.hpp>
#include <string>
#include <string_view>

#include "curl_servers.hpp"
#include "support/both_engines.hpp"
#include "support/sanitizers.hpp"
#include "support/temporary_directory.hpp"

// Compressed bodies that are truncated, damaged, huge, or falsely labelled; compressed by gzip, Python and Perl, not by
// us. With both engines.

namespace {

using namespace std::chrono_literals;
using geai::errc;
using support::peer;
using support::seen_request;
using support::server;

constexpr geai::retry_policy once{.max_attempts = 1};

std::string packed(std::string const& text, std::string const& how) {
  if (how == "gzip") return support::run("gzip", {"-c"}, {.input = text}).out;
  std::string const bits = how == "deflate" ? "15" : "-15";
  return support::run("/usr/bin/python3",
                      {"-c", "import sys, zlib; c = zlib.compressobj(9, zlib.DEFLATED, " + bits +
                                 "); i = sys.stdin.buffer.read(); sys.stdout.buffer.write(c.compress(i) + c.flush())"},
                      {.input = text})
      .out;
}

// A text that compresses well, but not to almost nothing.
std::string text_of(std::size_t size) {
  std::string text;
  for (std::uint32_t number = 1; text.size() < size; number = number * 1664525u + 1013904223u)
    text += "row " + std::to_string(number) + "\n";
  text.resize(size);
  return text;
}

std::function<void(peer&)> serving(std::string body, std::string encoding, bool chunked = false) {
  return support::answering([=](peer& client, seen_request const&) {
    if (!chunked) return client.answer(200, body, "Content-Encoding: " + encoding + "\r\n");
    client.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: " + encoding + "\r\n\r\n");
    for (std::size_t at = 0; at < body.size(); at += 1000) {
      std::string const piece = body.substr(at, 1000);
      char size[16];
      std::snprintf(size, sizeof size, "%zx\r\n", piece.size());
      client.write(size + piece + "\r\n");
    }
    client.write("0\r\n\r\n");
  });
}

template <class Engine> auto files_of(server const& host) {
  return Engine::template client<geai::files_client>(geai::api_key = "k", geai::base_url = host.url(""),
                                                     geai::retry = once, geai::timeout = 60s);
}

std::string content_of(std::filesystem::path const& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// The peak memory of this process in bytes. Meaningless with a sanitizer, which keeps freed memory.
long largest_memory() {
#ifdef WITH_SANITIZER
  return 0;
#else
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  return used.ru_maxrss << 10;
#endif
}

}  // namespace

TEST_CASE_TEMPLATE("faults: a complete compressed body is decompressed for every sink", Engine, support::blocking,
                   support::awaiting) {
  support::temporary_directory folder;
  std::string const text = text_of(300'000);
  std::string const path = (folder.path() / "a").string();
  for (std::string const how : {"gzip", "deflate", "raw deflate"})
    for (bool chunked : {false, true}) {
      CAPTURE(how);
      CAPTURE(chunked);
      server const host(serving(packed(text, how), how == "gzip" ? "gzip" : "deflate", chunked));
      auto const client = files_of<Engine>(host);
      REQUIRE(client.download(geai::api::get_file_content{.id = "1"}, path));
      CHECK(content_of(path) == text);
      auto const raw = client.call_raw(geai::api::get_file_content{.id = "1"});
      REQUIRE(raw.has_value());
      CHECK(raw->body == text);
    }
  std::string const two = packed("one and ", "gzip") + packed("two", "gzip");
  server const host(serving(two, "x-gzip"));
  auto const raw = files_of<Engine>(host).call_raw(geai::api::get_file_content{.id = "1"});
  REQUIRE(raw.has_value());
  CHECK(raw->body == "one and two");
}

TEST_CASE_TEMPLATE("faults: a truncated compressed body is an error for every sink, and leaves no file", Engine,
                   support::blocking, support::awaiting) {
  support::temporary_directory folder;
  std::string const text = text_of(5000);
  std::string const path = (folder.path() / "a").string();
  for (std::string const how : {"gzip", "deflate", "raw deflate"}) {
    std::string const whole = packed(text, how);
    for (std::size_t size = 1; size < whole.size(); size += 1 + whole.size() / 23) {
      CAPTURE(how);
      CAPTURE(size);
      server const host(serving(whole.substr(0, size), how == "gzip" ? "gzip" : "deflate"));
      auto const client = files_of<Engine>(host);
      auto const saved = client.download(geai::api::get_file_content{.id = "1"}, path);
      REQUIRE(!saved);
      CHECK(saved.error().code == errc::transport);
      CHECK(saved.error().http_status == 200);
      CHECK(std::filesystem::is_empty(folder.path()));
      std::string got;
      CHECK(!client.download(geai::api::get_file_content{.id = "1"}, [&](std::string_view piece) { got += piece; }));
      CHECK(text.starts_with(got));
      auto const raw = client.call_raw(geai::api::get_file_content{.id = "1"});
      REQUIRE(raw.has_error());
      CHECK(raw.error().code == errc::transport);
      CHECK(!client.call(geai::api::get_file_content{.id = "1"}));
    }
  }
  std::string damaged = packed(text, "gzip");
  damaged[damaged.size() - 5] = static_cast<char>(damaged[damaged.size() - 5] ^ 1);  // in the checksum
  server const host(serving(damaged, "gzip"));
  CHECK(!files_of<Engine>(host).download(geai::api::get_file_content{.id = "1"}, path));
  CHECK(std::filesystem::is_empty(folder.path()));
}

TEST_CASE_TEMPLATE("faults: 200 MiB of zeros as gzip is downloaded with little memory", Engine, support::blocking,
                   support::awaiting) {
  std::string const bomb = support::run("sh", {"-c", "head -c 209715200 /dev/zero | gzip -1 -c"}).out;
  REQUIRE(bomb.size() < 8u << 20);
  REQUIRE(bomb.size() > 1u << 17);
  server const host(serving(bomb, "gzip"));
  auto const client = files_of<Engine>(host);
  auto const before = largest_memory();
  std::uint64_t zeros = 0;
  std::size_t largest = 0;
  auto const done = client.download(geai::api::get_file_content{.id = "1"}, [&](std::string_view piece) {
    zeros += piece.size();
    largest = std::max(largest, piece.size());
  });
  REQUIRE((done ? "" : done.error().message) == "");
  CHECK(zeros == 200u << 20);
  CHECK(largest <= 1u << 20);
  CHECK(largest_memory() - before < 32 << 20);
}

TEST_CASE_TEMPLATE("faults: a decompression bomb takes less than twice the limit", Engine, support::blocking,
                   support::awaiting) {
  constexpr long limit = 66 << 20;
  std::string const bomb = support::run("sh", {"-c", "head -c 209715200 /dev/zero | gzip -1 -c"}).out;
  server const host(serving(bomb, "gzip"));
  auto const client = Engine::template client<geai::files_client>(
      geai::api_key = "k", geai::base_url = host.url(""), geai::retry = once, geai::body_limit = std::size_t{limit});
  auto const before = largest_memory();
  auto const raw = client.call_raw(geai::api::get_file_content{.id = "1"});
  REQUIRE(raw.has_error());
  CHECK(raw.error().code == errc::too_large);
  CHECK(largest_memory() - before < 2 * limit);  // a growing string exists twice for a moment
}

TEST_CASE_TEMPLATE("faults: status, headers and Retry-After survive a body that cannot be read", Engine,
                   support::blocking, support::awaiting) {
  struct unreadable {
    char const* headers;
    char const* body;
  };
  for (unreadable const& each :
       {unreadable{"Content-Encoding: br\r\n", "slow down"}, unreadable{"Content-Encoding: zstd\r\n", "slow down"},
        unreadable{"Content-Encoding: deflate\r\n", "slow down"}, unreadable{"Content-Encoding: gzip, br\r\n", "slow"},
        unreadable{"Content-Encoding: gzip\r\n", "\x1f\x8b\x08"}, unreadable{"Content-Length: 100\r\n", "slow down"},
        unreadable{"Transfer-Encoding: chunked\r\n", "zz\r\n"}}) {
    CAPTURE(each.headers);
    std::atomic<int> seen = 0;
    server const host(support::answering([&](peer& client, seen_request const&) {
      if (++seen == 3) return client.answer(200, R"({"choices":[{"index":0,"message":{"content":"x"}}]})");
      client.write("HTTP/1.1 429 Too Many Requests\r\nRetry-After: 0\r\nX-Request-Id: r-1\r\n" +
                   std::string(each.headers) + "\r\n" + each.body);
      client.finish_sending();
    }));
    auto const chat = Engine::template client<geai::chat_client>(geai::api_key = "k", geai::base_url = host.url(""));
    geai::api::chat_completion const hello{.model = "m", .messages = {{.role = "user", .content = "hi"}}};
    auto const failed = chat.completion(hello, {.retry = once});
    REQUIRE(!failed);
    CHECK(failed.error().code == errc::api_response);
    CHECK(failed.error().http_status == 429);
    CHECK(failed.error().retry_after == 0ms);
    CHECK(failed.error().request_id == "r-1");
    CHECK(failed.error().is_rate_limited());
    CHECK(chat.completion(hello));  // retried, since it was not processed
    CHECK(seen == 3);
    seen = 0;
    auto const streamed = chat.stream_completion(hello, {.retry = once});
    REQUIRE(!streamed);
    CHECK(streamed.error().http_status == 429);
    CHECK(streamed.error().retry_after == 0ms);
  }
}

TEST_CASE_TEMPLATE("faults: an event stream may be compressed, and a truncated one is an error", Engine,
                   support::blocking, support::awaiting) {
  std::string events;
  for (int i = 0; i != 2000; ++i)
    events += "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + std::to_string(i) + "\"}}]}\n\n";
  std::string const zipped = packed(events + "data: [DONE]\n\n", "gzip");
  geai::api::chat_completion const hello{.model = "m", .messages = {{.role = "user", .content = "hi"}}};
  for (bool whole : {true, false}) {
    std::string const body = whole ? zipped : zipped.substr(0, zipped.size() / 2);
    server const host(support::answering([&](peer& client, seen_request const&) {
      client.answer(200, body, "Content-Type: text/event-stream\r\nContent-Encoding: gzip\r\n");
    }));
    auto const chat = Engine::template client<geai::chat_client>(geai::api_key = "k", geai::base_url = host.url(""));
    auto stream = chat.stream_completion(hello);
    REQUIRE(stream);
    int chunks = 0;
    bool failed = false;
    for (auto const& each : *stream) each ? void(++chunks) : void(failed = true);
    CHECK(failed == !whole);
    CHECK((chunks == 2000) == whole);
    CHECK(chunks > 0);
  }
}
