// Every operation on the wire: with all that it can say, and with what it must say only.
#include "operations_support.hpp"
//
#include <doctest/doctest.h>

#include <geai/client/evaluation.hpp>
#include <geai/client/secrets.hpp>

namespace {

using wire_test = geai::test::wire_test<geai::secret_calls, geai::evaluation_calls>;

}  // namespace

TEST_CASE("the wire: secrets") {
  wire_test wire;
  wire.check(wire.client.list_secrets({.name = "v&name", .id = "v&id", .start = 7, .count = 7}),
             "GET api /v1/secrets?name=v%26name&id=v%26id&start=7&count=7", "");
  wire.check(wire.client.list_secrets({}), "GET api /v1/secrets", "");
  wire.check(wire.client.get_secret({.id = "a b/c?\xc3\xbc"}), "GET api /v1/secrets/a%20b%2Fc%3F%C3%BC", "");
  wire.check(
      wire.client.create_secret(
          {.definition = geai::secret_definition{.name = "name", .secret_string = "secret", .description = "descri"}}),
      "POST api /v1/secrets", R"({"secretDefinition":{"name":"name","secretString":"secret","description":"descri"}})");
  wire.check(
      wire.client.create_secret({.definition = geai::secret_definition{.name = "name", .secret_string = "secret"}}),
      "POST api /v1/secrets", R"({"secretDefinition":{"name":"name","secretString":"secret"}})");
  wire.check(
      wire.client.update_secret(
          {.id = "a b/c?\xc3\xbc", .definition = geai::secret_definition{.name = "name", .secret_string = "secret"}}),
      "PUT api /v1/secrets/a%20b%2Fc%3F%C3%BC", R"({"secretDefinition":{"name":"name","secretString":"secret"}})");
  wire.check(
      wire.client.set_secret_accesses(
          {.id = "a b/c?\xc3\xbc",
           .definition =
               geai::secret_access_definition{.access_list = std::vector<geai::secret_access>{geai::secret_access{}}}}),
      "POST api /v1/secrets/a%20b%2Fc%3F%C3%BC/accesses",
      R"({"secretDefinition":{"accessList":[{"accessLevel":"write","principalType":"service"}]}})");
  wire.check(wire.client.get_secret_accesses({.id = "a b/c?\xc3\xbc"}),
             "GET api /v1/secrets/a%20b%2Fc%3F%C3%BC/accesses", "");
}

