#include <geai/client/tools.hpp>
//
#include <doctest/doctest.h>

#include <geai/client/admin.hpp>
#include <geai/json/simdjson.hpp>
#include <geai/transport/curl.hpp>
#include <string>

#include "support/sandbox.hpp"

// What PyGEAI's smaller clients do, against the sandbox.

namespace {

geai::raw_json json(char const* text) { return {text}; }

}  // namespace

TEST_CASE("a tool proxy registers, takes its job once, and hands in the result") {
  support::sandbox const sandbox;
  geai::tool_client const client{geai::api_key = "sandbox-key", geai::base_url = sandbox.url()};
  std::string const registered = client.register_tool_proxy({.server = json(R"({"name":"mine"})")}).value().text;
  std::size_t const at = registered.find(R"("id":")");
  REQUIRE(at != registered.npos);
  std::string const id = registered.substr(at + 6, registered.find('"', at + 6) - at - 6);

  CHECK(client.dequeue_tool_proxy({.id = id}).value().text.find("echo") != std::string::npos);
  CHECK(client.dequeue_tool_proxy({.id = id}).value().text == R"({"jobs":[]})");
  CHECK(client.send_tool_proxy_result({.id = id, .job_result = json(R"({"text":"hello"})")}).has_value());
  CHECK(client.dequeue_tool_proxy({.id = "another"}).error().is_not_found());
}

TEST_CASE("the status, and the assistants that plug-ins see") {
  support::sandbox const sandbox;
  geai::admin_client const client{geai::api_key = "sandbox-key", geai::base_url = sandbox.url()};
  CHECK(client.get_health().value().running.text == "true");
  CHECK(client.list_plugin_assistants({.project_id = "sandbox-project"}).value().text == R"({"assistants":[]})");
}
