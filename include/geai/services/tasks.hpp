// Generated from the operations in include/geai/api by `python3 tests/coverage/run.py --write`; edit those.

#pragma once

#include <geai/api/tasks.hpp>
#include <geai/call_options.hpp>
#include <geai/client/call_result.hpp>

namespace geai::inline v0_2 {

// The calls for the tasks of processes: a base class of clients.
template <class Client> class task_calls {
public:
  // Lists the tasks of the project.
  //
  // Optional: `id`, `start` (offset), `count` (page size), `allow_drafts`.
  // `GET /v2/processes/tasks`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, process_task_list> list_tasks(api::list_tasks const& request,
                                                                  call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like list_tasks(request), with the defaults of all members.
  [[nodiscard]] plain_call_result<Client, process_task_list> list_tasks() const {
    return self().template call<api::list_tasks>();
  }
  // Like list_tasks(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> list_tasks(api::list_tasks const& request, process_task_list& out,
                                                     call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }
  // Returns the items of all pages of list_tasks() as a range of results. Pages are fetched while you iterate.
  [[nodiscard]] call_items<Client, api::list_tasks> all_tasks(api::list_tasks const& request = api::list_tasks(),
                                                              call_options const& options = call_options()) const {
    return self().all(request, options);
  }

  // Returns one task, by its id or its name.
  //
  // Requires `id`.
  // `GET /v2/processes/tasks/{id}`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, process_task> get_task(api::get_task const& request,
                                                           call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_task(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_task(api::get_task const& request, process_task& out,
                                                   call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Creates a task.
  //
  // Requires `definition`.
  // Optional: `automatic_publish` (true: validate and publish at once; else it is a draft).
  // `POST /v2/processes/tasks`. Retried only if the platform certainly did not process it. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, process_task> create_task(api::create_task const& request,
                                                              call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Updates a task.
  //
  // Requires `id`, `definition`.
  // Optional: `automatic_publish`.
  // `PUT /v2/processes/tasks/{id}`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, process_task> update_task(api::update_task const& request,
                                                              call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Updates the task of this id or name, or creates it.
  //
  // Requires `id`, `definition`.
  // Optional: `automatic_publish`.
  // `PUT /v2/processes/tasks/{id}/upsert`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, process_task> upsert_task(api::upsert_task const& request,
                                                              call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Deletes a task.
  //
  // Requires `id`.
  // `DELETE /v2/processes/tasks/{id}`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, void> delete_task(api::delete_task const& request,
                                                      call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Publishes a revision of a task.
  //
  // Requires `id`, `revision` (a number, sent as a text).
  // `POST /v2/processes/tasks/{id}/publish-revision`. Retried only if the platform certainly did not process it.
  // Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, process_task> publish_task_revision(
      api::publish_task_revision const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

}  // namespace geai::inline v0_2
