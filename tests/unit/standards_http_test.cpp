#include <geai/client/agents.hpp>
//
#include <doctest/doctest.h>

#include <geai/http/multipart.hpp>
#include <geai/http/retry_after.hpp>
#include <geai/http/url.hpp>
#include <geai/json/simdjson.hpp>
#include <geai/transport/mock.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Examples of RFC 9110 (HTTP), RFC 3986 (URLs) and RFC 7578 (forms), each with its section.

namespace {

using namespace std::chrono_literals;
using namespace std::string_view_literals;
using geai::transport::mock;

std::chrono::sys_seconds const november_1994{784111777s};  // 1994-11-06T08:49:37Z

auto client_of(mock const& wire) {
  return geai::agent_client{wire, geai::api_key = "k", geai::base_url = "https://h",
                            geai::retry = geai::retry_policy{.max_attempts = 1}};
}

}  // namespace

TEST_CASE("RFC 9110, 5.6.7 and 10.2.3: dates and Retry-After") {
  CHECK(geai::http::parse_date("Sun, 06 Nov 1994 08:49:37 GMT", november_1994) == november_1994);
  for (std::string_view wrong :
       {"Sun, 06 Nov 1994 08:49:37 UTC", "Sun, 6 Nov 1994 08:49:37 GMT", "Sun, 06 nov 1994 08:49:37 GMT",
        "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:00:00 GMT", "Sun, 06 Nov 94 08:49:37 GMT", ""})
    CHECK(!geai::http::parse_date(wrong, november_1994));

  auto const wait = [](std::string_view value, std::chrono::sys_seconds now) {
    geai::http::header_list headers;
    headers.add("Retry-After", value);
    return geai::http::retry_after(headers, now);
  };
  CHECK(wait("120", november_1994) == 120s);
  std::chrono::sys_seconds const end_of_1999{946684799s};
  CHECK(wait("Fri, 31 Dec 1999 23:59:59 GMT", end_of_1999 - 90s) == 90s);
  CHECK(wait("Fri, 31 Dec 1999 23:59:59 GMT", end_of_1999 + 1h) == 0s);
  CHECK(!wait("-1", november_1994));
  CHECK(!wait("soon", november_1994));
}

TEST_CASE("RFC 9110, 5.6.2: names of headers are tokens") {
  mock wire;
  wire.reply(200, R"({"agents":[]})");
  auto const client = client_of(wire);
  for (int byte = 0; byte != 256; ++byte) {
    CAPTURE(byte);
    char const c = static_cast<char>(byte);
    bool const is_tchar = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (byte != 0 && "!#$%&'*+-.^_`|~"sv.find(c) != std::string_view::npos);
    std::size_t const before = wire.requests().size();
    auto const sent = client.list_agents({}, {.headers = {{"X" + std::string(1, c), "v"}}});
    CHECK(sent.has_value() == is_tchar);
    CHECK(wire.requests().size() == before + (is_tchar ? 1 : 0));
  }
}

TEST_CASE("RFC 9110, 5.5: values of headers may contain any byte but control characters") {
  mock wire;
  wire.reply(200, R"({"agents":[]})");
  auto const client = client_of(wire);
  for (int byte = 0; byte != 256; ++byte) {
    CAPTURE(byte);
    bool const is_sound = byte == '\t' || (byte >= ' ' && byte != 0x7f);
    for (std::string const& value : {"a" + std::string(1, static_cast<char>(byte)) + "b",
                                     std::string(9, 'x') + static_cast<char>(byte) + std::string(9, 'y')})
      CHECK(client.list_agents({}, {.headers = {{"X-Trace", value}}}).has_value() == is_sound);
  }
}

TEST_CASE("RFC 9110, 8.3.1: one media type in four spellings") {
  for (std::string_view type : {"text/html;charset=utf-8", "Text/HTML;Charset=\"utf-8\"",
                                "text/html; charset=\"utf-8\"", "text/html;charset=UTF-8"}) {
    CAPTURE(type);
    mock wire;
    wire.reply(200, "<p>Sign in", {{"Content-Type", std::string(type)}});
    auto const listed = client_of(wire).list_agents();
    REQUIRE(!listed);
    CHECK(listed.error().message.find("received a text/html page from h instead of JSON") != std::string::npos);
  }
}

TEST_CASE("RFC 9110, 15: an unknown status belongs to its class") {
  for (auto const& [status, is_success] :
       {std::pair(299, true), std::pair(471, false), std::pair(399, false), std::pair(599, false)}) {
    CAPTURE(status);
    mock wire;
    wire.reply(status, R"({"agents":[]})");
    auto const listed = client_of(wire).list_agents();
    CHECK(listed.has_value() == is_success);
    if (listed) continue;
    CHECK(listed.error().code == geai::errc::api_response);
    CHECK(!listed.error().is_transient());
  }
}

TEST_CASE("RFC 9110, 5.1 and 5.3: names compare in any case, and lines stay in their order") {
  geai::http::response head;
  head.add_header("X-Request-ID", "1");
  head.add_header("x-request-id", "2");
  CHECK(head.header("x-REQUEST-id") == "1");
  std::vector<std::string_view> values;
  for (geai::http::header const& each : head.headers) values.push_back(each.value);
  CHECK(values == std::vector<std::string_view>{"1", "2"});
}

