#pragma once

#include <geai/client/agents.hpp>
#include <geai/client/basic_client.hpp>
#include <geai/client/processes.hpp>
#include <geai/client/reasoning_strategies.hpp>
#include <geai/client/tools.hpp>

namespace geai::inline v0_2 {

// A client for everything in the lab: agents, tools, reasoning strategies, processes, tasks, instances and knowledge
// bases.
template <class Auth, class Transport, class Json>
class ai_lab_client
    : public basic_client<ai_lab_client<Auth, Transport, Json>, client_needs::platform, Auth, Transport, Json>,
      public agent_calls<ai_lab_client<Auth, Transport, Json>>,
      public tool_calls<ai_lab_client<Auth, Transport, Json>>,
      public integration_calls<ai_lab_client<Auth, Transport, Json>>,
      public reasoning_strategy_calls<ai_lab_client<Auth, Transport, Json>>,
      public process_calls<ai_lab_client<Auth, Transport, Json>>,
      public task_calls<ai_lab_client<Auth, Transport, Json>>,
      public instance_calls<ai_lab_client<Auth, Transport, Json>>,
      public knowledge_base_calls<ai_lab_client<Auth, Transport, Json>> {
public:
  using ai_lab_client::basic_client::basic_client;
};

template <class... Argument>
ai_lab_client(Argument&&...) -> ai_lab_client<deduced_auth<client_needs::platform, Argument...>,
                                              deduced_transport<Argument...>, deduced_json<Argument...>>;

}  // namespace geai::inline v0_2
