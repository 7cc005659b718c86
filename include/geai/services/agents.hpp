// Generated from the operations in include/geai/api by `python3 tests/coverage/run.py --write`; edit those.

#pragma once

#include <geai/api/agents.hpp>
#include <geai/call_options.hpp>
#include <geai/client/call_result.hpp>
#include <geai/client/response_view.hpp>

namespace geai::inline v0_2 {

// The calls for the lab's agents: a base class of clients.
template <class Client> class agent_calls {
public:
  // Lists the agents of the project. The answer has no total; all_agents() fetches all pages.
  //
  // Optional: `status` ("active", "inactive", "pending", "draft"), `start` (the offset of the page), `count` (the page
  // size), `access_scope` ("public", "private"), `allow_drafts`, `allow_external` (true: include agents of other
  // projects).
  // `GET /v2/agents`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, agent_list> list_agents(api::list_agents const& request,
                                                            call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like list_agents(request), with the defaults of all members.
  [[nodiscard]] plain_call_result<Client, agent_list> list_agents() const {
    return self().template call<api::list_agents>();
  }
  // Like list_agents(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> list_agents(api::list_agents const& request, agent_list& out,
                                                      call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }
  // Like list_agents(request, options), but without copying texts: the texts are views into the returned object.
  [[nodiscard]] view_result<Client, agent_list_view> list_agents_view(
      api::list_agents const& request = api::list_agents(), call_options const& options = call_options()) const {
    return self().template call_view<agent_list_view>(request, options);
  }
  // Returns the items of all pages of list_agents() as a range of results. Pages are fetched while you iterate.
  [[nodiscard]] call_items<Client, api::list_agents> all_agents(api::list_agents const& request = api::list_agents(),
                                                                call_options const& options = call_options()) const {
    return self().all(request, options);
  }

