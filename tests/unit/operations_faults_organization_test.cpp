// Each step of each of these operations fails once, under each auth policy.
#include "operations_faults.hpp"
//
#include <doctest/doctest.h>

#include <geai/api/access_control.hpp>
#include <geai/api/authorization.hpp>
#include <geai/api/gam.hpp>
#include <geai/api/organization.hpp>
#include <geai/api/project_tokens.hpp>
#include <geai/api/usage_limits.hpp>

namespace {

using namespace geai::api;
using geai::test::sweep_operations;

}  // namespace

TEST_CASE("faults of every operation: access control") {
  sweep_operations<list_memberships, list_project_memberships, list_project_roles, list_project_members,
                   list_organization_members, add_project_member, remove_project_member, get_plugin_runtime_policies>();
}

TEST_CASE("faults of every operation: authorization") {
  sweep_operations<get_oauth2_access_token, refresh_oauth2_access_token, get_user_profile_information>();
}

TEST_CASE("faults of every operation: gam") {
  sweep_operations<get_gam_access_token, refresh_gam_access_token, gam_signing_url, get_gam_user_info,
                   get_gam_authentication_types>();
}

TEST_CASE("faults of every operation: organization") {
  sweep_operations<list_organization_assistants, list_projects, get_project, create_project, update_project,
                   delete_project, list_project_tokens, export_requests, list_organizations, create_organization,
                   delete_organization>();
}

TEST_CASE("faults of every operation: project tokens") {
  sweep_operations<create_project_api_token, get_project_api_token, update_project_api_token,
                   delete_project_api_token>();
}

TEST_CASE("faults of every operation: usage limits") {
  sweep_operations<create_organization_usage_limit, list_organization_usage_limits, get_latest_organization_usage_limit,
                   delete_organization_usage_limit, set_organization_hard_limit, set_organization_soft_limit,
                   set_organization_renewal_status, create_project_usage_limit, list_project_usage_limits,
                   get_latest_project_usage_limit, get_active_project_usage_limit, delete_project_usage_limit,
                   set_project_hard_limit, set_project_soft_limit, set_project_renewal_status>();
}
