// Operations that send files, and those whose answer is bytes, on the wire of a transport that knows neither.
#include "operations_support.hpp"
//
#include <doctest/doctest.h>

#include <filesystem>
#include <geai/client/chat.hpp>
#include <geai/client/files.hpp>
#include <geai/client/processes.hpp>
#include <geai/client/rag.hpp>
#include <geai/client/upload.hpp>
#include <sstream>
#include <stdexcept>

#include "support/temporary_directory.hpp"

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

using geai::errc;
using geai::file_upload;

// A transport that reads a body while it sends it, in small pieces. The first time it fails in the midst.
struct sending_transport {
  geai::result<void> send(geai::http::request const&, geai::http::response& rs) {
    rs.status = 500;  // not for uploads
    return {};
  }
  geai::result<void> send(geai::http::request const& rq, geai::http::body_source& body, geai::http::response& rs) {
    bodies->emplace_back();
    CHECK(rq.body.empty());
    char piece[10];
    for (;;) {
      auto const got = body.read(piece, sizeof piece);
      if (!got) return got.error();
      if (*got == 0) break;
      bodies->back().append(piece, *got);
      if (bodies->size() == 1 && bodies->back().size() > 50) return geai::error(errc::transport, "broken");
    }
    CHECK(bodies->back().size() == body.size());
    rs.status = 204;
    return {};
  }

  std::vector<std::string>* bodies;
};

static_assert(geai::transport::sends_sources<sending_transport>);
static_assert(!geai::transport::sends_sources<geai::transport::mock>);

struct wire_test {
  geai::transport::mock wire = geai::transport::mock().reply(200, "{}");
  geai::test::client<geai::files_calls, geai::rag_calls, geai::instance_calls, geai::chat_calls> client{
      wire, geai::auth::none{}, geai::base_url = "https://api", geai::eval_url = "https://eval"};

  // The last request was "VERB path" with this body, in which B stands for the boundary and | for a line end, and these
  // headers besides Accept, User-Agent and Content-Type.
  template <class Result>
  void check(Result const& answer, std::string const& request, std::string const& body,
             std::vector<std::pair<std::string, std::string>> const& headers = {}) {
    CAPTURE(request);
    if (!answer) CHECK_MESSAGE(answer.error().code == errc::decode, answer.error().message);
    auto const all = wire.requests();
    REQUIRE(all.size() == ++count);
    auto const& last = all.back();
    CHECK(last.method + " " + last.url.substr(11) == request);
    std::string const type(last.header("content-type"));
    std::string const begin = "multipart/form-data; boundary=";
    REQUIRE(type.starts_with(begin));
    std::string text = last.body;
    std::string const boundary = type.substr(begin.size());
    for (auto at = text.find(boundary); at != text.npos; at = text.find(boundary))
      text.replace(at, boundary.size(), "B");
    for (auto at = text.find("\r\n"); at != text.npos; at = text.find("\r\n")) text.replace(at, 2, "|");
    CHECK(text == body);
    for (auto const& [name, value] : headers) CHECK(last.header(name) == value);
    CHECK(last.headers.size() == headers.size() + 3);
  }

  std::size_t count = 0;
};

std::string field(std::string const& name, std::string const& value, std::string const& type = "") {
  return "--B|Content-Disposition: form-data; name=\"" + name + "\"" + (type.empty() ? "" : "|Content-Type: " + type) +
         "||" + value + "|";
}

std::string file(std::string const& name, std::string const& filename, std::string const& content,
                 std::string const& type = "application/octet-stream") {
  return field(name + "\"; filename=\"" + filename, content, type);
}

std::string const end = "--B--|";

}  // namespace

