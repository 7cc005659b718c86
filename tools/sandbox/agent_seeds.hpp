#pragma once
// The agents that exist at the start, equal in every run.

#include <vector>

#include "lab.hpp"

namespace sandbox {

// `count` agents of the sandbox's project, then one of another project.
std::vector<lab_record> seeded_agents(std::size_t count);

}  // namespace sandbox
