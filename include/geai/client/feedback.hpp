#pragma once

#include <geai/api/feedback.hpp>
#include <geai/client/basic_client.hpp>

namespace geai::inline v0 {

// The calls of feedback, for the clients that have them.
template <class Client> class feedback_calls {
public:
  [[nodiscard]] auto send_feedback(api::send_feedback const& operation,
                                   call_options const& options = call_options()) const {
    return self().call(operation, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

// Users' opinions of answers.
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson>
class feedback_client
    : public basic_client<feedback_client<Auth, Transport, Json>, detail::platform_needs, Auth, Transport, Json>,
      public feedback_calls<feedback_client<Auth, Transport, Json>> {
public:
  using feedback_client::basic_client::basic_client;
};

template <class... Argument>
feedback_client(Argument&&...)
    -> feedback_client<detail::deduced_auth<detail::platform_needs, Argument...>,
                       detail::deduced_transport<Argument...>, detail::deduced_json<Argument...>>;

}  // namespace geai::inline v0
