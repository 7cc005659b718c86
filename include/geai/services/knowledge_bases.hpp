// Generated from the operations in include/geai/api by `python3 tests/coverage/run.py --write`; edit those.

#pragma once

#include <geai/api/knowledge_bases.hpp>
#include <geai/call_options.hpp>
#include <geai/client/call_result.hpp>

namespace geai::inline v0_2 {

// The calls for artifact types, knowledge bases and jobs: a base class of clients.
template <class Client> class knowledge_base_calls {
public:
  // Lists the artifact types. The shape of artifact types is not documented, neither in requests nor in replies.
  //
  // `GET /v1/agent-studio/agentic-process-definition/artifact-types`, inferred from other routes. Retried after
  // transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, raw_json> list_artifact_types(api::list_artifact_types const& request,
                                                                  call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like list_artifact_types(request), with the defaults of all members.
  [[nodiscard]] plain_call_result<Client, raw_json> list_artifact_types() const {
    return self().template call<api::list_artifact_types>();
  }
  // Like list_artifact_types(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> list_artifact_types(api::list_artifact_types const& request, raw_json& out,
                                                              call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Returns an artifact type.
  //
  // Requires `id`.
  // `GET /v1/agent-studio/agentic-process-definition/artifact-types/{id}`, inferred from other routes. Retried after
  // transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, raw_json> get_artifact_type(api::get_artifact_type const& request,
                                                                call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_artifact_type(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_artifact_type(api::get_artifact_type const& request, raw_json& out,
                                                            call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Creates an artifact type.
  //
  // Requires `definition`.
  // `POST /v1/agent-studio/agentic-process-definition/artifact-types`, inferred from other routes. Retried only if the
  // platform certainly did not process it. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, raw_json> create_artifact_type(api::create_artifact_type const& request,
                                                                   call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Updates an artifact type.
  //
  // Requires `id`, `definition`.
  // `PUT /v1/agent-studio/agentic-process-definition/artifact-types/{id}`, inferred from other routes. Retried after
  // transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, raw_json> update_artifact_type(api::update_artifact_type const& request,
                                                                   call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Deletes an artifact type.
  //
  // Requires `id`.
  // `DELETE /v1/agent-studio/agentic-process-definition/artifact-types/{id}`, inferred from other routes. Retried after
  // transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, void> delete_artifact_type(api::delete_artifact_type const& request,
                                                               call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Lists the knowledge bases.
  //
  // Optional: `name`, `start` (offset), `count` (page size).
  // `GET /v1/agent-studio/agentic-process-definition/kbs`. Retried after transient failures. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, knowledge_base_list> list_knowledge_bases(
      api::list_knowledge_bases const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like list_knowledge_bases(request), with the defaults of all members.
  [[nodiscard]] plain_call_result<Client, knowledge_base_list> list_knowledge_bases() const {
    return self().template call<api::list_knowledge_bases>();
  }
  // Like list_knowledge_bases(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> list_knowledge_bases(api::list_knowledge_bases const& request,
                                                               knowledge_base_list& out,
                                                               call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }
  // Returns the items of all pages of list_knowledge_bases() as a range of results. Pages are fetched while you
  // iterate.
  [[nodiscard]] call_items<Client, api::list_knowledge_bases> all_knowledge_bases(
      api::list_knowledge_bases const& request = api::list_knowledge_bases(),
      call_options const& options = call_options()) const {
    return self().all(request, options);
  }

  // Returns one knowledge base, by its id or its name.
  //
  // Requires `id`.
  // `GET /v1/agent-studio/agentic-process-definition/kbs/{id}`. Retried after transient failures. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, knowledge_base> get_knowledge_base(
      api::get_knowledge_base const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_knowledge_base(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_knowledge_base(api::get_knowledge_base const& request,
                                                             knowledge_base& out,
                                                             call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Creates a knowledge base.
  //
  // Requires `definition`.
  // `POST /v1/agent-studio/agentic-process-definition/kbs`. Retried only if the platform certainly did not process it.
  // Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, knowledge_base> create_knowledge_base(
      api::create_knowledge_base const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Deletes a knowledge base, by its id or its name.
  //
  // Requires `id`.
  // `DELETE /v1/agent-studio/agentic-process-definition/kbs/{id}`. Retried after transient failures. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, void> delete_knowledge_base(api::delete_knowledge_base const& request,
                                                                call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Lists the jobs.
  //
  // Optional: `start` (offset), `count` (page size), `topic`, `token`, `name`.
  // `GET /v1/agent-studio/runtime/jobs`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, job_list> list_jobs(api::list_jobs const& request,
                                                        call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like list_jobs(request), with the defaults of all members.
  [[nodiscard]] plain_call_result<Client, job_list> list_jobs() const { return self().template call<api::list_jobs>(); }
  // Like list_jobs(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> list_jobs(api::list_jobs const& request, job_list& out,
                                                    call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }
  // Returns the items of all pages of list_jobs() as a range of results. Pages are fetched while you iterate.
  [[nodiscard]] call_items<Client, api::list_jobs> all_jobs(api::list_jobs const& request = api::list_jobs(),
                                                            call_options const& options = call_options()) const {
    return self().all(request, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

}  // namespace geai::inline v0_2
