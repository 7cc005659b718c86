#include "service.hpp"

namespace sandbox {

std::vector<std::unique_ptr<service>> make_services(world& w) {
  std::vector<std::unique_ptr<service>> all;
  all.push_back(make_oauth(w));
  all.push_back(make_agents(w));
  return all;
}

}  // namespace sandbox
