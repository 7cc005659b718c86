// The requests of evaluations, on a separate host. filled_requests.txt has each of them with all members set.
#include "operations_support.hpp"
//
#include <doctest/doctest.h>

#include <geai/api/evaluation.hpp>
#include <geai/api/evaluation_plans.hpp>

namespace {

using namespace geai::api;
using geai::test::check_wire;
using geai::test::odd;

}  // namespace

// clang-format off

#define DATA_SET "eval/dataSetApi/dataSet/" ODD
#define ROW DATA_SET "/dataSetRow/" ODD
#define PLAN "eval/evaluationPlanApi/evaluationPlan/" ODD
#define METRIC PLAN "/evaluationPlanSystemMetric/" ODD

TEST_CASE("the wire: data sets (wire facts 13)") {
  check_wire({
    {list_data_sets{},                                       "GET",    "eval/dataSetApi/dataSets"},
    {get_data_set{.data_set_id = odd},                       "GET",    DATA_SET},
    {create_data_set{.definition = {.name = "n"}},           "POST",   "eval/dataSetApi/dataSet", R"({"dataSetName":"n"})"},
    {create_data_set{.definition = {.name = "n", .type = "T", .active = true, .rows = {{{.input = "2+2?", .expected_answer = "4"}}}}},
                                                             "POST",   "eval/dataSetApi/dataSet",
        R"({"dataSetName":"n","dataSetType":"T","dataSetActive":true,"rows":[{"dataSetRowInput":"2+2?","dataSetRowExpectedAnswer":"4"}]})"},
    {create_data_set_from_file{.content = {"[1]"}},          "POST",   "eval/dataSetApi/dataSet/FileUpload", "[1]"},
    {update_data_set{.data_set_id = odd, .definition = {.name = "n"}},
                                                             "PUT",    DATA_SET, R"({"dataSetName":"n"})"},
    {delete_data_set{.data_set_id = odd},                    "DELETE", DATA_SET},
    {list_data_set_rows{.data_set_id = odd},                 "GET",    DATA_SET "/dataSetRows"},
    {get_data_set_row{.data_set_id = odd, .row_id = odd},    "GET",    ROW},
    {create_data_set_row{.data_set_id = odd, .definition = {.input = "i"}},
                                                             "POST",   DATA_SET "/dataSetRow", R"({"dataSetRowInput":"i"})"},
    {create_data_set_row{.data_set_id = odd, .definition = {.context_document = "c", .expected_sources = {{{.name = "n"}}},
                                                            .filter_variables = {{{.key = "k", .operation = "="}}}}},
                                                             "POST",   DATA_SET "/dataSetRow",
        R"({"dataSetRowContextDocument":"c","expectedSources":[{"dataSetExpectedSourceName":"n"}],)"
        R"("filterVariables":[{"dataSetRowFilterKey":"k","dataSetRowFilterOperator":"="}]})"},
    {upload_data_set_rows{.data_set_id = odd, .content = {"[1]"}},
                                                             "POST",   DATA_SET "/dataSetRow/FileUpload", "[1]"},
    {update_data_set_row{.data_set_id = odd, .row_id = odd, .definition = {.input = "i"}},
                                                             "PUT",    ROW, R"({"dataSetRowInput":"i"})"},
    {delete_data_set_row{.data_set_id = odd, .row_id = odd}, "DELETE", ROW},
  });
}

