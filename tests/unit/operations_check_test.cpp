// Values that are refused before anything is sent, with the member at fault named as on the wire.
#include "operations_support.hpp"
//
#include <doctest/doctest.h>

#include <geai/client/agents.hpp>
#include <geai/client/embeddings.hpp>
#include <geai/client/evaluation.hpp>
#include <geai/client/feedback.hpp>
#include <geai/client/gam.hpp>
#include <geai/client/processes.hpp>
#include <geai/client/rerank.hpp>
#include <geai/client/secrets.hpp>
#include <geai/client/tools.hpp>
#include <geai/client/usage_limits.hpp>
#include <limits>

namespace {

using checked_client =
    geai::test::client<geai::agent_calls, geai::tool_calls, geai::process_calls, geai::task_calls, geai::instance_calls,
                       geai::secret_calls, geai::evaluation_calls, geai::embeddings_calls, geai::rerank_calls,
                       geai::feedback_calls, geai::usage_limit_calls>;

struct refusals {
  geai::transport::mock wire = geai::transport::mock().reply(200, R"({"id":"1","agents":[]})");
  checked_client client{wire, geai::auth::none{}, geai::base_url = "https://api", geai::eval_url = "https://eval"};

  // The call was not made because of this member.
  template <class Result> void refused(Result const& answer, std::string const& member, geai::errc code) {
    CAPTURE(member);
    REQUIRE(answer.has_error());
    CHECK(answer.error().code == code);
    CHECK_MESSAGE(answer.error().message.find(": " + member + " ") != std::string::npos, answer.error().message);
    CHECK(wire.requests().empty());
  }
  template <class Result> void missing(Result const& answer, std::string const& member) {
    refused(answer, member, geai::errc::missing_requirement);
  }
  template <class Result> void invalid(Result const& answer, std::string const& member) {
    refused(answer, member, geai::errc::invalid_argument);
  }
};

}  // namespace

TEST_CASE_FIXTURE(refusals, "names: there, without ':' and '/'") {
  missing(client.create_agent({}), "name");
  missing(client.create_agent({.definition = {.name = ""}}), "name");
  missing(client.create_agent({.definition = {.name = " \t"}}), "name");
  for (char const* name : {"a:b", "a/b", ":", "/"}) {
    invalid(client.create_agent({.definition = {.name = name}}), "name");
    invalid(client.update_agent({.id = "1", .definition = {.name = name}}), "name");
    invalid(client.upsert_tool({.id = "1", .definition = {.name = name}}), "name");
    invalid(client.create_process({.definition = {.key = "k", .name = name}}), "name");
    invalid(client.create_task({.definition = {.name = name}}), "name");
  }
  missing(client.create_process({.definition = {.name = "n"}}), "key");
  missing(client.start_instance({}), "process");
  missing(client.publish_agent_revision({.id = "1"}), "revision");
  missing(client.get_agent({}), "id");
  missing(client.import_agent({}), "body");
  missing(client.create_secret({.definition = {.name = "n"}}), "secretString");
  missing(client.create_secret({.definition = {.secret_string = "s"}}), "name");
}

TEST_CASE_FIXTURE(refusals, "public names") {
  invalid(client.create_agent({.definition = {.name = "n", .access_scope = "public"}}), "publicName");
  invalid(client.create_tool({.definition = {.name = "n", .access_scope = "public", .public_name = ""}}), "publicName");
  for (char const* name : {"a b", "a:b", "a/b", "\xc3\xa9", "a@b"}) {
    invalid(client.create_agent({.definition = {.name = "n", .public_name = name}}), "publicName");
    invalid(client.update_tool({.id = "1", .definition = {.public_name = name}}), "publicName");
  }
}

