// Each step of each of these operations fails once, under each auth policy.
#include <geai/inline.hpp>
//
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

using namespace geai::test;

TEST_CASE("faults of every operation: agents") { sweep_operations(agents_operations()); }

TEST_CASE("faults of every operation: tools") { sweep_operations(tools_operations()); }

TEST_CASE("faults of every operation: reasoning strategies") { sweep_operations(reasoning_strategies_operations()); }

TEST_CASE("faults of every operation: processes") { sweep_operations(processes_operations()); }

TEST_CASE("faults of every operation: tasks") { sweep_operations(tasks_operations()); }

TEST_CASE("faults of every operation: instances") { sweep_operations(instances_operations()); }

TEST_CASE("faults of every operation: integrations") { sweep_operations(integrations_operations()); }

TEST_CASE("faults of every operation: knowledge bases") { sweep_operations(knowledge_bases_operations()); }

TEST_CASE("faults of every operation: admin") { sweep_operations(admin_operations()); }

TEST_CASE("faults of every operation: secrets") { sweep_operations(secrets_operations()); }
