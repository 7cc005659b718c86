#pragma once

#include <cstdint>
#include <geai/api/assistant_welcome.hpp>
#include <geai/api/choices.hpp>
#include <geai/api/operation.hpp>
#include <geai/api/states.hpp>
#include <geai/http/multipart.hpp>
#include <geai/json/open_enumeration.hpp>
#include <geai/optional.hpp>
#include <map>
#include <optional>
#include <string>
#include <vector>

// Assistants: rest-api.md section 8.6 (docs.globant.ai wiki 22 and 35, the vendor's saia-docs, PyGEAI assistant/). The
// platform reports failures of these calls with status 200; here they are errors nevertheless.

namespace geai::inline v0_2 {

// The ways to update an assistant.
enum class assistant_update : unsigned char { save, save_new_revision, save_and_publish_new_revision };
template <>
struct model<assistant_update>
    : enumerators<enumerator<"save", assistant_update::save>,
                  enumerator<"saveNewRevision", assistant_update::save_new_revision>,
                  enumerator<"savePublishNewRevision", assistant_update::save_and_publish_new_revision>> {};

// One message of a conversation with an assistant.
struct assistant_message {
  open_enumeration<chat_role> role{};
  std::string content{};
};

// A variable of an assistant's prompt, and its value.
struct assistant_variable {
  std::string key{};
  std::string value{};
};

// The model of an assistant and its parameters.
struct assistant_llm_settings {
  std::optional<std::string> provider_name{};
  std::optional<std::string> model_name{};
  std::optional<double> temperature{};
  std::optional<int> max_tokens{};
  std::optional<bool> upload_files{};
  raw_json llm_output_guardrail{};  // the types of this member and of the next two are not documented
  raw_json input_moderation_guardrail{};
  raw_json prompt_injection_guardrail{};
  std::map<std::string, raw_json> other_members{};
};

// A property of a revision.
struct revision_metadata {
  std::string key{};
  std::optional<std::string> type{};
  raw_json value{};  // a text in most samples
};

// A revision of an intent: a prompt, and the model to which it is sent.
struct assistant_revision {
  std::optional<std::int64_t> revision_id{};
  std::optional<std::string> revision_name{};
  std::optional<std::string> revision_description{};
  std::optional<std::string> timestamp{};
  std::optional<std::string> model_id{};
  std::optional<std::string> model_name{};
  std::optional<std::string> provider_name{};
  std::optional<std::string> prompt{};
  std::vector<revision_metadata> metadata{};
};

// An intent of an assistant, and its revisions.
struct assistant_intent {
  raw_json id{};  // a number or a text
  std::optional<std::string> name{};
  std::optional<std::string> description{};
  std::optional<std::int64_t> default_revision{};
  std::vector<assistant_revision> revisions{};  // if requested with full detail
};

// An assistant. When it creates some kinds of assistants, the platform returns their project instead: `id` is then
// empty, and the members of the project are set.
struct assistant {
  std::string id{};
  std::string name{};
  std::optional<std::string> description{};
  std::optional<int> status{};  // 1: enabled, 2: disabled
  std::optional<int> priority{};
  std::optional<std::string> type{};
  std::optional<std::string> project_id{};
  std::optional<std::string> project_name{};
  std::optional<std::string> project_description{};
  std::optional<bool> project_active{};
  std::optional<int> project_status{};  // 0: active, 1: deleted, 2: hidden
  std::vector<assistant_intent> intents{};
  optional<assistant_welcome> welcome_data{};
  optional<assistant_llm_settings> llm_settings{};
};

// The answer of an assistant, or the progress of a request.
struct assistant_reply {
  std::optional<std::string> request_id{};
  std::optional<std::string> status{};
  std::optional<int> progress{};
  std::optional<std::string> timestamp{};
  std::string text{};
  std::optional<std::string> provider_name{};
  std::optional<std::string> provider_response{};  // the JSON text of a chat completion, with usage and costs

