#pragma once

#include <cstddef>
#include <geai/api/checks.hpp>
#include <geai/api/choices.hpp>
#include <geai/api/operation.hpp>
#include <geai/api/paging.hpp>
#include <geai/optional.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Reasoning strategies of the lab: rest-api.md section 5.1 (PyGEAI's strategy client; no wiki page is known).

namespace geai::inline v0_2 {

// A description in one language.
struct localized_description {
  std::string language{};
  std::string description{};
};

// A way of reasoning for agents: a named system prompt.
struct reasoning_strategy {
  std::string id{};
  std::string name{};
  std::optional<std::string> system_prompt{};
  open_enumeration<geai::access_scope> access_scope{};
  std::string type{};  // "addendum"
  std::vector<localized_description> localized_descriptions;
};

// The reasoning strategies of a list.
struct reasoning_strategy_list {
  std::vector<reasoning_strategy> strategies;

  std::size_t size() const noexcept { return strategies.size(); }
  reasoning_strategy const* begin() const noexcept { return strategies.data(); }
  reasoning_strategy const* end() const noexcept { return strategies.data() + strategies.size(); }
};

// The body of the create and update operations. Unset members are not sent.
struct reasoning_strategy_definition {
  std::optional<std::string> name{};  // required to create
  std::optional<std::string> system_prompt{};
  optional<open_enumeration<geai::access_scope>> access_scope{};
  std::optional<std::string> type{};  // "addendum"
  optional<std::vector<localized_description>> localized_descriptions{};
};

template <>
struct model<localized_description> : fields<field<"language", &localized_description::language>,
                                             field<"description", &localized_description::description>> {};
template <>
struct model<reasoning_strategy>
    : fields<field<"id", &reasoning_strategy::id>, field<"name", &reasoning_strategy::name>,
             field<"systemPrompt", &reasoning_strategy::system_prompt>,
             field<"accessScope", &reasoning_strategy::access_scope>, field<"type", &reasoning_strategy::type>,
             field<"localizedDescriptions", &reasoning_strategy::localized_descriptions>> {
  static constexpr std::string_view wrapper = "strategyDefinition";
};
template <>
struct model<reasoning_strategy_list> : fields<field<"strategies", &reasoning_strategy_list::strategies>> {};
template <>
struct model<reasoning_strategy_definition>
    : fields<field<"name", &reasoning_strategy_definition::name>,
             field<"systemPrompt", &reasoning_strategy_definition::system_prompt>,
             field<"accessScope", &reasoning_strategy_definition::access_scope>,
             field<"type", &reasoning_strategy_definition::type>,
             field<"localizedDescriptions", &reasoning_strategy_definition::localized_descriptions>> {};

namespace api {

// Lists the reasoning strategies.
struct list_reasoning_strategies {
  std::optional<std::string> name{};
  std::optional<int> start{};  // offset
  std::optional<int> count{};  // page size
  std::optional<bool> allow_external{};
  optional<open_enumeration<geai::access_scope>> access_scope{};

  using answer = reasoning_strategy_list;
  using endpoint = get<"/v2/reasoning-strategies">;
  using parameters =
      fields<query<"name", &list_reasoning_strategies::name>, query<"start", &list_reasoning_strategies::start>,
             query<"count", &list_reasoning_strategies::count>,
             query<"allowExternal", &list_reasoning_strategies::allow_external>,
             query<"accessScope", &list_reasoning_strategies::access_scope>>;
  using paging = by_offset<&list_reasoning_strategies::start, &list_reasoning_strategies::count>;

  template <class = void> result<void> check() const { return detail::check_not_negative(*this); }
};

// Returns one strategy, by its id or its name.
struct get_reasoning_strategy {
  std::string id{};

  using answer = reasoning_strategy;
  using endpoint = get<"/v2/reasoning-strategies/{id}">;
  using parameters = fields<path<"id", &get_reasoning_strategy::id>>;
};

// Creates a reasoning strategy.
struct create_reasoning_strategy {
  reasoning_strategy_definition definition = reasoning_strategy_definition();
  std::optional<bool> automatic_publish{};

  using answer = reasoning_strategy;
  using endpoint = post<"/v2/reasoning-strategies">;
  using parameters = fields<field<"strategyDefinition", &create_reasoning_strategy::definition>,
                            query<"automaticPublish", &create_reasoning_strategy::automatic_publish>>;

  template <class = void> result<void> check() const { return detail::check_created(definition); }
};

// Updates a reasoning strategy.
struct update_reasoning_strategy {
  std::string id{};
  reasoning_strategy_definition definition = reasoning_strategy_definition();
  std::optional<bool> automatic_publish{};

  using answer = reasoning_strategy;
  using endpoint = put<"/v2/reasoning-strategies/{id}">;
  using parameters = fields<path<"id", &update_reasoning_strategy::id>,
                            field<"strategyDefinition", &update_reasoning_strategy::definition>,
                            query<"automaticPublish", &update_reasoning_strategy::automatic_publish>>;

  template <class = void> result<void> check() const { return detail::check_changed(definition); }
};

// Updates the strategy of this id or name, or creates it. PyGEAI's client has this route, but its command line says
// that the platform does not support it yet.
struct upsert_reasoning_strategy {
  std::string id{};
  reasoning_strategy_definition definition = reasoning_strategy_definition();
  std::optional<bool> automatic_publish{};

  using answer = reasoning_strategy;
  using endpoint = put<"/v2/reasoning-strategies/{id}/upsert">;
  using parameters = fields<path<"id", &upsert_reasoning_strategy::id>,
                            field<"strategyDefinition", &upsert_reasoning_strategy::definition>,
                            query<"automaticPublish", &upsert_reasoning_strategy::automatic_publish>>;

  template <class = void> result<void> check() const { return detail::check_changed(definition); }
};

}  // namespace api
}  // namespace geai::inline v0_2
