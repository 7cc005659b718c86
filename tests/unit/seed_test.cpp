#include <geai/geai.hpp>
//
#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <initializer_list>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "support/temporary_directory.hpp"

// The authentication guide of the platform's SDK, statement by statement, under the names of its sections.

namespace {

std::string const url = "https://api.saia.ai";

// A separate home folder and no GEAI_* variables except the given ones, for the lifetime of the object.
class configured {
public:
  explicit configured(std::string_view credentials = {},
                      std::initializer_list<std::pair<char const*, char const*>> variables = {}) {
    for (std::string_view name : geai::variable::all) {
      char const* const value = std::getenv(name.data());
      if (value != nullptr) before_.emplace_back(name, value);
      ::unsetenv(name.data());
    }
    ::setenv("HOME", home_.path().c_str(), 1);
    if (!credentials.empty()) {
      auto const file = home_.write(".geai/credentials", credentials);
      std::filesystem::permissions(file, std::filesystem::perms(0600));
    }
    for (auto const& [name, value] : variables) ::setenv(name, value, 1);
  }
  ~configured() {
    for (std::string_view name : geai::variable::all) ::unsetenv(name.data());
    for (auto const& [name, value] : before_) ::setenv(name.c_str(), value.c_str(), 1);
  }

  support::temporary_directory const& home() const { return home_; }

private:
  support::temporary_directory home_;
  std::vector<std::pair<std::string, std::string>> before_;
};

// A sink for geai::on_warning.
struct collected {
  std::vector<geai::warning> warnings{};

  auto sink() {
    return [this](geai::warning const& each) { warnings.push_back(each); };
  }
  bool only(geai::warning_code code) const { return warnings.size() == 1 && warnings[0].code == code; }
};

// Returns the stderr output of `act`.
template <class Act> std::string said_on_stderr(Act act) {
  std::FILE* const file = std::tmpfile();
  REQUIRE(file != nullptr);
  std::fflush(stderr);
  int const before = ::dup(2);
  ::dup2(::fileno(file), 2);
  act();
  std::fflush(stderr);
  ::dup2(before, 2);
  ::close(before);
  std::rewind(file);
  std::string text(4096, '\0');
  text.resize(std::fread(text.data(), 1, text.size(), file));
  std::fclose(file);
  return text;
}

geai::transport::mock empty_list() {
  geai::transport::mock wire;
  wire.reply(200, R"({"agents":[]})");
  return wire;
}

}  // namespace

TEST_CASE("Configuration: uses credentials from the configuration file") {
  configured const home(
      "[default]\ngeai_api_key = key\ngeai_api_base_url = https://api.saia.ai\n"
      "[staging]\nGEAI_API_KEY: other\nGEAI_API_BASE_URL: https://staging.saia.ai/\n");
  geai::ai_lab_client client;
  CHECK(client.session().is_api_key());
  CHECK(client.session().active_token()->reveal() == "key");
  CHECK(client.session().base_url() == url);
  CHECK(client.session().alias() == "default");
  geai::ai_lab_client staging{geai::alias = "staging"};
  CHECK(staging.session().active_token()->reveal() == "other");
  CHECK(staging.session().base_url() == "https://staging.saia.ai");
  CHECK(staging.session().alias() == "staging");
}

TEST_CASE("Configuration: explicit API key") {
  configured const home;
  geai::ai_lab_client client{geai::api_key = "your_api_key_here", geai::base_url = url};
  CHECK(client.session().is_api_key());
  CHECK(client.session().warnings().empty());
}

TEST_CASE("Configuration: API key with project-id") {
  configured const home;
  collected warnings;
  auto wire = empty_list();
  geai::ai_lab_client client{wire, geai::api_key = "key", geai::base_url = url, geai::project_id = "your-project-id",
                             geai::on_warning = warnings.sink()};
  REQUIRE(client.list_agents().has_value());
  CHECK(wire.requests().at(0).header("ProjectId") == "your-project-id");
}

TEST_CASE("Configuration: reading writes, prints and creates nothing") {
  configured const home;
  geai::ai_lab_client client{geai::on_warning = [](geai::warning const&) {}};
  CHECK(std::filesystem::is_empty(home.home().path()));
}

TEST_CASE("Environment Variables: API key authentication") {
  configured const home("", {{"GEAI_API_KEY", "key"}, {"GEAI_API_BASE_URL", "https://api.saia.ai"}});
  geai::ai_lab_client client;
  CHECK(client.session().is_api_key());
  CHECK(client.session().active_token()->reveal() == "key");
  CHECK(client.session().base_url() == url);
}

