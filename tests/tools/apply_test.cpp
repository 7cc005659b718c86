// geai apply and geai migrate: definitions in files and projects, applied.

#include <doctest/doctest.h>

#include "support/sandbox.hpp"
#include "tool.hpp"

using namespace tool_test;

namespace {

struct place {
  place() {
    at.write("[default]\nGEAI_API_KEY = sandbox-key\nGEAI_API_BASE_URL = " + sandbox.url() +
             "\n[other]\nGEAI_API_KEY = sandbox-key\nGEAI_API_BASE_URL = " + target.url() + "\n");
    at.folder.write("agents.yaml", std::string(definitions));
  }

  static constexpr std::string_view definitions =
      "kind: agent\nname: Helper\naccessScope: private\nagentData:\n  prompt:\n    instructions: |\n      Be brief.\n"
      "  models:\n    - name: openai/gpt-4o-mini\n---\nname: A task\ntitleTemplate: T\n";

  std::string path(std::string const& name) const { return (at.folder.path() / name).string(); }

  support::sandbox const sandbox;
  support::sandbox const target;
  home at;
};

}  // namespace

TEST_CASE("apply: first a plan, then the changes, then nothing") {
  place const here;
  words const apply{"apply", "-f", here.path("agents.yaml"), "-o", "json"};
  auto const planned = here.at.run({"apply", "-f", here.path("agents.yaml"), "--dry-run"});
  INFO(planned.err);
  CHECK(planned.exit_code == 0);
  CHECK(contains(planned.out, "create  agent  Helper"));
  for (json const& each : requests(here.sandbox.url())) CHECK(each["method"] == "GET");

  json const made = json::parse(here.at.run(apply).out);
  REQUIRE(made.size() == 2);
  CHECK(made[0]["kind"] == "task");  // before the items that may need it
  CHECK(made[1]["action"] == "create");
  json const again = json::parse(here.at.run(apply).out);
  CHECK(again[0]["action"] == "keep");
  CHECK(again[1]["action"] == "keep");

  std::string changed(place::definitions);
  changed.replace(changed.find("brief"), 5, "quick");
  here.at.folder.write("agents.yaml", changed);
  json const updated = json::parse(here.at.run(apply).out);
  CHECK(updated[1]["action"] == "update");
  CHECK(contains(updated[1]["changes"][0].get<std::string>(), "agentData.prompt.instructions: Be brief."));
}

TEST_CASE("apply: a failure concerns one item, and invalid definitions are reported before anything is sent") {
  place const here;
  here.at.folder.write(
      "two.json",
      R"([{"kind":"tool","name":"com.example.x","scope":"nonsense"},{"kind":"agent","name":"Fine","accessScope":"private"}])");
  auto const partly = here.at.run({"apply", "-f", here.path("two.json"), "-o", "json"});
  CHECK(partly.exit_code == 3);
  json const said = json::parse(partly.out);
  CHECK(said[0].contains("error"));
  CHECK(said[1].contains("id"));
  forget_requests(here.sandbox.url());
  for (char const* wrong : {R"({"name":"what?"})", R"({"kind":"agent"})", R"({"kind":"agent","name":""})",
                            R"({"kind":"agent","name":5})", R"({"kind":"nonsense","name":"x"})", "", "[]"}) {
    CHECK(here.at.run({"apply", "-f", "-"}, wrong).exit_code == 1);
    CHECK(requests(here.sandbox.url()).empty());
  }
  CHECK(contains(here.at.run({"apply", "-f", "-", "--dry-run"}, R"({"kind":"agent","name":"x","nam":1})").err,
                 "no member 'nam'"));
}

