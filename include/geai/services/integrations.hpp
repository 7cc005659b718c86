// Generated from the operations in include/geai/api by `python3 tests/coverage/run.py --write`; edit those.

#pragma once

#include <geai/api/integrations.hpp>
#include <geai/call_options.hpp>
#include <geai/client/call_result.hpp>
#include <vector>

namespace geai::inline v0_2 {

// The calls for tool plug-ins and the tool proxy: a base class of clients.
template <class Client> class integration_calls {
public:
  // Lists the tool plug-ins.
  //
  // `GET /v3/tool-plugins`, inferred from other routes. Retried after transient failures. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, raw_json> list_tool_plugins(api::list_tool_plugins const& request,
                                                                call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like list_tool_plugins(request), with the defaults of all members.
  [[nodiscard]] plain_call_result<Client, raw_json> list_tool_plugins() const {
    return self().template call<api::list_tool_plugins>();
  }
  // Like list_tool_plugins(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> list_tool_plugins(api::list_tool_plugins const& request, raw_json& out,
                                                            call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Returns a tool plug-in.
  //
  // Requires `id`.
  // `GET /v3/tool-plugins/{id}`, known from a third party's reading of the documentation. Retried after transient
  // failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, raw_json> get_tool_plugin(api::get_tool_plugin const& request,
                                                              call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_tool_plugin(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_tool_plugin(api::get_tool_plugin const& request, raw_json& out,
                                                          call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Updates the plug-in of this id or name, or creates it.
  //
  // Requires `id`, `definition`.
  // `PUT /v3/tool-plugins/{id}`, known from a third party's reading of the documentation. Retried after transient
  // failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, raw_json> upsert_tool_plugin(api::upsert_tool_plugin const& request,
                                                                 call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Deletes a tool plug-in.
  //
  // Requires `id`.
  // `DELETE /v3/tool-plugins/{id}`, known from a third party's reading of the documentation. Retried after transient
  // failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, void> delete_tool_plugin(api::delete_tool_plugin const& request,
                                                             call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Imports a tool plug-in.
  //
  // Requires `package`.
  // `POST /v3/tool-plugins/import`, known from a third party's reading of the documentation. Retried only if the
  // platform certainly did not process it. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, raw_json> import_tool_plugin(api::import_tool_plugin const& request,
                                                                 call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Publishes the tools of a tool plug-in.
  //
  // Requires `id`, `selection`.
  // `POST /v3/tool-plugins/{id}/publish-tools`, inferred from other routes. Retried only if the platform certainly did
  // not process it. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, raw_json> publish_tool_plugin_tools(
      api::publish_tool_plugin_tools const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Returns the security schemes of a plug-in's server. The query is not documented: pass it in call_options::query.
  //
  // `GET /v3/tool-plugins/inspector/security-scheme`, inferred from other routes. Retried after transient failures.
  // Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, raw_json> inspect_tool_plugin_security_scheme(
      api::inspect_tool_plugin_security_scheme const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like inspect_tool_plugin_security_scheme(request), with the defaults of all members.
  [[nodiscard]] plain_call_result<Client, raw_json> inspect_tool_plugin_security_scheme() const {
    return self().template call<api::inspect_tool_plugin_security_scheme>();
  }
  // Like inspect_tool_plugin_security_scheme(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> inspect_tool_plugin_security_scheme(
      api::inspect_tool_plugin_security_scheme const& request, raw_json& out,
      call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Inspects the manifest of a tool plug-in.
  //
  // `GET /v3/tool-plugins/inspector/manifest`, inferred from other routes. Retried after transient failures. Errors:
  // those of basic_client::call().
  [[nodiscard]] call_result<Client, raw_json> inspect_tool_plugin_manifest(
      api::inspect_tool_plugin_manifest const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like inspect_tool_plugin_manifest(request), with the defaults of all members.
  [[nodiscard]] plain_call_result<Client, raw_json> inspect_tool_plugin_manifest() const {
    return self().template call<api::inspect_tool_plugin_manifest>();
  }
  // Like inspect_tool_plugin_manifest(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> inspect_tool_plugin_manifest(
      api::inspect_tool_plugin_manifest const& request, raw_json& out,
      call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Creates a challenge for a tool plug-in.
  //
  // Requires `request`.
  // `POST /v3/tool-plugins/inspector/create-challenge`, inferred from other routes. Retried only if the platform
  // certainly did not process it. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, raw_json> create_tool_plugin_challenge(
      api::create_tool_plugin_challenge const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Lists the interactions for which plug-ins are waiting.
  //
  // `GET /v2/user-interactions/tool-plugins/open`, inferred from other routes. Retried after transient failures.
  // Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, raw_json> list_tool_plugin_interactions(
      api::list_tool_plugin_interactions const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like list_tool_plugin_interactions(request), with the defaults of all members.
  [[nodiscard]] plain_call_result<Client, raw_json> list_tool_plugin_interactions() const {
    return self().template call<api::list_tool_plugin_interactions>();
  }
  // Like list_tool_plugin_interactions(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> list_tool_plugin_interactions(
      api::list_tool_plugin_interactions const& request, raw_json& out,
      call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Updates an interaction of a user with a tool plug-in.
  //
  // Requires `id`, `outcome`.
  // `PUT /v2/user-interactions/tool-plugins/{id}`, known from a third party's reading of the documentation. Retried
  // after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, raw_json> update_tool_plugin_interaction(
      api::update_tool_plugin_interaction const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Closes an interaction of a user with a tool plug-in. The exact path is unclear in the documentation.
  //
  // Requires `id`.
  // `PUT /v2/user-interactions/tool-plugins/{id}/close`, inferred from other routes. Retried after transient failures.
  // Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, void> close_tool_plugin_interaction(
      api::close_tool_plugin_interaction const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Registers a server whose tools this program executes for the platform.
  //
  // Requires `server`.
  // `POST /v2/tool-proxy/register`. Retried only if the platform certainly did not process it. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, tool_proxy_registration> register_tool_proxy(
      api::register_tool_proxy const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Returns the next jobs for the tools of a proxy; an empty list if there are none. PyGEAI polls once a second. Never
  // repeated automatically, since jobs are taken from a queue.
  //
  // Requires `id` (tool_proxy_server::id).
  // `GET /v2/tool-proxy/dequeue/{id}`. Retried only if the platform certainly did not process it. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, std::vector<tool_proxy_job>> dequeue_tool_proxy(
      api::dequeue_tool_proxy const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like dequeue_tool_proxy(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> dequeue_tool_proxy(api::dequeue_tool_proxy const& request,
                                                             std::vector<tool_proxy_job>& out,
                                                             call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Sends the result of a job.
  //
  // Requires `id` (tool_proxy_server::id), `job_result`.
  // `POST /v2/tool-proxy/result/{id}`. Retried only if the platform certainly did not process it. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, void> send_tool_proxy_result(api::send_tool_proxy_result const& request,
                                                                 call_options const& options = call_options()) const {
    return self().call(request, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

}  // namespace geai::inline v0_2
