#pragma once

#include <geai/api/operation.hpp>
#include <geai/api/organization.hpp>
#include <optional>
#include <string>
#include <vector>

// API tokens of projects: rest-api.md section 2.1 (docs.globant.ai wiki 22; the prefix /v2 is inferred from PyGEAI).
// Needs an organization's token, or an OAuth token: a project's token cannot manage tokens.

namespace geai::inline v0 {

namespace api {

struct create_project_api_token {
  std::optional<std::string> project_id{};  // in the place of the client's own
  std::string name{};
  std::optional<std::string> description{};

  using answer = project_api_token;
  using endpoint = post<"/v2/projects/tokens">;  // inferred
  using parameters = fields<header<"project-id", &create_project_api_token::project_id>,
                            field<"name", &create_project_api_token::name>,
                            field<"description", &create_project_api_token::description>>;
  static constexpr auto token_level = api::token_level::organization;
};

struct get_project_api_token {
  std::string id{};

  using answer = project_api_token;
  using endpoint = get<"/v2/projects/tokens/{id}">;  // inferred
  using parameters = fields<path<"id", &get_project_api_token::id>>;
  static constexpr auto token_level = api::token_level::organization;
};

// The reply is an array of remarks.
struct update_project_api_token {
  std::string id{};
  std::optional<std::string> description{};
  std::optional<std::string> status{};  // "active", "blocked"

  using answer = std::vector<platform_message>;
  using endpoint = put<"/v2/projects/tokens/{id}">;  // inferred
  using parameters =
      fields<path<"id", &update_project_api_token::id>, field<"description", &update_project_api_token::description>,
             field<"status", &update_project_api_token::status>>;
  static constexpr auto token_level = api::token_level::organization;
};

// Its status becomes "revoked".
struct delete_project_api_token {
  std::string id{};

  using answer = void;
  using endpoint = delete_<"/v2/projects/tokens/{id}">;  // inferred
  using parameters = fields<path<"id", &delete_project_api_token::id>>;
  static constexpr auto token_level = api::token_level::organization;
};

}  // namespace api
}  // namespace geai::inline v0
