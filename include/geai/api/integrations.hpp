#pragma once

#include <geai/api/operation.hpp>
#include <string>

// Tool plug-ins and the tool proxy: rest-api.md section 4.1 (docs.globant.ai wiki 3959: a table of paths only) and
// PyGEAI's ProxyClient. No shapes are documented: bodies and replies are JSON as it is.

namespace geai::inline v0 {

namespace api {

struct list_tool_plugins {
  using answer = raw_json;
  using endpoint = get<"/tool-plugins">;
  using parameters = fields<>;
};

struct get_tool_plugin {
  std::string id{};

  using answer = raw_json;
  using endpoint = get<"/tool-plugins/{id}">;
  using parameters = fields<path<"id", &get_tool_plugin::id>>;
};

// Updates the plug-in of this id or name, or creates it.
struct upsert_tool_plugin {
  std::string id{};
  raw_json definition{};

  using answer = raw_json;
  using endpoint = put<"/tool-plugins/{id}">;
  using parameters = fields<path<"id", &upsert_tool_plugin::id>, body<&upsert_tool_plugin::definition>>;
};

struct delete_tool_plugin {
  std::string id{};

  using answer = void;
  using endpoint = delete_<"/tool-plugins/{id}">;
  using parameters = fields<path<"id", &delete_tool_plugin::id>>;
};

// The documentation names version 3, not where it stands in the path.
struct import_tool_plugin {
  raw_json package{};

  using answer = raw_json;
  using endpoint = post<"/v3/tool-plugins/import">;  // inferred
  using parameters = fields<body<&import_tool_plugin::package>>;
};

struct publish_tool_plugin_tools {
  std::string id{};
  raw_json selection{};

  using answer = raw_json;
  using endpoint = post<"/tool-plugins/{id}/publish-tools">;
  using parameters = fields<path<"id", &publish_tool_plugin_tools::id>, body<&publish_tool_plugin_tools::selection>>;
};

// What a plug-in's server asks for and offers. Their queries are not documented: give them as call_options::query.
struct inspect_tool_plugin_security_scheme {
  using answer = raw_json;
  using endpoint = get<"/tool-plugins/inspector/security-scheme">;
  using parameters = fields<>;
};

struct inspect_tool_plugin_manifest {
  using answer = raw_json;
  using endpoint = get<"/tool-plugins/inspector/manifest">;
  using parameters = fields<>;
};

struct create_tool_plugin_challenge {
  raw_json request{};

  using answer = raw_json;
  using endpoint = post<"/tool-plugins/inspector/create-challenge">;
  using parameters = fields<body<&create_tool_plugin_challenge::request>>;
};

// What plug-ins are waiting for a user to do.
struct list_tool_plugin_interactions {
  using answer = raw_json;
  using endpoint = get<"/user-interactions/tool-plugins/open">;
  using parameters = fields<>;
};

// The documentation names version 2, not where it stands in the path.
struct update_tool_plugin_interaction {
  std::string id{};
  raw_json outcome{};

  using answer = raw_json;
  using endpoint = put<"/v2/user-interactions/tool-plugins/{id}">;  // inferred
  using parameters =
      fields<path<"id", &update_tool_plugin_interaction::id>, body<&update_tool_plugin_interaction::outcome>>;
};

// The exact path is unclear in the documentation.
struct close_tool_plugin_interaction {
  std::string id{};

  using answer = void;
  using endpoint = put<"/user-interactions/tool-plugins/{id}/close">;  // inferred
  using parameters = fields<path<"id", &close_tool_plugin_interaction::id>>;
  static constexpr bool empty_object = true;
};

// Tells the platform of a server whose tools this program runs for it.
struct register_tool_proxy {
  raw_json server{};

  using answer = raw_json;
  using endpoint = post<"/v2/tool-proxy/register">;
  using parameters = fields<field<"server", &register_tool_proxy::server>>;
};

// The next jobs for the tools of a proxy. Taken from a queue: never repeated by the engine.
struct dequeue_tool_proxy {
  std::string id{};

  using answer = raw_json;
  using endpoint = get<"/v2/tool-proxy/dequeue/{id}">;
  using parameters = fields<path<"id", &dequeue_tool_proxy::id>>;
  static constexpr auto repetition = api::repetition::never;
};

struct send_tool_proxy_result {
  std::string id{};
  raw_json job_result{};

  using answer = void;
  using endpoint = post<"/v2/tool-proxy/result/{id}">;
  using parameters =
      fields<path<"id", &send_tool_proxy_result::id>, field<"jobResult", &send_tool_proxy_result::job_result>>;
};

}  // namespace api
}  // namespace geai::inline v0
