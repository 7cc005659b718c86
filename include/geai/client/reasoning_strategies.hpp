#pragma once

#include <geai/client/basic_client.hpp>
#include <geai/services/reasoning_strategies.hpp>

namespace geai::inline v0_2 {

// A client for the reasoning strategies of a project.
template <class Auth, class Transport, class Json>
class reasoning_strategy_client : public basic_client<reasoning_strategy_client<Auth, Transport, Json>,
                                                      client_needs::platform, Auth, Transport, Json>,
                                  public reasoning_strategy_calls<reasoning_strategy_client<Auth, Transport, Json>> {
public:
  using reasoning_strategy_client::basic_client::basic_client;
};

template <class... Argument>
reasoning_strategy_client(Argument&&...)
    -> reasoning_strategy_client<deduced_auth<client_needs::platform, Argument...>, deduced_transport<Argument...>,
                                 deduced_json<Argument...>>;

}  // namespace geai::inline v0_2
