#include <geai/inline.hpp>
//
#include <geai/client/files.hpp>
//
#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <geai/client/chat.hpp>
#include <geai/client/processes.hpp>
#include <geai/client/rag.hpp>
#include <geai/json/simdjson.hpp>
#include <geai/transport/curl.hpp>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "curl_servers.hpp"
#include "support/both_engines.hpp"
#include "support/sandbox.hpp"
#include "support/temporary_directory.hpp"

// Uploads and downloads of files over connections, with both engines.

namespace geai::api {

// An upload that may be repeated.
struct replace_thing {
  file_upload file{};

  using answer = void;
  using endpoint = put<"/thing">;
  using parameters = fields<part<"file", &replace_thing::file>>;
};

}  // namespace geai::api

namespace {

using namespace std::chrono_literals;
using geai::errc;
using geai::http::clock;
using support::peer;
using support::seen_request;
using support::server;

constexpr std::uint64_t megabyte = 1u << 20;

// A file with different bytes at each position.
std::string make_file(support::temporary_directory const& folder, std::string const& name, std::uint64_t size) {
  std::string const path = folder.path() / name;
  std::ofstream out(path, std::ios::binary);
  std::string block;
  for (std::uint64_t written = 0; written < size; written += block.size()) {
    std::uint64_t bits = written + 1;
    block.resize(static_cast<std::size_t>(std::min(megabyte, size - written)));
    for (char& c : block) c = static_cast<char>((bits = bits * 6364136223846793005u + 1442695040888963407u) >> 56);
    out << block;
  }
  return path;
}

bool same_bytes(std::string const& left, std::string const& right) {
  if (std::filesystem::file_size(left) != std::filesystem::file_size(right)) return false;
  std::ifstream a(left, std::ios::binary), b(right, std::ios::binary);
  std::string in_a(megabyte, ' '), in_b(megabyte, ' ');
  while (a && b) {
    a.read(in_a.data(), static_cast<std::streamsize>(in_a.size()));
    b.read(in_b.data(), static_cast<std::streamsize>(in_b.size()));
    if (a.gcount() != b.gcount() ||
        in_a.compare(0, static_cast<std::size_t>(a.gcount()), in_b, 0, static_cast<std::size_t>(b.gcount())) != 0)
      return false;
  }
  return true;
}

// The peak memory of this process, since reset_peak() if the system can reset it.
std::uint64_t peak_memory() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmHWM:")) return std::stoull(line.substr(6)) * 1024;
  return 0;
}
void reset_peak() { std::ofstream("/proc/self/clear_refs") << 5; }

template <class Engine> auto client_of(std::string const& url) {
  return Engine::template client<geai::files_client>(
      geai::api_key = "sandbox-key", geai::base_url = url,
      geai::retry = geai::retry_policy{.max_attempts = 3, .base_delay = 1ms, .max_delay = 1ms});
}

// The server's behaviour on the first connection, and whether there was another connection.
template <class Engine> geai::error upload_to(server const& host, std::string const& path) {
  auto const outcome = client_of<Engine>(host.url("")).upload_file({.file = {.path = path}});
  REQUIRE(outcome.has_error());
  CHECK(host.connections() == 1);  // a POST is sent once
  return outcome.error();
}

std::size_t entries(support::temporary_directory const& folder) {
  auto const all = std::filesystem::directory_iterator(folder.path());
  return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

}  // namespace

