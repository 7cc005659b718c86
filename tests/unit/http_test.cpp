#include <geai/http/header.hpp>
//
#include <doctest/doctest.h>

#include <chrono>
#include <geai/http/request.hpp>
#include <geai/http/response.hpp>
#include <geai/http/retry_after.hpp>
#include <geai/http/url.hpp>
#include <geai/http/verb.hpp>
#include <span>
#include <string>
#include <utility>

using namespace geai;

TEST_CASE("header_list: the first header of a name wins, names are case-insensitive") {
  http::header_list headers;
  CHECK(headers.add("X-One", "1"));
  CHECK(!headers.add("x-one", "2"));
  headers.append("X-ONE", "3");
  CHECK(headers.size() == 2);
  CHECK(headers.get("x-oNe") == "1");
  CHECK(headers.get("absent") == "");
  CHECK(headers.find("absent") == nullptr);
  CHECK(std::string(http::header_list::line(headers[0])) == "X-One: 1");
}

TEST_CASE("header_list: views stay valid while it grows, is copied, moved, truncated and cleared") {
  http::header_list headers;
  for (int i = 0; i < 200; ++i) headers.append("name-" + std::to_string(i), "value ", std::to_string(i));
  auto const check = [](http::header_list const& list, std::size_t count) {
    REQUIRE(list.size() == count);
    for (std::size_t i = 0; i != count; ++i) {
      CHECK(list[i].name == "name-" + std::to_string(i));
      CHECK(list[i].value == "value " + std::to_string(i));
      CHECK(std::string(http::header_list::line(list[i])) ==
            std::string(list[i].name) + ": " + std::string(list[i].value));
    }
  };
  check(headers, 200);
  http::header_list copy = headers;
  headers.clear();
  CHECK(headers.empty());
  check(copy, 200);
  http::header_list moved = std::move(copy);
  check(moved, 200);
  moved.truncate(50);
  check(moved, 50);
  moved.truncate(500);
  check(moved, 50);
  std::span<http::header const> const view = moved;
  CHECK(view.size() == 50);
}

TEST_CASE("verb compares with itself and with its name") {
  CHECK(http::verb(http::verb::get) == "GET");
  CHECK(http::verb(http::verb::delete_) == "DELETE");
  CHECK(http::verb(http::verb::post) == http::verb::post);
  CHECK(http::verb(http::verb::post) != http::verb::put);
}

TEST_CASE("percent-encoding keeps only unreserved characters") {
  auto const encoded = [](std::string_view text) {
    std::string out;
    http::append_percent_encoded(out, text);
    return out;
  };
  CHECK(encoded("azAZ09-._~") == "azAZ09-._~");
  CHECK(encoded("a b/c?d#e%f&g=h+i@j:k") == "a%20b%2Fc%3Fd%23e%25f%26g%3Dh%2Bi%40j%3Ak");
  CHECK(encoded(std::string_view("\0\r\n\xff", 4)) == "%00%0D%0A%FF");
  CHECK(encoded("..") == "%2E%2E");
  CHECK(encoded(".") == "%2E");
  CHECK(encoded("...") == "...");
}

TEST_CASE("a base URL is normalised") {
  auto const normal = [](std::string_view text) { return http::normalize_base_url(text, "base_url").value(); };
  CHECK(normal("https://api.saia.ai") == "https://api.saia.ai");
  CHECK(normal("https://api.saia.ai///") == "https://api.saia.ai");
  CHECK(normal("api.saia.ai") == "https://api.saia.ai");
  CHECK(normal("HTTPS://API.Saia.AI:8443/Prefix/") == "https://api.saia.ai:8443/Prefix");
  CHECK(normal("http://[::1]:80") == "http://[::1]:80");
  CHECK(normal("localhost:8080") == "https://localhost:8080");
}