TEST_CASE("Environment Variables: GEAI_PROJECT_ID is optional with an API key") {
  configured const home(
      "", {{"GEAI_API_KEY", "key"}, {"GEAI_API_BASE_URL", "https://api.saia.ai"}, {"GEAI_PROJECT_ID", "p"}});
  collected warnings;
  auto wire = empty_list();
  geai::ai_lab_client client{wire, geai::on_warning = warnings.sink()};
  CHECK(client.session().is_api_key());
  CHECK(client.session().project_id() == "p");
  CHECK(warnings.only(geai::warning_code::project_id_without_access_token));
  REQUIRE(client.list_agents().has_value());
  CHECK(wire.requests().at(0).header("ProjectId") == "p");
}

TEST_CASE("Environment Variables: GEAI_PROJECT_ID is required with OAuth, GEAI_ORGANIZATION_ID is optional") {
  {
    configured const home("", {{"GEAI_OAUTH_ACCESS_TOKEN", "token"}, {"GEAI_API_BASE_URL", "https://api.saia.ai"}});
    CHECK_THROWS_AS(geai::ai_lab_client{}, geai::missing_requirement_error);
    CHECK_THROWS_AS(geai::get_session(), geai::missing_requirement_error);
  }
  configured const home("", {{"GEAI_OAUTH_ACCESS_TOKEN", "token"}, {"GEAI_PROJECT_ID", "p"}});
  CHECK(geai::get_session().is_oauth());
  CHECK(geai::get_session().organization_id().empty());
}

TEST_CASE("Environment Variables: GEAI_APITOKEN names the API key too") {
  configured const home("", {{"GEAI_APITOKEN", "key"}, {"GEAI_API_BASE_URL", "https://api.saia.ai"}});
  CHECK(geai::get_session().active_token()->reveal() == "key");
}

TEST_CASE("Environment Variables: OAuth 2.0 authentication") {
  configured const home("", {{"GEAI_OAUTH_ACCESS_TOKEN", "your_oauth_token"},
                             {"GEAI_PROJECT_ID", "your-project-id"},
                             {"GEAI_API_BASE_URL", "https://api.saia.ai"},
                             {"GEAI_ORGANIZATION_ID", "your-org-id"}});
  geai::ai_lab_client client;
  CHECK(client.session().is_oauth());
  CHECK(client.session().active_token()->reveal() == "your_oauth_token");
  CHECK(client.session().project_id() == "your-project-id");
  CHECK(client.session().organization_id() == "your-org-id");
  CHECK(client.session().warnings().empty());
}

TEST_CASE("Environment Variables: take precedence over the file for the default alias only") {
  configured const home("[default]\ngeai_api_key = file\n[staging]\ngeai_api_key = staging\n",
                        {{"GEAI_API_KEY", "environment"}, {"GEAI_API_BASE_URL", "https://environment"}});
  CHECK(geai::get_session().active_token()->reveal() == "environment");
  geai::session const staging = geai::get_session("staging");
  CHECK(staging.active_token()->reveal() == "staging");
  CHECK(staging.base_url() == "");
}

TEST_CASE("Environment Variables: an API key takes precedence over a token in the file") {
  configured const home("[default]\ngeai_oauth_access_token = token\ngeai_project_id = p\n",
                        {{"GEAI_API_KEY", "environment"}});
  CHECK(geai::get_session().is_api_key());
  CHECK(geai::get_session().active_token()->reveal() == "environment");
}

TEST_CASE("Session utilities: the authentication type, the active token, the project") {
  {
    configured const home("[default]\ngeai_oauth_access_token = token\ngeai_project_id = p\n");
    geai::session const session = geai::get_session();
    CHECK(session.is_oauth());
    CHECK(!session.is_api_key());
    CHECK(session.auth_type() == geai::auth_type::oauth_token);
    CHECK(session.project_id() == "p");
    CHECK(session.active_token()->reveal() == "token");
  }
  {
    configured const home("[default]\ngeai_api_key = key\n");
    geai::session const session = geai::get_session();
    CHECK(session.is_api_key());
    CHECK(session.auth_type() == geai::auth_type::api_key);
    CHECK(session.active_token()->reveal() == "key");
  }
  {
    configured const home;
    geai::session const session = geai::get_session();
    CHECK(session.auth_type() == geai::auth_type::none);
    CHECK(session.active_token() == nullptr);
  }
}