TEST_CASE("the wire: files are uploaded") {
  wire_test wire;
  support::temporary_directory const folder;
  std::string const path = folder.write("on disk.txt", "on disk");
  wire.check(wire.client.upload_file({.file = {.content = "bytes", .name = "a\"b.txt", .content_type = "text/plain"},
                                      .file_name = "other.txt",
                                      .folder = "reports",
                                      .organization = "org",
                                      .project = "pro"}),
             "POST /v1/files", file("file", "a%22b.txt", "bytes", "text/plain") + end,
             {{"fileName", "other.txt"}, {"folder", "reports"}, {"OrganizationId", "org"}, {"ProjectId", "pro"}});
  wire.check(wire.client.upload_file({.file = {.path = path}}), "POST /v1/files",
             file("file", "on disk.txt", "on disk") + end);
  wire.check(wire.client.call_raw(geai::api::upload_file{.file = {.path = path, .name = "x"}}), "POST /v1/files",
             file("file", "x", "on disk") + end);
  // A content type of the caller's would have another boundary.
  wire.check(wire.client.upload_file({.file = {.path = path}}, {.headers = {{"Content-Type", "text/plain"}}}),
             "POST /v1/files", file("file", "on disk.txt", "on disk") + end);

  wire.check(wire.client.upload_rag_document(
                 {.name = "a b/c",
                  .file = {.path = path},
                  .metadata = std::vector<geai::rag_metadata>{{.key = "k", .value = geai::raw_json{"\"v\""}}}}),
             "POST /v1/search/profile/a%20b%2Fc/document",
             file("file", "on disk.txt", "on disk") +
                 field("metadata", R"([{"key":"k","value":"v"}])", "application/json") + end);
  wire.check(wire.client.upload_rag_document({.name = "p", .file = {.path = path}}),
             "POST /v1/search/profile/p/document", file("file", "on disk.txt", "on disk") + end);

  wire.check(wire.client.upload_artifacts({.files = {{.path = path}, {.content = "2", .name = "b"}}}),
             "POST /process/instance/artifacts/upload",
             file("file", "on disk.txt", "on disk") + file("file", "b", "2") + end);

  wire.check(wire.client.get_response_with_files({.model = "openai/m",
                                                  .files = {{.path = path}, {.content = "2", .name = "b"}},
                                                  .input = "in\nput",
                                                  .instructions = "instr",
                                                  .max_output_tokens = 7,
                                                  .temperature = 0.5,
                                                  .top_p = 1.0,
                                                  .tools = geai::raw_json{"[1]"},
                                                  .tool_choice = geai::raw_json{"\"auto\""},
                                                  .reasoning = geai::raw_json{"{}"},
                                                  .truncation = "auto",
                                                  .parallel_tool_calls = true,
                                                  .store = false,
                                                  .metadata = geai::raw_json{"{\"a\":1}"},
                                                  .user = "u"}),
             "POST /responses",
             field("model", "openai/m") + file("file0", "on disk.txt", "on disk") + file("file1", "b", "2") +
                 field("input", "in\nput") + field("instructions", "instr") + field("max_output_tokens", "7") +
                 field("temperature", "0.5") + field("top_p", "1") + field("tools", "[1]", "application/json") +
                 field("tool_choice", "\"auto\"", "application/json") + field("reasoning", "{}", "application/json") +
                 field("truncation", "auto") + field("parallel_tool_calls", "true") + field("store", "false") +
                 field("metadata", "{\"a\":1}", "application/json") + field("user", "u") + end);
}

TEST_CASE("uploads: what is refused before anything is sent") {
  wire_test wire;
  CHECK(wire.client.upload_file({}).error().message == "upload_file: file is empty; the operation requires it");
  CHECK(wire.client.upload_file({.file = {.content = "x"}}).error().code == errc::missing_requirement);
  CHECK(wire.client.upload_file({.file = {.path = "/nonexistent/x"}}).error().code == errc::invalid_argument);
  CHECK(wire.client.upload_rag_document({.file = {.content = "x", .name = "y"}}).error().code ==
        errc::missing_requirement);
  CHECK(wire.client.upload_artifacts({}).error().code == errc::missing_requirement);
  CHECK(wire.client.upload_artifacts({.files = {{}}}).error().code == errc::missing_requirement);
  CHECK(wire.client.get_response_with_files({.model = "m", .files = {{.content = "x", .name = "y"}}}).error().code ==
        errc::missing_requirement);  // no input
  CHECK(wire.wire.requests().empty());
}

TEST_CASE("uploads: progress") {
  wire_test wire;
  geai::api::upload_file const operation{.file = {.content = std::string(100, 'x'), .name = "n"}};
  std::uint64_t told = 0, all = 0;
  REQUIRE(
      wire.client.upload_file(operation, [&](std::uint64_t sent, std::uint64_t total) { told = sent, all = total; }));
  CHECK(told == all);
  CHECK(all == wire.wire.requests().back().body.size());

  auto const cancelled = wire.client.upload_file(operation, [](std::uint64_t, std::uint64_t) { return false; });
  REQUIRE(cancelled.has_error());
  CHECK(cancelled.error().code == errc::cancelled);
  CHECK(cancelled.error().operation == "upload_file");
  auto const thrower = [](std::uint64_t, std::uint64_t) -> bool { throw std::runtime_error("mine"); };
  CHECK_THROWS_AS(static_cast<void>(wire.client.upload_file(operation, thrower)), std::runtime_error);
  CHECK(wire.wire.requests().size() == 1);
}

TEST_CASE("uploads: a transport that can send from a source is given one, from its first byte in each attempt") {
  std::vector<std::string> bodies;
  geai::files_client const client{sending_transport{&bodies}, geai::auth::none{}, geai::base_url = "https://api",
                                  geai::retry = geai::retry_policy{.max_attempts = 3, .base_delay = {}}};
  file_upload const sent{.content = std::string(1000, 'x'), .name = "n"};
  REQUIRE(client.call(geai::api::replace_thing{.file = sent}));
  REQUIRE(bodies.size() == 2);
  CHECK(bodies[0].size() == 60);
  CHECK(bodies[1].size() > 1000);
  CHECK(bodies[1].starts_with(bodies[0]));

  bodies.clear();
  CHECK(client.upload_file({.file = sent}).error().code == errc::transport);  // a POST is sent once
  CHECK(bodies.size() == 1);
}

