#include <geai/client/ai_lab.hpp>
//
#include <doctest/doctest.h>

#include <geai/client/admin.hpp>
#include <geai/client/authorization.hpp>
#include <geai/client/secrets.hpp>
#include <geai/json/simdjson.hpp>
#include <geai/transport/curl.hpp>
#include <string>
#include <vector>

#include "platform_support.hpp"

// The lab, its secrets and administrators' routes, operation by operation: written values are read back, whether the
// sandbox uses the documented shapes or those of the field.

using support::done;
using support::every_way;

TEST_CASE("platform: agents") {
  every_way([](support::sandbox const& sandbox) {
    geai::ai_lab_client const lab{geai::api_key = "sandbox-key", geai::base_url = sandbox.url()};
    geai::agent_data const data{.prompt = geai::agent_prompt{.instructions = "Answer."},
                                .llm_config = geai::llm_config{.max_tokens = 800},
                                .models = {{{.name = "openai/gpt-4o"}}},
                                .properties = {{{.data_type = "Boolean", .key = "flag", .value = "true"}}}};
    geai::agent const made = done(lab.create_agent({.definition = {.name = "one", .agent_data = data}}));
    CHECK(made.name == "one");
    CHECK(made.is_draft);
    CHECK(made.agent_data.value().llm_config.value().max_tokens == 800);
    geai::agent const read = done(lab.get_agent({.id = made.id}));
    CHECK(read.id == made.id);
    CHECK(read.agent_data.value().properties.value().at(0).value == "true");
    CHECK(done(lab.update_agent({.id = made.id, .definition = {.name = "one", .description = "new"}})).revision == 2);
    CHECK(done(lab.upsert_agent({.id = "two", .definition = {.name = "two"}})).name == "two");
    CHECK_FALSE(done(lab.publish_agent_revision({.id = made.id, .revision = "2"})).is_draft);
    CHECK(done(lab.create_sharing_link({.id = made.id})).agent_id == made.id);
    CHECK(done(lab.list_agents({.access_scope = "private"})).size() > 2);
    CHECK(done(lab.get_agent_v4({.id = made.id})).id == made.id);
    CHECK(done(lab.create_agent_v4({.definition = {.name = "four"}})).name == "four");
    CHECK(done(lab.upsert_agent_v4({.id = "four", .definition = {.name = "four"}})).revision == 2);
    CHECK(done(lab.list_agents_v4({})).size() > 3);
    geai::raw_json const package = done(lab.export_agent({.id = made.id}));
    CHECK(package.text.find("labPackage") != std::string::npos);
    CHECK(done(lab.import_agent({.package = package})).text.find(made.id) != std::string::npos);
    CHECK(done(lab.list_agent_versions({.id = made.id})).text.find("version") != std::string::npos);
    done(lab.delete_agent({.id = made.id}));
    auto const gone = lab.get_agent({.id = made.id});
    REQUIRE(gone.has_error());
    CHECK(gone.error().is_not_found());
    CHECK(gone.error().message.find("Agent not found") != std::string::npos);
  });
}

TEST_CASE("platform: tools and strategies") {
  every_way([](support::sandbox const& sandbox) {
    geai::ai_lab_client const lab{geai::api_key = "sandbox-key", geai::base_url = sandbox.url()};
    geai::tool_parameter const city{.key = "city", .data_type = "String", .description = "which", .is_required = true};
    geai::tool const made = done(lab.create_tool(
        {.definition = {
             .name = "weather", .access_scope = "public", .public_name = "com.example.w", .parameters = {{city}}}}));
    CHECK(made.name == "weather");
    CHECK(made.parameters.at(0).is_required);
    CHECK(done(lab.get_tool({.id = made.id})).id == made.id);
    CHECK(done(lab.update_tool({.id = made.id, .definition = {.description = "new"}})).description == "new");
    CHECK(done(lab.upsert_tool({.id = "other", .definition = {.name = "other"}})).name == "other");
    CHECK_FALSE(done(lab.publish_tool_revision({.id = made.id, .revision = "2"})).is_draft);
    CHECK(done(lab.list_tools({})).size() == 2);
    CHECK(done(lab.list_tools({.scope = "proxied"})).size() == 0);
    done(lab.set_tool_parameters({.id = made.id, .definition = {{{.key = "days", .description = "how many"}}}}));
    CHECK(done(lab.get_tool_parameters({.id = made.id})).parameters.size() == 2);
    CHECK(done(lab.import_tool({.package = done(lab.export_tool({.id = made.id}))})).text.find(made.id) !=
          std::string::npos);
    done(lab.delete_tool({.id = made.id}));
    CHECK(lab.get_tool({.id = made.id}).error().is_not_found());

    CHECK(done(lab.create_reasoning_strategy({.definition = {.name = "careful", .access_scope = "public"}})).name ==
          "careful");
    CHECK(done(lab.update_reasoning_strategy({.id = "careful", .definition = {.system_prompt = "Think."}}))
              .system_prompt == "Think.");
    CHECK(done(lab.upsert_reasoning_strategy({.id = "quick", .definition = {.name = "quick"}})).name == "quick");
    CHECK(done(lab.get_reasoning_strategy({.id = "careful"})).type == "addendum");
    CHECK(done(lab.list_reasoning_strategies({})).size() == 2);
  });
}

