#pragma once

#include <geai/api/checks.hpp>
#include <geai/api/operation.hpp>
#include <geai/api/paging.hpp>
#include <optional>
#include <string>
#include <vector>

// Who may do what in organizations and projects: rest-api.md section 16 (docs.globant.ai wiki 2871). The shapes of
// the replies are not documented.

namespace geai::inline v0 {

namespace api {

// The organizations that a user belongs to.
struct list_memberships {
  std::optional<std::string> email{};
  std::optional<int> start_page{};               // from 1
  std::optional<int> page_size{};                // the platform's default is 20
  std::optional<std::string> order_key{};        // only "organizationName"
  std::optional<std::string> order_direction{};  // "asc", "desc"
  std::optional<std::string> role_types{};       // a comma between them: "backend", "frontend"

  using answer = raw_json;
  using endpoint = get<"/v2/accessControl/memberships">;
  using paging = by_page<&list_memberships::start_page, &list_memberships::page_size>;
  using parameters =
      fields<query<"email", &list_memberships::email>, query<"startPage", &list_memberships::start_page>,
             query<"pageSize", &list_memberships::page_size>, query<"orderKey", &list_memberships::order_key>,
             query<"orderDirection", &list_memberships::order_direction>,
             query<"roleTypes", &list_memberships::role_types>>;

  result<void> check() const { return detail::check_not_negative(*this); }
  static constexpr auto token_level = api::token_level::organization;
};

// The projects of an organization that a user belongs to.
struct list_project_memberships {
  std::optional<std::string> organization_id{};  // in the place of the client's own
  std::optional<std::string> user_email{};
  std::optional<int> start_page{};  // from 1
  std::optional<int> page_size{};
  std::optional<std::string> order_key{};  // only "projectName"
  std::optional<std::string> order_direction{};
  std::optional<std::string> role_types{};

  using answer = raw_json;
  using endpoint = get<"/v2/accessControl/projects/memberships">;
  using paging = by_page<&list_project_memberships::start_page, &list_project_memberships::page_size>;
  using parameters = fields<header<"organization-id", &list_project_memberships::organization_id>,
                            query<"userEmail", &list_project_memberships::user_email>,
                            query<"startPage", &list_project_memberships::start_page>,
                            query<"pageSize", &list_project_memberships::page_size>,
                            query<"orderKey", &list_project_memberships::order_key>,
                            query<"orderDirection", &list_project_memberships::order_direction>,
                            query<"roleTypes", &list_project_memberships::role_types>>;

  result<void> check() const { return detail::check_not_negative(*this); }
  static constexpr auto token_level = api::token_level::organization;
};

struct list_project_roles {
  std::optional<std::string> project_id{};  // in the place of the client's own
  std::optional<int> start_page{};          // from 1
  std::optional<int> page_size{};
  std::optional<std::string> order_key{};  // only "name"
  std::optional<std::string> order_direction{};
  std::optional<std::string> role_types{};

  using answer = raw_json;
  using endpoint = get<"/v2/accessControl/projects/roles">;
  using paging = by_page<&list_project_roles::start_page, &list_project_roles::page_size>;
  using parameters =
      fields<header<"project-id", &list_project_roles::project_id>, query<"startPage", &list_project_roles::start_page>,
             query<"pageSize", &list_project_roles::page_size>, query<"orderKey", &list_project_roles::order_key>,
             query<"orderDirection", &list_project_roles::order_direction>,
             query<"roleTypes", &list_project_roles::role_types>>;

  result<void> check() const { return detail::check_not_negative(*this); }
  static constexpr auto token_level = api::token_level::organization;
};

struct list_project_members {
  std::optional<std::string> project_id{};  // in the place of the client's own
  std::optional<int> start_page{};          // from 1
  std::optional<int> page_size{};
  std::optional<std::string> order_key{};  // only "name"
  std::optional<std::string> order_direction{};
  std::optional<std::string> role_types{};

  using answer = raw_json;
  using endpoint = get<"/v2/accessControl/projects/members">;
  using paging = by_page<&list_project_members::start_page, &list_project_members::page_size>;
  using parameters =
      fields<header<"project-id", &list_project_members::project_id>,
             query<"startPage", &list_project_members::start_page>, query<"pageSize", &list_project_members::page_size>,
             query<"orderKey", &list_project_members::order_key>,
             query<"orderDirection", &list_project_members::order_direction>,
             query<"roleTypes", &list_project_members::role_types>>;

  result<void> check() const { return detail::check_not_negative(*this); }
  static constexpr auto token_level = api::token_level::organization;
};

struct list_organization_members {
  std::optional<std::string> organization_id{};
  std::optional<int> start_page{};  // from 1
  std::optional<int> page_size{};
  std::optional<std::string> order_key{};  // only "email"
  std::optional<std::string> order_direction{};
  std::optional<std::string> role_types{};  // only "backend"

  using answer = raw_json;
  using endpoint = get<"/v2/accessControl/organizations/members">;
  using paging = by_page<&list_organization_members::start_page, &list_organization_members::page_size>;
  using parameters = fields<query<"organizationId", &list_organization_members::organization_id>,
                            query<"startPage", &list_organization_members::start_page>,
                            query<"pageSize", &list_organization_members::page_size>,
                            query<"orderKey", &list_organization_members::order_key>,
                            query<"orderDirection", &list_organization_members::order_direction>,
                            query<"roleTypes", &list_organization_members::role_types>>;

  result<void> check() const { return detail::check_not_negative(*this); }
  static constexpr auto token_level = api::token_level::organization;
};

// Sends an invitation.
struct add_project_member {
  std::optional<std::string> project_id{};  // in the place of the client's own
  std::string user_email{};
  std::vector<std::string> roles{};  // names or GUIDs

  using answer = void;
  using endpoint = post<"/v2/accessControl/projects/members">;
  using parameters =
      fields<header<"project-id", &add_project_member::project_id>, field<"userEmail", &add_project_member::user_email>,
             field<"roles", &add_project_member::roles>>;
  static constexpr auto token_level = api::token_level::organization;
};

struct remove_project_member {
  std::string project_id{};
  std::string user_id{};

  using answer = void;
  using endpoint = delete_<"/v2/accessControl/projects/{project_id}/members/{user_id}">;
  using parameters =
      fields<path<"project_id", &remove_project_member::project_id>, path<"user_id", &remove_project_member::user_id>>;
  static constexpr auto token_level = api::token_level::organization;
};

struct get_plugin_runtime_policies {
  std::optional<std::string> organization_id{};  // in the place of the client's own

  using answer = raw_json;
  using endpoint = get<"/v2/accessControl/organization/plugin-runtime-policies">;
  using parameters = fields<header<"organization-id", &get_plugin_runtime_policies::organization_id>>;
  static constexpr auto token_level = api::token_level::organization;
};

}  // namespace api
}  // namespace geai::inline v0
