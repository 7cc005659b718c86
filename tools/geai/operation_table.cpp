#include "operation_table.hpp"

#include <algorithm>
#include <stdexcept>

namespace tool {

namespace {

bool is_called(operation const& which, std::string_view name) noexcept {
  return name == which.name || name == which.command;
}

template <class Is> operation const* first_operation(Is is) noexcept {
  auto const all = operations();
  auto const found = std::find_if(all.begin(), all.end(), is);
  return found == all.end() ? nullptr : &*found;
}

}  // namespace

operation const* find_operation(std::string_view name) noexcept {
  return first_operation([name](operation const& each) { return is_called(each, name); });
}

operation const* find_operation(std::string_view group, std::string_view name) noexcept {
  return first_operation([group, name](operation const& each) {
    return each.group == group && (is_called(each, name) || (!each.verb_alone.empty() && name == each.verb_alone));
  });
}

operation const& operation_named(std::string_view name) {
  operation const* const found = find_operation(name);
  if (found == nullptr) throw std::logic_error("there is no operation " + std::string(name));
  return *found;
}

std::vector<operation const*> operations_of(std::string_view group) {
  std::vector<operation const*> all;
  for (operation const& each : operations())
    if (each.group == group) all.push_back(&each);
  return all;
}

std::string kebab(std::string_view name) {
  std::string text(name);
  std::replace(text.begin(), text.end(), '_', '-');
  return text;
}

std::string words_of(value_type const& type) {
  static constexpr std::string_view names[] = {"TEXT",       "INTEGER", "NUMBER", "true|false", "SECRET",
                                               "YYYY-MM-DD", "JSON",    "FILE",   "JSON"};
  std::string const one(names[static_cast<std::size_t>(type.base)]);
  if (type.shape == shape::map) return "KEY=" + (type.base == base::any ? std::string("VALUE") : one);
  return one;
}

std::span<std::string_view const> choices_of(value_type const& type) noexcept {
  return type.model < 0 ? std::span<std::string_view const>() : models()[static_cast<std::size_t>(type.model)].values;
}

}  // namespace tool
