// geai api: any request.

#include <doctest/doctest.h>

#include "support/sandbox.hpp"
#include "tool.hpp"

using namespace tool_test;

namespace {

struct place {
  place() { at.write("[default]\nGEAI_API_KEY = sandbox-key\nGEAI_API_BASE_URL = " + sandbox.url() + "\n"); }

  std::string path(std::string const& name) const { return (at.folder.path() / name).string(); }
  json last_request() const { return requests(sandbox.url()).back(); }

  support::sandbox const sandbox;
  home at;
};

}  // namespace

TEST_CASE("api: verb, path, query, headers and body are sent with the credentials") {
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

TEST_CASE("api: a refusal of the service has its exit code and nothing on stdout") {
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

TEST_CASE("api: status and headers on request, with secrets masked") {
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

TEST_CASE("api: other content is printed unchanged, or as one document with --output json") {
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

TEST_CASE("api: --all reads a list to its last page") {
  support::sandbox const sandbox({"--agents", "7"});
  home at;
  at.write("[default]\nGEAI_API_KEY = sandbox-key\nGEAI_API_BASE_URL = " + sandbox.url() + "\n");
  auto const all = at.run({"api", "get", "/v2/agents?count=3&allowDrafts=true", "--all", "--jq", ".agents | length"});
  INFO(all.err);
  CHECK(all.out == "7\n");
  json const sent = requests(sandbox.url());
  CHECK(sent.size() >= 3);
  CHECK(sent[1]["target"] == "/v2/agents?allowDrafts=true&count=3&start=3");
  CHECK(at.run({"api", "GET", "/v2/agents?count=3&start=5", "--paginate", "--jq", ".agents | length"}).out == "2\n");
  auto const unknown = at.run({"api", "GET", "/v2/agents/Sample", "--all"});
  CHECK(unknown.exit_code == 1);
  CHECK(contains(unknown.err, "--all needs a GET of a list with known paging"));
  CHECK(at.run({"api", "POST", "/v2/agents", "--all"}).exit_code == 1);
  CHECK(at.run({"api", "GET", "/v2/agents", "--all", "--include"}).exit_code == 1);
}

TEST_CASE("api: fields become a body or a query, and files a form") {
  place const here;
  here.at.folder.write("words.txt", "17");
  auto const made =
      here.at.run({"api", "POST", "/v2/agents", "--field", "agentDefinition.name=By fields", "-F",
                   "agentDefinition.agentData.llmConfig.maxTokens=5", "-f", "agentDefinition.description=5", "-F",
                   "agentDefinition.jobDescription=@" + here.path("words.txt"), "-F",
                   "agentDefinition.agentData.llmConfig.sampling.temperature=0.5"});
  CHECK(made.exit_code == 0);
  CHECK(
      json::parse(here.last_request()["body"].get<std::string>()) ==
      json::parse(
          R"({"agentDefinition":{"name":"By fields","agentData":{"llmConfig":{"maxTokens":5,"sampling":{"temperature":0.5}}},)"
          R"("description":"5","jobDescription":"17"}})"));
  CHECK(here.at.run({"api", "GET", "/v2/agents", "--field", "count=1", "-f", "accessScope=a b"}).exit_code == 3);
  CHECK(here.last_request()["target"] == "/v2/agents?count=1&accessScope=a%20b");
  CHECK(here.at.run({"api", "PUT", "/v2/agents/x", "--body", "-", "--field", "b=2"}, R"({"a":1,"b":1})").exit_code ==
        3);
  CHECK(json::parse(here.last_request()["body"].get<std::string>()) == json::parse(R"({"a":1,"b":2})"));

  auto const sent = here.at.run(
      {"api", "POST", "/v1/files", "--header", "fileName: words.txt", "--form", "file=@" + here.path("words.txt")});
  INFO(sent.err);
  CHECK(sent.exit_code == 0);
  CHECK(contains(here.last_request()["headers"].dump(), "multipart/form-data"));
  CHECK(here.at.run({"api", "POST", "/v1/files", "--form", "file=@" + here.path("none")}).exit_code == 2);
  CHECK(here.at.run({"api", "POST", "/v1/files", "--form", "a=1", "--field", "b=2"}).exit_code == 1);
  CHECK(here.at.run({"api", "POST", "/v2/agents", "--body", "-", "--field", "b=2"}, "[1]").exit_code == 1);
}

TEST_CASE("api, call: a repeated single option is refused") {
  place const here;
  for (words const& each : {words{"api", "POST", "/v2/agents", "--body", "a", "--body", "b"},
                            words{"agents", "create", "--body", "a", "--body=b"},
                            words{"call", "create_agent", "--body", "a", "--body", "b"}}) {
    auto const twice = here.at.run(each);
    CHECK(twice.exit_code == 1);
    CHECK(contains(twice.err, "--body is given twice"));
  }
  CHECK(requests(here.sandbox.url()).empty());
}

TEST_CASE("certificate authorities that cannot be read end a command with 2, and nothing is sent") {
  place const here;
  for (words const& each : {words{"--ca-file", here.path("none.pem"), "agents", "list"},
                            words{"--ca-file", here.path(""), "api", "GET", "/v2/agents"},
                            words{"--ca-file", here.path("none.pem"), "chat", "--model", "m", "hello"}}) {
    auto const refused = here.at.run(each);
    INFO(refused.err);
    CHECK(refused.exit_code == 2);
    CHECK(contains(refused.err, "cannot be read"));
  }
  CHECK(requests(here.sandbox.url()).empty());
  home secure;
  secure.write("[default]\nGEAI_API_KEY = k\nGEAI_CA_FILE = /none.pem\nGEAI_API_BASE_URL = https://127.0.0.1:1\n");
  auto const named = secure.run({"agents", "list"});
  CHECK(named.exit_code == 2);
  CHECK(contains(named.err, "/none.pem cannot be read"));
}
