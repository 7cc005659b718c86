// The groups of operations: short commands, options of every form, input and output.

#include <doctest/doctest.h>

#include "support/sandbox.hpp"
#include "tool.hpp"

using namespace tool_test;

namespace {

struct place {
  explicit place(words const& sandbox_options = {}) : sandbox(sandbox_options) {
    at.write("[default]\nGEAI_API_KEY = sandbox-key\nGEAI_API_BASE_URL = " + sandbox.url() +
             "\nGEAI_API_EVAL_URL = " + sandbox.url() + "\n");
  }

  support::run_result run(words const& arguments, std::string input = {}) const {
    return at.run(arguments, std::move(input));
  }
  json last_request() const { return requests(sandbox.url()).back(); }
  json last_body() const { return json::parse(last_request()["body"].get<std::string>()); }
  std::string path(std::string const& name) const { return (at.folder.path() / name).string(); }

  support::sandbox const sandbox;
  home at;
};

}  // namespace

TEST_CASE("groups: the verb alone, the operation's name, and call are one") {
  place const here;
  for (words const& arguments : {words{"agents", "list"},
                                 {"agents", "list-agents"},
                                 {"agents", "list_agents"},
                                 {"call", "list_agents"},
                                 {"call", "list-agents"}}) {
    CHECK(here.run(arguments).exit_code == 0);
    CHECK(here.last_request()["target"] == "/v2/agents");
  }
  CHECK(here.run({"secrets", "list"}).exit_code == 0);
  CHECK(
      here.run({"files", "list", "--organization", "sandbox-organization", "--project", "sandbox-project"}).exit_code ==
      0);
  CHECK(here.run({"models", "list"}).exit_code == 0);
  CHECK(here.run({"eval", "list-data-sets"}).exit_code == 0);
  CHECK(here.run({"rag", "list"}).exit_code == 0);
  CHECK(here.last_request()["target"] == "/v1/search/profiles");
  CHECK(here.run({"embeddings", "generate", "--model", "openai/text-embedding-3-small", "one", "two"}).exit_code == 0);
  CHECK(here.last_body()["input"] == json{"one", "two"});
}

TEST_CASE("groups: members are options, nested, repeated, from files and standard input, and win over the body") {
  place const here;
  here.at.folder.write("instructions.txt", "Be brief.\nBe kind.\n");
  here.at.folder.write("agent.yaml",
                       "name: Of the file\naccessScope: private\nagentData:\n  llmConfig: {maxTokens: 7}\n  models: "
                       "[{name: a}, {name: b}]\n");
  auto const made =
      here.run({"agents", "create", "--body", here.path("agent.yaml"), "--name", "Mine", "--no-automatic-publish",
                "--agent-data.prompt.instructions", "@" + here.path("instructions.txt"),
                "--agent-data.llm-config.sampling.temperature", "0.5", "--agent-data.prompt.inputs", "one",
                "--agent-data.prompt.inputs", "two", "--agent-data.models.1.name", "openai/gpt-4o", "-o", "json"});
  INFO(made.err);
  CHECK(made.exit_code == 0);
  CHECK(here.last_request()["target"] == "/v2/agents?automaticPublish=false");
  CHECK(here.last_body() == json::parse(R"({"agentDefinition":{"name":"Mine","accessScope":"private","agentData":{
      "llmConfig":{"maxTokens":7,"sampling":{"temperature":0.5}},"models":[{"name":"a"},{"name":"openai/gpt-4o"}],
      "prompt":{"instructions":"Be brief.\nBe kind.\n","inputs":["one","two"]}}}})"));
  CHECK(json::parse(made.out)["name"] == "Mine");

  CHECK(here.run({"agents", "create", "--body", "-"}, R"({"agentDefinition":{"name":"Whole"}})").exit_code == 0);
  CHECK(here.last_body() == json::parse(R"({"agentDefinition":{"name":"Whole"}})"));
  CHECK(here.run({"agents", "create", "--name", "-"}, "From a pipe").exit_code == 0);
  CHECK(here.last_body()["agentDefinition"]["name"] == "From a pipe");
  CHECK(here.run({"agents", "create", "--name", "@@at"}).exit_code == 0);
  CHECK(here.last_body()["agentDefinition"]["name"] == "@at");
  CHECK(here.run({"agents", "delete", "a/b"}).exit_code == 3);
  CHECK(here.last_request()["target"] == "/v2/agents/a%2Fb");
}

