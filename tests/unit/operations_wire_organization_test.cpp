// Every operation on the wire: with all that it can say, and with what it must say only.
#include "operations_support.hpp"
//
#include <doctest/doctest.h>

#include <geai/client/admin.hpp>
#include <geai/client/authorization.hpp>
#include <geai/client/gam.hpp>
#include <geai/client/organization.hpp>
#include <geai/client/usage_limits.hpp>

namespace {

using wire_test =
    geai::test::wire_test<geai::authorization_calls, geai::gam_calls, geai::admin_calls, geai::organization_calls,
                          geai::project_token_calls, geai::access_control_calls, geai::usage_limit_calls>;

}  // namespace

TEST_CASE("the wire: authorization") {
  wire_test wire;
  wire.check(wire.client.get_oauth2_access_token({.client_id = "v&clie", .username = "v&user", .password = "v&pass"}),
             "POST api /oauth/access_token",
             R"(client_id=v%26clie&username=v%26user&password=v%26pass&scope=gam_user_data%20gam_user_roles)");
  wire.check(wire.client.get_user_profile_information({.access_token = "v-acce", .project_id = "v-Proj"}),
             "GET api /openid/userinfo", "",
             {{"Authorization", "Bearer v-acce"}, {"ProjectId", "v-Proj"}, {"project-id", "v-Proj"}});
  wire.check(wire.client.get_user_profile_information({}), "GET api /openid/userinfo", "");
}

TEST_CASE("the wire: gam") {
  wire_test wire;
  wire.check(
      wire.client.get_gam_access_token({.client_id = "v&clie",
                                        .client_secret = "v&clie",
                                        .username = "v&user",
                                        .password = "v&pass",
                                        .initial_properties = "v&init",
                                        .repository = "v&repo"}),
      "POST api /oauth/gam/v2.0/access_token",
      R"(grant_type=password&authentication_type_name=local&scope=gam_user_data&request_token_type=OAuth&client_id=v%26clie&client_secret=v%26clie&username=v%26user&password=v%26pass&initial_properties=v%26init&repository=v%26repo)");
  wire.check(
      wire.client.get_gam_access_token({.client_id = "v&clie", .username = "v&user", .password = "v&pass"}),
      "POST api /oauth/gam/v2.0/access_token",
      R"(grant_type=password&authentication_type_name=local&scope=gam_user_data&request_token_type=OAuth&client_id=v%26clie&username=v%26user&password=v%26pass)");
  wire.check(wire.client.refresh_gam_access_token(
                 {.client_id = "v&clie", .client_secret = "v&clie", .refresh_token = "v&refr"}),
             "POST api /oauth/gam/v2.0/access_token",
             R"(grant_type=refresh_token&client_id=v%26clie&client_secret=v%26clie&refresh_token=v%26refr)");
  wire.check(wire.client.refresh_gam_access_token({.client_id = "v&clie", .refresh_token = "v&refr"}),
             "POST api /oauth/gam/v2.0/access_token",
             R"(grant_type=refresh_token&client_id=v%26clie&refresh_token=v%26refr)");
  wire.check(wire.client.get_gam_user_info({.access_token = "v-acce"}), "GET api /oauth/gam/v2.0/userinfo", "",
             {{"Authorization", "Bearer v-acce"}});
  wire.check(wire.client.get_gam_user_info({}), "GET api /oauth/gam/v2.0/userinfo", "");
  wire.check(wire.client.get_gam_authentication_types({}), "GET api /v1/gam/authentication-types", "");
}

TEST_CASE("the wire: admin") {
  wire_test wire;
  wire.check(wire.client.validate_api_token({.api_token = "v-api_"}), "GET api /v1/accessControl/apitoken/validate", "",
             {{"Authorization", "Bearer v-api_"}});
  wire.check(wire.client.validate_api_token({}), "GET api /v1/accessControl/apitoken/validate", "");
  wire.check(wire.client.get_authorized_organizations({}), "GET api /v2/admin/authorizedOrganizations", "");
  wire.check(wire.client.get_authorized_projects({.organization = "v&orga"}),
             "GET api /v2/admin/authorizedProjects?organization=v%26orga", "");
  wire.check(
      wire.client.get_project_visibility({.organization = "v&orga", .project = "v&proj", .access_token = "v-acce"}),
      "GET api /v2/admin/projectVisibility?organization=v%26orga&project=v%26proj", "",
      {{"Authorization", "Bearer v-acce"}});
  wire.check(wire.client.get_project_visibility({.organization = "v&orga", .project = "v&proj"}),
             "GET api /v2/admin/projectVisibility?organization=v%26orga&project=v%26proj", "");
  wire.check(wire.client.get_project_token({.organization = "v&orga", .project = "v&proj", .access_token = "v-acce"}),
             "GET api /v2/admin/projectApiToken?organization=v%26orga&project=v%26proj", "",
             {{"Authorization", "Bearer v-acce"}});
  wire.check(wire.client.get_project_token({.organization = "v&orga", .project = "v&proj"}),
             "GET api /v2/admin/projectApiToken?organization=v%26orga&project=v%26proj", "");
  wire.check(wire.client.get_health({}), "GET api /v1/status", "");
  wire.check(wire.client.list_plugin_assistants({.organization_id = "v&orga", .project_id = "v&proj"}),
             "GET api /v1/plugins/assistants?organizationId=v%26orga&projectId=v%26proj", "");
  wire.check(wire.client.list_plugin_assistants({}), "GET api /v1/plugins/assistants", "");
}

