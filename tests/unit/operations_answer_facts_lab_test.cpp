// The answers of the lab, of the administrators' routes and of secrets, as the vendor's client reads them or as
// captured: with two Json policies that share no code.
#include <geai/inline.hpp>
//
#include "operations_models.hpp"
#include "operations_support.hpp"
//
#include <doctest/doctest.h>

#include <geai/client/admin.hpp>
#include <geai/client/agents.hpp>
#include <geai/client/processes.hpp>
#include <geai/client/reasoning_strategies.hpp>
#include <geai/client/secrets.hpp>
#include <geai/client/tools.hpp>
#include <string>
#include <utility>

namespace {

using geai::errc;
using geai::test::decoded;
using client =
    geai::test::client_over<geai::test::both_json, geai::admin_calls, geai::agent_calls, geai::tool_calls,
                            geai::integration_calls, geai::reasoning_strategy_calls, geai::process_calls,
                            geai::task_calls, geai::instance_calls, geai::knowledge_base_calls, geai::secret_calls>;

client answering(std::string text, int status = 200) {
  return client{geai::transport::mock().reply(status, std::move(text)), geai::auth::none{},
                geai::base_url = "https://api", geai::eval_url = "https://eval"};
}

}  // namespace

TEST_CASE("wire facts 1: plug-ins, the state of the platform, visibility") {
  auto const plugins = answering(R"({"plugins":[{"pluginId":"1","pluginName":"Helper","pluginType":"Chat",
    "shareScope":"Organization","streams":true,"canRegenerateAnswer":true,"supportsToolCalling":true,
    "uploadMaxFileCount":5,"uploadMaxFileSize":10485760,"maxOutputTokens":4096,"maxTokenSendLimit":128000,
    "temperature":0.1,"modelId":"m","modelName":"gpt-4o","providerName":"openai","inputModeration":{"enabled":true},
    "llmOutput":false,"supportedFileExtensions":"pdf,docx"}]})")
                           .list_plugin_assistants()
                           .value();
  REQUIRE(plugins.size() == 1);
  geai::plugin_assistant const& one = *plugins.begin();
  CHECK(one.plugin_name == "Helper");
  CHECK(one.streams);
  CHECK(one.supports_tool_calling == true);
  CHECK(!one.supports_function_calling);
  CHECK(one.upload_max_file_size == 10'485'760);
  CHECK(one.max_token_send_limit == 128'000);
  CHECK(one.temperature == 0.1);
  CHECK(!one.input_moderation.empty());
  CHECK(one.llm_output.text == "false");
  CHECK(one.prompt_injection.empty());
  CHECK(one.supported_file_extensions == "pdf,docx");

  auto const health = answering(R"({"running":true,"version":"2026.01"})").get_health().value();
  CHECK(health.running);
  CHECK(health.version == "2026.01");
  auto const root =
      answering(R"({"running":true,"timestamp":"2026-11-24T10:00:00","version":"1"})").get_platform_root();
  CHECK(root.value().timestamp == "2026-11-24T10:00:00");

  geai::api::get_project_visibility const visible{.organization = "o", .project = "p", .access_token = "token"};
  CHECK(answering("{}").get_project_visibility(visible).has_value());
  CHECK(answering(R"({"errors":[{"id":103,"description":"no"}]})", 401)
            .get_project_visibility(visible)
            .error()
            .is_authentication());
  CHECK(answering("{}", 403).get_project_visibility(visible).error().is_permission());
  CHECK(answering(R"([{"organizationId":"o"}])").get_authorized_organizations().value().text ==
        R"([{"organizationId":"o"}])");
}

TEST_CASE("wire facts 0.3 and 16: an object in its documented wrapper is that object") {
  CHECK(answering(R"({"agentDefinition":{"id":"1","name":"a"}})").get_agent({.id = "1"}).value().name == "a");
  CHECK(answering(R"({"tool":{"id":"1","name":"t"}})").get_tool({.id = "1"}).value().name == "t");
  CHECK(answering(R"({"strategyDefinition":{"id":"1","name":"s"}})").get_reasoning_strategy({.id = "1"}).value().name ==
        "s");
  CHECK(answering(R"({"processDefinition":{"id":"1","key":"k","name":"p"}})").get_process({.id = "1"}).value().name ==
        "p");
  CHECK(answering(R"({"taskDefinition":{"id":"1","name":"t"}})").get_task({.id = "1"}).value().name == "t");
  CHECK(answering(R"({"KBDefinition":{"id":"1","name":"k"}})").get_knowledge_base({.id = "1"}).value().name == "k");
  CHECK(answering(R"({"agentDefinition":{"name":"a"}})").create_agent({.definition = {.name = "a"}}).value().name ==
        "a");
  CHECK(answering(R"({"agentDefinition":{"name":"a"}})").get_agent_v4({.id = "1"}).value().name == "a");
}

