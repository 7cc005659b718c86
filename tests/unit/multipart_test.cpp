#include <geai/http/multipart.hpp>
//
#include <doctest/doctest.h>

#include <geai/client/upload.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "support/temporary_directory.hpp"

// multipart/form-data: building it, and reading it while it is sent.

namespace {

using geai::errc;
using geai::file_upload;
using geai::http::multipart_form;

std::string fixed_boundary() { return "BOUNDARY"; }

// The text of a form, in which a file given by its path is <its path>.
std::string text_of(multipart_form const& form) {
  std::string text;
  for (std::size_t i = 0; i != form.pieces(); ++i) {
    auto const piece = form.piece(i);
    text += piece.path.empty() ? std::string(piece.bytes) : "<" + std::string(piece.path) + ">";
  }
  return text;
}

struct read_part {
  std::string name{};
  std::optional<std::string> filename{};
  std::string content_type{};
  std::string body{};

  friend bool operator==(read_part const&, read_part const&) = default;
};

// The text between `begin` and the next quote, as WHATWG reads it.
std::optional<std::string> quoted(std::string_view head, std::string_view begin) {
  auto const at = head.find(begin);
  if (at == head.npos) return std::nullopt;
  std::string value(head.substr(at + begin.size(), head.find('"', at + begin.size()) - at - begin.size()));
  for (auto const& [code, character] : {std::pair("%22", "\""), {"%0D", "\r"}, {"%0A", "\n"}})
    for (auto i = value.find(code); i != value.npos; i = value.find(code)) value.replace(i, 3, character);
  return value;
}

// A minimal reader, which knows only the forms built here.
std::vector<read_part> parse(std::string const& text, std::string const& boundary) {
  std::vector<read_part> parts;
  std::string const between = "\r\n--" + boundary;
  std::string const all = "\r\n" + text;
  std::size_t at = all.find(between);
  REQUIRE(at == 0);
  while (all.compare(at + between.size(), std::string::npos, "--\r\n") != 0) {
    at += between.size();
    REQUIRE(all.compare(at, 2, "\r\n") == 0);
    auto const next = all.find(between, at);
    auto const end_of_head = all.find("\r\n\r\n", at);
    REQUIRE(next != all.npos);
    REQUIRE(end_of_head < next);
    std::string const head = all.substr(at, end_of_head - at);
    auto const type = head.find("\r\nContent-Type: ");
    parts.push_back({.name = quoted(head, "form-data; name=\"").value(),
                     .filename = quoted(head, "\"; filename=\""),
                     .content_type = type == head.npos ? "" : head.substr(type + 16),
                     .body = all.substr(end_of_head + 4, next - end_of_head - 4)});
    at = next;
  }
  return parts;
}

}  // namespace

TEST_CASE("multipart: every byte of a form") {
  multipart_form form;
  file_upload const file{.content = "a\r\n\0b", .name = "a.txt", .content_type = "text/plain"};
  file_upload const on_disk{.path = "/x/y/b.bin"};
  REQUIRE(form.add_field("purpose", "user"));
  REQUIRE(form.add_field("empty", ""));
  REQUIRE(form.add_file("file", file));
  REQUIRE(form.add_file("file", on_disk));
  REQUIRE(form.add_field("metadata", R"([{"key":"k"}])", "application/json"));
  REQUIRE(form.close(fixed_boundary));
  CHECK(form.content_type() == "multipart/form-data; boundary=BOUNDARY");
  CHECK(text_of(form) ==
        "--BOUNDARY\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nuser\r\n"
        "--BOUNDARY\r\nContent-Disposition: form-data; name=\"empty\"\r\n\r\n\r\n"
        "--BOUNDARY\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n"
        "Content-Type: text/plain\r\n\r\na\r\n" +
            file.content.substr(3) +
            "\r\n"
            "--BOUNDARY\r\nContent-Disposition: form-data; name=\"file\"; filename=\"b.bin\"\r\n"
            "Content-Type: application/octet-stream\r\n\r\n</x/y/b.bin>\r\n"
            "--BOUNDARY\r\nContent-Disposition: form-data; name=\"metadata\"\r\n"
            "Content-Type: application/json\r\n\r\n[{\"key\":\"k\"}]\r\n"
            "--BOUNDARY--\r\n");
  CHECK(!form.size());

  multipart_form none;
  REQUIRE(none.close(fixed_boundary));
  CHECK(text_of(none) == "--BOUNDARY--\r\n");
  CHECK(none.size() == 14);
}

