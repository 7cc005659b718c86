#pragma once

#include <geai/json/model.hpp>
#include <string>
#include <type_traits>

// Fills models from a parsed document, member by member, like programs that use nlohmann or Boost.JSON. Tree adapts
// the values of that library:
//   find(value, name)   pointer to a member, null if it is absent or null
//   text(value), number<T>(value), boolean(value), for_each(value, use)
namespace from_tree {

template <class Tree, class Value, class T> void read(Value const& from, T& into) {
  if constexpr (geai::modelled<T>) {
    geai::model<T>::for_each([&]<class Field>(Field) {
      if (auto const* member = Tree::find(from, Field::name)) read<Tree>(*member, Field::get(into));
    });
  } else if constexpr (std::is_same_v<T, std::string> || geai::detail::is_open_enumeration<T>) {
    into = std::string(Tree::text(from));
  } else if constexpr (std::is_same_v<T, bool>) {
    into = Tree::boolean(from);
  } else if constexpr (std::is_arithmetic_v<T>) {
    into = Tree::template number<T>(from);
  } else if constexpr (requires { into.emplace(); }) {
    read<Tree>(from, into.emplace());
  } else {
    Tree::for_each(from, [&](auto const& element) { read<Tree>(element, into.emplace_back()); });
  }
}

}  // namespace from_tree