  // Returns true if it has ended. The words for states are not documented; these are inferred.
  bool is_finished() const noexcept {
    return status && is_state(*status, {"succeeded", "success", "completed", "finished"});
  }
  // Returns true if it has ended without an answer. The words are inferred, like those of is_finished().
  bool has_failed() const noexcept { return status && is_state(*status, {"failed", "error", "cancelled", "canceled"}); }
};

template <>
struct model<assistant_message>
    : fields<field<"role", &assistant_message::role>, field<"content", &assistant_message::content>> {};
template <>
struct model<assistant_variable>
    : fields<field<"key", &assistant_variable::key>, field<"value", &assistant_variable::value>> {};
template <>
struct model<assistant_llm_settings>
    : fields<field<"providerName", &assistant_llm_settings::provider_name>,
             field<"modelName", &assistant_llm_settings::model_name>,
             field<"temperature", &assistant_llm_settings::temperature>,
             field<"maxTokens", &assistant_llm_settings::max_tokens>,
             field<"uploadFiles", &assistant_llm_settings::upload_files>,
             field<"llmOutputGuardrail", &assistant_llm_settings::llm_output_guardrail>,
             field<"inputModerationGuardrail", &assistant_llm_settings::input_moderation_guardrail>,
             field<"promptInjectionGuardrail", &assistant_llm_settings::prompt_injection_guardrail>,
             other_members<&assistant_llm_settings::other_members>> {};
template <>
struct model<revision_metadata> : fields<field<"key", &revision_metadata::key>, field<"type", &revision_metadata::type>,
                                         field<"value", &revision_metadata::value>> {};
template <>
struct model<assistant_revision>
    : fields<field<"revisionId", &assistant_revision::revision_id>,
             field<"revisionName", &assistant_revision::revision_name>,
             field<"revisionDescription", &assistant_revision::revision_description>,
             informative<"timestamp", &assistant_revision::timestamp>, field<"modelId", &assistant_revision::model_id>,
             field<"modelName", &assistant_revision::model_name>,
             field<"providerName", &assistant_revision::provider_name>, field<"prompt", &assistant_revision::prompt>,
             field<"metadata", &assistant_revision::metadata>> {};
template <>
struct model<assistant_intent>
    : fields<field<"assistantIntentId", &assistant_intent::id>, field<"assistantIntentName", &assistant_intent::name>,
             field<"assistantIntentDescription", &assistant_intent::description>,
             field<"assistantIntentDefaultRevision", &assistant_intent::default_revision>,
             field<"revisions", &assistant_intent::revisions>> {};
template <>
struct model<assistant>
    : fields<field<"assistantId", &assistant::id>, field<"assistantName", &assistant::name>,
             field<"assistantDescription", &assistant::description>, field<"assistantStatus", &assistant::status>,
             informative<"assistantPriority", &assistant::priority>, field<"assistantType", &assistant::type>,
             field<"projectId", &assistant::project_id>, field<"projectName", &assistant::project_name>,
             field<"projectDescription", &assistant::project_description>,
             informative<"projectActive", &assistant::project_active>,
             informative<"projectStatus", &assistant::project_status>, field<"intents", &assistant::intents>,
             field<"welcomeData", &assistant::welcome_data>, field<"llmSettings", &assistant::llm_settings>> {};
template <>
struct model<assistant_reply>
    : fields<field<"requestId", &assistant_reply::request_id>, field<"status", &assistant_reply::status>,
             informative<"progress", &assistant_reply::progress>, informative<"timestamp", &assistant_reply::timestamp>,
             field<"text", &assistant_reply::text>, field<"providerName", &assistant_reply::provider_name>,
             json_text<"providerResponse", &assistant_reply::provider_response>> {};

namespace api {

// Returns an assistant.
struct get_assistant {
  std::string id{};
  optional<open_enumeration<detail_level>> detail{};

  using answer = assistant;
  using endpoint = get<"/v1/assistant/{id}">;
  using parameters = fields<path<"id", &get_assistant::id>, query<"detail", &get_assistant::detail>>;
};

// Creates an assistant.
struct create_assistant {
  std::string type{};
  std::string name{};
  std::string prompt{};
  std::optional<std::string> description{};
  optional<assistant_llm_settings> llm_settings{};
  optional<assistant_welcome> welcome_data{};

  using answer = assistant;
  using endpoint = post<"/v1/assistant">;
  using parameters =
      fields<field<"type", &create_assistant::type>, field<"name", &create_assistant::name>,
             field<"prompt", &create_assistant::prompt>, field<"description", &create_assistant::description>,
             field<"llmSettings", &create_assistant::llm_settings>,
             field<"welcomeData", &create_assistant::welcome_data>>;
};

// Updates an assistant. The body is PyGEAI's, which always sends a status and an action.
struct update_assistant {
  std::string id{};
  std::optional<int> status{};  // 1: enabled, 2: disabled
  optional<open_enumeration<assistant_update>> action{};
  std::optional<std::string> revision_id{};  // the revision for "save"
  std::optional<std::string> name{};
  std::optional<std::string> prompt{};
  std::optional<std::string> description{};
  optional<assistant_llm_settings> llm_settings{};
  optional<assistant_welcome> welcome_data{};