TEST_CASE("a bad base URL is refused with its name and a remedy") {
  for (std::string_view bad : {"",
                               "https://",
                               "ftp://h",
                               "https://user:pw@h",
                               "https://h?x=1",
                               "https://h#f",
                               "https://h/..",
                               "https://h/./x",
                               "https://h:0",
                               "https://h:65536",
                               "https://h:x",
                               "https://h:",
                               "https://a b",
                               "https://h\r\nX: y",
                               "https://[::1",
                               "https://[zz]",
                               "https://:80",
                               "file:///etc/passwd",
                               "https://h\\x",
                               "https://h\"x",
                               "https://m\xc3\xbcller.example",
                               "https://h%20x",
                               "https://a|b",
                               "https://a,b"}) {
    CAPTURE(bad);
    auto const refused = http::normalize_base_url(bad, "base_url");
    REQUIRE(!refused);
    CHECK(refused.error().code == errc::invalid_argument);
    CHECK(refused.error().message.starts_with("base_url "));
    CHECK(refused.error().message.find("pw") == std::string::npos);
  }
}

TEST_CASE("loopback is this machine only") {
  for (std::string_view host : {"localhost", "127.0.0.1", "127.255.255.254", "[::1]"}) CHECK(http::is_loopback(host));
  for (std::string_view host : {"127.0.0.1.evil.com", "128.0.0.1", "localhost.evil.com", "127.1", "[::2]", ""})
    CHECK(!http::is_loopback(host));
  // Spellings that some programs read as an address and others look up as a name.
  for (std::string_view host :
       {"127.0.0.08", "127.999.0.1", "127.1..", "127...1", "127.0.0.1.", "127.0.0.", "127.00.0.1", "127.0.0.256",
        "127.0.0.+1", "127.0.0.-1", "127.0.0.1.1", "127.0.0.0x1", "127.0.0.99999999999"})
    CHECK_MESSAGE(!http::is_loopback(host), host);
}

TEST_CASE("a host in another script is refused; the error has its ASCII form") {
  auto const refused = http::normalize_base_url("https://m\xc3\xbcller.example/x", "base_url");
  REQUIRE(!refused);
  CHECK(refused.error().message.find("xn--") != std::string::npos);
  CHECK(http::normalize_base_url("https://xn--mller-kva.example/x", "base_url").value() ==
        "https://xn--mller-kva.example/x");
}

TEST_CASE("Retry-After in seconds, milliseconds and as a date") {
  using namespace std::chrono;
  auto const now = sys_days{1994y / November / 6} + 8h + 49min + 0s;
  auto const after = [&](std::string_view name, std::string_view value) {
    http::header_list headers;
    headers.append(name, value);
    return http::retry_after(headers, now);
  };
  CHECK(after("Retry-After", "2") == 2000ms);
  CHECK(after("retry-after", "0.5") == 500ms);
  CHECK(after("Retry-After-Ms", "1500") == 1500ms);
  CHECK(after("Retry-After", "Sun, 06 Nov 1994 08:49:37 GMT") == 37s);
  CHECK(after("Retry-After", "Sun, 06 Nov 1994 08:48:37 GMT") == 0ms);
  CHECK(after("Retry-After", "Sunday, 06-Nov-94 08:49:37 GMT") == 37s);         // RFC 850
  CHECK(after("Retry-After", "Sun Nov  6 08:49:37 1994") == 37s);               // asctime()
  CHECK(after("Retry-After", "Wednesday, 06-Nov-44 08:49:37 GMT") > 23 * 24h);  // 2044, 50 years ahead
  CHECK(after("Retry-After", "Monday, 06-Nov-45 08:49:37 GMT") == 0ms);         // 1945
  CHECK(after("Retry-After", "99999999999999999999") <= 24 * 24h);
  for (std::string_view bad :
       {"", "soon", "-1", "1e3", "nan", "inf", "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Nov 1994 25:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 CET", "2 seconds", "Sunday, 06-Nov-94 08:49:37", "Sunday, 06 Nov 94 08:49:37 GMT",
        "Sun Nov 6 08:49:37 1994", "Sun Nov 31 08:49:37 1994", "Sun Nov  6 08:49:37 199x", ", 06-Nov-94 08:49:37 GMT",
        "Sun, 06 Nov 1994 08-49-37 GMT", ","}) {
    CAPTURE(bad);
    CHECK(after("Retry-After", bad) == std::nullopt);
  }
}
