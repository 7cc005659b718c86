#pragma once

#include <geai/api/checks.hpp>
#include <geai/api/operation.hpp>
#include <optional>
#include <string>
#include <vector>

// Tool plug-ins and the tool proxy: rest-api.md section 4.1 (docs.globant.ai wiki 3959: a table of paths without the
// version) and PyGEAI's proxy client. The shapes of plug-ins are not documented: bodies and replies are raw_json.

namespace geai::inline v0_2 {

// A tool that this program executes for the platform.
struct proxied_tool {
  std::string name{};                        // "server__tool"
  std::optional<std::string> public_name{};  // public tools only
  std::string server{};                      // the part of the name before "__"
  std::string description{};
  std::string input_schema{};  // JSON text: {"type":"function","function":{"name", "description", "parameters"}}
};

// A server whose tools this program executes for the platform.
struct tool_proxy_server {
  std::string id{};  // a UUID of your choice that identifies the proxy in dequeue_tool_proxy and send_tool_proxy_result
  std::string name{};
  std::string description{};
  std::string affinity = "00000000-0000-0000-0000-000000000000";  // a UUID; this default is none
  std::vector<proxied_tool> tools{};
};

// A remark of the platform about a registration.
struct tool_proxy_message {
  std::string description{};
  int type = 0;  // 1: an error, 2: information
};

// The platform's reply to a registration, in PascalCase ("Messages", "Description", "Type"). If a remark is an error,
// the call fails.
struct tool_proxy_registration {
  std::vector<tool_proxy_message> messages;
};

// The tool that a job calls.
struct tool_proxy_function {
  std::string name{};       // as registered
  std::string arguments{};  // JSON text
};

// The model of tool_proxy_job::input.
struct tool_proxy_input {
  tool_proxy_function function{};
};

// A job for a tool of a proxy.
struct tool_proxy_job {
  std::string id{};        // a UUID
  std::string proxy_id{};  // a UUID
  std::string proxy_status{};
  std::string job_status{};
  std::string input{};  // JSON text, see tool_proxy_input; empty: no input
  std::string output{};
  std::optional<std::string> server{};
};

// The end of a job.
struct tool_proxy_output {
  std::string id{};          // the id of the job
  std::string job_status{};  // as in the dequeued job
  std::string output{};
};

// The outcome of a job and its output.
struct tool_proxy_result {
  bool success = false;
  tool_proxy_output job{};
};

template <>
struct model<proxied_tool>
    : fields<field<"name", &proxied_tool::name>, field<"publicName", &proxied_tool::public_name>,
             field<"server", &proxied_tool::server>, field<"description", &proxied_tool::description>,
             field<"inputSchema", &proxied_tool::input_schema>> {};
template <>
struct model<tool_proxy_server>
    : fields<field<"id", &tool_proxy_server::id>, field<"name", &tool_proxy_server::name>,
             field<"description", &tool_proxy_server::description>, field<"affinity", &tool_proxy_server::affinity>,
             field<"tools", &tool_proxy_server::tools>> {};
template <>
struct model<tool_proxy_message>
    : fields<field<"description", &tool_proxy_message::description>, informative<"type", &tool_proxy_message::type>> {};
template <> struct model<tool_proxy_registration> : fields<field<"messages", &tool_proxy_registration::messages>> {
  static constexpr bool tells_failure = true;  // through a message of type 1
};
template <>
struct model<tool_proxy_function>
    : fields<field<"name", &tool_proxy_function::name>, json_text<"arguments", &tool_proxy_function::arguments>> {};
template <> struct model<tool_proxy_input> : fields<field<"function", &tool_proxy_input::function>> {};
template <>
struct model<tool_proxy_job>
    : fields<field<"id", &tool_proxy_job::id>, field<"proxyId", &tool_proxy_job::proxy_id>,
             field<"proxyStatus", &tool_proxy_job::proxy_status>, field<"jobStatus", &tool_proxy_job::job_status>,
             json_text<"input", &tool_proxy_job::input>, json_text<"output", &tool_proxy_job::output>,
             field<"server", &tool_proxy_job::server>> {};
template <>
struct model<tool_proxy_output>
    : fields<field<"id", &tool_proxy_output::id>, field<"jobStatus", &tool_proxy_output::job_status>,
             field<"output", &tool_proxy_output::output>> {};
template <>
struct model<tool_proxy_result>
    : fields<field<"success", &tool_proxy_result::success>, field<"job", &tool_proxy_result::job>> {};

namespace api {

// Lists the tool plug-ins.
struct list_tool_plugins {
  using answer = raw_json;
  using endpoint = get<"/v3/tool-plugins">;  // inferred
  using parameters = fields<>;
};

// Returns a tool plug-in.
struct get_tool_plugin {
  std::string id{};

  using answer = raw_json;
  using endpoint = get<"/v3/tool-plugins/{id}">;  // hearsay
  using parameters = fields<path<"id", &get_tool_plugin::id>>;
};

// Updates the plug-in of this id or name, or creates it.
struct upsert_tool_plugin {
  std::string id{};
  raw_json definition{};

