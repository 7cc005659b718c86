#pragma once
// How requests are read. The vendor's own client does not write everything as it is documented, and the platform serves
// it.

#include "http.hpp"

namespace sandbox::manners {

inline bool generous = true;  // set once, before the first request; --strict takes the documented form only

// Brings what the vendor's client writes into the documented form. Numbers that come as texts are read where a shape
// expects a number (shape.cpp).
void put_right(request& rq);

}  // namespace sandbox::manners
