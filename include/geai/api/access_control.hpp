#pragma once

#include <cstddef>
#include <cstdint>
#include <geai/api/checks.hpp>
#include <geai/api/choices.hpp>
#include <geai/api/operation.hpp>
#include <geai/api/paging.hpp>
#include <geai/optional.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Roles, members and their permissions in organizations and projects: rest-api.md section 16 (docs.globant.ai wiki
// 2871, PyGEAI's models).

namespace geai::inline v0_2 {

// A role that a user may have.
struct access_role {
  std::string id{};
  std::string name{};
  std::optional<std::string> external_id{};
  std::optional<std::string> type{};
  std::optional<std::string> origin{};
};

// A project to which a user belongs.
struct project_membership {
  std::string project_id{};
  std::string project_name{};
  std::optional<std::string> project_description{};
  std::optional<std::string> organization_id{};
  std::optional<std::string> organization_name{};
  std::vector<access_role> roles;
};

// An organization to which a user belongs.
struct organization_membership {
  std::string organization_id{};
  std::string organization_name{};
  std::optional<bool> is_station_available{};
  std::vector<project_membership> projects;
};

// A user of a project or an organization.
struct access_member {
  std::string email{};
  std::vector<access_role> roles;
};

// A page of the organizations to which a user belongs.
struct organization_membership_list {
  std::vector<organization_membership> organizations;
  std::optional<std::int64_t> count{};  // the number of items in the whole list
  std::optional<std::int64_t> pages{};  // the number of pages

  std::size_t size() const noexcept { return organizations.size(); }
  organization_membership const* begin() const noexcept { return organizations.data(); }
  organization_membership const* end() const noexcept { return organizations.data() + organizations.size(); }
};

// A page of the projects to which a user belongs.
struct project_membership_list {
  std::vector<project_membership> projects;
  std::optional<std::int64_t> count{};  // the number of items in the whole list
  std::optional<std::int64_t> pages{};  // the number of pages

  std::size_t size() const noexcept { return projects.size(); }
  project_membership const* begin() const noexcept { return projects.data(); }
  project_membership const* end() const noexcept { return projects.data() + projects.size(); }
};

// A page of roles.
struct access_role_list {
  std::vector<access_role> roles;
  std::optional<std::int64_t> count{};  // the number of items in the whole list
  std::optional<std::int64_t> pages{};  // the number of pages

  std::size_t size() const noexcept { return roles.size(); }
  access_role const* begin() const noexcept { return roles.data(); }
  access_role const* end() const noexcept { return roles.data() + roles.size(); }
};

// A page of members.
struct access_member_list {
  std::vector<access_member> members;
  std::optional<std::int64_t> count{};  // the number of items in the whole list
  std::optional<std::int64_t> pages{};  // the number of pages

