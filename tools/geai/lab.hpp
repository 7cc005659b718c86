#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calls.hpp"

namespace tool {

// A kind of thing in a project that has a name, and is made of a definition: agents, tools and the like.
struct lab_kind {
  std::string_view name{};                             // "agent"
  std::string_view list{}, get{}, create{}, update{};  // operations
};

// In the order in which they need each other.
std::span<lab_kind const> lab_kinds() noexcept;
lab_kind const& lab_kind_named(std::string_view name);  // in singular or plural; throws usage_error

// The kind of thing that a definition describes: what its `kind` says, else the one whose members it has. Throws usage_error.
lab_kind const& kind_of(json const& definition);

// Of a document, the members that a definition of that kind has.
json definition_of(lab_kind const& kind, json const& document);

// Throws usage_error for a definition without a name.
void check_name(lab_kind const& kind, json const& definition);

struct lab_change {
  lab_kind const* kind = nullptr;
  std::string name{};
  std::string id{};  // of what is there; empty: it is to be created
  json definition{};
  std::vector<std::string> changed{};  // "description: old -> new"
  bool is_needed() const noexcept { return id.empty() || !changed.empty(); }
  std::string_view action() const noexcept { return id.empty() ? "create" : changed.empty() ? "keep" : "update"; }
};

// Compares a definition with what is in the project. Throws what the calls fail with.
lab_change plan_change(sender& through, context& world, lab_kind const& kind, json definition);

// Makes it so; returns its id.
std::string make_change(sender& through, context& world, lab_change const& what, bool publish);

// A plan as a table.
std::string shown_plan(context& world, std::vector<lab_change> const& plan);
json document_of(std::vector<lab_change> const& plan);

}  // namespace tool
