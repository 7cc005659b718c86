#pragma once

#include <geai/client/basic_client.hpp>
#include <geai/services/gam.hpp>

namespace geai::inline v0_2 {

// A client that obtains access tokens through the older GAM routes. Needs only a base URL.
template <class Auth, class Transport, class Json>
class gam_client
    : public basic_client<gam_client<Auth, Transport, Json>, client_needs::authorization, Auth, Transport, Json>,
      public gam_calls<gam_client<Auth, Transport, Json>> {
public:
  using gam_client::basic_client::basic_client;
};

template <class... Argument>
gam_client(Argument&&...) -> gam_client<deduced_auth<client_needs::authorization, Argument...>,
                                        deduced_transport<Argument...>, deduced_json<Argument...>>;

}  // namespace geai::inline v0_2
