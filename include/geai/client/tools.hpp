#pragma once

#include <geai/client/basic_client.hpp>
#include <geai/services/integrations.hpp>
#include <geai/services/tools.hpp>

namespace geai::inline v0_2 {

// A client for the tools of a project.
template <class Auth, class Transport, class Json>
class tool_client
    : public basic_client<tool_client<Auth, Transport, Json>, client_needs::platform, Auth, Transport, Json>,
      public tool_calls<tool_client<Auth, Transport, Json>>,
      public integration_calls<tool_client<Auth, Transport, Json>> {
public:
  using tool_client::basic_client::basic_client;
};

template <class... Argument>
tool_client(Argument&&...) -> tool_client<deduced_auth<client_needs::platform, Argument...>,
                                          deduced_transport<Argument...>, deduced_json<Argument...>>;

}  // namespace geai::inline v0_2
