#pragma once
// The agents that exist from the start: the same ones in every run.

#include <string>
#include <vector>

#include "http.hpp"

namespace sandbox {

struct agent_record {
  std::string project;
  std::vector<json> revisions;  // whole agent objects, oldest first, never none

  std::string id() const { return revisions.back().at("id").get<std::string>(); }
  std::string name() const { return revisions.back().at("name").get<std::string>(); }
};

// count of the sandbox's project, then one of another project.
std::vector<agent_record> seeded_agents(std::size_t count);

}  // namespace sandbox
