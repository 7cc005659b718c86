// Generated from the operations in include/geai/api by `python3 tests/coverage/run.py --write`; edit those.

#pragma once

#include <concepts>
#include <cstdint>
#include <geai/api/rag.hpp>
#include <geai/call_options.hpp>
#include <geai/client/call_result.hpp>
#include <geai/client/model_calls.hpp>
#include <geai/client/upload.hpp>
#include <utility>

namespace geai::inline v0_2 {

// The calls for assistants over documents: a base class of clients.
template <class Client> class rag_calls : public rag_waits<Client> {
public:
  // Lists the RAG profiles.
  //
  // Optional: `include_all` (true: hidden profiles too).
  // `GET /v1/search/profiles`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, rag_profile_list> list_rag_profiles(
      api::list_rag_profiles const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like list_rag_profiles(request), with the defaults of all members.
  [[nodiscard]] plain_call_result<Client, rag_profile_list> list_rag_profiles() const {
    return self().template call<api::list_rag_profiles>();
  }
  // Like list_rag_profiles(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> list_rag_profiles(api::list_rag_profiles const& request,
                                                            rag_profile_list& out,
                                                            call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Returns a RAG profile.
  //
  // Requires `name`.
  // `GET /v1/search/profile/{name}`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, rag_profile> get_rag_profile(api::get_rag_profile const& request,
                                                                 call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_rag_profile(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_rag_profile(api::get_rag_profile const& request, rag_profile& out,
                                                          call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Creates a RAG profile.
  //
  // Requires `profile`.
  // `POST /v1/search/profile`. Retried only if the platform certainly did not process it. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, rag_profile> create_rag_profile(
      api::create_rag_profile const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Updates a RAG profile.
  //
  // Requires `name`, `profile`.
  // `PUT /v1/search/profile/{name}`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, rag_profile> update_rag_profile(
      api::update_rag_profile const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Deletes a RAG profile.
  //
  // Requires `name`.
  // `DELETE /v1/search/profile/{name}`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, void> delete_rag_profile(api::delete_rag_profile const& request,
                                                             call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Lists the documents of a RAG profile.
  //
  // Requires `name`.
  // Optional: `skip` (offset), `count` (page size; the platform's default is 10).
  // `GET /v1/search/profile/{name}/documents`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, rag_document_list> list_rag_documents(
      api::list_rag_documents const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like list_rag_documents(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> list_rag_documents(api::list_rag_documents const& request,
                                                             rag_document_list& out,
                                                             call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }
  // Returns the items of all pages of list_rag_documents() as a range of results. Pages are fetched while you iterate.
  [[nodiscard]] call_items<Client, api::list_rag_documents> all_rag_documents(
      api::list_rag_documents const& request, call_options const& options = call_options()) const {
    return self().all(request, options);
  }

  // Deletes all documents of a RAG profile.
  //
  // Requires `name`.
  // `DELETE /v1/search/profile/{name}/documents`. Retried after transient failures. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, void> delete_all_rag_documents(api::delete_all_rag_documents const& request,
                                                                   call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Adds a document, which is indexed afterwards: its index_status shows the progress. The name must have an extension.
  // The metadata is sent as one flat object, {"type":"test","year":2023}.
  //
  // Requires `name` (the name of the profile), `file`.
  // Optional: `metadata` ({{"year", rag_value(2023)}}).
  // `POST /v1/search/profile/{name}/document`. Retried only if the platform certainly did not process it. Errors: those
  // of basic_client::call().
  [[nodiscard]] call_result<Client, rag_document> upload_rag_document(
      api::upload_rag_document const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like upload_rag_document(request, options). Calls `progress(sent, total)` with the number of bytes sent and the
  // size of the body; return false to cancel.
  template <class Progress>
    requires std::invocable<Progress&, std::uint64_t, std::uint64_t>
  [[nodiscard]] call_result<Client, rag_document> upload_rag_document(
      api::upload_rag_document const& request, Progress&& progress,
      call_options const& options = call_options()) const {
    return self().upload(request, std::forward<Progress>(progress), options);
  }

  // Adds a document without metadata: the body is the file, with its content type; the header `filename` has its name.
  //
  // Requires `name` (the name of the profile), `file`.
  // `POST /v1/search/profile/{name}/document`. Retried only if the platform certainly did not process it. Errors: those
  // of basic_client::call().
  [[nodiscard]] call_result<Client, rag_document> upload_rag_document_binary(
      api::upload_rag_document_binary const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like upload_rag_document_binary(request, options). Calls `progress(sent, total)` with the number of bytes sent and
  // the size of the body; return false to cancel.
  template <class Progress>
    requires std::invocable<Progress&, std::uint64_t, std::uint64_t>
  [[nodiscard]] call_result<Client, rag_document> upload_rag_document_binary(
      api::upload_rag_document_binary const& request, Progress&& progress,
      call_options const& options = call_options()) const {
    return self().upload(request, std::forward<Progress>(progress), options);
  }

  // Replaces the metadata of a document, which is then indexed again without a new upload. In the answer, `id` and
  // `index_status` are set.
  //
  // Requires `name` (the name of the profile), `id` (the id of the document), `metadata`.
  // `PUT /v1/search/profile/{name}/document`, known from a program of a third party. Retried after transient failures.
  // Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, rag_document> update_rag_document_metadata(
      api::update_rag_document_metadata const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Returns the log of a profile. Neither body nor reply is documented.
  //
  // Requires `name`, `content` (the body).
  // `POST /v1/search/profile/{name}/log`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, raw_json> get_rag_profile_log(api::get_rag_profile_log const& request,
                                                                  call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_rag_profile_log(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_rag_profile_log(api::get_rag_profile_log const& request, raw_json& out,
                                                              call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Returns a document of a RAG profile.
  //
  // Requires `name`, `id`.
  // `GET /v1/search/profile/{name}/document/{id}`. Retried after transient failures. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, rag_document> get_rag_document(api::get_rag_document const& request,
                                                                   call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_rag_document(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_rag_document(api::get_rag_document const& request, rag_document& out,
                                                           call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Deletes a document of a RAG profile.
  //
  // Requires `name`, `id`.
  // `DELETE /v1/search/profile/{name}/document/{id}`. Retried after transient failures. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, void> delete_rag_document(api::delete_rag_document const& request,
                                                              call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Answers a question from the documents of a profile. The platform reports failures of this call with status 200;
  // here they are errors nevertheless.
  //
  // Requires `profile`, `question`.
  // Optional: `id` (the id of the conversation), `variables`, `filters`, `cache`.
  // `POST /v1/search/execute`. Retried only if the platform certainly did not process it. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, rag_answer> execute_rag(api::execute_rag const& request,
                                                            call_options const& options = call_options()) const {
    return self().call(request, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

}  // namespace geai::inline v0_2
