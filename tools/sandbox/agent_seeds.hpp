#pragma once
// The agents that exist from the start: the same ones in every run.

#include <vector>

#include "lab.hpp"

namespace sandbox {

// count of the sandbox's project, then one of another project.
std::vector<lab_record> seeded_agents(std::size_t count);

}  // namespace sandbox