  // Returns one agent, by its id or its name.
  //
  // Requires `id`.
  // Optional: `revision` (0: the latest), `version` (0: the latest), `allow_drafts`.
  // `GET /v2/agents/{id}`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, agent> get_agent(api::get_agent const& request,
                                                     call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_agent(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_agent(api::get_agent const& request, agent& out,
                                                    call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Creates an agent.
  //
  // Requires `definition`.
  // Optional: `automatic_publish` (true: validate and publish at once; else it is a draft).
  // `POST /v2/agents`. Retried only if the platform certainly did not process it. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, agent> create_agent(api::create_agent const& request,
                                                        call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Updates an agent, by its id or its name.
  //
  // Requires `id`, `definition`.
  // Optional: `automatic_publish`.
  // `PUT /v2/agents/{id}`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, agent> update_agent(api::update_agent const& request,
                                                        call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Updates the agent of this id or name, or creates it.
  //
  // Requires `id`, `definition`.
  // Optional: `automatic_publish`.
  // `PUT /v2/agents/{id}/upsert`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, agent> upsert_agent(api::upsert_agent const& request,
                                                        call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Deletes an agent.
  //
  // Requires `id`.
  // `DELETE /v2/agents/{id}`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, void> delete_agent(api::delete_agent const& request,
                                                       call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Publishes a revision of an agent.
  //
  // Requires `id`, `revision` (a number, sent as a text).
  // `POST /v2/agents/{id}/publish-revision`. Retried only if the platform certainly did not process it. Errors: those
  // of basic_client::call().
  [[nodiscard]] call_result<Client, agent> publish_agent_revision(api::publish_agent_revision const& request,
                                                                  call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Returns a package for import_agent. The platform's documentation calls it labPackage and does not describe its
  // content.
  //
  // Requires `id`.
  // `GET /v2/agents/{id}/export`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, raw_json> export_agent(api::export_agent const& request,
                                                           call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like export_agent(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> export_agent(api::export_agent const& request, raw_json& out,
                                                       call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Creates an agent from an unchanged package of export_agent. The reply is not documented.
  //
  // Requires `package` (the answer of export_agent, unchanged).
  // `POST /v2/agents/import`. Retried only if the platform certainly did not process it. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, raw_json> import_agent(api::import_agent const& request,
                                                           call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Creates a link through which anyone can chat with the agent, at the cost of the token's account. The request is a
  // GET, so it counts as safe to repeat.
  //
  // Requires `id`.
  // `GET /v2/agents/{id}/sharing-token`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, sharing_link> create_sharing_link(
      api::create_sharing_link const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like create_sharing_link(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> create_sharing_link(api::create_sharing_link const& request,
                                                              sharing_link& out,
                                                              call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Lists the agents of the project, through version 4 of the API.
  //
  // Optional: `status` ("active", "inactive", "pending", "draft"), `start` (the offset of the page), `count` (the page
  // size), `access_scope` ("public", "private"), `allow_drafts`, `allow_external`.
  // `GET /v4/agents`, known from a third party's reading of the documentation. Retried after transient failures.
  // Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, agent_list> list_agents_v4(api::list_agents_v4 const& request,
                                                               call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like list_agents_v4(request), with the defaults of all members.
  [[nodiscard]] plain_call_result<Client, agent_list> list_agents_v4() const {
    return self().template call<api::list_agents_v4>();
  }
  // Like list_agents_v4(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> list_agents_v4(api::list_agents_v4 const& request, agent_list& out,
                                                         call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }
  // Returns the items of all pages of list_agents_v4() as a range of results. Pages are fetched while you iterate.
  [[nodiscard]] call_items<Client, api::list_agents_v4> all_agents_v4(
      api::list_agents_v4 const& request = api::list_agents_v4(), call_options const& options = call_options()) const {
    return self().all(request, options);
  }

  // Returns one agent, by its id or its name, through version 4 of the API.
  //
  // Requires `id`.
  // Optional: `allow_drafts`.
  // `GET /v4/agents/{id}`, known from a program of a third party. Retried after transient failures. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, agent> get_agent_v4(api::get_agent_v4 const& request,
                                                        call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_agent_v4(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_agent_v4(api::get_agent_v4 const& request, agent& out,
                                                       call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Creates an agent, through version 4 of the API.
  //
  // Requires `definition`.
  // Optional: `automatic_publish` (true: validate and publish at once; else it is a draft).
  // `POST /v4/agents`. Retried only if the platform certainly did not process it. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, agent> create_agent_v4(api::create_agent_v4 const& request,
                                                           call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Updates the agent of this id or name, or creates it, through version 4 of the API.
  //
  // Requires `id`, `definition`.
  // Optional: `automatic_publish`.
  // `PUT /v4/agents/{id}/upsert`, known from a program of a third party. Retried after transient failures. Errors:
  // those of basic_client::call().
  [[nodiscard]] call_result<Client, agent> upsert_agent_v4(api::upsert_agent_v4 const& request,
                                                           call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Returns a package for import_agent_v4.
  //
  // Requires `id`.
  // `GET /v4/agents/{id}/export`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, raw_json> export_agent_v4(api::export_agent_v4 const& request,
                                                              call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like export_agent_v4(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> export_agent_v4(api::export_agent_v4 const& request, raw_json& out,
                                                          call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Creates an agent from an unchanged package of export_agent_v4.
  //
  // Requires `package`.
  // `POST /v4/agents/import`. Retried only if the platform certainly did not process it. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, raw_json> import_agent_v4(api::import_agent_v4 const& request,
                                                              call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Lists the published versions of an agent. The shape of the reply is not documented.
  //
  // Requires `id`.
  // `GET /v4/agents/{id}/versions`, known from a third party's reading of the documentation. Retried after transient
  // failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, raw_json> list_agent_versions(api::list_agent_versions const& request,
                                                                  call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like list_agent_versions(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> list_agent_versions(api::list_agent_versions const& request, raw_json& out,
                                                              call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Updates a version of an agent. Body and reply are not documented.
  //
  // Requires `id`, `version` (a number), `changes`.
  // `PUT /v4/agents/{id}/versions/{version}`, known from a third party's reading of the documentation. Retried after
  // transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, raw_json> update_agent_version(api::update_agent_version const& request,
                                                                   call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Deprecates a version of an agent. Body and reply are not documented; the body is an empty object.
  //
  // Requires `id`, `version` (a number).
  // `POST /v4/agents/{id}/versions/{version}/deprecate`, known from a third party's reading of the documentation.
  // Retried only if the platform certainly did not process it. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, void> deprecate_agent_version(api::deprecate_agent_version const& request,
                                                                  call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Lists the drafts of an agent. The shape of the reply is not documented.
  //
  // Requires `id`.
  // `GET /v4/agents/{id}/drafts`, known from a third party's reading of the documentation. Retried after transient
  // failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, raw_json> list_agent_drafts(api::list_agent_drafts const& request,
                                                                call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like list_agent_drafts(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> list_agent_drafts(api::list_agent_drafts const& request, raw_json& out,
                                                            call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Deletes a draft of an agent.
  //
  // Requires `id`, `revision` (a number).
  // `DELETE /v4/agents/{id}/drafts/{revision}`, known from a third party's reading of the documentation. Retried after
  // transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, void> delete_agent_draft(api::delete_agent_draft const& request,
                                                             call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Reverts an agent to an earlier state. Body and reply are not documented.
  //
  // Requires `id`, `request`.
  // `POST /v4/agents/{id}/revert`, known from a third party's reading of the documentation. Retried only if the
  // platform certainly did not process it. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, raw_json> revert_agent(api::revert_agent const& request,
                                                           call_options const& options = call_options()) const {
    return self().call(request, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

}  // namespace geai::inline v0_2
