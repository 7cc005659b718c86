#include <geai/geai.hpp>
//
#include <doctest/doctest.h>

#include <string>

#include "support/sandbox.hpp"

// Tool plug-ins and administrators' data, whose shapes are not documented: requests arrive, and answers come back.

namespace {

std::string text_of(geai::result<geai::raw_json> const& answer) {
  return answer ? answer->text : "error " + std::to_string(answer.error().http_status);
}

bool has(geai::result<geai::raw_json> const& answer, std::string const& part) {
  CAPTURE(text_of(answer));
  bool const found = text_of(answer).find(part) != std::string::npos;
  CHECK(found);
  return found;
}

}  // namespace

TEST_CASE("sandbox: tool plug-ins are created, found, published and deleted") {
  support::sandbox const sandbox;
  geai::ai_lab_client const client{geai::api_key = "sandbox-key", geai::base_url = sandbox.url()};
  has(client.list_tool_plugins(), R"("toolPlugins":[])");
  has(client.upsert_tool_plugin({.id = "my plugin", .definition = {R"({"description":"one"})"}}),
      R"("name":"my plugin")");
  has(client.upsert_tool_plugin({.id = "my plugin", .definition = {R"({"description":"two"})"}}), "two");
  has(client.get_tool_plugin({.id = "my plugin"}), R"("description":"two")");
  has(client.publish_tool_plugin_tools({.id = "my plugin", .selection = {"{}"}}), "my plugin");
  has(client.import_tool_plugin({.package = {R"({"name":"other"})"}}), R"("name":"other")");
  CHECK(client.delete_tool_plugin({.id = "my plugin"}).has_value());
  has(client.get_tool_plugin({.id = "my plugin"}), "error 404");
  CHECK(text_of(client.list_tool_plugins()).find("my plugin") == std::string::npos);
}

TEST_CASE("sandbox: the inspector and the interactions of tool plug-ins") {
  support::sandbox const sandbox;
  geai::ai_lab_client const client{geai::api_key = "sandbox-key", geai::base_url = sandbox.url()};
  has(client.inspect_tool_plugin_security_scheme({}, {.query = {{"url", "https://tools.example.com"}}}), R"("type")");
  has(client.inspect_tool_plugin_manifest(), R"("tools":[])");
  has(client.create_tool_plugin_challenge({.request = {"{}"}}), R"("challenge")");
  has(client.list_tool_plugin_interactions(), "sandbox-interaction");
  has(client.update_tool_plugin_interaction({.id = "sandbox-interaction", .outcome = {R"({"answer":"yes"})"}}),
      R"("answer":"yes")");
  CHECK(client.close_tool_plugin_interaction({.id = "sandbox-interaction"}).has_value());
  has(client.list_tool_plugin_interactions(), R"("interactions":[])");
  auto const absent = client.close_tool_plugin_interaction({.id = "none"});
  REQUIRE(absent.has_error());
  CHECK(absent.error().is_not_found());
}

TEST_CASE("sandbox: the organizations and projects of a user") {
  support::sandbox const sandbox;
  geai::auth_client auth{geai::base_url = sandbox.url()};
  geai::secret const token =
      auth.get_oauth2_access_token(
              {.client_id = "sandbox-client", .username = "user@example.com", .password = "sandbox-password"})
          .value()
          .access_token;
  geai::admin_client const admin{geai::base_url = sandbox.url(), geai::access_token = token,
                                 geai::project_id = "sandbox-project"};
  has(admin.get_authorized_organizations(), R"([{"organizationId":"sandbox-organization",)");
  has(admin.get_authorized_projects({.organization = "sandbox-organization"}), R"([{"projectId":"sandbox-project",)");
  has(admin.get_authorized_projects({.organization = "elsewhere"}), "error 403");
  CHECK(admin.get_project_visibility(
      {.organization = "sandbox-organization", .project = "sandbox-project", .access_token = token}));
  auto const hidden = admin.get_project_visibility(
      {.organization = "sandbox-organization", .project = "elsewhere", .access_token = token});
  REQUIRE(hidden.has_error());
  CHECK(hidden.error().is_permission());
  auto const of_project = admin.get_project_token(
      {.organization = "sandbox-organization", .project = "sandbox-project", .access_token = token});
  REQUIRE(of_project.has_value());
  CHECK(of_project->api_token.reveal() == "sandbox-key");
  auto const wrong = admin.get_project_token(
      {.organization = "sandbox-organization", .project = "sandbox-project", .access_token = geai::secret("wrong")});
  REQUIRE(wrong.has_error());
  CHECK(wrong.error().is_authentication());
}
