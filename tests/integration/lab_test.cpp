#include <geai/geai.hpp>
//
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "support/sandbox.hpp"

// The lab, the administrators' routes and secrets against the sandbox: by default, with the answers of the field
// (--quirks), and in the documented form (--strict).

namespace {

template <class Test> void in_each_manner(Test const& test) {
  for (std::vector<std::string> const& manner : std::vector<std::vector<std::string>>{{}, {"--quirks"}, {"--strict"}}) {
    std::string const name = manner.empty() ? "as it is" : manner.front();
    CAPTURE(name);
    support::sandbox const sandbox(manner);
    test(sandbox);
  }
}

auto lab_of(support::sandbox const& sandbox) {
  return geai::ai_lab_client{geai::api_key = "sandbox-key", geai::base_url = sandbox.url()};
}

// Returns the answer, or fails the test with the error.
template <class T> T given(geai::result<T> answer) {
  REQUIRE_MESSAGE(answer.has_value(), answer.error().message);
  return *std::move(answer);
}
void given(geai::result<void> const& done) { REQUIRE_MESSAGE(done.has_value(), done.error().message); }

// True if a list has an item with this name.
template <class List> bool has(List const& list, std::string const& name) {
  return std::any_of(list.begin(), list.end(), [&](auto const& each) { return each.name == name; });
}

}  // namespace

TEST_CASE("sandbox: agents in both versions of the API, shared and exported") {
  in_each_manner([](support::sandbox const& sandbox) {
    auto const lab = lab_of(sandbox);
    geai::agent const made = given(lab.create_agent(
        {.definition = {.name = "Mine",
                        .access_scope = "private",
                        .agent_data = geai::agent_data{.prompt = geai::agent_prompt{.instructions = "Say hello"},
                                                       .models = {{{.name = "openai/gpt-4o"}}}}}}));
    CHECK(made.name == "Mine");
    CHECK(!made.id.empty());
    CHECK(has(given(lab.list_agents({.count = 100, .access_scope = "private", .allow_drafts = true})), "Mine"));
    CHECK(given(lab.get_agent({.id = made.id})).id == made.id);
    CHECK(given(lab.get_agent_v4({.id = made.id, .allow_drafts = true})).id == made.id);
    CHECK(given(lab.upsert_agent_v4({.id = made.id, .definition = {.name = "Mine", .description = "changed"}}))
              .description == "changed");
    CHECK(given(lab.create_agent_v4({.definition = {.name = "Other"}})).name == "Other");
    CHECK(has(given(lab.list_agents_v4({.allow_drafts = true})), "Other"));
    geai::sharing_link const link = given(lab.create_sharing_link({.id = made.id}));
    CHECK(link.agent_id == made.id);
    CHECK(!link.api_token.empty());
    CHECK(!link.shared_link.empty());
    geai::raw_json const package = given(lab.export_agent({.id = made.id}));
    CHECK(!package.empty());
    CHECK(!given(lab.export_agent_v4({.id = made.id})).empty());
    CHECK(!given(lab.list_agent_versions({.id = made.id})).empty());
    CHECK(!given(lab.list_agent_drafts({.id = made.id})).empty());
    given(lab.delete_agent({.id = made.id}));
    CHECK(!given(lab.import_agent({.package = package})).empty());
    CHECK(lab.get_agent({.id = "nobody"}).error().is_not_found());
  });
}

TEST_CASE("sandbox: tools, their parameters and their packages") {
  in_each_manner([](support::sandbox const& sandbox) {
    auto const lab = lab_of(sandbox);
    geai::tool_definition const definition{.name = "lookup_get",
                                           .description = "Look up",
                                           .scope = "api",
                                           .access_scope = "private",
                                           .open_api_json = R"({"openapi":"3.0.0"})",
                                           .report_events = "None",
                                           .parameters = {{{.key = "q", .description = "query", .is_required = true}}}};
    geai::tool const made = given(lab.create_tool({.definition = definition}));
    CHECK(made.name == "lookup_get");
    CHECK(made.parameters.at(0).data_type == "String");  // the default
    CHECK(given(lab.get_tool({.id = made.id})).parameters.size() == 1);
    CHECK(has(given(lab.list_tools({.access_scope = "private", .allow_drafts = true, .scope = "api"})), "lookup_get"));
    for (char const* scope : {"builtin", "external", "proxied"}) CHECK(lab.list_tools({.scope = scope}).has_value());
    given(lab.set_tool_parameters(
        {.id = made.id,
         .definition = {
             {{.key = "q", .data_type = "String", .description = "query", .type = "config", .value = "v"}}}}));
    CHECK(given(lab.get_tool_parameters({.id = made.id})).size() != 0);
    geai::raw_json const package = given(lab.export_tool({.id = made.id}));
    CHECK(!given(lab.export_tool_v4({.id = made.id})).empty());
    given(lab.delete_tool({.id = made.id}));
    CHECK(!given(lab.import_tool({.package = package})).empty());
  });
}