TEST_CASE("platform: processes, tasks, instances, knowledge bases, jobs") {
  every_way([](support::sandbox const& sandbox) {
    geai::ai_lab_client const lab{geai::api_key = "sandbox-key", geai::base_url = sandbox.url()};
    geai::agentic_process const process = done(lab.create_process({.definition = {.key = "k", .name = "process"}}));
    CHECK(process.name == "process");
    CHECK(process.status == "active");
    CHECK_FALSE(process.version.text.empty());
    CHECK(done(lab.get_process({.id = process.id})).key == "k");
    CHECK(done(lab.update_process({.id = process.id, .definition = {.description = "new"}})).description == "new");
    CHECK(done(lab.upsert_process({.id = "second", .definition = {.key = "k2", .name = "second"}})).name == "second");
    CHECK_FALSE(done(lab.publish_process_revision({.id = process.id, .revision = "2"})).is_draft);
    CHECK(done(lab.list_processes({})).size() == 2);

    geai::process_task const task = done(
        lab.create_task({.definition = {.name = "task", .prompt_data = geai::agent_prompt{.instructions = "Do it."}}}));
    CHECK(task.prompt_data.value().instructions == "Do it.");
    CHECK(done(lab.get_task({.id = task.id})).name == "task");
    CHECK(done(lab.update_task({.id = task.id, .definition = {.name = "task", .description = "new"}})).description ==
          "new");
    CHECK(done(lab.upsert_task({.id = "t2", .definition = {.name = "t2"}})).name == "t2");
    CHECK_FALSE(done(lab.publish_task_revision({.id = task.id, .revision = "1"})).is_draft);
    CHECK(done(lab.list_tasks({})).size() == 2);

    geai::process_instance const instance = done(lab.start_instance(
        {.definition = {.process = "process", .subject = "s", .variables = {{{.key = "k", .value = "v"}}}}}));
    CHECK(instance.subject == "s");
    CHECK(instance.process.value().name == "process");
    CHECK(instance.variables.at(0).key == "k");
    CHECK(done(lab.get_instance({.id = instance.id})).status == "active");
    CHECK(done(lab.list_process_instances({.id = process.id})).size() == 1);
    CHECK(done(lab.get_instance_history({.id = instance.id})).text.find("started") != std::string::npos);
    done(lab.send_user_signal({.id = instance.id, .name = "go"}));
    done(lab.abort_instance({.id = instance.id}));
    CHECK(done(lab.list_process_instances({.id = process.id, .is_active = false})).size() == 1);
    done(lab.delete_task({.id = task.id}));
    done(lab.delete_process({.id = process.id}));

    geai::knowledge_base const kb =
        done(lab.create_knowledge_base({.definition = {.name = "kb", .artifacts = {{"a"}}}}));
    CHECK(kb.name == "kb");
    CHECK(kb.artifact_type_names == std::vector<std::string>{"a"});
    CHECK(done(lab.get_knowledge_base({.id = kb.id})).artifacts.size() == 1);
    CHECK(done(lab.list_knowledge_bases({})).size() == 1);
    done(lab.delete_knowledge_base({.id = kb.id}));
    geai::job_list const jobs = done(lab.list_jobs({}));
    REQUIRE(jobs.size() == 1);
    CHECK(jobs.jobs.at(0).parameters.at(0).name == "project");
  });
}

