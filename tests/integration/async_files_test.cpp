#include <geai/inline.hpp>
//
#include <geai/async.hpp>
#include <geai/geai.hpp>
//
#include <doctest/doctest.h>
#include <sys/socket.h>

#include <atomic>
#include <chrono>
#include <coroutine>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "curl_servers.hpp"
#include "support/await_on.hpp"
#include "support/sandbox.hpp"
#include "support/temporary_directory.hpp"

// Files over curl_multi: the parts about awaiting; transfers_test.cpp covers both engines.
//
// g++ 12 miscompiles braces within a co_await (client/awaiting.hpp), so calls with braces are made first.

namespace {

using namespace std::chrono_literals;
using support::answering;
using support::await_on;
using support::peer;
using support::seen_request;
using support::server;

std::size_t entries(std::filesystem::path const& folder) {
  auto const all = std::filesystem::directory_iterator(folder);
  return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

auto files_on(geai::event_loop& loop, std::string const& url) {
  return geai::files_client{geai::transport::curl_multi{loop}, geai::api_key = "sandbox-key", geai::base_url = url,
                            geai::retry = geai::retry_policy{.max_attempts = 1}};
}

// A transport without a send_async() for body sources.
struct mere_transport {
  auto send_async(geai::http::request const& rq, geai::http::response& rs) { return wire.send_async(rq, rs); }
  geai::event_loop::handle const& loop() { return wire.loop(); }
  geai::transport::curl_multi wire;
};
static_assert(geai::transport::asynchronous<mere_transport> && !geai::transport::sends_sources_async<mere_transport>);

}  // namespace

TEST_CASE("async: the arguments of an upload or download may be destroyed before it is awaited") {
  support::temporary_directory const folder;
  support::sandbox const sandbox;
  geai::event_loop loop;
  std::string const bytes(200'000, 'b');
  std::string const long_name = "a name that is in no string itself.txt";
  auto told = std::make_shared<std::uint64_t>(0);
  std::optional<geai::task<geai::result<geai::stored_file>>> in_memory, by_path;
  {
    auto const files = files_on(loop, sandbox.url());
    std::string const path = folder.write("sent", bytes);
    in_memory.emplace(files.upload_file({.file = {.content = std::string(bytes), .name = std::string(long_name)}},
                                        [told](std::uint64_t sent, std::uint64_t) { *told = sent; },
                                        {.headers = {{"X-Trace", std::string(100, 't')}}}));
    by_path.emplace(files.upload_file({.file = {.path = std::string(path), .name = std::string(long_name)}}));
    std::filesystem::remove(path);
  }
  CHECK(told.use_count() == 2);
  auto const first = await_on(loop, *in_memory);
  REQUIRE((first ? "" : first.error().message) == "");
  CHECK(*told > bytes.size());
  auto const second = await_on(loop, *by_path);
  REQUIRE((second ? "" : second.error().message) == "");

  auto const kept = std::make_shared<std::string>();
  std::ostringstream borrowed;
  std::vector<geai::task<geai::result<geai::file_content>>> downloads;
  {
    auto const files = files_on(loop, sandbox.url());
    downloads.push_back(files.download_file({.id = std::string(first->id)}, (folder.path() / "path").string()));
    downloads.push_back(files.download_file({.id = std::string(first->id)}, std::ofstream(folder.path() / "stream")));
    downloads.push_back(files.download_file({.id = second->id}, [kept](std::string_view piece) { *kept += piece; }));
    downloads.push_back(files.download_file({.id = second->id}, borrowed));
    CHECK(entries(folder.path()) == 1);  // the others are not awaited yet
  }
  for (auto& each : downloads) {
    auto const fetched = await_on(loop, each);
    REQUIRE((fetched ? "" : fetched.error().message) == "");
    CHECK(fetched->size == bytes.size());
  }
  CHECK(folder.read("path") == bytes);
  CHECK(folder.read("stream") == bytes);
  CHECK(*kept == bytes);
  CHECK(borrowed.str() == bytes);
  CHECK(entries(folder.path()) == 2);
}

TEST_CASE("async: a call that has ended holds no resources, although its task still exists") {
  support::temporary_directory const folder;
  std::string const path = folder.write("sent", std::string(1000, 'x'));
  std::atomic<int> closed = 0;
  server host([&](peer& client) {
    while (auto const seen = client.read_request()) {
      if (seen->method == "POST") {
        client.answer(200, R"({"dataFileId":"i"})");
        continue;
      }
      client.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
      closed += client.wait_for_close_within(support::patience);
      return;
    }
  });
  geai::event_loop loop;
  auto const files = files_on(loop, host.url(""));
  REQUIRE(await_on(loop, files.upload_file({.file = {.content = "x", .name = "warm"}})));
  auto const lives = std::make_shared<int>(0);
  std::size_t const open = entries("/proc/self/fd");
  auto up = files.upload_file({.file = {.path = path}}, [lives](std::uint64_t, std::uint64_t) {});
  CHECK(entries("/proc/self/fd") == open + 1);
  REQUIRE(await_on(loop, up));
  CHECK(entries("/proc/self/fd") == open);
  CHECK(lives.use_count() == 1);

  auto down = files.download_file({.id = "i"}, [lives](std::string_view) { throw std::runtime_error("mine"); });
  CHECK_THROWS_WITH(static_cast<void>(await_on(loop, down)), "mine");
  CHECK(lives.use_count() == 1);
  auto const limit = geai::http::clock::now() + support::patience;
  while (closed == 0 && geai::http::clock::now() < limit) std::this_thread::sleep_for(1ms);
  CHECK(closed == 1);
}

TEST_CASE("async: destroying a task ends its upload or download and leaves no file behind") {
  support::temporary_directory const folder;
  std::string const path = folder.write("sent", std::string(8u << 20, 'x'));
  std::atomic<int> reached = 0;
  std::atomic<int> closed = 0;
  server host([&](peer& client) {
    auto const seen = client.read_head();
    if (!seen) return;
    if (seen->method == "GET") client.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
    ++reached;
    char piece[4096];
    while (::recv(client.fd(), piece, sizeof piece, 0) > 0) std::this_thread::sleep_for(1ms);  // in the middle of 8 MB
    ++closed;
  });
  geai::event_loop loop;
  auto const files = files_on(loop, host.url(""));
  {
    auto up = files.upload_file({.file = {.path = path}});
    auto down = files.download_file({.id = "i"}, (folder.path() / "fetched").string());
    CHECK(up.await_suspend(std::noop_coroutine()));
    CHECK(down.await_suspend(std::noop_coroutine()));
    auto const limit = geai::http::clock::now() + support::patience;
    while ((reached != 2 || entries(folder.path()) != 2) && geai::http::clock::now() < limit) {
      loop.poll();
      std::this_thread::sleep_for(1ms);
    }
    CHECK(entries(folder.path()) == 2);
  }
  CHECK(entries(folder.path()) == 1);
  auto const limit = geai::http::clock::now() + support::patience;
  while (closed != 2 && geai::http::clock::now() < limit) std::this_thread::sleep_for(1ms);
  CHECK(closed == 2);
}

TEST_CASE("async: a transport without body sources gets the whole body in memory") {
  support::recorder seen;
  server host(answering([&](peer& client, seen_request const& rq) {
    seen.add(rq);
    client.answer(200, R"({"dataFileId":"i"})");
  }));
  geai::event_loop loop;
  geai::files_client const files{mere_transport{geai::transport::curl_multi(loop)}, geai::api_key = "k",
                                 geai::base_url = host.url("")};
  std::uint64_t told = 0;
  auto call = files.upload_file({.file = {.content = "these bytes", .name = "n"}},
                                [&](std::uint64_t sent, std::uint64_t) { told = sent; });
  REQUIRE(await_on(loop, call));
  CHECK(seen.last().body.find("these bytes") != std::string::npos);
  CHECK(told == seen.last().body.size());
}

TEST_CASE("async: concurrent uploads and downloads") {
  support::temporary_directory const folder;
  support::sandbox const sandbox;
  geai::event_loop loop;
  auto const files = files_on(loop, sandbox.url());
  std::vector<std::string> names;
  for (int i = 0; i != 12; ++i) {
    names.push_back("f" + std::to_string(i));
    folder.write(names.back(), std::string(static_cast<std::size_t>(i) * 100'000 + 1, static_cast<char>('a' + i)));
  }
  auto const there_and_back = [&](std::string const& name) -> geai::task<void> {
    auto sending = files.upload_file({.file = {.path = folder.path() / name}});
    auto const stored = co_await sending;
    auto fetching = files.download_file({.id = stored.value().id}, folder.path() / (name + " again"));
    static_cast<void>((co_await fetching).value());
  };
  loop.spawn(geai::for_each_concurrent(names, 5, there_and_back));
  REQUIRE(loop.run_for(support::patience));
  for (std::string const& each : names) CHECK(folder.read(each) == folder.read(each + " again"));
  CHECK(entries(folder.path()) == 24);
}