TEST_CASE_TEMPLATE("transfers: 50 MB up and down, byte for byte, in little memory", Engine, support::blocking,
                   support::awaiting) {
  support::temporary_directory const folder;
  support::sandbox const host;
  std::string const path = make_file(folder, "big \"file\".bin", 50 * megabyte);
  auto const client = client_of<Engine>(host.url());
  REQUIRE(client.upload_file({.file = {.content = "warm", .name = "up"}}));

  reset_peak();
  std::uint64_t const before = peak_memory();
  REQUIRE(before != 0);
  std::uint64_t told = 0, total = 0, calls = 0;
  bool grows = true;
  auto const stored = client.upload_file({.file = {.path = path}}, [&](std::uint64_t sent, std::uint64_t all) {
    grows = grows && sent > told;
    told = sent;
    total = all;
    ++calls;
  });
  REQUIRE(stored);
  CHECK(grows);
  CHECK(told == total);
  CHECK(total > 50 * megabyte);
  CHECK(total < 50 * megabyte + 1024);
  CHECK(calls > 50);

  auto const about = client.get_file({.id = stored->id}).value();
  CHECK(about.name == "big \"file\".bin");
  CHECK(about.size == 50 * megabyte);

  std::string const copy = folder.path() / "copy.bin";
  CHECK(client.download_file({.id = stored->id}, copy).value().size == 50 * megabyte);
  std::uint64_t const grown = peak_memory() - before;
  CAPTURE(grown);
  CHECK(grown < 32 * megabyte);  // a sanitizer needs more
  CHECK(same_bytes(path, copy));

  auto const files = client.list_files().value();
  CHECK(std::any_of(files.begin(), files.end(), [&](auto const& each) { return each.id == stored->id; }));
  REQUIRE(client.delete_file({.id = stored->id}));
  auto const gone = client.download_file({.id = stored->id}, copy);
  REQUIRE(gone.has_error());
  CHECK(gone.error().is_not_found());
  CHECK(same_bytes(path, copy));  // the existing file stays unchanged
  CHECK(entries(folder) == 2);
}

TEST_CASE_TEMPLATE("transfers: the sandbox reads awkward names, and accepts the other operations with files", Engine,
                   support::blocking, support::awaiting) {
  support::sandbox const host;
  auto const client = client_of<Engine>(host.url());
  for (std::string const name :
       {"a b.txt", "a\"b.txt", "a\\b\".txt", "\xc3\xbc\xe2\x82\xac.txt", "a\r\nb.txt", "a;b=c.txt"}) {
    CAPTURE(name);
    auto const stored = client.upload_file({.file = {.content = "\r\n--" + name, .name = name}}).value();
    CHECK(client.get_file({.id = stored.id}).value().name == name);
    CHECK(client.get_file_content({.id = stored.id}).value().content == "\r\n--" + name);
  }
  CHECK(client.upload_file({.file = {.content = "x", .name = "y"}, .file_name = "z", .folder = "f"})
            .value()
            .url->find("/f/") != std::string::npos);

  auto const rag =
      Engine::template client<geai::rag_client>(geai::api_key = "sandbox-key", geai::base_url = host.url());
  REQUIRE(rag.create_rag_profile({.profile = {.name = "p"}}));
  auto const document =
      rag.upload_rag_document({.name = "p",
                               .file = {.content = "x", .name = "manual.txt"},
                               .metadata = {{{"k", geai::rag_value("v")}, {"year", geai::rag_value(2023)}}}})
          .value();
  CHECK(document.name == "manual");
  CHECK(document.extension == "txt");
  REQUIRE(document.metadata.size() == 2);
  CHECK(document.metadata[0].value.text == "\"v\"");
  CHECK(document.metadata[1].value.text == "\"2023\"");
  CHECK(rag.upload_rag_document({.name = "p", .file = {.content = "x", .name = "no extension"}}).error().http_status ==
        400);

  auto const chat =
      Engine::template client<geai::chat_client>(geai::api_key = "sandbox-key", geai::base_url = host.url());
  auto const response = chat.get_response_with_files({.model = "openai/gpt-4o",
                                                      .files = {{.content = "1", .name = "a"}, {.name = "b"}},
                                                      .input = "hi",
                                                      .temperature = 0.5,
                                                      .store = true,
                                                      .metadata = geai::raw_json{"{\"a\":\"b\"}"}});
  REQUIRE(response);
  CHECK(chat
            .call_raw(geai::api::get_response_with_files{
                .model = "openai/gpt-4o", .files = {{.content = "1", .name = "a"}, {.name = "b"}}, .input = "hi"})
            .value()
            .body.find("with 2 files") != std::string::npos);

  auto const process =
      Engine::template client<geai::process_client>(geai::api_key = "sandbox-key", geai::base_url = host.url());
  CHECK(process.upload_artifacts({.files = {{.content = "1", .name = "a"}, {.content = "22", .name = "b"}}})
            .value()
            .text.find("\"b\"") != std::string::npos);
}

