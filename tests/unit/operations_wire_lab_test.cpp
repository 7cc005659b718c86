// Every operation on the wire: with all that it can say, and with what it must say only.
#include "operations_support.hpp"
//
#include <doctest/doctest.h>

#include <geai/client/agents.hpp>
#include <geai/client/reasoning_strategies.hpp>
#include <geai/client/tools.hpp>

namespace {

using wire_test =
    geai::test::wire_test<geai::agent_calls, geai::tool_calls, geai::integration_calls, geai::reasoning_strategy_calls>;

}  // namespace

TEST_CASE("the wire: agents") {
  wire_test wire;
  wire.check(
      wire.client.list_agents({.status = "v&stat",
                               .start = 7,
                               .count = 7,
                               .access_scope = "v&acce",
                               .allow_drafts = true,
                               .allow_external = true}),
      "GET api /v2/agents?status=v%26stat&start=7&count=7&accessScope=v%26acce&allowDrafts=true&allowExternal=true",
      "");
  wire.check(wire.client.list_agents({}), "GET api /v2/agents", "");
  wire.check(wire.client.get_agent({.id = "a b/c?\xc3\xbc", .revision = 7, .version = 7, .allow_drafts = true}),
             "GET api /v2/agents/a%20b%2Fc%3F%C3%BC?revision=7&version=7&allowDrafts=true", "");
  wire.check(wire.client.get_agent({.id = "a b/c?\xc3\xbc"}), "GET api /v2/agents/a%20b%2Fc%3F%C3%BC", "");
  wire.check(wire.client.create_agent({.definition =
                                           geai::agent_definition{
                                               .name = "name",
                                               .access_scope = "access",
                                               .public_name = "public",
                                               .description = "descri",
                                               .job_description = "jobDes",
                                               .avatar_image = "avatar",
                                               .sharing_scope = "sharin",
                                               .permissions = geai::agent_permissions{.chat_sharing = "chatSh",
                                                                                      .external_execution = "extern"},
                                               .agent_data =
                                                   geai::agent_data{
                                                       .strategy_name = "strate",
                                                       .prompt = geai::agent_prompt{.instructions = "instru",
                                                                                    .context = "contex",
                                                                                    .inputs = std::vector<
                                                                                        std::string>{"inputs"},
                                                                                    .outputs = std::vector<
                                                                                        geai::prompt_output>{geai::prompt_output{.key = "key", .description = "descri"}},
                                                                                    .examples = std::vector<geai::
                                                                                                                prompt_example>{geai::prompt_example{.input_data = "inputD", .output = "output"}}},
                                                       .llm_config =
                                                           geai::llm_config{
                                                               .max_tokens =
                                                                   7,
                                                               .timeout = 7,
                                                               .sampling =
                                                                   geai::
                                                                       sampling{.temperature = 0.5,
                                                                                .top_k = 7,
                                                                                .top_p = 0.5}},
                                                       .models = std::vector<geai::agent_model>{geai::agent_model{.name =
                                                                                                                      "name",
                                                                                                                  .llm_config = geai::llm_config{.max_tokens =
                                                                                                                                                     7,
                                                                                                                                                 .timeout = 7,
                                                                                                                                                 .sampling = geai::sampling{.temperature =
                                                                                                                                                                                0.5,
                                                                                                                                                                            .top_k = 7,
                                                                                                                                                                            .top_p =
                                                                                                                                                                                0.5}},
                                                                                                                  .prompt = geai::agent_prompt{.instructions = "instru", .context = "contex", .inputs = std::vector<std::string>{"inputs"}, .outputs = std::vector<geai::prompt_output>{geai::prompt_output{.key = "key", .description = "descri"}}, .examples = std::vector<geai::prompt_example>{geai::prompt_example{.input_data = "inputD", .output = "output"}}}}},
                                                       .resource_pools =
                                                           std::vector<geai::resource_pool>{geai::resource_pool{.name = "name", .tools = std::vector<geai::pool_resource>{geai::pool_resource{.name = "name", .revision = 7}}, .agents = std::vector<geai::pool_resource>{geai::pool_resource{.name = "name", .revision = 7}}}},
                                                       .properties =
                                                           std::vector<geai::agent_property>{geai::
                                                                                                 agent_property{
                                                                                                     .data_type =
                                                                                                         "dataTy",
                                                                                                     .key = "key",
                                                                                                     .value =
                                                                                                         "value"}}}},
                                       .automatic_publish = true}),
             "POST api /v2/agents?automaticPublish=true",
             R"({"agentDefinition":{"name":"name","accessScope":"access","publicName":"public","description":"descri","jobDescription":"jobDes","avatarImage":"avatar","sharingScope":"sharin","permissions":{"chatSharing":"chatSh","externalExecution":"extern"},"agentData":{"strategyName":"strate","prompt":{"instructions":"instru","context":"contex","inputs":["inputs"],"outputs":[{"key":"key","description":"descri"}],"examples":[{"inputData":"inputD","output":"output"}]},"llmConfig":{"maxTokens":7,"timeout":7,"sampling":{"temperature":0.5,"topK":7,"topP":0.5}},"models":[{"name":"name","llmConfig":{"maxTokens":7,"timeout":7,"sampling":{"temperature":0.5,"topK":7,"topP":0.5}},"prompt":{"instructions":"instru","context":"contex","inputs":["inputs"],"outputs":[{"key":"key","description":"descri"}],"examples":[{"inputData":"inputD","output":"output"}]}}],"resourcePools":[{"name":"name","tools":[{"name":"name","revision":7}],"agents":[{"name":"name","revision":7}]}],"properties":[{"dataType":"dataTy","key":"key","value":"value"}]}}})");
  wire.check(wire.client.create_agent({.definition = geai::agent_definition{.name = "name"}}), "POST api /v2/agents",
             R"({"agentDefinition":{"name":"name"}})");
  wire.check(
      wire.client.update_agent(
          {.id = "a b/c?\xc3\xbc", .definition = geai::agent_definition{.name = "name"}, .automatic_publish = true}),
      "PUT api /v2/agents/a%20b%2Fc%3F%C3%BC?automaticPublish=true", R"({"agentDefinition":{"name":"name"}})");
  wire.check(wire.client.update_agent({.id = "a b/c?\xc3\xbc", .definition = geai::agent_definition{.name = "name"}}),
             "PUT api /v2/agents/a%20b%2Fc%3F%C3%BC", R"({"agentDefinition":{"name":"name"}})");
  wire.check(
      wire.client.upsert_agent(
          {.id = "a b/c?\xc3\xbc", .definition = geai::agent_definition{.name = "name"}, .automatic_publish = true}),
      "PUT api /v2/agents/a%20b%2Fc%3F%C3%BC/upsert?automaticPublish=true", R"({"agentDefinition":{"name":"name"}})");
  wire.check(wire.client.upsert_agent({.id = "a b/c?\xc3\xbc", .definition = geai::agent_definition{.name = "name"}}),
             "PUT api /v2/agents/a%20b%2Fc%3F%C3%BC/upsert", R"({"agentDefinition":{"name":"name"}})");
  wire.check(wire.client.delete_agent({.id = "a b/c?\xc3\xbc"}), "DELETE api /v2/agents/a%20b%2Fc%3F%C3%BC", "");
  wire.check(wire.client.publish_agent_revision({.id = "a b/c?\xc3\xbc", .revision = "revisi"}),
             "POST api /v2/agents/a%20b%2Fc%3F%C3%BC/publish-revision", R"({"revision":"revisi"})");
  wire.check(wire.client.export_agent({.id = "a b/c?\xc3\xbc"}), "GET api /v2/agents/a%20b%2Fc%3F%C3%BC/export", "");
  wire.check(wire.client.import_agent({.package = geai::raw_json{"[1]"}}), "POST api /v2/agents/import", R"([1])");
  wire.check(wire.client.create_sharing_link({.id = "a b/c?\xc3\xbc"}),
             "GET api /v2/agents/a%20b%2Fc%3F%C3%BC/sharing-link", "");
}

