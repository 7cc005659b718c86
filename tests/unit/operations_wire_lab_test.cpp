// The requests of agents, tools, integrations and reasoning strategies. filled_requests.txt has each of them with all
// members set.
#include "operations_support.hpp"
//
#include <doctest/doctest.h>

#include <geai/api/agents.hpp>
#include <geai/api/integrations.hpp>
#include <geai/api/reasoning_strategies.hpp>
#include <geai/api/tools.hpp>

namespace {

using namespace geai::api;
using geai::test::check_wire;
using geai::test::odd;

}  // namespace

// clang-format off

TEST_CASE("the wire: agents (wire facts 2)") {
  check_wire({
    {list_agents{},                                          "GET",    "/v2/agents"},
    {list_agents{.status = "a&b", .start = 0, .count = 7},   "GET",    "/v2/agents?status=a%26b&start=0&count=7"},
    {list_agents{.allow_drafts = true, .allow_external = false},
                                                             "GET",    "/v2/agents?allowDrafts=true&allowExternal=false"},
    {get_agent{.id = odd},                                   "GET",    "/v2/agents/" ODD},
    {get_agent{.id = "a", .revision = 0, .version = 2},      "GET",    "/v2/agents/a?revision=0&version=2"},
    {create_agent{.definition = {.name = "n"}},              "POST",   "/v2/agents",
                                                                       R"({"agentDefinition":{"name":"n"}})"},
    {create_agent{.definition = {.name = "n", .agent_data = geai::agent_data{.models = {{{.name = "openai/gpt-4o"}}}}},
                  .automatic_publish = true},                "POST",   "/v2/agents?automaticPublish=true",
        R"({"agentDefinition":{"name":"n","agentData":{"models":[{"name":"openai/gpt-4o"}]}}})"},
    {update_agent{.id = odd, .definition = {.name = "n"}},   "PUT",    "/v2/agents/" ODD,
                                                                       R"({"agentDefinition":{"name":"n"}})"},
    {update_agent{.id = "a", .automatic_publish = true},     "PUT",    "/v2/agents/a?automaticPublish=true",
                                                                       R"({"agentDefinition":{}})"},
    {upsert_agent{.id = odd, .definition = {.name = "n"}},   "PUT",    "/v2/agents/" ODD "/upsert",
                                                                       R"({"agentDefinition":{"name":"n"}})"},
    {upsert_agent{.id = "a", .automatic_publish = true},     "PUT",    "/v2/agents/a/upsert?automaticPublish=true",
                                                                       R"({"agentDefinition":{}})"},
    {delete_agent{.id = odd},                                "DELETE", "/v2/agents/" ODD},
    {publish_agent_revision{.id = odd, .revision = "3"},     "POST",   "/v2/agents/" ODD "/publish-revision",
                                                                       R"({"revision":"3"})"},
    {export_agent{.id = odd},                                "GET",    "/v2/agents/" ODD "/export"},
    {import_agent{.package = {"[1]"}},                       "POST",   "/v2/agents/import", "[1]"},
    {create_sharing_link{.id = odd},                         "GET",    "/v2/agents/" ODD "/sharing-token"},
  });
}

