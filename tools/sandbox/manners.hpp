#pragma once
// Lenient reading of requests. The vendor's own client deviates from the documentation, and the platform accepts it.

#include "http.hpp"

namespace sandbox::manners {

inline bool generous = true;  // set once, before the first request; --strict accepts only the documented form

// Converts a request of the vendor's client to the documented form. Numbers as texts are read where a shape expects a
// number (shape.cpp).
void put_right(request& rq);

}  // namespace sandbox::manners
