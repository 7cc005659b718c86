#include <geai/inline.hpp>
//
#include <geai/client/agents.hpp>
//
#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <geai/auth/password.hpp>
#include <geai/config/environment.hpp>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "curl_servers.hpp"
#include "support/both_engines.hpp"
#include "support/sandbox.hpp"
#include "support/temporary_directory.hpp"

// The message of a failed call helps its reader at night: operation, host, source of the credential, attempts, remedy.
// Each failure is a real one, of the sandbox or of a server on this machine.

namespace {

using namespace std::chrono_literals;
using geai::errc;
using support::answering;
using support::peer;
using support::seen_request;
using support::server;

constexpr geai::retry_policy once{.max_attempts = 1};
constexpr geai::retry_policy thrice{.max_attempts = 3, .base_delay = 1ms, .max_delay = 1ms};

bool contains(std::string_view text, std::string_view piece) { return text.find(piece) != text.npos; }

// Unsets the variables of the configuration, except the given ones, during a test.
class variables {
public:
  explicit variables(std::map<std::string, std::string> const& set = {}) {
    for (std::string_view name : geai::variable::all) {
      char const* const old = std::getenv(name.data());
      saved_.emplace(name, old != nullptr ? std::optional<std::string>(old) : std::nullopt);
      ::unsetenv(name.data());
    }
    for (auto const& [name, value] : set) ::setenv(name.c_str(), value.c_str(), 1);
  }
  variables(variables const&) = delete;
  ~variables() {
    for (auto const& [name, value] : saved_)
      value ? ::setenv(name.c_str(), value->c_str(), 1) : ::unsetenv(name.c_str());
  }

private:
  std::map<std::string, std::optional<std::string>> saved_{};
};

// HOST of http://HOST.
std::string host_of(std::string const& url) { return url.substr(url.find("://") + 3); }
std::string host_of(server const& from) { return "127.0.0.1:" + std::to_string(from.port()); }

template <class Client> std::string refusal_of(Client const& client, geai::call_options const& options = {}) {
  auto const listed = client.list_agents({}, options);
  REQUIRE(!listed);
  CHECK(listed.error().is_authentication());
  return listed.error().message;
}

// Sets its token itself.
struct own_policy {
  geai::auth_type type() const { return geai::auth_type::api_key; }
  geai::result<void> apply(geai::http::header_list& headers) const {
    headers.add("Authorization", "Bearer of-my-own");
    return {};
  }
};

}  // namespace

