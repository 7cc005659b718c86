#pragma once

#include <cstddef>
#include <cstdint>
#include <geai/api/checks.hpp>
#include <geai/api/operation.hpp>
#include <geai/api/states.hpp>
#include <geai/json/open_enumeration.hpp>
#include <geai/optional.hpp>
#include <optional>
#include <string>
#include <vector>

// Evaluation plans, their metrics and results: rest-api.md sections 7.2 and 7.3 (docs.globant.ai wiki 849, 856).
// Names that the platform misspells are kept; where there are two spellings, both are read.

namespace geai::inline v0_2 {

// The kind of assistant that a plan evaluates.
enum class evaluation_plan_type : unsigned char { text_prompt_assistant, rag_assistant };
template <>
struct model<evaluation_plan_type>
    : enumerators<enumerator<"TextPromptAssistant", evaluation_plan_type::text_prompt_assistant>,
                  enumerator<"RAG Assistant", evaluation_plan_type::rag_assistant>> {};

// A metric of the platform's catalogue.
struct system_metric {
  std::string id{};
  std::string name{};
  std::optional<std::string> category{};
  std::optional<double> min_score{};
  std::optional<std::string> revision{};
  std::optional<std::string> evaluator_id{};
  std::optional<std::string> evaluator_name{};
  std::optional<std::string> evaluator_version{};
  std::optional<std::string> service_id{};
};

// The catalogue of metrics.
struct system_metric_list {
  std::vector<system_metric> system_metrics;

  std::size_t size() const noexcept { return system_metrics.size(); }
  system_metric const* begin() const noexcept { return system_metrics.data(); }
  system_metric const* end() const noexcept { return system_metrics.data() + system_metrics.size(); }
};

// A metric of a plan and its weight. The platform often sends only the id and the weight.
struct plan_metric {
  std::string system_metric_id{};
  std::optional<double> system_metric_weight{};  // 0 to 1
  std::optional<std::string> name{};
  std::optional<std::string> category{};
  std::optional<double> min_score{};
  std::optional<std::string> revision{};
  std::optional<std::string> evaluator_id{};
  std::optional<std::string> evaluator_name{};
  std::optional<std::string> evaluator_version{};
  std::optional<std::string> service_id{};
};

// The answer when a plan is executed.
struct evaluation_execution {
  std::string evaluation_result_id{};
  std::optional<std::string> evaluation_result_status{};
};

// An evaluation plan: the assistant, the data set and the metrics.
struct evaluation_plan {
  std::string id{};
  std::string name{};
  open_enumeration<evaluation_plan_type> type{};
  std::optional<std::string> assistant_id{};
  std::optional<std::string> assistant_name{};
  raw_json assistant_revision{};  // a number or a text
  std::optional<std::string> profile_name{};
  std::string data_set_id{};
  std::vector<plan_metric> system_metrics;
};

// A metric for a plan.
struct plan_metric_definition {
  std::string system_metric_id{};
  double system_metric_weight = 0;  // 0 to 1
};

// The body of the create and update operations. Unset members are not sent.
struct evaluation_plan_definition {
  std::optional<std::string> name{};
  optional<open_enumeration<evaluation_plan_type>> type{};
  std::optional<std::string> assistant_id{};  // for text assistants, like the next two
  std::optional<std::string> assistant_name{};
  std::optional<std::string> assistant_revision{};
  std::optional<std::string> profile_name{};  // for RAG assistants
  std::optional<std::string> data_set_id{};
  optional<std::vector<plan_metric_definition>> system_metrics{};
};

// A piece of a document that was used for an answer.
struct evaluation_context {
  std::string id{};
  std::optional<std::string> link{};
  raw_json chunk{};  // the types of this member and of the four below are not documented
  raw_json precision{};
  raw_json name{};
  raw_json document_id{};
  raw_json extension{};
};

// A statement in an answer.
struct evaluation_statement {
  std::string id{};
  std::string description{};
  raw_json is_inferred{};  // a boolean, or its text
};

// The rating of a row by one metric.
struct evaluation_row_metric {
  std::string system_metric_id{};
  std::optional<double> score{};
  raw_json result{};
  raw_json feedback{};
};

// The answer to a row of the data set, and its rating.
struct evaluation_result_row {
  std::string data_set_row_id{};
  std::optional<double> cost{};  // USD
  std::optional<std::int64_t> tokens{};
  std::optional<double> context_score_average{};
  std::optional<std::string> output{};
  std::optional<std::string> start_date{};
  std::optional<std::string> end_date{};
  std::optional<std::string> status{};
  std::vector<evaluation_context> contexts;
  std::vector<evaluation_statement> statements;
  std::vector<evaluation_row_metric> data_metrics;
};

// An error reported by the evaluation service.
struct evaluation_fault {
  raw_json id{};  // a number or a text
  std::string description{};
};

// The result of one execution of a plan. The platform sends most of its numbers as texts; they are read as numbers.
struct evaluation_result {
  std::string id{};
  std::string evaluation_plan_id{};
  std::string data_set_id{};
  std::optional<std::string> assistant_name{};
  std::optional<std::string> profile_name{};
  raw_json assistant_revision{};
  std::optional<std::string> provider_name{};
  std::optional<std::string> model_name{};
  std::optional<std::string> prompt{};
  std::optional<std::int64_t> chunk_count{};
  std::optional<std::int64_t> chunk_size{};
  std::optional<double> temperature{};
  std::optional<std::int64_t> max_tokens{};
  std::optional<std::string> retrieval_method{};
  raw_json vector{};
  std::optional<std::string> start_date{};  // ISO 8601
  std::optional<std::string> end_date{};
  std::optional<double> cost{};      // USD
  std::optional<double> duration{};  // the unit is not documented
  std::optional<double> score_average{};
  std::optional<std::string> description{};
  std::string status{};  // "F" has been observed
  std::optional<bool> upload_files{};
  std::vector<evaluation_result_row> rows;
  std::vector<evaluation_fault> errors;  // of the evaluation, not of the call

