#pragma once

#include <geai/client/basic_client.hpp>
#include <geai/services/feedback.hpp>

namespace geai::inline v0_2 {

// A client for the feedback of users on answers.
template <class Auth, class Transport, class Json>
class feedback_client
    : public basic_client<feedback_client<Auth, Transport, Json>, client_needs::platform, Auth, Transport, Json>,
      public feedback_calls<feedback_client<Auth, Transport, Json>> {
public:
  using feedback_client::basic_client::basic_client;
};

template <class... Argument>
feedback_client(Argument&&...) -> feedback_client<deduced_auth<client_needs::platform, Argument...>,
                                                  deduced_transport<Argument...>, deduced_json<Argument...>>;

}  // namespace geai::inline v0_2
