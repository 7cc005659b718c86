#include <geai/geai.hpp>
//
#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

// Results of the engine for responses: rest-api.md 1.4 and design section 4.

namespace {

using geai::transport::mock;

geai::result<geai::agent_list> list(int status, std::string body,
                                    std::vector<std::pair<std::string, std::string>> headers = {}) {
  mock wire;
  wire.reply(status, std::move(body), std::move(headers));
  geai::ai_lab_client client{wire, geai::api_key = "the-very-secret-key", geai::base_url = "https://h",
                             geai::retry = geai::retry_policy{.max_attempts = 1}};
  return client.list_agents();
}

geai::error failure(int status, std::string body, std::vector<std::pair<std::string, std::string>> headers = {}) {
  auto const listed = list(status, std::move(body), std::move(headers));
  REQUIRE(!listed);
  return listed.error();
}

using faults = std::vector<geai::fault>;

}  // namespace

TEST_CASE("every documented error shape is read") {
  CHECK(failure(404, R"({"errors":[{"id":2005,"description":"Project Not Found"}]})").faults ==
        faults{{2005, "Project Not Found"}});
  CHECK(failure(400, R"({"errors":{"id":8,"description":"Field out of range"}})").faults ==
        faults{{8, "Field out of range"}});
  CHECK(failure(400, R"({"errors":[{"code":"9","message":"one"},{"id":"10","description":"two"}]})").faults ==
        faults{{9, "one"}, {10, "two"}});
  CHECK(failure(400, R"({"error":{"code":1101,"message":"not found"},"status":"failed","success":false})").faults ==
        faults{{1101, "not found"}});
  CHECK(failure(400, R"({"error":"text"})").faults == faults{{0, "text"}});
  CHECK(failure(400, R"({"error":"invalid_grant","error_description":"wrong password"})").faults ==
        faults{{0, "invalid_grant: wrong password"}});
  CHECK(failure(400, R"({"message":[{"type":"error","description":"bad"},{"type":"info","description":"fine"}]})")
            .faults == faults{{0, "bad"}});
  CHECK(failure(400, R"({"message":"plain"})").faults == faults{{0, "plain"}});
  CHECK(failure(400, R"({"error":{"code":"invalid","message":"m"}})").faults == faults{{0, "invalid: m"}});
  CHECK(failure(400, R"({"errors":["just text", 7]})").faults == faults{{0, "just text"}, {0, "7"}});
}

TEST_CASE("an error keeps what is known about it") {
  geai::error const what =
      failure(401, R"({"errors":[{"id":103,"description":"Token expired"}]})", {{"X-Request-Id", "r-1"}});
  CHECK(what.code == geai::errc::api_response);
  CHECK(what.http_status == 401);
  CHECK(what.operation == "list_agents");
  CHECK(what.request_id == "r-1");
  CHECK(what.body == R"({"errors":[{"id":103,"description":"Token expired"}]})");
  CHECK(
      what.message ==
      "list_agents: HTTP 401: Token expired (code 103) [h, request r-1]; the API key was given in the program; give a "
      "valid one");
  CHECK(what.is_authentication());
  CHECK(!what.is_transient());
  CHECK(what.attempts.size() == 1);
}