TEST_CASE("the wire: tools") {
  wire_test wire;
  wire.check(
      wire.client.list_tools({.id = "v&id",
                              .count = 7,
                              .access_scope = "v&acce",
                              .allow_drafts = true,
                              .scope = "v&scop",
                              .allow_external = true}),
      "GET api /v2/tools?id=v%26id&count=7&accessScope=v%26acce&allowDrafts=true&scope=v%26scop&allowExternal=true",
      "");
  wire.check(wire.client.list_tools({}), "GET api /v2/tools", "");
  wire.check(wire.client.get_tool({.id = "a b/c?\xc3\xbc", .revision = 7, .version = 7, .allow_drafts = true}),
             "GET api /v2/tools/a%20b%2Fc%3F%C3%BC?revision=7&version=7&allowDrafts=true", "");
  wire.check(wire.client.get_tool({.id = "a b/c?\xc3\xbc"}), "GET api /v2/tools/a%20b%2Fc%3F%C3%BC", "");
  wire.check(
      wire.client.create_tool(
          {.definition = geai::tool_definition{.name = "name",
                                               .description = "descri",
                                               .scope = "scope",
                                               .access_scope = "access",
                                               .public_name = "public",
                                               .icon = "icon",
                                               .open_api = "openAp",
                                               .open_api_json = "openAp",
                                               .report_events = "report",
                                               .parameters = std::vector<geai::tool_parameter>{geai::tool_parameter{
                                                   .key = "key",
                                                   .data_type = "dataTy",
                                                   .description = "descri",
                                                   .is_required = true,
                                                   .type = "type",
                                                   .from_secret = true,
                                                   .value = "value"}}},
           .automatic_publish = true}),
      "POST api /v2/tools?automaticPublish=true",
      R"({"tool":{"name":"name","description":"descri","scope":"scope","accessScope":"access","publicName":"public","icon":"icon","openApi":"openAp","openApiJson":"openAp","reportEvents":"report","parameters":[{"key":"key","dataType":"dataTy","description":"descri","isRequired":true,"type":"type","fromSecret":true,"value":"value"}]}})");
  wire.check(wire.client.create_tool({.definition = geai::tool_definition{.name = "name"}}), "POST api /v2/tools",
             R"({"tool":{"name":"name"}})");
  wire.check(
      wire.client.update_tool(
          {.id = "a b/c?\xc3\xbc", .definition = geai::tool_definition{.name = "name"}, .automatic_publish = true}),
      "PUT api /v2/tools/a%20b%2Fc%3F%C3%BC?automaticPublish=true", R"({"tool":{"name":"name"}})");
  wire.check(wire.client.update_tool({.id = "a b/c?\xc3\xbc", .definition = geai::tool_definition{.name = "name"}}),
             "PUT api /v2/tools/a%20b%2Fc%3F%C3%BC", R"({"tool":{"name":"name"}})");
  wire.check(
      wire.client.upsert_tool(
          {.id = "a b/c?\xc3\xbc", .definition = geai::tool_definition{.name = "name"}, .automatic_publish = true}),
      "PUT api /v2/tools/a%20b%2Fc%3F%C3%BC/upsert?automaticPublish=true", R"({"tool":{"name":"name"}})");
  wire.check(wire.client.upsert_tool({.id = "a b/c?\xc3\xbc", .definition = geai::tool_definition{.name = "name"}}),
             "PUT api /v2/tools/a%20b%2Fc%3F%C3%BC/upsert", R"({"tool":{"name":"name"}})");
  wire.check(wire.client.delete_tool({.id = "a b/c?\xc3\xbc"}), "DELETE api /v2/tools/a%20b%2Fc%3F%C3%BC", "");
  wire.check(wire.client.publish_tool_revision({.id = "a b/c?\xc3\xbc", .revision = "revisi"}),
             "POST api /v2/tools/a%20b%2Fc%3F%C3%BC/publish-revision", R"({"revision":"revisi"})");
  wire.check(
      wire.client.get_tool_parameters({.id = "a b/c?\xc3\xbc", .revision = 7, .version = 7, .allow_drafts = true}),
      "GET api /v2/tools/a%20b%2Fc%3F%C3%BC/config?revision=7&version=7&allowDrafts=true", "");
  wire.check(wire.client.get_tool_parameters({.id = "a b/c?\xc3\xbc"}), "GET api /v2/tools/a%20b%2Fc%3F%C3%BC/config",
             "");
  wire.check(
      wire.client.set_tool_parameters(
          {.id = "a b/c?\xc3\xbc",
           .definition = geai::tool_parameter_list{.parameters = std::vector<geai::tool_parameter>{geai::tool_parameter{
                                                       .key = "key",
                                                       .data_type = "dataTy",
                                                       .description = "descri",
                                                       .is_required = true,
                                                       .type = "type",
                                                       .from_secret = true,
                                                       .value = "value"}}}}),
      "POST api /v2/tools/a%20b%2Fc%3F%C3%BC/config",
      R"({"parameterDefinition":{"parameters":[{"key":"key","dataType":"dataTy","description":"descri","isRequired":true,"type":"type","fromSecret":true,"value":"value"}]}})");
}

