#pragma once
// What data sets and evaluation plans have in common: lists within objects, each with the same five operations.

#include <functional>
#include <string>

#include "shape.hpp"
#include "world.hpp"

namespace sandbox {

struct evaluation_level {
  std::string collection;  // path of the list
  std::string item;        // path that makes one, and followed by an id that of one
  std::string id_field;
  std::string noun;  // in the ledger
  members fields;
  std::function<json(json const& given)> born;  // completes what was given
  std::function<json&(call const& c)> list;
};

void add_evaluation_level(router& r, world& w, evaluation_level const& level);
json& evaluation_item(json& list, std::string_view id_field, std::string const& id);  // throws a 404

}  // namespace sandbox
