#pragma once

#include <geai/client/basic_client.hpp>
#include <geai/services/chat.hpp>

namespace geai::inline v0_2 {

// A client for conversations with agents, assistants, flows and models.
template <class Auth, class Transport, class Json>
class chat_client
    : public basic_client<chat_client<Auth, Transport, Json>, client_needs::platform, Auth, Transport, Json>,
      public chat_calls<chat_client<Auth, Transport, Json>> {
public:
  using chat_client::basic_client::basic_client;
};

template <class... Argument>
chat_client(Argument&&...) -> chat_client<deduced_auth<client_needs::platform, Argument...>,
                                          deduced_transport<Argument...>, deduced_json<Argument...>>;

}  // namespace geai::inline v0_2