TEST_CASE("the wire: integrations") {
  wire_test wire;
  wire.check(wire.client.list_tool_plugins({}), "GET api /tool-plugins", "");
  wire.check(wire.client.get_tool_plugin({.id = "a b/c?\xc3\xbc"}), "GET api /tool-plugins/a%20b%2Fc%3F%C3%BC", "");
  wire.check(wire.client.upsert_tool_plugin({.id = "a b/c?\xc3\xbc", .definition = geai::raw_json{"[1]"}}),
             "PUT api /tool-plugins/a%20b%2Fc%3F%C3%BC", R"([1])");
  wire.check(wire.client.delete_tool_plugin({.id = "a b/c?\xc3\xbc"}), "DELETE api /tool-plugins/a%20b%2Fc%3F%C3%BC",
             "");
  wire.check(wire.client.import_tool_plugin({.package = geai::raw_json{"[1]"}}), "POST api /v3/tool-plugins/import",
             R"([1])");
  wire.check(wire.client.publish_tool_plugin_tools({.id = "a b/c?\xc3\xbc", .selection = geai::raw_json{"[1]"}}),
             "POST api /tool-plugins/a%20b%2Fc%3F%C3%BC/publish-tools", R"([1])");
  wire.check(wire.client.inspect_tool_plugin_security_scheme({}), "GET api /tool-plugins/inspector/security-scheme",
             "");
  wire.check(wire.client.inspect_tool_plugin_manifest({}, {.query = {{"url", "https://p"}}}),
             "GET api /tool-plugins/inspector/manifest?url=https%3A%2F%2Fp", "");
  wire.check(wire.client.create_tool_plugin_challenge({.request = geai::raw_json{"[1]"}}),
             "POST api /tool-plugins/inspector/create-challenge", R"([1])");
  wire.check(wire.client.list_tool_plugin_interactions({}), "GET api /user-interactions/tool-plugins/open", "");
  wire.check(wire.client.update_tool_plugin_interaction({.id = "a b/c?\xc3\xbc", .outcome = geai::raw_json{"[1]"}}),
             "PUT api /v2/user-interactions/tool-plugins/a%20b%2Fc%3F%C3%BC", R"([1])");
  wire.check(wire.client.close_tool_plugin_interaction({.id = "a b/c?\xc3\xbc"}),
             "PUT api /user-interactions/tool-plugins/a%20b%2Fc%3F%C3%BC/close", "{}");
  wire.check(wire.client.register_tool_proxy({.server = geai::raw_json{"[1]"}}), "POST api /v2/tool-proxy/register",
             R"({"server":[1]})");
  wire.check(wire.client.dequeue_tool_proxy({.id = "a b/c?\xc3\xbc"}),
             "GET api /v2/tool-proxy/dequeue/a%20b%2Fc%3F%C3%BC", "");
  wire.check(wire.client.send_tool_proxy_result({.id = "a b/c?\xc3\xbc", .job_result = geai::raw_json{"[1]"}}),
             "POST api /v2/tool-proxy/result/a%20b%2Fc%3F%C3%BC", R"({"jobResult":[1]})");
}