TEST_CASE("multipart: awkward names are read back") {
  std::vector<std::string> const names{"a b.txt",
                                       "a\"b\".txt",
                                       "a\rb\nc\r\nd",
                                       "a\\\"b\\",
                                       "a;b=c; filename=\"x\"",
                                       "\xc3\xbc\xe2\x82\xac\xf0\x9f\x98\x80.pdf",
                                       "\xff\xfe",
                                       "..",
                                       "%",
                                       "100%25.txt",
                                       "--BOUNDARY",
                                       "\"\r\nX-Injected: 1\r\n\r\n",
                                       std::string(5000, 'n'),
                                       "'*\t\x01"};
  multipart_form form;
  std::vector<read_part> expected;
  std::vector<file_upload> files;
  for (std::string const& name : names) files.push_back({.content = "<" + name + ">", .name = name});
  for (file_upload const& file : files) {
    REQUIRE(form.add_file(file.name, file));
    REQUIRE(form.add_field(file.name, file.content));
    expected.push_back({file.name, file.name, "application/octet-stream", file.content});
    expected.push_back({file.name, std::nullopt, "", file.content});
  }
  REQUIRE(form.close());
  std::string const text = text_of(form);
  CHECK(parse(text, std::string(form.boundary())) == expected);
  CHECK(form.size() == text.size());
}

TEST_CASE("multipart: refused parts") {
  multipart_form form;
  std::string const nul("a\0b", 3);
  CHECK(form.add_field("", "x").error().code == errc::missing_requirement);
  CHECK(form.add_field(nul, "x").error().code == errc::invalid_argument);
  CHECK(form.add_field("a", "x", "text/plain\r\nX: 1").error().code == errc::invalid_argument);
  CHECK(form.add_file("f", {}).error().code == errc::missing_requirement);
  CHECK(form.add_file("f", {.content = "no name"}).error().code == errc::missing_requirement);
  CHECK(form.add_file("f", {.path = "folder/"}).error().code == errc::missing_requirement);
  CHECK(form.add_file("f", {.path = nul}).error().code == errc::invalid_argument);
  CHECK(form.add_file("f", {.path = "a", .content = "b"}).error().code == errc::invalid_argument);
  CHECK(form.add_file("f", {.content = "b", .name = nul}).error().code == errc::invalid_argument);
  CHECK(form.add_file("f", {.path = "a", .content_type = "a\nb"}).error().code == errc::invalid_argument);
  CHECK(form.add_file("f", {.path = "a", .content_type = "a\nb"}).error().message.starts_with("f has a line break"));
  REQUIRE(form.close(fixed_boundary));
  CHECK(text_of(form) == "--BOUNDARY--\r\n");  // the refused part left nothing behind
}

TEST_CASE("multipart: a boundary that occurs in the content is not used") {
  static int asked;
  auto const counting = [] { return "b" + std::to_string(asked++); };
  auto const boundary_of = [&](std::string_view value, file_upload const& file) {
    multipart_form form;
    asked = 0;
    REQUIRE(form.add_field("f", value));
    REQUIRE(form.add_file("g", file));
    auto const closed = form.close(counting);
    return closed ? std::string(form.boundary()) : closed.error().message;
  };
  CHECK(boundary_of("x", {.content = "y", .name = "z"}) == "b0");
  CHECK(boundary_of("\r\n--b0", {.content = "y", .name = "z"}) == "b1");
  CHECK(boundary_of("b0", {.content = "--b1--", .name = "b2"}) == "b3");
  std::string all;
  for (int i = 0; i != 16; ++i) all += "b" + std::to_string(i) + " ";
  CHECK(boundary_of(all, {.content = "y", .name = "z"}).starts_with("no boundary was found"));

  multipart_form form;
  CHECK(form.close([] { return std::string(); }).error().code == errc::invalid_argument);
  CHECK(form.close([] { return std::string(71, 'x'); }).error().code == errc::invalid_argument);

  std::set<std::string> random;
  for (int i = 0; i != 100; ++i) random.insert(geai::http::random_boundary());
  CHECK(random.size() == 100);
  CHECK(random.begin()->size() == 37);
}

