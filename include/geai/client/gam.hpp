#pragma once

#include <geai/api/gam.hpp>
#include <geai/client/basic_client.hpp>
#include <string>
#include <string_view>

namespace geai::inline v0 {

// The calls of the GeneXus Access Manager, for the clients that have them.
template <class Client> class gam_calls {
public:
  [[nodiscard]] auto get_gam_access_token(api::get_gam_access_token const& operation,
                                          call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_gam_access_token(api::get_gam_access_token const& operation,
                                          api::get_gam_access_token::answer& into,
                                          call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto refresh_gam_access_token(api::refresh_gam_access_token const& operation,
                                              call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_gam_user_info() const { return self().template call<api::get_gam_user_info>(); }
  [[nodiscard]] auto get_gam_user_info(api::get_gam_user_info const& operation,
                                       call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_gam_user_info(api::get_gam_user_info const& operation, api::get_gam_user_info::answer& into,
                                       call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto get_gam_authentication_types() const {
    return self().template call<api::get_gam_authentication_types>();
  }
  [[nodiscard]] auto get_gam_authentication_types(api::get_gam_authentication_types const& operation,
                                                  call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_gam_authentication_types(api::get_gam_authentication_types const& operation,
                                                  api::get_gam_authentication_types::answer& into,
                                                  call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }

  // The URL where a user signs in with a browser; sends nothing. Errors: errc::missing_requirement.
  [[nodiscard]] result<std::string> generate_signing_url(api::gam_signing_url const& operation) const {
    if (std::string_view const name = api::detail::missing_parameter(operation); !name.empty())
      return error(errc::missing_requirement, "generate_signing_url: " + std::string(name) + " is empty");
    if (self().session().base_url().empty())
      return error(errc::missing_requirement, "generate_signing_url: base_url is missing");
    std::string url(self().session().base_url());
    api::detail::write_target(operation, url);
    return url;
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

// Obtains access tokens in the older way. Needs a base URL only.
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson>
class gam_client
    : public basic_client<gam_client<Auth, Transport, Json>, detail::authorization_needs, Auth, Transport, Json>,
      public gam_calls<gam_client<Auth, Transport, Json>> {
public:
  using gam_client::basic_client::basic_client;
};

template <class... Argument>
gam_client(Argument&&...) -> gam_client<detail::deduced_auth<detail::authorization_needs, Argument...>,
                                        detail::deduced_transport<Argument...>, detail::deduced_json<Argument...>>;

}  // namespace geai::inline v0