TEST_CASE("the wire: organization") {
  wire_test wire;
  wire.check(wire.client.list_organization_assistants({.detail = "v&deta"}),
             "GET api /v1/organization/assistants?detail=v%26deta", "");
  wire.check(wire.client.list_organization_assistants({}), "GET api /v1/organization/assistants", "");
  wire.check(wire.client.list_projects({.detail = "v&deta", .name = "v&name"}),
             "GET api /v1/organization/projects?detail=v%26deta&name=v%26name", "");
  wire.check(wire.client.list_projects({}), "GET api /v1/organization/projects", "");
  wire.check(wire.client.get_project({.id = "a b/c?\xc3\xbc"}), "GET api /v1/organization/project/a%20b%2Fc%3F%C3%BC",
             "");
  wire.check(
      wire.client.create_project({.name = "name",
                                  .administrator_user_email = "admini",
                                  .description = "descri",
                                  .usage_limit = geai::usage_limit_definition{.subscription_type = "subscr",
                                                                              .usage_unit = "usageU",
                                                                              .soft_limit = 0.5,
                                                                              .hard_limit = 0.5,
                                                                              .renewal_status = "renewa"}}),
      "POST api /v1/organization/project",
      R"({"name":"name","administratorUserEmail":"admini","description":"descri","usageLimit":{"subscriptionType":"subscr","usageUnit":"usageU","softLimit":0.5,"hardLimit":0.5,"renewalStatus":"renewa"}})");
  wire.check(wire.client.create_project({.name = "name", .administrator_user_email = "admini"}),
             "POST api /v1/organization/project", R"({"name":"name","administratorUserEmail":"admini"})");
  wire.check(wire.client.update_project({.id = "a b/c?\xc3\xbc", .name = "name", .description = "descri"}),
             "PUT api /v1/organization/project/a%20b%2Fc%3F%C3%BC", R"({"name":"name","description":"descri"})");
  wire.check(wire.client.update_project({.id = "a b/c?\xc3\xbc", .name = "name"}),
             "PUT api /v1/organization/project/a%20b%2Fc%3F%C3%BC", R"({"name":"name"})");
  wire.check(wire.client.delete_project({.id = "a b/c?\xc3\xbc"}),
             "DELETE api /v1/organization/project/a%20b%2Fc%3F%C3%BC", "");
  wire.check(wire.client.list_project_tokens({.id = "a b/c?\xc3\xbc"}),
             "GET api /v1/organization/project/a%20b%2Fc%3F%C3%BC/tokens", "");
  wire.check(wire.client.export_requests({.assistant_name = "v&assi", .status = "v&stat", .skip = 7, .count = 7}),
             "GET api /v1/organization/request/export?assistantName=v%26assi&status=v%26stat&skip=7&count=7", "");
  wire.check(wire.client.export_requests({}), "GET api /v1/organization/request/export", "");
  wire.check(wire.client.list_organizations({.start_page = 7,
                                             .page_size = 7,
                                             .order_key = "v&orde",
                                             .order_direction = "v&orde",
                                             .filter_key = "v&filt",
                                             .filter_value = "v&filt"}),
             "GET api "
             "/v2/admin/"
             "organizations?startPage=7&pageSize=7&orderKey=v%26orde&orderDirection=v%26orde&filterKey=v%26filt&"
             "filterValue=v%26filt",
             "");
  wire.check(wire.client.list_organizations({}), "GET api /v2/admin/organizations", "");
  wire.check(wire.client.create_organization({.name = "name", .administrator_user_email = "admini"}),
             "POST api /v2/admin/organizations", R"({"name":"name","administratorUserEmail":"admini"})");
  wire.check(wire.client.delete_organization({.id = "a b/c?\xc3\xbc"}),
             "DELETE api /v2/admin/organizations/a%20b%2Fc%3F%C3%BC", "");
}