  // Returns true if it has ended. Only "F" has been observed; the other words are inferred.
  bool is_finished() const noexcept { return is_state(status, {"F", "Finished", "Completed"}); }
  // Returns true if it has ended without a result. The words are inferred, like those of is_finished().
  bool has_failed() const noexcept { return is_state(status, {"E", "Error", "Failed", "Cancelled", "Aborted"}); }
};

template <>
struct model<system_metric>
    : fields<field<"systemMetricId", &system_metric::id>, field<"systemMetricName", &system_metric::name>,
             field<"systemMetricCategory", &system_metric::category>,
             informative<"systemMetricMinScore", &system_metric::min_score>,
             json_text<"systemMetricRevision", &system_metric::revision>,
             json_text<"systemMetricEvaluatorId", &system_metric::evaluator_id>,
             json_text<"systemMetricEvaluatorName", &system_metric::evaluator_name>,
             json_text<"systemMetricEvaluatorVersion", &system_metric::evaluator_version>,
             json_text<"systemMetricServiceId", &system_metric::service_id>> {};
template <> struct model<system_metric_list> : fields<field<"systemMetrics", &system_metric_list::system_metrics>> {};
template <>
struct model<plan_metric>
    : fields<field<"systemMetricId", &plan_metric::system_metric_id>,
             informative<"systemMetricWeight", &plan_metric::system_metric_weight>,
             field<"systemMetricName", &plan_metric::name>, field<"systemMetricCategory", &plan_metric::category>,
             informative<"systemMetricMinScore", &plan_metric::min_score>,
             json_text<"systemMetricRevision", &plan_metric::revision>,
             json_text<"systemMetricEvaluatorId", &plan_metric::evaluator_id>,
             json_text<"systemMetricEvaluatorName", &plan_metric::evaluator_name>,
             json_text<"systemMetricEvaluatorVersion", &plan_metric::evaluator_version>,
             json_text<"systemMetricServiceId", &plan_metric::service_id>> {};
template <>
struct model<evaluation_execution>
    : fields<field<"evaluationResultId", &evaluation_execution::evaluation_result_id>,
             field<"evaluationResultStatus", &evaluation_execution::evaluation_result_status>> {};
template <>
struct model<evaluation_plan>
    : fields<field<"evaluationPlanId", &evaluation_plan::id>, field<"evaluationPlanName", &evaluation_plan::name>,
             field<"evaluationPlanType", &evaluation_plan::type>,
             field<"evaluationPlanAssistantId", &evaluation_plan::assistant_id>,
             field<"evaluationPlanAssistantName", &evaluation_plan::assistant_name>,
             field<"evaluationPlanAssistantRevision", &evaluation_plan::assistant_revision>,
             field<"evaluationPlanProfileName", &evaluation_plan::profile_name>,
             field<"dataSetId", &evaluation_plan::data_set_id>,
             field<"systemMetrics", &evaluation_plan::system_metrics>> {};
template <>
struct model<plan_metric_definition>
    : fields<field<"systemMetricId", &plan_metric_definition::system_metric_id>,
             field<"systemMetricWeight", &plan_metric_definition::system_metric_weight>> {};
template <>
struct model<evaluation_plan_definition>
    : fields<field<"evaluationPlanName", &evaluation_plan_definition::name>,
             field<"evaluationPlanType", &evaluation_plan_definition::type>,
             field<"evaluationPlanAssistantId", &evaluation_plan_definition::assistant_id>,
             field<"evaluationPlanAssistantName", &evaluation_plan_definition::assistant_name>,
             field<"evaluationPlanAssistantRevision", &evaluation_plan_definition::assistant_revision>,
             field<"evaluationPlanProfileName", &evaluation_plan_definition::profile_name>,
             field<"dataSetId", &evaluation_plan_definition::data_set_id>,
             field<"systemMetrics", &evaluation_plan_definition::system_metrics>> {};
template <>
struct model<evaluation_context> : fields<field<"evaluationResultRowContextId", &evaluation_context::id>,
                                          field<"evaluationResultRowContextLink", &evaluation_context::link>,
                                          field<"evaluationResultRowContextChunk", &evaluation_context::chunk>,
                                          other_name<"evaluationResultRowChunk", &evaluation_context::chunk>,
                                          field<"evaluationResultRowContextPrecision", &evaluation_context::precision>,
                                          other_name<"evaluationResultRowPrecision", &evaluation_context::precision>,
                                          field<"evaluationResultRowContextName", &evaluation_context::name>,
                                          other_name<"evaluationResultRowName", &evaluation_context::name>,
                                          field<"evaluationResultRowContextDocId", &evaluation_context::document_id>,
                                          other_name<"evaluationResultRowDocId", &evaluation_context::document_id>,
                                          field<"evaluationResultRowContextExtention", &evaluation_context::extension>,
                                          other_name<"evaluationResultRowExtention", &evaluation_context::extension>> {
};
template <>
struct model<evaluation_statement>
    : fields<field<"evalResultRowStatementId", &evaluation_statement::id>,
             field<"evalResultRowStatementDescription", &evaluation_statement::description>,
             field<"evalResultRowStatementIsInfered", &evaluation_statement::is_inferred>> {};
template <>
struct model<evaluation_row_metric>
    : fields<field<"systemMetricId", &evaluation_row_metric::system_metric_id>,
             informative<"evaluationResultRowMetricScore", &evaluation_row_metric::score>,
             field<"evaluationResultRowMetricResult", &evaluation_row_metric::result>,
             field<"evaluationResultRowMetricFeedback", &evaluation_row_metric::feedback>> {};
template <>
struct model<evaluation_result_row>
    : fields<field<"dataSetRowId", &evaluation_result_row::data_set_row_id>,
             informative<"evaluationResultRowCost", &evaluation_result_row::cost>,
             informative<"evaluationResultRowTokens", &evaluation_result_row::tokens>,
             informative<"evaluationResultRowContextScoreAverage", &evaluation_result_row::context_score_average>,
             field<"evaluationResultRowOutput", &evaluation_result_row::output>,
             field<"evaluationResultRowStartDate", &evaluation_result_row::start_date>,
             field<"evaluationResultRowEndDate", &evaluation_result_row::end_date>,
             field<"evaluationResultRowStatus", &evaluation_result_row::status>,
             field<"contexts", &evaluation_result_row::contexts>,
             field<"statements", &evaluation_result_row::statements>,
             field<"dataMetrics", &evaluation_result_row::data_metrics>> {};
template <>
struct model<evaluation_fault>
    : fields<field<"id", &evaluation_fault::id>, field<"description", &evaluation_fault::description>> {};
template <>
struct model<evaluation_result>
    : fields<field<"evaluationResultId", &evaluation_result::id>,
             field<"evaluationPlanId", &evaluation_result::evaluation_plan_id>,
             field<"dataSetId", &evaluation_result::data_set_id>,
             field<"evaluationPlanAssistantName", &evaluation_result::assistant_name>,
             field<"evaluationPlanProfileName", &evaluation_result::profile_name>,
             field<"evaluationResultAssitantRevision", &evaluation_result::assistant_revision>,
             other_name<"evaluationResultAssistantRevision", &evaluation_result::assistant_revision>,
             field<"evaluationResultProviderName", &evaluation_result::provider_name>,
             field<"evaluationResultModelName", &evaluation_result::model_name>,
             field<"evaluationResultPrompt", &evaluation_result::prompt>,
             informative<"evaluationResultChunckCount", &evaluation_result::chunk_count>,
             other_name<"evaluationResultChunkCount", &evaluation_result::chunk_count>,
             informative<"evaluationResultChunckSize", &evaluation_result::chunk_size>,
             other_name<"evaluationResultChunkSize", &evaluation_result::chunk_size>,
             informative<"evaluationResultTemperature", &evaluation_result::temperature>,
             informative<"evaluationResultMaxTokens", &evaluation_result::max_tokens>,
             other_name<"evaluationResultaMaxTokens", &evaluation_result::max_tokens>,
             field<"evaluationResultRetrievalMethod", &evaluation_result::retrieval_method>,
             other_name<"evaluationResultaRetrievalMethod", &evaluation_result::retrieval_method>,
             field<"evaluationResultVector", &evaluation_result::vector>,
             informative<"evaluationResultStartDate", &evaluation_result::start_date>,
             informative<"evaluationResultEndDate", &evaluation_result::end_date>,
             informative<"evaluationResultCost", &evaluation_result::cost>,
             informative<"evaluationResultDuration", &evaluation_result::duration>,
             informative<"evaluationResultScoreAverage", &evaluation_result::score_average>,
             field<"evaluationResultDescription", &evaluation_result::description>,
             field<"evaluationResultStatus", &evaluation_result::status>,
             field<"evaluationResultUploadFiles", &evaluation_result::upload_files>,
             field<"rows", &evaluation_result::rows>, field<"errors", &evaluation_result::errors>> {};

namespace api {

// Lists the evaluation plans.
struct list_evaluation_plans {
  using answer = std::vector<evaluation_plan>;
  using endpoint = get<"/evaluationPlanApi/evaluationPlans">;
  using parameters = fields<>;
  static constexpr auto host = api::host::evaluation;
};

// Returns an evaluation plan.
struct get_evaluation_plan {
  std::string plan_id{};

