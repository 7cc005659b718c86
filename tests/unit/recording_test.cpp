#include <geai/transport/record.hpp>
//
#include <doctest/doctest.h>
#include <sys/stat.h>

#include <fstream>
#include <geai/transport/mock.hpp>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/temporary_directory.hpp"

using geai::errc;
using geai::phase;
using geai::result;
using geai::transport::mock;
using geai::transport::record;
using geai::transport::recorded_exchange;
using geai::transport::replay;
namespace http = geai::http;

namespace {

struct answered {
  result<void> outcome{};
  http::response rs{};
};

template <class Transport>
answered send(Transport& over, http::verb method, std::string const& url,
              std::vector<std::pair<std::string, std::string>> const& headers = {}, std::string const& body = {}) {
  http::header_list list;
  for (auto const& [name, value] : headers) list.append(name, value);
  http::request rq;
  rq.method = method;
  rq.url = url;
  rq.headers = list;
  rq.body = body;
  answered got;
  got.outcome = over.send(rq, got.rs);
  return got;
}

std::string content(std::string const& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::pair<std::string, std::string>> const json{{"Content-Type", "application/json"}};

}  // namespace

TEST_CASE("recording: the file is a text in the order of the exchanges, without credentials") {
  support::temporary_directory const folder;
  std::string const path = folder.path() / "r";
  mock wire;
  wire.reply(200, "{\"agents\":[]}\n",
             {{"Content-Type", "application/json"}, {"Set-Cookie", "id=1"}, {"Date", "today"}});
  wire.reply(401, R"({"error":"Bearer key-of-mine-123 is refused","access_token":"abc"})");
  geai::error lost(errc::timeout, "too slow");
  lost.phase = phase::first_byte;
  wire.fail(lost);
  record recording(wire, path);
  send(recording, http::verb::get, "https://h/v2/agents?count=2",
       {{"Authorization", "Bearer key-of-mine-123"}, {"Accept", "application/json"}, {"X-Mine", "1"}});
  send(recording, http::verb::post, "https://h/oauth/token?x=1",
       {{"content-type", "application/x-www-form-urlencoded"}}, "username=u&password=p%40&scope=a");
  send(recording, http::verb::put, "https://h", {{"Content-Type", "multipart/form-data; boundary=b"}}, "0123456789");
  CHECK(content(path) ==
        "> GET /v2/agents?count=2\n"
        "> Authorization: ***\n"
        "> Accept: application/json\n"
        "> X-Mine: ***\n"
        ">\n"
        "< 200\n"
        "< Content-Type: application/json\n"
        "< Set-Cookie: ***\n"
        "< Date: ***\n"
        "<\n"
        "< {\"agents\":[]}\n"
        "<\n"
        "\n"
        "> POST /oauth/token?x=1\n"
        "> content-type: application/x-www-form-urlencoded\n"
        ">\n"
        "> username=u&password=***&scope=a\n"
        "< 401\n"
        "<\n"
        "< {\"error\":\"Bearer *** is refused\",\"access_token\":\"***\"}\n"
        "\n"
        "> PUT /\n"
        "> Content-Type: multipart/form-data; boundary=b\n"
        ">\n"
        "> [10 bytes]\n"
        "! timeout, first byte: too slow\n"
        "\n");
  struct stat about {};
  REQUIRE(::stat(path.c_str(), &about) == 0);
  CHECK((about.st_mode & 0777) == 0600);
}

TEST_CASE("recording: any exchange is read back as it was written") {
  std::mt19937 random(20240607);
  auto const text = [&](bool lines) {
    constexpr std::string_view pieces[] = {"\n",
                                           "\n\n",
                                           " ",
                                           ">",
                                           "<",
                                           "!",
                                           ": ",
                                           "\\x",
                                           "\\",
                                           "\\x41",
                                           "a",
                                           "{\"b\":1}",
                                           "\xc3\xa9",
                                           "\xff",
                                           "\r",
                                           "\t",
                                           std::string_view("\0", 1),
                                           "=",
                                           "&"};
    std::string made;
    for (auto count = random() % 8; count != 0; --count) {
      std::string_view const piece = pieces[random() % std::size(pieces)];
      if (lines || piece.find('\n') == piece.npos) made += piece;
    }
    return made;
  };
  for (int round = 0; round != 2000; ++round) {
    std::vector<recorded_exchange> all(1 + random() % 3);
    std::string written;
    for (recorded_exchange& each : all) {
      each.method = "POST";
      each.target = "/" + text(false);
      each.headers = {{"Name", text(false)}, {"Other", text(false)}};
      each.body = text(true);
      if (random() % 4 != 0) {
        each.status = 200;
        each.response_headers = {{"name", text(false)}};
        each.response_body = text(true);
      }
      if (each.status == 0 || random() % 4 == 0) {
        each.failure.emplace(errc::too_large, text(false));
        each.failure->phase = phase::receive;
      }
      written += geai::transport::detail::written(each);
    }
    std::vector<recorded_exchange> const read = geai::transport::detail::read_recording(written);
    INFO(written);
    REQUIRE(read.size() == all.size());
    for (std::size_t i = 0; i != all.size(); ++i) {
      CHECK(same_request(read[i], all[i]));
      CHECK((read[i].headers == all[i].headers && read[i].response_headers == all[i].response_headers));
      CHECK(read[i].status == all[i].status);
      CHECK(read[i].response_body == all[i].response_body);
      REQUIRE(read[i].failure.has_value() == all[i].failure.has_value());
      if (!read[i].failure) continue;
      CHECK(read[i].failure->code == errc::too_large);
      CHECK(read[i].failure->phase == phase::receive);
      CHECK(read[i].failure->message == all[i].failure->message);
    }
  }
  for (std::string_view junk : {"", "\n", "> ", "<", "! x", ">", "> a\n<\n!", "\\x", "> \\x4"})
    static_cast<void>(geai::transport::detail::read_recording(junk));
}

TEST_CASE("recording: no secret is in the file, wherever it occurred") {
  support::temporary_directory const folder;
  std::string const path = folder.path() / "r";
  std::mt19937 random(7);
  auto const pick = [&](auto const& list) { return std::string(list[random() % std::size(list)]); };
  constexpr std::string_view secret_names[] = {"access_token", "refreshToken", "PASSWORD",      "secretString",
                                               "apiToken",     "api_key",      "client_secret", "privateKey",
                                               "t\\u006fken",  "Credentials",  "accessTokens"};
  constexpr std::string_view other_names[] = {"name", "id", "max_count", "value", "a"};
  for (int round = 0; round != 300; ++round) {
    std::vector<std::string> secrets;
    auto const make_secret = [&] {
      constexpr std::string_view alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~/+";
      std::string made;
      for (auto size = 12 + random() % 30; size != 0; --size) made += alphabet[random() % alphabet.size()];
      return secrets.emplace_back(made);
    };
    auto const document = [&](auto const& self, int depth) -> std::string {
      std::string text = "{";
      for (auto count = 1 + random() % 3; count != 0; --count) {
        if (text.size() != 1) text += random() % 2 != 0 ? "," : " ,\n";
        switch (random() % 5) {
          case 0: text += "\"" + pick(secret_names) + "\": \"" + make_secret() + "\""; break;
          case 1:
            text += "\"" + pick(secret_names) + "\":[\"" + make_secret() + "\",1, \"" + make_secret() + "\"]";
            break;
          case 2: text += "\"" + pick(secret_names) + "\" :" + (depth > 3 ? "null" : self(self, depth + 1)); break;
          case 3: text += "\"" + pick(other_names) + "\":" + (depth > 3 ? "\"x\\\"\"" : self(self, depth + 1)); break;
          default: text += "\"" + pick(other_names) + "\":[{},\"y\",3]"; break;
        }
      }
      return text + "}";
    };
    mock wire;
    record recording(wire, path);
    std::string const key = make_secret();
    std::string const password = make_secret();
    std::string const body = document(document, 0);
    std::string const answer = document(document, 0);
    std::string const cut = answer.substr(0, random() % answer.size());
    std::string said = "seen:";
    for (std::string const& each : secrets) said += " " + each;
    auto with_key = json;
    with_key.emplace_back(random() % 2 != 0 ? "authorization" : "Authorization", "Bearer " + key);
    wire.reply(200, answer, {{"X-Request-Id", key}, {"Set-Cookie", key}, {"X-Other", password}});
    wire.reply(400, said);
    wire.reply(500, cut);
    send(recording, http::verb::post, "https://h/a", with_key, body);
    send(recording, http::verb::post, "https://h/t?api_key=" + make_secret(),
         {{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}}, "a=b&password=" + password + "&c=d");
    send(recording, http::verb::get, "https://h/" + key + "?q=" + password, with_key);
    std::string const written = content(path);
    INFO(written);
    for (std::string const& each : secrets) CHECK(written.find(each) == std::string::npos);
    CHECK(written.find("> POST /a\n") == 0);
  }
}

TEST_CASE("recording: headers that may carry a credential are never shown, nor is the credential elsewhere") {
  support::temporary_directory const folder;
  std::string const path = folder.path() / "r";
  for (std::string_view name : {"Authorization",
                                "authorization",
                                "Proxy-Authorization",
                                "Saia-Auth",
                                "saia-auth",
                                "X-Forwarded-Authorization",
                                "X-Api-Key",
                                "x-apikey",
                                "Api-Key",
                                "Ocp-Apim-Subscription-Key",
                                "X-Functions-Key",
                                "X-Auth-Token",
                                "X-Amz-Security-Token",
                                "Private-Token",
                                "X-CSRF-Token",
                                "X-Client-Secret",
                                "X-Auth-Password",
                                "AccessToken",
                                "X-Session-Id",
                                "Cf-Access-Jwt-Assertion",
                                "X_Api_Key"}) {
    CAPTURE(name);
    CHECK(geai::http::carries_credential(name));
    mock wire;
    wire.reply(400, "{\"error\":\"zq81-zzzz-4711 is refused\"}", {{std::string(name), "answer-of-it-55"}})
        .reply(200, "zq81-zzzz-4711 and answer-of-it-55");
    record recording(wire, path, {.shown_headers = {std::string(name)}});
    send(recording, http::verb::get, "https://h/a", {{std::string(name), "zq81-zzzz-4711"}});
    send(recording, http::verb::get, "https://h/b");
    CHECK(content(path) == "> GET /a\n> " + std::string(name) + ": ***\n>\n< 400\n< " + std::string(name) +
                               ": ***\n<\n< {\"error\":\"*** is refused\"}\n\n" +
                               "> GET /b\n>\n< 200\n<\n< *** and ***\n\n");
  }
  for (std::string_view name : {"Accept", "X-Request-Id", "X-Max-Tokens", "X-Author", "Idempotency-Key", "Project-Id",
                                "WWW-Authenticate", "X-Keyboard", ""})
    CHECK(!geai::http::carries_credential(name));
}

TEST_CASE("recording: the secret part of schemes, passwords and cookies is masked wherever it recurs") {
  support::temporary_directory const folder;
  std::string const path = folder.path() / "r";
  auto const written = [&](std::string const& name, std::string const& value, std::string const& said) {
    mock wire;
    wire.reply(200, said);
    record recording(wire, path);
    send(recording, http::verb::get, "https://h/", {{name, value}});
    std::string const all = content(path);
    return all.substr(all.rfind("< ") + 2);
  };
  CHECK(written("Proxy-Authorization", "Basic dXNlcjpvcGVuLXNlc2FtZQ==", "user, open-sesame") == "user, ***\n\n");
  CHECK(written("Authorization", "Token zq81-zzzz", "Token zq81-zzzz") == "Token ***\n\n");
  CHECK(written("Cookie", "lang=en-US; sid=zq81-zzzz", "en-US, zq81-zzzz, sid=zq81-zzzz") == "en-US, ***, ***\n\n");

  mock wire;
  wire.reply(200, "", {{"Set-Cookie", "sid=zq81-zzzz; Domain=somewhere.example; Path=/everywhere"}})
      .reply(200, "zq81-zzzz at somewhere.example/everywhere");
  record recording(wire, path);
  send(recording, http::verb::get, "https://h/");
  send(recording, http::verb::get, "https://h/");
  CHECK(content(path).find("< *** at somewhere.example/everywhere\n") != std::string::npos);
}

TEST_CASE("recording: other names, headers and secrets can be masked or shown") {
  support::temporary_directory const folder;
  std::string const path = folder.path() / "r";
  mock wire;
  wire.reply(200, R"({"iban":"DE00","name":"the project's code name"})", {{"Date", "today"}});
  record recording(wire, path,
                   {.shown_headers = {"date", "Authorization"}, .secret_names = {"iban"}, .secrets = {"code name"}});
  send(recording, http::verb::get, "https://h/", {{"Authorization", "Basic abc"}});
  CHECK(content(path) ==
        "> GET /\n> Authorization: ***\n>\n< 200\n< Date: today\n<\n"
        "< {\"iban\":\"***\",\"name\":\"the project's ***\"}\n\n");
}

TEST_CASE("replay: answers only recorded requests, in order") {
  support::temporary_directory const folder;
  std::string const path = folder.path() / "r";
  {
    mock wire;
    wire.reply(503, "busy", {{"Retry-After", "0"}}).reply(200, "{\"n\":1}").reply(200, "{\"n\":2}");
    geai::error lost(errc::transport, "gone");
    lost.phase = phase::receive;
    wire.fail(lost);
    record recording(wire, path);
    for (int i = 0; i != 2; ++i) send(recording, http::verb::get, "https://h/a");
    send(recording, http::verb::post, "https://h/b", json, "{\"password\":\"one\",\"x\":1}");
    send(recording, http::verb::get, "https://h/c");
  }
  replay again(path);
  CHECK(again.unused() == std::vector<std::string>{"GET /a", "GET /a", "POST /b", "GET /c"});
  answered const posted = send(again, http::verb::post, "http://other:1/b", json, "{\"password\":\"two\",\"x\":1}");
  CHECK(posted.rs.body == "{\"n\":2}");
  answered const first = send(again, http::verb::get, "https://h/a");
  CHECK(first.rs.status == 503);
  CHECK(first.rs.header("retry-after") == "0");
  CHECK(first.rs.body == "busy");
  replay copy = again;
  CHECK(send(copy, http::verb::get, "https://h/a").rs.body == "{\"n\":1}");
  CHECK(again.unused() == std::vector<std::string>{"GET /c"});
  answered const lost = send(again, http::verb::get, "https://h/c");
  REQUIRE(!lost.outcome);
  CHECK(lost.outcome.error().code == errc::transport);
  CHECK(lost.outcome.error().phase == phase::receive);
  CHECK(lost.outcome.error().message == "gone");

  auto const refused = [&](http::verb method, std::string const& url, std::string const& body = {}) {
    answered const got = send(again, method, url, json, body);
    REQUIRE(!got.outcome);
    CHECK(got.outcome.error().code == errc::invalid_argument);
    CHECK(!got.outcome.error().is_transient());
    return got.outcome.error().message.substr(("the recording " + path).size());
  };
  CHECK(refused(http::verb::get, "https://h/a") ==
        " has no answer to GET /a: it was recorded 2 times and was requested once more");
  CHECK(refused(http::verb::get, "https://h/none?x=1") == " has no answer to GET /none?x=1");
  CHECK(refused(http::verb::post, "https://h/b", "{\"x\":2,\"token\":\"t\"}") ==
        " has no answer to POST /b with this body: {\"x\":2,\"token\":\"***\"}");
}

TEST_CASE("replay: a stream arrives event by event, and fails as recorded") {
  support::temporary_directory const folder;
  std::string const path = folder.path() / "r";
  auto const pieces = [](auto& transport) {
    http::request rq;
    rq.url = "https://h/stream";
    http::response rs;
    auto body = transport.stream(rq, rs);
    REQUIRE(body.has_value());
    CHECK(rs.status == 200);
    std::vector<std::string> all;
    for (;;) {
      std::string piece;
      result<std::size_t> const got = body->read(piece);
      if (!got) all.push_back(got.error().message);
      if (!got || *got == 0) return all;
      all.push_back(piece);
    }
  };
  mock wire;
  geai::error lost(errc::transport, "gone");
  lost.phase = phase::receive;
  wire.reply_stream(200, {"data: {\"n\":1}\n", "\nda", "ta: {\"apiToken\":\"abc\"}\n\n"}, {}, lost);
  record recording(wire, path);
  CHECK(pieces(recording).size() == 4);
  replay again(path);
  CHECK(pieces(again) == std::vector<std::string>{"data: {\"n\":1}\n\n", "data: {\"apiToken\":\"***\"}\n\n", "gone"});
}

TEST_CASE("recording and replay: an unusable file fails each exchange with the reason") {
  mock wire;
  wire.reply(200, "");
  record recording(wire, "/nowhere/at/all");
  answered const got = send(recording, http::verb::get, "https://h/");
  REQUIRE(!got.outcome);
  CHECK(got.outcome.error().code == errc::invalid_argument);
  CHECK(got.outcome.error().message == "cannot write the recording /nowhere/at/all: No such file or directory");
  CHECK(wire.requests().empty());
  replay again("/nowhere/at/all");
  answered const none = send(again, http::verb::get, "https://h/");
  REQUIRE(!none.outcome);
  CHECK(none.outcome.error().message == "cannot read the recording /nowhere/at/all: No such file or directory");
}
