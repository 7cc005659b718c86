// geai doctor

#include <doctest/doctest.h>

#include "support/sandbox.hpp"
#include "tool.hpp"

using namespace tool_test;

namespace {

json const& setting(json const& document, std::string_view name) {
  for (json const& each : document.at("settings"))
    if (each.at("setting") == name) return each;
  throw std::runtime_error("doctor does not tell of " + std::string(name));
}

}  // namespace

TEST_CASE("doctor: the source of each setting, and why the others were not used") {
  home at;
  at.write("[default]\nGEAI_API_KEY = a-key-of-the-file\nGEAI_API_BASE_URL = https://h\n");
  at.env["GEAI_ORGANIZATION_ID"] = "organization";
  auto const done = at.run({"doctor", "-o", "json"});
  INFO(done.err);
  CHECK(done.exit_code == 0);
  json const document = json::parse(done.out);
  CHECK(document.at("ok") == true);
  CHECK(document.at("alias") == "default");
  CHECK(document.at("auth_type") == "api_key");
  CHECK(document.at("file").at("mode") == "0600");
  CHECK(document.at("file").at("aliases") == json{"default"});
  std::string const section = "[default] in " + at.file().string();

  json const& key = setting(document, "api_key");
  CHECK(key.at("value") == "***");
  CHECK(key.at("source") == "file");
  CHECK(key.at("place") == section + ", line 2");
  CHECK(key.at("not_from") == json{"GEAI_API_KEY is not set", "GEAI_APITOKEN is not set"});
  json const& organization = setting(document, "organization_id");
  CHECK(organization.at("value") == "organization");
  CHECK(organization.at("source") == "environment");
  CHECK(organization.at("place") == "GEAI_ORGANIZATION_ID");
  json const& project = setting(document, "project_id");
  CHECK(project.at("source") == "nowhere");
  CHECK(project.at("not_from") == json{"GEAI_PROJECT_ID is not set", section + " has no geai_project_id"});
  CHECK(setting(document, "base_url").at("value") == "https://h");

  auto const shown = at.run({"doctor"});
  CHECK(contains(shown.out, "api_key = ***, from " + section + ", line 2"));
  CHECK(contains(shown.out, "not: GEAI_PROJECT_ID is not set"));
  CHECK(contains(shown.out, "no problems found"));
}