TEST_CASE("the wire: agents, version 4 (wire facts 2)") {
  std::string const sent = R"({"agentDefinition":{"name":"n"}})";
  check_wire({
    {list_agents_v4{},                                          "GET",    "/v4/agents"},
    {list_agents_v4{.status = "a&b", .start = 0, .count = 7},   "GET",    "/v4/agents?status=a%26b&start=0&count=7"},
    {list_agents_v4{.access_scope = "public", .allow_drafts = true, .allow_external = false},
                                                                "GET",    "/v4/agents?accessScope=public&allowDrafts=true&allowExternal=false"},
    {get_agent_v4{.id = odd},                                   "GET",    "/v4/agents/" ODD},
    {get_agent_v4{.id = "a", .allow_drafts = true},             "GET",    "/v4/agents/a?allowDrafts=true"},
    {create_agent_v4{.definition = {.name = "n"}},              "POST",   "/v4/agents", sent},
    {create_agent_v4{.definition = {.name = "n"}, .automatic_publish = true},
                                                                "POST",   "/v4/agents?automaticPublish=true", sent},
    {upsert_agent_v4{.id = odd, .definition = {.name = "n"}},   "PUT",    "/v4/agents/" ODD "/upsert", sent},
    {upsert_agent_v4{.id = "a", .definition = {.name = "n"}, .automatic_publish = false},
                                                                "PUT",    "/v4/agents/a/upsert?automaticPublish=false", sent},
    {export_agent_v4{.id = odd},                                "GET",    "/v4/agents/" ODD "/export"},
    {import_agent_v4{.package = {"[1]"}},                       "POST",   "/v4/agents/import", "[1]"},
    {list_agent_versions{.id = odd},                            "GET",    "/v4/agents/" ODD "/versions"},
    {update_agent_version{.id = odd, .version = "2/3", .changes = {"[1]"}},
                                                                "PUT",    "/v4/agents/" ODD "/versions/2%2F3", "[1]"},
    {deprecate_agent_version{.id = odd, .version = "2"},        "POST",   "/v4/agents/" ODD "/versions/2/deprecate", "{}"},
    {list_agent_drafts{.id = odd},                              "GET",    "/v4/agents/" ODD "/drafts"},
    {delete_agent_draft{.id = odd, .revision = "3"},            "DELETE", "/v4/agents/" ODD "/drafts/3"},
    {revert_agent{.id = odd},                                   "POST",   "/v4/agents/" ODD "/revert", "{}"},
    {revert_agent{.id = "a", .request = {R"({"revision":3})"}}, "POST",   "/v4/agents/a/revert", R"({"revision":3})"},
  });
}

TEST_CASE("the wire: tools (wire facts 3)") {
  check_wire({
    {list_tools{},                                           "GET",    "/v2/tools"},
    {list_tools{.id = "a&b", .count = 7, .scope = "api"},    "GET",    "/v2/tools?id=a%26b&count=7&scope=api"},
    {get_tool{.id = odd},                                    "GET",    "/v2/tools/" ODD},
    {get_tool{.id = "a", .revision = 1, .version = 2, .allow_drafts = true},
                                                             "GET",    "/v2/tools/a?revision=1&version=2&allowDrafts=true"},
    {create_tool{.definition = {.name = "n"}},               "POST",   "/v2/tools", R"({"tool":{"name":"n"}})"},
    {create_tool{.definition = {.name = "n", .parameters = {{{.key = "k", .is_required = true}}}},
                 .automatic_publish = true},                 "POST",   "/v2/tools?automaticPublish=true",
        R"({"tool":{"name":"n","parameters":[{"key":"k","description":"","isRequired":true}]}})"},
    {update_tool{.id = odd, .definition = {.name = "n"}},    "PUT",    "/v2/tools/" ODD, R"({"tool":{"name":"n"}})"},
    {update_tool{.id = "a", .automatic_publish = true},      "PUT",    "/v2/tools/a?automaticPublish=true", R"({"tool":{}})"},
    {upsert_tool{.id = odd, .definition = {.name = "n"}},    "PUT",    "/v2/tools/" ODD "/upsert", R"({"tool":{"name":"n"}})"},
    {delete_tool{.id = odd},                                 "DELETE", "/v2/tools/" ODD},
    {publish_tool_revision{.id = odd, .revision = "3"},      "POST",   "/v2/tools/" ODD "/publish-revision", R"({"revision":"3"})"},
    {get_tool_parameters{.id = odd},                         "GET",    "/v2/tools/" ODD "/config"},
    {get_tool_parameters{.id = "a", .revision = 1, .version = 2, .allow_drafts = true},
                                                             "GET",    "/v2/tools/a/config?revision=1&version=2&allowDrafts=true"},
    {set_tool_parameters{.id = odd},                         "POST",   "/v2/tools/" ODD "/config",
                                                                       R"({"parameterDefinition":{"parameters":[]}})"},
    {export_tool{.id = odd},                                 "GET",    "/v2/tools/" ODD "/export"},
    {import_tool{.package = {"[1]"}},                        "POST",   "/v2/tools/import", "[1]"},
    {export_tool_v4{.id = odd},                              "GET",    "/v4/tools/" ODD "/export"},
    {import_tool_v4{.package = {"[1]"}},                     "POST",   "/v4/tools/import", "[1]"},
  });
}

