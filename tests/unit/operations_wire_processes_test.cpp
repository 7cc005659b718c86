// Every operation on the wire: with all that it can say, and with what it must say only.
#include "operations_support.hpp"
//
#include <doctest/doctest.h>

#include <geai/client/processes.hpp>

namespace {

using wire_test =
    geai::test::wire_test<geai::process_calls, geai::task_calls, geai::instance_calls, geai::knowledge_base_calls>;

}  // namespace

TEST_CASE("the wire: processes") {
  wire_test wire;
  wire.check(wire.client.list_processes(
                 {.id = "v&id", .name = "v&name", .status = "v&stat", .start = 7, .count = 7, .allow_drafts = true}),
             "GET api /v2/processes?id=v%26id&name=v%26name&status=v%26stat&start=7&count=7&allowDraft=true", "");
  wire.check(wire.client.list_processes({}), "GET api /v2/processes", "");
  wire.check(wire.client.get_process({.id = "a b/c?\xc3\xbc", .revision = 7, .version = 7, .allow_drafts = true}),
             "GET api /v2/processes/a%20b%2Fc%3F%C3%BC?revision=7&version=7&allowDrafts=true", "");
  wire.check(wire.client.get_process({.id = "a b/c?\xc3\xbc"}), "GET api /v2/processes/a%20b%2Fc%3F%C3%BC", "");
  wire.check(
      wire.client.create_process(
          {.definition =
               geai::process_definition{
                   .key = "key",
                   .name = "name",
                   .description = "descri",
                   .knowledge_base =
                       geai::process_knowledge_base{.name = "name",
                                                    .artifact_type_names = std::vector<std::string>{"artifa"}},
                   .agentic_activities =
                       std::vector<geai::agentic_activity>{geai::agentic_activity{.key = "key",
                                                                                  .name = "name",
                                                                                  .task_name = "taskNa",
                                                                                  .agent_name = "agentN",
                                                                                  .agent_revision_id = 7}},
                   .artifact_signals = std::vector<geai::artifact_signal>{geai::artifact_signal{
                       .key = "key", .name = "name", .artifact_type_names = std::vector<std::string>{"artifa"}}},
                   .user_signals = std::vector<geai::user_signal>{geai::user_signal{.key = "key", .name = "name"}},
                   .start_event = geai::process_event{.key = "key", .name = "name"},
                   .end_event = geai::process_event{.key = "key", .name = "name"},
                   .sequence_flows = std::vector<geai::sequence_flow>{geai::sequence_flow{
                       .key = "key", .source_key = "source", .target_key = "target"}},
                   .variables =
                       std::vector<geai::process_variable>{geai::process_variable{.key = "key", .value = "value"}}},
           .automatic_publish = true}),
      "POST api /v2/processes?automaticPublish=true",
      R"({"processDefinition":{"key":"key","name":"name","description":"descri","kb":{"name":"name","artifactTypeName":["artifa"]},"agenticActivities":[{"key":"key","name":"name","taskName":"taskNa","agentName":"agentN","agentRevisionId":7}],"artifactSignals":[{"key":"key","name":"name","handlingType":"C","artifactTypeName":["artifa"]}],"userSignals":[{"key":"key","name":"name"}],"startEvent":{"key":"key","name":"name"},"endEvent":{"key":"key","name":"name"},"sequenceFlows":[{"key":"key","sourceKey":"source","targetKey":"target"}],"variables":[{"key":"key","value":"value"}]}})");
  wire.check(wire.client.create_process({.definition = geai::process_definition{.key = "key", .name = "name"}}),
             "POST api /v2/processes", R"({"processDefinition":{"key":"key","name":"name"}})");
  wire.check(wire.client.update_process({.id = "a b/c?\xc3\xbc",
                                         .definition = geai::process_definition{.key = "key", .name = "name"},
                                         .automatic_publish = true}),
             "PUT api /v2/processes/a%20b%2Fc%3F%C3%BC?automaticPublish=true",
             R"({"processDefinition":{"key":"key","name":"name"}})");
  wire.check(wire.client.update_process(
                 {.id = "a b/c?\xc3\xbc", .definition = geai::process_definition{.key = "key", .name = "name"}}),
             "PUT api /v2/processes/a%20b%2Fc%3F%C3%BC", R"({"processDefinition":{"key":"key","name":"name"}})");
  wire.check(wire.client.upsert_process({.id = "a b/c?\xc3\xbc",
                                         .definition = geai::process_definition{.key = "key", .name = "name"},
                                         .automatic_publish = true}),
             "PUT api /v2/processes/a%20b%2Fc%3F%C3%BC/upsert?automaticPublish=true",
             R"({"processDefinition":{"key":"key","name":"name"}})");
  wire.check(wire.client.upsert_process(
                 {.id = "a b/c?\xc3\xbc", .definition = geai::process_definition{.key = "key", .name = "name"}}),
             "PUT api /v2/processes/a%20b%2Fc%3F%C3%BC/upsert", R"({"processDefinition":{"key":"key","name":"name"}})");
  wire.check(wire.client.delete_process({.id = "a b/c?\xc3\xbc"}), "DELETE api /v2/processes/a%20b%2Fc%3F%C3%BC", "");
  wire.check(wire.client.publish_process_revision({.id = "a b/c?\xc3\xbc", .revision = "revisi"}),
             "POST api /v2/processes/a%20b%2Fc%3F%C3%BC/publish-revision", R"({"revision":"revisi"})");
}

