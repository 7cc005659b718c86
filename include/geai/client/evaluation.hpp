#pragma once

#include <geai/client/basic_client.hpp>
#include <geai/services/evaluation.hpp>

namespace geai::inline v0_2 {

// A client for the data sets, plans and results of evaluations. Requires eval_url, the URL of the evaluation host.
template <class Auth, class Transport, class Json>
class evaluation_client
    : public basic_client<evaluation_client<Auth, Transport, Json>, client_needs::evaluation, Auth, Transport, Json>,
      public evaluation_calls<evaluation_client<Auth, Transport, Json>> {
public:
  using evaluation_client::basic_client::basic_client;
};

template <class... Argument>
evaluation_client(Argument&&...) -> evaluation_client<deduced_auth<client_needs::evaluation, Argument...>,
                                                      deduced_transport<Argument...>, deduced_json<Argument...>>;

}  // namespace geai::inline v0_2
