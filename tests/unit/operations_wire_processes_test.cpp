// The requests of processes, tasks, instances, knowledge bases and jobs. filled_requests.txt has each of them with all
// members set.
#include "operations_support.hpp"
//
#include <doctest/doctest.h>

#include <geai/api/instances.hpp>
#include <geai/api/knowledge_bases.hpp>
#include <geai/api/processes.hpp>
#include <geai/api/tasks.hpp>

namespace {

using namespace geai::api;
using geai::test::check_wire;
using geai::test::odd;

}  // namespace

// clang-format off

TEST_CASE("the wire: processes (wire facts 4)") {
  std::string const sent = R"({"processDefinition":{"key":"k","name":"n"}})";
  geai::process_definition const definition{.key = "k", .name = "n"};
  check_wire({
    {list_processes{},                                         "GET",    "/v2/processes"},
    {list_processes{.id = "a&b", .name = "n", .start = 0},     "GET",    "/v2/processes?id=a%26b&name=n&start=0"},
    {list_processes{.count = 7, .allow_drafts = true},         "GET",    "/v2/processes?count=7&allowDraft=true"},  // singular
    {get_process{.id = odd},                                   "GET",    "/v2/processes/" ODD},
    {get_process{.id = "a", .revision = 0, .version = 2, .allow_drafts = false},
                                                               "GET",    "/v2/processes/a?revision=0&version=2&allowDrafts=false"},
    {create_process{.definition = definition},                 "POST",   "/v2/processes", sent},
    {create_process{.definition = definition, .automatic_publish = true},
                                                               "POST",   "/v2/processes?automaticPublish=true", sent},
    {update_process{.id = odd, .definition = definition},      "PUT",    "/v2/processes/" ODD, sent},
    {update_process{.id = "a", .automatic_publish = true},     "PUT",    "/v2/processes/a?automaticPublish=true",
                                                                         R"({"processDefinition":{}})"},
    {upsert_process{.id = odd, .definition = definition},      "PUT",    "/v2/processes/" ODD "/upsert", sent},
    {upsert_process{.id = "a", .automatic_publish = true},     "PUT",    "/v2/processes/a/upsert?automaticPublish=true",
                                                                         R"({"processDefinition":{}})"},
    {upsert_process{.id = "a", .definition = {.agentic_activities = {{{.key = "a", .task_name = "t", .task_id = "1"}}},
                                              .artifact_signals = {{{.key = "s"}}}}},
                                                               "PUT",    "/v2/processes/a/upsert",  // an activity's ids are only in answers
        R"({"processDefinition":{"agenticActivities":[{"key":"a","name":"","taskName":"t","agentName":""}],)"
        R"("artifactSignals":[{"key":"s","name":"","handlingType":"C","artifactTypeName":[]}]}})"},
    {delete_process{.id = odd},                                "DELETE", "/v2/processes/" ODD},
    {publish_process_revision{.id = odd, .revision = "3"},     "POST",   "/v2/processes/" ODD "/publish-revision", R"({"revision":"3"})"},
  });
}

TEST_CASE("the wire: tasks (wire facts 4)") {
  std::string const sent = R"({"taskDefinition":{"name":"n"}})";
  check_wire({
    {list_tasks{},                                             "GET",    "/v2/processes/tasks"},
    {list_tasks{.id = "a&b", .start = 0, .count = 7, .allow_drafts = true},
                                                               "GET",    "/v2/processes/tasks?id=a%26b&start=0&count=7&allowDrafts=true"},
    {get_task{.id = odd},                                      "GET",    "/v2/processes/tasks/" ODD},
    {create_task{.definition = {.name = "n"}},                 "POST",   "/v2/processes/tasks", sent},
    {create_task{.definition = {.id = "1", .name = "n"}, .automatic_publish = true},
                                                               "POST",   "/v2/processes/tasks?automaticPublish=true",
                                                                         R"({"taskDefinition":{"id":"1","name":"n"}})"},
    {update_task{.id = odd, .definition = {.name = "n"}},      "PUT",    "/v2/processes/tasks/" ODD, sent},
    {update_task{.id = "a", .automatic_publish = true},        "PUT",    "/v2/processes/tasks/a?automaticPublish=true",
                                                                         R"({"taskDefinition":{}})"},
    {upsert_task{.id = odd, .definition = {.name = "n"}},      "PUT",    "/v2/processes/tasks/" ODD "/upsert", sent},
    {upsert_task{.id = "a", .automatic_publish = true},        "PUT",    "/v2/processes/tasks/a/upsert?automaticPublish=true",
                                                                         R"({"taskDefinition":{}})"},
    {delete_task{.id = odd},                                   "DELETE", "/v2/processes/tasks/" ODD},
    {publish_task_revision{.id = odd, .revision = "3"},        "POST",   "/v2/processes/tasks/" ODD "/publish-revision", R"({"revision":"3"})"},
  });
}