TEST_CASE("Session utilities: a session is an immutable value") {
  configured const home("[one]\ngeai_api_key = one\n[two]\ngeai_api_key = two\n");
  geai::session const one = geai::get_session("one");
  geai::session const two = geai::get_session("two");
  geai::session const copy = one;
  CHECK(one.active_token()->reveal() == "one");
  CHECK(two.active_token()->reveal() == "two");
  CHECK(copy.active_token()->reveal() == "one");
  CHECK(geai::get_session("two").active_token()->reveal() == "two");
}

TEST_CASE("Session utilities: get_session(\"default\") needs no [default], however often it is called") {
  configured const home("[other]\ngeai_api_key = other\n", {{"GEAI_API_KEY", "key"}});
  for (int i = 0; i != 2; ++i) CHECK(geai::get_session("default").active_token()->reveal() == "key");
  CHECK(geai::get_session("other").active_token()->reveal() == "other");
}

TEST_CASE("Session utilities: later clients do not change the session of a client") {
  configured const home(
      "[one]\ngeai_api_key = one\ngeai_api_base_url = https://one.saia.ai\n"
      "[two]\ngeai_oauth_access_token = two\ngeai_project_id = p\ngeai_api_base_url = https://two.saia.ai\n");
  geai::ai_lab_client one{geai::alias = "one"};
  geai::ai_lab_client two{geai::alias = "two"};
  geai::ai_lab_client three{geai::api_key = "three", geai::base_url = url};
  CHECK(one.session().is_api_key());
  CHECK(one.session().active_token()->reveal() == "one");
  CHECK(one.session().base_url() == "https://one.saia.ai");
  CHECK(two.session().is_oauth());
  CHECK(two.session().active_token()->reveal() == "two");
  CHECK(two.session().project_id() == "p");
  CHECK(three.session().project_id().empty());
}

TEST_CASE("Warning Behaviors 1: project id without OAuth token") {
  configured const home;
  collected warnings;
  geai::ai_lab_client client{geai::api_key = "key", geai::base_url = url, geai::project_id = "p",
                             geai::on_warning = warnings.sink()};
  CHECK(warnings.only(geai::warning_code::project_id_without_access_token));
}

TEST_CASE("Warning Behaviors 2: no authentication configured") {
  configured const home("", {{"GEAI_API_BASE_URL", "https://api.saia.ai"}});
  collected warnings;
  geai::ai_lab_client client{geai::on_warning = warnings.sink()};
  CHECK(warnings.only(geai::warning_code::no_authentication));
  CHECK(warnings.warnings.at(0).message.find("GEAI_API_KEY is not set") != std::string::npos);
}

TEST_CASE("Warning Behaviors 3: missing base URL") {
  configured const home("", {{"GEAI_API_KEY", "key"}});
  collected warnings;
  geai::ai_lab_client client{geai::on_warning = warnings.sink()};
  CHECK(warnings.only(geai::warning_code::missing_base_url));
  CHECK(client.list_agents().error().code == geai::errc::missing_requirement);
}

TEST_CASE("Warning Behaviors 4: mixed authentication in a configuration file, OAuth takes precedence") {
  configured const home(
      "[default]\ngeai_api_key = very-secret-key\ngeai_oauth_access_token = very-secret-token\n"
      "geai_project_id = p\ngeai_api_base_url = https://api.saia.ai\n");
  collected warnings;
  geai::ai_lab_client client{geai::on_warning = warnings.sink()};
  CHECK(warnings.only(geai::warning_code::mixed_authentication));
  CHECK(warnings.warnings.at(0).message.find("very-secret") == std::string::npos);
  CHECK(warnings.warnings.at(0).message.find("the OAuth access token is used") != std::string::npos);
  CHECK(client.session().is_oauth());
  CHECK(client.session().active_token()->reveal() == "very-secret-token");
}

TEST_CASE("Warning Behaviors: without a handler, one line each on stderr, never a secret") {
  configured const home(
      "[default]\ngeai_api_key = very-secret-key\ngeai_oauth_access_token = very-secret-token\n"
      "geai_project_id = p\n");
  std::string const both = said_on_stderr([] { geai::ai_lab_client client; });
  CHECK(both.starts_with("geai: warning: "));
  CHECK(std::count(both.begin(), both.end(), '\n') == 2);  // two credentials, no base URL
  CHECK(both.find("base_url is missing") != std::string::npos);
  CHECK(both.find("very-secret") == std::string::npos);
  CHECK(said_on_stderr([] { geai::ai_lab_client client{geai::on_warning = [](geai::warning const&) {}}; }).empty());
}

