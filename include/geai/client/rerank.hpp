#pragma once

#include <geai/client/basic_client.hpp>
#include <geai/services/rerank.hpp>

namespace geai::inline v0_2 {

// A client that sorts texts by their relevance to a query.
template <class Auth, class Transport, class Json>
class rerank_client
    : public basic_client<rerank_client<Auth, Transport, Json>, client_needs::platform, Auth, Transport, Json>,
      public rerank_calls<rerank_client<Auth, Transport, Json>> {
public:
  using rerank_client::basic_client::basic_client;
};

template <class... Argument>
rerank_client(Argument&&...) -> rerank_client<deduced_auth<client_needs::platform, Argument...>,
                                              deduced_transport<Argument...>, deduced_json<Argument...>>;

}  // namespace geai::inline v0_2
