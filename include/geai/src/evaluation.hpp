// Generated from the operations in include/geai/api by `python3 tests/coverage/run.py --write`; edit those.
// clang-format off

#pragma once

#include <geai/src/definitions.hpp>
#include <geai/api/evaluation.hpp>
#include <geai/api/evaluation_plans.hpp>

namespace geai::inline v0_2 {

GEAI_INSTANCE struct detail::wire_form<api::list_data_sets, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::list_data_sets, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_data_set, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_data_set, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::create_data_set, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::create_data_set, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::create_data_set_from_file, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::create_data_set_from_file, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::update_data_set, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::update_data_set, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::delete_data_set, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::list_data_set_rows, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::list_data_set_rows, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_data_set_row, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_data_set_row, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::create_data_set_row, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::create_data_set_row, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::upload_data_set_rows, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::upload_data_set_rows, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::update_data_set_row, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::update_data_set_row, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::delete_data_set_row, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::list_expected_sources, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::list_expected_sources, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_expected_source, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_expected_source, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::create_expected_source, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::create_expected_source, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::update_expected_source, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::update_expected_source, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::delete_expected_source, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::list_filter_variables, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::list_filter_variables, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_filter_variable, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_filter_variable, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::create_filter_variable, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::create_filter_variable, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::update_filter_variable, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::update_filter_variable, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::delete_filter_variable, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::list_evaluation_plans, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::list_evaluation_plans, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_evaluation_plan, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_evaluation_plan, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::create_evaluation_plan, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::create_evaluation_plan, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::update_evaluation_plan, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::update_evaluation_plan, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::delete_evaluation_plan, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::execute_evaluation_plan, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::execute_evaluation_plan, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::list_plan_metrics, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::list_plan_metrics, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::add_plan_metric, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::add_plan_metric, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_plan_metric, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_plan_metric, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::update_plan_metric, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::update_plan_metric, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::delete_plan_metric, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::list_system_metrics, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::list_system_metrics, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_system_metric, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_system_metric, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::list_evaluation_results, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::list_evaluation_results, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_evaluation_result, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_evaluation_result, json::simdjson>;

}  // namespace geai::inline v0_2
