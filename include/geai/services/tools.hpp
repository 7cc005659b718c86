// Generated from the operations in include/geai/api by `python3 tests/coverage/run.py --write`; edit those.

#pragma once

#include <geai/api/tools.hpp>
#include <geai/call_options.hpp>
#include <geai/client/call_result.hpp>

namespace geai::inline v0_2 {

// The calls for the lab's tools: a base class of clients.
template <class Client> class tool_calls {
public:
  // Lists the tools of the project.
  //
  // Optional: `id`, `count` (page size; there is no documented offset), `access_scope` ("public", "private"),
  // `allow_drafts`, `scope` ("builtin", "external", "api", "proxied"), `allow_external` (include tools of other
  // projects).
  // `GET /v2/tools`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, tool_list> list_tools(api::list_tools const& request,
                                                          call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like list_tools(request), with the defaults of all members.
  [[nodiscard]] plain_call_result<Client, tool_list> list_tools() const {
    return self().template call<api::list_tools>();
  }
  // Like list_tools(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> list_tools(api::list_tools const& request, tool_list& out,
                                                     call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Returns one tool, by its id or its name.
  //
  // Requires `id`.
  // Optional: `revision` (0: the latest), `version` (0: the latest), `allow_drafts`.
  // `GET /v2/tools/{id}`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, tool> get_tool(api::get_tool const& request,
                                                   call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_tool(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_tool(api::get_tool const& request, tool& out,
                                                   call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Creates a tool.
  //
  // Requires `definition`.
  // Optional: `automatic_publish` (true: validate and publish at once; else it is a draft).
  // `POST /v2/tools`. Retried only if the platform certainly did not process it. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, tool> create_tool(api::create_tool const& request,
                                                      call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Updates a tool.
  //
  // Requires `id`, `definition`.
  // Optional: `automatic_publish`.
  // `PUT /v2/tools/{id}`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, tool> update_tool(api::update_tool const& request,
                                                      call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Updates the tool of this id or name, or creates it.
  //
  // Requires `id`, `definition`.
  // Optional: `automatic_publish`.
  // `PUT /v2/tools/{id}/upsert`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, tool> upsert_tool(api::upsert_tool const& request,
                                                      call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Deletes a tool.
  //
  // Requires `id`.
  // `DELETE /v2/tools/{id}`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, void> delete_tool(api::delete_tool const& request,
                                                      call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Publishes a revision of a tool.
  //
  // Requires `id`, `revision` (a number, sent as a text).
  // `POST /v2/tools/{id}/publish-revision`. Retried only if the platform certainly did not process it. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, tool> publish_tool_revision(api::publish_tool_revision const& request,
                                                                call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Returns the parameters of a tool that are configured in the project, by its id or public name.
  //
  // Requires `id`.
  // Optional: `revision` (0: the latest), `version` (0: the latest), `allow_drafts`.
  // `GET /v2/tools/{id}/config`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, tool_parameter_list> get_tool_parameters(
      api::get_tool_parameters const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_tool_parameters(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_tool_parameters(api::get_tool_parameters const& request,
                                                              tool_parameter_list& out,
                                                              call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Sets the parameters of a tool.
  //
  // Requires `id`, `definition`.
  // `POST /v2/tools/{id}/config`. Retried only if the platform certainly did not process it. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, void> set_tool_parameters(api::set_tool_parameters const& request,
                                                              call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Returns a package for import_tool; its content is not documented.
  //
  // Requires `id`.
  // `GET /v2/tools/{id}/export`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, raw_json> export_tool(api::export_tool const& request,
                                                          call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like export_tool(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> export_tool(api::export_tool const& request, raw_json& out,
                                                      call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Creates a tool from an unchanged package of export_tool. The reply is not documented.
  //
  // Requires `package`.
  // `POST /v2/tools/import`. Retried only if the platform certainly did not process it. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, raw_json> import_tool(api::import_tool const& request,
                                                          call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Returns a package for import_tool_v4, in version 4 of the API.
  //
  // Requires `id`.
  // `GET /v4/tools/{id}/export`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, raw_json> export_tool_v4(api::export_tool_v4 const& request,
                                                             call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like export_tool_v4(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> export_tool_v4(api::export_tool_v4 const& request, raw_json& out,
                                                         call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Imports a package of export_tool_v4, in version 4 of the API.
  //
  // Requires `package`.
  // `POST /v4/tools/import`. Retried only if the platform certainly did not process it. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, raw_json> import_tool_v4(api::import_tool_v4 const& request,
                                                             call_options const& options = call_options()) const {
    return self().call(request, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

}  // namespace geai::inline v0_2
