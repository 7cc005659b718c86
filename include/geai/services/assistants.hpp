// Generated from the operations in include/geai/api by `python3 tests/coverage/run.py --write`; edit those.

#pragma once

#include <concepts>
#include <cstdint>
#include <geai/api/assistants.hpp>
#include <geai/call_options.hpp>
#include <geai/client/call_result.hpp>
#include <geai/client/model_calls.hpp>
#include <geai/client/upload.hpp>
#include <utility>

namespace geai::inline v0_2 {

// The calls for assistants: a base class of clients.
template <class Client> class assistant_calls : public assistant_waits<Client> {
public:
  // Returns an assistant.
  //
  // Requires `id`.
  // Optional: `detail` ("summary", "full").
  // `GET /v1/assistant/{id}`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, assistant> get_assistant(api::get_assistant const& request,
                                                             call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_assistant(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_assistant(api::get_assistant const& request, assistant& out,
                                                        call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Creates an assistant.
  //
  // Requires `type`, `name`, `prompt`.
  // Optional: `description`, `llm_settings`, `welcome_data`.
  // `POST /v1/assistant`. Retried only if the platform certainly did not process it. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, assistant> create_assistant(api::create_assistant const& request,
                                                                call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Updates an assistant. The body is PyGEAI's, which always sends a status and an action.
  //
  // Requires `id`.
  // Optional: `status` (1: enabled, 2: disabled), `action` ("save", "saveNewRevision", "savePublishNewRevision"),
  // `revision_id` (the revision for "save"), `name`, `prompt`, `description`, `llm_settings`, `welcome_data`.
  // `PUT /v1/assistant/{id}`. Retried only if the platform certainly did not process it. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, assistant> update_assistant(api::update_assistant const& request,
                                                                call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Deletes an assistant.
  //
  // Requires `id`.
  // `DELETE /v1/assistant/{id}`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, void> delete_assistant(api::delete_assistant const& request,
                                                           call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Sends messages to an assistant and returns its answer.
  //
  // Requires `assistant` (the name of the assistant), `messages`.
  // Optional: `revision`, `revision_name`, `variables`.
  // `POST /v1/assistant/chat`. Retried only if the platform certainly did not process it. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, assistant_reply> chat_with_assistant(
      api::chat_with_assistant const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Sends a text to an assistant and returns its answer. Deprecated by the platform.
  //
  // Requires `assistant` (the name of the assistant), `prompt`.
  // Optional: `revision`, `revision_name`, `variables`.
  // `POST /v1/assistant/text`. Retried only if the platform certainly did not process it. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, assistant_reply> send_text_to_assistant(
      api::send_text_to_assistant const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Sends a text to an assistant without waiting for the answer. Returns a request id for
  // get_assistant_request_status().
  //
  // Requires `assistant` (the name of the assistant), `prompt`.
  // Optional: `revision`, `revision_name`, `variables`.
  // `POST /v1/assistant/text/begin`. Retried only if the platform certainly did not process it. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, assistant_reply> begin_text_to_assistant(
      api::begin_text_to_assistant const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Returns the status of a request to an assistant.
  //
  // Requires `id`.
  // `GET /v1/assistant/request/{id}/status`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, assistant_reply> get_assistant_request_status(
      api::get_assistant_request_status const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_assistant_request_status(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_assistant_request_status(
      api::get_assistant_request_status const& request, assistant_reply& out,
      call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Cancels a request to an assistant.
  //
  // Requires `id` (of the request; sent in the path and, as by PyGEAI, in the body).
  // `POST /v1/assistant/request/{id}/cancel`. Retried only if the platform certainly did not process it. Errors: those
  // of basic_client::call().
  [[nodiscard]] call_result<Client, void> cancel_assistant_request(api::cancel_assistant_request const& request,
                                                                   call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Returns the progress of a data analyst assistant in reading its data. The reply is not documented.
  //
  // Requires `id`.
  // `GET /v1/assistant/{id}/status`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, raw_json> get_assistant_status(api::get_assistant_status const& request,
                                                                   call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_assistant_status(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_assistant_status(api::get_assistant_status const& request, raw_json& out,
                                                               call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Adds CSV files to the data of a data analyst assistant. The reply is not documented.
  //
  // Requires `id`, `files`.
  // `POST /v1/assistant/{id}/datasets/extend`. Retried only if the platform certainly did not process it. Errors: those
  // of basic_client::call().
  [[nodiscard]] call_result<Client, raw_json> extend_assistant_data_set(
      api::extend_assistant_data_set const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like extend_assistant_data_set(request, options). Calls `progress(sent, total)` with the number of bytes sent and
  // the size of the body; return false to cancel.
  template <class Progress>
    requires std::invocable<Progress&, std::uint64_t, std::uint64_t>
  [[nodiscard]] call_result<Client, raw_json> extend_assistant_data_set(
      api::extend_assistant_data_set const& request, Progress&& progress,
      call_options const& options = call_options()) const {
    return self().upload(request, std::forward<Progress>(progress), options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

}  // namespace geai::inline v0_2
