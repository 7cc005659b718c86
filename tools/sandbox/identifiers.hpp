#pragma once
// Values that look random and do not repeat within a run.

#include <string>

namespace sandbox {

std::string unique_id();                              // a UUID (version 4 in form)
std::string unique_token(std::string const& prefix);  // an opaque credential

}  // namespace sandbox
