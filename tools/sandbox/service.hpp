#pragma once
// One service of the platform = one file that defines its make_ function, declared here and listed in services.cpp.

#include <memory>
#include <vector>

#include "router.hpp"
#include "world.hpp"

namespace sandbox {

class service {
public:
  service() = default;
  service(service const&) = delete;
  service& operator=(service const&) = delete;
  virtual ~service() = default;

  virtual void add_routes(router& r) = 0;  // handlers run with the world's mutex held
  virtual void reset() = 0;                // restores the initial state
};

std::unique_ptr<service> make_oauth(world& w);
std::unique_ptr<service> make_agents(world& w);
std::unique_ptr<service> make_chat(world& w);
std::unique_ptr<service> make_responses(world& w);
std::unique_ptr<service> make_images(world& w);
std::unique_ptr<service> make_secrets(world& w);
std::unique_ptr<service> make_data_sets(world& w);
std::unique_ptr<service> make_evaluation(world& w);
std::unique_ptr<service> make_tools(world& w);
std::unique_ptr<service> make_integrations(world& w);
std::unique_ptr<service> make_processes(world& w);
std::unique_ptr<service> make_proxies(world& w);
std::unique_ptr<service> make_knowledge(world& w);
std::unique_ptr<service> make_embeddings(world& w);
std::unique_ptr<service> make_providers(world& w);
std::unique_ptr<service> make_files(world& w);
std::unique_ptr<service> make_usage_limits(world& w);
std::unique_ptr<service> make_organization(world& w);
std::unique_ptr<service> make_access_control(world& w);
std::unique_ptr<service> make_rag(world& w);
std::unique_ptr<service> make_assistants(world& w);
std::unique_ptr<service> make_analytics(world& w);
std::unique_ptr<service> make_passthrough(world& w);

std::vector<std::unique_ptr<service>> make_services(world& w);

}  // namespace sandbox