TEST_CASE_TEMPLATE("transfers: an upload is cancelled halfway", Engine, support::blocking, support::awaiting) {
  support::temporary_directory const folder;
  std::string const path = make_file(folder, "f", 20 * megabyte);
  support::sandbox const host;
  auto const client = client_of<Engine>(host.url());

  std::uint64_t most = 0;
  auto const refused = client.upload_file({.file = {.path = path}}, [&](std::uint64_t sent, std::uint64_t total) {
    most = sent;
    return sent < total / 2;
  });
  REQUIRE(refused.has_error());
  CHECK(refused.error().code == errc::cancelled);
  CHECK(refused.error().phase == geai::phase::send);
  CHECK(most < 11 * megabyte);

  std::stop_source stop;
  auto const stopped = client.upload_file({.file = {.path = path}},
                                          [&](std::uint64_t sent, std::uint64_t total) {
                                            if (sent > total / 2) stop.request_stop();
                                          },
                                          {.stop = stop.get_token()});
  REQUIRE(stopped.has_error());
  CHECK(stopped.error().code == errc::cancelled);
  CHECK(stopped.error().phase == geai::phase::send);

  auto const thrower = [](std::uint64_t sent, std::uint64_t) {
    if (sent > megabyte) throw std::runtime_error("mine");
  };
  CHECK_THROWS_WITH(static_cast<void>(client.upload_file({.file = {.path = path}}, thrower)), "mine");

  auto const files = client.list_files().value();
  CHECK(std::none_of(files.begin(), files.end(), [](auto const& each) { return each.name == "f"; }));
  REQUIRE(client.upload_file({.file = {.content = "x", .name = "g"}}));  // the client works as before
}

TEST_CASE_TEMPLATE("transfers: a callback that throws, and a file that shrinks, end the call without a retry", Engine,
                   support::blocking, support::awaiting) {
  support::temporary_directory const folder;
  std::string const path = make_file(folder, "f", 4 * megabyte);
  server const host([](peer& client) {
    auto const seen = client.read_head();
    if (seen && seen->method == "GET") client.answer(200, R"({"dataFileId":"last"})");
    client.drain();
  });
  auto const client = client_of<Engine>(host.url(""));
  auto const thrower = [](std::uint64_t, std::uint64_t) { throw std::runtime_error("mine"); };
  CHECK_THROWS_WITH(static_cast<void>(client.upload_file({.file = {.path = path}}, thrower)), "mine");
  CHECK_THROWS_WITH(static_cast<void>(client.upload(geai::api::replace_thing{.file = {.path = path}}, thrower)),
                    "mine");

  auto const shrinker = [&](std::uint64_t, std::uint64_t) { std::filesystem::resize_file(path, megabyte); };
  auto const shrunk = client.upload_file({.file = {.path = path}}, shrinker);
  REQUIRE(shrunk.has_error());
  CHECK(shrunk.error().code == errc::invalid_argument);
  CHECK(shrunk.error().message.find("became shorter") != std::string::npos);
  REQUIRE(client.get_file({.id = "last"}));  // any earlier connection would have been seen by now
  CHECK(host.connections() == 4);
}

TEST_CASE_TEMPLATE("transfers: the server resets the connection during an upload", Engine, support::blocking,
                   support::awaiting) {
  support::temporary_directory const folder;
  std::string const path = make_file(folder, "f", 20 * megabyte);
  server const host([](peer& client) {
    if (!client.read_head()) return;
    client.wait_for_bytes();
    client.reset();
  });
  geai::error const failed = upload_to<Engine>(host, path);
  CHECK(failed.code == errc::transport);
  CHECK(failed.phase == geai::phase::send);
  CHECK(failed.attempts.size() == 1);
}

TEST_CASE_TEMPLATE("transfers: an idempotent operation starts again with the first byte", Engine, support::blocking,
                   support::awaiting) {
  support::temporary_directory const folder;
  std::string const path = make_file(folder, "f", 3 * megabyte);
  std::atomic<int> tries = 0;
  support::recorder seen;
  server const host([&](peer& client) {
    if (tries++ == 0) {
      if (!client.read_head()) return;
      client.wait_for_bytes();
      client.reset();
      return;
    }
    while (auto const request = client.read_request()) {
      seen.add(*request);
      client.answer(204);
    }
  });
  std::vector<std::uint64_t> told;
  auto const outcome = client_of<Engine>(host.url(""))
                           .upload(geai::api::replace_thing{.file = {.path = path}},
                                   [&](std::uint64_t sent, std::uint64_t) { told.push_back(sent); });
  REQUIRE(outcome);
  CHECK(tries == 2);
  CHECK(std::adjacent_find(told.begin(), told.end(), std::greater_equal<>()) != told.end());  // it started again
  REQUIRE(seen.all().size() == 1);
  CHECK(seen.last().method == "PUT");
  CHECK(seen.last().body.size() == told.back());
  CHECK(seen.last().body.find(folder.read("f")) != std::string::npos);
}

