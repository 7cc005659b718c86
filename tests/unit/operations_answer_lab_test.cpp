// Every model is written and read without loss, is open, and strict about types.

#include <geai/inline.hpp>
//
#include "operations_models.hpp"
//
#include <doctest/doctest.h>

#include <geai/api/admin.hpp>
#include <geai/api/agents.hpp>
#include <geai/api/integrations.hpp>
#include <geai/api/platform_message.hpp>
#include <geai/api/reasoning_strategies.hpp>
#include <geai/api/secrets.hpp>
#include <geai/api/tools.hpp>

TEST_CASE("models: platform message") { geai::test::check_models<geai::platform_message>(); }

TEST_CASE("models: agents") {
  geai::test::check_models<geai::agent_permissions, geai::sampling, geai::llm_config, geai::prompt_output,
                           geai::prompt_example, geai::agent_prompt, geai::agent_model, geai::pool_resource,
                           geai::resource_pool, geai::agent_property, geai::agent_data, geai::agent, geai::agent_list,
                           geai::agent_definition, geai::sharing_link>();
}

TEST_CASE("models: tools") {
  geai::test::check_models<geai::tool_parameter, geai::tool_parameter_list, geai::tool, geai::tool_list,
                           geai::tool_definition>();
}

TEST_CASE("models: reasoning strategies") {
  geai::test::check_models<geai::localized_description, geai::reasoning_strategy, geai::reasoning_strategy_list,
                           geai::reasoning_strategy_definition>();
}

TEST_CASE("models: integrations") {
  geai::test::check_models<geai::proxied_tool, geai::tool_proxy_server, geai::tool_proxy_message,
                           geai::tool_proxy_registration, geai::tool_proxy_function, geai::tool_proxy_input,
                           geai::tool_proxy_job, geai::tool_proxy_output, geai::tool_proxy_result>();
}

TEST_CASE("models: admin") {
  geai::test::check_models<geai::api_token_scope, geai::project_token, geai::platform_health, geai::plugin_assistant,
                           geai::plugin_assistant_list>();
}

TEST_CASE("models: secrets") {
  geai::test::check_models<geai::stored_secret, geai::secret_list, geai::secret_definition, geai::secret_access,
                           geai::secret_access_list>();
}