TEST_CASE("groups: invalid arguments are reported before anything is sent") {
  place const here;
  auto const said = [&](words const& arguments) {
    auto const done = here.run(arguments);
    CHECK(done.exit_code == 1);
    CHECK(done.out == "");
    return done.err;
  };
  CHECK(contains(said({"agents", "lst"}), "did you mean 'list'?"));
  CHECK(contains(said({"call", "list_agnts"}), "did you mean 'list_agents'?"));
  CHECK(contains(said({"agents", "list", "--acces-scope", "public"}), "did you mean '--access-scope'?"));
  CHECK(contains(said({"agents", "create", "--agent-data.promt.instructions", "x"}),
                 "did you mean '--agent-data.prompt.instructions'?"));
  CHECK(contains(said({"agents", "get"}), "id is required"));
  CHECK(contains(said({"agents", "create"}), "--body FILE, or one of its members, is required"));
  CHECK(contains(said({"agents", "list", "--count"}), "--count needs a value"));
  CHECK(contains(said({"agents", "list", "--count", "--status", "x"}), "--count needs a value"));
  CHECK(contains(said({"agents", "list", "extra"}), "does not take this argument"));
  CHECK(contains(said({"secrets", "get", "x", "--show-secret=false"}), "--show-secret takes no value"));
  CHECK(contains(said({"agents", "list", "--all=false"}), "--all takes no value"));
  CHECK(contains(said({"agents", "list", "--to", here.path("list.json")}), "--to cannot be used"));
  CHECK(contains(said({"agents", "list", "--allow-drafts=maybe"}), "takes true or false"));
  CHECK(contains(said({"agents", "list", "--body", "x.json"}), "--body cannot be used"));
  CHECK(contains(said({"agents", "create", "--body", here.path("none.json")}),
                 "none.json cannot be read: No such file or directory"));
  here.at.folder.write("broken.json", "{\"name\": \"secret-in-here\", ");
  auto const broken = said({"agents", "create", "--body", here.path("broken.json")});
  CHECK(contains(broken, "is not valid JSON"));
  CHECK(!contains(broken, "secret-in-here"));
  CHECK(requests(here.sandbox.url()).empty());
  CHECK(contains(here.run({"agents", "list", "--status", "aktive"}).err,
                 "not one of the known values: active, inactive"));
}

TEST_CASE("groups: values that the library refuses are refused with its message, before anything is sent") {
  place const here;
  struct {
    words line;
    std::string said;
  } const all[] = {
      {{"agents", "create", "--name", "x", "--access-scope", "public"},
       "create_agent: publicName is empty; a public entity needs a public name"},
      {{"agents", "create", "--description", "x"}, "create_agent: name is empty; the operation requires it"},
      {{"agents", "update", "x", "--name", "a:b"}, "update_agent: name contains ':' or '/'"},
      {{"agents", "list", "--count", "-1"}, "list_agents: count is negative"},
      {{"usage", "create-organization-usage-limit", "--organization-id", "o", "--soft-limit", "5", "--hard-limit", "4"},
       "create_organization_usage_limit: softLimit exceeds hardLimit"},
      {{"embeddings", "generate", "--model", "m", "--input", " "}, "generate_embeddings: input contains a blank text"},
      {{"analytics", "get-total-cost", "--start-date", "2026-02-02", "--end-date", "2026-02-01"}, "get_total_cost: "},
      {{"rerank", "chunks", "--query", "q", "--model", "m", "--documents", "d", "--top-n", "0"},
       "top_n is not positive"},
      {{"tools", "create", "--body", "-"}, "create_tool: openApi and openApiJson are empty"},
  };
  for (auto const& each : all) {
    auto const refused = here.at.run(each.line, R"({"name":"t","scope":"api"})");
    CAPTURE(each.said);
    INFO(refused.err);
    CHECK(refused.exit_code == 1);
    CHECK(contains(refused.err, each.said));
  }
  CHECK(requests(here.sandbox.url()).empty());
}

