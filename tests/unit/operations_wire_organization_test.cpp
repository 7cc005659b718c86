// The requests of authorization, organizations, access control, tokens and usage limits. filled_requests.txt has each
// of them with all members set.
#include "operations_support.hpp"
//
#include <doctest/doctest.h>

#include <geai/api/access_control.hpp>
#include <geai/api/authorization.hpp>
#include <geai/api/gam.hpp>
#include <geai/api/organization.hpp>
#include <geai/api/project_tokens.hpp>
#include <geai/api/usage_limits.hpp>
#include <geai/client/gam.hpp>

namespace {

using namespace geai::api;
using geai::test::check_wire;
using geai::test::odd;

}  // namespace

// clang-format off

TEST_CASE("the wire: authorization (wire facts 10)") {
  check_wire({
    {get_oauth2_access_token{.client_id = "c&", .username = "u", .password = "p w"},
                                                             "POST", "/oauth/access_token", "client_id=c%26&username=u&password=p%20w&scope=gam_user_data%20gam_user_roles"},
    {refresh_oauth2_access_token{.client_id = "c", .refresh_token = "r&"},
                                                             "POST", "/oauth/access_token", "grant_type=refresh_token&client_id=c&refresh_token=r%26"},
    {get_user_profile_information{},                         "GET",  "/openid/userinfo"},
    {get_user_profile_information{.access_token = "t", .project_id = "p"},
                                                             "GET",  "/openid/userinfo", "",
                                                             {{"Authorization", "Bearer t"}, {"ProjectId", "p"}, {"project-id", "p"}}},
  });
}

TEST_CASE("the wire: GAM (wire facts 10)") {
  check_wire({
    {get_gam_access_token{.client_id = "c", .username = "u", .password = "p&"},
                                                             "POST", "/oauth/gam/v2.0/access_token",
        "grant_type=password&authentication_type_name=local&scope=gam_user_data&request_token_type=OAuth&client_id=c&username=u&password=p%26"},
    {get_gam_access_token{.client_id = "c", .client_secret = "s", .username = "u", .password = "p", .initial_properties = "i", .repository = "r"},
                                                             "POST", "/oauth/gam/v2.0/access_token",
        "grant_type=password&authentication_type_name=local&scope=gam_user_data&request_token_type=OAuth&client_id=c&client_secret=s&username=u&password=p"
        "&initial_properties=i&repository=r"},
    {refresh_gam_access_token{.client_id = "c", .refresh_token = "r"},
                                                             "POST", "/oauth/gam/v2.0/access_token", "grant_type=refresh_token&client_id=c&refresh_token=r"},
    {refresh_gam_access_token{.client_id = "c", .client_secret = "s", .refresh_token = "r"},
                                                             "POST", "/oauth/gam/v2.0/access_token", "grant_type=refresh_token&client_id=c&client_secret=s&refresh_token=r"},
    {gam_signing_url{.client_id = "c", .redirect_uri = "https://a/b?c", .state = "s"},
                                                             "GET",  "/oauth/gam/signin?response_type=code&client_id=c&redirect_uri=https%3A%2F%2Fa%2Fb%3Fc&state=s&scope=gam_user_data"},
    {get_gam_user_info{},                                    "GET",  "/oauth/gam/v2.0/userinfo"},
    {get_gam_user_info{.access_token = "t"},                 "GET",  "/oauth/gam/v2.0/userinfo", "", {{"Authorization", "Bearer t"}}},
    {get_gam_authentication_types{},                         "GET",  "/v1/gam/authentication-types"},
  });
}

