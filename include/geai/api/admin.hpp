#pragma once

#include <cstddef>
#include <cstdint>
#include <geai/api/operation.hpp>
#include <optional>
#include <string>
#include <vector>

// The organizations and projects that a token can access, the state of the platform, and the assistants of its
// plug-ins: docs.globant.ai wiki 22 for the first operation, PyGEAI's admin, health and plug-in clients for the others.

namespace geai::inline v0_2 {

// The organization and project of an API token. The token of an organization has no project.
struct api_token_scope {
  std::string organization_id{};
  std::string organization_name{};
  std::string project_id{};
  std::string project_name{};
};

// The API token of a project.
struct project_token {
  secret api_token{};
};

// The state and the version of the platform.
struct platform_health {
  bool running = false;
  std::optional<std::string> version{};
  std::optional<std::string> timestamp{};  // only from get_platform_root
};

// An assistant that plug-ins (of editors and browsers) offer to their users.
struct plugin_assistant {
  std::string plugin_id{};
  std::string plugin_name{};
  std::string plugin_type{};
  std::optional<std::string> plugin_description{};
  std::optional<std::string> plugin_icon{};
  std::string share_scope{};
  bool streams = false;
  bool can_regenerate_answer = false;
  bool can_show_preview = false;
  bool full_conversation = false;
  bool must_trigger_initial_message = false;
  bool supports_raw_html = false;
  bool supports_multimodal = false;
  std::optional<bool> supports_function_calling{};
  std::optional<bool> supports_tool_calling{};
  bool upload_files = false;
  int upload_max_file_count = 0;
  std::int64_t upload_max_file_size = 0;  // its unit is not documented
  int max_output_tokens = 0;
  int max_token_send_limit = 0;
  std::optional<double> temperature{};
  std::string model_id{};  // a UUID
  std::string model_name{};
  std::string provider_name{};
  raw_json input_moderation{};  // its type is not documented
  raw_json llm_output{};
  raw_json prompt_injection{};
  std::string supported_categories{};
  std::string supported_file_extensions{};
};

// The assistants of a list.
struct plugin_assistant_list {
  std::vector<plugin_assistant> plugins;

  std::size_t size() const noexcept { return plugins.size(); }
  plugin_assistant const* begin() const noexcept { return plugins.data(); }
  plugin_assistant const* end() const noexcept { return plugins.data() + plugins.size(); }
};

template <>
struct model<api_token_scope>
    : fields<field<"organizationId", &api_token_scope::organization_id>,
             field<"organizationName", &api_token_scope::organization_name>,
             field<"projectId", &api_token_scope::project_id>, field<"projectName", &api_token_scope::project_name>> {};
template <> struct model<project_token> : fields<field<"apiToken", &project_token::api_token>> {};
template <>
struct model<platform_health>
    : fields<field<"running", &platform_health::running>, informative<"version", &platform_health::version>,
             informative<"timestamp", &platform_health::timestamp>> {};
template <>
struct model<plugin_assistant>
    : fields<field<"pluginId", &plugin_assistant::plugin_id>, field<"pluginName", &plugin_assistant::plugin_name>,
             field<"pluginType", &plugin_assistant::plugin_type>,
             field<"pluginDescription", &plugin_assistant::plugin_description>,
             field<"pluginIcon", &plugin_assistant::plugin_icon>, field<"shareScope", &plugin_assistant::share_scope>,
             field<"streams", &plugin_assistant::streams>,
             field<"canRegenerateAnswer", &plugin_assistant::can_regenerate_answer>,
             field<"canShowPreview", &plugin_assistant::can_show_preview>,
             field<"fullConversation", &plugin_assistant::full_conversation>,
             field<"mustTriggerInitialMessage", &plugin_assistant::must_trigger_initial_message>,
             field<"supportsRawHtml", &plugin_assistant::supports_raw_html>,
             field<"supportsMultimodal", &plugin_assistant::supports_multimodal>,
             field<"supportsFunctionCalling", &plugin_assistant::supports_function_calling>,
             field<"supportsToolCalling", &plugin_assistant::supports_tool_calling>,
             field<"uploadFiles", &plugin_assistant::upload_files>,
             informative<"uploadMaxFileCount", &plugin_assistant::upload_max_file_count>,
             informative<"uploadMaxFileSize", &plugin_assistant::upload_max_file_size>,
             informative<"maxOutputTokens", &plugin_assistant::max_output_tokens>,
             informative<"maxTokenSendLimit", &plugin_assistant::max_token_send_limit>,
             informative<"temperature", &plugin_assistant::temperature>, field<"modelId", &plugin_assistant::model_id>,
             field<"modelName", &plugin_assistant::model_name>, field<"providerName", &plugin_assistant::provider_name>,
             field<"inputModeration", &plugin_assistant::input_moderation>,
             field<"llmOutput", &plugin_assistant::llm_output>,
             field<"promptInjection", &plugin_assistant::prompt_injection>,
             field<"supportedCategories", &plugin_assistant::supported_categories>,
             field<"supportedFileExtensions", &plugin_assistant::supported_file_extensions>> {};
template <> struct model<plugin_assistant_list> : fields<field<"plugins", &plugin_assistant_list::plugins>> {};

namespace api {

// Returns the organization and the project of an API token; default: the client's own token.
struct validate_api_token {
  std::optional<secret> api_token{};