TEST_CASE("the wire: evaluation") {
  wire_test wire;
  wire.check(wire.client.list_data_sets({}), "GET eval /dataSetApi/dataSets", "");
  wire.check(wire.client.get_data_set({.data_set_id = "a b/c?\xc3\xbc"}),
             "GET eval /dataSetApi/dataSet/a%20b%2Fc%3F%C3%BC", "");
  wire.check(
      wire.client.create_data_set(
          {.definition =
               geai::data_set_definition{
                   .name = "dataSe",
                   .description = "dataSe",
                   .type = "dataSe",
                   .active = true,
                   .rows =
                       std::vector<geai::data_set_row_definition>{geai::data_set_row_definition{
                           .input = "dataSe",
                           .expected_answer = "dataSe",
                           .context_document = "dataSe",
                           .expected_sources =
                               std::vector<geai::expected_source_definition>{geai::expected_source_definition{
                                   .name = "dataSe", .value = "dataSe", .extension = "dataSe"}},
                           .filter_variables =
                               std::vector<geai::filter_variable_definition>{geai::filter_variable_definition{
                                   .metadata_type = "dataSe",
                                   .key = "dataSe",
                                   .operation = "dataSe",
                                   .value = "dataSe"}}}}}}),
      "POST eval /dataSetApi/dataSet",
      R"({"dataSetName":"dataSe","dataSetDescription":"dataSe","dataSetType":"dataSe","dataSetActive":true,"rows":[{"dataSetRowInput":"dataSe","dataSetRowExpectedAnswer":"dataSe","dataSetRowContextDocument":"dataSe","expectedSources":[{"dataSetExpectedSourceName":"dataSe","dataSetExpectedSourceValue":"dataSe","dataSetExpectedSourceExtension":"dataSe"}],"filterVariables":[{"dataSetMetadataType":"dataSe","dataSetRowFilterKey":"dataSe","dataSetRowFilterOperator":"dataSe","dataSetRowFilterValue":"dataSe"}]}]})");
  wire.check(wire.client.create_data_set({.definition = geai::data_set_definition{.name = "dataSe"}}),
             "POST eval /dataSetApi/dataSet", R"({"dataSetName":"dataSe"})");
  wire.check(wire.client.create_data_set_from_file({.content = geai::raw_json{"[1]"}}),
             "POST eval /dataSetApi/dataSet/FileUpload", R"([1])");
  wire.check(wire.client.update_data_set(
                 {.data_set_id = "a b/c?\xc3\xbc", .definition = geai::data_set_definition{.name = "dataSe"}}),
             "PUT eval /dataSetApi/dataSet/a%20b%2Fc%3F%C3%BC", R"({"dataSetName":"dataSe"})");
  wire.check(wire.client.delete_data_set({.data_set_id = "a b/c?\xc3\xbc"}),
             "DELETE eval /dataSetApi/dataSet/a%20b%2Fc%3F%C3%BC", "");
  wire.check(wire.client.list_data_set_rows({.data_set_id = "a b/c?\xc3\xbc"}),
             "GET eval /dataSetApi/dataSet/a%20b%2Fc%3F%C3%BC/dataSetRows", "");
  wire.check(wire.client.get_data_set_row({.data_set_id = "a b/c?\xc3\xbc", .row_id = "a b/c?\xc3\xbc"}),
             "GET eval /dataSetApi/dataSet/a%20b%2Fc%3F%C3%BC/dataSetRow/a%20b%2Fc%3F%C3%BC", "");
  wire.check(
      wire.client.create_data_set_row(
          {.data_set_id = "a b/c?\xc3\xbc",
           .definition =
               geai::data_set_row_definition{
                   .input = "dataSe",
                   .expected_answer = "dataSe",
                   .context_document = "dataSe",
                   .expected_sources = std::vector<geai::expected_source_definition>{geai::expected_source_definition{
                       .name = "dataSe", .value = "dataSe", .extension = "dataSe"}},
                   .filter_variables = std::vector<geai::filter_variable_definition>{geai::filter_variable_definition{
                       .metadata_type = "dataSe", .key = "dataSe", .operation = "dataSe", .value = "dataSe"}}}}),
      "POST eval /dataSetApi/dataSet/a%20b%2Fc%3F%C3%BC/dataSetRow",
      R"({"dataSetRowInput":"dataSe","dataSetRowExpectedAnswer":"dataSe","dataSetRowContextDocument":"dataSe","expectedSources":[{"dataSetExpectedSourceName":"dataSe","dataSetExpectedSourceValue":"dataSe","dataSetExpectedSourceExtension":"dataSe"}],"filterVariables":[{"dataSetMetadataType":"dataSe","dataSetRowFilterKey":"dataSe","dataSetRowFilterOperator":"dataSe","dataSetRowFilterValue":"dataSe"}]})");
  wire.check(wire.client.create_data_set_row(
                 {.data_set_id = "a b/c?\xc3\xbc", .definition = geai::data_set_row_definition{.input = "dataSe"}}),
             "POST eval /dataSetApi/dataSet/a%20b%2Fc%3F%C3%BC/dataSetRow", R"({"dataSetRowInput":"dataSe"})");
  wire.check(wire.client.upload_data_set_rows({.data_set_id = "a b/c?\xc3\xbc", .content = geai::raw_json{"[1]"}}),
             "POST eval /dataSetApi/dataSet/a%20b%2Fc%3F%C3%BC/dataSetRow/FileUpload", R"([1])");
  wire.check(wire.client.update_data_set_row({.data_set_id = "a b/c?\xc3\xbc",
                                              .row_id = "a b/c?\xc3\xbc",
                                              .definition = geai::data_set_row_definition{.input = "dataSe"}}),
             "PUT eval /dataSetApi/dataSet/a%20b%2Fc%3F%C3%BC/dataSetRow/a%20b%2Fc%3F%C3%BC",
             R"({"dataSetRowInput":"dataSe"})");
  wire.check(wire.client.delete_data_set_row({.data_set_id = "a b/c?\xc3\xbc", .row_id = "a b/c?\xc3\xbc"}),
             "DELETE eval /dataSetApi/dataSet/a%20b%2Fc%3F%C3%BC/dataSetRow/a%20b%2Fc%3F%C3%BC", "");
  wire.check(wire.client.list_expected_sources({.data_set_id = "a b/c?\xc3\xbc", .row_id = "a b/c?\xc3\xbc"}),
             "GET eval /dataSetApi/dataSet/a%20b%2Fc%3F%C3%BC/dataSetRow/a%20b%2Fc%3F%C3%BC/dataSetRowExpectedSources",
             "");
  wire.check(wire.client.get_expected_source(
                 {.data_set_id = "a b/c?\xc3\xbc", .row_id = "a b/c?\xc3\xbc", .source_id = "a b/c?\xc3\xbc"}),
             "GET eval "
             "/dataSetApi/dataSet/a%20b%2Fc%3F%C3%BC/dataSetRow/a%20b%2Fc%3F%C3%BC/dataSetRowExpectedSource/"
             "a%20b%2Fc%3F%C3%BC",
             "");
  wire.check(
      wire.client.create_expected_source(
          {.data_set_id = "a b/c?\xc3\xbc",
           .row_id = "a b/c?\xc3\xbc",
           .definition = geai::expected_source_definition{.name = "dataSe", .value = "dataSe", .extension = "dataSe"}}),
      "POST eval /dataSetApi/dataSet/a%20b%2Fc%3F%C3%BC/dataSetRow/a%20b%2Fc%3F%C3%BC/dataSetRowExpectedSource",
      R"({"dataSetExpectedSourceName":"dataSe","dataSetExpectedSourceValue":"dataSe","dataSetExpectedSourceExtension":"dataSe"})");
  wire.check(wire.client.create_expected_source({.data_set_id = "a b/c?\xc3\xbc",
                                                 .row_id = "a b/c?\xc3\xbc",
                                                 .definition = geai::expected_source_definition{.name = "dataSe"}}),
             "POST eval /dataSetApi/dataSet/a%20b%2Fc%3F%C3%BC/dataSetRow/a%20b%2Fc%3F%C3%BC/dataSetRowExpectedSource",
             R"({"dataSetExpectedSourceName":"dataSe"})");
  wire.check(wire.client.update_expected_source({.data_set_id = "a b/c?\xc3\xbc",
                                                 .row_id = "a b/c?\xc3\xbc",
                                                 .source_id = "a b/c?\xc3\xbc",
                                                 .definition = geai::expected_source_definition{.name = "dataSe"}}),
             "PUT eval "
             "/dataSetApi/dataSet/a%20b%2Fc%3F%C3%BC/dataSetRow/a%20b%2Fc%3F%C3%BC/dataSetRowExpectedSource/"
             "a%20b%2Fc%3F%C3%BC",
             R"({"dataSetExpectedSourceName":"dataSe"})");
  wire.check(wire.client.delete_expected_source(
                 {.data_set_id = "a b/c?\xc3\xbc", .row_id = "a b/c?\xc3\xbc", .source_id = "a b/c?\xc3\xbc"}),
             "DELETE eval "
             "/dataSetApi/dataSet/a%20b%2Fc%3F%C3%BC/dataSetRow/a%20b%2Fc%3F%C3%BC/dataSetRowExpectedSource/"
             "a%20b%2Fc%3F%C3%BC",
             "");
  wire.check(wire.client.list_filter_variables({.data_set_id = "a b/c?\xc3\xbc", .row_id = "a b/c?\xc3\xbc"}),
             "GET eval /dataSetApi/dataSet/a%20b%2Fc%3F%C3%BC/dataSetRow/a%20b%2Fc%3F%C3%BC/dataSetRowFilterVariables",
             "");
  wire.check(wire.client.get_filter_variable(
                 {.data_set_id = "a b/c?\xc3\xbc", .row_id = "a b/c?\xc3\xbc", .variable_id = "a b/c?\xc3\xbc"}),
             "GET eval "
             "/dataSetApi/dataSet/a%20b%2Fc%3F%C3%BC/dataSetRow/a%20b%2Fc%3F%C3%BC/dataSetRowFilterVariable/"
             "a%20b%2Fc%3F%C3%BC",
             "");
  wire.check(
      wire.client.create_filter_variable(
          {.data_set_id = "a b/c?\xc3\xbc",
           .row_id = "a b/c?\xc3\xbc",
           .definition =
               geai::filter_variable_definition{
                   .metadata_type = "dataSe", .key = "dataSe", .operation = "dataSe", .value = "dataSe"}}),
      "POST eval /dataSetApi/dataSet/a%20b%2Fc%3F%C3%BC/dataSetRow/a%20b%2Fc%3F%C3%BC/dataSetRowFilterVariable",
      R"({"dataSetMetadataType":"dataSe","dataSetRowFilterKey":"dataSe","dataSetRowFilterOperator":"dataSe","dataSetRowFilterValue":"dataSe"})");
  wire.check(
      wire.client.create_filter_variable({.data_set_id = "a b/c?\xc3\xbc",
                                          .row_id = "a b/c?\xc3\xbc",
                                          .definition = geai::filter_variable_definition{.metadata_type = "dataSe"}}),
      "POST eval /dataSetApi/dataSet/a%20b%2Fc%3F%C3%BC/dataSetRow/a%20b%2Fc%3F%C3%BC/dataSetRowFilterVariable",
      R"({"dataSetMetadataType":"dataSe"})");
  wire.check(
      wire.client.update_filter_variable({.data_set_id = "a b/c?\xc3\xbc",
                                          .row_id = "a b/c?\xc3\xbc",
                                          .variable_id = "a b/c?\xc3\xbc",
                                          .definition = geai::filter_variable_definition{.metadata_type = "dataSe"}}),
      "PUT eval "
      "/dataSetApi/dataSet/a%20b%2Fc%3F%C3%BC/dataSetRow/a%20b%2Fc%3F%C3%BC/dataSetRowFilterVariable/"
      "a%20b%2Fc%3F%C3%BC",
      R"({"dataSetMetadataType":"dataSe"})");
  wire.check(wire.client.delete_filter_variable(
                 {.data_set_id = "a b/c?\xc3\xbc", .row_id = "a b/c?\xc3\xbc", .variable_id = "a b/c?\xc3\xbc"}),
             "DELETE eval "
             "/dataSetApi/dataSet/a%20b%2Fc%3F%C3%BC/dataSetRow/a%20b%2Fc%3F%C3%BC/dataSetRowFilterVariable/"
             "a%20b%2Fc%3F%C3%BC",
             "");
}

