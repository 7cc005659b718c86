#pragma once

#include <cstddef>
#include <cstdint>
#include <geai/api/assistants.hpp>
#include <geai/api/checks.hpp>
#include <geai/api/choices.hpp>
#include <geai/api/operation.hpp>
#include <geai/api/paging.hpp>
#include <geai/api/platform_message.hpp>
#include <geai/api/usage_limits.hpp>
#include <geai/json/open_enumeration.hpp>
#include <geai/optional.hpp>
#include <optional>
#include <string>
#include <vector>

// Organizations, their projects and everything in them: rest-api.md section 16 (docs.globant.ai wiki 22, the vendor's
// saia-docs, PyGEAI). Requires a token of an organization, or an OAuth token; the routes under /v2/admin require that
// of a System Administrator.

namespace geai::inline v0_2 {

// The outcome of a request to an assistant.
enum class request_status : unsigned char { succeeded, failed, pending };
template <>
struct model<request_status>
    : enumerators<enumerator<"succeeded", request_status::succeeded>, enumerator<"failed", request_status::failed>,
                  enumerator<"pending", request_status::pending>> {};

// A search profile of a project.
struct search_profile_summary {
  std::string name{};
  std::string description{};
};

// A token of a project, as shown in replies. Ids look like `default_...`: treat them as secrets when you print them.
struct project_api_token {
  std::string id{};
  std::string name{};
  std::optional<std::string> description{};
  open_enumeration<token_status> status{};  // "Revoked" after its deletion
  std::optional<std::string> scope{};
  std::optional<std::string> timestamp{};
  std::vector<platform_message> messages;
};

// The API tokens of a project.
struct project_api_token_list {
  std::vector<project_api_token> tokens;

  std::size_t size() const noexcept { return tokens.size(); }
  project_api_token const* begin() const noexcept { return tokens.data(); }
  project_api_token const* end() const noexcept { return tokens.data() + tokens.size(); }
};

// A project of an organization.
struct project {
  std::string id{};
  std::string name{};
  std::optional<std::string> description{};
  std::optional<bool> active{};
  std::optional<int> status{};  // 0: active, 1: deleted, 2: hidden
  std::optional<std::string> organization_id{};
  std::optional<std::string> organization_name{};
  std::vector<search_profile_summary> search_profiles;
  std::vector<project_api_token> tokens;
  optional<geai::usage_limit> usage_limit{};
};

// The projects of a list.
struct project_list {
  std::vector<project> projects;

  std::size_t size() const noexcept { return projects.size(); }
  project const* begin() const noexcept { return projects.data(); }
  project const* end() const noexcept { return projects.data() + projects.size(); }
};

// The assistants of a project.
struct organization_assistants {
  std::vector<assistant> assistants;
  std::optional<std::string> project_id{};
  std::optional<std::string> project_name{};

  std::size_t size() const noexcept { return assistants.size(); }
  assistant const* begin() const noexcept { return assistants.data(); }
  assistant const* end() const noexcept { return assistants.data() + assistants.size(); }
};

// A past request.
struct exported_request {
  std::string assistant{};
  raw_json intent{};
  std::string timestamp{};
  raw_json prompt{};
  raw_json output{};
  raw_json input_text{};
  open_enumeration<request_status> status{};
  std::optional<std::string> module{};
  std::optional<std::string> session_id{};
  std::optional<std::string> api_token{};  // the name or the id of the token
  std::optional<double> cost{};            // USD
  std::optional<std::int64_t> elapsed_time_ms{};
  std::optional<std::string> start_timestamp{};
  std::optional<std::string> end_timestamp{};
  raw_json feedback{};
  raw_json rag_sources_consulted{};
};

// Past requests, as exported by the platform.
struct exported_requests {
  std::vector<exported_request> items;
  std::optional<std::int64_t> count{};  // the number of items in the whole list, if the platform sends it

