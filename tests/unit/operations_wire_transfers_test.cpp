// Operations that send files, and those whose answer is bytes, on the wire of a transport that supports neither.
#include <geai/inline.hpp>
//
#include "operations_support.hpp"
//
#include <doctest/doctest.h>

#include <filesystem>
#include <geai/client/assistants.hpp>
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

using namespace geai::api;
using geai::errc;
using geai::file_upload;
using geai::test::check_wire;
using geai::test::odd;

// A transport that reads a body in small pieces while it sends it. The first attempt fails in the middle.
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

// A client of a platform that accepts everything.
struct wire_test {
  geai::transport::mock wire = geai::transport::mock().reply(200, R"({"dataFileId":"f","id":"d"})");
  geai::test::client<geai::files_calls, geai::rag_calls, geai::instance_calls, geai::chat_calls> client{
      wire, geai::auth::none{}, geai::base_url = "https://api", geai::eval_url = "https://eval"};
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

// clang-format off

TEST_CASE("the wire: files are uploaded; for the project, both spellings of its header (wire facts 9)") {
  support::temporary_directory const folder;
  std::string const path = folder.write("on disk.txt", "on disk");
  std::string const part = file("file", "on disk.txt", "on disk");
  check_wire({
    {upload_file{.file = {.path = path}},                    "POST", "/v1/files", part + end},
    {upload_file{.file = {.path = path, .name = "x"}},       "POST", "/v1/files", file("file", "x", "on disk") + end},
    {upload_file{.file = {.content = "bytes", .name = "a\"b.txt", .content_type = "text/plain"}, .file_name = "other.txt", .folder = "reports"},
                                                             "POST", "/v1/files", file("file", "a%22b.txt", "bytes", "text/plain") + end,
                                                             {{"fileName", "other.txt"}, {"folder", "reports"}}},
    {upload_file{.file = {.path = path}, .project = "pro"},  "POST", "/v1/files", part + end, {{"ProjectId", "pro"}, {"project-id", "pro"}}},
    {upload_file{.file = {.path = path}, .organization = "org", .project = "pro"},
                                                             "POST", "/v1/files", part + end,
                                                             {{"OrganizationId", "org"}, {"organization-id", "org"}, {"ProjectId", "pro"}, {"project-id", "pro"}}},
    // A content type set by the caller would have another boundary.
    {upload_file{.file = {.path = path}}, {.headers = {{"Content-Type", "text/plain"}}},
                                                             "POST", "/v1/files", part + end},
  });
}

TEST_CASE("the wire: a document with metadata, as one flat object; its bytes alone; its metadata alone (wire facts 8)") {
  support::temporary_directory const folder;
  std::string const path = folder.write("on disk.txt", "on disk");
  std::string const part = file("file", "on disk.txt", "on disk");
  check_wire({
    {upload_rag_document{.name = "a b/c", .file = {.path = path}},
                                                             "POST", "/v1/search/profile/a%20b%2Fc/document", part + end},
    {upload_rag_document{.name = "p", .file = {.path = path}, .metadata = {{{"type", geai::rag_value("test")}, {"year", geai::rag_value(2023)}}}},
                                                             "POST", "/v1/search/profile/p/document",
        part + field("metadata", R"({"type":"test","year":2023})", "application/json") + end},
    {upload_rag_document_binary{.name = "a b/c", .file = {.path = path}},
                                                             "POST", "/v1/search/profile/a%20b%2Fc/document", "on disk",
                                                             {{"filename", "on disk.txt"}, {"Content-Type", "application/octet-stream"}}},
    {upload_rag_document_binary{.name = "p", .file = {.content = "%PDF", .name = "a.pdf", .content_type = "application/pdf"}},
                                                             "POST", "/v1/search/profile/p/document", "%PDF",
                                                             {{"filename", "a.pdf"}, {"Content-Type", "application/pdf"}}},
    {update_rag_document_metadata{.name = "p", .id = "d", .metadata = {{"type", geai::rag_value("new")}}},
                                                             "PUT",  "/v1/search/profile/p/document",
        field("metadata", R"({"type":"new"})", "application/json") + end, {{"documentId", "d"}}},
  });
}

TEST_CASE("the wire: other operations with files (wire facts 6 and 7)") {
  support::temporary_directory const folder;
  std::string const path = folder.write("on disk.txt", "on disk");
  std::string const parts = file("file", "on disk.txt", "on disk") + file("file", "b.csv", "2");
  check_wire({
    {extend_assistant_data_set{.id = odd, .files = {{.path = path}, {.content = "2", .name = "b.csv"}}},
                                                             "POST", "/v1/assistant/" ODD "/datasets/extend", parts + end},
    {upload_artifacts{.files = {{.path = path}, {.content = "2", .name = "b.csv"}}},
                                                             "POST", std::string(upload_artifacts::endpoint::route), parts + end},
    {get_response_with_files{.model = "openai/m", .files = {{.path = path}, {.content = "2", .name = "b"}}, .input = "in\nput"},
                                                             "POST", "/responses",
        field("model", "openai/m") + file("file0", "on disk.txt", "on disk") + file("file1", "b", "2") + field("input", "in\nput") + end},
    {get_response_with_files{.model = "openai/m", .files = {{.path = path}}, .input = "i", .instructions = "instr", .max_output_tokens = 7,
                             .temperature = 0.5, .top_p = 1.0, .tools = geai::raw_json{"[1]"}, .tool_choice = geai::raw_json{"\"auto\""},
                             .reasoning = geai::raw_json{"{}"}, .truncation = "auto", .parallel_tool_calls = true, .store = false,
                             .metadata = geai::raw_json{"{\"a\":1}"}, .user = "u"},
                                                             "POST", "/responses",
        field("model", "openai/m") + file("file0", "on disk.txt", "on disk") + field("input", "i") + field("instructions", "instr") +
        field("max_output_tokens", "7") + field("temperature", "0.5") + field("top_p", "1") + field("tools", "[1]", "application/json") +
        field("tool_choice", "\"auto\"", "application/json") + field("reasoning", "{}", "application/json") + field("truncation", "auto") +
        field("parallel_tool_calls", "true") + field("store", "false") + field("metadata", "{\"a\":1}", "application/json") + field("user", "u") + end},
  });
}

// clang-format on

TEST_CASE("uploads: uploads that are refused before anything is sent") {
  wire_test wire;
  CHECK(wire.client.upload_file({}).error().message == "upload_file: file is empty; the operation requires it");
  CHECK(wire.client.upload_file({.file = {.content = "x"}}).error().code == errc::missing_requirement);
  CHECK(wire.client.upload_file({.file = {.path = "/nonexistent/x"}}).error().code == errc::invalid_argument);
  CHECK(wire.client.upload_rag_document({.file = {.content = "x", .name = "y"}}).error().code ==
        errc::missing_requirement);
  CHECK(wire.client.upload_rag_document_binary({.name = "p", .file = {.content = "x"}}).error().code ==
        errc::missing_requirement);
  CHECK(wire.client.upload_rag_document_binary({.name = "p", .file = {.path = "/nonexistent/x"}}).error().code ==
        errc::invalid_argument);
  CHECK(wire.client.update_rag_document_metadata({.name = "p", .id = "d"}).error().code == errc::missing_requirement);
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

TEST_CASE("uploads: a transport with body sources gets one, from its first byte in each attempt") {
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
  // The bytes are passed on unchanged.
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
  CHECK(wire.requests().size() == sent + 1);  // a transfer that has begun is not retried
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

  // One that has not begun is retried.
  wire.reply(503, "{}").reply(200, "all");
  REQUIRE(client.download_file({.id = "i"}, path));
  CHECK(folder.read("kept") == "all");
  CHECK(entries() == 1);
}