TEST_CASE("multipart: a source reads the same, however it is asked, and again") {
  support::temporary_directory const folder;
  std::string big;
  for (int i = 0; i != 20000; ++i) big += std::to_string(i) + "\r\n--";
  file_upload const on_disk{.path = folder.write("big.bin", big).string()};
  file_upload const empty_one{.path = folder.write("empty.bin", "").string()};
  file_upload const in_memory{.content = "memory", .name = "m"};
  file_upload const no_bytes{.name = "n"};

  multipart_form form;
  for (file_upload const* each : {&on_disk, &empty_one, &in_memory, &no_bytes}) REQUIRE(form.add_file("f", *each));
  REQUIRE(form.close());
  geai::detail::multipart_source source;
  REQUIRE(source.open(form));

  std::string first;
  for (std::size_t const room : {std::size_t{1}, std::size_t{7}, std::size_t{4096}, std::size_t{1} << 20}) {
    CAPTURE(room);
    REQUIRE(source.rewind());
    std::string text, buffer(room, ' ');
    for (;;) {
      auto const got = source.read(buffer.data(), room);
      REQUIRE(got);
      if (*got == 0) break;
      REQUIRE(*got <= room);
      text.append(buffer, 0, *got);
    }
    CHECK(source.read(buffer.data(), room).value() == 0);
    CHECK(text.size() == source.size());
    if (first.empty()) first = text;
    CHECK(text == first);
  }
  std::vector<read_part> const expected{{"f", "big.bin", "application/octet-stream", big},
                                        {"f", "empty.bin", "application/octet-stream", ""},
                                        {"f", "m", "application/octet-stream", "memory"},
                                        {"f", "n", "application/octet-stream", ""}};
  CHECK(parse(first, std::string(form.boundary())) == expected);
}

TEST_CASE("multipart: a file that cannot be read") {
  support::temporary_directory const folder;
  auto const opened = [](std::string const& path) {
    file_upload const file{.path = path};
    multipart_form form;
    REQUIRE(form.add_file("f", file));
    REQUIRE(form.close());
    geai::detail::multipart_source source;
    auto const outcome = source.open(form);
    CHECK(outcome.has_error());
    return outcome ? geai::error() : outcome.error();
  };
  CHECK(opened(folder.path() / "none").code == errc::invalid_argument);
  CHECK(opened(folder.path() / "none").message.find("/none' cannot be read: No such file") != std::string::npos);
  CHECK(opened(folder.path()).message.find("is not a regular file") != std::string::npos);
  std::string const fifo = folder.path() / "fifo";
  REQUIRE(::mkfifo(fifo.c_str(), 0600) == 0);
  CHECK(opened(fifo).message.find("is not a regular file") != std::string::npos);  // without waiting for its writer

  file_upload const shrinking{.path = folder.write("shrinking", "0123456789").string()};
  multipart_form form;
  REQUIRE(form.add_file("f", shrinking));
  REQUIRE(form.close());
  geai::detail::multipart_source source;
  REQUIRE(source.open(form));
  REQUIRE(::truncate(shrinking.path.c_str(), 5) == 0);
  std::string into;
  auto const all = geai::detail::read_all(source, into);
  REQUIRE(all.has_error());
  CHECK(all.error().message.find("became shorter") != std::string::npos);
  CHECK(all.error().phase == geai::phase::send);
}

TEST_CASE("multipart: a body that is one file, without a form around it") {
  for (auto const& [file, name, type] : std::vector<std::tuple<geai::file_upload, std::string, std::string>>{
           {{.content = "%PDF", .name = "a.pdf", .content_type = "application/pdf"}, "a.pdf", "application/pdf"},
           {{.path = "/x/a b.txt"}, "a b.txt", "application/octet-stream"},
           {{.path = "/x/a", .name = "b"}, "b", "application/octet-stream"},
           {{.name = "empty"}, "empty", "application/octet-stream"}}) {
    CAPTURE(name);
    geai::http::multipart_form body;
    REQUIRE(body.set_single("file", file));
    CHECK(body.file_name() == name);
    CHECK(body.content_type() == type);
    REQUIRE(body.pieces() == 1);
    CHECK(body.piece(0).bytes == file.content);
    CHECK(body.piece(0).path == file.path);
  }
  for (geai::file_upload const& file : {geai::file_upload{.content = "no name"}, geai::file_upload{.path = "/x/"},
                                        geai::file_upload{.path = "a", .content = "b"},
                                        geai::file_upload{.content = "x", .name = std::string("a\0b", 3)}}) {
    geai::http::multipart_form body;
    CHECK(body.set_single("file", file).has_error());
    CHECK(body.file_name().empty());
  }
}
