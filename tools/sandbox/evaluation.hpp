#pragma once
// The common parts of data sets and evaluation plans: lists within objects, each with the same five operations.

#include <functional>
#include <string>

#include "shape.hpp"
#include "world.hpp"

namespace sandbox {

struct evaluation_level {
  std::string collection;  // path of the list
  std::string item;        // path that creates one; with an id after it, the path of one
  std::string id_field;
  std::string noun;  // in the ledger
  members fields;
  std::function<json(json const& given)> born;  // completes a new item
  std::function<json&(call const& c)> list;
};

void add_evaluation_level(router& r, world& w, evaluation_level const& level);
json& evaluation_item(json& list, std::string_view id_field, std::string const& id);  // throws a 404

}  // namespace sandbox
