// Every model is written and read without loss, is open, and strict about types.

#include "operations_models.hpp"
//
#include <doctest/doctest.h>

#include <geai/api/agents.hpp>
#include <geai/api/platform_message.hpp>
#include <geai/api/reasoning_strategies.hpp>
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
