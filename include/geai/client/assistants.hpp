#pragma once

#include <geai/client/basic_client.hpp>
#include <geai/services/assistants.hpp>

namespace geai::inline v0_2 {

// A client for assistants.
template <class Auth, class Transport, class Json>
class assistant_client
    : public basic_client<assistant_client<Auth, Transport, Json>, client_needs::platform, Auth, Transport, Json>,
      public assistant_calls<assistant_client<Auth, Transport, Json>> {
public:
  using assistant_client::basic_client::basic_client;
};

template <class... Argument>
assistant_client(Argument&&...) -> assistant_client<deduced_auth<client_needs::platform, Argument...>,
                                                    deduced_transport<Argument...>, deduced_json<Argument...>>;

}  // namespace geai::inline v0_2