TEST_CASE("migrate: planned, run, and resumed") {
  place const here;
  CHECK(here.at.run({"apply", "-f", here.path("agents.yaml")}).exit_code == 0);
  words const migrate{"migrate", "--to", "other", "--all", "--resume", here.path("log.jsonl")};
  auto const planned = here.at.run({"migrate", "--to", "other", "--all", "--dry-run", "-o", "json"});
  INFO(planned.err);
  CHECK(planned.exit_code == 0);
  for (json const& each : requests(here.target.url())) CHECK(each["method"] == "GET");
  json const plan = json::parse(planned.out);
  auto const action_of = [](json const& of, std::string const& name) {
    for (json const& each : of)
      if (each["name"] == name) return each["action"].get<std::string>();
    return std::string();
  };
  CHECK(action_of(plan, "Helper") == "create");
  CHECK(action_of(plan, "Sample") == "keep");

  CHECK(here.at.run(migrate).exit_code == 0);
  CHECK(here.at.run({"-a", "other", "agents", "get", "Helper"}).exit_code == 0);
  words as_json = migrate;
  as_json.insert(as_json.end(), {"-o", "json"});
  CHECK(action_of(json::parse(here.at.run(as_json).out), "Helper") == "done");
  CHECK(here.at.run({"migrate", "--all"}).exit_code == 1);
  CHECK(here.at.run({"migrate", "--to", "default", "--all"}).exit_code == 1);
  CHECK(here.at.run({"migrate", "--to", "other"}).exit_code == 1);
  auto const unknown = here.at.run({"migrate", "--to", "other", "--agents", "Helper,Nobody"});
  CHECK(unknown.exit_code == 1);
  CHECK(contains(unknown.err, "the source has no agent 'Nobody'"));
}

TEST_CASE("migrate: a project is created with its own key and resumed, and so is its limit") {
  place const here;
  CHECK(here.at.run({"apply", "-f", here.path("agents.yaml")}).exit_code == 0);
  CHECK(here.at
            .run({"usage", "create-project-usage-limit", "--organization-id", "sandbox-organization", "--project-id",
                  "sandbox-project", "--subscription-type", "Monthly", "--usage-unit", "Cost", "--soft-limit", "5",
                  "--hard-limit", "10", "--renewal-status", "Renewable"})
            .exit_code == 0);
  words const base{
      "migrate",   "--to", "other",    "--to-project-name",    "Copy", "--agents", "Helper", "--usage-limits",
      "--keep-as", "copy", "--resume", here.path("log.jsonl"), "-o",   "json"};
  auto const with = [&](words const& more) {
    words all = base;
    all.insert(all.end(), more.begin(), more.end());
    return here.at.run(all);
  };
  auto const nobody = with({});
  CHECK(nobody.exit_code == 1);
  CHECK(contains(nobody.err, "name its administrator: --admin-email"));
  json const plan = json::parse(with({"--dry-run"}).out);
  REQUIRE(plan.size() == 3);
  CHECK(plan[0] == json::parse(R"({"action":"create","kind":"project","name":"Copy","changes":[]})"));
  CHECK(plan[2]["name"] == "Cost Monthly");
  for (json const& each : requests(here.target.url())) CHECK(each["method"] == "GET");

  auto const made = with({"--admin-email", "me@example.com"});
  INFO(made.err);
  CHECK(made.exit_code == 0);
  std::string const key = value_in(here.at, "copy", "GEAI_API_KEY");
  CHECK(key.size() > 10);
  CHECK(leak(made.out + made.err, key) == "");
  CHECK(here.at.run({"-a", "copy", "agents", "get", "Helper"}).exit_code == 0);
  CHECK(here.at.run({"-a", "other", "agents", "get", "Helper"}).exit_code == 3);  // it is in another project
  std::string const id =
      json::parse(here.at.run({"-a", "other", "projects", "list", "--name", "Copy", "-o", "json"}).out)
          .at("projects")[0]
          .at("projectId");
  CHECK(here.at
            .run({"-a", "copy", "usage", "get-active-project-usage-limit", "--organization-id", "sandbox-organization",
                  "--project-id", id, "--jq", ".hardLimit"})
            .out == "10\n");

  json const again = json::parse(with({}).out);
  CHECK(again[0]["action"] == "keep");
  CHECK(again[1]["action"] == "done");
  CHECK(again[2]["action"] == "done");
}
