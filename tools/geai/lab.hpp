#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calls.hpp"

namespace tool {

// A kind of named thing in a project that is made from a definition, such as agents and tools.
struct lab_kind {
  std::string_view name{};                             // "agent"
  std::string_view list{}, get{}, create{}, update{};  // operations
};

// Returns the kinds in the order of their dependencies.
std::span<lab_kind const> lab_kinds() noexcept;
lab_kind const& lab_kind_named(std::string_view name);  // in singular or plural; throws usage_error

// Returns the kind of a definition: its `kind` member, otherwise the kind whose members it has. Throws usage_error.
lab_kind const& kind_of(json const& definition);

// Returns the members of a document that belong to a definition of that kind.
json definition_of(lab_kind const& kind, json const& document);

// Throws usage_error for a definition without a name.
void check_name(lab_kind const& kind, json const& definition);

struct lab_change {
  lab_kind const* kind = nullptr;
  std::string name{};
  std::string id{};  // id of the existing thing; empty: it is to be created
  json definition{};
  std::vector<std::string> changed{};  // "description: old -> new"
  bool is_needed() const noexcept { return id.empty() || !changed.empty(); }
  std::string_view action() const noexcept { return id.empty() ? "create" : changed.empty() ? "keep" : "update"; }
};

// Compares a definition with the project. Throws the error of a call.
lab_change plan_change(sender& through, context& world, lab_kind const& kind, json definition);

// Applies the change; returns the id.
std::string make_change(sender& through, context& world, lab_change const& what, bool publish);

// Formats a plan as a table.
std::string shown_plan(context& world, std::vector<lab_change> const& plan);
json document_of(std::vector<lab_change> const& plan);

}  // namespace tool