TEST_CASE("the wire: instances and threads (wire facts 4)") {
  check_wire({
    {list_process_instances{.id = odd},                        "GET",    "/v2/processes/" ODD "/instances"},
    {list_process_instances{.id = "a", .is_active = true, .start = 0, .count = 7},
                                                               "GET",    "/v2/processes/a/instances?isActive=true&start=0&count=7"},
    {start_instance{.definition = {.process = "p"}},           "POST",   "/v2/processes/instances",
                                                                         R"({"instanceDefinition":{"process":"p"}})"},
    {start_instance{.definition = {.process = "p", .variables = {{{.key = "k", .value = "v"}}}}},
                                                               "POST",   "/v2/processes/instances",
                                                                         R"({"instanceDefinition":{"process":"p","variables":[{"key":"k","value":"v"}]}})"},
    {get_instance{.id = odd},                                  "GET",    "/v2/processes/instances/" ODD},
    {get_instance_history{.id = odd},                          "GET",    "/v2/processes/instances/" ODD "/trace"},
    {set_instance_subject{.id = odd, .subject = "s"},          "POST",   "/v2/processes/instances/" ODD "/subject", R"({"subject":"s"})"},
    {set_instance_variables{.id = odd, .variables = {{.key = "k", .value = "v"}}},
                                                               "POST",   "/v2/processes/instances/" ODD "/variables",
                                                                         R"({"variables":[{"key":"k","value":"v"}]})"},
    {send_user_signal{.id = odd, .name = "n"},                 "POST",   "/v2/processes/instances/" ODD "/signal", R"({"name":"n"})"},
    {abort_instance{.id = odd},                                "POST",   "/v2/processes/instances/" ODD "/abort", "{}"},
    {upload_artifacts{.files = {{.content = "1", .name = "a"}, {.content = "22", .name = "b"}}},
                                                               "POST",   "/process/instance/artifacts/upload",
        R"(--B|Content-Disposition: form-data; name="file"; filename="a"|Content-Type: application/octet-stream||1|)"
        R"(--B|Content-Disposition: form-data; name="file"; filename="b"|Content-Type: application/octet-stream||22|--B--|)"},
    {get_thread_information{.id = odd},                        "GET",    "/v2/threads/" ODD},
  });
}

#define DEFINITIONS "/v1/agent-studio/agentic-process-definition"

TEST_CASE("the wire: artifact types, knowledge bases, jobs (wire facts 4)") {
  check_wire({
    {list_artifact_types{},                                    "GET",    DEFINITIONS "/artifact-types"},
    {get_artifact_type{.id = odd},                             "GET",    DEFINITIONS "/artifact-types/" ODD},
    {create_artifact_type{.definition = {"[1]"}},              "POST",   DEFINITIONS "/artifact-types", "[1]"},
    {update_artifact_type{.id = odd, .definition = {"[1]"}},   "PUT",    DEFINITIONS "/artifact-types/" ODD, "[1]"},
    {delete_artifact_type{.id = odd},                          "DELETE", DEFINITIONS "/artifact-types/" ODD},
    {list_knowledge_bases{},                                   "GET",    DEFINITIONS "/kbs"},
    {list_knowledge_bases{.name = "a&b", .start = 0, .count = 7},
                                                               "GET",    DEFINITIONS "/kbs?name=a%26b&start=0&count=7"},
    {get_knowledge_base{.id = odd},                            "GET",    DEFINITIONS "/kbs/" ODD},
    {create_knowledge_base{.definition = {.name = "n"}},       "POST",   DEFINITIONS "/kbs", R"({"KBDefinition":{"name":"n"}})"},
    {create_knowledge_base{.definition = {.name = "n", .artifacts = {{"a"}}, .metadata = {{"m"}}}},
                                                               "POST",   DEFINITIONS "/kbs",
                                                                         R"({"KBDefinition":{"name":"n","artifacts":["a"],"metadata":["m"]}})"},
    {delete_knowledge_base{.id = odd},                         "DELETE", DEFINITIONS "/kbs/" ODD},
    {list_jobs{},                                              "GET",    "/v1/agent-studio/runtime/jobs"},
    {list_jobs{.start = 0, .count = 7, .topic = "a&b", .token = "t", .name = "n"},
                                                               "GET",    "/v1/agent-studio/runtime/jobs?start=0&count=7&topic=a%26b&token=t&name=n"},
  });
}

// clang-format on