TEST_CASE("sandbox: strategies, processes, tasks, instances") {
  in_each_manner([](support::sandbox const& sandbox) {
    auto const lab = lab_of(sandbox);
    geai::reasoning_strategy const strategy = given(lab.create_reasoning_strategy(
        {.definition = {.name = "Slowly", .system_prompt = "Think", .access_scope = "private", .type = "addendum"}}));
    CHECK(strategy.name == "Slowly");
    CHECK(given(lab.get_reasoning_strategy({.id = strategy.id})).system_prompt == "Think");
    CHECK(has(given(lab.list_reasoning_strategies({.access_scope = "private"})), "Slowly"));

    geai::process_task const task = given(
        lab.create_task({.definition = {.name = "Read", .prompt_data = geai::agent_prompt{.instructions = "Read it"}},
                         .automatic_publish = true}));
    CHECK(given(lab.get_task({.id = task.id})).prompt_data->instructions == "Read it");
    CHECK(has(given(lab.list_tasks({.allow_drafts = true})), "Read"));

    geai::agentic_process const process = given(lab.create_process(
        {.definition = {.key = "p", .name = "Reading", .user_signals = {{{.key = "s", .name = "done"}}}},
         .automatic_publish = true}));
    CHECK(process.name == "Reading");
    CHECK(!process.status.empty());
    CHECK(!process.version.empty());
    CHECK(given(lab.get_process({.id = process.id})).user_signals.at(0).name == "done");
    CHECK(has(given(lab.list_processes({.allow_drafts = true})), "Reading"));

    geai::process_instance const instance = given(lab.start_instance(
        {.definition = {.process = "Reading", .subject = "a book", .variables = {{{.key = "k", .value = "v"}}}}}));
    geai::process_instance const found = given(lab.get_instance({.id = instance.id}));
    CHECK(found.subject == "a book");
    CHECK(found.process->name == "Reading");
    REQUIRE(found.variables.size() == 1);
    CHECK(found.variables[0].key == "k");
    CHECK(given(lab.list_process_instances({.id = process.id})).size() == 1);
    given(lab.send_user_signal({.id = instance.id, .name = "done"}));
    CHECK(!given(lab.get_instance_history({.id = instance.id})).empty());
  });
}

TEST_CASE("sandbox: knowledge bases and jobs") {
  in_each_manner([](support::sandbox const& sandbox) {
    auto const lab = lab_of(sandbox);
    geai::knowledge_base const made =
        given(lab.create_knowledge_base({.definition = {.name = "Library", .metadata = {{"year"}}}}));
    CHECK(made.name == "Library");
    CHECK(given(lab.get_knowledge_base({.id = "Library"})).id == made.id);
    CHECK(given(lab.get_knowledge_base({.id = made.id})).metadata.at(0) == "year");
    CHECK(has(given(lab.list_knowledge_bases()), "Library"));
    given(lab.delete_knowledge_base({.id = made.id}));
    CHECK(lab.get_knowledge_base({.id = made.id}).error().is_not_found());
    geai::job_list const jobs = given(lab.list_jobs());
    REQUIRE(jobs.size() != 0);
    CHECK(!jobs.jobs[0].name.empty());
    int all = 0;
    for (auto const& each : lab.all_jobs({.count = 1})) {
      REQUIRE(each.has_value());
      ++all;
    }
    CHECK(static_cast<std::size_t>(all) == jobs.size());
  });
}

TEST_CASE("sandbox: secrets and their access list") {
  in_each_manner([](support::sandbox const& sandbox) {
    geai::secret_client const client{geai::api_key = "sandbox-key", geai::base_url = sandbox.url()};
    geai::stored_secret const made =
        given(client.create_secret({.definition = {.name = "key", .secret_string = "hidden"}}));
    CHECK(given(client.get_secret({.id = made.id})).secret_string.reveal() == "hidden");
    geai::secret_list const all = given(client.list_secrets({.count = 100}));
    REQUIRE(has(all, "key"));
    for (geai::stored_secret const& each : all) CHECK(each.secret_string.empty());
    given(client.set_secret_accesses(
        {.id = made.id, .definition = {{{.access_level = "read", .principal_type = "service"}}}}));
    geai::secret_access_list const accesses = given(client.get_secret_accesses({.id = made.id}));
    REQUIRE(accesses.size() == 1);
    CHECK(accesses.access_list[0].access_level == "read");
  });
}

TEST_CASE("sandbox: plug-ins and the state of the platform") {
  in_each_manner([](support::sandbox const& sandbox) {
    geai::admin_client const admin{geai::api_key = "sandbox-key", geai::base_url = sandbox.url()};
    CHECK(given(admin.validate_api_token()).project_id == "sandbox-project");
    CHECK(given(admin.get_health()).running);
    CHECK(given(admin.get_platform_root()).running);
    geai::plugin_assistant_list const plugins =
        given(admin.list_plugin_assistants({.organization = "sandbox-organization", .project = "sandbox-project"}));
    REQUIRE(plugins.size() != 0);
    CHECK(!plugins.plugins[0].plugin_name.empty());
    CHECK(!plugins.plugins[0].model_name.empty());
  });
}
