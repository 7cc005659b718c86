#pragma once

#include <geai/api/reasoning_strategies.hpp>
#include <geai/client/basic_client.hpp>

namespace geai::inline v0 {

// The calls of the lab's reasoning strategies, for the clients that have them.
template <class Client> class reasoning_strategy_calls {
public:
  [[nodiscard]] auto list_reasoning_strategies() const {
    return self().template call<api::list_reasoning_strategies>();
  }
  [[nodiscard]] auto list_reasoning_strategies(api::list_reasoning_strategies const& operation,
                                               call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_reasoning_strategies(api::list_reasoning_strategies const& operation,
                                               api::list_reasoning_strategies::answer& into,
                                               call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto all_reasoning_strategies(
      api::list_reasoning_strategies const& operation = api::list_reasoning_strategies(),
      call_options const& options = call_options()) const {
    return self().all(operation, options);
  }
  [[nodiscard]] auto get_reasoning_strategy(api::get_reasoning_strategy const& operation,
                                            call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_reasoning_strategy(api::get_reasoning_strategy const& operation,
                                            api::get_reasoning_strategy::answer& into,
                                            call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto create_reasoning_strategy(api::create_reasoning_strategy const& operation,
                                               call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto update_reasoning_strategy(api::update_reasoning_strategy const& operation,
                                               call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto upsert_reasoning_strategy(api::upsert_reasoning_strategy const& operation,
                                               call_options const& options = call_options()) const {
    return self().call(operation, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

// The reasoning strategies of a project.
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson>
class reasoning_strategy_client : public basic_client<reasoning_strategy_client<Auth, Transport, Json>,
                                                      detail::platform_needs, Auth, Transport, Json>,
                                  public reasoning_strategy_calls<reasoning_strategy_client<Auth, Transport, Json>> {
public:
  using reasoning_strategy_client::basic_client::basic_client;
};

template <class... Argument>
reasoning_strategy_client(Argument&&...)
    -> reasoning_strategy_client<detail::deduced_auth<detail::platform_needs, Argument...>,
                                 detail::deduced_transport<Argument...>, detail::deduced_json<Argument...>>;

}  // namespace geai::inline v0
