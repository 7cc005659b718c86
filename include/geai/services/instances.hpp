// Generated from the operations in include/geai/api by `python3 tests/coverage/run.py --write`; edit those.

#pragma once

#include <concepts>
#include <cstdint>
#include <geai/api/instances.hpp>
#include <geai/call_options.hpp>
#include <geai/client/call_result.hpp>
#include <geai/client/model_calls.hpp>
#include <geai/client/upload.hpp>
#include <utility>

namespace geai::inline v0_2 {

// The calls for running processes and their threads: a base class of clients.
template <class Client> class instance_calls : public instance_waits<Client> {
public:
  // Lists the instances of a process, by its id or its name.
  //
  // Requires `id`.
  // Optional: `is_active`, `start` (offset), `count` (page size).
  // `GET /v2/processes/{id}/instances`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, process_instance_list> list_process_instances(
      api::list_process_instances const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like list_process_instances(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> list_process_instances(api::list_process_instances const& request,
                                                                 process_instance_list& out,
                                                                 call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }
  // Returns the items of all pages of list_process_instances() as a range of results. Pages are fetched while you
  // iterate.
  [[nodiscard]] call_items<Client, api::list_process_instances> all_process_instances(
      api::list_process_instances const& request, call_options const& options = call_options()) const {
    return self().all(request, options);
  }

  // Starts an instance of a process.
  //
  // Requires `definition`.
  // `POST /v2/processes/instances`. Retried only if the platform certainly did not process it. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, process_instance> start_instance(
      api::start_instance const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Returns an instance of a process.
  //
  // Requires `id`.
  // `GET /v2/processes/instances/{id}`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, process_instance> get_instance(api::get_instance const& request,
                                                                   call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_instance(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_instance(api::get_instance const& request, process_instance& out,
                                                       call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Returns the history of an instance. The shape of the reply is not documented.
  //
  // Requires `id`.
  // `GET /v2/processes/instances/{id}/trace`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, raw_json> get_instance_history(api::get_instance_history const& request,
                                                                   call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_instance_history(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_instance_history(api::get_instance_history const& request, raw_json& out,
                                                               call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Sets the subject of an instance. The form of the body is inferred. The reply is not documented; call_raw() returns
  // it.
  //
  // Requires `id`, `subject`.
  // `POST /v2/processes/instances/{id}/subject`. Retried only if the platform certainly did not process it. Errors:
  // those of basic_client::call().
  [[nodiscard]] call_result<Client, void> set_instance_subject(api::set_instance_subject const& request,
                                                               call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Sets the variables of an instance. The form of the body is inferred. The reply is not documented; call_raw()
  // returns it.
  //
  // Requires `id`, `variables`.
  // `POST /v2/processes/instances/{id}/variables`. Retried only if the platform certainly did not process it. Errors:
  // those of basic_client::call().
  [[nodiscard]] call_result<Client, void> set_instance_variables(api::set_instance_variables const& request,
                                                                 call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Sends a user's signal, by its name. The reply is not documented; call_raw() returns it.
  //
  // Requires `id`, `name`.
  // `POST /v2/processes/instances/{id}/signal`. Retried only if the platform certainly did not process it. Errors:
  // those of basic_client::call().
  [[nodiscard]] call_result<Client, void> send_user_signal(api::send_user_signal const& request,
                                                           call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Aborts an instance of a process. The reply is not documented; call_raw() returns it.
  //
  // Requires `id`.
  // `POST /v2/processes/instances/{id}/abort`. Retried only if the platform certainly did not process it. Errors: those
  // of basic_client::call().
  [[nodiscard]] call_result<Client, void> abort_instance(api::abort_instance const& request,
                                                         call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Uploads files as artifacts. The documentation omits the version in the path. The name of the parts is inferred; the
  // shape of the reply is not documented.
  //
  // Requires `files`.
  // `POST /process/instance/artifacts/upload`, inferred from other routes. Retried only if the platform certainly did
  // not process it. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, raw_json> upload_artifacts(api::upload_artifacts const& request,
                                                               call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like upload_artifacts(request, options). Calls `progress(sent, total)` with the number of bytes sent and the size
  // of the body; return false to cancel.
  template <class Progress>
    requires std::invocable<Progress&, std::uint64_t, std::uint64_t>
  [[nodiscard]] call_result<Client, raw_json> upload_artifacts(api::upload_artifacts const& request,
                                                               Progress&& progress,
                                                               call_options const& options = call_options()) const {
    return self().upload(request, std::forward<Progress>(progress), options);
  }

  // Returns a thread. The shape of the reply is not documented.
  //
  // Requires `id`.
  // `GET /v2/threads/{id}`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, raw_json> get_thread_information(
      api::get_thread_information const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_thread_information(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_thread_information(api::get_thread_information const& request,
                                                                 raw_json& out,
                                                                 call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

}  // namespace geai::inline v0_2
