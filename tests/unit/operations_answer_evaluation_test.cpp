// Every model is written and read without loss, is open, and strict about types.

#include <geai/inline.hpp>
//
#include "operations_models.hpp"
//
#include <doctest/doctest.h>

#include <geai/api/evaluation.hpp>
#include <geai/api/evaluation_plans.hpp>

TEST_CASE("models: evaluation") {
  geai::test::check_models<geai::expected_source, geai::filter_variable, geai::data_set_row, geai::data_set,
                           geai::expected_source_definition, geai::filter_variable_definition,
                           geai::data_set_row_definition, geai::data_set_definition>();
}

TEST_CASE("models: evaluation plans") {
  geai::test::check_models<geai::system_metric, geai::system_metric_list, geai::evaluation_execution, geai::plan_metric,
                           geai::evaluation_plan, geai::plan_metric_definition, geai::evaluation_plan_definition,
                           geai::evaluation_context, geai::evaluation_statement, geai::evaluation_row_metric,
                           geai::evaluation_result_row, geai::evaluation_fault, geai::evaluation_result>();
}
