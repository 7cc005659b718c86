#pragma once

#include <geai/client/basic_client.hpp>
#include <geai/services/analytics.hpp>

namespace geai::inline v0_2 {

// A client for the cost and usage figures of a project.
template <class Auth, class Transport, class Json>
class analytics_client
    : public basic_client<analytics_client<Auth, Transport, Json>, client_needs::platform, Auth, Transport, Json>,
      public analytics_calls<analytics_client<Auth, Transport, Json>> {
public:
  using analytics_client::basic_client::basic_client;
};

template <class... Argument>
analytics_client(Argument&&...) -> analytics_client<deduced_auth<client_needs::platform, Argument...>,
                                                    deduced_transport<Argument...>, deduced_json<Argument...>>;

}  // namespace geai::inline v0_2