  using answer = evaluation_plan;
  using endpoint = get<"/evaluationPlanApi/evaluationPlan/{plan_id}">;
  using parameters = fields<path<"plan_id", &get_evaluation_plan::plan_id>>;
  static constexpr auto host = api::host::evaluation;
};

// Creates an evaluation plan.
struct create_evaluation_plan {
  evaluation_plan_definition definition = evaluation_plan_definition();

  using answer = evaluation_plan;
  using endpoint = post<"/evaluationPlanApi/evaluationPlan">;
  using parameters = fields<body<&create_evaluation_plan::definition>>;
  static constexpr auto host = api::host::evaluation;
};

// Updates an evaluation plan.
struct update_evaluation_plan {
  std::string plan_id{};
  evaluation_plan_definition definition = evaluation_plan_definition();

  using answer = evaluation_plan;
  using endpoint = put<"/evaluationPlanApi/evaluationPlan/{plan_id}">;
  using parameters =
      fields<path<"plan_id", &update_evaluation_plan::plan_id>, body<&update_evaluation_plan::definition>>;
  static constexpr auto host = api::host::evaluation;
};

// Deletes an evaluation plan.
struct delete_evaluation_plan {
  std::string plan_id{};

  using answer = void;
  using endpoint = delete_<"/evaluationPlanApi/evaluationPlan/{plan_id}">;
  using parameters = fields<path<"plan_id", &delete_evaluation_plan::plan_id>>;
  static constexpr auto host = api::host::evaluation;
};

// Starts an evaluation. Never repeated automatically.
struct execute_evaluation_plan {
  std::string plan_id{};

