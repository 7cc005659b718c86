#pragma once

#include <geai/api/operation.hpp>
#include <optional>
#include <string>

// What a token may see: rest-api.md section 2.1 (docs.globant.ai wiki 22) and pygeai.md section 5.3.

namespace geai::inline v0 {

// What an API token stands for.
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

// Whether the platform runs, and which version.
struct platform_health {
  raw_json running{};  // of no documented type, as the version
  raw_json version{};
};

template <>
struct model<api_token_scope>
    : fields<field<"organizationId", &api_token_scope::organization_id>,
             field<"organizationName", &api_token_scope::organization_name>,
             field<"projectId", &api_token_scope::project_id>, field<"projectName", &api_token_scope::project_name>> {};
template <> struct model<project_token> : fields<field<"apiToken", &project_token::api_token>> {};
template <>
struct model<platform_health>
    : fields<field<"running", &platform_health::running>, field<"version", &platform_health::version>> {};

namespace api {

// Who an API token belongs to; without one, the client's own. The prefix of the path is PyGEAI's.
struct validate_api_token {
  std::optional<secret> api_token{};

  using answer = api_token_scope;
  using endpoint = get<"/v1/accessControl/apitoken/validate">;  // inferred
  using parameters = fields<bearer<&validate_api_token::api_token>>;
};

// PyGEAI knows this and the next three, but neither their paths nor their replies are documented.
struct get_authorized_organizations {
  using answer = raw_json;
  using endpoint = get<"/v2/admin/authorizedOrganizations">;  // inferred
  using parameters = fields<>;
};

struct get_authorized_projects {
  std::string organization{};

  using answer = raw_json;
  using endpoint = get<"/v2/admin/authorizedProjects">;  // inferred
  using parameters = fields<query<"organization", &get_authorized_projects::organization>>;
};

// PyGEAI puts the access token into the URL; here it travels as the call's bearer token.
struct get_project_visibility {
  std::string organization{};
  std::string project{};
  std::optional<secret> access_token{};

  using answer = raw_json;
  using endpoint = get<"/v2/admin/projectVisibility">;  // inferred
  using parameters =
      fields<query<"organization", &get_project_visibility::organization>,
             query<"project", &get_project_visibility::project>, bearer<&get_project_visibility::access_token>>;
};

// A token for the project, of whoever the access token belongs to. It travels as the call's bearer token.
struct get_project_token {
  std::string organization{};
  std::string project{};
  std::optional<secret> access_token{};

  using answer = project_token;
  using endpoint = get<"/v2/admin/projectApiToken">;  // inferred
  using parameters = fields<query<"organization", &get_project_token::organization>,
                            query<"project", &get_project_token::project>, bearer<&get_project_token::access_token>>;
};

// PyGEAI's HealthClient; the path is not documented.
struct get_health {
  using answer = platform_health;
  using endpoint = get<"/v1/status">;  // inferred
  using parameters = fields<>;
};

// The assistants that plug-ins see; neither path nor reply is documented.
struct list_plugin_assistants {
  std::optional<std::string> organization_id{};
  std::optional<std::string> project_id{};

  using answer = raw_json;
  using endpoint = get<"/v1/plugins/assistants">;  // inferred
  using parameters = fields<query<"organizationId", &list_plugin_assistants::organization_id>,
                            query<"projectId", &list_plugin_assistants::project_id>>;
};

}  // namespace api
}  // namespace geai::inline v0