TEST_CASE("the wire: reasoning strategies") {
  wire_test wire;
  wire.check(wire.client.list_reasoning_strategies(
                 {.name = "v&name", .start = 7, .count = 7, .allow_external = true, .access_scope = "v&acce"}),
             "GET api /v2/reasoning-strategies?name=v%26name&start=7&count=7&allowExternal=true&accessScope=v%26acce",
             "");
  wire.check(wire.client.list_reasoning_strategies({}), "GET api /v2/reasoning-strategies", "");
  wire.check(wire.client.get_reasoning_strategy({.id = "a b/c?\xc3\xbc"}),
             "GET api /v2/reasoning-strategies/a%20b%2Fc%3F%C3%BC", "");
  wire.check(
      wire.client.create_reasoning_strategy(
          {.definition =
               geai::reasoning_strategy_definition{
                   .name = "name",
                   .system_prompt = "system",
                   .access_scope = "access",
                   .type = "type",
                   .localized_descriptions = std::vector<geai::localized_description>{geai::localized_description{
                       .language = "langua", .description = "descri"}}},
           .automatic_publish = true}),
      "POST api /v2/reasoning-strategies?automaticPublish=true",
      R"({"strategyDefinition":{"name":"name","systemPrompt":"system","accessScope":"access","type":"type","localizedDescriptions":[{"language":"langua","description":"descri"}]}})");
  wire.check(wire.client.create_reasoning_strategy({.definition = geai::reasoning_strategy_definition{.name = "name"}}),
             "POST api /v2/reasoning-strategies", R"({"strategyDefinition":{"name":"name"}})");
  wire.check(wire.client.update_reasoning_strategy({.id = "a b/c?\xc3\xbc",
                                                    .definition = geai::reasoning_strategy_definition{.name = "name"},
                                                    .automatic_publish = true}),
             "PUT api /v2/reasoning-strategies/a%20b%2Fc%3F%C3%BC?automaticPublish=true",
             R"({"strategyDefinition":{"name":"name"}})");
  wire.check(wire.client.update_reasoning_strategy(
                 {.id = "a b/c?\xc3\xbc", .definition = geai::reasoning_strategy_definition{.name = "name"}}),
             "PUT api /v2/reasoning-strategies/a%20b%2Fc%3F%C3%BC", R"({"strategyDefinition":{"name":"name"}})");
  wire.check(wire.client.upsert_reasoning_strategy({.id = "a b/c?\xc3\xbc",
                                                    .definition = geai::reasoning_strategy_definition{.name = "name"},
                                                    .automatic_publish = true}),
             "PUT api /v2/reasoning-strategies/a%20b%2Fc%3F%C3%BC/upsert?automaticPublish=true",
             R"({"strategyDefinition":{"name":"name"}})");
  wire.check(wire.client.upsert_reasoning_strategy(
                 {.id = "a b/c?\xc3\xbc", .definition = geai::reasoning_strategy_definition{.name = "name"}}),
             "PUT api /v2/reasoning-strategies/a%20b%2Fc%3F%C3%BC/upsert", R"({"strategyDefinition":{"name":"name"}})");
}
