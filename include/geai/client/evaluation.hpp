#pragma once

#include <geai/api/evaluation.hpp>
#include <geai/api/evaluation_plans.hpp>
#include <geai/client/basic_client.hpp>

namespace geai::inline v0 {

// The calls of evaluations, for clients that know the evaluation host.
template <class Client> class evaluation_calls : public evaluation_waits<Client> {
public:
  [[nodiscard]] auto list_data_sets() const { return self().template call<api::list_data_sets>(); }
  [[nodiscard]] auto list_data_sets(api::list_data_sets const& operation,
                                    call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_data_sets(api::list_data_sets const& operation, api::list_data_sets::answer& into,
                                    call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto get_data_set(api::get_data_set const& operation,
                                  call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_data_set(api::get_data_set const& operation, api::get_data_set::answer& into,
                                  call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto create_data_set(api::create_data_set const& operation,
                                     call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto create_data_set_from_file(api::create_data_set_from_file const& operation,
                                               call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto update_data_set(api::update_data_set const& operation,
                                     call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto delete_data_set(api::delete_data_set const& operation,
                                     call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_data_set_rows(api::list_data_set_rows const& operation,
                                        call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_data_set_rows(api::list_data_set_rows const& operation, api::list_data_set_rows::answer& into,
                                        call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto get_data_set_row(api::get_data_set_row const& operation,
                                      call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_data_set_row(api::get_data_set_row const& operation, api::get_data_set_row::answer& into,
                                      call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto create_data_set_row(api::create_data_set_row const& operation,
                                         call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto upload_data_set_rows(api::upload_data_set_rows const& operation,
                                          call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto update_data_set_row(api::update_data_set_row const& operation,
                                         call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto delete_data_set_row(api::delete_data_set_row const& operation,
                                         call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_expected_sources(api::list_expected_sources const& operation,
                                           call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_expected_sources(api::list_expected_sources const& operation,
                                           api::list_expected_sources::answer& into,
                                           call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto get_expected_source(api::get_expected_source const& operation,
                                         call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_expected_source(api::get_expected_source const& operation,
                                         api::get_expected_source::answer& into,
                                         call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto create_expected_source(api::create_expected_source const& operation,
                                            call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto update_expected_source(api::update_expected_source const& operation,
                                            call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto delete_expected_source(api::delete_expected_source const& operation,
                                            call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_filter_variables(api::list_filter_variables const& operation,
                                           call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_filter_variables(api::list_filter_variables const& operation,
                                           api::list_filter_variables::answer& into,
                                           call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto get_filter_variable(api::get_filter_variable const& operation,
                                         call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_filter_variable(api::get_filter_variable const& operation,
                                         api::get_filter_variable::answer& into,
                                         call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto create_filter_variable(api::create_filter_variable const& operation,
                                            call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto update_filter_variable(api::update_filter_variable const& operation,
                                            call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto delete_filter_variable(api::delete_filter_variable const& operation,
                                            call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_evaluation_plans() const { return self().template call<api::list_evaluation_plans>(); }
  [[nodiscard]] auto list_evaluation_plans(api::list_evaluation_plans const& operation,
                                           call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_evaluation_plans(api::list_evaluation_plans const& operation,
                                           api::list_evaluation_plans::answer& into,
                                           call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto get_evaluation_plan(api::get_evaluation_plan const& operation,
                                         call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_evaluation_plan(api::get_evaluation_plan const& operation,
                                         api::get_evaluation_plan::answer& into,
                                         call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto create_evaluation_plan(api::create_evaluation_plan const& operation,
                                            call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto update_evaluation_plan(api::update_evaluation_plan const& operation,
                                            call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto delete_evaluation_plan(api::delete_evaluation_plan const& operation,
                                            call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto execute_evaluation_plan(api::execute_evaluation_plan const& operation,
                                             call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_plan_metrics(api::list_plan_metrics const& operation,
                                       call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_plan_metrics(api::list_plan_metrics const& operation, api::list_plan_metrics::answer& into,
                                       call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto add_plan_metric(api::add_plan_metric const& operation,
                                     call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_plan_metric(api::get_plan_metric const& operation,
                                     call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_plan_metric(api::get_plan_metric const& operation, api::get_plan_metric::answer& into,
                                     call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto update_plan_metric(api::update_plan_metric const& operation,
                                        call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto delete_plan_metric(api::delete_plan_metric const& operation,
                                        call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_system_metrics() const { return self().template call<api::list_system_metrics>(); }
  [[nodiscard]] auto list_system_metrics(api::list_system_metrics const& operation,
                                         call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_system_metrics(api::list_system_metrics const& operation,
                                         api::list_system_metrics::answer& into,
                                         call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto get_system_metric(api::get_system_metric const& operation,
                                       call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_system_metric(api::get_system_metric const& operation, api::get_system_metric::answer& into,
                                       call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto list_evaluation_results(api::list_evaluation_results const& operation,
                                             call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_evaluation_results(api::list_evaluation_results const& operation,
                                             api::list_evaluation_results::answer& into,
                                             call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto get_evaluation_result(api::get_evaluation_result const& operation,
                                           call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_evaluation_result(api::get_evaluation_result const& operation,
                                           api::get_evaluation_result::answer& into,
                                           call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

// Data sets, plans and results of evaluations. Needs the evaluation host: eval_url.
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson>
class evaluation_client
    : public basic_client<evaluation_client<Auth, Transport, Json>, detail::evaluation_needs, Auth, Transport, Json>,
      public evaluation_calls<evaluation_client<Auth, Transport, Json>> {
public:
  using evaluation_client::basic_client::basic_client;
};

template <class... Argument>
evaluation_client(Argument&&...)
    -> evaluation_client<detail::deduced_auth<detail::evaluation_needs, Argument...>,
                         detail::deduced_transport<Argument...>, detail::deduced_json<Argument...>>;

}  // namespace geai::inline v0
