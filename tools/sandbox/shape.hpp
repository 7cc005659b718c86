#pragma once
// The allowed shapes of a JSON body. Everything else is refused, with the field named.

#include <functional>
#include <initializer_list>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "router.hpp"

namespace sandbox {

// Throws a 400 if the value, found at the place called name, does not have the shape. A number sent as text becomes a
// number, unless the sandbox is strict.
using shape = std::function<void(json& value, std::string const& name)>;

struct member {
  std::string name;
  shape is;
  bool required = false;
};
using members = std::vector<member>;

namespace is {
shape anything();
shape text();
shape filled_text();  // not empty
shape lab_name();     // not empty, no ':' and no '/'
shape boolean();
shape integer(long long least = 0, long long most = std::numeric_limits<long long>::max());
shape number(double least = std::numeric_limits<double>::lowest(), double most = std::numeric_limits<double>::max());
shape one_of(std::initializer_list<std::string_view> allowed);
shape array_of(shape item, std::size_t least = 0);
shape open_object();  // any members
shape object(members const& all);
shape either(shape a, shape b);  // distinguished as an array, an object or a scalar; the last complaint counts
shape nullable(shape s);
shape key_values();  // [{key,value}]
}  // namespace is

member required(std::string_view name, shape s);
member optional(std::string_view name, shape s);
members nothing_required(members all);
members joined(members a, members const& b);

json checked_body(call const& c, shape const& wanted);  // of a call without a query; throws a 400
void no_query(call const& c);
void no_body(call const& c);  // an empty object counts as none

// Adds server-made values: b's members replace a's and keep their position.
json overlaid(json a, json const& b);

}  // namespace sandbox
