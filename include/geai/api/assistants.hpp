#pragma once

#include <geai/api/operation.hpp>
#include <optional>
#include <string>
#include <vector>

// Assistants: rest-api.md section 8.6 (docs.globant.ai wiki 35, PyGEAI assistant/). The platform reports failures of
// these calls with status 200; they are errors here all the same.

namespace geai::inline v0 {

// One message of a conversation with an assistant.
struct assistant_message {
  std::string role{};  // "user", "assistant", "system"
  std::string content{};
};

// A variable of an assistant's prompt, and its value.
struct assistant_variable {
  std::string key{};
  std::string value{};
};

// What an assistant answers, or how far it is.
struct assistant_reply {
  std::optional<std::string> request_id{};
  std::optional<std::string> status{};
  raw_json progress{};  // a number or a text
  std::optional<std::string> timestamp{};
  std::string text{};
  std::optional<std::string> provider_name{};
  std::optional<std::string> provider_response{};  // a text that holds JSON
};

template <>
struct model<assistant_message>
    : fields<field<"role", &assistant_message::role>, field<"content", &assistant_message::content>> {};
template <>
struct model<assistant_variable>
    : fields<field<"key", &assistant_variable::key>, field<"value", &assistant_variable::value>> {};
template <>
struct model<assistant_reply>
    : fields<field<"requestId", &assistant_reply::request_id>, field<"status", &assistant_reply::status>,
             field<"progress", &assistant_reply::progress>, field<"timestamp", &assistant_reply::timestamp>,
             field<"text", &assistant_reply::text>, field<"providerName", &assistant_reply::provider_name>,
             field<"providerResponse", &assistant_reply::provider_response>> {};

namespace api {

// The shapes of assistants are not documented.
struct get_assistant {
  std::string id{};
  std::optional<std::string> detail{};  // "summary", "full"

  using answer = raw_json;
  using endpoint = get<"/v1/assistant/{id}">;
  using parameters = fields<path<"id", &get_assistant::id>, query<"detail", &get_assistant::detail>>;
};

// The body is PyGEAI's.
struct create_assistant {
  std::string type{};
  std::string name{};
  std::string prompt{};
  std::optional<std::string> description{};
  std::optional<raw_json> llm_settings{};
  std::optional<raw_json> welcome_data{};

  using answer = raw_json;
  using endpoint = post<"/v1/assistant">;
  using parameters =
      fields<field<"type", &create_assistant::type>, field<"name", &create_assistant::name>,
             field<"prompt", &create_assistant::prompt>, field<"description", &create_assistant::description>,
             field<"llmSettings", &create_assistant::llm_settings>,
             field<"welcomeData", &create_assistant::welcome_data>>;
};

// The body is PyGEAI's, which always sends a status and an action.
struct update_assistant {
  std::string id{};
  std::optional<int> status{};               // 1 is enabled, 2 is disabled
  std::optional<std::string> action{};       // "save", "saveNewRevision", "savePublishNewRevision"
  std::optional<std::string> revision_id{};  // which revision to "save"
  std::optional<std::string> name{};
  std::optional<std::string> prompt{};
  std::optional<std::string> description{};
  std::optional<raw_json> llm_settings{};
  std::optional<raw_json> welcome_data{};

  using answer = raw_json;
  using endpoint = put<"/v1/assistant/{id}">;
  using parameters =
      fields<path<"id", &update_assistant::id>, field<"status", &update_assistant::status>,
             field<"action", &update_assistant::action>, field<"revisionId", &update_assistant::revision_id>,
             field<"name", &update_assistant::name>, field<"prompt", &update_assistant::prompt>,
             field<"description", &update_assistant::description>,
             field<"llmSettings", &update_assistant::llm_settings>,
             field<"welcomeData", &update_assistant::welcome_data>>;
  static constexpr auto repetition = api::repetition::never;  // it may make a revision
};

struct delete_assistant {
  std::string id{};

  using answer = void;
  using endpoint = delete_<"/v1/assistant/{id}">;
  using parameters = fields<path<"id", &delete_assistant::id>>;
};

struct chat_with_assistant {
  std::string assistant{};  // its name
  std::vector<assistant_message> messages{};
  std::optional<int> revision{};
  std::optional<std::string> revision_name{};
  std::optional<std::vector<assistant_variable>> variables{};

  using answer = assistant_reply;
  using endpoint = post<"/v1/assistant/chat">;
  using parameters =
      fields<field<"assistant", &chat_with_assistant::assistant>, field<"messages", &chat_with_assistant::messages>,
             field<"revision", &chat_with_assistant::revision>,
             field<"revisionName", &chat_with_assistant::revision_name>,
             field<"variables", &chat_with_assistant::variables>>;
};

// Deprecated by the platform.
struct send_text_to_assistant {
  std::string assistant{};  // its name
  std::string prompt{};
  std::optional<int> revision{};
  std::optional<std::string> revision_name{};

  using answer = assistant_reply;
  using endpoint = post<"/v1/assistant/text">;
  using parameters =
      fields<field<"assistant", &send_text_to_assistant::assistant>, field<"prompt", &send_text_to_assistant::prompt>,
             field<"revision", &send_text_to_assistant::revision>,
             field<"revisionName", &send_text_to_assistant::revision_name>>;
};

struct get_assistant_request_status {
  std::string id{};

  using answer = assistant_reply;
  using endpoint = get<"/v1/assistant/request/{id}/status">;
  using parameters = fields<path<"id", &get_assistant_request_status::id>>;
};

struct cancel_assistant_request {
  std::string id{};  // of the request; travels in the path and, as PyGEAI has it, in the body

  using answer = void;
  using endpoint = post<"/v1/assistant/request/{id}/cancel">;
  using parameters =
      fields<path<"id", &cancel_assistant_request::id>, field<"requestId", &cancel_assistant_request::id>>;
};

struct get_assistant_status {
  std::string id{};

  using answer = raw_json;
  using endpoint = get<"/v1/assistant/{id}/status">;
  using parameters = fields<path<"id", &get_assistant_status::id>>;
};

// Adds data to a data-analyst assistant; neither body nor reply is documented.
struct extend_assistant_data_set {
  std::string id{};
  raw_json content{};

  using answer = raw_json;
  using endpoint = post<"/v1/assistant/{id}/datasets/extend">;
  using parameters = fields<path<"id", &extend_assistant_data_set::id>, body<&extend_assistant_data_set::content>>;
};

}  // namespace api
}  // namespace geai::inline v0