TEST_CASE("wire facts 16: an answer without any field of its model is an error, not an empty object") {
  CHECK(answering(R"({"unknown":{"id":"1"}})").get_tool({.id = "1"}).error().code == errc::decode);
  CHECK(answering("{}").get_agent({.id = "1"}).error().code == errc::decode);
  CHECK(answering(R"({"items":[]})").list_tools().error().code == errc::decode);
}

TEST_CASE("wire facts 0.2 and 16: lists as bare arrays") {
  CHECK(answering(R"([{"id":"1","name":"n"}])").list_tools().value().tools.at(0).name == "n");
  CHECK(answering(R"([{"id":"1","name":"n"}])").list_reasoning_strategies().value().strategies.at(0).name == "n");
  CHECK(answering(R"([{"id":"1","name":"n"}])").list_processes().value().processes.at(0).name == "n");
  CHECK(answering(R"([{"id":"1","name":"n"}])").list_tasks().value().tasks.at(0).name == "n");
  CHECK(
      answering(R"([{"id":"1","subject":"n"}])").list_process_instances({.id = "p"}).value().instances.at(0).subject ==
      "n");
  CHECK(answering(R"([{"id":"1","name":"n"}])").list_knowledge_bases().value().knowledge_bases.at(0).name == "n");
  CHECK(
      answering(R"([{"key":"k","dataType":"String"}])").get_tool_parameters({.id = "1"}).value().parameters.at(0).key ==
      "k");
  CHECK(answering("[]").list_tools().value().size() == 0);
}

TEST_CASE("wire facts 4 and 16: jobs are a bare array, with capitals in their parameters") {
  auto const jobs = answering(R"([{"caption":"Import","name":"j","parameters":[{"Name":"a","Value":"b"}],"request":"r",
    "token":"t","topic":"Default","info":"i"}])")
                        .list_jobs()
                        .value();
  REQUIRE(jobs.size() == 1);
  CHECK(jobs.jobs[0].caption == "Import");
  CHECK(jobs.jobs[0].parameters.at(0).name == "a");
  CHECK(jobs.jobs[0].parameters.at(0).value == "b");
  CHECK(jobs.jobs[0].info == "i");
}

TEST_CASE("wire facts 2 and 16: the value of an agent's property need not be a text") {
  auto const data = decoded<geai::agent_data>(R"({"properties":[{"dataType":"Boolean","key":"k","value":true},
    {"dataType":"String","key":"l","value":"true"}]})")
                        .value();
  CHECK(data.properties->at(0).value == "true");
  CHECK(data.properties->at(1).value == "true");
}

TEST_CASE("wire facts 3: the tool proxy is registered, polled for jobs and answered") {
  geai::api::register_tool_proxy const registration{.server = {.id = "u", .name = "n"}};
  auto const registered =
      answering(R"({"Messages":[{"Description":"Registered","Type":2}]})").register_tool_proxy(registration).value();
  CHECK(registered.messages.at(0).description == "Registered");
  CHECK(registered.messages.at(0).type == 2);
  auto const refused = answering(R"({"Messages":[{"Description":"No such project","Type":1}]})")
                           .register_tool_proxy(registration)
                           .error();
  CHECK(refused.code == errc::api_response);
  CHECK(refused.faults.at(0).description == "No such project");

  auto const jobs = answering(R"([{"id":"j","proxyId":"u","proxyStatus":"Active","jobStatus":"Pending",
    "input":"{\"function\":{\"name\":\"files__read\",\"arguments\":\"{\\\"path\\\":\\\"a\\\"}\"}}","server":"files"}])")
                        .dequeue_tool_proxy({.id = "u"})
                        .value();
  REQUIRE(jobs.size() == 1);
  CHECK(jobs[0].proxy_id == "u");
  CHECK(jobs[0].job_status == "Pending");
  CHECK(jobs[0].output.empty());
  CHECK(jobs[0].server == "files");
  auto const input = decoded<geai::tool_proxy_input>(jobs[0].input).value();
  CHECK(input.function.name == "files__read");
  CHECK(input.function.arguments == R"({"path":"a"})");
  CHECK(answering("[]").dequeue_tool_proxy({.id = "u"}).value().empty());
  CHECK(answering(R"({"any":1})").send_tool_proxy_result({.id = "u", .job_result = {.job = {.id = "j"}}}).has_value());
}

