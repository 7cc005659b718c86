// geai agents, and the exit codes of calls.

#include <doctest/doctest.h>

#include "support/sandbox.hpp"
#include "terminal.hpp"

using namespace tool_test;

namespace {

struct keyed_home : home {
  explicit keyed_home(std::string const& url) {
    write("[default]\nGEAI_API_KEY = sandbox-key\nGEAI_API_BASE_URL = " + url + "\n");
  }
};

}  // namespace

TEST_CASE("agents list: a table, or one JSON document") {
  support::sandbox const sandbox;
  keyed_home const at(sandbox.url());
  auto const listed = at.run({"agents", "list"});
  INFO(listed.err);
  CHECK(listed.exit_code == 0);
  CHECK(listed.err == "");
  CHECK(listed.out.starts_with("ID"));
  CHECK(contains(listed.out, "Sample"));
  json const document = json::parse(at.run({"agents", "list", "--output", "json"}).out);
  CHECK(document.at("agents").size() == 3);
  CHECK(document.at("agents")[0].at("name") == "Sample");
}

TEST_CASE("agents list: every filter reaches the service, unset ones do not") {
  support::sandbox const sandbox;
  keyed_home const at(sandbox.url());
  CHECK(at.run({"agents", "list", "--status", "active", "--start", "1", "--count", "2", "--access-scope", "private",
                "--allow-drafts", "--no-allow-external"})
            .exit_code == 0);
  CHECK(at.run({"agents", "list", "--no-allow-drafts", "--allow-external", "--pid", "sandbox-project"}).exit_code == 0);
  CHECK(at.run({"agents", "list"}).exit_code == 0);
  json const seen = requests(sandbox.url());
  REQUIRE(seen.size() == 3);
  CHECK(seen[0].at("target") ==
        "/v2/agents?status=active&start=1&count=2&accessScope=private&allowDrafts=true&allowExternal=false");
  CHECK(seen[1].at("target") == "/v2/agents?allowDrafts=false&allowExternal=true");
  CHECK(contains(seen[1].at("headers").dump(), "sandbox-project"));
  CHECK(seen[2].at("target") == "/v2/agents");
}

TEST_CASE("agents get: by id or name, including the name of a command") {
  support::sandbox const sandbox;
  keyed_home const at(sandbox.url());
  auto const shown = at.run({"agents", "get", "Sample"});
  CHECK(shown.exit_code == 0);
  CHECK(contains(shown.out, "Sample"));
  json const document = json::parse(at.run({"-o", "json", "agents", "get", "Sample", "--revision", "0"}).out);
  CHECK(document.at("name") == "Sample");
  for (char const* name : {"configure", "list", "agents"}) {
    auto const missing = at.run({"agents", "get", name});
    CHECK(missing.exit_code == 3);
    CHECK(contains(missing.err, name));
  }
}

TEST_CASE("agents: control characters in an answer do not reach the terminal") {
  support::sandbox const sandbox;
  keyed_home const at(sandbox.url());
  add_fault(sandbox.url(),
            {{"kind", "body"}, {"body", R"({"agents":[{"id":"1","name":"a\u001b]0;x\u0007\nb\u009b"}]})"}});
  auto const listed = at.run({"agents", "list"});
  CHECK(listed.exit_code == 0);
  CHECK(contains(listed.out, "a?]0;x? ..."));
  CHECK(listed.out.find('\x1b') == std::string::npos);
}