  using answer = assistant;
  using endpoint = put<"/v1/assistant/{id}">;
  using parameters =
      fields<path<"id", &update_assistant::id>, field<"status", &update_assistant::status>,
             field<"action", &update_assistant::action>, field<"revisionId", &update_assistant::revision_id>,
             field<"name", &update_assistant::name>, field<"prompt", &update_assistant::prompt>,
             field<"description", &update_assistant::description>,
             field<"llmSettings", &update_assistant::llm_settings>,
             field<"welcomeData", &update_assistant::welcome_data>>;
  static constexpr auto repetition = api::repetition::never;  // it may create a revision
};

// Deletes an assistant.
struct delete_assistant {
  std::string id{};

  using answer = void;
  using endpoint = delete_<"/v1/assistant/{id}">;
  using parameters = fields<path<"id", &delete_assistant::id>>;
};

// Sends messages to an assistant and returns its answer.
struct chat_with_assistant {
  std::string assistant{};  // the name of the assistant
  std::vector<assistant_message> messages{};
  std::optional<int> revision{};
  std::optional<std::string> revision_name{};
  optional<std::vector<assistant_variable>> variables{};

  using answer = assistant_reply;
  using endpoint = post<"/v1/assistant/chat">;
  using parameters =
      fields<field<"assistant", &chat_with_assistant::assistant>, field<"messages", &chat_with_assistant::messages>,
             field<"revision", &chat_with_assistant::revision>,
             field<"revisionName", &chat_with_assistant::revision_name>,
             field<"variables", &chat_with_assistant::variables>>;
};

// Sends a text to an assistant and returns its answer. Deprecated by the platform.
struct send_text_to_assistant {
  std::string assistant{};  // the name of the assistant
  std::string prompt{};
  std::optional<int> revision{};
  std::optional<std::string> revision_name{};
  optional<std::vector<assistant_variable>> variables{};

  using answer = assistant_reply;
  using endpoint = post<"/v1/assistant/text">;
  using parameters =
      fields<field<"assistant", &send_text_to_assistant::assistant>, field<"prompt", &send_text_to_assistant::prompt>,
             field<"revision", &send_text_to_assistant::revision>,
             field<"revisionName", &send_text_to_assistant::revision_name>,
             field<"variables", &send_text_to_assistant::variables>>;
};

// Sends a text to an assistant without waiting for the answer. Returns a request id for get_assistant_request_status().
struct begin_text_to_assistant {
  std::string assistant{};  // the name of the assistant
  std::string prompt{};
  std::optional<int> revision{};
  std::optional<std::string> revision_name{};
  optional<std::vector<assistant_variable>> variables{};

  using answer = assistant_reply;
  using endpoint = post<"/v1/assistant/text/begin">;
  using parameters =
      fields<field<"assistant", &begin_text_to_assistant::assistant>, field<"prompt", &begin_text_to_assistant::prompt>,
             field<"revision", &begin_text_to_assistant::revision>,
             field<"revisionName", &begin_text_to_assistant::revision_name>,
             field<"variables", &begin_text_to_assistant::variables>>;
};

// Returns the status of a request to an assistant.
struct get_assistant_request_status {
  std::string id{};

  using answer = assistant_reply;
  using endpoint = get<"/v1/assistant/request/{id}/status">;
  using parameters = fields<path<"id", &get_assistant_request_status::id>>;
};

// Cancels a request to an assistant.
struct cancel_assistant_request {
  std::string id{};  // of the request; sent in the path and, as by PyGEAI, in the body

  using answer = void;
  using endpoint = post<"/v1/assistant/request/{id}/cancel">;
  using parameters =
      fields<path<"id", &cancel_assistant_request::id>, field<"requestId", &cancel_assistant_request::id>>;
};

// Returns the progress of a data analyst assistant in reading its data. The reply is not documented.
struct get_assistant_status {
  std::string id{};

  using answer = raw_json;
  using endpoint = get<"/v1/assistant/{id}/status">;
  using parameters = fields<path<"id", &get_assistant_status::id>>;
};

// Adds CSV files to the data of a data analyst assistant. The reply is not documented.
struct extend_assistant_data_set {
  std::string id{};
  std::vector<file_upload> files{};

  using answer = raw_json;
  using endpoint = post<"/v1/assistant/{id}/datasets/extend">;
  using parameters =
      fields<path<"id", &extend_assistant_data_set::id>, part<"file", &extend_assistant_data_set::files>>;
};

}  // namespace api
}  // namespace geai::inline v0_2
