#pragma once

#include <geai/client/basic_client.hpp>
#include <geai/services/usage_limits.hpp>

namespace geai::inline v0_2 {

// A client for the usage limits of organizations and projects.
template <class Auth, class Transport, class Json>
class usage_limit_client
    : public basic_client<usage_limit_client<Auth, Transport, Json>, client_needs::platform, Auth, Transport, Json>,
      public usage_limit_calls<usage_limit_client<Auth, Transport, Json>> {
public:
  using usage_limit_client::basic_client::basic_client;
};

template <class... Argument>
usage_limit_client(Argument&&...) -> usage_limit_client<deduced_auth<client_needs::platform, Argument...>,
                                                        deduced_transport<Argument...>, deduced_json<Argument...>>;

}  // namespace geai::inline v0_2
