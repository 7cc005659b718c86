#include <geai/inline.hpp>
//
#include <geai/observers/log_calls.hpp>
#include <geai/transport/record.hpp>
//
#include <doctest/doctest.h>

#include <geai/client/admin.hpp>
#include <geai/json/simdjson.hpp>
#include <geai/transport/mock.hpp>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "support/temporary_directory.hpp"

// wire-facts 1: two administrators' routes take the user's token in the query of the URL. It is sent there and shown
// nowhere, whatever a server or a transport echoes.

namespace {

using geai::errc;

// With characters that are percent-encoded, escaped in JSON, or neither.
constexpr char token[] = "eyJhbGci/OiJIUzI1+NiJ9.abcdefghijkl/mnopqrstuvwxyz==0123456789";
constexpr char encoded[] = "eyJhbGci%2FOiJIUzI1%2BNiJ9.abcdefghijkl%2Fmnopqrstuvwxyz%3D%3D0123456789";

geai::api::get_project_token of_project() {
  return {.organization = "o&o", .project = "p", .access_token = geai::secret(token)};
}

// True if `said` shares twelve characters in a row with the token, in either form.
bool shows(std::string_view said) {
  for (std::string_view form : {std::string_view(token), std::string_view(encoded)})
    for (std::size_t at = 0; at + 12 <= form.size(); ++at)
      if (said.find(form.substr(at, 12)) != said.npos) return true;
  return false;
}

std::string all_of(geai::error const& what) {
  std::ostringstream text;
  text << what << what.message << what.body << what.request_id;
  for (auto const& each : what.faults) text << each.description;
  for (auto const& each : what.attempts) text << each.cause;
  return text.str();
}

// A server that replies with the URL and with the token alone; or a transport that fails with the URL in its message.
struct echo {
  int status = 200;
  int form = 0;
  bool fails = false;

  geai::result<void> send(geai::http::request const& rq, geai::http::response& rs) const {
    std::string const url(rq.url);
    if (fails) return geai::error(errc::transport, "cannot reach " + url);
    rs.status = status;
    rs.add_header("x-request-id", url);
    std::string const said = url + " " + token;
    switch (form) {
      case 0: rs.body = R"({"errors":[{"id":1,"description":")" + said + "\"}]}"; break;
      case 1: rs.body = R"({"error":{"message":")" + said + "\"}}"; break;
      case 2: rs.body = "<html>" + said; break;
      default: rs.body = R"({"apiToken":{")" + said + "\":1}}"; break;
    }
    return {};
  }
};

template <class Transport, class... Argument> auto client_over(Transport const& wire, Argument&&... more) {
  return geai::admin_client{wire, geai::api_key = "key", geai::base_url = "https://h",
                            geai::retry = geai::retry_policy{.max_attempts = 2, .base_delay = {}, .max_delay = {}},
                            std::forward<Argument>(more)...};
}

}  // namespace

TEST_CASE("wire facts 1: the token is in the query, percent-encoded, after all other parameters") {
  geai::transport::mock wire;
  wire.reply(200, R"({"apiToken":"t"})").reply(200, "{}");
  auto const admin = client_over(wire);
  CHECK(admin.get_project_token(of_project(), {.query = {{"more", "1"}}}).value().api_token.reveal() == "t");
  CHECK(admin.get_project_visibility({.organization = "o", .project = "p", .access_token = geai::secret(token)}));
  std::string const with_token = std::string("&accessToken=") + encoded;
  CHECK(wire.requests()[0].url ==
        "https://h/v1/accessControl/user/token/project?organization=o%26o&project=p&more=1" + with_token);
  CHECK(wire.requests()[1].url ==
        "https://h/v1/accessControl/user/access/project?organization=o&project=p" + with_token);
  CHECK(wire.requests()[1].header("Authorization") == "Bearer key");  // the client's own credential

  CHECK(admin.get_project_visibility({.organization = "o", .project = "p"}).error().code == errc::missing_requirement);
  CHECK(wire.requests().size() == 2);
}

TEST_CASE("wire facts 1: no error shows the token of the query") {
  for (int status : {200, 400, 401, 403, 503})
    for (int form = 0; form != 4; ++form) {
      CAPTURE(status);
      CAPTURE(form);
      auto const failed = client_over(echo{.status = status, .form = form}).get_project_token(of_project());
      REQUIRE(failed.has_error());
      std::string const said = all_of(failed.error());
      CHECK_FALSE(shows(said));
    }
  auto const admin = client_over(echo{.fails = true});
  geai::error const unreached = admin.get_project_token(of_project()).error();
  CHECK(unreached.message.find("cannot reach https://h/v1/accessControl") != std::string::npos);
  CHECK(unreached.attempts.size() == 2);
  CHECK_FALSE(shows(all_of(unreached)));
  CHECK_FALSE(shows(all_of(admin.call_raw(of_project()).error())));
}

TEST_CASE("wire facts 1: no observer is shown the token of the query") {
  std::ostringstream log;
  static_cast<void>(
      client_over(echo{.status = 503}, geai::observer = geai::log_calls(log)).get_project_token(of_project()));
  CHECK(log.str().find("operation=get_project_token") != std::string::npos);
  CHECK_FALSE(shows(log.str()));
}

TEST_CASE("wire facts 1: no recording shows the token of the query, and another token is answered from it") {
  support::temporary_directory const folder;
  std::string const path = folder.path() / "r";
  // The first rules are the defaults; the others mask nothing by name.
  for (geai::transport::recording_rules const& rules :
       {geai::transport::recording_rules{}, geai::transport::recording_rules{.secret_names = {}}}) {
    for (int form = 0; form != 4; ++form) {
      {
        geai::transport::record recording(echo{.status = 403, .form = form}, path, rules);
        static_cast<void>(client_over(recording).get_project_token(of_project()));
      }
      std::string const recorded = folder.read("r");
      CHECK(recorded.find("project=p&accessToken=***") != std::string::npos);
      CHECK_FALSE(shows(recorded));
    }
    {
      geai::transport::record recording(echo{.fails = true}, path, rules);
      static_cast<void>(client_over(recording).get_project_token(of_project()));
    }
    CHECK_FALSE(shows(folder.read("r")));
  }

  {
    geai::transport::mock wire;
    wire.reply(200, R"({"apiToken":"t"})");
    geai::transport::record recording(wire, path);
    REQUIRE(client_over(recording).get_project_token(of_project()));
  }
  geai::transport::replay const replay(path);
  auto const again = client_over(replay).get_project_token(
      {.organization = "o&o", .project = "p", .access_token = geai::secret("another")});
  CHECK(again.has_value());
  geai::error const missing = client_over(replay).get_project_token(of_project()).error();
  CHECK(missing.message.find("the recording") != std::string::npos);
  CHECK_FALSE(shows(all_of(missing)));
}
