#pragma once

#include <cstddef>
#include <geai/api/choices.hpp>
#include <geai/api/operation.hpp>
#include <geai/api/organization.hpp>
#include <geai/optional.hpp>
#include <optional>
#include <string>
#include <vector>

// API tokens of projects: rest-api.md section 2.1 (docs.globant.ai wiki 22, PyGEAI). Requires an organization's token
// or an OAuth token: a project's token cannot manage tokens. PyGEAI's migration uses the `id` of a created token as the
// API key.

namespace geai::inline v0_2 {

// The remarks of the platform about a changed token.
struct project_token_remarks {
  std::vector<platform_message> messages;

  std::size_t size() const noexcept { return messages.size(); }
  platform_message const* begin() const noexcept { return messages.data(); }
  platform_message const* end() const noexcept { return messages.data() + messages.size(); }
};

template <> struct model<project_token_remarks> : fields<field<"messages", &project_token_remarks::messages>> {};

namespace api {

// Creates an API token of a project.
struct create_project_api_token {
  std::optional<std::string> project_id{};  // default: that of the client
  std::string name{};
  std::optional<std::string> description{};

  using answer = project_api_token;
  using endpoint = post<"/v2/projects/tokens">;
  using parameters = fields<header<"project-id", &create_project_api_token::project_id>,
                            field<"name", &create_project_api_token::name>,
                            field<"description", &create_project_api_token::description>>;
  static constexpr auto token_level = api::token_level::organization;
};

// Returns an API token of a project.
struct get_project_api_token {
  std::string id{};

  using answer = project_api_token;
  using endpoint = get<"/v2/projects/tokens/{id}">;
  using parameters = fields<path<"id", &get_project_api_token::id>>;
  static constexpr auto token_level = api::token_level::organization;
};

// Updates an API token of a project.
struct update_project_api_token {
  std::string id{};
  std::optional<std::string> description{};
  optional<open_enumeration<token_status>> status{};

  using answer = project_token_remarks;
  using endpoint = put<"/v2/projects/tokens/{id}">;
  using parameters =
      fields<path<"id", &update_project_api_token::id>, field<"description", &update_project_api_token::description>,
             field<"status", &update_project_api_token::status>>;
  static constexpr auto token_level = api::token_level::organization;
};

// Revokes an API token of a project. Its status becomes "revoked".
struct delete_project_api_token {
  std::string id{};

  using answer = void;
  using endpoint = delete_<"/v2/projects/tokens/{id}">;
  using parameters = fields<path<"id", &delete_project_api_token::id>>;
  static constexpr auto token_level = api::token_level::organization;
};

}  // namespace api
}  // namespace geai::inline v0_2