TEST_CASE("the wire: the parts of a row of a data set (wire facts 13)") {
  check_wire({
    {list_expected_sources{.data_set_id = odd, .row_id = odd},
                                                             "GET",    ROW "/dataSetRowExpectedSources"},
    {get_expected_source{.data_set_id = odd, .row_id = odd, .source_id = odd},
                                                             "GET",    ROW "/dataSetRowExpectedSource/" ODD},
    {create_expected_source{.data_set_id = odd, .row_id = odd, .definition = {.name = "n", .value = "v", .extension = "pdf"}},
                                                             "POST",   ROW "/dataSetRowExpectedSource",
        R"({"dataSetExpectedSourceName":"n","dataSetExpectedSourceValue":"v","dataSetExpectedSourceExtension":"pdf"})"},
    {update_expected_source{.data_set_id = odd, .row_id = odd, .source_id = odd, .definition = {.name = "n"}},
                                                             "PUT",    ROW "/dataSetRowExpectedSource/" ODD, R"({"dataSetExpectedSourceName":"n"})"},
    {delete_expected_source{.data_set_id = odd, .row_id = odd, .source_id = odd},
                                                             "DELETE", ROW "/dataSetRowExpectedSource/" ODD},
    {list_filter_variables{.data_set_id = odd, .row_id = odd},
                                                             "GET",    ROW "/dataSetRowFilterVariables"},
    {get_filter_variable{.data_set_id = odd, .row_id = odd, .variable_id = odd},
                                                             "GET",    ROW "/dataSetRowFilterVariable/" ODD},
    {create_filter_variable{.data_set_id = odd, .row_id = odd, .definition = {.metadata_type = "V", .value = "v"}},
                                                             "POST",   ROW "/dataSetRowFilterVariable", R"({"dataSetMetadataType":"V","dataSetRowFilterValue":"v"})"},
    {update_filter_variable{.data_set_id = odd, .row_id = odd, .variable_id = odd, .definition = {.key = "k"}},
                                                             "PUT",    ROW "/dataSetRowFilterVariable/" ODD, R"({"dataSetRowFilterKey":"k"})"},
    {delete_filter_variable{.data_set_id = odd, .row_id = odd, .variable_id = odd},
                                                             "DELETE", ROW "/dataSetRowFilterVariable/" ODD},
  });
}

TEST_CASE("the wire: evaluation plans, their metrics and results (wire facts 13)") {
  check_wire({
    {list_evaluation_plans{},                                "GET",    "eval/evaluationPlanApi/evaluationPlans"},
    {get_evaluation_plan{.plan_id = odd},                    "GET",    PLAN},
    {create_evaluation_plan{.definition = {.name = "n"}},    "POST",   "eval/evaluationPlanApi/evaluationPlan", R"({"evaluationPlanName":"n"})"},
    {create_evaluation_plan{.definition = {.type = "RAG Assistant", .profile_name = "p", .data_set_id = "d",
                                           .system_metrics = {{{.system_metric_id = "m", .system_metric_weight = 0.5}}}}},
                                                             "POST",   "eval/evaluationPlanApi/evaluationPlan",
        R"({"evaluationPlanType":"RAG Assistant","evaluationPlanProfileName":"p","dataSetId":"d",)"
        R"("systemMetrics":[{"systemMetricId":"m","systemMetricWeight":0.5}]})"},
    {update_evaluation_plan{.plan_id = odd, .definition = {.assistant_revision = "2"}},
                                                             "PUT",    PLAN, R"({"evaluationPlanAssistantRevision":"2"})"},
    {delete_evaluation_plan{.plan_id = odd},                 "DELETE", PLAN},
    {execute_evaluation_plan{.plan_id = odd},                "POST",   PLAN},
    {list_plan_metrics{.plan_id = odd},                      "GET",    PLAN "/evaluationPlanSystemMetrics"},
    {add_plan_metric{.plan_id = odd, .system_metric_id = "m", .weight = 0.5},
                                                             "POST",   PLAN "/evaluationPlanSystemMetric", R"({"systemMetricId":"m","systemMetricWeight":0.5})"},
    {get_plan_metric{.plan_id = odd, .metric_id = odd},      "GET",    METRIC},
    {update_plan_metric{.plan_id = odd, .metric_id = odd, .weight = 1},
                                                             "PUT",    METRIC, R"({"systemMetricWeight":1})"},
    {delete_plan_metric{.plan_id = odd, .metric_id = odd},   "DELETE", METRIC},
    {list_system_metrics{},                                  "GET",    "eval/evaluationPlanApi/systemMetrics"},
    {get_system_metric{.metric_id = odd},                    "GET",    "eval/evaluationPlanApi/systemMetric/" ODD},
    {list_evaluation_results{.plan_id = odd},                "GET",    "eval/evaluationResultApi/evaluationResults/" ODD},
    {get_evaluation_result{.result_id = odd},                "GET",    "eval/evaluationResultApi/evaluationResult/" ODD},
  });
}
