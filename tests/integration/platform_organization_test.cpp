#include <geai/client/organization.hpp>
//
#include <doctest/doctest.h>

#include <geai/client/authorization.hpp>
#include <geai/client/evaluation.hpp>
#include <geai/client/gam.hpp>
#include <geai/client/usage_limits.hpp>
#include <geai/json/simdjson.hpp>
#include <geai/transport/curl.hpp>
#include <string>

#include "platform_support.hpp"

// Organizations, their members and limits, sign-in and evaluations, operation by operation, in every shape of the
// sandbox's answers.

using support::done;
using support::every_way;

TEST_CASE("platform: organizations, projects and their tokens") {
  every_way([](support::sandbox const& sandbox) {
    geai::organization_client const client{geai::api_key = "sandbox-key", geai::base_url = sandbox.url()};
    CHECK(done(client.list_organization_assistants({.detail = "full"})).assistants.at(0).intents.size() == 1);
    CHECK(done(client.list_projects({})).projects.at(0).id == "sandbox-project");
    geai::project const made = done(client.create_project(
        {.name = "fresh",
         .administrator_user_email = "user@example.com",
         .usage_limit = geai::usage_limit_definition{
             .subscription_type = "Monthly", .usage_unit = "Cost", .soft_limit = 1, .hard_limit = 2.5}}));
    CHECK(made.usage_limit.value().hard_limit == 2.5);
    CHECK(made.tokens.at(0).status == "Active");
    CHECK(done(client.get_project({.id = made.id})).organization_name == "Sandbox Organization");
    CHECK(done(client.update_project({.id = made.id, .name = "fresher"})).name == "fresher");
    CHECK(done(client.list_project_tokens({.id = made.id})).size() == 1);
    done(client.delete_project({.id = made.id}));
    geai::exported_requests const requests = done(client.export_requests({.status = "succeeded"}));
    REQUIRE(requests.size() == 1);
    CHECK(requests.items.at(0).elapsed_time_ms == 850);
    CHECK(requests.items.at(0).cost == 0.0012);

    geai::project_api_token const token =
        done(client.create_project_api_token({.project_id = "sandbox-project", .name = "t"}));
    CHECK(done(client.get_project_api_token({.id = token.id})).scope == "project");
    CHECK(done(client.update_project_api_token({.id = token.id, .status = "blocked"})).messages.size() == 1);
    CHECK(done(client.get_project_api_token({.id = token.id})).status == "Blocked");
    done(client.delete_project_api_token({.id = token.id}));
  });
}

TEST_CASE("platform: members and administration") {
  every_way([](support::sandbox const& sandbox) {
    geai::gam_client gam{geai::base_url = sandbox.url()};
    auto const token = done(gam.get_gam_access_token(
        {.client_id = "sandbox-client", .username = "user@example.com", .password = geai::secret("sandbox-password")}));
    auto const renewed =
        done(gam.refresh_gam_access_token({.client_id = "sandbox-client", .refresh_token = token.refresh_token}));
    CHECK(done(gam.get_gam_user_info({.access_token = renewed.access_token})).username == "user@example.com");

    geai::organization_client const client{geai::access_token = renewed.access_token, geai::base_url = sandbox.url(),
                                           geai::project_id = "sandbox-project",
                                           geai::organization_id = "sandbox-organization"};
    auto const memberships = done(client.list_memberships({}));
    REQUIRE(memberships.size() == 1);
    CHECK(memberships.pages == 1);
    CHECK(memberships.organizations.at(0).projects.at(0).roles.at(0).name == "Project member");
    CHECK(done(client.list_project_memberships({})).count == 1);
    CHECK(done(client.list_project_roles({})).size() == 1);
    CHECK(done(client.list_project_members({})).members.at(0).email == "user@example.com");
    CHECK(done(client.list_organization_members({.organization_id = "sandbox-organization"})).size() == 1);
    done(client.add_project_member({.user_email = "new@example.com", .roles = {"Project member"}}));
    CHECK_FALSE(done(client.get_plugin_runtime_policies({})).text.empty());
    geai::organization const made =
        done(client.create_organization({.name = "acme", .administrator_user_email = "a@example.com"}));
    CHECK(done(client.list_organizations({.filter_key = "name", .filter_value = "acme"})).organizations.at(0).id ==
          made.id);
    done(client.delete_organization({.id = made.id}));
  });
}