  std::size_t size() const noexcept { return items.size(); }
  exported_request const* begin() const noexcept { return items.data(); }
  exported_request const* end() const noexcept { return items.data() + items.size(); }
};

// An organization.
struct organization {
  std::string id{};
  std::string name{};
};

// A page of organizations.
struct organization_list {
  std::vector<organization> organizations;
  std::optional<std::int64_t> count{};  // the number of all organizations
  std::optional<std::int64_t> pages{};  // the number of pages

  std::size_t size() const noexcept { return organizations.size(); }
  organization const* begin() const noexcept { return organizations.data(); }
  organization const* end() const noexcept { return organizations.data() + organizations.size(); }
};

template <>
struct model<search_profile_summary>
    : fields<field<"name", &search_profile_summary::name>, field<"description", &search_profile_summary::description>> {
};
template <>
struct model<project_api_token>
    : fields<field<"id", &project_api_token::id>, field<"name", &project_api_token::name>,
             field<"description", &project_api_token::description>, field<"status", &project_api_token::status>,
             field<"scope", &project_api_token::scope>, informative<"timestamp", &project_api_token::timestamp>,
             field<"messages", &project_api_token::messages>> {};
template <> struct model<project_api_token_list> : fields<field<"tokens", &project_api_token_list::tokens>> {};
template <>
struct model<project>
    : fields<field<"projectId", &project::id>, field<"projectName", &project::name>,
             field<"projectDescription", &project::description>, informative<"projectActive", &project::active>,
             informative<"projectStatus", &project::status>, field<"organizationId", &project::organization_id>,
             field<"organizationName", &project::organization_name>, field<"searchProfiles", &project::search_profiles>,
             field<"tokens", &project::tokens>, field<"usageLimit", &project::usage_limit>> {};
template <> struct model<project_list> : fields<field<"projects", &project_list::projects>> {};
template <>
struct model<organization_assistants> : fields<field<"assistants", &organization_assistants::assistants>,
                                               field<"projectId", &organization_assistants::project_id>,
                                               field<"projectName", &organization_assistants::project_name>> {};
template <>
struct model<exported_request>
    : fields<field<"assistant", &exported_request::assistant>, field<"intent", &exported_request::intent>,
             field<"timestamp", &exported_request::timestamp>, field<"prompt", &exported_request::prompt>,
             field<"output", &exported_request::output>, field<"inputText", &exported_request::input_text>,
             field<"status", &exported_request::status>, field<"module", &exported_request::module>,
             field<"sessionId", &exported_request::session_id>, field<"apiToken", &exported_request::api_token>,
             informative<"cost", &exported_request::cost>,
             informative<"elapsedTimeMs", &exported_request::elapsed_time_ms>,
             informative<"startTimestamp", &exported_request::start_timestamp>,
             informative<"endTimestamp", &exported_request::end_timestamp>,
             field<"feedback", &exported_request::feedback>,
             field<"ragSourcesConsulted", &exported_request::rag_sources_consulted>> {};
template <>
struct model<exported_requests>
    : fields<field<"items", &exported_requests::items>, informative<"count", &exported_requests::count>> {};
template <>
struct model<organization>
    : fields<field<"organizationId", &organization::id>, field<"organizationName", &organization::name>> {};
template <>
struct model<organization_list>
    : fields<field<"organizations", &organization_list::organizations>, informative<"count", &organization_list::count>,
             informative<"pages", &organization_list::pages>> {};

namespace api {

// Lists the assistants of the project. A token of the project is sufficient.
struct list_organization_assistants {
  optional<open_enumeration<detail_level>> detail{};

  using answer = organization_assistants;
  using endpoint = get<"/v1/organization/assistants">;
  using parameters = fields<query<"detail", &list_organization_assistants::detail>>;
};

// Lists the projects of the organization.
struct list_projects {
  optional<open_enumeration<detail_level>> detail{};
  std::optional<std::string> name{};

  using answer = project_list;
  using endpoint = get<"/v1/organization/projects">;
  using parameters = fields<query<"detail", &list_projects::detail>, query<"name", &list_projects::name>>;
  static constexpr auto token_level = api::token_level::organization;
};

// Returns a project.
struct get_project {
  std::string id{};