TEST_CASE("wire facts 4: processes and tasks in both spellings, and extra members of activities") {
  auto const process = decoded<geai::agentic_process>(R"({"id":"p","Status":"active","VersionId":3,
    "agenticActivities":[{"key":"a","taskId":"t","agentId":"g","taskRevisionId":2,"agentRevisionId":1}]})")
                           .value();
  CHECK(process.status == "active");
  CHECK(process.version.text == "3");
  geai::agentic_activity const& activity = process.agentic_activities.at(0);
  CHECK(activity.task_id == "t");
  CHECK(activity.agent_id == "g");
  CHECK(activity.task_revision_id == 2);
  CHECK(activity.agent_revision_id == 1);
  // Members of answers alone are not sent.
  CHECK(geai::test::json_of(activity).find("taskId") == std::string::npos);

  for (char const* name : {"promptData", "prompt"}) {
    std::string const text =
        std::string(R"({"Status":"draft","versionId":"4",")") + name + R"(":{"instructions":"i"}})";
    auto const task = decoded<geai::process_task>(text).value();
    CHECK(task.prompt_data->instructions == "i");
    CHECK(task.status == "draft");
    CHECK(task.version.text == "\"4\"");
  }
}

TEST_CASE("wire facts 4 and 16: knowledge bases, and the name of an artifact type that is a single text") {
  auto const list = answering(R"({"knowledgeBases":[{"id":"1","name":"k","artifactTypeName":["a","b"],"artifacts":["x"],
    "metadata":["m"],"createdAt":"2026-01-01"},{"id":"2","artifactTypeName":"c"}]})")
                        .list_knowledge_bases()
                        .value();
  REQUIRE(list.size() == 2);
  CHECK(list.knowledge_bases[0].artifact_type_names.size() == 2);
  CHECK(list.knowledge_bases[0].metadata.at(0) == "m");
  CHECK(list.knowledge_bases[1].artifact_type_names.at(0) == "c");
  CHECK(answering("", 204).delete_knowledge_base({.id = "1"}).has_value());
}

TEST_CASE("wire facts 4: an instance names its process as an object or as a text") {
  auto const as_object = answering(R"({"id":"i","process":{"id":"p","name":"n","version":2},"status":"active",
    "createdAt":"2026-01-01","subject":"s","variables":[{"key":"a","value":"1"}]})")
                             .get_instance({.id = "i"})
                             .value();
  CHECK(as_object.process->name == "n");
  CHECK(as_object.process->version.text == "2");
  CHECK(as_object.variables.at(0).key == "a");
  CHECK(as_object.variables.at(0).value.text == R"("1")");
  auto const flat = answering(R"({"id":"i","variables":{"a":1}})").get_instance({.id = "i"}).value();
  CHECK(flat.variables.at(0).key == "a");
  CHECK(flat.variables.at(0).value.text == "1");
  auto const as_text = answering(R"({"id":"i","process":"n"})").get_instance({.id = "i"}).value();
  CHECK(as_text.process->name == "n");
  CHECK(as_text.variables.empty());
}

TEST_CASE("wire facts 5: the access list of a secret") {
  auto const accesses = answering(R"({"accessList":[{"principalType":"user","accessLevel":"read"}]})")
                            .get_secret_accesses({.id = "1"})
                            .value();
  REQUIRE(accesses.size() == 1);
  CHECK(accesses.access_list[0].principal_type == "user");
  CHECK(accesses.access_list[0].access_level == "read");
}

TEST_CASE("wire facts 2: a sharing link") {
  auto const link =
      answering(R"({"agentId":"a","apiToken":"t","sharedLink":"https://l"})").create_sharing_link({.id = "a"});
  CHECK(link.value().api_token.reveal() == "t");
}