TEST_CASE("invalid JSON is an error too, which keeps its beginning") {
  geai::error const page = failure(502, "<html><body>Bad Gateway</body></html>");
  CHECK(page.http_status == 502);
  CHECK(page.faults.empty());
  CHECK(page.body.starts_with("<html>"));
  CHECK(page.is_transient());
  CHECK(failure(500, "").http_status == 500);
  CHECK(failure(500, std::string(100'000, 'x')).body.size() == 4096);
  CHECK(failure(500, "{\"errors\":[{\"id\":1").http_status == 500);
  CHECK(failure(302, "", {{"Location", "https://elsewhere"}}).message.find("redirect") != std::string::npos);
}

TEST_CASE("a 200 whose body reports a failure is an error") {
  CHECK(failure(200, R"({"error":{"code":1101,"message":"Search Index Profile not found"},"status":"failed",
                         "success":false,"text":""})")
            .faults == faults{{1101, "Search Index Profile not found"}});
  CHECK(failure(200, R"({"agents":[],"errors":[{"id":1,"description":"d"}]})").faults == faults{{1, "d"}});
  CHECK(failure(200, R"({"success":false})").code == geai::errc::api_response);
  CHECK(failure(200, R"({"message":[{"type":"error","description":"x"}]})").code == geai::errc::api_response);
}

TEST_CASE("empty errors and null errors are not errors") {
  for (char const* extra :
       {R"("errors":[])", R"("errors":null)", R"("error":null)", R"("error":"")", R"("error":{})", R"("errors":{})",
        R"("success":true)", R"("message":[{"type":"info"}])", R"("message":"all is well")"}) {
    CAPTURE(extra);
    auto const listed = list(200, std::string(R"({"agents":[{"id":"1"}],)") + extra + "}");
    REQUIRE(listed);
    CHECK(listed->size() == 1);
  }
}

TEST_CASE("an answer is one whole JSON document of the promised type") {
  auto const decode_message = [](std::string body) {
    geai::error const what = failure(200, std::move(body));
    CHECK(what.code == geai::errc::decode);
    CHECK(what.phase == geai::phase::decode);
    CHECK(what.http_status == 200);
    CHECK(what.operation == "list_agents");
    return what.message;
  };
  CHECK(decode_message(R"({"agents":"no"})").find("$.agents: expected an array, found a string") != std::string::npos);
  CHECK(decode_message(R"({"agents":[{"id":7}]})").find("$.agents[0].id: expected a string") != std::string::npos);
  CHECK(decode_message("7").find("expected an object, found a number") != std::string::npos);
  decode_message(R"({"agents":[]} x)");
  decode_message(R"({"agents":[]}{"agents":[]})");
  decode_message(R"({"agents":[)");
  decode_message("garbage");
  CHECK(decode_message("").find("no body") != std::string::npos);
  CHECK(decode_message(" \r\n ").find("no body") != std::string::npos);

  CHECK(list(200, "\xEF\xBB\xBF{\"agents\":[]}"));
  CHECK(list(200, "\n{\"agents\":null}\n").value().size() == 0);
  CHECK(list(200, "[]").value().size() == 0);
}

TEST_CASE("no error shows the credential that the call carried, even when the server echoes it") {
  geai::error const echoed = failure(400, R"({"errors":[{"id":1,"description":"bad token the-very-secret-key"}]})", {});
  CHECK(echoed.message.find("the-very-secret-key") == std::string::npos);
  CHECK(echoed.body.find("the-very-secret-key") == std::string::npos);
  CHECK(echoed.faults.at(0).description == "bad token ***");
}

TEST_CASE("a decode error of an answer with secrets keeps no body") {
  mock wire;
  wire.reply(200, R"({"access_token":"very-secret","token_type":7})");
  geai::auth_client auth{wire, geai::base_url = "https://h"};
  auto const token = auth.get_oauth2_access_token({.client_id = "c", .username = "u", .password = "p"});
  REQUIRE(!token);
  CHECK(token.error().code == geai::errc::decode);
  CHECK(token.error().body.empty());
  CHECK(token.error().message.find("very-secret") == std::string::npos);
}

TEST_CASE("predicates of an error") {
  geai::error what(geai::errc::api_response, "m");
  for (int code : {5, 6, 21, 101, 102, 103, 112, 114, 122}) {
    what.faults = {{code, ""}};
    CHECK(what.is_authentication());
  }
  what.faults = {{7, ""}};
  CHECK(what.is_permission());
  CHECK(!what.is_authentication());
  what.faults = {{2005, ""}};
  CHECK(what.is_not_found());
  for (int code : {100, 151, 153}) {
    what.faults = {{code, ""}};
    CHECK(what.is_transient());
  }
  what.faults = {};
  what.http_status = 429;
  CHECK(what.is_rate_limited());
  CHECK(what.is_transient());
  what.http_status = 403;
  CHECK(what.is_permission());
  what.http_status = 404;
  CHECK(what.is_not_found());
  CHECK(!what.is_transient());
}

TEST_CASE("value() throws the type that belongs to the code") {
  using geai::errc;
  auto const thrown = [](errc code) { geai::result<int>(geai::error(code, "the text")).value(); };
  CHECK_THROWS_AS(thrown(errc::missing_requirement), geai::missing_requirement_error);
  CHECK_THROWS_AS(thrown(errc::mixed_authentication), geai::mixed_authentication_error);
  CHECK_THROWS_AS(thrown(errc::invalid_argument), geai::invalid_argument_error);
  CHECK_THROWS_AS(thrown(errc::credentials_file), geai::credentials_file_error);
  CHECK_THROWS_AS(thrown(errc::transport), geai::transport_error);
  CHECK_THROWS_AS(thrown(errc::timeout), geai::timeout_error);
  CHECK_THROWS_AS(thrown(errc::cancelled), geai::cancelled_error);
  CHECK_THROWS_AS(thrown(errc::api_response), geai::api_response_error);
  CHECK_THROWS_AS(thrown(errc::decode), geai::decode_error);
  CHECK_THROWS_AS(thrown(errc::too_large), geai::too_large_error);
  try {
    thrown(errc::decode);
  } catch (geai::exception const& e) {
    CHECK(std::string(e.what()) == "the text");
    CHECK(e.error().code == errc::decode);
  }
  CHECK_THROWS_AS(thrown(errc::timeout), std::runtime_error);
}

TEST_CASE("attempts: idempotent operations are retried, others are sent once") {
  mock wire;
  wire.reply(503, "", {{"retry-after-ms", "1"}});
  wire.reply(200, R"({"agents":[]})");
  geai::ai_lab_client client{wire, geai::api_key = "k", geai::base_url = "https://h"};
  CHECK(client.list_agents());
  CHECK(wire.requests().size() == 2);

  mock failing;
  failing.reply(503, "", {{"retry-after-ms", "1"}});
  geai::ai_lab_client patient{failing, geai::api_key = "k", geai::base_url = "https://h",
                              geai::retry = geai::retry_policy{.max_attempts = 4}};
  auto const given_up = patient.list_agents();
  REQUIRE(!given_up);
  CHECK(failing.requests().size() == 4);
  REQUIRE(given_up.error().attempts.size() == 4);
  CHECK(given_up.error().attempts[3].number == 4);
  CHECK(given_up.error().attempts[0].cause.find("503") != std::string::npos);

  mock posted;
  posted.reply(503, "", {{"retry-after-ms", "1"}});
  geai::auth_client auth{posted, geai::base_url = "https://h"};
  CHECK(!auth.get_oauth2_access_token({.client_id = "c", .username = "u", .password = "p"}));
  CHECK(posted.requests().size() == 3);  // nothing was done: the server states when to retry

  mock failed;
  failed.reply(503, "");
  geai::auth_client once{failed, geai::base_url = "https://h"};
  CHECK(!once.get_oauth2_access_token({.client_id = "c", .username = "u", .password = "p"}));
  CHECK(failed.requests().size() == 1);
}

TEST_CASE("a Retry-After beyond the deadline fails at once, with the delay in the error") {
  mock wire;
  wire.reply(429, "", {{"Retry-After", "3600"}});
  geai::ai_lab_client client{wire, geai::api_key = "k", geai::base_url = "https://h"};
  auto const refused = client.list_agents({}, geai::call_options{.timeout = std::chrono::seconds(5)});
  REQUIRE(!refused);
  CHECK(wire.requests().size() == 1);
  CHECK(refused.error().retry_after == std::chrono::hours(1));
  CHECK(refused.error().is_rate_limited());
}