TEST_CASE("Warning Behaviors: a credentials file that others can read") {
  configured const home("[default]\ngeai_api_key = key\ngeai_api_base_url = https://api.saia.ai\n");
  std::filesystem::permissions(home.home().path() / ".geai/credentials", std::filesystem::perms(0644));
  collected warnings;
  geai::ai_lab_client client{geai::on_warning = warnings.sink()};
  CHECK(warnings.only(geai::warning_code::credentials_file_permissions));
  CHECK(warnings.warnings.at(0).message.find("chmod 600") != std::string::npos);
}

TEST_CASE("Exception Reference: MissingRequirementException") {
  configured const home("[default]\ngeai_oauth_access_token = token\n");
  CHECK_THROWS_AS(geai::ai_lab_client{}, geai::missing_requirement_error);
  CHECK_THROWS_AS(geai::get_session(), geai::missing_requirement_error);
  CHECK_THROWS_AS(geai::ai_lab_client{geai::alias = "unknown"}, geai::missing_requirement_error);
  CHECK_THROWS_AS(geai::load_session({.access_token = "token", .base_url = url}).value(),
                  geai::missing_requirement_error);
  CHECK_THROWS_WITH_AS(
      geai::load_session({.access_token = "token", .base_url = url}).value(),
      doctest::Contains(
          "access_token requires project_id: the token comes from an argument, but no project id was found"),
      geai::missing_requirement_error);
}

TEST_CASE("Exception Reference: MixedAuthenticationException") {
  configured const home;
  auto const session = geai::load_session({.api_key = "k", .access_token = "t", .project_id = "p", .base_url = url});
  REQUIRE(session.has_error());
  CHECK_THROWS_AS(session.value(), geai::mixed_authentication_error);
  CHECK_THROWS_WITH(session.value(), doctest::Contains("allow_mixed_auth"));
  CHECK(geai::load_session(
            {.api_key = "k", .access_token = "t", .project_id = "p", .base_url = url, .allow_mixed_auth = true})
            .value()
            .is_oauth());
}

TEST_CASE("Exception Reference: the error of a missing eval URL lists the searched sources") {
  configured const home("[default]\ngeai_api_key = key\ngeai_api_base_url = https://api.saia.ai\n");
  auto const made = geai::evaluation_client<>::create();
  REQUIRE(made.has_error());
  CHECK(made.error().code == geai::errc::missing_requirement);
  CHECK(made.error().message.find("GEAI_API_EVAL_URL is not set") != std::string::npos);
  CHECK(made.error().message.find("has no geai_api_eval_url") != std::string::npos);
}

TEST_CASE("Exception Reference: APIResponseError") {
  configured const home;
  geai::transport::mock wire;
  wire.reply(401, R"({"errors":[{"id":103,"description":"Token expired"}]})");
  geai::ai_lab_client client{wire, geai::api_key = "key", geai::base_url = url};
  CHECK_THROWS_AS((void)client.list_agents().value(), geai::api_response_error);
}

TEST_CASE("Exception Reference: the error of a malformed credentials file has path, line and reason") {
  configured const home("[default]\ngeai_api_key very-secret\n");
  auto const refused = geai::load_session();
  REQUIRE(refused.has_error());
  CHECK(refused.error().code == geai::errc::credentials_file);
  CHECK(refused.error().message.find("credentials:2:") != std::string::npos);
  CHECK(refused.error().message.find("very-secret") == std::string::npos);
}

TEST_CASE("Advanced: eight threads, two clients, no mixed credentials") {
  configured const home;
  auto one_wire = empty_list(), two_wire = empty_list();
  geai::ai_lab_client one{one_wire, geai::api_key = "one", geai::base_url = "https://one.saia.ai"};
  geai::ai_lab_client two{two_wire, geai::access_token = "two", geai::project_id = "p",
                          geai::base_url = "https://two.saia.ai"};
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 8; ++thread)
      threads.emplace_back([&, thread] {
        for (int i = 0; i < 50; ++i) {
          if (thread % 2 == 0)
            (void)one.list_agents();
          else
            (void)two.list_agents();
        }
      });
  }
  auto const carried = [](geai::transport::mock const& wire, std::string_view token, std::string_view project) {
    std::size_t right = 0;
    for (auto const& request : wire.requests())
      if (request.header("authorization") == token && request.header("projectid") == project) ++right;
    return right;
  };
  CHECK(carried(one_wire, "Bearer one", "") == 200);
  CHECK(carried(two_wire, "Bearer two", "p") == 200);
}
