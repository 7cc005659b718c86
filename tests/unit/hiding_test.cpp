#include <geai/inline.hpp>
//
#include <geai/geai.hpp>
//
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <geai/detail/concealer.hpp>
#include <random>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Servers echo requests in many forms. The encoders here are the test's own.

namespace {

using geai::detail::concealer;

std::mt19937& generator() {
  static std::mt19937 random(20'261'130);
  return random;
}

std::size_t below(std::size_t count) { return generator()() % count; }

std::string hex(unsigned value, int digits, bool upper) {
  std::string text;
  for (int i = digits - 1; i >= 0; --i)
    text += (upper ? "0123456789ABCDEF" : "0123456789abcdef")[value >> (4 * i) & 15];
  return text;
}

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("-._~").find(c) != std::string_view::npos;
}

std::string percent(std::string_view text, bool upper, bool plus, bool all = false) {
  std::string made;
  for (char c : text)
    if (plus && c == ' ')
      made += '+';
    else if (is_unreserved(c) && !all)
      made += c;
    else
      made += "%" + hex(static_cast<unsigned char>(c), 2, upper);
  return made;
}

std::string json(std::string_view text, bool slashes) {
  std::string made;
  for (char c : text) {
    if (c == '"' || c == '\\' || (slashes && c == '/')) made += '\\';
    made += c;
  }
  return made;
}

// The code points of a text in UTF-8.
std::vector<unsigned> code_points(std::string_view text) {
  std::vector<unsigned> all;
  for (char c : text) {
    auto const byte = static_cast<unsigned char>(c);
    if ((byte & 0xc0u) == 0x80u)
      all.back() = all.back() << 6 | (byte & 0x3fu);
    else
      all.push_back(byte < 0x80 ? byte : byte < 0xe0 ? byte & 0x1fu : byte < 0xf0 ? byte & 0x0fu : byte & 0x07u);
  }
  return all;
}

std::string unicode(std::string_view text, bool upper) {
  std::string made;
  for (unsigned code : code_points(text))
    if (code < 0x10000)
      made += "\\u" + hex(code, 4, upper);
    else
      made += "\\u" + hex(0xd800 + ((code - 0x10000) >> 10), 4, upper) + "\\u" +
              hex(0xdc00 + ((code - 0x10000) & 0x3ff), 4, upper);
  return made;
}

std::string html(std::string_view text) {
  std::string made;
  for (char c : text)
    made += c == '&'    ? "&amp;"
            : c == '<'  ? "&lt;"
            : c == '>'  ? "&gt;"
            : c == '"'  ? "&quot;"
            : c == '\'' ? "&#39;"
                        : std::string(1, c);
  return made;
}

std::string entities(std::string_view text, bool hexadecimal) {
  std::string made;
  for (unsigned code : code_points(text))
    made += hexadecimal ? "&#x" + hex(code, code < 0x100 ? 2 : 5, false) + ";" : "&#" + std::to_string(code) + ";";
  return made;
}

std::string base64(std::string_view text, bool of_urls = false) {
  std::string_view const digits = of_urls ? "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
                                          : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string made;
  for (std::size_t i = 0; i < text.size(); i += 3) {
    auto const byte = [&](std::size_t at) { return at < text.size() ? static_cast<unsigned char>(text[at]) : 0u; };
    unsigned const bits = byte(i) << 16 | byte(i + 1) << 8 | byte(i + 2);
    for (unsigned k = 0; k != 4; ++k) made += k <= text.size() - i ? digits[bits >> (18 - 6 * k) & 63] : '=';
  }
  return made;
}

// For a text in base64 with `before` bytes in front of a secret: the digits that depend only on the secret.
std::string core(std::string_view text, std::size_t before, std::size_t size, bool of_urls) {
  std::size_t const first = (before * 8 + 5) / 6;
  return base64(text, of_urls).substr(first, (before + size) * 8 / 6 - first);
}

// A form: the way in which a server shows a secret, and the texts that must not appear in any message.
struct shown {
  std::string text;
  std::string never;
};

struct form {
  char const* name;
  std::function<shown(std::string const&)> write;
};