  std::size_t size() const noexcept { return members.size(); }
  access_member const* begin() const noexcept { return members.data(); }
  access_member const* end() const noexcept { return members.data() + members.size(); }
};

template <>
struct model<access_role> : fields<field<"id", &access_role::id>, field<"name", &access_role::name>,
                                   field<"externalId", &access_role::external_id>, field<"type", &access_role::type>,
                                   field<"origin", &access_role::origin>> {
  static constexpr std::string_view text_name = "name";  // a role with only a name
};
template <>
struct model<project_membership> : fields<field<"projectId", &project_membership::project_id>,
                                          field<"projectName", &project_membership::project_name>,
                                          field<"projectDescription", &project_membership::project_description>,
                                          field<"organizationId", &project_membership::organization_id>,
                                          field<"organizationName", &project_membership::organization_name>,
                                          field<"roles", &project_membership::roles>> {};
template <>
struct model<organization_membership>
    : fields<field<"organizationId", &organization_membership::organization_id>,
             field<"organizationName", &organization_membership::organization_name>,
             informative<"isStationAvailable", &organization_membership::is_station_available>,
             field<"projects", &organization_membership::projects>> {};
template <>
struct model<access_member> : fields<field<"email", &access_member::email>, field<"roles", &access_member::roles>> {};
template <>
struct model<organization_membership_list>
    : fields<field<"organizations", &organization_membership_list::organizations>,
             informative<"count", &organization_membership_list::count>,
             informative<"pages", &organization_membership_list::pages>> {};
template <>
struct model<project_membership_list> : fields<field<"projects", &project_membership_list::projects>,
                                               informative<"count", &project_membership_list::count>,
                                               informative<"pages", &project_membership_list::pages>> {};
template <>
struct model<access_role_list>
    : fields<field<"roles", &access_role_list::roles>, informative<"count", &access_role_list::count>,
             informative<"pages", &access_role_list::pages>> {};
template <>
struct model<access_member_list>
    : fields<field<"members", &access_member_list::members>, informative<"count", &access_member_list::count>,
             informative<"pages", &access_member_list::pages>> {};

namespace api {

// Lists the organizations to which a user belongs.
struct list_memberships {
  std::optional<std::string> email{};
  std::optional<int> start_page{};         // from 1
  std::optional<int> page_size{};          // the platform's default is 20
  std::optional<std::string> order_key{};  // only "organizationName"
  optional<open_enumeration<sort_direction>> order_direction{};
  std::optional<std::string> role_types{};  // comma-separated: "backend", "frontend"

  using answer = organization_membership_list;
  using endpoint = get<"/v2/accessControl/memberships">;
  using paging = by_page<&list_memberships::start_page, &list_memberships::page_size>;
  using parameters =
      fields<query<"email", &list_memberships::email>, query<"startPage", &list_memberships::start_page>,
             query<"pageSize", &list_memberships::page_size>, query<"orderKey", &list_memberships::order_key>,
             query<"orderDirection", &list_memberships::order_direction>,
             query<"roleTypes", &list_memberships::role_types>>;

  template <class = void> result<void> check() const { return detail::check_not_negative(*this); }
  static constexpr auto token_level = api::token_level::organization;
};

// Lists the projects of an organization to which a user belongs.
struct list_project_memberships {
  std::optional<std::string> organization_id{};  // default: that of the client
  std::optional<std::string> user_email{};
  std::optional<int> start_page{};  // from 1
  std::optional<int> page_size{};
  std::optional<std::string> order_key{};  // only "projectName"
  optional<open_enumeration<sort_direction>> order_direction{};
  std::optional<std::string> role_types{};

  using answer = project_membership_list;
  using endpoint = get<"/v2/accessControl/projects/memberships">;
  using paging = by_page<&list_project_memberships::start_page, &list_project_memberships::page_size>;
  using parameters = fields<header<"organization-id", &list_project_memberships::organization_id>,
                            query<"userEmail", &list_project_memberships::user_email>,
                            query<"startPage", &list_project_memberships::start_page>,
                            query<"pageSize", &list_project_memberships::page_size>,
                            query<"orderKey", &list_project_memberships::order_key>,
                            query<"orderDirection", &list_project_memberships::order_direction>,
                            query<"roleTypes", &list_project_memberships::role_types>>;

  template <class = void> result<void> check() const { return detail::check_not_negative(*this); }
  static constexpr auto token_level = api::token_level::organization;
};

// Lists the roles of a project.
struct list_project_roles {
  std::optional<std::string> project_id{};  // default: that of the client
  std::optional<int> start_page{};          // from 1
  std::optional<int> page_size{};
  std::optional<std::string> order_key{};  // only "name"
  optional<open_enumeration<sort_direction>> order_direction{};
  std::optional<std::string> role_types{};

  using answer = access_role_list;
  using endpoint = get<"/v2/accessControl/projects/roles">;
  using paging = by_page<&list_project_roles::start_page, &list_project_roles::page_size>;
  using parameters =
      fields<header<"project-id", &list_project_roles::project_id>, query<"startPage", &list_project_roles::start_page>,
             query<"pageSize", &list_project_roles::page_size>, query<"orderKey", &list_project_roles::order_key>,
             query<"orderDirection", &list_project_roles::order_direction>,
             query<"roleTypes", &list_project_roles::role_types>>;