TEST_CASE("the wire: organizations and projects (wire facts 11)") {
  check_wire({
    {list_organization_assistants{},                         "GET",    "/v1/organization/assistants"},
    {list_organization_assistants{.detail = "full"},         "GET",    "/v1/organization/assistants?detail=full"},
    {list_projects{},                                        "GET",    "/v1/organization/projects"},
    {list_projects{.detail = "summary", .name = "a&b"},      "GET",    "/v1/organization/projects?detail=summary&name=a%26b"},
    {get_project{.id = odd},                                 "GET",    "/v1/organization/project/" ODD},
    {create_project{.name = "n", .administrator_user_email = "e"},
                                                             "POST",   "/v1/organization/project", R"({"name":"n","administratorUserEmail":"e"})"},
    {create_project{.name = "n", .administrator_user_email = "e", .description = "d",
                    .usage_limit = geai::usage_limit_definition{.usage_unit = "Cost", .hard_limit = 0.5}},
                                                             "POST",   "/v1/organization/project",
        R"({"name":"n","administratorUserEmail":"e","description":"d","usageLimit":{"usageUnit":"Cost","hardLimit":0.5}})"},
    {update_project{.id = odd, .name = "n"},                 "PUT",    "/v1/organization/project/" ODD, R"({"name":"n"})"},
    {update_project{.id = "p", .name = "n", .description = ""},
                                                             "PUT",    "/v1/organization/project/p", R"({"name":"n","description":""})"},
    {delete_project{.id = odd},                              "DELETE", "/v1/organization/project/" ODD},
    {list_project_tokens{.id = odd},                         "GET",    "/v1/organization/project/" ODD "/tokens"},
    {export_requests{},                                      "GET",    "/v1/organization/request/export"},
    {export_requests{.assistant_name = "a&b", .status = "failed", .skip = 0, .count = 7},
                                                             "GET",    "/v1/organization/request/export?assistantName=a%26b&status=failed&skip=0&count=7"},
    {list_organizations{},                                   "GET",    "/v2/admin/organizations"},
    {list_organizations{.start_page = 2, .page_size = 7, .order_key = "name", .order_direction = "asc", .filter_key = "name", .filter_value = "a&b"},
                                                             "GET",    "/v2/admin/organizations?startPage=2&pageSize=7&orderKey=name&orderDirection=asc&filterKey=name&filterValue=a%26b"},
    {create_organization{.name = "n", .administrator_user_email = "e"},
                                                             "POST",   "/v2/admin/organizations", R"({"name":"n","administratorUserEmail":"e"})"},
    {delete_organization{.id = odd},                         "DELETE", "/v2/admin/organizations/" ODD},
  });
}

TEST_CASE("the wire: project tokens (wire facts 10)") {
  check_wire({
    {create_project_api_token{.name = "n"},                  "POST",   "/v2/projects/tokens", R"({"name":"n"})"},
    {create_project_api_token{.project_id = "p", .name = "n", .description = "d"},
                                                             "POST",   "/v2/projects/tokens", R"({"name":"n","description":"d"})", {{"project-id", "p"}}},
    {get_project_api_token{.id = odd},                       "GET",    "/v2/projects/tokens/" ODD},
    {update_project_api_token{.id = odd},                    "PUT",    "/v2/projects/tokens/" ODD, "{}"},
    {update_project_api_token{.id = "t", .status = "Blocked"},
                                                             "PUT",    "/v2/projects/tokens/t", R"({"status":"Blocked"})"},
    {delete_project_api_token{.id = odd},                    "DELETE", "/v2/projects/tokens/" ODD},
  });
}

TEST_CASE("the wire: access control (wire facts 11)") {
  check_wire({
    {list_memberships{},                                     "GET",    "/v2/accessControl/memberships"},
    {list_memberships{.email = "a@b", .start_page = 2, .page_size = 7, .order_key = "organizationName", .order_direction = "asc", .role_types = "backend,frontend"},
                                                             "GET",    "/v2/accessControl/memberships?email=a%40b&startPage=2&pageSize=7&orderKey=organizationName&orderDirection=asc&roleTypes=backend%2Cfrontend"},
    {list_project_memberships{},                             "GET",    "/v2/accessControl/projects/memberships"},
    {list_project_memberships{.organization_id = "o", .user_email = "a@b", .order_key = "projectName"},
                                                             "GET",    "/v2/accessControl/projects/memberships?userEmail=a%40b&orderKey=projectName", "", {{"organization-id", "o"}}},
    {list_project_roles{},                                   "GET",    "/v2/accessControl/projects/roles"},
    {list_project_roles{.project_id = "p", .start_page = 1, .page_size = 7},
                                                             "GET",    "/v2/accessControl/projects/roles?startPage=1&pageSize=7", "", {{"project-id", "p"}}},
    {list_project_members{},                                 "GET",    "/v2/accessControl/projects/members"},
    {list_project_members{.project_id = "p", .order_key = "name"},
                                                             "GET",    "/v2/accessControl/projects/members?orderKey=name", "", {{"project-id", "p"}}},
    {list_organization_members{},                            "GET",    "/v2/accessControl/organizations/members"},
    {list_organization_members{.organization_id = "o&", .role_types = "backend"},
                                                             "GET",    "/v2/accessControl/organizations/members?organizationId=o%26&roleTypes=backend"},
    {add_project_member{.user_email = "a@b", .roles = {"r"}},
                                                             "POST",   "/v2/accessControl/projects/members", R"({"userEmail":"a@b","roles":["r"]})"},
    {add_project_member{.project_id = "p", .user_email = "a@b", .roles = {"r"}},
                                                             "POST",   "/v2/accessControl/projects/members", R"({"userEmail":"a@b","roles":["r"]})", {{"project-id", "p"}}},
    {remove_project_member{.project_id = odd, .user_id = odd},
                                                             "DELETE", "/v2/accessControl/projects/" ODD "/members/" ODD},
    {get_plugin_runtime_policies{},                          "GET",    "/v2/accessControl/organization/plugin-runtime-policies"},
    {get_plugin_runtime_policies{.organization_id = "o"},    "GET",    "/v2/accessControl/organization/plugin-runtime-policies", "", {{"organization-id", "o"}}},
  });
}