TEST_CASE("the wire: bytes are downloaded") {
  geai::transport::mock wire;
  wire.reply(200, "{\"errors\":[1]}", {{"Content-Type", "application/json"}});
  geai::test::client<geai::files_calls> const client{wire, geai::auth::none{}, geai::base_url = "https://api",
                                                     geai::eval_url = "https://eval"};
  // The bytes are nobody's business.
  CHECK(client.get_file_content({.id = "a b", .organization = "o&", .project = "p"}).value() ==
        geai::file_content{"{\"errors\":[1]}", "application/json", 14});
  CHECK(wire.requests().back().url == "https://api/v1/files/a%20b/content?organization=o%26&project=p");
  CHECK(wire.requests().back().header("Accept") == "*/*");
  CHECK(wire.requests().back().headers.size() == 2);
  CHECK(client.get_file_content({}).error().code == errc::missing_requirement);

  std::vector<std::string> const chunks{"one", std::string("\0two", 4), std::string(100'000, '3')};
  std::string const whole = chunks[0] + chunks[1] + chunks[2];
  wire.reply_stream(200, chunks, {{"Content-Type", "text/x"}});
  std::vector<std::string> seen;
  auto const answer =
      client.download_file({.id = "i"}, [&](std::string_view piece) { seen.emplace_back(piece); }).value();
  CHECK(answer == geai::file_content{"", "text/x", whole.size()});
  CHECK(seen == chunks);
  CHECK(wire.requests().back().header("Accept") == "*/*");

  std::ostringstream text;
  REQUIRE(client.download_file({.id = "i"}, text));
  CHECK(text.str() == whole);

  support::temporary_directory const folder;
  REQUIRE(client.download_file({.id = "i"}, folder.path() / "a"));  // std::filesystem::path
  REQUIRE(client.download_file({.id = "i"}, (folder.path() / "a").string()));
  REQUIRE(client.download_file({.id = "i"}, (folder.path() / "b").c_str()));
  std::string const c = folder.path() / "c";
  REQUIRE(client.download_file({.id = "i"}, std::string_view(c)));
  for (char const* name : {"a", "b", "c"}) CHECK(folder.read(name) == whole);
  CHECK(wire.open_streams() == 0);
}

TEST_CASE("downloads: a failure leaves nothing behind") {
  geai::transport::mock wire;
  geai::test::client<geai::files_calls> const client{
      wire, geai::auth::none{}, geai::base_url = "https://api", geai::eval_url = "https://eval",
      geai::retry = geai::retry_policy{.max_attempts = 2, .base_delay = {}}};
  support::temporary_directory const folder;
  std::string const path = folder.write("kept", "as it was");
  auto const entries = [&] {
    std::size_t count = 0;
    for (auto const& each : std::filesystem::directory_iterator(folder.path())) count += each.exists();
    return count;
  };

  // Devices and folders are not replaced, and nothing is sent for them.
  for (std::string const& to : {folder.path().string(), std::string("/dev/null"), std::string("/nonexistent/x")})
    CHECK(client.download_file({.id = "i"}, to).error().code == errc::invalid_argument);
  CHECK(wire.requests().empty());

  wire.reply(404, R"({"errors":[{"id":48,"description":"No file with this name"}]})");
  auto const missing = client.download_file({.id = "i"}, path).error();
  CHECK(missing.is_not_found());
  CHECK(missing.faults.size() == 1);

  geai::error cut(errc::transport, "cut");
  cut.phase = geai::phase::receive;
  wire.reply_stream(200, {"half"}, {}, cut);
  auto const sent = wire.requests().size();
  CHECK(client.download_file({.id = "i"}, path).error().code == errc::transport);
  CHECK(wire.requests().size() == sent + 1);  // what has begun is not tried again
  CHECK(client.download_file({.id = "i"}, (folder.path() / "new").string()).error().code == errc::transport);

  auto const stopper = [](std::string_view) { return false; };
  CHECK(client.download_file({.id = "i"}, stopper).error().code == errc::cancelled);
  auto const thrower = [](std::string_view) -> bool { throw std::runtime_error("mine"); };
  CHECK_THROWS_AS(static_cast<void>(client.download_file({.id = "i"}, thrower)), std::runtime_error);
  std::ostringstream broken;
  broken.setstate(std::ios::failbit);
  CHECK(client.download_file({.id = "i"}, broken).error().code == errc::invalid_argument);
  CHECK(folder.read("kept") == "as it was");
  CHECK(entries() == 1);
  CHECK(wire.open_streams() == 0);

  // One that has not begun is tried again.
  wire.reply(503, "{}").reply(200, "all");
  REQUIRE(client.download_file({.id = "i"}, path));
  CHECK(folder.read("kept") == "all");
  CHECK(entries() == 1);
}
