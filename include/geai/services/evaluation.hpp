// Generated from the operations in include/geai/api by `python3 tests/coverage/run.py --write`; edit those.

#pragma once

#include <geai/api/evaluation.hpp>
#include <geai/api/evaluation_plans.hpp>
#include <geai/call_options.hpp>
#include <geai/client/call_result.hpp>
#include <geai/client/model_calls.hpp>
#include <vector>

namespace geai::inline v0_2 {

// The calls for evaluations: a base class of clients.
template <class Client> class evaluation_calls : public evaluation_waits<Client> {
public:
  // Lists the data sets.
  //
  // `GET /dataSetApi/dataSets`, at the evaluation host. Retried after transient failures. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, std::vector<data_set>> list_data_sets(
      api::list_data_sets const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like list_data_sets(request), with the defaults of all members.
  [[nodiscard]] plain_call_result<Client, std::vector<data_set>> list_data_sets() const {
    return self().template call<api::list_data_sets>();
  }
  // Like list_data_sets(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> list_data_sets(api::list_data_sets const& request, std::vector<data_set>& out,
                                                         call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Returns a data set.
  //
  // Requires `data_set_id`.
  // `GET /dataSetApi/dataSet/{data_set_id}`, at the evaluation host. Retried after transient failures. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, data_set> get_data_set(api::get_data_set const& request,
                                                           call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_data_set(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_data_set(api::get_data_set const& request, data_set& out,
                                                       call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Creates a data set.
  //
  // Requires `definition`.
  // `POST /dataSetApi/dataSet`, at the evaluation host. Retried only if the platform certainly did not process it.
  // Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, data_set> create_data_set(api::create_data_set const& request,
                                                              call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Creates a data set from the JSON text of a file. The shape of the reply is not documented.
  //
  // Requires `content` (the JSON text of the file).
  // `POST /dataSetApi/dataSet/FileUpload`, at the evaluation host. Retried only if the platform certainly did not
  // process it. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, raw_json> create_data_set_from_file(
      api::create_data_set_from_file const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Updates a data set.
  //
  // Requires `data_set_id`, `definition`.
  // `PUT /dataSetApi/dataSet/{data_set_id}`, at the evaluation host. Retried after transient failures. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, data_set> update_data_set(api::update_data_set const& request,
                                                              call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Deletes a data set.
  //
  // Requires `data_set_id`.
  // `DELETE /dataSetApi/dataSet/{data_set_id}`, at the evaluation host. Retried after transient failures. Errors: those
  // of basic_client::call().
  [[nodiscard]] call_result<Client, void> delete_data_set(api::delete_data_set const& request,
                                                          call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Lists the rows as a bare array, like the data sets (inferred; so are the lists below it).
  //
  // Requires `data_set_id`.
  // `GET /dataSetApi/dataSet/{data_set_id}/dataSetRows`, at the evaluation host. Retried after transient failures.
  // Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, std::vector<data_set_row>> list_data_set_rows(
      api::list_data_set_rows const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like list_data_set_rows(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> list_data_set_rows(api::list_data_set_rows const& request,
                                                             std::vector<data_set_row>& out,
                                                             call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Returns a row of a data set.
  //
  // Requires `data_set_id`, `row_id`.
  // `GET /dataSetApi/dataSet/{data_set_id}/dataSetRow/{row_id}`, at the evaluation host. Retried after transient
  // failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, data_set_row> get_data_set_row(api::get_data_set_row const& request,
                                                                   call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_data_set_row(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_data_set_row(api::get_data_set_row const& request, data_set_row& out,
                                                           call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Adds a row to a data set.
  //
  // Requires `data_set_id`, `definition`.
  // `POST /dataSetApi/dataSet/{data_set_id}/dataSetRow`, at the evaluation host. Retried only if the platform certainly
  // did not process it. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, data_set_row> create_data_set_row(
      api::create_data_set_row const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Adds rows from the JSON text of a file. The shape of the reply is not documented.
  //
  // Requires `data_set_id`, `content` (the JSON text of the file).
  // `POST /dataSetApi/dataSet/{data_set_id}/dataSetRow/FileUpload`, at the evaluation host. Retried only if the
  // platform certainly did not process it. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, raw_json> upload_data_set_rows(api::upload_data_set_rows const& request,
                                                                   call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Updates a row of a data set.
  //
  // Requires `data_set_id`, `row_id`, `definition`.
  // `PUT /dataSetApi/dataSet/{data_set_id}/dataSetRow/{row_id}`, at the evaluation host. Retried after transient
  // failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, data_set_row> update_data_set_row(
      api::update_data_set_row const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Deletes a row of a data set.
  //
  // Requires `data_set_id`, `row_id`.
  // `DELETE /dataSetApi/dataSet/{data_set_id}/dataSetRow/{row_id}`, at the evaluation host. Retried after transient
  // failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, void> delete_data_set_row(api::delete_data_set_row const& request,
                                                              call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Lists the expected sources of a row.
  //
  // Requires `data_set_id`, `row_id`.
  // `GET /dataSetApi/dataSet/{data_set_id}/dataSetRow/{row_id}/dataSetRowExpectedSources`, at the evaluation host.
  // Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, std::vector<expected_source>> list_expected_sources(
      api::list_expected_sources const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like list_expected_sources(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> list_expected_sources(api::list_expected_sources const& request,
                                                                std::vector<expected_source>& out,
                                                                call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Returns an expected source.
  //
  // Requires `data_set_id`, `row_id`, `source_id`.
  // `GET /dataSetApi/dataSet/{data_set_id}/dataSetRow/{row_id}/dataSetRowExpectedSource/{source_id}`, at the evaluation
  // host. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, expected_source> get_expected_source(
      api::get_expected_source const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_expected_source(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_expected_source(api::get_expected_source const& request,
                                                              expected_source& out,
                                                              call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Creates an expected source.
  //
  // Requires `data_set_id`, `row_id`, `definition`.
  // `POST /dataSetApi/dataSet/{data_set_id}/dataSetRow/{row_id}/dataSetRowExpectedSource`, at the evaluation host.
  // Retried only if the platform certainly did not process it. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, expected_source> create_expected_source(
      api::create_expected_source const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Updates an expected source.
  //
  // Requires `data_set_id`, `row_id`, `source_id`, `definition`.
  // `PUT /dataSetApi/dataSet/{data_set_id}/dataSetRow/{row_id}/dataSetRowExpectedSource/{source_id}`, at the evaluation
  // host. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, expected_source> update_expected_source(
      api::update_expected_source const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Deletes an expected source.
  //
  // Requires `data_set_id`, `row_id`, `source_id`.
  // `DELETE /dataSetApi/dataSet/{data_set_id}/dataSetRow/{row_id}/dataSetRowExpectedSource/{source_id}`, at the
  // evaluation host. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, void> delete_expected_source(api::delete_expected_source const& request,
                                                                 call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Lists the filter variables of a row.
  //
  // Requires `data_set_id`, `row_id`.
  // `GET /dataSetApi/dataSet/{data_set_id}/dataSetRow/{row_id}/dataSetRowFilterVariables`, at the evaluation host.
  // Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, std::vector<filter_variable>> list_filter_variables(
      api::list_filter_variables const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like list_filter_variables(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> list_filter_variables(api::list_filter_variables const& request,
                                                                std::vector<filter_variable>& out,
                                                                call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Returns a filter variable.
  //
  // Requires `data_set_id`, `row_id`, `variable_id`.
  // `GET /dataSetApi/dataSet/{data_set_id}/dataSetRow/{row_id}/dataSetRowFilterVariable/{variable_id}`, at the
  // evaluation host. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, filter_variable> get_filter_variable(
      api::get_filter_variable const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_filter_variable(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_filter_variable(api::get_filter_variable const& request,
                                                              filter_variable& out,
                                                              call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Creates a filter variable.
  //
  // Requires `data_set_id`, `row_id`, `definition`.
  // `POST /dataSetApi/dataSet/{data_set_id}/dataSetRow/{row_id}/dataSetRowFilterVariable`, at the evaluation host.
  // Retried only if the platform certainly did not process it. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, filter_variable> create_filter_variable(
      api::create_filter_variable const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Updates a filter variable.
  //
  // Requires `data_set_id`, `row_id`, `variable_id`, `definition`.
  // `PUT /dataSetApi/dataSet/{data_set_id}/dataSetRow/{row_id}/dataSetRowFilterVariable/{variable_id}`, at the
  // evaluation host. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, filter_variable> update_filter_variable(
      api::update_filter_variable const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Deletes a filter variable.
  //
  // Requires `data_set_id`, `row_id`, `variable_id`.
  // `DELETE /dataSetApi/dataSet/{data_set_id}/dataSetRow/{row_id}/dataSetRowFilterVariable/{variable_id}`, at the
  // evaluation host. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, void> delete_filter_variable(api::delete_filter_variable const& request,
                                                                 call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Lists the evaluation plans.
  //
  // `GET /evaluationPlanApi/evaluationPlans`, at the evaluation host. Retried after transient failures. Errors: those
  // of basic_client::call().
  [[nodiscard]] call_result<Client, std::vector<evaluation_plan>> list_evaluation_plans(
      api::list_evaluation_plans const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like list_evaluation_plans(request), with the defaults of all members.
  [[nodiscard]] plain_call_result<Client, std::vector<evaluation_plan>> list_evaluation_plans() const {
    return self().template call<api::list_evaluation_plans>();
  }
  // Like list_evaluation_plans(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> list_evaluation_plans(api::list_evaluation_plans const& request,
                                                                std::vector<evaluation_plan>& out,
                                                                call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Returns an evaluation plan.
  //
  // Requires `plan_id`.
  // `GET /evaluationPlanApi/evaluationPlan/{plan_id}`, at the evaluation host. Retried after transient failures.
  // Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, evaluation_plan> get_evaluation_plan(
      api::get_evaluation_plan const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_evaluation_plan(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_evaluation_plan(api::get_evaluation_plan const& request,
                                                              evaluation_plan& out,
                                                              call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Creates an evaluation plan.
  //
  // Requires `definition`.
  // `POST /evaluationPlanApi/evaluationPlan`, at the evaluation host. Retried only if the platform certainly did not
  // process it. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, evaluation_plan> create_evaluation_plan(
      api::create_evaluation_plan const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Updates an evaluation plan.
  //
  // Requires `plan_id`, `definition`.
  // `PUT /evaluationPlanApi/evaluationPlan/{plan_id}`, at the evaluation host. Retried after transient failures.
  // Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, evaluation_plan> update_evaluation_plan(
      api::update_evaluation_plan const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Deletes an evaluation plan.
  //
  // Requires `plan_id`.
  // `DELETE /evaluationPlanApi/evaluationPlan/{plan_id}`, at the evaluation host. Retried after transient failures.
  // Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, void> delete_evaluation_plan(api::delete_evaluation_plan const& request,
                                                                 call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Starts an evaluation. Never repeated automatically.
  //
  // Requires `plan_id`.
  // `POST /evaluationPlanApi/evaluationPlan/{plan_id}`, at the evaluation host. Retried only if the platform certainly
  // did not process it. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, evaluation_execution> execute_evaluation_plan(
      api::execute_evaluation_plan const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Lists the metrics of a plan.
  //
  // Requires `plan_id`.
  // `GET /evaluationPlanApi/evaluationPlan/{plan_id}/evaluationPlanSystemMetrics`, at the evaluation host. Retried
  // after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, std::vector<plan_metric>> list_plan_metrics(
      api::list_plan_metrics const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like list_plan_metrics(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> list_plan_metrics(api::list_plan_metrics const& request,
                                                            std::vector<plan_metric>& out,
                                                            call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Adds a metric to an evaluation plan.
  //
  // Requires `plan_id`, `system_metric_id`, `weight` (0 to 1).
  // `POST /evaluationPlanApi/evaluationPlan/{plan_id}/evaluationPlanSystemMetric`, at the evaluation host. Retried only
  // if the platform certainly did not process it. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, plan_metric> add_plan_metric(api::add_plan_metric const& request,
                                                                 call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Returns a metric of an evaluation plan.
  //
  // Requires `plan_id`, `metric_id`.
  // `GET /evaluationPlanApi/evaluationPlan/{plan_id}/evaluationPlanSystemMetric/{metric_id}`, at the evaluation host.
  // Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, plan_metric> get_plan_metric(api::get_plan_metric const& request,
                                                                 call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_plan_metric(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_plan_metric(api::get_plan_metric const& request, plan_metric& out,
                                                          call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Updates a metric of an evaluation plan.
  //
  // Requires `plan_id`, `metric_id`, `weight` (0 to 1).
  // `PUT /evaluationPlanApi/evaluationPlan/{plan_id}/evaluationPlanSystemMetric/{metric_id}`, at the evaluation host.
  // Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, plan_metric> update_plan_metric(
      api::update_plan_metric const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Removes a metric from an evaluation plan.
  //
  // Requires `plan_id`, `metric_id`.
  // `DELETE /evaluationPlanApi/evaluationPlan/{plan_id}/evaluationPlanSystemMetric/{metric_id}`, at the evaluation
  // host. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, void> delete_plan_metric(api::delete_plan_metric const& request,
                                                             call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Lists the catalogue of metrics.
  //
  // `GET /evaluationPlanApi/systemMetrics`, at the evaluation host. Retried after transient failures. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, system_metric_list> list_system_metrics(
      api::list_system_metrics const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like list_system_metrics(request), with the defaults of all members.
  [[nodiscard]] plain_call_result<Client, system_metric_list> list_system_metrics() const {
    return self().template call<api::list_system_metrics>();
  }
  // Like list_system_metrics(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> list_system_metrics(api::list_system_metrics const& request,
                                                              system_metric_list& out,
                                                              call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Returns a system metric.
  //
  // Requires `metric_id`.
  // `GET /evaluationPlanApi/systemMetric/{metric_id}`, at the evaluation host. Retried after transient failures.
  // Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, system_metric> get_system_metric(
      api::get_system_metric const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_system_metric(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_system_metric(api::get_system_metric const& request, system_metric& out,
                                                            call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Lists the results of an evaluation plan.
  //
  // Requires `plan_id`.
  // `GET /evaluationResultApi/evaluationResults/{plan_id}`, at the evaluation host. Retried after transient failures.
  // Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, std::vector<evaluation_result>> list_evaluation_results(
      api::list_evaluation_results const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like list_evaluation_results(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> list_evaluation_results(api::list_evaluation_results const& request,
                                                                  std::vector<evaluation_result>& out,
                                                                  call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Returns an evaluation result.
  //
  // Requires `result_id`.
  // `GET /evaluationResultApi/evaluationResult/{result_id}`, at the evaluation host. Retried after transient failures.
  // Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, evaluation_result> get_evaluation_result(
      api::get_evaluation_result const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_evaluation_result(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_evaluation_result(api::get_evaluation_result const& request,
                                                                evaluation_result& out,
                                                                call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

}  // namespace geai::inline v0_2
