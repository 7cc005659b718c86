#pragma once

#include <geai/api/authorization.hpp>
#include <geai/client/basic_client.hpp>

namespace geai {

// Obtains access tokens. Needs a base URL only.
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson>
class auth_client
    : public basic_client<auth_client<Auth, Transport, Json>, detail::authorization_needs, Auth, Transport, Json> {
public:
  using auth_client::basic_client::basic_client;

  [[nodiscard]] auto get_oauth2_access_token(api::get_oauth2_access_token const& operation,
                                             call_options const& options = {}) const {
    return this->call(operation, options);
  }
  [[nodiscard]] auto get_user_profile_information(api::get_user_profile_information const& operation = {},
                                                  call_options const& options = {}) const {
    return this->call(operation, options);
  }
};

template <class... Argument>
auth_client(Argument&&...) -> auth_client<detail::deduced_auth<detail::authorization_needs, Argument...>,
                                          detail::deduced_transport<Argument...>, detail::deduced_json<Argument...>>;

}  // namespace geai