TEST_CASE("the wire: project tokens") {
  wire_test wire;
  wire.check(wire.client.create_project_api_token({.project_id = "v-proj", .name = "name", .description = "descri"}),
             "POST api /v2/projects/tokens", R"({"name":"name","description":"descri"})", {{"project-id", "v-proj"}});
  wire.check(wire.client.create_project_api_token({.name = "name"}), "POST api /v2/projects/tokens",
             R"({"name":"name"})");
  wire.check(wire.client.get_project_api_token({.id = "a b/c?\xc3\xbc"}),
             "GET api /v2/projects/tokens/a%20b%2Fc%3F%C3%BC", "");
  wire.check(
      wire.client.update_project_api_token({.id = "a b/c?\xc3\xbc", .description = "descri", .status = "status"}),
      "PUT api /v2/projects/tokens/a%20b%2Fc%3F%C3%BC", R"({"description":"descri","status":"status"})");
  wire.check(wire.client.update_project_api_token({.id = "a b/c?\xc3\xbc"}),
             "PUT api /v2/projects/tokens/a%20b%2Fc%3F%C3%BC", R"({})");
  wire.check(wire.client.delete_project_api_token({.id = "a b/c?\xc3\xbc"}),
             "DELETE api /v2/projects/tokens/a%20b%2Fc%3F%C3%BC", "");
}

TEST_CASE("the wire: access control") {
  wire_test wire;
  wire.check(
      wire.client.list_memberships({.email = "v&emai",
                                    .start_page = 7,
                                    .page_size = 7,
                                    .order_key = "v&orde",
                                    .order_direction = "v&orde",
                                    .role_types = "v&role"}),
      "GET api "
      "/v2/accessControl/"
      "memberships?email=v%26emai&startPage=7&pageSize=7&orderKey=v%26orde&orderDirection=v%26orde&roleTypes=v%26role",
      "");
  wire.check(wire.client.list_memberships({}), "GET api /v2/accessControl/memberships", "");
  wire.check(wire.client.list_project_memberships({.organization_id = "v-orga",
                                                   .user_email = "v&user",
                                                   .start_page = 7,
                                                   .page_size = 7,
                                                   .order_key = "v&orde",
                                                   .order_direction = "v&orde",
                                                   .role_types = "v&role"}),
             "GET api "
             "/v2/accessControl/projects/"
             "memberships?userEmail=v%26user&startPage=7&pageSize=7&orderKey=v%26orde&orderDirection=v%26orde&"
             "roleTypes=v%26role",
             "", {{"organization-id", "v-orga"}});
  wire.check(wire.client.list_project_memberships({}), "GET api /v2/accessControl/projects/memberships", "");
  wire.check(wire.client.list_project_roles({.project_id = "v-proj",
                                             .start_page = 7,
                                             .page_size = 7,
                                             .order_key = "v&orde",
                                             .order_direction = "v&orde",
                                             .role_types = "v&role"}),
             "GET api "
             "/v2/accessControl/projects/"
             "roles?startPage=7&pageSize=7&orderKey=v%26orde&orderDirection=v%26orde&roleTypes=v%26role",
             "", {{"project-id", "v-proj"}});
  wire.check(wire.client.list_project_roles({}), "GET api /v2/accessControl/projects/roles", "");
  wire.check(wire.client.list_project_members({.project_id = "v-proj",
                                               .start_page = 7,
                                               .page_size = 7,
                                               .order_key = "v&orde",
                                               .order_direction = "v&orde",
                                               .role_types = "v&role"}),
             "GET api "
             "/v2/accessControl/projects/"
             "members?startPage=7&pageSize=7&orderKey=v%26orde&orderDirection=v%26orde&roleTypes=v%26role",
             "", {{"project-id", "v-proj"}});
  wire.check(wire.client.list_project_members({}), "GET api /v2/accessControl/projects/members", "");
  wire.check(wire.client.list_organization_members({.organization_id = "v&orga",
                                                    .start_page = 7,
                                                    .page_size = 7,
                                                    .order_key = "v&orde",
                                                    .order_direction = "v&orde",
                                                    .role_types = "v&role"}),
             "GET api "
             "/v2/accessControl/organizations/"
             "members?organizationId=v%26orga&startPage=7&pageSize=7&orderKey=v%26orde&orderDirection=v%26orde&"
             "roleTypes=v%26role",
             "");
  wire.check(wire.client.list_organization_members({}), "GET api /v2/accessControl/organizations/members", "");
  wire.check(wire.client.add_project_member(
                 {.project_id = "v-proj", .user_email = "userEm", .roles = std::vector<std::string>{"roles"}}),
             "POST api /v2/accessControl/projects/members", R"({"userEmail":"userEm","roles":["roles"]})",
             {{"project-id", "v-proj"}});
  wire.check(wire.client.add_project_member({.user_email = "userEm", .roles = std::vector<std::string>{"roles"}}),
             "POST api /v2/accessControl/projects/members", R"({"userEmail":"userEm","roles":["roles"]})");
  wire.check(wire.client.remove_project_member({.project_id = "a b/c?\xc3\xbc", .user_id = "a b/c?\xc3\xbc"}),
             "DELETE api /v2/accessControl/projects/a%20b%2Fc%3F%C3%BC/members/a%20b%2Fc%3F%C3%BC", "");
  wire.check(wire.client.get_plugin_runtime_policies({.organization_id = "v-orga"}),
             "GET api /v2/accessControl/organization/plugin-runtime-policies", "", {{"organization-id", "v-orga"}});
  wire.check(wire.client.get_plugin_runtime_policies({}),
             "GET api /v2/accessControl/organization/plugin-runtime-policies", "");
}