TEST_CASE_TEMPLATE("transfers: an early refusal is read, and the rest is not sent", Engine, support::blocking,
                   support::awaiting) {
  support::temporary_directory const folder;
  std::string const path = make_file(folder, "f", 50 * megabyte);
  server const host([](peer& client) {
    if (!client.read_head()) return;
    client.answer(413, R"({"errors":[{"id":47,"description":"File size exceeds limit"}]})");
    client.wait_for_close();
  });
  auto const begin = clock::now();
  std::uint64_t most = 0;
  auto const outcome =
      client_of<Engine>(host.url("")).upload_file({.file = {.path = path}}, [&](std::uint64_t sent, std::uint64_t) {
        most = sent;
      });
  REQUIRE(outcome.has_error());
  CHECK(outcome.error().code == errc::api_response);
  CHECK(outcome.error().http_status == 413);
  CHECK(outcome.error().faults == std::vector<geai::fault>{{47, "File size exceeds limit"}});
  CHECK(most < 50 * megabyte);
  CHECK(clock::now() - begin < 15s);  // the server would wait for 20 s
}

TEST_CASE_TEMPLATE("transfers: a missing 100-continue causes no delay", Engine, support::blocking, support::awaiting) {
  support::temporary_directory const folder;
  std::string const path = make_file(folder, "f", 3 * megabyte);
  support::recorder seen;
  server const host(support::answering([&](peer& client, seen_request const& request) {
    seen.add(request);
    client.answer(200, R"({"dataFileId":"i"})");
  }));
  auto const client = client_of<Engine>(host.url(""));
  auto const begin = clock::now();
  REQUIRE(client.upload_file({.file = {.path = path}}));
  CHECK(!seen.last().has("Expect"));  // libcurl would wait 1 s for the response to it
  CHECK(seen.last().has("Content-Length: " + std::to_string(seen.last().body.size()) + "\r\n"));

  // If the caller sets it, the client waits for the response, with a limit.
  REQUIRE(client.upload_file({.file = {.path = path}}, {.headers = {{"Expect", "100-continue"}}}));
  CHECK(seen.last().has("Expect: 100-continue"));
  CHECK(seen.last().body.find(folder.read("f")) != std::string::npos);
  CHECK(clock::now() - begin < 10s);

  // The handle of a request with a source is reused for one without.
  REQUIRE(client.get_file({.id = "x"}));
  CHECK(seen.last().body.empty());
  REQUIRE(client.call_raw(geai::api::delete_file{.id = "x"}).has_value());
  CHECK(host.connections() == 1);
}

TEST_CASE_TEMPLATE("transfers: a truncated, cancelled or slow download leaves nothing behind", Engine,
                   support::blocking, support::awaiting) {
  support::temporary_directory const folder;
  std::string const path = folder.write("kept", "as it was");
  server const host([](peer& client) {
    while (auto const request = client.read_request()) {
      client.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
      if (request->target.find("/cut/") != std::string::npos) return client.finish_sending();
      client.wait_for_close();
    }
  });
  auto const client = client_of<Engine>(host.url(""));
  auto const cut = client.download_file({.id = "cut"}, path);
  REQUIRE(cut.has_error());
  CHECK(cut.error().code == errc::transport);
  CHECK(cut.error().phase == geai::phase::receive);
  CHECK(host.connections() == 1);

  auto const late = client.download_file({.id = "slow"}, path, {.timeout = 50ms});
  REQUIRE(late.has_error());
  CHECK(late.error().code == errc::timeout);
  std::stop_source stop;
  auto const stopped =
      client.download_file({.id = "slow"}, [&](std::string_view) { stop.request_stop(); }, {.stop = stop.get_token()});
  REQUIRE(stopped.has_error());
  CHECK(stopped.error().code == errc::cancelled);
  CHECK_THROWS_WITH(static_cast<void>(client.download_file({.id = "slow"},
                                                           [](std::string_view) { throw std::runtime_error("mine"); })),
                    "mine");
  auto const refused = client.download_file({.id = ""}, folder.path());  // checked first
  CHECK(refused.error().message.find("not a regular file") != std::string::npos);
  CHECK(folder.read("kept") == "as it was");
  CHECK(entries(folder) == 1);
}
