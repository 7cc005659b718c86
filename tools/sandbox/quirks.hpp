#pragma once
// Replies in the other shapes that the platform was seen to use, or that the vendor's client handles.

#include "router.hpp"

namespace sandbox {

reply as_in_the_field(router::route const& from, reply documented);
reply complaint_in_the_field(std::string_view path, reply documented);

}  // namespace sandbox
