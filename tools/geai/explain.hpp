#pragma once

#include <vector>

#include "context.hpp"

namespace tool {

// Where each setting of an alias comes from and why not from elsewhere, as geai::resolve() tells it of a configuration
// that can be used; this one tells it of those that cannot.
std::vector<geai::origin> explain(std::string const& alias, geai::environment const& variables,
                                  credentials const& file);

}  // namespace tool
