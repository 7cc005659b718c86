// Generated from the operations in include/geai/api by `python3 tests/coverage/run.py --write`; edit those.

#pragma once

#include <geai/api/processes.hpp>
#include <geai/call_options.hpp>
#include <geai/client/call_result.hpp>

namespace geai::inline v0_2 {

// The calls for agentic processes: a base class of clients.
template <class Client> class process_calls {
public:
  // Lists the processes of the project.
  //
  // Optional: `id`, `name`, `status`, `start` (offset), `count` (page size), `allow_drafts` (singular on the wire,
  // unlike in the other lists of the lab).
  // `GET /v2/processes`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, agentic_process_list> list_processes(
      api::list_processes const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like list_processes(request), with the defaults of all members.
  [[nodiscard]] plain_call_result<Client, agentic_process_list> list_processes() const {
    return self().template call<api::list_processes>();
  }
  // Like list_processes(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> list_processes(api::list_processes const& request, agentic_process_list& out,
                                                         call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }
  // Returns the items of all pages of list_processes() as a range of results. Pages are fetched while you iterate.
  [[nodiscard]] call_items<Client, api::list_processes> all_processes(
      api::list_processes const& request = api::list_processes(), call_options const& options = call_options()) const {
    return self().all(request, options);
  }

  // Returns one process, by its id or its name.
  //
  // Requires `id`.
  // Optional: `revision` (0: the latest), `version` (0: the latest), `allow_drafts`.
  // `GET /v2/processes/{id}`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, agentic_process> get_process(api::get_process const& request,
                                                                 call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_process(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_process(api::get_process const& request, agentic_process& out,
                                                      call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Creates a process.
  //
  // Requires `definition`.
  // Optional: `automatic_publish` (true: validate and publish at once; else it is a draft).
  // `POST /v2/processes`. Retried only if the platform certainly did not process it. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, agentic_process> create_process(
      api::create_process const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Updates a process.
  //
  // Requires `id`, `definition`.
  // Optional: `automatic_publish`.
  // `PUT /v2/processes/{id}`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, agentic_process> update_process(
      api::update_process const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Updates the process of this id or name, or creates it.
  //
  // Requires `id`, `definition`.
  // Optional: `automatic_publish`.
  // `PUT /v2/processes/{id}/upsert`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, agentic_process> upsert_process(
      api::upsert_process const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Deletes a process.
  //
  // Requires `id`.
  // `DELETE /v2/processes/{id}`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, void> delete_process(api::delete_process const& request,
                                                         call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Publishes a revision of a process.
  //
  // Requires `id`, `revision` (a number, sent as a text).
  // `POST /v2/processes/{id}/publish-revision`. Retried only if the platform certainly did not process it. Errors:
  // those of basic_client::call().
  [[nodiscard]] call_result<Client, agentic_process> publish_process_revision(
      api::publish_process_revision const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

}  // namespace geai::inline v0_2