TEST_CASE("the wire: tasks") {
  wire_test wire;
  wire.check(wire.client.list_tasks({.id = "v&id", .start = 7, .count = 7, .allow_drafts = true}),
             "GET api /v2/processes/tasks?id=v%26id&start=7&count=7&allowDrafts=true", "");
  wire.check(wire.client.list_tasks({}), "GET api /v2/processes/tasks", "");
  wire.check(wire.client.get_task({.id = "a b/c?\xc3\xbc"}), "GET api /v2/processes/tasks/a%20b%2Fc%3F%C3%BC", "");
  wire.check(
      wire.client.create_task(
          {.definition =
               geai::process_task_definition{
                   .id = "id",
                   .name = "name",
                   .description = "descri",
                   .title_template = "titleT",
                   .prompt_data = geai::agent_prompt{.instructions = "instru",
                                                     .context = "contex",
                                                     .inputs = std::vector<std::string>{"inputs"},
                                                     .outputs = std::vector<geai::prompt_output>{geai::prompt_output{
                                                         .key = "key", .description = "descri"}},
                                                     .examples = std::vector<geai::prompt_example>{geai::prompt_example{
                                                         .input_data = "inputD", .output = "output"}}},
                   .artifact_types = std::vector<geai::task_artifact_type>{geai::task_artifact_type{
                       .name = "name",
                       .description = "descri",
                       .is_required = true,
                       .usage_type = "usageT",
                       .artifact_variable_key = "artifa"}}},
           .automatic_publish = true}),
      "POST api /v2/processes/tasks?automaticPublish=true",
      R"({"taskDefinition":{"id":"id","name":"name","description":"descri","titleTemplate":"titleT","promptData":{"instructions":"instru","context":"contex","inputs":["inputs"],"outputs":[{"key":"key","description":"descri"}],"examples":[{"inputData":"inputD","output":"output"}]},"artifactTypes":[{"name":"name","description":"descri","isRequired":true,"usageType":"usageT","artifactVariableKey":"artifa"}]}})");
  wire.check(wire.client.create_task({.definition = geai::process_task_definition{.id = "id", .name = "name"}}),
             "POST api /v2/processes/tasks", R"({"taskDefinition":{"id":"id","name":"name"}})");
  wire.check(wire.client.update_task({.id = "a b/c?\xc3\xbc",
                                      .definition = geai::process_task_definition{.id = "id", .name = "name"},
                                      .automatic_publish = true}),
             "PUT api /v2/processes/tasks/a%20b%2Fc%3F%C3%BC?automaticPublish=true",
             R"({"taskDefinition":{"id":"id","name":"name"}})");
  wire.check(wire.client.update_task(
                 {.id = "a b/c?\xc3\xbc", .definition = geai::process_task_definition{.id = "id", .name = "name"}}),
             "PUT api /v2/processes/tasks/a%20b%2Fc%3F%C3%BC", R"({"taskDefinition":{"id":"id","name":"name"}})");
  wire.check(wire.client.upsert_task({.id = "a b/c?\xc3\xbc",
                                      .definition = geai::process_task_definition{.id = "id", .name = "name"},
                                      .automatic_publish = true}),
             "PUT api /v2/processes/tasks/a%20b%2Fc%3F%C3%BC/upsert?automaticPublish=true",
             R"({"taskDefinition":{"id":"id","name":"name"}})");
  wire.check(wire.client.upsert_task(
                 {.id = "a b/c?\xc3\xbc", .definition = geai::process_task_definition{.id = "id", .name = "name"}}),
             "PUT api /v2/processes/tasks/a%20b%2Fc%3F%C3%BC/upsert",
             R"({"taskDefinition":{"id":"id","name":"name"}})");
  wire.check(wire.client.delete_task({.id = "a b/c?\xc3\xbc"}), "DELETE api /v2/processes/tasks/a%20b%2Fc%3F%C3%BC",
             "");
  wire.check(wire.client.publish_task_revision({.id = "a b/c?\xc3\xbc", .revision = "revisi"}),
             "POST api /v2/processes/tasks/a%20b%2Fc%3F%C3%BC/publish-revision", R"({"revision":"revisi"})");
}

