#pragma once

#include <cstddef>
#include <geai/api/operation.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Checks of parameters before an operation is sent; the member functions `result<void> check() const` call them. An
// error names the parameter as on the wire.

namespace geai::inline v0_2::api::detail {

[[gnu::cold]] inline error refused(std::string_view member, std::string_view words) {
  return error(errc::invalid_argument, std::string(member).append(" ").append(words));
}

[[gnu::cold]] inline error missing(std::string_view member) {
  return error(errc::missing_requirement, std::string(member) + " is empty; the operation requires it");
}

// Checks that the integer queries of an operation (offsets, page sizes, revisions) are not negative.
template <class Op> result<void> check_not_negative(Op const& operation) {
  std::string_view negative;
  Op::parameters::any_of([&]<class Parameter>(Parameter) {
    if constexpr (in_query<Parameter> && std::same_as<typename Parameter::type, std::optional<int>>)
      if (auto const& value = Parameter::get(operation); value && *value < 0) negative = Parameter::name;
    return !negative.empty();
  });
  if (!negative.empty()) return refused(negative, "is negative");
  return {};
}

// Checks that the members of a definition that are not optional are not empty: texts and secrets.
template <class Model> result<void> check_required(Model const& definition) {
  std::string_view empty;
  model<Model>::any_of([&]<class Field>(Field) {
    using type = typename Field::type;
    if constexpr (json::detail::is_text<type>)
      if (Field::get(definition).empty()) empty = Field::name;
    return !empty.empty();
  });
  if (!empty.empty()) return missing(empty);
  return {};
}

// Checks the weight of a metric in an evaluation plan. NaN is rejected too.
inline result<void> check_weight(double weight) {
  if (!(weight >= 0 && weight <= 1)) return refused("systemMetricWeight", "is not between 0 and 1");
  return {};
}

// Checks the input of an embedding: no text may be blank.
template <class Op> result<void> check_embeddings(Op const& operation) {
  for (std::string const& text : operation.input)
    if (text.find_first_not_of(" \t\r\n") == std::string::npos) return refused("input", "contains a blank text");
  if (operation.dimensions && *operation.dimensions <= 0) return refused("dimensions", "is not positive");
  return {};
}

// Checks a usage limit, or the changed members of one.
template <class Definition> result<void> check_limits(Definition const& definition) {
  if (definition.soft_limit && !(*definition.soft_limit >= 0)) return refused("softLimit", "is negative");
  if (definition.hard_limit && !(*definition.hard_limit >= 0)) return refused("hardLimit", "is negative");
  if (definition.soft_limit && definition.hard_limit && *definition.soft_limit > *definition.hard_limit)
    return refused("softLimit", "exceeds hardLimit");
  return {};
}

// Checks a name that is used in a path instead of an id.
inline result<void> check_name(std::string_view member, std::string_view text) {
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) return missing(member);
  if (text.find_first_of(":/") != std::string_view::npos) return refused(member, "contains ':' or '/'");
  return {};
}

inline result<void> check_public_name(std::string_view text) {
  for (char const c : text) {
    bool const allowed =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
    if (!allowed) return refused("publicName", "contains a character other than letters, digits, '.', '_' and '-'");
  }
  return {};
}

// Checks the definition of a lab entity: its name, its public name, the names of its resource pools.
template <class Definition> result<void> check_changed(Definition const& definition) {
  if (definition.name)
    if (auto sound = check_name("name", *definition.name); !sound) return sound;
  if constexpr (requires { definition.public_name; })
    if (definition.public_name)
      if (auto sound = check_public_name(*definition.public_name); !sound) return sound;
  if constexpr (requires { definition.agent_data->resource_pools; }) {
    if (!definition.agent_data || !definition.agent_data->resource_pools) return {};
    auto const& pools = *definition.agent_data->resource_pools;
    for (std::size_t i = 0; i != pools.size(); ++i) {
      if (auto sound = check_name("agentData.resourcePools.name", pools[i].name); !sound) return sound;
      for (std::size_t j = 0; j != i; ++j)
        if (pools[i].name == pools[j].name) return refused("agentData.resourcePools.name", "is used by two pools");
    }
  }
  if constexpr (requires { definition.artifact_types->front().artifact_variable_key; }) {
    if (!definition.artifact_types) return {};
    for (auto const& each : *definition.artifact_types)
      if (each.artifact_variable_key && each.artifact_variable_key->size() > 20)
        return refused("artifactTypes.artifactVariableKey", "has more than 20 characters");
  }
  return {};
}

// Checks the definition of an entity to create: like check_changed(), and it requires a name (and a key, if its kind
// has one), a public name if the entity is public, and an API definition for an api tool.
template <class Definition> result<void> check_created(Definition const& definition) {
  if (!definition.name) return missing("name");
  if constexpr (requires { definition.key->empty(); })
    if (definition.key.value_or("").empty()) return missing("key");
  if constexpr (requires { definition.public_name; })
    if (definition.access_scope == "public" && definition.public_name.value_or("").empty())
      return refused("publicName", "is empty; a public entity needs a public name");
  if constexpr (requires { definition.open_api_json; })
    if (definition.scope == "api" && definition.open_api.value_or("").empty() &&
        definition.open_api_json.value_or("").empty())
      return refused("openApi", "and openApiJson are empty; an api tool needs one of them");
  return check_changed(definition);
}

}  // namespace geai::inline v0_2::api::detail