  template <class = void> result<void> check() const { return detail::check_not_negative(*this); }
  static constexpr auto token_level = api::token_level::organization;
};

// Lists the members of a project.
struct list_project_members {
  std::optional<std::string> project_id{};  // default: that of the client
  std::optional<int> start_page{};          // from 1
  std::optional<int> page_size{};
  std::optional<std::string> order_key{};  // only "name"
  optional<open_enumeration<sort_direction>> order_direction{};
  std::optional<std::string> role_types{};

  using answer = access_member_list;
  using endpoint = get<"/v2/accessControl/projects/members">;
  using paging = by_page<&list_project_members::start_page, &list_project_members::page_size>;
  using parameters =
      fields<header<"project-id", &list_project_members::project_id>,
             query<"startPage", &list_project_members::start_page>, query<"pageSize", &list_project_members::page_size>,
             query<"orderKey", &list_project_members::order_key>,
             query<"orderDirection", &list_project_members::order_direction>,
             query<"roleTypes", &list_project_members::role_types>>;

  template <class = void> result<void> check() const { return detail::check_not_negative(*this); }
  static constexpr auto token_level = api::token_level::organization;
};

// Lists the members of an organization.
struct list_organization_members {
  std::optional<std::string> organization_id{};
  std::optional<int> start_page{};  // from 1
  std::optional<int> page_size{};
  std::optional<std::string> order_key{};  // only "email"
  optional<open_enumeration<sort_direction>> order_direction{};
  std::optional<std::string> role_types{};  // only "backend"

  using answer = access_member_list;
  using endpoint = get<"/v2/accessControl/organizations/members">;
  using paging = by_page<&list_organization_members::start_page, &list_organization_members::page_size>;
  using parameters = fields<query<"organizationId", &list_organization_members::organization_id>,
                            query<"startPage", &list_organization_members::start_page>,
                            query<"pageSize", &list_organization_members::page_size>,
                            query<"orderKey", &list_organization_members::order_key>,
                            query<"orderDirection", &list_organization_members::order_direction>,
                            query<"roleTypes", &list_organization_members::role_types>>;

  template <class = void> result<void> check() const { return detail::check_not_negative(*this); }
  static constexpr auto token_level = api::token_level::organization;
};

// Sends an invitation.
struct add_project_member {
  std::optional<std::string> project_id{};  // default: that of the client
  std::string user_email{};
  std::vector<std::string> roles{};  // names or GUIDs

  using answer = void;
  using endpoint = post<"/v2/accessControl/projects/members">;
  using parameters =
      fields<header<"project-id", &add_project_member::project_id>, field<"userEmail", &add_project_member::user_email>,
             field<"roles", &add_project_member::roles>>;
  static constexpr auto token_level = api::token_level::organization;
};

// Removes a member from a project.
struct remove_project_member {
  std::string project_id{};
  std::string user_id{};

  using answer = void;
  using endpoint = delete_<"/v2/accessControl/projects/{project_id}/members/{user_id}">;
  using parameters =
      fields<path<"project_id", &remove_project_member::project_id>, path<"user_id", &remove_project_member::user_id>>;
  static constexpr auto token_level = api::token_level::organization;
};

// Returns the policies of an organization, or a remark that it has none. The shape of the reply is not documented.
struct get_plugin_runtime_policies {
  std::optional<std::string> organization_id{};  // default: that of the client

  using answer = raw_json;
  using endpoint = get<"/v2/accessControl/organization/plugin-runtime-policies">;
  using parameters = fields<header<"organization-id", &get_plugin_runtime_policies::organization_id>>;
  static constexpr auto token_level = api::token_level::organization;
};

}  // namespace api
}  // namespace geai::inline v0_2
