#include <doctest/doctest.h>
#include <stdlib.h>

#include <geai/config/environment.hpp>
#include <map>
#include <string>

TEST_CASE("environment: unset and empty variables are equal") {
  geai::environment const variables({{"GEAI_API_KEY", "key"}, {"GEAI_PROJECT_ID", ""}, {"OTHER", "x"}});
  CHECK(variables.get(geai::variable::api_key) == "key");
  CHECK(variables.get(geai::variable::project_id) == std::nullopt);
  CHECK(variables.get(geai::variable::base_url) == std::nullopt);
  CHECK(variables.get("OTHER") == "x");
  CHECK(variables.get("geai_api_key") == std::nullopt);
  CHECK(geai::environment(std::map<std::string, std::string>{{"A", "1"}}).get("A") == "1");
  CHECK(geai::environment({{"A", "1"}, {"A", "2"}}).get("A") == "2");
  CHECK(geai::environment().get(geai::variable::api_key) == std::nullopt);
}

TEST_CASE("environment: the names that users export") {
  CHECK(geai::variable::api_key == "GEAI_API_KEY");
  CHECK(geai::variable::api_token == "GEAI_APITOKEN");
  CHECK(geai::variable::access_token == "GEAI_OAUTH_ACCESS_TOKEN");
  CHECK(geai::variable::project_id == "GEAI_PROJECT_ID");
  CHECK(geai::variable::organization_id == "GEAI_ORGANIZATION_ID");
  CHECK(geai::variable::base_url == "GEAI_API_BASE_URL");
  CHECK(geai::variable::eval_url == "GEAI_API_EVAL_URL");
  CHECK(geai::variable::alias == "GEAI_ALIAS");
  CHECK(geai::variable::credentials_file == "GEAI_CREDENTIALS_FILE");
}

TEST_CASE("environment: the process's variables are copied") {
  ::setenv("GEAI_ALIAS", "first", 1);
  geai::environment const before = geai::environment::of_process();
  ::setenv("GEAI_ALIAS", "second", 1);
  CHECK(before.get(geai::variable::alias) == "first");
  CHECK(geai::environment::of_process().get(geai::variable::alias) == "second");
  ::unsetenv("GEAI_ALIAS");
  CHECK(geai::environment::of_process().get(geai::variable::alias) == std::nullopt);
}

TEST_CASE("environment: the path of the credentials file") {
  using geai::environment;
  CHECK(geai::default_credentials_path(environment({{"HOME", "/h"}})) == "/h/.geai/credentials");
  CHECK(geai::credentials_path(environment({{"HOME", "/h"}})) == "/h/.geai/credentials");
  CHECK(geai::credentials_path(environment({{"HOME", "/h"}, {"GEAI_CREDENTIALS_FILE", ""}})) == "/h/.geai/credentials");
  CHECK(geai::credentials_path(environment({{"HOME", "/h"}, {"GEAI_CREDENTIALS_FILE", "/c"}})) == "/c");

  // Without HOME the user database is used, which may lack the user who runs the tests.
  std::string const path = geai::default_credentials_path(environment());
  CHECK((path.empty() || path.ends_with("/.geai/credentials")));
  CHECK(geai::default_credentials_path(environment({{"HOME", "/"}})) == "/.geai/credentials");
}