std::vector<form> const& forms() {
  static auto const same = [](std::string text) { return shown{text, text}; };
  static auto const in_base64 = [](std::string const& secret, std::size_t before, bool of_urls) {
    std::string const text = std::string("id:x").substr(0, before) + secret + (below(2) != 0 ? "&b" : "");
    return shown{base64(text, of_urls), core(text, before, secret.size(), of_urls)};
  };
  static std::vector<form> const all{
      {"plain", [](std::string const& s) { return same(s); }},
      {"percent-encoded", [](std::string const& s) { return same(percent(s, true, false)); }},
      {"percent-encoded in lower case", [](std::string const& s) { return same(percent(s, false, false)); }},
      {"of a form", [](std::string const& s) { return same(percent(s, true, true)); }},
      {"wholly percent-encoded", [](std::string const& s) { return same(percent(s, true, false, true)); }},
      {"JSON", [](std::string const& s) { return same(json(s, false)); }},
      {"JSON with slashes", [](std::string const& s) { return same(json(s, true)); }},
      {"\\u", [](std::string const& s) { return same(unicode(s, false)); }},
      {"\\u in upper case", [](std::string const& s) { return same(unicode(s, true)); }},
      {"HTML", [](std::string const& s) { return same(html(s)); }},
      {"entities", [](std::string const& s) { return same(entities(s, false)); }},
      {"hexadecimal entities", [](std::string const& s) { return same(entities(s, true)); }},
      {"base64", [](std::string const& s) { return in_base64(s, 0, false); }},
      {"base64 behind one byte", [](std::string const& s) { return in_base64(s, 1, false); }},
      {"base64 behind two bytes", [](std::string const& s) { return in_base64(s, 2, false); }},
      {"base64 of URLs", [](std::string const& s) { return in_base64(s, 3, true); }},
      {"JSON in JSON", [](std::string const& s) { return same(json(json(s, false), false)); }},
      {"JSON in a URL", [](std::string const& s) { return same(percent(json(s, false), true, false)); }},
      {"a URL in a URL", [](std::string const& s) { return same(percent(percent(s, true, false), true, false)); }},
      {"a form in HTML", [](std::string const& s) { return same(html(percent(s, false, true))); }},
      {"a form in base64",
       [](std::string const& s) {
         std::string const inner = percent(s, true, true);
         return shown{base64("p=" + inner), core("p=" + inner, 2, inner.size(), false)};
       }},
      {"base64 in a URL",
       [](std::string const& s) { return same(percent(base64(s + std::string(3 - s.size() % 3, 'x')), true, false)); }},
  };
  return all;
}

// From the characters of passwords; two have several bytes.
std::string secret_of(std::size_t characters) {
  constexpr std::array<std::string_view, 24> letters{"a", "B",  "c",  "9", "0", "-", ".", "_", "~", " ", "+", "/",
                                                     "=", "\"", "\\", "&", "<", "'", "%", "@", "!", "?", "é", "😀"};
  std::string text{"kQ7z"[below(4)]};  // no blank at its beginning
  while (--characters != 0) text += letters[below(letters.size())];
  text += "W";  // nor a quote at its end
  return text;
}

std::vector<std::string> said_by(geai::error const& what) {
  std::vector<std::string> all{what.message, what.request_id, what.body};
  for (auto const& each : what.faults) all.push_back(each.description);
  for (auto const& each : what.attempts) all.push_back(each.cause);
  return all;
}

// A server that echoes a text in one of several ways; or a transport with the text in its own message.
struct echo {
  std::string text;
  std::size_t way = 0;

  geai::result<void> send(geai::http::request const&, geai::http::response& rs) const {
    std::string line = text;
    std::replace(line.begin(), line.end(), '\n', ' ');
    rs.status = way % 2 != 0 ? 200 : 400;
    rs.add_header("x-request-id", "at:" + line);
    switch (way) {
      case 0: rs.body.append(R"({"errors":[{"id":1,"description":"said:)" + json(text, false) + R"("}]})"); break;
      case 1: rs.body.append(R"({"error":{"message":"said:)" + json(text, false) + R"("}})"); break;
      case 2: rs.body.append("said:" + text); break;
      case 3: rs.body.append("<html><title>said:" + text + "</title></html>"); break;
      case 4: rs.body.append(std::string(4096 - text.size() / 2, '.') + " said:" + text); break;  // cut in the middle
      case 5: rs.body.append("{\"said:" + json(text, false) + "\":1}"); break;
      default: return geai::error(geai::errc::transport, "cannot reach https://h?said:" + text);
    }
    return {};
  }
};
constexpr std::size_t ways = 7;

