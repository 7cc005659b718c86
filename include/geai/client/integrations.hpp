#pragma once

#include <geai/api/integrations.hpp>
#include <geai/client/basic_client.hpp>

namespace geai::inline v0 {

// The calls of tool plug-ins and of the tool proxy, for the clients that have them.
template <class Client> class integration_calls {
public:
  [[nodiscard]] auto list_tool_plugins() const { return self().template call<api::list_tool_plugins>(); }
  [[nodiscard]] auto list_tool_plugins(api::list_tool_plugins const& operation,
                                       call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_tool_plugins(api::list_tool_plugins const& operation, api::list_tool_plugins::answer& into,
                                       call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto get_tool_plugin(api::get_tool_plugin const& operation,
                                     call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_tool_plugin(api::get_tool_plugin const& operation, api::get_tool_plugin::answer& into,
                                     call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto upsert_tool_plugin(api::upsert_tool_plugin const& operation,
                                        call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto delete_tool_plugin(api::delete_tool_plugin const& operation,
                                        call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto import_tool_plugin(api::import_tool_plugin const& operation,
                                        call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto publish_tool_plugin_tools(api::publish_tool_plugin_tools const& operation,
                                               call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto inspect_tool_plugin_security_scheme() const {
    return self().template call<api::inspect_tool_plugin_security_scheme>();
  }
  [[nodiscard]] auto inspect_tool_plugin_security_scheme(api::inspect_tool_plugin_security_scheme const& operation,
                                                         call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto inspect_tool_plugin_manifest() const {
    return self().template call<api::inspect_tool_plugin_manifest>();
  }
  [[nodiscard]] auto inspect_tool_plugin_manifest(api::inspect_tool_plugin_manifest const& operation,
                                                  call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto create_tool_plugin_challenge(api::create_tool_plugin_challenge const& operation,
                                                  call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_tool_plugin_interactions() const {
    return self().template call<api::list_tool_plugin_interactions>();
  }
  [[nodiscard]] auto list_tool_plugin_interactions(api::list_tool_plugin_interactions const& operation,
                                                   call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_tool_plugin_interactions(api::list_tool_plugin_interactions const& operation,
                                                   api::list_tool_plugin_interactions::answer& into,
                                                   call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto update_tool_plugin_interaction(api::update_tool_plugin_interaction const& operation,
                                                    call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto close_tool_plugin_interaction(api::close_tool_plugin_interaction const& operation,
                                                   call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto register_tool_proxy(api::register_tool_proxy const& operation,
                                         call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto dequeue_tool_proxy(api::dequeue_tool_proxy const& operation,
                                        call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto send_tool_proxy_result(api::send_tool_proxy_result const& operation,
                                            call_options const& options = call_options()) const {
    return self().call(operation, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

}  // namespace geai::inline v0