#define ORGANIZATION "/v2/usageLimits/organizations/" ODD
#define PROJECT ORGANIZATION "/projects/" ODD

TEST_CASE("the wire: usage limits (wire facts 12)") {
  check_wire({
    {create_organization_usage_limit{.organization_id = odd, .definition = {.subscription_type = "Monthly", .usage_unit = "Cost", .soft_limit = 0.5,
                                                                            .hard_limit = 80, .renewal_status = "Renewable"}},
                                                             "POST",   ORGANIZATION "/limits",
        R"({"subscriptionType":"Monthly","usageUnit":"Cost","softLimit":0.5,"hardLimit":80,"renewalStatus":"Renewable"})"},
    {list_organization_usage_limits{.organization_id = odd}, "GET",    ORGANIZATION "/limits"},
    {get_latest_organization_usage_limit{.organization_id = odd},
                                                             "GET",    ORGANIZATION "/limits/latest"},
    {delete_organization_usage_limit{.organization_id = odd, .limit_id = odd},
                                                             "DELETE", ORGANIZATION "/limits/" ODD},
    {set_organization_hard_limit{.organization_id = odd, .limit_id = odd, .hard_limit = 0.5},
                                                             "PUT",    ORGANIZATION "/limits/" ODD "/hardLimit", R"({"hardLimit":0.5})"},
    {set_organization_soft_limit{.organization_id = odd, .limit_id = odd, .soft_limit = 0.5},
                                                             "PUT",    ORGANIZATION "/limits/" ODD "/softLimit", R"({"softLimit":0.5})"},
    {set_organization_renewal_status{.organization_id = odd, .limit_id = odd, .renewal_status = "NonRenewable"},
                                                             "PUT",    ORGANIZATION "/limits/" ODD "/renewalStatus", R"({"renewalStatus":"NonRenewable"})"},
    {create_project_usage_limit{.organization_id = odd, .project_id = odd, .definition = {.subscription_type = "Daily"}},
                                                             "POST",   PROJECT "/limits", R"({"subscriptionType":"Daily"})"},
    {list_project_usage_limits{.organization_id = odd, .project_id = odd},
                                                             "GET",    PROJECT "/limits"},
    {get_latest_project_usage_limit{.organization_id = odd, .project_id = odd},
                                                             "GET",    PROJECT "/limits/latest"},
    {get_active_project_usage_limit{.organization_id = odd, .project_id = odd},
                                                             "GET",    PROJECT "/limits/active"},
    {delete_project_usage_limit{.organization_id = odd, .project_id = odd, .limit_id = odd},
                                                             "DELETE", PROJECT "/limits/" ODD},
    {set_project_hard_limit{.organization_id = odd, .project_id = odd, .limit_id = odd, .hard_limit = 0.5},
                                                             "PUT",    PROJECT "/limits/" ODD "/hardLimit", R"({"hardLimit":0.5})"},
    {set_project_soft_limit{.organization_id = odd, .project_id = odd, .limit_id = odd, .soft_limit = 0.5},
                                                             "PUT",    PROJECT "/limits/" ODD "/softLimit", R"({"softLimit":0.5})"},
    {set_project_renewal_status{.organization_id = odd, .project_id = odd, .limit_id = odd, .renewal_status = "Renewable"},
                                                             "PUT",    PROJECT "/limits/" ODD "/renewalStatus", R"({"renewalStatus":"Renewable"})"},
  });
}