TEST_CASE("groups: strange documents are refused") {
  place const here;
  std::string deep;
  for (int i = 0; i != 100'000; ++i) deep += R"({"a":)";
  deep += "1" + std::string(100'000, '}');
  here.at.folder.write("deep.json", deep);
  here.at.folder.write("list.json", "[1]");
  here.at.folder.write("cycle.yaml", "name: x\nagentData: &a\n  prompt: *a\n");
  std::string many = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i != 9; ++i) {
    std::string const below = "*a" + std::to_string(i - 1);
    many += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + below;
    for (int j = 1; j != 10; ++j) many += ", " + below;
    many += "]\n";
  }
  here.at.folder.write("many.yaml", many);
  auto const said = [&](words const& arguments) {
    auto const done = here.run(arguments);
    CHECK(done.exit_code == 1);
    return done.err;
  };
  CHECK(contains(said({"agents", "create", "--body", here.path("deep.json")}), "--body is nested too deeply"));
  CHECK(contains(said({"agents", "create", "--agent-data", "@" + here.path("deep.json")}), "is nested too deeply"));
  CHECK(contains(said({"agents", "create", "--body", here.path("list.json")}), "--body: expected an object"));
  for (char const* name : {"cycle.yaml", "many.yaml"})
    CHECK(contains(said({"agents", "create", "--body", here.path(name)}), "once its aliases are written out"));
  CHECK(contains(said({"apply", "-f", here.path("cycle.yaml")}), "once its aliases are written out"));
  CHECK(requests(here.sandbox.url()).empty());
}

TEST_CASE("groups: --output json needs a file for bytes") {
  place const here;
  CHECK(contains(here.run({"call", "get_file_content", "--id", "x", "-o", "json"}).err, "needs --to FILE"));
  CHECK(requests(here.sandbox.url()).empty());
}

TEST_CASE("groups: --all reads up to the last page") {
  place const here({"--agents", "7"});
  json const all = json::parse(here.run({"-o", "json", "agents", "list", "--count", "3", "--all"}).out);
  std::size_t const total = all.at("agents").size();
  CHECK(total >= 7);
  CHECK(json::parse(here.run({"agents", "list", "--count", "3", "-o", "json"}).out).at("agents").size() == 3);
  CHECK(requests(here.sandbox.url()).size() >= total / 3 + 1);
  CHECK(here.run({"agents", "get", "Sample", "--all"}).exit_code == 1);
}

TEST_CASE("groups: results as a table, JSON, CSV, TSV, and through jq") {
  place const here;
  CHECK(here.run({"agents", "list"}).out.starts_with("ID"));
  CHECK(here.run({"agents", "list", "-o", "csv"}).out.starts_with("id,name,status,"));
  CHECK(contains(here.run({"agents", "list", "-o", "tsv"}).out, "Sample\tactive\t"));
  CHECK(here.run({"agents", "list", "--jq", ".agents[].name", "--count", "2"}).out.starts_with("Sample\n"));
  CHECK(json::parse(here.run({"agents", "list", "--jq", "[.agents[].name]", "-o", "json"}).out)[0] == "Sample");
  CHECK(json::parse(here.run({"agents", "list", "--jq", ".agents[].name", "-o", "json"}).out).is_array());
  auto const wrong = here.run({"agents", "list", "--jq", ".agents["});
  CHECK(wrong.exit_code == 1);
  CHECK(contains(wrong.err, "--jq '.agents['"));
  CHECK(here.run({"agents", "list", "--jq", ".agents | .name"}).exit_code == 1);
  auto const removed = here.run({"agents", "delete", "Sample", "-o", "json"});
  CHECK(removed.exit_code == 0);
  CHECK(json::parse(removed.out).is_object());
}

