#pragma once

#include <geai/client/basic_client.hpp>
#include <geai/services/rag.hpp>

namespace geai::inline v0_2 {

// A client for assistants that answer from documents (RAG).
template <class Auth, class Transport, class Json>
class rag_client
    : public basic_client<rag_client<Auth, Transport, Json>, client_needs::platform, Auth, Transport, Json>,
      public rag_calls<rag_client<Auth, Transport, Json>> {
public:
  using rag_client::basic_client::basic_client;
};

template <class... Argument>
rag_client(Argument&&...) -> rag_client<deduced_auth<client_needs::platform, Argument...>,
                                        deduced_transport<Argument...>, deduced_json<Argument...>>;

}  // namespace geai::inline v0_2
