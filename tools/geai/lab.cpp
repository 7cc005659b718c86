// Shared by apply and migrate: compares and creates the things of a project by name.

#include "lab.hpp"

#include <algorithm>
#include <array>

namespace tool {

namespace {

constexpr std::array<lab_kind, 5> kinds{{
    {"tool", "list_tools", "get_tool", "create_tool", "update_tool"},
    {"strategy", "list_reasoning_strategies", "get_reasoning_strategy", "create_reasoning_strategy",
     "update_reasoning_strategy"},
    {"task", "list_tasks", "get_task", "create_task", "update_task"},
    {"agent", "list_agents", "get_agent", "create_agent", "update_agent"},
    {"process", "list_processes", "get_process", "create_process", "update_process"},
}};

std::span<member const> members_of(lab_kind const& kind) {
  member const* const definition = principal_of(operation_named(kind.create));
  return models()[static_cast<std::size_t>(definition->type.model)].members;
}

bool has_member(operation const& which, std::string_view name) {
  return std::any_of(which.members.begin(), which.members.end(),
                     [name](member const& each) { return each.name == name; });
}

std::string short_text(json const& value) {
  std::string text =
      value.is_string() ? value.get<std::string>() : value.dump(-1, ' ', false, json::error_handler_t::replace);
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text.size() > 40 ? text.substr(0, text.find_last_of(' ', 37) == text.npos ? 37 : 37) + "..." : text;
}

// Lists the differences between `wanted` and `there`.
void compare(json const& there, json const& wanted, std::string const& path, std::vector<std::string>& changed) {
  if (wanted.is_object() && there.is_object()) {
    for (auto const& [name, value] : wanted.items())
      compare(there.contains(name) ? there.at(name) : json(), value, path + (path.empty() ? "" : ".") + name, changed);
    return;
  }
  if (wanted.is_array() && there.is_array() && wanted.size() == there.size()) {
    for (std::size_t i = 0; i != wanted.size(); ++i)
      compare(there[i], wanted[i], path + "." + std::to_string(i), changed);
    return;
  }
  bool const is_nothing = there.is_null() && (wanted.is_null() || (wanted.is_structured() && wanted.empty()));
  if (there == wanted || is_nothing) return;
  if (there.is_number() && wanted.is_number() && there.get<double>() == wanted.get<double>()) return;
  changed.push_back(path + ": " + (there.is_null() ? "(none)" : short_text(there)) + " -> " + short_text(wanted));
}

// The answer may be wrapped.
json unwrapped(operation const& get, json document) {
  int const number = get.answer_type.model;
  if (number < 0 || !document.is_object()) return document;
  std::string const wrapper(models()[static_cast<std::size_t>(number)].wrapper);
  if (!wrapper.empty() && document.contains(wrapper) && document.at(wrapper).is_object()) return document.at(wrapper);
  return document;
}

}  // namespace

std::span<lab_kind const> lab_kinds() noexcept { return kinds; }

lab_kind const& lab_kind_named(std::string_view name) {
  std::string names;
  for (lab_kind const& each : kinds) {
    std::string_view const stem = each.name == "strategy" ? "strateg" : each.name;
    if (name == each.name ||
        (name.starts_with(stem) &&
         (name.substr(stem.size()) == "s" || name.substr(stem.size()) == "es" || name.substr(stem.size()) == "ies")))
      return each;
    names.append(names.empty() ? "" : ", ").append(each.name);
  }
  throw usage_error("'" + printable(name) + "' is not a kind; there are: " + names);
}

lab_kind const& kind_of(json const& definition) {
  if (!definition.is_object()) throw usage_error("a definition must be an object");
  if (definition.contains("kind") && definition.at("kind").is_string())
    return lab_kind_named(definition.at("kind").get<std::string>());
  lab_kind const* best = nullptr;
  std::size_t most = 0;
  bool tie = false;
  for (lab_kind const& each : kinds) {
    std::size_t known = 0;
    for (auto const& [name, value] : definition.items())
      for (member const& one : members_of(each)) known += one.wire == name ? 1 : 0;
    tie = known == most ? true : known > most ? false : tie;
    if (known > most) best = &each;
    most = std::max(most, known);
  }
  if (best == nullptr || tie)
    throw usage_error("the kind of " + short_text(definition.value("name", json("this"))) +
                      " is unknown; set its member `kind` to agent, tool, task, process or strategy");
  return *best;
}

json definition_of(lab_kind const& kind, json const& document) {
  json made = json::object();
  for (member const& each : members_of(kind)) {
    std::string const name(each.wire);
    if (!document.contains(name) || document.at(name).is_null()) continue;
    json const& value = document.at(name);
    // A document in place of a text, such as an OpenAPI description, is sent as its text.
    bool const is_text = each.type.base == base::text && each.type.shape == shape::one && value.is_structured();
    made[name] = is_text ? json(value.dump()) : value;
  }
  return made;
}

void check_name(lab_kind const& kind, json const& definition) {
  json const name = definition.is_object() ? definition.value("name", json()) : json();
  if (!name.is_string() || name.get_ref<std::string const&>().empty())
    throw usage_error("each " + std::string(kind.name) + " needs a name");
}

lab_change plan_change(sender& through, context& world, lab_kind const& kind, json definition) {
  check_name(kind, definition);
  lab_change made{.kind = &kind, .name = definition.at("name").get<std::string>(), .definition = std::move(definition)};
  operation const& get = operation_named(kind.get);
  std::vector<std::pair<std::string, std::string>> members{{"id", made.name}};
  if (has_member(get, "allow_drafts")) members.emplace_back("allow_drafts", "true");
  try {
    json const there = unwrapped(get, call_operation(through, world, kind.get, members));
    made.id = there.value("id", there.value("key", made.name));
    compare(there, made.definition, "", made.changed);
  } catch (geai::exception const& e) {
    if (!e.error().is_not_found()) throw;
  }
  return made;
}

std::string make_change(sender& through, context& world, lab_change const& what, bool publish) {
  bool const is_new = what.id.empty();
  std::string_view const name = is_new ? what.kind->create : what.kind->update;
  operation const& which = operation_named(name);
  std::vector<std::pair<std::string, std::string>> members;
  if (!is_new) members.emplace_back("id", what.id);
  if (has_member(which, "automatic_publish")) members.emplace_back("automatic_publish", publish ? "true" : "false");
  json const came =
      unwrapped(operation_named(what.kind->get), call_operation(through, world, name, members, what.definition));
  return came.is_object() ? came.value("id", what.id) : what.id;
}

json document_of(std::vector<lab_change> const& plan) {
  json all = json::array();
  for (lab_change const& each : plan)
    all.push_back(
        {{"action", each.action()}, {"kind", each.kind->name}, {"name", each.name}, {"changes", each.changed}});
  return all;
}

std::string shown_plan(context& world, std::vector<lab_change> const& plan) {
  table rows({"ACTION", "KIND", "NAME", "CHANGES"});
  for (lab_change const& each : plan) {
    rows.add({std::string(each.action()), std::string(each.kind->name), each.name,
              each.changed.empty() ? "" : each.changed.front()});
    for (std::size_t i = 1; i < each.changed.size(); ++i) rows.add({"", "", "", each.changed[i]});
  }
  return rows.text(world.terminal.colours_results());
}

}  // namespace tool