TEST_CASE_FIXTURE(refusals, "what an agent, a tool, a task consist of") {
  auto const pools = [](std::vector<geai::resource_pool> given) {
    return geai::agent_definition{.name = "n", .agent_data = geai::agent_data{.resource_pools = std::move(given)}};
  };
  invalid(client.create_agent({.definition = pools({{.name = "a"}, {.name = "b"}, {.name = "a"}})}),
          "agentData.resourcePools.name");
  invalid(client.create_agent({.definition = pools({{.name = "a/b"}})}), "agentData.resourcePools.name");
  missing(client.create_agent({.definition = pools({{}})}), "agentData.resourcePools.name");
  invalid(client.create_tool({.definition = {.name = "n", .scope = "api"}}), "openApi");
  geai::task_artifact_type const artifact{.name = "a", .artifact_variable_key = std::string(21, 'k')};
  invalid(client.create_task({.definition = {.name = "n", .artifact_types = std::vector{artifact}}}),
          "artifactTypes.artifactVariableKey");
}

TEST_CASE_FIXTURE(refusals, "numbers") {
  invalid(client.list_agents({.start = -1}), "start");
  invalid(client.list_agents({.count = -1}), "count");
  invalid(client.get_tool({.id = "1", .revision = -1}), "revision");
  invalid(client.list_secrets({.start = 0, .count = -5}), "count");
  invalid(client.list_process_instances({.id = "1", .start = -1}), "start");
  for (double weight : {-0.1, 1.1, std::numeric_limits<double>::quiet_NaN()})
    invalid(client.add_plan_metric({.plan_id = "p", .system_metric_id = "m", .weight = weight}), "systemMetricWeight");
  invalid(client.send_feedback({.request_id = "r"}), "answerScore");
  invalid(client.send_feedback({.request_id = "r", .score = 3}), "answerScore");
  invalid(client.create_organization_usage_limit(
              {.organization_id = "o", .definition = {.soft_limit = 2, .hard_limit = 1}}),
          "softLimit");
  invalid(
      client.create_project_usage_limit({.organization_id = "o", .project_id = "p", .definition = {.hard_limit = -1}}),
      "hardLimit");
}

TEST_CASE_FIXTURE(refusals, "texts to embed and to sort") {
  missing(client.generate_embeddings({.model = "m"}), "input");
  missing(client.generate_embeddings({.input = {"x"}}), "model");
  invalid(client.generate_embeddings({.model = "m", .input = {"x", " "}}), "input");
  invalid(client.generate_packed_embeddings({.model = "m", .input = {"x"}, .dimensions = 0}), "dimensions");
  missing(client.rerank_chunks({.model = "m", .query = "q"}), "documents");
  invalid(client.rerank_chunks({.model = "m", .query = "q", .documents = {"d"}, .top_n = 0}), "top_n");
}

TEST_CASE_FIXTURE(refusals, "what is sound is sent") {
  CHECK(client.create_agent({.definition = {.name = "n", .access_scope = "public", .public_name = "com.Acme_1-x"}}));
  CHECK(client.update_agent({.id = "1", .definition = {.access_scope = "public"}}));
  CHECK(client.list_agents({.start = 0, .count = 0}));
  CHECK(client.create_tool({.definition = {.name = "n", .scope = "api", .open_api_json = "{}"}}));
  CHECK(wire.requests().size() == 4);
}

TEST_CASE("the URL of a sign-in is made, not sent, with its values encoded") {
  geai::transport::mock wire;
  geai::test::client<geai::gam_calls> const client{wire, geai::auth::none{}, geai::base_url = "https://api/",
                                                   geai::eval_url = "https://eval"};
  CHECK(
      client.generate_signing_url({.client_id = "c&d", .redirect_uri = "https://me/back?x=1", .state = "s"}).value() ==
      "https://api/oauth/gam/signin?response_type=code&client_id=c%26d&redirect_uri=https%3A%2F%2Fme%2Fback%3Fx%3D1"
      "&state=s&scope=gam_user_data");
  CHECK(client.generate_signing_url({.client_id = "c", .redirect_uri = "u"}).error().code ==
        geai::errc::missing_requirement);
  CHECK(wire.requests().empty());
}
