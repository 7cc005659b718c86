// Each step of each of these operations fails once, under each auth policy.
#include <geai/inline.hpp>
//
#include "operations_faults.hpp"
//
#include <doctest/doctest.h>

#include <geai/api/access_control.hpp>
#include <geai/api/authorization.hpp>
#include <geai/api/gam.hpp>
#include <geai/api/organization.hpp>
#include <geai/api/project_tokens.hpp>
#include <geai/api/usage_limits.hpp>

using namespace geai::test;

TEST_CASE("faults of every operation: access control") { sweep_operations(access_control_operations()); }

TEST_CASE("faults of every operation: authorization") { sweep_operations(authorization_operations()); }

TEST_CASE("faults of every operation: gam") { sweep_operations(gam_operations()); }

TEST_CASE("faults of every operation: organization") { sweep_operations(organization_operations()); }

TEST_CASE("faults of every operation: project tokens") { sweep_operations(project_tokens_operations()); }

TEST_CASE("faults of every operation: usage limits") { sweep_operations(usage_limits_operations()); }
