#pragma once

#include <geai/client/basic_client.hpp>
#include <geai/services/llm.hpp>

namespace geai::inline v0_2 {

// A client for language models and their providers.
template <class Auth, class Transport, class Json>
class llm_client
    : public basic_client<llm_client<Auth, Transport, Json>, client_needs::platform, Auth, Transport, Json>,
      public llm_calls<llm_client<Auth, Transport, Json>> {
public:
  using llm_client::basic_client::basic_client;
};

template <class... Argument>
llm_client(Argument&&...) -> llm_client<deduced_auth<client_needs::platform, Argument...>,
                                        deduced_transport<Argument...>, deduced_json<Argument...>>;

}  // namespace geai::inline v0_2