  using answer = evaluation_execution;
  using endpoint = post<"/evaluationPlanApi/evaluationPlan/{plan_id}">;
  using parameters = fields<path<"plan_id", &execute_evaluation_plan::plan_id>>;
  static constexpr auto host = api::host::evaluation;
};

// Lists the metrics of a plan.
struct list_plan_metrics {
  std::string plan_id{};

  using answer = std::vector<plan_metric>;
  using endpoint = get<"/evaluationPlanApi/evaluationPlan/{plan_id}/evaluationPlanSystemMetrics">;
  using parameters = fields<path<"plan_id", &list_plan_metrics::plan_id>>;
  static constexpr auto host = api::host::evaluation;
};

// Adds a metric to an evaluation plan.
struct add_plan_metric {
  std::string plan_id{};
  std::string system_metric_id{};
  double weight = 0;  // 0 to 1

  using answer = plan_metric;
  using endpoint = post<"/evaluationPlanApi/evaluationPlan/{plan_id}/evaluationPlanSystemMetric">;
  using parameters =
      fields<path<"plan_id", &add_plan_metric::plan_id>, field<"systemMetricId", &add_plan_metric::system_metric_id>,
             field<"systemMetricWeight", &add_plan_metric::weight>>;
  static constexpr auto host = api::host::evaluation;

