#pragma once

#include <geai/client/basic_client.hpp>
#include <geai/services/admin.hpp>

namespace geai::inline v0_2 {

// A client for the organization and project of a token, the projects that the token can access, and the state of the
// platform.
template <class Auth, class Transport, class Json>
class admin_client
    : public basic_client<admin_client<Auth, Transport, Json>, client_needs::platform, Auth, Transport, Json>,
      public admin_calls<admin_client<Auth, Transport, Json>> {
public:
  using admin_client::basic_client::basic_client;
};

template <class... Argument>
admin_client(Argument&&...) -> admin_client<deduced_auth<client_needs::platform, Argument...>,
                                            deduced_transport<Argument...>, deduced_json<Argument...>>;

}  // namespace geai::inline v0_2