// The messages of calls with the secret in their header, in a form, in JSON.
std::vector<std::string> said_by_calls(echo const& wire, std::string const& secret, std::size_t place) {
  geai::retry_policy const once{.max_attempts = 1};
  if (place == 0) {
    geai::ai_lab_client const client{wire, geai::api_key = secret, geai::base_url = "https://h", geai::retry = once};
    return said_by(client.list_agents().error());
  }
  if (place == 1) {
    geai::auth_client const client{wire, geai::base_url = "https://h", geai::retry = once};
    return said_by(client.get_oauth2_access_token({.client_id = "c", .username = "u", .password = secret}).error());
  }
  geai::secret_client const client{wire, geai::api_key = "some-other-key", geai::base_url = "https://h",
                                   geai::retry = once};
  return said_by(client.create_secret({.definition = {.name = "n", .secret_string = secret}}).error());
}

}  // namespace

TEST_CASE("secrets: 200 echoes in every form and every place show none") {
  int echoes = 0;
  for (int round = 0; round != 200; ++round)
    for (std::size_t place = 0; place != 3; ++place) {
      std::string secret = secret_of(4 + below(place == 0 ? 60 : 24));
      if (place == 0) std::replace(secret.begin(), secret.end(), ' ', '#');  // a credential in a header has none
      form const& which = forms()[below(forms().size())];
      shown const made = which.write(secret);
      echo const wire{made.text, below(ways)};
      CAPTURE(secret);
      CAPTURE(which.name);
      CAPTURE(wire.way);
      CAPTURE(place);
      REQUIRE(made.never.size() >= 4);
      for (std::string const& said : said_by_calls(wire, secret, place)) {
        CAPTURE(said);
        CHECK(said.find(made.never) == std::string::npos);
        CHECK(said.find(secret) == std::string::npos);
        ++echoes;
      }
    }
  CHECK(echoes > 1000);
}

TEST_CASE("secrets: each form is masked from four characters on, and the text around it is not") {
  for (form const& each : forms())
    for (std::size_t size = 4; size != 30; ++size) {
      std::string const secret = secret_of(size);
      shown const made = each.write(secret);
      concealer hides;
      hides.add(secret);
      CAPTURE(each.name);
      CAPTURE(secret);
      std::string const said = hides.hide("before: [" + made.text + "] behind");
      CHECK(said.find(made.never) == std::string::npos);
      CHECK(said.starts_with("before: ["));
      CHECK(said.ends_with("] behind"));
      CHECK(said.find("***") != std::string::npos);
    }
}

TEST_CASE("secrets: texts without one stay unchanged") {
  concealer hides;
  hides.add("p@ss w0rd!");
  hides.add("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl");
  for (std::string_view text : {"", "p@ss", "w0rd!", "%zz&#;&bogus;\\q\\u12", "a+b=c", "{\"a\":\"\\u0041\"}",
                                "eyJhbGci", "\xff\xfe", "VGhpcyBpcyBub3QgYSBzZWNyZXQgYXQgYWxs", "&#99999999;", "\\"})
    CHECK(hides.hide(text) == text);
  CHECK(hides.hide("a p@ss w0rd! b", 3) == "a ***");
  CHECK(hides.hide("seen: eyJzdWIiOiIx, and more") == "seen: ***, and more");  // twelve of its bytes
}

TEST_CASE("secrets: a server's text with a secret of fewer than four characters is omitted, with a note") {
  for (form const& each : forms()) {
    if (std::string_view(each.name).find("base64") != std::string_view::npos) continue;
    for (std::size_t size : {1u, 2u, 3u}) {
      std::string const secret = std::string("q7Z").substr(0, size);
      for (std::size_t way : {0u, 1u, 2u}) {
        CAPTURE(each.name);
        CAPTURE(way);
        std::vector<std::string> const said = said_by_calls({each.write(secret).text, way}, secret, 0);
        CHECK(said[0].find("fewer than four characters") != std::string::npos);
        for (std::string const& text : said) CHECK(text.find("said:") == std::string::npos);
      }
    }
  }
  // In base64 as well, if it is unambiguous.
  std::vector<std::string> const said = said_by_calls({base64("user:q7Z"), 2}, "q7Z", 0);
  CHECK(said[0].find("fewer than four characters") != std::string::npos);
  // Elsewhere it is part of words.
  CHECK(said_by_calls({"quota", 2}, "q", 0)[0].find("said:quota") != std::string::npos);
}

