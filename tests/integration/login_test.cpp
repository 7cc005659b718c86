#include <geai/inline.hpp>
//
#include <geai/auth/save_login.hpp>
#include <geai/client/agents.hpp>
#include <geai/client/authorization.hpp>
#include <geai/json/simdjson.hpp>
#include <geai/transport/curl.hpp>
//
#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <thread>

#include "support/both_engines.hpp"
#include "support/sandbox.hpp"
#include "support/temporary_directory.hpp"

// Renewal of a profile's token, on a platform that accepts a refresh token once.

namespace {

using namespace std::chrono_literals;

struct profile {
  support::temporary_directory folder{};
  std::string path = (folder.path() / "credentials").string();

  explicit profile(std::string const& url) {
    geai::auth_client const auth{geai::base_url = url};
    auto const asked = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    geai::oauth_token const token =
        auth.get_oauth2_access_token(
                {.client_id = "sandbox-client", .username = "user@example.com", .password = "sandbox-password"})
            .value();
    folder.write("credentials",
                 "[mine]\nGEAI_OAUTH_ACCESS_TOKEN = " + std::string(token.access_token.reveal()) +
                     "\nGEAI_OAUTH_REFRESH_TOKEN = " + std::string(token.refresh_token.reveal()) +
                     "\nGEAI_OAUTH_EXPIRES_AT = " + geai::detail::timestamp_of(asked + token.expires_in) +
                     "\nGEAI_OAUTH_CLIENT_ID = sandbox-client\nGEAI_PROJECT_ID = sandbox-project\n" +
                     "GEAI_API_BASE_URL = " + url + "\n");
  }

  template <class Engine> auto client() const {
    return Engine::template client<geai::agent_client>(
        geai::alias = "mine", geai::credentials_file = path, geai::on_warning = [](geai::warning const&) {});
  }
  std::string refresh_token() const {
    auto const file = geai::credentials_file::load(path).value();
    return std::string(file.get("mine", geai::variable::refresh_token).value_or(""));
  }
};

}  // namespace

TEST_CASE_TEMPLATE("login: a client outlives the token of its profile, and the next one starts from what was saved",
                   Engine, support::blocking, support::awaiting) {
  support::sandbox const sandbox({"--token-lifetime", "1"});
  profile const mine(sandbox.url());
  std::string const first = mine.refresh_token();
  auto client = mine.client<Engine>();
  for (int round = 0; round != 3; ++round) {
    auto const listed = client.list_agents();
    CHECK(listed.has_value());
    if (!listed) MESSAGE(listed.error().message);
    std::this_thread::sleep_for(1100ms);
  }
  CHECK(mine.refresh_token() == first);  // no call writes the file
  REQUIRE(geai::auth::save_login(client.auth()).value());
  CHECK(mine.refresh_token() != first);
  CHECK(mine.client<Engine>().list_agents().has_value());
}

TEST_CASE_TEMPLATE("login: a client whose refresh token was used by another one continues with the saved token", Engine,
                   support::blocking, support::awaiting) {
  support::sandbox const sandbox({"--token-lifetime", "1"});
  profile const mine(sandbox.url());
  auto one = mine.client<Engine>();
  auto other = mine.client<Engine>();
  auto unlucky = mine.client<Engine>();
  std::this_thread::sleep_for(1100ms);
  REQUIRE(one.list_agents());
  auto const refused = unlucky.list_agents();  // nothing is saved yet
  REQUIRE(!refused);
  CHECK(refused.error().is_authentication());
  CHECK(refused.error().message.find("run: geai auth login --alias mine") != std::string::npos);
  REQUIRE(geai::auth::save_login(one.auth()).value());
  CHECK(other.list_agents().has_value());
  REQUIRE(geai::auth::save_login(other.auth()));  // the saved one may have expired by then
  CHECK(unlucky.list_agents().has_value());
}