TEST_CASE("RFC 3986: its examples of base URLs") {
  struct row {
    std::string_view text, expected;  // empty: refused
  };
  // clang-format off
  for (row const& each : {
           row{"http://www.ietf.org/rfc/rfc2396.txt",                        "http://www.ietf.org/rfc/rfc2396.txt"},  // 1.1.2
           row{"ftp://ftp.is.co.za/rfc/rfc1808.txt",                         ""},
           row{"ldap://[2001:db8::7]/c=GB?objectClass?one",                  ""},
           row{"mailto:John.Doe@example.com",                                ""},
           row{"news:comp.infosystems.www.servers.unix",                     ""},
           row{"tel:+1-816-555-1212",                                        ""},
           row{"telnet://192.0.2.16:80/",                                    ""},
           row{"urn:oasis:names:specification:docbook:dtd:xml:4.1.2",        ""},
           row{"foo://example.com:8042/over/there?name=ferret#nose",         ""},                                     // 3
           row{"https://[2001:db8::7]:8443/",                                "https://[2001:db8::7]:8443"},           // 3.2.2
           row{"https://[2001:DB8::7]",                                      "https://[2001:db8::7]"},
           row{"http://cnn.example.com&story=breaking_news@10.0.0.1/top_story.htm", ""},                              // 7.6
           row{"HTTP://www.EXAMPLE.com/",                                    "http://www.example.com"},               // 6.2.2.1
           row{"eXAMPLE://a/./b/../b/%63/%7bfoo%7d",                         ""},                                     // 6.2.2
           row{"https://a/b/c/./../../g",                                    ""},                                     // 5.2.4
           row{"http://example.com",                                         "http://example.com"},                   // 6.2.3
           row{"http://example.com/",                                        "http://example.com"}}) {
    // clang-format on
    CAPTURE(each.text);
    auto const url = geai::http::normalize_base_url(each.text, "base_url");
    CHECK((url ? *url : std::string()) == each.expected);
  }
}

TEST_CASE("RFC 3986, 2: percent-encoding") {
  auto const encoded = [](std::string_view text) {
    std::string out;
    geai::http::append_percent_encoded(out, text);
    return out;
  };
  for (int byte = 0; byte != 256; ++byte) {
    CAPTURE(byte);
    char const c = static_cast<char>(byte);
    bool const is_unreserved = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                               (byte != 0 && "-._~"sv.find(c) != std::string_view::npos);
    char triplet[4] = {'%', "0123456789ABCDEF"[byte >> 4], "0123456789ABCDEF"[byte & 15], '\0'};
    CHECK(encoded("x" + std::string(1, c)) == "x" + (is_unreserved ? std::string(1, c) : std::string(triplet)));
  }
  CHECK(encoded("A") == "A");                     // 2.5
  CHECK(encoded("\xC3\x80") == "%C3%80");         // LATIN CAPITAL LETTER A WITH GRAVE
  CHECK(encoded("\xE3\x82\xA2") == "%E3%82%A2");  // KATAKANA LETTER A
  CHECK(encoded(":/?#[]@!$&'()*+,;=") == "%3A%2F%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2B%2C%3B%3D");  // 2.2
}

TEST_CASE("RFC 7578: the examples of forms") {
  geai::http::multipart_form form;
  REQUIRE(form.add_field("_charset_", "iso-8859-1"));  // 4.6
  REQUIRE(form.add_field("field1",
                         "Joe owes \xE2\x82\xAC"
                         "100.",
                         "text/plain;charset=UTF-8"));  // 4.5, 8bit
  geai::file_upload const file{
      .content = "... contents of file1.txt ...", .name = "file1.txt", .content_type = "text/plain"};
  REQUIRE(form.add_file("files", file));  // 4.2
  REQUIRE(form.close([] { return std::string("AaB03x"); }));
  CHECK(form.content_type() == "multipart/form-data; boundary=AaB03x");  // 4.1
  std::string body;
  for (std::size_t i = 0; i != form.pieces(); ++i) body += form.piece(i).bytes;
  CHECK(body ==
        "--AaB03x\r\nContent-Disposition: form-data; name=\"_charset_\"\r\n\r\niso-8859-1\r\n"
        "--AaB03x\r\nContent-Disposition: form-data; name=\"field1\"\r\nContent-Type: text/plain;charset=UTF-8\r\n\r\n"
        "Joe owes \xE2\x82\xAC"
        "100.\r\n"
        "--AaB03x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"file1.txt\"\r\nContent-Type: "
        "text/plain\r\n\r\n"
        "... contents of file1.txt ...\r\n--AaB03x--\r\n");

  geai::http::multipart_form taken;  // 4.1: the boundary does not occur in the content
  REQUIRE(taken.add_field("field1", "a\r\n--AaB03x--\r\nb"));
  CHECK(!taken.close([] { return std::string("AaB03x"); }));
}