  using answer = project;
  using endpoint = get<"/v1/organization/project/{id}">;
  using parameters = fields<path<"id", &get_project::id>>;
  static constexpr auto token_level = api::token_level::organization;
};

// Creates a project.
struct create_project {
  std::string name{};
  std::string administrator_user_email{};
  std::optional<std::string> description{};
  optional<usage_limit_definition> usage_limit{};

  using answer = project;
  using endpoint = post<"/v1/organization/project">;
  using parameters =
      fields<field<"name", &create_project::name>,
             field<"administratorUserEmail", &create_project::administrator_user_email>,
             field<"description", &create_project::description>, field<"usageLimit", &create_project::usage_limit>>;
  static constexpr auto token_level = api::token_level::organization;
};

// Updates a project.
struct update_project {
  std::string id{};
  std::string name{};
  std::optional<std::string> description{};

  using answer = project;
  using endpoint = put<"/v1/organization/project/{id}">;
  using parameters = fields<path<"id", &update_project::id>, field<"name", &update_project::name>,
                            field<"description", &update_project::description>>;
  static constexpr auto token_level = api::token_level::organization;
};

// Deletes a project.
struct delete_project {
  std::string id{};

  using answer = void;
  using endpoint = delete_<"/v1/organization/project/{id}">;
  using parameters = fields<path<"id", &delete_project::id>>;
  static constexpr auto token_level = api::token_level::organization;
};

// Lists the API tokens of a project.
struct list_project_tokens {
  std::string id{};

  using answer = project_api_token_list;
  using endpoint = get<"/v1/organization/project/{id}/tokens">;
  using parameters = fields<path<"id", &list_project_tokens::id>>;
  static constexpr auto token_level = api::token_level::organization;
};

// Lists the requests that assistants have answered. A token of the project is sufficient.
struct export_requests {
  std::optional<std::string> assistant_name{};
  optional<open_enumeration<request_status>> status{};
  std::optional<int> skip{};   // offset
  std::optional<int> count{};  // page size

  using answer = exported_requests;
  using endpoint = get<"/v1/organization/request/export">;
  using paging = by_offset<&export_requests::skip, &export_requests::count>;
  using parameters =
      fields<query<"assistantName", &export_requests::assistant_name>, query<"status", &export_requests::status>,
             query<"skip", &export_requests::skip>, query<"count", &export_requests::count>>;

  template <class = void> result<void> check() const { return detail::check_not_negative(*this); }
};

// Lists the organizations.
struct list_organizations {
  std::optional<int> start_page{};  // from 1
  std::optional<int> page_size{};
  std::optional<std::string> order_key{};  // only "name"
  optional<open_enumeration<sort_direction>> order_direction{};
  std::optional<std::string> filter_key{};  // only "name"
  std::optional<std::string> filter_value{};

  using answer = organization_list;
  using endpoint = get<"/v2/admin/organizations">;
  using paging = by_page<&list_organizations::start_page, &list_organizations::page_size>;
  using parameters = fields<
      query<"startPage", &list_organizations::start_page>, query<"pageSize", &list_organizations::page_size>,
      query<"orderKey", &list_organizations::order_key>, query<"orderDirection", &list_organizations::order_direction>,
      query<"filterKey", &list_organizations::filter_key>, query<"filterValue", &list_organizations::filter_value>>;

  template <class = void> result<void> check() const { return detail::check_not_negative(*this); }
  static constexpr auto token_level = api::token_level::organization;
};

// Creates an organization.
struct create_organization {
  std::string name{};
  std::string administrator_user_email{};

  using answer = organization;
  using endpoint = post<"/v2/admin/organizations">;
  using parameters = fields<field<"name", &create_organization::name>,
                            field<"administratorUserEmail", &create_organization::administrator_user_email>>;
  static constexpr auto token_level = api::token_level::organization;
};

// Deletes an organization.
struct delete_organization {
  std::string id{};

  using answer = void;
  using endpoint = delete_<"/v2/admin/organizations/{id}">;
  using parameters = fields<path<"id", &delete_organization::id>>;
  static constexpr auto token_level = api::token_level::organization;
};

}  // namespace api
}  // namespace geai::inline v0_2