TEST_CASE("the wire: usage limits") {
  wire_test wire;
  wire.check(
      wire.client.create_organization_usage_limit(
          {.organization_id = "a b/c?\xc3\xbc",
           .definition = geai::usage_limit_definition{.subscription_type = "subscr",
                                                      .usage_unit = "usageU",
                                                      .soft_limit = 0.5,
                                                      .hard_limit = 0.5,
                                                      .renewal_status = "renewa"}}),
      "POST api /v2/usageLimits/organizations/a%20b%2Fc%3F%C3%BC/limits",
      R"({"subscriptionType":"subscr","usageUnit":"usageU","softLimit":0.5,"hardLimit":0.5,"renewalStatus":"renewa"})");
  wire.check(wire.client.create_organization_usage_limit(
                 {.organization_id = "a b/c?\xc3\xbc",
                  .definition = geai::usage_limit_definition{.subscription_type = "subscr"}}),
             "POST api /v2/usageLimits/organizations/a%20b%2Fc%3F%C3%BC/limits", R"({"subscriptionType":"subscr"})");
  wire.check(wire.client.list_organization_usage_limits({.organization_id = "a b/c?\xc3\xbc"}),
             "GET api /v2/usageLimits/organizations/a%20b%2Fc%3F%C3%BC/limits", "");
  wire.check(wire.client.get_latest_organization_usage_limit({.organization_id = "a b/c?\xc3\xbc"}),
             "GET api /v2/usageLimits/organizations/a%20b%2Fc%3F%C3%BC/limits/latest", "");
  wire.check(
      wire.client.delete_organization_usage_limit({.organization_id = "a b/c?\xc3\xbc", .limit_id = "a b/c?\xc3\xbc"}),
      "DELETE api /v2/usageLimits/organizations/a%20b%2Fc%3F%C3%BC/limits/a%20b%2Fc%3F%C3%BC", "");
  wire.check(wire.client.set_organization_hard_limit(
                 {.organization_id = "a b/c?\xc3\xbc", .limit_id = "a b/c?\xc3\xbc", .hard_limit = 0.5}),
             "PUT api /v2/usageLimits/organizations/a%20b%2Fc%3F%C3%BC/limits/a%20b%2Fc%3F%C3%BC/hardLimit",
             R"({"hardLimit":0.5})");
  wire.check(wire.client.set_organization_soft_limit(
                 {.organization_id = "a b/c?\xc3\xbc", .limit_id = "a b/c?\xc3\xbc", .soft_limit = 0.5}),
             "PUT api /v2/usageLimits/organizations/a%20b%2Fc%3F%C3%BC/limits/a%20b%2Fc%3F%C3%BC/softLimit",
             R"({"softLimit":0.5})");
  wire.check(wire.client.set_organization_renewal_status(
                 {.organization_id = "a b/c?\xc3\xbc", .limit_id = "a b/c?\xc3\xbc", .renewal_status = "renewa"}),
             "PUT api /v2/usageLimits/organizations/a%20b%2Fc%3F%C3%BC/limits/a%20b%2Fc%3F%C3%BC/renewalStatus",
             R"({"renewalStatus":"renewa"})");
  wire.check(
      wire.client.create_project_usage_limit({.organization_id = "a b/c?\xc3\xbc",
                                              .project_id = "a b/c?\xc3\xbc",
                                              .definition = geai::usage_limit_definition{.subscription_type = "subscr",
                                                                                         .usage_unit = "usageU",
                                                                                         .soft_limit = 0.5,
                                                                                         .hard_limit = 0.5,
                                                                                         .renewal_status = "renewa"}}),
      "POST api /v2/usageLimits/organizations/a%20b%2Fc%3F%C3%BC/projects/a%20b%2Fc%3F%C3%BC/limits",
      R"({"subscriptionType":"subscr","usageUnit":"usageU","softLimit":0.5,"hardLimit":0.5,"renewalStatus":"renewa"})");
  wire.check(wire.client.create_project_usage_limit(
                 {.organization_id = "a b/c?\xc3\xbc",
                  .project_id = "a b/c?\xc3\xbc",
                  .definition = geai::usage_limit_definition{.subscription_type = "subscr"}}),
             "POST api /v2/usageLimits/organizations/a%20b%2Fc%3F%C3%BC/projects/a%20b%2Fc%3F%C3%BC/limits",
             R"({"subscriptionType":"subscr"})");
  wire.check(
      wire.client.list_project_usage_limits({.organization_id = "a b/c?\xc3\xbc", .project_id = "a b/c?\xc3\xbc"}),
      "GET api /v2/usageLimits/organizations/a%20b%2Fc%3F%C3%BC/projects/a%20b%2Fc%3F%C3%BC/limits", "");
  wire.check(
      wire.client.get_latest_project_usage_limit({.organization_id = "a b/c?\xc3\xbc", .project_id = "a b/c?\xc3\xbc"}),
      "GET api /v2/usageLimits/organizations/a%20b%2Fc%3F%C3%BC/projects/a%20b%2Fc%3F%C3%BC/limits/latest", "");
  wire.check(
      wire.client.get_active_project_usage_limit({.organization_id = "a b/c?\xc3\xbc", .project_id = "a b/c?\xc3\xbc"}),
      "GET api /v2/usageLimits/organizations/a%20b%2Fc%3F%C3%BC/projects/a%20b%2Fc%3F%C3%BC/limits/active", "");
  wire.check(wire.client.delete_project_usage_limit(
                 {.organization_id = "a b/c?\xc3\xbc", .project_id = "a b/c?\xc3\xbc", .limit_id = "a b/c?\xc3\xbc"}),
             "DELETE api "
             "/v2/usageLimits/organizations/a%20b%2Fc%3F%C3%BC/projects/a%20b%2Fc%3F%C3%BC/limits/a%20b%2Fc%3F%C3%BC",
             "");
  wire.check(wire.client.set_project_hard_limit({.organization_id = "a b/c?\xc3\xbc",
                                                 .project_id = "a b/c?\xc3\xbc",
                                                 .limit_id = "a b/c?\xc3\xbc",
                                                 .hard_limit = 0.5}),
             "PUT api "
             "/v2/usageLimits/organizations/a%20b%2Fc%3F%C3%BC/projects/a%20b%2Fc%3F%C3%BC/limits/a%20b%2Fc%3F%C3%BC/"
             "hardLimit",
             R"({"hardLimit":0.5})");
  wire.check(wire.client.set_project_soft_limit({.organization_id = "a b/c?\xc3\xbc",
                                                 .project_id = "a b/c?\xc3\xbc",
                                                 .limit_id = "a b/c?\xc3\xbc",
                                                 .soft_limit = 0.5}),
             "PUT api "
             "/v2/usageLimits/organizations/a%20b%2Fc%3F%C3%BC/projects/a%20b%2Fc%3F%C3%BC/limits/a%20b%2Fc%3F%C3%BC/"
             "softLimit",
             R"({"softLimit":0.5})");
  wire.check(wire.client.set_project_renewal_status({.organization_id = "a b/c?\xc3\xbc",
                                                     .project_id = "a b/c?\xc3\xbc",
                                                     .limit_id = "a b/c?\xc3\xbc",
                                                     .renewal_status = "renewa"}),
             "PUT api "
             "/v2/usageLimits/organizations/a%20b%2Fc%3F%C3%BC/projects/a%20b%2Fc%3F%C3%BC/limits/a%20b%2Fc%3F%C3%BC/"
             "renewalStatus",
             R"({"renewalStatus":"renewa"})");
}
