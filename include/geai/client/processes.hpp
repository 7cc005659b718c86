#pragma once

#include <geai/api/instances.hpp>
#include <geai/api/knowledge_bases.hpp>
#include <geai/api/processes.hpp>
#include <geai/api/tasks.hpp>
#include <geai/client/basic_client.hpp>
#include <geai/client/upload.hpp>

namespace geai::inline v0 {

// The calls of agentic processes, for the clients that have them.
template <class Client> class process_calls {
public:
  [[nodiscard]] auto list_processes() const { return self().template call<api::list_processes>(); }
  [[nodiscard]] auto list_processes(api::list_processes const& operation,
                                    call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_processes(api::list_processes const& operation, api::list_processes::answer& into,
                                    call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto all_processes(api::list_processes const& operation = api::list_processes(),
                                   call_options const& options = call_options()) const {
    return self().all(operation, options);
  }
  [[nodiscard]] auto get_process(api::get_process const& operation,
                                 call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_process(api::get_process const& operation, api::get_process::answer& into,
                                 call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto create_process(api::create_process const& operation,
                                    call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto update_process(api::update_process const& operation,
                                    call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto upsert_process(api::upsert_process const& operation,
                                    call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto delete_process(api::delete_process const& operation,
                                    call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto publish_process_revision(api::publish_process_revision const& operation,
                                              call_options const& options = call_options()) const {
    return self().call(operation, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

// The calls of the tasks of processes.
template <class Client> class task_calls {
public:
  [[nodiscard]] auto list_tasks() const { return self().template call<api::list_tasks>(); }
  [[nodiscard]] auto list_tasks(api::list_tasks const& operation, call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_tasks(api::list_tasks const& operation, api::list_tasks::answer& into,
                                call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto all_tasks(api::list_tasks const& operation = api::list_tasks(),
                               call_options const& options = call_options()) const {
    return self().all(operation, options);
  }
  [[nodiscard]] auto get_task(api::get_task const& operation, call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_task(api::get_task const& operation, api::get_task::answer& into,
                              call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto create_task(api::create_task const& operation,
                                 call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto update_task(api::update_task const& operation,
                                 call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto upsert_task(api::upsert_task const& operation,
                                 call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto delete_task(api::delete_task const& operation,
                                 call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto publish_task_revision(api::publish_task_revision const& operation,
                                           call_options const& options = call_options()) const {
    return self().call(operation, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

// The calls of running processes and their threads.
template <class Client> class instance_calls : public instance_waits<Client> {
public:
  [[nodiscard]] auto list_process_instances(api::list_process_instances const& operation,
                                            call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_process_instances(api::list_process_instances const& operation,
                                            api::list_process_instances::answer& into,
                                            call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto all_process_instances(api::list_process_instances const& operation,
                                           call_options const& options = call_options()) const {
    return self().all(operation, options);
  }
  [[nodiscard]] auto start_instance(api::start_instance const& operation,
                                    call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_instance(api::get_instance const& operation,
                                  call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_instance(api::get_instance const& operation, api::get_instance::answer& into,
                                  call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto get_instance_history(api::get_instance_history const& operation,
                                          call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_instance_history(api::get_instance_history const& operation,
                                          api::get_instance_history::answer& into,
                                          call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto set_instance_subject(api::set_instance_subject const& operation,
                                          call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto set_instance_variables(api::set_instance_variables const& operation,
                                            call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto send_user_signal(api::send_user_signal const& operation,
                                      call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto abort_instance(api::abort_instance const& operation,
                                    call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto upload_artifacts(api::upload_artifacts const& operation,
                                      call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_thread_information(api::get_thread_information const& operation,
                                            call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_thread_information(api::get_thread_information const& operation,
                                            api::get_thread_information::answer& into,
                                            call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

// The calls of artifact types, knowledge bases and jobs.
template <class Client> class knowledge_base_calls {
public:
  [[nodiscard]] auto list_artifact_types() const { return self().template call<api::list_artifact_types>(); }
  [[nodiscard]] auto list_artifact_types(api::list_artifact_types const& operation,
                                         call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_artifact_types(api::list_artifact_types const& operation,
                                         api::list_artifact_types::answer& into,
                                         call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto get_artifact_type(api::get_artifact_type const& operation,
                                       call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_artifact_type(api::get_artifact_type const& operation, api::get_artifact_type::answer& into,
                                       call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto create_artifact_type(api::create_artifact_type const& operation,
                                          call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto update_artifact_type(api::update_artifact_type const& operation,
                                          call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto delete_artifact_type(api::delete_artifact_type const& operation,
                                          call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_knowledge_bases() const { return self().template call<api::list_knowledge_bases>(); }
  [[nodiscard]] auto list_knowledge_bases(api::list_knowledge_bases const& operation,
                                          call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_knowledge_bases(api::list_knowledge_bases const& operation,
                                          api::list_knowledge_bases::answer& into,
                                          call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto all_knowledge_bases(api::list_knowledge_bases const& operation = api::list_knowledge_bases(),
                                         call_options const& options = call_options()) const {
    return self().all(operation, options);
  }
  [[nodiscard]] auto get_knowledge_base(api::get_knowledge_base const& operation,
                                        call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_knowledge_base(api::get_knowledge_base const& operation, api::get_knowledge_base::answer& into,
                                        call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto create_knowledge_base(api::create_knowledge_base const& operation,
                                           call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto delete_knowledge_base(api::delete_knowledge_base const& operation,
                                           call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_jobs() const { return self().template call<api::list_jobs>(); }
  [[nodiscard]] auto list_jobs(api::list_jobs const& operation, call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_jobs(api::list_jobs const& operation, api::list_jobs::answer& into,
                               call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto all_jobs(api::list_jobs const& operation = api::list_jobs(),
                              call_options const& options = call_options()) const {
    return self().all(operation, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

// The agentic processes of a project, what they consist of, and what runs.
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson>
class process_client
    : public basic_client<process_client<Auth, Transport, Json>, detail::platform_needs, Auth, Transport, Json>,
      public process_calls<process_client<Auth, Transport, Json>>,
      public task_calls<process_client<Auth, Transport, Json>>,
      public instance_calls<process_client<Auth, Transport, Json>>,
      public knowledge_base_calls<process_client<Auth, Transport, Json>> {
public:
  using process_client::basic_client::basic_client;
};

template <class... Argument>
process_client(Argument&&...)
    -> process_client<detail::deduced_auth<detail::platform_needs, Argument...>, detail::deduced_transport<Argument...>,
                      detail::deduced_json<Argument...>>;

}  // namespace geai::inline v0