  using answer = raw_json;
  using endpoint = put<"/v3/tool-plugins/{id}">;  // hearsay
  using parameters = fields<path<"id", &upsert_tool_plugin::id>, body<&upsert_tool_plugin::definition>>;
};

// Deletes a tool plug-in.
struct delete_tool_plugin {
  std::string id{};

  using answer = void;
  using endpoint = delete_<"/v3/tool-plugins/{id}">;  // hearsay
  using parameters = fields<path<"id", &delete_tool_plugin::id>>;
};

// Imports a tool plug-in.
struct import_tool_plugin {
  raw_json package{};

  using answer = raw_json;
  using endpoint = post<"/v3/tool-plugins/import">;  // hearsay
  using parameters = fields<body<&import_tool_plugin::package>>;
};

// Publishes the tools of a tool plug-in.
struct publish_tool_plugin_tools {
  std::string id{};
  raw_json selection{};

  using answer = raw_json;
  using endpoint = post<"/v3/tool-plugins/{id}/publish-tools">;  // inferred
  using parameters = fields<path<"id", &publish_tool_plugin_tools::id>, body<&publish_tool_plugin_tools::selection>>;
};

// Returns the security schemes of a plug-in's server. The query is not documented: pass it in call_options::query.
struct inspect_tool_plugin_security_scheme {
  using answer = raw_json;
  using endpoint = get<"/v3/tool-plugins/inspector/security-scheme">;  // inferred
  using parameters = fields<>;
};

// Inspects the manifest of a tool plug-in.
struct inspect_tool_plugin_manifest {
  using answer = raw_json;
  using endpoint = get<"/v3/tool-plugins/inspector/manifest">;  // inferred
  using parameters = fields<>;
};

// Creates a challenge for a tool plug-in.
struct create_tool_plugin_challenge {
  raw_json request{};

  using answer = raw_json;
  using endpoint = post<"/v3/tool-plugins/inspector/create-challenge">;  // inferred
  using parameters = fields<body<&create_tool_plugin_challenge::request>>;
};

// Lists the interactions for which plug-ins are waiting.
struct list_tool_plugin_interactions {
  using answer = raw_json;
  using endpoint = get<"/v2/user-interactions/tool-plugins/open">;  // inferred
  using parameters = fields<>;
};

// Updates an interaction of a user with a tool plug-in.
struct update_tool_plugin_interaction {
  std::string id{};
  raw_json outcome{};

  using answer = raw_json;
  using endpoint = put<"/v2/user-interactions/tool-plugins/{id}">;  // hearsay
  using parameters =
      fields<path<"id", &update_tool_plugin_interaction::id>, body<&update_tool_plugin_interaction::outcome>>;
};

// Closes an interaction of a user with a tool plug-in. The exact path is unclear in the documentation.
struct close_tool_plugin_interaction {
  std::string id{};

  using answer = void;
  using endpoint = put<"/v2/user-interactions/tool-plugins/{id}/close">;  // inferred
  using parameters = fields<path<"id", &close_tool_plugin_interaction::id>>;
  static constexpr bool empty_object = true;
};

// Registers a server whose tools this program executes for the platform.
struct register_tool_proxy {
  tool_proxy_server server{};

  using answer = tool_proxy_registration;
  using endpoint = post<"/v2/tool-proxy/register">;
  using parameters = fields<field<"server", &register_tool_proxy::server>>;

  template <class = void> result<void> check() const {
    if (server.id.empty()) return detail::missing("server.id");
    if (server.name.empty()) return detail::missing("server.name");
    for (proxied_tool const& each : server.tools) {
      if (each.name.empty()) return detail::missing("server.tools.name");
      if (each.input_schema.empty()) return detail::missing("server.tools.inputSchema");
    }
    return {};
  }
};

// Returns the next jobs for the tools of a proxy; an empty list if there are none. PyGEAI polls once a second. Never
// repeated automatically, since jobs are taken from a queue.
struct dequeue_tool_proxy {
  std::string id{};  // tool_proxy_server::id

  using answer = std::vector<tool_proxy_job>;
  using endpoint = get<"/v2/tool-proxy/dequeue/{id}">;
  using parameters = fields<path<"id", &dequeue_tool_proxy::id>>;
  static constexpr auto repetition = api::repetition::never;
};

// Sends the result of a job.
struct send_tool_proxy_result {
  std::string id{};  // tool_proxy_server::id
  tool_proxy_result job_result{};

  using answer = void;
  using endpoint = post<"/v2/tool-proxy/result/{id}">;
  using parameters =
      fields<path<"id", &send_tool_proxy_result::id>, field<"jobResult", &send_tool_proxy_result::job_result>>;

  // The `output` may be empty.
  template <class = void> result<void> check() const {
    if (job_result.job.id.empty()) return detail::missing("jobResult.job.id");
    return {};
  }
};

}  // namespace api
}  // namespace geai::inline v0_2