TEST_CASE("the wire: evaluation plans") {
  wire_test wire;
  wire.check(wire.client.list_evaluation_plans({}), "GET eval /evaluationPlanApi/evaluationPlans", "");
  wire.check(wire.client.get_evaluation_plan({.plan_id = "a b/c?\xc3\xbc"}),
             "GET eval /evaluationPlanApi/evaluationPlan/a%20b%2Fc%3F%C3%BC", "");
  wire.check(
      wire.client.create_evaluation_plan(
          {.definition =
               geai::evaluation_plan_definition{
                   .name = "evalua",
                   .type = "evalua",
                   .assistant_id = "evalua",
                   .assistant_name = "evalua",
                   .assistant_revision = "evalua",
                   .profile_name = "evalua",
                   .data_set_id = "dataSe",
                   .system_metrics = std::vector<geai::plan_metric_definition>{geai::plan_metric_definition{
                       .system_metric_id = "system", .system_metric_weight = 0.5}}}}),
      "POST eval /evaluationPlanApi/evaluationPlan",
      R"({"evaluationPlanName":"evalua","evaluationPlanType":"evalua","evaluationPlanAssistantId":"evalua","evaluationPlanAssistantName":"evalua","evaluationPlanAssistantRevision":"evalua","evaluationPlanProfileName":"evalua","dataSetId":"dataSe","systemMetrics":[{"systemMetricId":"system","systemMetricWeight":0.5}]})");
  wire.check(wire.client.create_evaluation_plan({.definition = geai::evaluation_plan_definition{.name = "evalua"}}),
             "POST eval /evaluationPlanApi/evaluationPlan", R"({"evaluationPlanName":"evalua"})");
  wire.check(wire.client.update_evaluation_plan(
                 {.plan_id = "a b/c?\xc3\xbc", .definition = geai::evaluation_plan_definition{.name = "evalua"}}),
             "PUT eval /evaluationPlanApi/evaluationPlan/a%20b%2Fc%3F%C3%BC", R"({"evaluationPlanName":"evalua"})");
  wire.check(wire.client.delete_evaluation_plan({.plan_id = "a b/c?\xc3\xbc"}),
             "DELETE eval /evaluationPlanApi/evaluationPlan/a%20b%2Fc%3F%C3%BC", "");
  wire.check(wire.client.execute_evaluation_plan({.plan_id = "a b/c?\xc3\xbc"}),
             "POST eval /evaluationPlanApi/evaluationPlan/a%20b%2Fc%3F%C3%BC", "");
  wire.check(wire.client.list_plan_metrics({.plan_id = "a b/c?\xc3\xbc"}),
             "GET eval /evaluationPlanApi/evaluationPlan/a%20b%2Fc%3F%C3%BC/evaluationPlanSystemMetrics", "");
  wire.check(wire.client.add_plan_metric({.plan_id = "a b/c?\xc3\xbc", .system_metric_id = "system", .weight = 0.5}),
             "POST eval /evaluationPlanApi/evaluationPlan/a%20b%2Fc%3F%C3%BC/evaluationPlanSystemMetric",
             R"({"systemMetricId":"system","systemMetricWeight":0.5})");
  wire.check(
      wire.client.get_plan_metric({.plan_id = "a b/c?\xc3\xbc", .metric_id = "a b/c?\xc3\xbc"}),
      "GET eval /evaluationPlanApi/evaluationPlan/a%20b%2Fc%3F%C3%BC/evaluationPlanSystemMetric/a%20b%2Fc%3F%C3%BC",
      "");
  wire.check(
      wire.client.update_plan_metric({.plan_id = "a b/c?\xc3\xbc", .metric_id = "a b/c?\xc3\xbc", .weight = 0.5}),
      "PUT eval /evaluationPlanApi/evaluationPlan/a%20b%2Fc%3F%C3%BC/evaluationPlanSystemMetric/a%20b%2Fc%3F%C3%BC",
      R"({"systemMetricWeight":0.5})");
  wire.check(
      wire.client.delete_plan_metric({.plan_id = "a b/c?\xc3\xbc", .metric_id = "a b/c?\xc3\xbc"}),
      "DELETE eval /evaluationPlanApi/evaluationPlan/a%20b%2Fc%3F%C3%BC/evaluationPlanSystemMetric/a%20b%2Fc%3F%C3%BC",
      "");
  wire.check(wire.client.list_system_metrics({}), "GET eval /evaluationPlanApi/systemMetrics", "");
  wire.check(wire.client.get_system_metric({.metric_id = "a b/c?\xc3\xbc"}),
             "GET eval /evaluationPlanApi/systemMetric/a%20b%2Fc%3F%C3%BC", "");
  wire.check(wire.client.list_evaluation_results({.plan_id = "a b/c?\xc3\xbc"}),
             "GET eval /evaluationResultApi/evaluationResults/a%20b%2Fc%3F%C3%BC", "");
  wire.check(wire.client.get_evaluation_result({.result_id = "a b/c?\xc3\xbc"}),
             "GET eval /evaluationResultApi/evaluationResult/a%20b%2Fc%3F%C3%BC", "");
}