TEST_CASE("platform: usage limits") {
  every_way([](support::sandbox const& sandbox) {
    geai::usage_limit_client const client{geai::api_key = "sandbox-key", geai::base_url = sandbox.url()};
    std::string const organization = "sandbox-organization";
    std::string const project = "sandbox-project";
    geai::usage_limit_definition const limit{
        .subscription_type = "Monthly", .usage_unit = "Cost", .soft_limit = 50, .hard_limit = 100.5};
    geai::usage_limit const of_all =
        done(client.create_organization_usage_limit({.organization_id = organization, .definition = limit}));
    CHECK(of_all.hard_limit == 100.5);
    CHECK(of_all.used_amount == 0);
    CHECK(done(client.list_organization_usage_limits({.organization_id = organization})).size() == 1);
    done(client.set_organization_hard_limit(
        {.organization_id = organization, .limit_id = of_all.id, .hard_limit = 200}));
    CHECK(done(client.get_latest_organization_usage_limit({.organization_id = organization})).hard_limit == 200);
    CHECK(done(client.delete_organization_usage_limit({.organization_id = organization, .limit_id = of_all.id})).id ==
          of_all.id);

    auto const none = client.get_active_project_usage_limit({.organization_id = organization, .project_id = project});
    REQUIRE(none.has_error());
    CHECK(none.error().is_not_found());
    geai::usage_limit const mine = done(client.create_project_usage_limit(
        {.organization_id = organization, .project_id = project, .definition = limit}));
    done(client.set_project_soft_limit(
        {.organization_id = organization, .project_id = project, .limit_id = mine.id, .soft_limit = 60}));
    done(client.set_project_renewal_status({.organization_id = organization,
                                            .project_id = project,
                                            .limit_id = mine.id,
                                            .renewal_status = "NonRenewable"}));
    geai::usage_limit const active =
        done(client.get_active_project_usage_limit({.organization_id = organization, .project_id = project}));
    CHECK(active.id == mine.id);
    CHECK(active.soft_limit == 60);
    CHECK(active.renewal_status == "NonRenewable");
    CHECK(done(client.delete_project_usage_limit(
                   {.organization_id = organization, .project_id = project, .limit_id = mine.id}))
              .id == mine.id);
  });
}

TEST_CASE("platform: evaluations, from the data set to the result") {
  every_way([](support::sandbox const& sandbox) {
    geai::evaluation_client const client{geai::api_key = "sandbox-key", geai::base_url = sandbox.url(),
                                         geai::eval_url = sandbox.url()};
    geai::data_set const set = done(
        client.create_data_set({.definition = {.name = "s", .rows = {{{.input = "2+2?", .expected_answer = "4"}}}}}));
    CHECK(set.rows.at(0).input == "2+2?");
    CHECK(done(client.list_data_sets()).size() == 1);
    CHECK(done(client.list_system_metrics()).system_metrics.at(0).min_score == 0.7);
    CHECK(done(client.get_system_metric({.metric_id = "accuracy"})).evaluator_name == "Sandbox");
    geai::evaluation_plan const plan = done(client.create_evaluation_plan(
        {.definition = {.name = "p",
                        .type = "TextPromptAssistant",
                        .data_set_id = set.id,
                        .system_metrics = {{{.system_metric_id = "accuracy", .system_metric_weight = 0.5}}}}}));
    CHECK(plan.system_metrics.at(0).system_metric_weight == 0.5);
    CHECK(plan.system_metrics.at(0).category == "Quality");
    CHECK(done(client.add_plan_metric({.plan_id = plan.id, .system_metric_id = "relevance", .weight = 0.5})).name ==
          "Relevance");
    CHECK(done(client.list_plan_metrics({.plan_id = plan.id})).size() == 2);
    geai::evaluation_execution const run = done(client.execute_evaluation_plan({.plan_id = plan.id}));
    geai::evaluation_result const result = done(client.get_evaluation_result({.result_id = run.evaluation_result_id}));
    CHECK(result.status == "F");
    CHECK(result.score_average == 1);
    CHECK(result.rows.at(0).tokens == 12);
    CHECK(result.rows.at(0).cost == 0.00001);
    CHECK(done(client.list_evaluation_results({.plan_id = plan.id})).size() == 1);
    auto const none = client.get_evaluation_result({.result_id = "none"});
    REQUIRE(none.has_error());
    CHECK(none.error().is_not_found());
    CHECK(none.error().message.find("No results found") != std::string::npos);
    done(client.delete_evaluation_plan({.plan_id = plan.id}));
    done(client.delete_data_set({.data_set_id = set.id}));
  });
}