TEST_CASE("secrets: other credentials of a request are masked too: the caller's headers, user and password") {
  geai::retry_policy const once{.max_attempts = 1};
  auto const said = [&](std::string name, std::string value, std::string text) {
    geai::ai_lab_client const client{echo{std::move(text), 2}, geai::api_key = "a-key-of-mine",
                                     geai::base_url = "https://h", geai::retry = once};
    return client.list_agents({}, {.headers = {{std::move(name), std::move(value)}}}).error().message;
  };
  CHECK(said("X-Api-Key", "zq81-zzzz", "see zq81-zzzz").find("zq81") == std::string::npos);
  CHECK(said("Saia-Auth", "zq81-zzzz", "see zq81-zzzz").find("zq81") == std::string::npos);
  CHECK(said("X-Session-Id", "zq81-zzzz", "see zq81-zzzz").find("zq81") == std::string::npos);
  CHECK(said("Cookie", "sid=zq81-zzzz", "see sid=zq81-zzzz").find("zq81") == std::string::npos);
  CHECK(said("Cookie", "lang=en; sid=zq81-zzzz", "see zq81-zzzz").find("zq81") == std::string::npos);
  CHECK(said("Authorization", "Token zq81-zzzz", "see zq81-zzzz").find("zq81") == std::string::npos);
  CHECK(said("Authorization", "Basic " + base64("user:zq81-zzzz"), "see zq81-zzzz").find("zq81") == std::string::npos);
  CHECK(said("X-Trace", "zq81-zzzz", "see zq81-zzzz").find("zq81") != std::string::npos);
}

TEST_CASE("secrets: a stream's errors show none") {
  geai::transport::mock wire;
  wire.reply_stream(200, {"event: error\ndata: {\"error\":{\"message\":\"bad key p%40ss-word-1\"}}\n\n"},
                    {{"content-type", "text/event-stream"}, {"x-request-id", "p@ss-word-1"}});
  geai::chat_client const chat{wire, geai::api_key = "p@ss-word-1", geai::base_url = "https://h"};
  auto stream = chat.stream_completion({.model = "m", .messages = {{.role = "user", .content = "hi"}}});
  REQUIRE(stream.has_value());
  int errors = 0;
  for (auto const& each : *stream) {
    if (each) continue;
    ++errors;
    CHECK(each.error().message.find("bad key ***") != std::string::npos);
    for (std::string const& said : said_by(each.error())) CHECK(said.find("ss-word-1") == std::string::npos);
  }
  CHECK(errors == 1);
}

TEST_CASE("errors: control characters of the server are neither in the message nor in the request id") {
  std::string const controls = "a\x1b[31mb\rc\nd\x07 e\x7f f\xc2\x9b g\xe2\x80\xae h\xe2\x80\xa8 i";
  auto const is_clean = [](std::string_view text) {
    for (std::size_t at = 0; at != text.size(); ++at) {
      auto const byte = static_cast<unsigned char>(text[at]);
      if (byte < ' ' || byte == 0x7f) return false;
      if (byte == 0xc2 && static_cast<unsigned char>(text[at + 1]) < 0xa0) return false;
    }
    return text.find("\xe2\x80\xae") == text.npos && text.find("\xe2\x80\xa8") == text.npos;
  };
  for (std::size_t way = 0; way != ways; ++way) {
    CAPTURE(way);
    geai::ai_lab_client const client{echo{controls, way}, geai::api_key = "some-key", geai::base_url = "https://h",
                                     geai::retry = geai::retry_policy{.max_attempts = 1}};
    geai::error const what = client.list_agents().error();
    CHECK(is_clean(what.message));
    CHECK(is_clean(what.request_id));
  }
}
