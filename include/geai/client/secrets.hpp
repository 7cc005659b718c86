#pragma once

#include <geai/api/secrets.hpp>
#include <geai/client/basic_client.hpp>

namespace geai::inline v0 {

// The calls of secrets, for the clients that have them.
template <class Client> class secret_calls {
public:
  [[nodiscard]] auto list_secrets() const { return self().template call<api::list_secrets>(); }
  [[nodiscard]] auto list_secrets(api::list_secrets const& operation,
                                  call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_secrets(api::list_secrets const& operation, api::list_secrets::answer& into,
                                  call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto all_secrets(api::list_secrets const& operation = api::list_secrets(),
                                 call_options const& options = call_options()) const {
    return self().all(operation, options);
  }
  [[nodiscard]] auto get_secret(api::get_secret const& operation, call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_secret(api::get_secret const& operation, api::get_secret::answer& into,
                                call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto create_secret(api::create_secret const& operation,
                                   call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto update_secret(api::update_secret const& operation,
                                   call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto set_secret_accesses(api::set_secret_accesses const& operation,
                                         call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_secret_accesses(api::get_secret_accesses const& operation,
                                         call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_secret_accesses(api::get_secret_accesses const& operation,
                                         api::get_secret_accesses::answer& into,
                                         call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

// The secrets of a project.
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson>
class secret_client
    : public basic_client<secret_client<Auth, Transport, Json>, detail::platform_needs, Auth, Transport, Json>,
      public secret_calls<secret_client<Auth, Transport, Json>> {
public:
  using secret_client::basic_client::basic_client;
};

template <class... Argument>
secret_client(Argument&&...)
    -> secret_client<detail::deduced_auth<detail::platform_needs, Argument...>, detail::deduced_transport<Argument...>,
                     detail::deduced_json<Argument...>>;

}  // namespace geai::inline v0
