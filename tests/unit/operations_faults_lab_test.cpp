// Each step of each of these operations fails once, under each auth policy.
#include "operations_faults.hpp"
//
#include <doctest/doctest.h>

#include <geai/api/admin.hpp>
#include <geai/api/agents.hpp>
#include <geai/api/instances.hpp>
#include <geai/api/integrations.hpp>
#include <geai/api/knowledge_bases.hpp>
#include <geai/api/processes.hpp>
#include <geai/api/reasoning_strategies.hpp>
#include <geai/api/secrets.hpp>
#include <geai/api/tasks.hpp>
#include <geai/api/tools.hpp>

namespace {

using namespace geai::api;
using geai::test::sweep_operations;

}  // namespace

TEST_CASE("faults of every operation: agents") {
  sweep_operations<list_agents, get_agent, create_agent, update_agent, upsert_agent, delete_agent,
                   publish_agent_revision, export_agent, import_agent, create_sharing_link>();
}

TEST_CASE("faults of every operation: agents, version 4") {
  sweep_operations<list_agents_v4, get_agent_v4, create_agent_v4, upsert_agent_v4, export_agent_v4, import_agent_v4,
                   list_agent_versions, update_agent_version, deprecate_agent_version, list_agent_drafts,
                   delete_agent_draft, revert_agent>();
}

TEST_CASE("faults of every operation: tools") {
  sweep_operations<list_tools, get_tool, create_tool, update_tool, upsert_tool, delete_tool, publish_tool_revision,
                   get_tool_parameters, set_tool_parameters, export_tool, import_tool, export_tool_v4,
                   import_tool_v4>();
}

TEST_CASE("faults of every operation: reasoning strategies") {
  sweep_operations<list_reasoning_strategies, get_reasoning_strategy, create_reasoning_strategy,
                   update_reasoning_strategy, upsert_reasoning_strategy>();
}

TEST_CASE("faults of every operation: processes") {
  sweep_operations<list_processes, get_process, create_process, update_process, upsert_process, delete_process,
                   publish_process_revision>();
}

TEST_CASE("faults of every operation: tasks") {
  sweep_operations<list_tasks, get_task, create_task, update_task, upsert_task, delete_task, publish_task_revision>();
}

TEST_CASE("faults of every operation: instances") {
  sweep_operations<list_process_instances, start_instance, get_instance, get_instance_history, set_instance_subject,
                   set_instance_variables, send_user_signal, abort_instance, upload_artifacts,
                   get_thread_information>();
}

TEST_CASE("faults of every operation: integrations") {
  sweep_operations<list_tool_plugins, get_tool_plugin, upsert_tool_plugin, delete_tool_plugin, import_tool_plugin,
                   publish_tool_plugin_tools, inspect_tool_plugin_security_scheme, inspect_tool_plugin_manifest,
                   create_tool_plugin_challenge, list_tool_plugin_interactions, update_tool_plugin_interaction,
                   close_tool_plugin_interaction, register_tool_proxy, dequeue_tool_proxy, send_tool_proxy_result>();
}

TEST_CASE("faults of every operation: knowledge bases") {
  sweep_operations<list_artifact_types, get_artifact_type, create_artifact_type, update_artifact_type,
                   delete_artifact_type, list_knowledge_bases, get_knowledge_base, create_knowledge_base,
                   delete_knowledge_base, list_jobs>();
}

TEST_CASE("faults of every operation: admin") {
  sweep_operations<validate_api_token, get_authorized_organizations, get_authorized_projects, get_project_visibility,
                   get_project_token, get_health, get_platform_root, list_plugin_assistants>();
}

TEST_CASE("faults of every operation: secrets") {
  sweep_operations<list_secrets, get_secret, create_secret, update_secret, set_secret_accesses, get_secret_accesses>();
}
