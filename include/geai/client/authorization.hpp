#pragma once

#include <geai/api/authorization.hpp>
#include <geai/client/basic_client.hpp>
#include <geai/client/project_tokens.hpp>

namespace geai::inline v0 {

// The calls of the Security API, for the clients that have them.
template <class Client> class authorization_calls {
public:
  [[nodiscard]] auto get_oauth2_access_token(api::get_oauth2_access_token const& operation,
                                             call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_oauth2_access_token(api::get_oauth2_access_token const& operation,
                                             api::get_oauth2_access_token::answer& into,
                                             call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto refresh_oauth2_access_token(api::refresh_oauth2_access_token const& operation,
                                                 call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_user_profile_information() const {
    return self().template call<api::get_user_profile_information>();
  }
  [[nodiscard]] auto get_user_profile_information(api::get_user_profile_information const& operation,
                                                  call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_user_profile_information(api::get_user_profile_information const& operation,
                                                  api::get_user_profile_information::answer& into,
                                                  call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

// Obtains access tokens, and manages those of projects. Needs a base URL only; a project's tokens need a token of
// its organization too.
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson>
class auth_client
    : public basic_client<auth_client<Auth, Transport, Json>, detail::authorization_needs, Auth, Transport, Json>,
      public authorization_calls<auth_client<Auth, Transport, Json>>,
      public project_token_calls<auth_client<Auth, Transport, Json>> {
public:
  using auth_client::basic_client::basic_client;
};

template <class... Argument>
auth_client(Argument&&...) -> auth_client<detail::deduced_auth<detail::authorization_needs, Argument...>,
                                          detail::deduced_transport<Argument...>, detail::deduced_json<Argument...>>;

}  // namespace geai::inline v0