TEST_CASE("the wire: instances") {
  wire_test wire;
  wire.check(wire.client.list_process_instances({.id = "a b/c?\xc3\xbc", .is_active = true, .start = 7, .count = 7}),
             "GET api /v2/processes/a%20b%2Fc%3F%C3%BC/instances?isActive=true&start=7&count=7", "");
  wire.check(wire.client.list_process_instances({.id = "a b/c?\xc3\xbc"}),
             "GET api /v2/processes/a%20b%2Fc%3F%C3%BC/instances", "");
  wire.check(
      wire.client.start_instance(
          {.definition =
               geai::instance_definition{.process = "proces",
                                         .subject = "subjec",
                                         .variables = std::vector<geai::process_variable>{geai::process_variable{
                                             .key = "key", .value = "value"}},
                                         .revision = 7}}),
      "POST api /v2/processes/instances",
      R"({"instanceDefinition":{"process":"proces","subject":"subjec","variables":[{"key":"key","value":"value"}],"revision":7}})");
  wire.check(wire.client.start_instance({.definition = geai::instance_definition{.process = "proces"}}),
             "POST api /v2/processes/instances", R"({"instanceDefinition":{"process":"proces"}})");
  wire.check(wire.client.get_instance({.id = "a b/c?\xc3\xbc"}), "GET api /v2/processes/instances/a%20b%2Fc%3F%C3%BC",
             "");
  wire.check(wire.client.get_instance_history({.id = "a b/c?\xc3\xbc"}),
             "GET api /v2/processes/instances/a%20b%2Fc%3F%C3%BC/trace", "");
  wire.check(wire.client.set_instance_subject({.id = "a b/c?\xc3\xbc", .subject = "subjec"}),
             "POST api /v2/processes/instances/a%20b%2Fc%3F%C3%BC/subject", R"({"subject":"subjec"})");
  wire.check(
      wire.client.set_instance_variables(
          {.id = "a b/c?\xc3\xbc",
           .variables = std::vector<geai::process_variable>{geai::process_variable{.key = "key", .value = "value"}}}),
      "POST api /v2/processes/instances/a%20b%2Fc%3F%C3%BC/variables",
      R"({"variables":[{"key":"key","value":"value"}]})");
  wire.check(wire.client.send_user_signal({.id = "a b/c?\xc3\xbc", .name = "name"}),
             "POST api /v2/processes/instances/a%20b%2Fc%3F%C3%BC/signal", R"({"name":"name"})");
  wire.check(wire.client.abort_instance({.id = "a b/c?\xc3\xbc"}),
             "POST api /v2/processes/instances/a%20b%2Fc%3F%C3%BC/abort", R"({})");
  wire.check(wire.client.get_thread_information({.id = "a b/c?\xc3\xbc"}), "GET api /v2/threads/a%20b%2Fc%3F%C3%BC",
             "");
}

TEST_CASE("the wire: knowledge bases") {
  wire_test wire;
  wire.check(wire.client.list_artifact_types({}), "GET api /agentic-process-definition/artifact-types", "");
  wire.check(wire.client.get_artifact_type({.id = "a b/c?\xc3\xbc"}),
             "GET api /agentic-process-definition/artifact-types/a%20b%2Fc%3F%C3%BC", "");
  wire.check(wire.client.create_artifact_type({.definition = geai::raw_json{"[1]"}}),
             "POST api /agentic-process-definition/artifact-types", R"([1])");
  wire.check(wire.client.update_artifact_type({.id = "a b/c?\xc3\xbc", .definition = geai::raw_json{"[1]"}}),
             "PUT api /agentic-process-definition/artifact-types/a%20b%2Fc%3F%C3%BC", R"([1])");
  wire.check(wire.client.delete_artifact_type({.id = "a b/c?\xc3\xbc"}),
             "DELETE api /agentic-process-definition/artifact-types/a%20b%2Fc%3F%C3%BC", "");
  wire.check(wire.client.list_knowledge_bases({.name = "v&name", .start = 7, .count = 7}),
             "GET api /v1/knowledge-bases?name=v%26name&start=7&count=7", "");
  wire.check(wire.client.list_knowledge_bases({}), "GET api /v1/knowledge-bases", "");
  wire.check(wire.client.get_knowledge_base({.id = "a b/c?\xc3\xbc"}), "GET api /v1/knowledge-bases/a%20b%2Fc%3F%C3%BC",
             "");
  wire.check(wire.client.create_knowledge_base(
                 {.definition = geai::knowledge_base_definition{.name = "name",
                                                                .artifacts = std::vector<std::string>{"artifa"},
                                                                .metadata = std::vector<std::string>{"metada"}}}),
             "POST api /v1/knowledge-bases",
             R"({"KBDefinition":{"name":"name","artifacts":["artifa"],"metadata":["metada"]}})");
  wire.check(wire.client.create_knowledge_base({.definition = geai::knowledge_base_definition{.name = "name"}}),
             "POST api /v1/knowledge-bases", R"({"KBDefinition":{"name":"name"}})");
  wire.check(wire.client.delete_knowledge_base({.id = "a b/c?\xc3\xbc"}),
             "DELETE api /v1/knowledge-bases/a%20b%2Fc%3F%C3%BC", "");
  wire.check(wire.client.list_jobs({.start = 7, .count = 7, .topic = "v&topi", .token = "v&toke", .name = "v&name"}),
             "GET api /v1/jobs?start=7&count=7&topic=v%26topi&token=v%26toke&name=v%26name", "");
  wire.check(wire.client.list_jobs({}), "GET api /v1/jobs", "");
}