TEST_CASE_TEMPLATE("words: a refused credential is named with its source and the remedy", Engine, support::blocking,
                   support::awaiting) {
  support::sandbox const platform;
  support::temporary_directory const folder;
  std::string const file = folder.write(
      "credentials", "[default]\nGEAI_API_BASE_URL = " + platform.url() +
                         "\nGEAI_API_KEY = a-wrong-key-of-mine\n[staging]\nGEAI_API_BASE_URL = " + platform.url() +
                         "\nGEAI_PROJECT_ID = sandbox-project\nGEAI_OAUTH_ACCESS_TOKEN = a-wrong-token-of-mine\n");
  std::filesystem::permissions(file, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  std::string const begin = "list_agents: HTTP 401: ";
  std::string message;
  std::string end;

  SUBCASE("an API key of a profile") {
    variables const none;
    auto const client = Engine::template client<geai::agent_client>(geai::credentials_file = file, geai::retry = once);
    message = refusal_of(client);
    end = "]; the API key is that of [default] in " + file +
          ", line 3; put a valid one there, or run: geai auth login --alias default";
  }
  SUBCASE("a token of a profile") {
    variables const none;
    auto const client = Engine::template client<geai::agent_client>(geai::alias = "staging",
                                                                    geai::credentials_file = file, geai::retry = once);
    message = refusal_of(client);
    end = "]; the access token is that of [staging] in " + file + ", line 7; run: geai auth login --alias staging";
  }
  SUBCASE("a variable") {
    variables const set({{"GEAI_API_KEY", "a-wrong-key-of-mine"}, {"GEAI_API_BASE_URL", platform.url()}});
    auto const client = Engine::template client<geai::agent_client>(geai::credentials_file = file, geai::retry = once);
    message = refusal_of(client);
    end = "]; the API key is that of GEAI_API_KEY; set a valid one, or unset it and run: geai auth login";
  }
  SUBCASE("its other name") {
    variables const set({{"GEAI_APITOKEN", "a-wrong-key-of-mine"}, {"GEAI_API_BASE_URL", platform.url()}});
    auto const client = Engine::template client<geai::agent_client>(geai::credentials_file = file, geai::retry = once);
    message = refusal_of(client);
    end = "]; the API key is that of GEAI_APITOKEN; set a valid one, or unset it and run: geai auth login";
  }
  SUBCASE("an argument") {
    auto const client = Engine::template client<geai::agent_client>(
        geai::api_key = "a-wrong-key-of-mine", geai::base_url = platform.url(), geai::retry = once);
    message = refusal_of(client);
    end = "]; the API key was given in the program; give a valid one";
  }
  SUBCASE("a header of the call") {
    auto const client = Engine::template client<geai::agent_client>(
        geai::api_key = "sandbox-key", geai::base_url = platform.url(), geai::retry = once);
    message = refusal_of(client, {.headers = {{"Authorization", "Bearer a-wrong-key-of-mine"}}});
    end = "]; the credential is the Authorization header of this call";
  }
  SUBCASE("a policy") {
    auto const client =
        Engine::template client<geai::agent_client>(own_policy{}, geai::base_url = platform.url(), geai::retry = once);
    message = refusal_of(client);
    end = "]; the API key came from the client's Auth policy";
  }
  SUBCASE("none") {
    variables const none({{"GEAI_API_BASE_URL", platform.url()}});
    auto const client = Engine::template client<geai::agent_client>(
        geai::credentials_file = folder.path() / "none", geai::on_warning = [](auto const&) {}, geai::retry = once);
    message = refusal_of(client);
    end = "]; the call carried no credential; give geai::api_key, set GEAI_API_KEY, or run: geai auth login";
  }
  CAPTURE(message);
  CHECK(message.starts_with(begin));
  CHECK(contains(message, " [" + host_of(platform.url()) + ", request "));
  CHECK(contains(message, end));
  CHECK(!contains(message, "of-mine"));
}

TEST_CASE_TEMPLATE("words: the message of a refused login has the remedy once", Engine, support::blocking,
                   support::awaiting) {
  support::sandbox const platform;
  auto const client = Engine::template client<geai::agent_client>(geai::auth::password{.client_id = "sandbox-client",
                                                                                       .username = "user@example.com",
                                                                                       .password = "wrong-secret",
                                                                                       .project_id = "sandbox-project"},
                                                                  geai::base_url = platform.url(), geai::retry = once);
  auto const listed = client.list_agents();
  REQUIRE(!listed);
  std::string const& message = listed.error().message;
  CAPTURE(message);
  CHECK(message.starts_with("list_agents: get_oauth2_access_token: HTTP 40"));
  CHECK(contains(message, host_of(platform.url())));
  CHECK(!contains(message, "wrong-secret"));
  if (listed.error().is_authentication()) CHECK(message.ends_with("; check client_id, username and password"));
}

TEST_CASE_TEMPLATE("words: a 403 names the source of the credential", Engine, support::blocking, support::awaiting) {
  server const host(answering([](peer& client, seen_request const&) {
    client.answer(403, R"({"errors":[{"id":7,"description":"not allowed"}]})");
  }));
  variables const set({{"GEAI_API_KEY", "k"}, {"GEAI_API_BASE_URL", host.url("")}});
  support::temporary_directory const folder;
  auto const client =
      Engine::template client<geai::agent_client>(geai::credentials_file = folder.path() / "none", geai::retry = once);
  auto const listed = client.list_agents();
  REQUIRE(!listed);
  CHECK(listed.error().message ==
        "list_agents: HTTP 403: not allowed (code 7) [" + host_of(host) + "]; the API key is that of GEAI_API_KEY");
}

TEST_CASE_TEMPLATE("words: a base URL of another program is named when the client is created, and if nothing is found",
                   Engine, support::blocking, support::awaiting) {
  support::sandbox const platform;
  for (std::string_view path : {"/chat", "/v1", "/v2", "/v3", "/chat/completions", "/v1/chat/completions",
                                "/proxy/openai/v1", "/responses", "/embeddings", "/rerank", "/models", "/v1/models/"}) {
    CAPTURE(path);
    std::vector<std::string> warned;
    auto const client = Engine::template client<geai::agent_client>(
        geai::api_key = "sandbox-key", geai::base_url = platform.url() + std::string(path), geai::retry = once,
        geai::on_warning = [&](geai::warning const& each) { warned.push_back(each.message); });
    std::string_view shown = path;
    if (shown.ends_with('/')) shown.remove_suffix(1);
    std::string const hint = "base_url ends in " + std::string(shown) +
                             ", but calls add their own paths to it; it is probably " + platform.url();
    CHECK(warned == std::vector<std::string>{hint});
    auto const listed = client.list_agents();
    REQUIRE(!listed);
    CAPTURE(listed.error().message);
    CHECK(listed.error().http_status / 100 == 4);
    CHECK(listed.error().message.ends_with("; " + hint));
  }
}

TEST_CASE_TEMPLATE("words: a page instead of an answer points to such a base URL too", Engine, support::blocking,
                   support::awaiting) {
  server const host(answering([](peer& client, seen_request const&) {
    client.answer(200, "<html><title>Docs</title>", "Content-Type: text/html\r\n");
  }));
  auto const client = Engine::template client<geai::agent_client>(
      geai::api_key = "k", geai::base_url = host.url("/v1"), geai::on_warning = [](auto const&) {}, geai::retry = once);
  auto const listed = client.list_agents();
  REQUIRE(!listed);
  CHECK(listed.error().message == "list_agents: received a text/html page from " + host_of(host) +
                                      " instead of JSON: Docs [HTTP 200]; base_url ends in /v1, but calls add "
                                      "their own paths to it; it is probably " +
                                      host.url(""));
}

TEST_CASE_TEMPLATE("words: a host without the platform's routes is named as the possible cause", Engine,
                   support::blocking, support::awaiting) {
  server const host(answering([](peer& client, seen_request const&) {
    client.answer(404, "<html><title>404 Not Found</title>", "Content-Type: text/html\r\n");
  }));
  auto const client = Engine::template client<geai::agent_client>(geai::api_key = "k", geai::base_url = host.url(""),
                                                                  geai::retry = once);
  auto const listed = client.list_agents();
  REQUIRE(!listed);
  CHECK(listed.error().message == "list_agents: HTTP 404: 404 Not Found [" + host_of(host) + "]; perhaps base_url (" +
                                      host.url("") + ") is not that of the platform");
}

TEST_CASE_TEMPLATE("words: the message of a 429 after three attempts has the attempts and the pauses", Engine,
                   support::blocking, support::awaiting) {
  std::atomic<int> number = 0;
  server const host(answering([&](peer& client, seen_request const&) {
    std::string const id = std::to_string(++number);
    client.answer(429, R"({"errors":[{"id":151,"description":"slow down"}]})",
                  "x-request-id: r-" + id + "\r\nretry-after-ms: " + std::to_string(10 * number) + "\r\n");
  }));
  auto const client = Engine::template client<geai::agent_client>(geai::api_key = "k", geai::base_url = host.url(""),
                                                                  geai::retry = thrice);
  auto const listed = client.list_agents();
  REQUIRE(!listed);
  geai::error const refused = listed.error();
  CHECK(refused.message == "list_agents: HTTP 429: slow down (code 151) [" + host_of(host) +
                               ", request r-3]; tried 3 times, with pauses of 10 ms, 20 ms");
  REQUIRE(refused.attempts.size() == 3);
  for (std::size_t i = 0; i != 3; ++i) {
    geai::attempt const& each = refused.attempts[i];
    CHECK(each.number == static_cast<int>(i) + 1);
    CHECK(each.cause ==
          "HTTP 429: slow down (code 151) [" + host_of(host) + ", request r-" + std::to_string(i + 1) + "]");
    CHECK(each.pause.count() == (i == 2 ? 0 : each.number * 10));
  }
}

TEST_CASE_TEMPLATE("words: a pause that would be too long is named with its length", Engine, support::blocking,
                   support::awaiting) {
  server const host(
      answering([](peer& client, seen_request const&) { client.answer(429, "", "Retry-After: 90\r\n"); }));
  auto const client = Engine::template client<geai::agent_client>(geai::api_key = "k", geai::base_url = host.url(""),
                                                                  geai::timeout = 5s);
  auto const listed = client.list_agents();
  REQUIRE(!listed);
  CHECK(listed.error().message == "list_agents: HTTP 429: the response body is empty [" + host_of(host) +
                                      "]; not tried again: the server asks for a pause that ends after the deadline "
                                      "(it asks for 90 s)");
}

TEST_CASE_TEMPLATE("words: an answer that cannot be read counts its attempts and names host, status and request",
                   Engine, support::blocking, support::awaiting) {
  std::atomic<int> number = 0;
  server const host(answering([&](peer& client, seen_request const&) {
    if (++number == 1) return client.answer(503, "", "retry-after-ms: 10\r\n");
    client.answer(200, R"({"agents":7})", "Content-Type: application/json\r\nx-request-id: r-2\r\n");
  }));
  auto const client = Engine::template client<geai::agent_client>(geai::api_key = "k", geai::base_url = host.url(""),
                                                                  geai::retry = thrice);
  auto const listed = client.list_agents();
  REQUIRE(!listed);
  CHECK(listed.error().code == errc::decode);
  CHECK(listed.error().http_status == 200);
  std::string const place = " [" + host_of(host) + ", HTTP 200, request r-2]";
  CHECK(listed.error().message.starts_with("list_agents: $.agents: expected an array, found a number"));
  CHECK(listed.error().message.ends_with(place + "; tried 2 times, with a pause of 10 ms"));
  REQUIRE(listed.error().attempts.size() == 2);
  CHECK(listed.error().attempts[1].cause.ends_with(place));
}

TEST_CASE_TEMPLATE("words: a stream that breaks names the host, the request and the attempts before it", Engine,
                   support::blocking, support::awaiting) {
  std::atomic<int> number = 0;
  server const host([&](peer& client) {
    while (auto const seen = client.read_request()) {
      if (++number == 1) {
        client.answer(503, "", "retry-after-ms: 10\r\n");
        continue;
      }
      client.write(
          "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nx-request-id: r-2\r\nConnection: close\r\n\r\n"
          "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}\n\n");
      return client.finish_sending();
    }
  });
  auto const client = Engine::template client<geai::chat_client>(geai::api_key = "k", geai::base_url = host.url(""),
                                                                 geai::retry = thrice);
  auto opened = client.stream_completion({.model = "m", .messages = {{.role = "user", .content = "hi"}}});
  std::optional<geai::error> broken;
  if (!opened) broken = opened.error();  // a chat is not retried here
  if (opened)
    for (auto const& each : *opened)
      if (!each) broken = each.error();
  REQUIRE(broken);
  CHECK(contains(broken->message, host_of(host)));
  if (opened) CHECK(contains(broken->message, "request r-2"));
  CHECK(broken->attempts.size() == (opened ? 2 : 1));
}

TEST_CASE_TEMPLATE("words: a timeout names the configured limit, whatever was used before", Engine, support::blocking,
                   support::awaiting) {
  std::atomic<int> number = 0;
  server const host([&](peer& client) {
    while (client.read_request()) {
      if (++number == 1)
        client.answer(503, "", "retry-after-ms: 50\r\n");
      else
        return client.drain();  // no answer
    }
  });
  auto const client = Engine::template client<geai::agent_client>(geai::api_key = "k", geai::base_url = host.url(""),
                                                                  geai::timeout = 1s);
  auto const listed = client.list_agents();
  REQUIRE(!listed);
  CHECK(listed.error().code == errc::timeout);
  CHECK(listed.error().message == "list_agents: no answer within 1 s (phase: first byte) [" + host_of(host) +
                                      "]; tried 2 times, with a pause of 50 ms");
}

TEST_CASE_TEMPLATE("words: the message of a login without a response has the limit of the call", Engine,
                   support::blocking, support::awaiting) {
  server const host([](peer& client) { client.drain(); });
  auto const client = Engine::template client<geai::agent_client>(
      geai::auth::password{.client_id = "c", .username = "u", .password = "a-secret", .project_id = "p"},
      geai::base_url = host.url(""), geai::timeout = 250ms);
  auto const listed = client.list_agents();
  REQUIRE(!listed);
  CAPTURE(listed.error().message);
  CHECK(listed.error().message.starts_with("list_agents: get_oauth2_access_token: no answer within "));
  CHECK((contains(listed.error().message, "within 250 ms") ||
         listed.error().message.ends_with("; the whole call was limited to 250 ms")));
}

TEST_CASE_TEMPLATE("words: a connection that is refused names host and operation", Engine, support::blocking,
                   support::awaiting) {
  std::string const url = support::listener().url("");
  auto const client =
      Engine::template client<geai::agent_client>(geai::api_key = "k", geai::base_url = url, geai::retry = thrice);
  auto const listed = client.list_agents();
  REQUIRE(!listed);
  std::string const& message = listed.error().message;
  CAPTURE(message);
  CHECK(message.starts_with("list_agents: could not connect to 127.0.0.1 port "));
  CHECK(contains(message, "; tried 3 times"));
}

TEST_CASE_TEMPLATE("words: a failure before sending names no host", Engine, support::blocking, support::awaiting) {
  auto const client = Engine::template client<geai::agent_client>(geai::api_key = "k", geai::base_url = "https://h");
  auto const listed = client.list_agents({}, {.headers = {{"X", "a\nb"}}});
  REQUIRE(!listed);
  CHECK(listed.error().message ==
        "list_agents: header 'X' has a line break or another control character in its value; remove it");
  CHECK(listed.error().attempts.empty());
}

TEST_CASE_TEMPLATE("words: a stop names the host", Engine, support::blocking, support::awaiting) {
  std::stop_source stop;
  stop.request_stop();
  auto const client =
      Engine::template client<geai::agent_client>(geai::api_key = "k", geai::base_url = "https://platform.example");
  auto const listed = client.list_agents({}, {.stop = stop.get_token()});
  REQUIRE(!listed);
  CHECK(listed.error().message == "list_agents: cancelled (phase: prepare) [platform.example]");
}

namespace {

// A sandbox with a self-signed certificate.
class secure_platform {
public:
  secure_platform() {
    auto const done =
        support::run("openssl", {"req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                                 "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1",
                                 "-keyout", file("key.pem"), "-out", ca_file()});
    INFO(done.err);
    REQUIRE(done.exit_code == 0);
    host_.emplace(std::vector<std::string>{"--tls", ca_file(), file("key.pem")});
  }

  std::string file(std::string const& name) const { return (folder.path() / name).string(); }
  std::string ca_file() const { return file("ca.pem"); }
  std::string const& url() const { return host_->url(); }

  support::temporary_directory folder{};

private:
  std::optional<support::sandbox> host_{};
};

}  // namespace

TEST_CASE_TEMPLATE(
    "words: authorities come from a keyword, GEAI_CA_FILE, a profile, CURL_CA_BUNDLE or SSL_CERT_FILE, in this order",
    Engine, support::blocking, support::awaiting) {
  secure_platform const platform;
  secure_platform const other;
  std::string const good = platform.ca_file();
  std::string const wrong = other.ca_file();
  auto const with_profile = [&](std::string const& authorities) {
    std::string const path = platform.folder.write(
        "credentials", "[default]\nGEAI_API_KEY = sandbox-key\nGEAI_API_BASE_URL = " + platform.url() +
                           (authorities.empty() ? "" : "\nGEAI_CA_FILE = " + authorities) + "\n");
    std::filesystem::permissions(path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    return path;
  };
  std::string const plain = with_profile("");

  auto const ask = [&](std::string const& credentials, std::string const& keyword) {
    auto const client = Engine::template client<geai::agent_client>(
        geai::credentials_file = credentials, geai::ca_file = keyword, geai::retry = once, geai::timeout = 10s);
    auto const listed = client.list_agents();
    return listed ? std::string() : listed.error().message;
  };
  for (char const* each : {"GEAI_CA_FILE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"}) {
    CAPTURE(each);
    {
      variables const set({{each, good}});
      CHECK(ask(plain, "") == "");
      auto const given =
          Engine::template client<geai::agent_client>(geai::api_key = "sandbox-key", geai::base_url = platform.url());
      CHECK(given.list_agents());
    }
    variables const set({{each, wrong}});
    std::string const message = ask(plain, "");
    CAPTURE(message);
    CHECK(message.starts_with("list_agents: the certificate of " + host_of(platform.url()) + " is not accepted: "));
    CHECK(contains(message, "; the trusted authorities are those of " + wrong + " (" + each + ")"));
    CHECK(ask(plain, good) == "");
  }
  {
    variables const set({{"GEAI_CA_FILE", good}, {"CURL_CA_BUNDLE", wrong}, {"SSL_CERT_FILE", wrong}});
    CHECK(ask(with_profile(wrong), "") == "");
    CHECK(contains(ask(plain, wrong), "; the trusted authorities are those of " + wrong + " (given in the program)"));
  }
  {
    variables const set({{"CURL_CA_BUNDLE", wrong}, {"SSL_CERT_FILE", wrong}});
    CHECK(ask(with_profile(good), "") == "");
  }
  {
    variables const set({{"CURL_CA_BUNDLE", good}, {"SSL_CERT_FILE", wrong}});
    CHECK(ask(with_profile(""), "") == "");
  }
  variables const none;
  std::string const profile = with_profile(wrong);
  CHECK(contains(ask(profile, ""), " (" + std::string("[default] in ") + profile + ", line 4)"));
  std::string const gone = platform.file("gone.pem");
  CHECK(contains(ask(with_profile(gone), ""), "; the trusted authorities are those of " + gone));
}
