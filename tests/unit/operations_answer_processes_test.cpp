// Every model is written and read without loss, is open, and strict about types.

#include <geai/inline.hpp>
//
#include "operations_models.hpp"
//
#include <doctest/doctest.h>

#include <geai/api/instances.hpp>
#include <geai/api/knowledge_bases.hpp>
#include <geai/api/processes.hpp>
#include <geai/api/tasks.hpp>

TEST_CASE("models: processes") {
  geai::test::check_models<geai::process_knowledge_base, geai::agentic_activity, geai::artifact_signal,
                           geai::user_signal, geai::process_event, geai::sequence_flow, geai::process_variable,
                           geai::process_definition, geai::agentic_process, geai::agentic_process_list>();
}

TEST_CASE("models: tasks") {
  geai::test::check_models<geai::task_artifact_type, geai::process_task, geai::process_task_list,
                           geai::process_task_definition>();
}

TEST_CASE("models: instances") {
  geai::test::check_models<geai::instance_process, geai::instance_variable, geai::process_instance,
                           geai::process_instance_list, geai::instance_definition>();
}

TEST_CASE("models: knowledge bases") {
  geai::test::check_models<geai::knowledge_base, geai::knowledge_base_list, geai::knowledge_base_definition,
                           geai::job_parameter, geai::job, geai::job_list>();
}
