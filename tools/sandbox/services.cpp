#include "service.hpp"

namespace sandbox {

std::vector<std::unique_ptr<service>> make_services(world& w) {
  std::vector<std::unique_ptr<service>> all;
  all.push_back(make_oauth(w));
  all.push_back(make_agents(w));
  all.push_back(make_chat(w));
  all.push_back(make_responses(w));
  all.push_back(make_images(w));
  all.push_back(make_secrets(w));
  all.push_back(make_data_sets(w));
  all.push_back(make_evaluation(w));
  all.push_back(make_tools(w));
  all.push_back(make_integrations(w));
  all.push_back(make_processes(w));
  all.push_back(make_proxies(w));
  all.push_back(make_knowledge(w));
  all.push_back(make_embeddings(w));
  all.push_back(make_providers(w));
  all.push_back(make_files(w));
  all.push_back(make_usage_limits(w));
  all.push_back(make_organization(w));
  all.push_back(make_access_control(w));
  all.push_back(make_rag(w));
  all.push_back(make_assistants(w));
  all.push_back(make_analytics(w));
  all.push_back(make_passthrough(w));
  return all;
}

}  // namespace sandbox
