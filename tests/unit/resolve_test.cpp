#include <geai/config/resolve.hpp>
//
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using geai::environment;
using geai::errc;
using geai::session_options;
using geai::warning_code;

namespace {

// The values of one source: an API key, an access token, a project id, a base URL.
struct says {
  bool key = false;
  bool token = false;
  bool project = false;
  bool url = false;

  static says of(unsigned bits) { return {(bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0}; }
};

session_options as_arguments(says what, std::string const& alias) {
  session_options options;
  options.alias = alias;
  if (what.key) options.api_key = "key of the arguments";
  if (what.token) options.access_token = "token of the arguments";
  if (what.project) options.project_id = "project of the arguments";
  if (what.url) options.base_url = "https://arguments";
  return options;
}

environment as_environment(says what) {
  std::map<std::string, std::string> variables;
  if (what.key) variables["GEAI_API_KEY"] = "key of the environment";
  if (what.token) variables["GEAI_OAUTH_ACCESS_TOKEN"] = "token of the environment";
  if (what.project) variables["GEAI_PROJECT_ID"] = "project of the environment";
  if (what.url) variables["GEAI_API_BASE_URL"] = "https://environment";
  return environment(std::move(variables));
}

class geai::credentials_file as_file(says what, std::string const& alias) {
  std::string text = "[" + alias + "]\n";
  if (what.key) text += "geai_api_key = key of the file\n";
  if (what.token) text += "GEAI_OAUTH_ACCESS_TOKEN: token of the file\n";
  if (what.project) text += "geai_project_id = project of the file\n";
  if (what.url) text += "GEAI_API_BASE_URL = https://file\n";
  return geai::credentials_file::parse(std::move(text), "/home/me/.geai/credentials").value();
}

class geai::credentials_file file_of(std::string text) {
  return geai::credentials_file::parse(std::move(text), "/home/me/.geai/credentials").value();
}

bool has(geai::session const& session, warning_code code) {
  return std::any_of(session.warnings().begin(), session.warnings().end(),
                     [&](geai::warning const& each) { return each.code == code; });
}

// The rule of design section 5, written a second time and as simply as possible.
struct expectation {
  std::optional<errc> error{};
  geai::auth_type type = geai::auth_type::none;
  std::string token{};
  std::string project{};
  std::string url{};
  bool warns_of_both = false;
  bool warns_of_project = false;
};

expectation expect(says arguments, says variables, says file, bool default_alias) {
  if (!default_alias) variables = {};
  std::pair<says, std::string> const sources[] = {
      {arguments, "the arguments"}, {variables, "the environment"}, {file, "the file"}};
  expectation expected;
  for (auto const& [what, name] : sources) {
    if (expected.project.empty() && what.project) expected.project = "project of " + name;
    if (expected.url.empty() && what.url) expected.url = "https://" + name.substr(4);
  }
  for (auto const& [what, name] : sources) {
    if (!what.key && !what.token) continue;
    if (what.key && what.token && name == "the arguments") {
      expected.error = errc::mixed_authentication;
      return expected;
    }
    expected.warns_of_both = what.key && what.token;
    expected.type = what.token ? geai::auth_type::oauth_token : geai::auth_type::api_key;
    expected.token = (what.token ? "token of " : "key of ") + name;
    break;
  }
  if (expected.type == geai::auth_type::oauth_token && expected.project.empty())
    expected.error = errc::missing_requirement;
  expected.warns_of_project = expected.type != geai::auth_type::oauth_token && !expected.project.empty();
  return expected;
}

}  // namespace

TEST_CASE("resolution: every combination of arguments, environment and file") {
  for (std::string const& alias : {std::string("default"), std::string("staging")}) {
    for (unsigned bits = 0; bits != 1u << 12; ++bits) {
      says const arguments = says::of(bits & 15), variables = says::of(bits >> 4 & 15), file = says::of(bits >> 8);
      CAPTURE(alias);
      CAPTURE(bits);
      expectation const expected = expect(arguments, variables, file, alias == "default");
      auto const resolved =
          geai::resolve(as_arguments(arguments, alias), as_environment(variables), as_file(file, alias));
      REQUIRE(resolved.has_value() == !expected.error);
      if (expected.error) {
        REQUIRE(resolved.error().code == *expected.error);
        continue;
      }
      geai::session const& session = resolved->session;
      bool const good = session.auth_type() == expected.type &&
                        (session.active_token() == nullptr ? expected.token.empty()
                                                           : session.active_token()->reveal() == expected.token) &&
                        session.project_id() == expected.project && session.base_url() == expected.url &&
                        session.alias() == alias &&
                        has(session, warning_code::mixed_authentication) == expected.warns_of_both &&
                        has(session, warning_code::project_id_without_access_token) == expected.warns_of_project &&
                        has(session, warning_code::no_authentication) == (expected.type == geai::auth_type::none) &&
                        has(session, warning_code::missing_base_url) == expected.url.empty();
      REQUIRE(good);
    }
  }
}

TEST_CASE("resolution: both credentials among the arguments need permission") {
  session_options options{.api_key = "k", .access_token = "t", .project_id = "p", .base_url = "https://h"};
  CHECK(geai::resolve(options, {}, {}).error().code == errc::mixed_authentication);
  options.allow_mixed_auth = true;
  CHECK(geai::resolve(options, {}, {})->session.active_token()->reveal() == "t");
}

TEST_CASE("resolution: GEAI_ALIAS chooses the profile, an argument takes precedence") {
  auto const file = file_of("[staging]\ngeai_api_key = s\n[production]\ngeai_api_key = p\n");
  environment const variables({{"GEAI_ALIAS", "staging"}, {"GEAI_API_KEY", "not of that alias"}});
  CHECK(geai::resolve({}, variables, file)->session.active_token()->reveal() == "s");
  CHECK(geai::resolve({.alias = "production"}, variables, file)->session.active_token()->reveal() == "p");
}

TEST_CASE("resolution: GEAI_APITOKEN is another name of GEAI_API_KEY, which wins") {
  CHECK(geai::resolve({}, environment({{"GEAI_APITOKEN", "t"}}), {})->session.active_token()->reveal() == "t");
  CHECK(geai::resolve({}, environment({{"GEAI_APITOKEN", "t"}, {"GEAI_API_KEY", "k"}}), {})
            ->session.active_token()
            ->reveal() == "k");
}

TEST_CASE("resolution: an unknown alias is refused, with the existing ones") {
  auto const refused = geai::resolve({.alias = "prod"}, {}, file_of("[default]\n[staging]\n[DEFAULT]\n"));
  REQUIRE(refused.has_error());
  CHECK(refused.error().code == errc::missing_requirement);
  CHECK(refused.error().message ==
        "alias 'prod' does not exist in /home/me/.geai/credentials; it has default, staging");
  CHECK(geai::resolve({.alias = "prod"}, {}, {}).error().message.find("geai configure") != std::string::npos);
  CHECK(geai::resolve({.alias = "default"}, {}, {}).has_value());
  CHECK(geai::resolve({.alias = ""}, {}, {}).error().code == errc::missing_requirement);
}

TEST_CASE("resolution: lists the source of each setting, and why others were not used") {
  auto const file = file_of("[default]\n\ngeai_project_id = p\ngeai_api_key =\n");
  environment const variables({{"GEAI_API_BASE_URL", "https://h"}});
  auto const resolved = geai::resolve({.organization_id = "o"}, variables, file).value();
  auto const origin = [&](std::string_view setting) {
    auto const found = std::find_if(resolved.origins.begin(), resolved.origins.end(),
                                    [&](geai::origin const& each) { return each.setting == setting; });
    REQUIRE(found != resolved.origins.end());
    return *found;
  };
  CHECK(origin("organization_id").source == geai::source::argument);
  CHECK(origin("base_url").source == geai::source::environment);
  CHECK(origin("base_url").place == "GEAI_API_BASE_URL");
  CHECK(origin("project_id").source == geai::source::file);
  CHECK(origin("project_id").place == "[default] in /home/me/.geai/credentials, line 3");
  CHECK(origin("project_id").skipped == std::vector<std::string>{"GEAI_PROJECT_ID is not set"});
  CHECK(origin("api_key").source == geai::source::nowhere);
  CHECK(origin("api_key").skipped ==
        std::vector<std::string>{"GEAI_API_KEY is not set", "GEAI_APITOKEN is not set",
                                 "[default] in /home/me/.geai/credentials has no geai_api_key"});
  CHECK(origin("eval_url").source == geai::source::nowhere);

  auto const named = geai::resolve({.alias = "staging"}, variables, file_of("[staging]\n")).value();
  for (geai::warning const& each : named.session.warnings())
    if (each.code == warning_code::missing_base_url)
      CHECK(each.message.find("the environment applies to the default alias only") != std::string::npos);
}

TEST_CASE("explanation: has origins and the reason if no session can be made") {
  environment const variables({{"GEAI_API_BASE_URL", "https://user:hidden@h"}, {"GEAI_PROJECT_ID", "p"}});
  auto const file = file_of("[default]\ngeai_api_key = hidden\n[staging]\ngeai_project_id = s\n");

  geai::explanation const bad_url = geai::explain({}, variables, file);
  REQUIRE(bad_url.session.has_error());
  CHECK(bad_url.session.error().code == errc::invalid_argument);
  CHECK(origin_of(bad_url.origins, "api_key").source == geai::source::file);
  CHECK(origin_of(bad_url.origins, "api_key").value == "***");
  CHECK(origin_of(bad_url.origins, "project_id").value == "p");
  CHECK(origin_of(bad_url.origins, "base_url").place == "GEAI_API_BASE_URL");
  CHECK(origin_of(bad_url.origins, "base_url").value == "***");  // it contains credentials
  CHECK(origin_of(bad_url.origins, "organization_id").skipped ==
        std::vector<std::string>{"GEAI_ORGANIZATION_ID is not set",
                                 "[default] in /home/me/.geai/credentials has no geai_organization_id"});

  geai::explanation const unknown = geai::explain({.alias = "prod"}, variables, file);
  REQUIRE(unknown.session.has_error());
  CHECK(unknown.session.error().message.find("it has default, staging") != std::string::npos);
  CHECK(origin_of(unknown.origins, "project_id").source == geai::source::nowhere);
  CHECK(origin_of(unknown.origins, "project_id").skipped ==
        std::vector<std::string>{"GEAI_PROJECT_ID is ignored: the environment applies to the default alias only",
                                 "/home/me/.geai/credentials has no [prod]"});

  geai::explanation const no_project = geai::explain({.access_token = "hidden"}, environment(), file_of("[default]\n"));
  CHECK(no_project.session.error().code == errc::missing_requirement);
  CHECK(origin_of(no_project.origins, "access_token").source == geai::source::argument);
  CHECK(origin_of(no_project.origins, "access_token").value == "***");
  CHECK(origin_of(no_project.origins, "api_key").skipped ==
        std::vector<std::string>{
            "the environment and the credentials file are not searched: an argument has a credential"});
  for (geai::origin const& each : no_project.origins) CHECK(each.value.find("hidden") == std::string::npos);
}

TEST_CASE("explanation: matches the session, for every combination of sources") {
  for (unsigned bits = 0; bits != 1u << 12; ++bits) {
    CAPTURE(bits);
    auto const options = as_arguments(says::of(bits & 15), "default");
    auto const variables = as_environment(says::of(bits >> 4 & 15));
    auto const file = as_file(says::of(bits >> 8), "default");
    auto const explained = geai::explain(options, variables, file);
    auto const resolved = geai::resolve(options, variables, file);
    REQUIRE(explained.session.has_value() == resolved.has_value());
    for (geai::origin const& each : explained.origins) {
      bool const found = each.source != geai::source::nowhere;
      REQUIRE(found == !each.place.empty());
      REQUIRE(found == !each.value.empty());
      REQUIRE((found || !each.skipped.empty()));  // in words why
    }
    if (!resolved) continue;
    geai::session const& session = resolved->session;
    REQUIRE(origin_of(explained.origins, "project_id").value == session.project_id());
    REQUIRE(origin_of(explained.origins, "base_url").value == session.base_url());
    REQUIRE((origin_of(explained.origins, "access_token").source != geai::source::nowhere) == session.is_oauth());
  }
}

TEST_CASE("explanation: reasons of several settings, each listed once") {
  auto const explained =
      geai::explain({.alias = "staging"}, environment(), file_of("[staging]\ngeai_api_base_url = https://h\n"));
  CHECK(geai::reasons({&origin_of(explained.origins, "api_key")}) ==
        "GEAI_API_KEY is not set, GEAI_APITOKEN is not set, "
        "[staging] in /home/me/.geai/credentials has no geai_api_key");
  auto const nothing = geai::explain({}, environment(), {});
  CHECK(geai::reasons({&origin_of(nothing.origins, "api_key"), &origin_of(nothing.origins, "access_token")}) ==
        "GEAI_API_KEY is not set, GEAI_APITOKEN is not set, no credentials file is read, "
        "GEAI_OAUTH_ACCESS_TOKEN is not set");
}

TEST_CASE("resolution: the error of a missing setting lists the searched sources") {
  auto const refused =
      geai::resolve({}, environment({{"GEAI_OAUTH_ACCESS_TOKEN", "t"}}), file_of("[default]\ngeai_api_key = k\n"));
  REQUIRE(refused.has_error());
  CHECK(refused.error().code == errc::missing_requirement);
  CHECK(refused.error().message ==
        "access_token requires project_id: the token comes from GEAI_OAUTH_ACCESS_TOKEN, but no project id was found; "
        "looked for: project_id is not given, GEAI_PROJECT_ID is not set, "
        "[default] in /home/me/.geai/credentials has no geai_project_id");

  auto const no_eval = geai::resolve({.api_key = "k", .base_url = "https://h"}, {}, {}, {.eval_url = true});
  REQUIRE(no_eval.has_error());
  CHECK(no_eval.error().code == errc::missing_requirement);
  CHECK(no_eval.error().message.find("GEAI_API_EVAL_URL is not set") != std::string::npos);
}

TEST_CASE("resolution: bad values are refused with the name of their source, and never printed") {
  auto const message = [](environment const& variables, std::string text = "") {
    auto const refused = geai::resolve({}, variables, file_of(std::move(text)));
    REQUIRE(refused.has_error());
    CHECK(refused.error().code == errc::invalid_argument);
    CHECK(refused.error().message.find("hidden") == std::string::npos);
    return refused.error().message;
  };
  CHECK(message(environment({{"GEAI_API_KEY", "hidden\r\n"}})).starts_with("api_key (GEAI_API_KEY) "));
  CHECK(message(environment({{"GEAI_API_BASE_URL", "https://user:hidden@h"}})).find("GEAI_API_BASE_URL") !=
        std::string::npos);
  CHECK(message({}, "[default]\ngeai_api_base_url = ftp://h\n").find("line 2") != std::string::npos);
  CHECK(message(environment({{"GEAI_API_KEY", "k"}, {"GEAI_API_BASE_URL", "http://far.away"}})).find("plain http") !=
        std::string::npos);
}