TEST_CASE("the wire: tool plug-ins and tool proxy (wire facts 3)") {
  check_wire({
    {list_tool_plugins{},                                           "GET",    "/v3/tool-plugins"},
    {get_tool_plugin{.id = odd},                                    "GET",    "/v3/tool-plugins/" ODD},
    {upsert_tool_plugin{.id = odd, .definition = {"[1]"}},          "PUT",    "/v3/tool-plugins/" ODD, "[1]"},
    {delete_tool_plugin{.id = odd},                                 "DELETE", "/v3/tool-plugins/" ODD},
    {import_tool_plugin{.package = {"[1]"}},                        "POST",   "/v3/tool-plugins/import", "[1]"},
    {publish_tool_plugin_tools{.id = odd, .selection = {"[1]"}},    "POST",   "/v3/tool-plugins/" ODD "/publish-tools", "[1]"},
    {inspect_tool_plugin_security_scheme{},                         "GET",    "/v3/tool-plugins/inspector/security-scheme"},
    {inspect_tool_plugin_manifest{}, {.query = {{"url", "https://p"}}},
                                                                    "GET",    "/v3/tool-plugins/inspector/manifest?url=https%3A%2F%2Fp"},
    {create_tool_plugin_challenge{.request = {"[1]"}},              "POST",   "/v3/tool-plugins/inspector/create-challenge", "[1]"},
    {list_tool_plugin_interactions{},                               "GET",    "/v2/user-interactions/tool-plugins/open"},
    {update_tool_plugin_interaction{.id = odd, .outcome = {"[1]"}}, "PUT",    "/v2/user-interactions/tool-plugins/" ODD, "[1]"},
    {close_tool_plugin_interaction{.id = odd},                      "PUT",    "/v2/user-interactions/tool-plugins/" ODD "/close", "{}"},
    {register_tool_proxy{.server = {.id = "u", .name = "n",
                                    .tools = {{.name = "s__t", .public_name = "p", .server = "s", .input_schema = "{}"}}}},
                                                                    "POST",   "/v2/tool-proxy/register",
        R"({"server":{"id":"u","name":"n","description":"","affinity":"00000000-0000-0000-0000-000000000000",)"
        R"("tools":[{"name":"s__t","publicName":"p","server":"s","description":"","inputSchema":"{}"}]}})"},
    {dequeue_tool_proxy{.id = odd},                                 "GET",    "/v2/tool-proxy/dequeue/" ODD},
    {send_tool_proxy_result{.id = odd, .job_result = {.success = true, .job = {.id = "j", .job_status = "Pending", .output = "o"}}},
                                                                    "POST",   "/v2/tool-proxy/result/" ODD,
        R"({"jobResult":{"success":true,"job":{"id":"j","jobStatus":"Pending","output":"o"}}})"},
  });
}

TEST_CASE("the wire: reasoning strategies (wire facts 4)") {
  std::string const sent = R"({"strategyDefinition":{"name":"n"}})";
  check_wire({
    {list_reasoning_strategies{},                                     "GET",  "/v2/reasoning-strategies"},
    {list_reasoning_strategies{.name = "a&b", .start = 0, .count = 7},"GET",  "/v2/reasoning-strategies?name=a%26b&start=0&count=7"},
    {get_reasoning_strategy{.id = odd},                               "GET",  "/v2/reasoning-strategies/" ODD},
    {create_reasoning_strategy{.definition = {.name = "n"}},          "POST", "/v2/reasoning-strategies", sent},
    {create_reasoning_strategy{.definition = {.name = "n"}, .automatic_publish = true},
                                                                      "POST", "/v2/reasoning-strategies?automaticPublish=true", sent},
    {update_reasoning_strategy{.id = odd, .definition = {.name = "n"}},
                                                                      "PUT",  "/v2/reasoning-strategies/" ODD, sent},
    {upsert_reasoning_strategy{.id = odd, .definition = {.name = "n"}},
                                                                      "PUT",  "/v2/reasoning-strategies/" ODD "/upsert", sent},
  });
}

// clang-format on
