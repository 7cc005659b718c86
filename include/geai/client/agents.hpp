#pragma once

#include <geai/api/agents.hpp>
#include <geai/client/basic_client.hpp>
#include <geai/client/borrowed.hpp>

namespace geai::inline v0 {

// The calls of the lab's agents, for the clients that have them.
template <class Client> class agent_calls {
public:
  [[nodiscard]] auto list_agents() const { return self().template call<api::list_agents>(); }
  [[nodiscard]] auto list_agents(api::list_agents const& operation,
                                 call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_agents(api::list_agents const& operation, api::list_agents::answer& into,
                                 call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto list_agents_view(api::list_agents const& operation = api::list_agents(),
                                      call_options const& options = call_options()) const {
    return self().template call_as<api::list_agents::view>(operation, options);
  }
  [[nodiscard]] auto all_agents(api::list_agents const& operation = api::list_agents(),
                                call_options const& options = call_options()) const {
    return self().all(operation, options);
  }
  [[nodiscard]] auto get_agent(api::get_agent const& operation, call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_agent(api::get_agent const& operation, api::get_agent::answer& into,
                               call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto create_agent(api::create_agent const& operation,
                                  call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto update_agent(api::update_agent const& operation,
                                  call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto upsert_agent(api::upsert_agent const& operation,
                                  call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto delete_agent(api::delete_agent const& operation,
                                  call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto publish_agent_revision(api::publish_agent_revision const& operation,
                                            call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto export_agent(api::export_agent const& operation,
                                  call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto import_agent(api::import_agent const& operation,
                                  call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto create_sharing_link(api::create_sharing_link const& operation,
                                         call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_agents_v4() const { return self().template call<api::list_agents_v4>(); }
  [[nodiscard]] auto list_agents_v4(api::list_agents_v4 const& operation,
                                    call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_agents_v4(api::list_agents_v4 const& operation, api::list_agents_v4::answer& into,
                                    call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto all_agents_v4(api::list_agents_v4 const& operation = api::list_agents_v4(),
                                   call_options const& options = call_options()) const {
    return self().all(operation, options);
  }
  [[nodiscard]] auto get_agent_v4(api::get_agent_v4 const& operation,
                                  call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_agent_v4(api::get_agent_v4 const& operation, api::get_agent_v4::answer& into,
                                  call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto create_agent_v4(api::create_agent_v4 const& operation,
                                     call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto upsert_agent_v4(api::upsert_agent_v4 const& operation,
                                     call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto export_agent_v4(api::export_agent_v4 const& operation,
                                     call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto import_agent_v4(api::import_agent_v4 const& operation,
                                     call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_agent_versions(api::list_agent_versions const& operation,
                                         call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_agent_versions(api::list_agent_versions const& operation,
                                         api::list_agent_versions::answer& into,
                                         call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto update_agent_version(api::update_agent_version const& operation,
                                          call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto deprecate_agent_version(api::deprecate_agent_version const& operation,
                                             call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_agent_drafts(api::list_agent_drafts const& operation,
                                       call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_agent_drafts(api::list_agent_drafts const& operation, api::list_agent_drafts::answer& into,
                                       call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto delete_agent_draft(api::delete_agent_draft const& operation,
                                        call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto revert_agent(api::revert_agent const& operation,
                                  call_options const& options = call_options()) const {
    return self().call(operation, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

// The agents of a project.
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson>
class agent_client
    : public basic_client<agent_client<Auth, Transport, Json>, detail::platform_needs, Auth, Transport, Json>,
      public agent_calls<agent_client<Auth, Transport, Json>> {
public:
  using agent_client::basic_client::basic_client;
};

template <class... Argument>
agent_client(Argument&&...) -> agent_client<detail::deduced_auth<detail::platform_needs, Argument...>,
                                            detail::deduced_transport<Argument...>, detail::deduced_json<Argument...>>;

}  // namespace geai::inline v0