  template <class = void> result<void> check() const { return detail::check_weight(weight); }
};

// Returns a metric of an evaluation plan.
struct get_plan_metric {
  std::string plan_id{};
  std::string metric_id{};

  using answer = plan_metric;
  using endpoint = get<"/evaluationPlanApi/evaluationPlan/{plan_id}/evaluationPlanSystemMetric/{metric_id}">;
  using parameters = fields<path<"plan_id", &get_plan_metric::plan_id>, path<"metric_id", &get_plan_metric::metric_id>>;
  static constexpr auto host = api::host::evaluation;
};

// Updates a metric of an evaluation plan.
struct update_plan_metric {
  std::string plan_id{};
  std::string metric_id{};
  double weight = 0;  // 0 to 1

  using answer = plan_metric;
  using endpoint = put<"/evaluationPlanApi/evaluationPlan/{plan_id}/evaluationPlanSystemMetric/{metric_id}">;
  using parameters =
      fields<path<"plan_id", &update_plan_metric::plan_id>, path<"metric_id", &update_plan_metric::metric_id>,
             field<"systemMetricWeight", &update_plan_metric::weight>>;
  static constexpr auto host = api::host::evaluation;

  template <class = void> result<void> check() const { return detail::check_weight(weight); }
};

// Removes a metric from an evaluation plan.
struct delete_plan_metric {
  std::string plan_id{};
  std::string metric_id{};

  using answer = void;
  using endpoint = delete_<"/evaluationPlanApi/evaluationPlan/{plan_id}/evaluationPlanSystemMetric/{metric_id}">;
  using parameters =
      fields<path<"plan_id", &delete_plan_metric::plan_id>, path<"metric_id", &delete_plan_metric::metric_id>>;
  static constexpr auto host = api::host::evaluation;
};

// Lists the catalogue of metrics.
struct list_system_metrics {
  using answer = system_metric_list;
  using endpoint = get<"/evaluationPlanApi/systemMetrics">;
  using parameters = fields<>;
  static constexpr auto host = api::host::evaluation;
};

// Returns a system metric.
struct get_system_metric {
  std::string metric_id{};

  using answer = system_metric;
  using endpoint = get<"/evaluationPlanApi/systemMetric/{metric_id}">;
  using parameters = fields<path<"metric_id", &get_system_metric::metric_id>>;
  static constexpr auto host = api::host::evaluation;
};

// Lists the results of an evaluation plan.
struct list_evaluation_results {
  std::string plan_id{};

  using answer = std::vector<evaluation_result>;
  using endpoint = get<"/evaluationResultApi/evaluationResults/{plan_id}">;
  using parameters = fields<path<"plan_id", &list_evaluation_results::plan_id>>;
  static constexpr auto host = api::host::evaluation;
};

// Returns an evaluation result.
struct get_evaluation_result {
  std::string result_id{};

  using answer = evaluation_result;
  using endpoint = get<"/evaluationResultApi/evaluationResult/{result_id}">;
  using parameters = fields<path<"result_id", &get_evaluation_result::result_id>>;
  static constexpr auto host = api::host::evaluation;
};

}  // namespace api
}  // namespace geai::inline v0_2
