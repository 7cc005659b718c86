// Each step of each of these operations fails once, under each auth policy.
#include "operations_faults.hpp"
//
#include <doctest/doctest.h>

#include <geai/api/evaluation.hpp>
#include <geai/api/evaluation_plans.hpp>

namespace {

using namespace geai::api;
using geai::test::sweep_operations;

}  // namespace

TEST_CASE("faults of every operation: evaluation") {
  sweep_operations<list_data_sets, get_data_set, create_data_set, create_data_set_from_file, update_data_set,
                   delete_data_set, list_data_set_rows, get_data_set_row, create_data_set_row, upload_data_set_rows,
                   update_data_set_row, delete_data_set_row, list_expected_sources, get_expected_source,
                   create_expected_source, update_expected_source, delete_expected_source, list_filter_variables,
                   get_filter_variable, create_filter_variable, update_filter_variable, delete_filter_variable>();
}

TEST_CASE("faults of every operation: evaluation plans") {
  sweep_operations<list_evaluation_plans, get_evaluation_plan, create_evaluation_plan, update_evaluation_plan,
                   delete_evaluation_plan, execute_evaluation_plan, list_plan_metrics, add_plan_metric, get_plan_metric,
                   update_plan_metric, delete_plan_metric, list_system_metrics, get_system_metric,
                   list_evaluation_results, get_evaluation_result>();
}
