#include <geai/client/tools.hpp>
//
#include <doctest/doctest.h>

#include <geai/client/admin.hpp>
#include <geai/json/simdjson.hpp>
#include <geai/transport/curl.hpp>
#include <string>
#include <vector>

#include "support/sandbox.hpp"

// The calls of PyGEAI's smaller clients, against the sandbox.

TEST_CASE("a tool proxy registers, takes its job once, and hands in the result") {
  support::sandbox const sandbox;
  geai::tool_client const client{geai::api_key = "sandbox-key", geai::base_url = sandbox.url()};
  std::string const id = "11111111-2222-4333-8444-555555555555";
  geai::proxied_tool const echo{.name = "mine__echo",
                                .server = "mine",
                                .description = "Says the same",
                                .input_schema = R"({"type":"function","function":{"name":"echo","parameters":{}}})"};
  auto const registered = client.register_tool_proxy({.server = {.id = id, .name = "mine", .tools = {echo}}}).value();
  REQUIRE(!registered.messages.empty());
  CHECK(registered.messages[0].type == 2);  // a message of type information

  std::vector<geai::tool_proxy_job> const jobs = client.dequeue_tool_proxy({.id = id}).value();
  REQUIRE(jobs.size() == 1);
  CHECK(jobs[0].proxy_id == id);
  CHECK(jobs[0].input.find("echo") != std::string::npos);
  CHECK(client.dequeue_tool_proxy({.id = id}).value().empty());
  geai::tool_proxy_result const done{.success = true,
                                     .job = {.id = jobs[0].id, .job_status = jobs[0].job_status, .output = "hello"}};
  CHECK(client.send_tool_proxy_result({.id = id, .job_result = done}).has_value());
  CHECK(client.dequeue_tool_proxy({.id = "another"}).error().is_not_found());
}

TEST_CASE("the status, and the assistants that plug-ins see") {
  support::sandbox const sandbox;
  geai::admin_client const client{geai::api_key = "sandbox-key", geai::base_url = sandbox.url()};
  CHECK(client.get_health().value().running);
  CHECK(client.get_platform_root().value().running);
  auto const plugins = client.list_plugin_assistants({.project = "sandbox-project"}).value();
  REQUIRE(!plugins.plugins.empty());
  CHECK(!plugins.plugins[0].plugin_id.empty());
}
