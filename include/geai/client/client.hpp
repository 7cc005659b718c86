#pragma once

#include <geai/client/admin.hpp>
#include <geai/client/agents.hpp>
#include <geai/client/analytics.hpp>
#include <geai/client/assistants.hpp>
#include <geai/client/authorization.hpp>
#include <geai/client/basic_client.hpp>
#include <geai/client/chat.hpp>
#include <geai/client/embeddings.hpp>
#include <geai/client/evaluation.hpp>
#include <geai/client/feedback.hpp>
#include <geai/client/files.hpp>
#include <geai/client/gam.hpp>
#include <geai/client/integrations.hpp>
#include <geai/client/llm.hpp>
#include <geai/client/organization.hpp>
#include <geai/client/processes.hpp>
#include <geai/client/project_tokens.hpp>
#include <geai/client/rag.hpp>
#include <geai/client/reasoning_strategies.hpp>
#include <geai/client/rerank.hpp>
#include <geai/client/secrets.hpp>
#include <geai/client/tools.hpp>
#include <geai/client/usage_limits.hpp>

namespace geai::inline v0_2 {

namespace detail {
struct every_need : client_needs::platform {
  static constexpr bool may_have_eval_url = true;  // without it, evaluation calls return errors
};
}  // namespace detail

// A client for all services:
//
//   geai::client all{geai::alias = "staging"};
//   all.list_agents(), all.completion({...}), all.create_secret({...})
//
// It does not require eval_url; without it, evaluation calls fail with errc::missing_requirement.
template <class Auth, class Transport, class Json>
class client : public basic_client<client<Auth, Transport, Json>, detail::every_need, Auth, Transport, Json>,
               public admin_calls<client<Auth, Transport, Json>>,
               public agent_calls<client<Auth, Transport, Json>>,
               public analytics_calls<client<Auth, Transport, Json>>,
               public assistant_calls<client<Auth, Transport, Json>>,
               public authorization_calls<client<Auth, Transport, Json>>,
               public chat_calls<client<Auth, Transport, Json>>,
               public embeddings_calls<client<Auth, Transport, Json>>,
               public evaluation_calls<client<Auth, Transport, Json>>,
               public feedback_calls<client<Auth, Transport, Json>>,
               public files_calls<client<Auth, Transport, Json>>,
               public gam_calls<client<Auth, Transport, Json>>,
               public integration_calls<client<Auth, Transport, Json>>,
               public llm_calls<client<Auth, Transport, Json>>,
               public organization_calls<client<Auth, Transport, Json>>,
               public access_control_calls<client<Auth, Transport, Json>>,
               public process_calls<client<Auth, Transport, Json>>,
               public task_calls<client<Auth, Transport, Json>>,
               public instance_calls<client<Auth, Transport, Json>>,
               public knowledge_base_calls<client<Auth, Transport, Json>>,
               public project_token_calls<client<Auth, Transport, Json>>,
               public rag_calls<client<Auth, Transport, Json>>,
               public reasoning_strategy_calls<client<Auth, Transport, Json>>,
               public rerank_calls<client<Auth, Transport, Json>>,
               public secret_calls<client<Auth, Transport, Json>>,
               public tool_calls<client<Auth, Transport, Json>>,
               public usage_limit_calls<client<Auth, Transport, Json>> {
public:
  using client::basic_client::basic_client;
};

template <class... Argument>
client(Argument&&...)
    -> client<deduced_auth<detail::every_need, Argument...>, deduced_transport<Argument...>, deduced_json<Argument...>>;

}  // namespace geai::inline v0_2
