// geai api: any request.

#include <doctest/doctest.h>

#include "support/sandbox.hpp"
#include "tool.hpp"

using namespace tool_test;

namespace {

struct place {
  place() { at.write("[default]\nGEAI_API_KEY = sandbox-key\nGEAI_API_BASE_URL = " + sandbox.url() + "\n"); }

  json last_request() const { return requests(sandbox.url()).back(); }

  support::sandbox const sandbox;
  home at;
};

}  // namespace

TEST_CASE("api: verb, path, query, headers and body go out with the credentials") {
  place const here;
  auto const listed = here.at.run({"api", "get", "/v2/agents?count=1", "--query", "status=active", "--query",
                                   "accessScope=a b", "--header", "X-Trace: 1"});
  CHECK(listed.exit_code == 3);  // there is no such scope
  CHECK(here.last_request()["target"] == "/v2/agents?count=1&status=active&accessScope=a%20b");
  CHECK(contains(here.last_request()["headers"].dump(), "X-Trace"));
  CHECK(contains(here.last_request()["headers"].dump(), "sandbox-key"));
  auto const made = here.at.run({"api", "POST", "/v2/agents", "--body", "-", "--jq", ".name"},
                                R"({"agentDefinition":{"name":"By hand"}})");
  CHECK(made.exit_code == 0);
  CHECK(made.out == "By hand\n");
  CHECK(here.last_request()["body"] == R"({"agentDefinition":{"name":"By hand"}})");
}

TEST_CASE("api: what the service says no to has its code, and nothing on stdout") {
  place const here;
  auto const missing = here.at.run({"api", "GET", "/nowhere"});
  CHECK(missing.exit_code == 3);
  CHECK(missing.out == "");
  CHECK(contains(missing.err, "GET /nowhere: HTTP 404"));
  json const error = json::parse(last_line(here.at.run({"-o", "json", "api", "GET", "/nowhere"}).err)).at("error");
  CHECK(error.at("operation") == "GET /nowhere");
  CHECK(here.at.run({"api", "GET", "nowhere"}).exit_code == 1);
  CHECK(here.at.run({"api", "FETCH", "/v2/agents"}).exit_code == 1);
  auto const wrong = here.at.run({"api", "GET", "/v2/agents", "--header", "Authorization secret-thing"});
  CHECK(wrong.exit_code == 1);
  CHECK(!contains(wrong.err, "secret-thing"));
  CHECK(here.at.run({"api", "GET", "/v2/agents", "--header", "X: a\nb"}).exit_code == 2);
}

TEST_CASE("api: status and headers when they are asked for, and secrets hidden") {
  place const here;
  auto const shown = here.at.run({"api", "GET", "/v2/agents", "--include"});
  CHECK(shown.out.starts_with("HTTP 200\n"));
  CHECK(contains(shown.out, "\"agents\""));
  json const one = json::parse(here.at.run({"api", "GET", "/v2/agents", "--include", "-o", "json"}).out);
  CHECK(one["status"] == 200);
  CHECK(one["headers"].dump().find("application/json") != std::string::npos);
  CHECK(one["body"].contains("agents"));
}

TEST_CASE("api: an answer into a file is one document with --output json too") {
  place const here;
  std::string const path = (here.at.folder.path() / "agents.json").string();
  json const kept = json::parse(here.at.run({"-o", "json", "api", "GET", "/v2/agents", "--to", path}).out);
  CHECK(kept["file"] == path);
  CHECK(kept["size"] == here.at.folder.read("agents.json").size());
}

TEST_CASE("api: what is no JSON comes as it is, and as one document with --output json") {
  place const here;
  std::string const deep = std::string(100'000, '[') + std::string(100'000, ']');
  for (std::string const& body : {std::string("<p>hello</p>"), std::string(), deep}) {
    json const answer{{"kind", "body"}, {"body", body}};
    add_fault(here.sandbox.url(), answer);
    auto const plain = here.at.run({"api", "GET", "/v2/agents"});
    CHECK(plain.exit_code == 0);
    CHECK(plain.out == body);
    add_fault(here.sandbox.url(), answer);
    auto const document = here.at.run({"-o", "json", "api", "GET", "/v2/agents"});
    CHECK(document.exit_code == 0);
    CHECK(json::parse(document.out) == (body.empty() ? json() : json(body)));
  }
}