TEST_CASE("platform: the tool proxy") {
  every_way([](support::sandbox const& sandbox) {
    geai::ai_lab_client const lab{geai::api_key = "sandbox-key", geai::base_url = sandbox.url()};
    std::string const id = "12345678-0000-4000-8000-000000000001";
    geai::proxied_tool const search{.name = "srv__search",
                                    .server = "srv",
                                    .description = "finds",
                                    .input_schema = R"({"type":"function","function":{"name":"search"}})"};
    CHECK(
        done(lab.register_tool_proxy({.server = {.id = id, .name = "mine", .tools = {search}}})).messages.at(0).type ==
        2);
    auto const jobs = done(lab.dequeue_tool_proxy({.id = id}));
    REQUIRE(jobs.size() == 1);
    auto const& job = *jobs.begin();
    CHECK(job.proxy_id == id);
    CHECK(job.input.find("srv__search") != std::string::npos);
    CHECK(done(lab.dequeue_tool_proxy({.id = id})).size() == 0);
    CHECK(lab.send_tool_proxy_result(
        {.id = id, .job_result = {.success = true, .job = {.id = job.id, .output = "found"}}}));
    auto const absent = lab.dequeue_tool_proxy({.id = "another"});
    REQUIRE(absent.has_error());
    CHECK(absent.error().is_not_found());
    CHECK(absent.error().message.find("Proxy not found") != std::string::npos);
  });
}

TEST_CASE("platform: secrets, the state of the platform, the rights of a user") {
  every_way([](support::sandbox const& sandbox) {
    geai::secret_client const secrets{geai::api_key = "sandbox-key", geai::base_url = sandbox.url()};
    geai::stored_secret const made =
        done(secrets.create_secret({.definition = {.name = "s", .secret_string = geai::secret("hidden")}}));
    CHECK(made.name == "s");
    CHECK(done(secrets.get_secret({.id = made.id})).secret_string.reveal() == "hidden");
    CHECK(
        done(secrets.update_secret({.id = made.id, .definition = {.name = "t", .secret_string = geai::secret("new")}}))
            .name == "t");
    CHECK(done(secrets.list_secrets({})).size() == 1);
    done(secrets.set_secret_accesses(
        {.id = made.id, .definition = {{{.access_level = "read", .principal_type = "service"}}}}));
    CHECK(done(secrets.get_secret_accesses({.id = made.id})).access_list.at(0).principal_type == "service");

    geai::auth_client auth{geai::base_url = sandbox.url()};
    geai::secret const token = done(auth.get_oauth2_access_token({.client_id = "sandbox-client",
                                                                  .username = "user@example.com",
                                                                  .password = geai::secret("sandbox-password")}))
                                   .access_token;
    geai::admin_client const admin{geai::base_url = sandbox.url(), geai::access_token = token,
                                   geai::project_id = "sandbox-project"};
    CHECK(done(admin.get_health()).running);
    CHECK(done(admin.get_platform_root()).running);
    CHECK(done(admin.validate_api_token()).project_id == "sandbox-project");
    CHECK(done(admin.list_plugin_assistants({.project = "sandbox-project"})).plugins.at(0).supports_multimodal);
    CHECK(done(admin.get_authorized_organizations()).text.find("sandbox-organization") != std::string::npos);
    CHECK(done(admin.get_authorized_projects({.organization = "sandbox-organization"})).text.find("sandbox-project") !=
          std::string::npos);
    done(admin.get_project_visibility(
        {.organization = "sandbox-organization", .project = "sandbox-project", .access_token = token}));
    CHECK(done(admin.get_project_token(
                   {.organization = "sandbox-organization", .project = "sandbox-project", .access_token = token}))
              .api_token.reveal() == "sandbox-key");
    auto const hidden =
        admin.get_project_visibility({.organization = "sandbox-organization", .project = "x", .access_token = token});
    REQUIRE(hidden.has_error());
    CHECK(hidden.error().http_status == 403);
  });
}