TEST_CASE("doctor: problems are reported with exit code 2 and never stop it") {
  home at;
  auto const problems = [&](words more = {}) {
    words arguments{"doctor", "-o", "json"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    auto const done = at.run(arguments);
    INFO(done.err);
    CHECK(done.exit_code == 2);
    json const document = json::parse(done.out);
    CHECK(document.at("ok") == false);
    CHECK(document.at("settings").size() == 7);
    return document.at("problems").dump();
  };
  CHECK(contains(problems(), "no authentication is configured"));
  CHECK(contains(problems({"--online"}), "base_url is missing"));
  CHECK(!std::filesystem::exists(at.file().parent_path()));
  at.write("[default]\nGEAI_OAUTH_ACCESS_TOKEN = t\n");
  CHECK(contains(problems(), "access_token requires project_id"));
  CHECK(contains(problems({"--alias", "x"}), "alias 'x' does not exist"));
  at.write("[default]\nGEAI_API_KEY = k\nGEAI_API_BASE_URL = ftp://h\n");
  CHECK(contains(problems(), "scheme other than https and http"));
  at.write(
      "[default]\nGEAI_OAUTH_ACCESS_TOKEN = t\nGEAI_PROJECT_ID = p\nGEAI_API_BASE_URL = https://h\n"
      "GEAI_OAUTH_EXPIRES_AT = 2020-01-01T00:00:00Z\n");
  CHECK(contains(problems(), "the access token has expired"));
  at.write("nonsense\n");
  CHECK(contains(problems(), "credentials:1: text before the first section"));
  at.env["GEAI_API_KEY"] = "key";
  CHECK(contains(problems(), "credentials:1: "));
}

TEST_CASE("doctor: an invalid configuration is explained as well") {
  home at;
  at.write("[default]\nGEAI_OAUTH_ACCESS_TOKEN = a-token-of-the-file\n[staging]\nGEAI_API_BASE_URL = https://h\n");
  at.env["GEAI_ORGANIZATION_ID"] = "organization";
  auto const explained = [&](words const& arguments) {
    auto const done = at.run(arguments);
    INFO(done.err);
    CHECK(done.exit_code == 2);
    return json::parse(done.out);
  };
  json const broken = explained({"doctor", "-o", "json"});
  CHECK(setting(broken, "access_token").at("source") == "file");
  CHECK(setting(broken, "access_token").at("value") == "***");
  CHECK(setting(broken, "organization_id").at("source") == "environment");
  std::string const lacks = "[default] in " + at.file().string() + " has no geai_project_id";
  CHECK(setting(broken, "project_id").at("not_from") == json{"GEAI_PROJECT_ID is not set", lacks});
  CHECK(contains(broken.at("problems").dump(), "GEAI_PROJECT_ID is not set, " + lacks));

  json const unknown = explained({"doctor", "-o", "json", "--alias", "x"});
  CHECK(setting(unknown, "organization_id").at("not_from") ==
        json{"GEAI_ORGANIZATION_ID is ignored: the environment applies to the default alias only",
             at.file().string() + " has no [x]"});
}

TEST_CASE("doctor: a file that others can read causes a warning") {
  home const at;
  at.write("[default]\nGEAI_API_KEY = k\nGEAI_API_BASE_URL = https://h\n");
  std::filesystem::permissions(at.file(), std::filesystem::perms(0644));
  auto const done = at.run({"doctor"});
  CHECK(done.exit_code == 0);
  CHECK(contains(done.out, "warning: " + at.file().string() + ": other users can read it (mode 0644)"));
}

TEST_CASE("doctor --online: whether the service responds and accepts the credentials") {
  support::sandbox const sandbox;
  home const at;
  auto const online = [&](std::string const& key, std::string const& url) {
    at.write("[default]\nGEAI_API_KEY = " + key + "\nGEAI_API_BASE_URL = " + url + "\n");
    return at.run({"doctor", "--online", "-o", "json"});
  };
  auto const good = online("sandbox-key", sandbox.url());
  CHECK(good.exit_code == 0);
  CHECK(json::parse(good.out).at("online").at("http_status") == 200);
  auto const refused = online("wrong", sandbox.url());
  CHECK(refused.exit_code == 3);
  CHECK(json::parse(refused.out).at("online").at("http_status") == 401);
  auto const unreachable = online("k", "http://127.0.0.1:1");
  CHECK(unreachable.exit_code == 4);
  CHECK(json::parse(unreachable.out).at("online").at("reached") == false);
}

TEST_CASE("doctor: the proxy that calls go through, from which variable, and without its password") {
  home at;
  at.write("[default]\nGEAI_API_KEY = k-of-the-file\nGEAI_API_BASE_URL = https://h\n");
  auto const proxy = [&] { return json::parse(at.run({"doctor", "-o", "json"}).out).at("proxy"); };
  CHECK(proxy() == nullptr);
  at.env["all_proxy"] = "socks5://other:1080";
  CHECK(proxy() == "socks5://other:1080 (the variable all_proxy)");
  at.env["http_proxy"] = "http://plain:3128";  // ignored for https
  CHECK(proxy() == "socks5://other:1080 (the variable all_proxy)");
  at.env["https_proxy"] = "http://user:a-password@secure:3128";
  at.env["no_proxy"] = "localhost,.inside";
  CHECK(proxy() == "http://***@secure:3128 (the variable https_proxy)");
  auto const shown = at.run({"doctor"});
  CHECK(contains(shown.out, "http://***@secure:3128 (the variable https_proxy)"));
  CHECK(contains(shown.out, "not for: localhost,.inside (no_proxy)"));
  CHECK(leak(shown.out + shown.err, "a-password").empty());
}
