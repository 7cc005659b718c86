#pragma once

#include <geai/client/basic_client.hpp>
#include <geai/services/embeddings.hpp>

namespace geai::inline v0_2 {

// A client that turns texts into vectors.
template <class Auth, class Transport, class Json>
class embeddings_client
    : public basic_client<embeddings_client<Auth, Transport, Json>, client_needs::platform, Auth, Transport, Json>,
      public embeddings_calls<embeddings_client<Auth, Transport, Json>> {
public:
  using embeddings_client::basic_client::basic_client;
};

template <class... Argument>
embeddings_client(Argument&&...) -> embeddings_client<deduced_auth<client_needs::platform, Argument...>,
                                                      deduced_transport<Argument...>, deduced_json<Argument...>>;

}  // namespace geai::inline v0_2
