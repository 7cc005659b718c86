#pragma once
// Who calls, and for which project and organization.

#include "router.hpp"
#include "world.hpp"

namespace sandbox {

void check_headers(request const& rq);                 // none of those that must be single is repeated
void identify(call& c, access needs, world const& w);  // fills who, project, organization; throws 400, 401, 404

}  // namespace sandbox