TEST_CASE("groups: global options may precede the group, and follow it unless a member has the same name") {
  place const here;
  CHECK(here.run({"--output", "json", "agents", "list"}).out.starts_with("{"));
  CHECK(here.run({"agents", "list", "--output=json"}).out.starts_with("{"));
  CHECK(here.run({"--project-id", "sandbox-project", "agents", "list"}).exit_code == 0);
  CHECK(contains(here.last_request()["headers"].dump(), "sandbox-project"));
  CHECK(here.run({"-a", "nobody", "agents", "list"}).exit_code == 2);
}

TEST_CASE("groups: secrets of an answer are shown only on request") {
  place const here;
  auto const made = here.run({"secrets", "create", "--name", "db", "--secret-string", "-"}, "a-very-secret-value\n");
  INFO(made.err);
  CHECK(made.exit_code == 0);
  CHECK(here.last_body()["secretDefinition"]["secretString"] == "a-very-secret-value");
  std::string const id = json::parse(here.run({"secrets", "list", "-o", "json"}).out)["secrets"][0]["id"];
  for (words const& form : {words{}, {"-o", "json"}, {"-o", "csv"}, {"--jq", ".secretString"}}) {
    words arguments{"secrets", "get", id};
    arguments.insert(arguments.end(), form.begin(), form.end());
    auto const hidden = here.run(arguments);
    CHECK(hidden.exit_code == 0);
    CHECK(leak(hidden.out + hidden.err, "a-very-secret-value") == "");
  }
  CHECK(here.run({"secrets", "get", id, "--show-secret", "--jq", ".secretString"}).out == "a-very-secret-value\n");
  auto const plain = here.run({"secrets", "create", "--name", "other", "--secret-string", "spelled-out-secret"});
  CHECK(contains(plain.err, "process list"));
  CHECK(leak(plain.out + plain.err, "spelled-out-secret") == "");
}

TEST_CASE("groups: bytes go to a file or to standard output") {
  place const here;
  here.at.folder.write("report.txt", "some bytes\n");
  auto const sent = here.run({"files", "upload", here.path("report.txt"), "--folder", "x", "-o", "json"});
  INFO(sent.err);
  REQUIRE(sent.exit_code == 0);
  json const stored = json::parse(sent.out);
  std::string const id = stored.contains("dataFileId") ? stored["dataFileId"] : stored["id"];
  CHECK(here.run({"files", "get-content", id}).out == "some bytes\n");
  auto const saved = here.run({"files", "get-content", id, "--to", here.path("copy.txt")});
  CHECK(saved.exit_code == 0);
  CHECK(saved.out == "");
  CHECK(here.at.folder.read("copy.txt") == "some bytes\n");
  CHECK(here.run({"files", "get-content", "none", "--to", here.path("none.txt")}).exit_code == 3);
  CHECK(!std::filesystem::exists(here.path("none.txt")));
}

TEST_CASE("groups: help of a call lists its options, with an example") {
  home const at;
  for (words const& arguments : {words{"help", "call", "create_agent"},
                                 {"help", "agents", "create"},
                                 {"agents", "create", "--help"},
                                 {"call", "create_agent", "-h"}}) {
    auto const help = at.run(arguments);
    CHECK(help.exit_code == 0);
    CHECK(contains(help.out, "Usage: geai agents create"));
    CHECK(contains(help.out, "--agent-data.prompt.instructions TEXT"));
    CHECK(contains(help.out, "--access-scope "));
    CHECK(contains(help.out, "Example:\n  geai agents create"));
  }
  CHECK(contains(at.run({"help", "agents"}).out, "\n  create "));
  CHECK(contains(at.run({"help"}).out, "\n  agents "));
  json const all = json::parse(at.run({"call", "--list", "-o", "json"}).out);
  CHECK(all.size() > 270);
  CHECK(all[0].contains("route"));
}
