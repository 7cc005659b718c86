#pragma once

#include <geai/client/basic_client.hpp>
#include <geai/services/instances.hpp>
#include <geai/services/knowledge_bases.hpp>
#include <geai/services/processes.hpp>
#include <geai/services/tasks.hpp>

namespace geai::inline v0_2 {

// A client for the agentic processes of a project, their parts and their running instances.
template <class Auth, class Transport, class Json>
class process_client
    : public basic_client<process_client<Auth, Transport, Json>, client_needs::platform, Auth, Transport, Json>,
      public process_calls<process_client<Auth, Transport, Json>>,
      public task_calls<process_client<Auth, Transport, Json>>,
      public instance_calls<process_client<Auth, Transport, Json>>,
      public knowledge_base_calls<process_client<Auth, Transport, Json>> {
public:
  using process_client::basic_client::basic_client;
};

template <class... Argument>
process_client(Argument&&...) -> process_client<deduced_auth<client_needs::platform, Argument...>,
                                                deduced_transport<Argument...>, deduced_json<Argument...>>;

}  // namespace geai::inline v0_2
