// Each step of each of these operations fails once, under each auth policy.
#include <geai/inline.hpp>
//
#include "operations_faults.hpp"
//
#include <doctest/doctest.h>

#include <geai/api/evaluation.hpp>
#include <geai/api/evaluation_plans.hpp>

using namespace geai::test;

TEST_CASE("faults of every operation: evaluation") { sweep_operations(evaluation_operations()); }

TEST_CASE("faults of every operation: evaluation plans") { sweep_operations(evaluation_plans_operations()); }