TEST_CASE("exit codes: 0 done, 1 usage, 2 configuration, 3 refused, 4 unreachable") {
  support::sandbox const sandbox;
  auto const code_of = [&](json const& fault, words more = {}) {
    keyed_home const at(sandbox.url());
    add_fault(sandbox.url(), fault);
    words arguments{"agents", "list"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    auto const done = at.run(arguments);
    INFO(done.err);
    CHECK(done.out == "");
    CHECK(done.err.starts_with("geai: error: list_agents: "));
    return done.exit_code;
  };
  CHECK(code_of({{"kind", "status"}, {"status", 403}}) == 3);
  CHECK(code_of({{"kind", "garbage"}}) == 3);
  CHECK(code_of({{"kind", "wrong_type"}}) == 3);
  CHECK(code_of({{"kind", "empty"}}) == 3);
  CHECK(code_of({{"kind", "close"}, {"times", 3}}) == 4);
  CHECK(code_of({{"kind", "delay"}, {"delay_ms", 2000}}, {"--timeout", "0.2"}) == 4);

  keyed_home const at(sandbox.url());
  CHECK(at.run({"agents", "list"}).exit_code == 0);
  CHECK(at.run({"agents", "list", "--count", "-1"}).exit_code == 1);
  CHECK(at.run({"agents", "list", "--alias", "nobody"}).exit_code == 2);
  home const nothing;
  CHECK(nothing.run({"agents", "list"}).exit_code == 2);
  nothing.write("[default]\nGEAI_API_KEY = k\n");
  CHECK(nothing.run({"agents", "list"}).exit_code == 2);
  nothing.write("[default]\nGEAI_API_KEY = wrong\nGEAI_API_BASE_URL = " + sandbox.url() + "\n");
  CHECK(nothing.run({"agents", "list"}).exit_code == 3);
  nothing.write("[default]\nGEAI_API_KEY = k\nGEAI_API_BASE_URL = http://127.0.0.1:1\n");
  CHECK(nothing.run({"agents", "list"}).exit_code == 4);
  nothing.write("[default]\nGEAI_API_KEY = k\nGEAI_API_BASE_URL = http://example.com\n");
  CHECK(nothing.run({"agents", "list"}).exit_code == 2);
}

TEST_CASE("errors: no access, with the searched sources") {
  home const at;
  at.write("[default]\nGEAI_API_KEY = k\n[staging]\nGEAI_API_BASE_URL = https://h\n");
  std::string const section = "[staging] in " + at.file().string();
  for (words const& arguments : {words{"agents", "list", "--alias", "staging"}, {"auth", "token", "-a", "staging"}}) {
    auto const done = at.run(arguments);
    CHECK(done.exit_code == 2);
    CHECK(done.out == "");
    CHECK(contains(done.err, "geai: error: no access: GEAI_API_KEY is not set, GEAI_APITOKEN is not set, " + section +
                                 " has no geai_api_key, GEAI_OAUTH_ACCESS_TOKEN is not set, " + section +
                                 " has no geai_oauth_access_token; run: geai configure, or: geai auth login\n"));
  }
}

TEST_CASE("errors in JSON: an object on the last line of stderr, nothing on stdout") {
  support::sandbox const sandbox;
  keyed_home const at(sandbox.url());
  add_fault(sandbox.url(), {{"kind", "status"}, {"status", 403}});
  auto const refused = at.run({"agents", "list", "-o", "json"});
  CHECK(refused.exit_code == 3);
  CHECK(refused.out == "");
  json const error = json::parse(last_line(refused.err)).at("error");
  CHECK(error.at("code") == "api_response");
  CHECK(error.at("http_status") == 403);
  CHECK(error.at("operation") == "list_agents");
  CHECK(error.at("exit_code") == 3);

  for (words const& wrong :
       {words{"--output=json", "nonsense"}, {"-o", "json", "agents", "list", "--alias", "nobody"}}) {
    auto const failed = at.run(wrong);
    CHECK(failed.out == "");
    CHECK(json::parse(last_line(failed.err)).at("error").at("exit_code") == failed.exit_code);
  }
}

TEST_CASE("agents list: progress on a terminal, which is erased") {
  support::sandbox const sandbox;
  keyed_home const at(sandbox.url());
  add_fault(sandbox.url(), {{"kind", "delay"}, {"delay_ms", 1000}});
  terminal screen(at, {"agents", "list"});
  CHECK(screen.wait_for("\r\033[Klisting agents ... 0."));
  CHECK(screen.wait_for("\r\033[K"));
  CHECK(screen.wait() == 0);
  CHECK(contains(screen.screen(), "Sample"));
  add_fault(sandbox.url(), {{"kind", "delay"}, {"delay_ms", 600}});
  CHECK(at.run({"agents", "list"}).err == "");
}

TEST_CASE("a failed write of the result is an error") {
  support::sandbox const sandbox;
  keyed_home const at(sandbox.url());
  auto const done = support::run("sh", {"-c", "\"$0\" agents list > /dev/full", tool_program()}, {.env = at.env});
  CHECK(done.exit_code == 1);
  CHECK(contains(done.err, "cannot write to standard output"));
}
