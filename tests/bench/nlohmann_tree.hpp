#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "agents_from_tree.hpp"

struct nlohmann_tree {
  using value = nlohmann::json;

  static value const* find(value const& object, std::string_view name) {
    auto const found = object.find(name);
    return found != object.end() && !found->is_null() ? &*found : nullptr;
  }
  static std::string const& text(value const& from) { return from.get_ref<std::string const&>(); }
  template <class T> static T number(value const& from) { return from.get<T>(); }
  static bool boolean(value const& from) { return from.get<bool>(); }
  template <class Use> static void for_each(value const& array, Use use) {
    for (value const& element : array) use(element);
  }
};
