#pragma once

#include <geai/client/basic_client.hpp>
#include <geai/services/agents.hpp>

namespace geai::inline v0_2 {

// A client for the agents of a project.
template <class Auth, class Transport, class Json>
class agent_client
    : public basic_client<agent_client<Auth, Transport, Json>, client_needs::platform, Auth, Transport, Json>,
      public agent_calls<agent_client<Auth, Transport, Json>> {
public:
  using agent_client::basic_client::basic_client;
};

template <class... Argument>
agent_client(Argument&&...) -> agent_client<deduced_auth<client_needs::platform, Argument...>,
                                            deduced_transport<Argument...>, deduced_json<Argument...>>;

}  // namespace geai::inline v0_2
