#pragma once

#include <geai/client/basic_client.hpp>
#include <geai/services/secrets.hpp>

namespace geai::inline v0_2 {

// A client for the secrets of a project.
template <class Auth, class Transport, class Json>
class secret_client
    : public basic_client<secret_client<Auth, Transport, Json>, client_needs::platform, Auth, Transport, Json>,
      public secret_calls<secret_client<Auth, Transport, Json>> {
public:
  using secret_client::basic_client::basic_client;
};

template <class... Argument>
secret_client(Argument&&...) -> secret_client<deduced_auth<client_needs::platform, Argument...>,
                                              deduced_transport<Argument...>, deduced_json<Argument...>>;

}  // namespace geai::inline v0_2
