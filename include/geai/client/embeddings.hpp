#pragma once

#include <geai/api/embeddings.hpp>
#include <geai/client/basic_client.hpp>

namespace geai::inline v0 {

// The calls of embeddings, for the clients that have them.
template <class Client> class embeddings_calls {
public:
  [[nodiscard]] auto generate_embeddings(api::generate_embeddings const& operation,
                                         call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto generate_packed_embeddings(api::generate_packed_embeddings const& operation,
                                                call_options const& options = call_options()) const {
    return self().call(operation, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

// Turns texts into vectors.
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson>
class embeddings_client
    : public basic_client<embeddings_client<Auth, Transport, Json>, detail::platform_needs, Auth, Transport, Json>,
      public embeddings_calls<embeddings_client<Auth, Transport, Json>> {
public:
  using embeddings_client::basic_client::basic_client;
};

template <class... Argument>
embeddings_client(Argument&&...)
    -> embeddings_client<detail::deduced_auth<detail::platform_needs, Argument...>,
                         detail::deduced_transport<Argument...>, detail::deduced_json<Argument...>>;

}  // namespace geai::inline v0
