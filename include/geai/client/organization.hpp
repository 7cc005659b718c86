#pragma once

#include <geai/client/basic_client.hpp>
#include <geai/services/access_control.hpp>
#include <geai/services/organization.hpp>
#include <geai/services/project_tokens.hpp>

namespace geai::inline v0_2 {

// A client for organizations, their projects, members and tokens.
template <class Auth, class Transport, class Json>
class organization_client
    : public basic_client<organization_client<Auth, Transport, Json>, client_needs::platform, Auth, Transport, Json>,
      public organization_calls<organization_client<Auth, Transport, Json>>,
      public access_control_calls<organization_client<Auth, Transport, Json>>,
      public project_token_calls<organization_client<Auth, Transport, Json>> {
public:
  using organization_client::basic_client::basic_client;
};

template <class... Argument>
organization_client(Argument&&...) -> organization_client<deduced_auth<client_needs::platform, Argument...>,
                                                          deduced_transport<Argument...>, deduced_json<Argument...>>;

}  // namespace geai::inline v0_2
