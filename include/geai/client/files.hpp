#pragma once

#include <geai/api/files.hpp>
#include <geai/client/basic_client.hpp>

namespace geai {

// The calls of files, for the clients that have them.
template <class Client> class files_calls {
public:
  [[nodiscard]] auto list_files(api::list_files const& operation = {}, call_options const& options = {}) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_file(api::get_file const& operation, call_options const& options = {}) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto delete_file(api::delete_file const& operation, call_options const& options = {}) const {
    return self().call(operation, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

// The files that the platform keeps.
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson>
class files_client
    : public basic_client<files_client<Auth, Transport, Json>, detail::platform_needs, Auth, Transport, Json>,
      public files_calls<files_client<Auth, Transport, Json>> {
public:
  using files_client::basic_client::basic_client;
};

template <class... Argument>
files_client(Argument&&...) -> files_client<detail::deduced_auth<detail::platform_needs, Argument...>,
                                            detail::deduced_transport<Argument...>, detail::deduced_json<Argument...>>;

}  // namespace geai
