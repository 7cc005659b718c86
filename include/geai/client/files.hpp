#pragma once

#include <geai/client/basic_client.hpp>
#include <geai/services/files.hpp>

namespace geai::inline v0_2 {

// A client for the files that the platform stores.
template <class Auth, class Transport, class Json>
class files_client
    : public basic_client<files_client<Auth, Transport, Json>, client_needs::platform, Auth, Transport, Json>,
      public files_calls<files_client<Auth, Transport, Json>> {
public:
  using files_client::basic_client::basic_client;
};

template <class... Argument>
files_client(Argument&&...) -> files_client<deduced_auth<client_needs::platform, Argument...>,
                                            deduced_transport<Argument...>, deduced_json<Argument...>>;

}  // namespace geai::inline v0_2
