#pragma once

#include <geai/client/basic_client.hpp>
#include <geai/services/authorization.hpp>
#include <geai/services/project_tokens.hpp>

namespace geai::inline v0_2 {

// A client that obtains access tokens and manages the tokens of projects. It needs only a base URL; the calls for
// project tokens also need a token of the organization.
template <class Auth, class Transport, class Json>
class auth_client
    : public basic_client<auth_client<Auth, Transport, Json>, client_needs::authorization, Auth, Transport, Json>,
      public authorization_calls<auth_client<Auth, Transport, Json>>,
      public project_token_calls<auth_client<Auth, Transport, Json>> {
public:
  using auth_client::basic_client::basic_client;
};

template <class... Argument>
auth_client(Argument&&...) -> auth_client<deduced_auth<client_needs::authorization, Argument...>,
                                          deduced_transport<Argument...>, deduced_json<Argument...>>;

}  // namespace geai::inline v0_2
