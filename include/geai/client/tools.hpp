#pragma once

#include <geai/api/tools.hpp>
#include <geai/client/basic_client.hpp>
#include <geai/client/integrations.hpp>

namespace geai::inline v0 {

// The calls of the lab's tools, for the clients that have them.
template <class Client> class tool_calls {
public:
  [[nodiscard]] auto list_tools() const { return self().template call<api::list_tools>(); }
  [[nodiscard]] auto list_tools(api::list_tools const& operation, call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_tools(api::list_tools const& operation, api::list_tools::answer& into,
                                call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto get_tool(api::get_tool const& operation, call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_tool(api::get_tool const& operation, api::get_tool::answer& into,
                              call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto create_tool(api::create_tool const& operation,
                                 call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto update_tool(api::update_tool const& operation,
                                 call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto upsert_tool(api::upsert_tool const& operation,
                                 call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto delete_tool(api::delete_tool const& operation,
                                 call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto publish_tool_revision(api::publish_tool_revision const& operation,
                                           call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_tool_parameters(api::get_tool_parameters const& operation,
                                         call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_tool_parameters(api::get_tool_parameters const& operation,
                                         api::get_tool_parameters::answer& into,
                                         call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto set_tool_parameters(api::set_tool_parameters const& operation,
                                         call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto export_tool(api::export_tool const& operation,
                                 call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto import_tool(api::import_tool const& operation,
                                 call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto export_tool_v4(api::export_tool_v4 const& operation,
                                    call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto import_tool_v4(api::import_tool_v4 const& operation,
                                    call_options const& options = call_options()) const {
    return self().call(operation, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

// The tools of a project.
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson>
class tool_client
    : public basic_client<tool_client<Auth, Transport, Json>, detail::platform_needs, Auth, Transport, Json>,
      public tool_calls<tool_client<Auth, Transport, Json>>,
      public integration_calls<tool_client<Auth, Transport, Json>> {
public:
  using tool_client::basic_client::basic_client;
};

template <class... Argument>
tool_client(Argument&&...) -> tool_client<detail::deduced_auth<detail::platform_needs, Argument...>,
                                          detail::deduced_transport<Argument...>, detail::deduced_json<Argument...>>;

}  // namespace geai::inline v0
