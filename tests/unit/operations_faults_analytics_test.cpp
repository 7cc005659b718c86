// Each step of each of these operations fails once, under each auth policy.
#include <geai/inline.hpp>
//
#include "operations_faults.hpp"
//
#include <doctest/doctest.h>

#include <geai/api/analytics.hpp>
#include <geai/api/analytics_averages.hpp>
#include <geai/api/analytics_lab.hpp>

using namespace geai::test;

TEST_CASE("faults of every operation: analytics, the lab") { sweep_operations(analytics_lab_operations()); }

TEST_CASE("faults of every operation: analytics, averages") { sweep_operations(analytics_averages_operations()); }

TEST_CASE("faults of every operation: analytics, requests") { sweep_operations(analytics_operations()); }