  using answer = api_token_scope;
  using endpoint = get<"/v1/accessControl/apitoken/validate">;
  using parameters = fields<bearer<&validate_api_token::api_token>>;
};

// Lists the organizations of the user of the client's OAuth token. The shape of the reply is not documented.
struct get_authorized_organizations {
  using answer = raw_json;
  using endpoint = get<"/v1/accessControl/user/organizations">;
  using parameters = fields<>;
};

// Lists the projects of an organization that the user of the client's OAuth token can access. The shape of the reply is
// not documented.
struct get_authorized_projects {
  std::string organization{};

  using answer = raw_json;
  using endpoint = get<"/v1/accessControl/user/organization/projects">;
  using parameters = fields<query<"organization", &get_authorized_projects::organization>>;
};

// Checks that a project is visible to the user of an access token, and succeeds if it is. Errors, by their HTTP status:
// 400 for a missing parameter, 401 for an invalid token, 403 for a project that is unknown, inactive or not visible.
// The platform reads this token only from the query; the credential of the client is sent as well.
struct get_project_visibility {
  std::string organization{};
  std::string project{};
  secret access_token{};  // of a user

  using answer = void;
  using endpoint = get<"/v1/accessControl/user/access/project">;
  using parameters = fields<query<"organization", &get_project_visibility::organization>,
                            query<"project", &get_project_visibility::project>,
                            secret_query<"accessToken", &get_project_visibility::access_token>>;
};

// Returns a token for the project, for the user of the access token, which is sent as in get_project_visibility.
// Errors: those of get_project_visibility, and 401 also if the project has no active API token.
struct get_project_token {
  std::string organization{};
  std::string project{};
  secret access_token{};  // of a user

  using answer = project_token;
  using endpoint = get<"/v1/accessControl/user/token/project">;
  using parameters =
      fields<query<"organization", &get_project_token::organization>, query<"project", &get_project_token::project>,
             secret_query<"accessToken", &get_project_token::access_token>>;
};

// Returns the state of the platform.
struct get_health {
  using answer = platform_health;
  using endpoint = get<"/v1/system/status">;
  using parameters = fields<>;
};

// Returns the state of the platform at the root of the host, with its time.
struct get_platform_root {
  using answer = platform_health;
  using endpoint = get<"/">;  // hearsay
  using parameters = fields<>;
};

// Lists the assistants of an organization or a project that plug-ins can see.
struct list_plugin_assistants {
  std::optional<std::string> organization{};  // the id of the organization
  std::optional<std::string> project{};       // the id of the project

  using answer = plugin_assistant_list;
  using endpoint = get<"/v1/plugins">;
  using parameters = fields<query<"organization", &list_plugin_assistants::organization>,
                            query<"project", &list_plugin_assistants::project>>;
};

}  // namespace api
}  // namespace geai::inline v0_2
