#pragma once
// The caller of a request, with its project and organization.

#include "router.hpp"
#include "world.hpp"

namespace sandbox {

void check_headers(request const& rq);                 // refuses repeated single headers
void identify(call& c, access needs, world const& w);  // sets who, project, organization; throws 400, 401, 404

}  // namespace sandbox
