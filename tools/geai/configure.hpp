#pragma once

#include <optional>
#include <string>
#include <vector>

#include "context.hpp"
#include "profile.hpp"

namespace tool {

struct configure_options {
  std::optional<std::string> api_key{};
  std::optional<std::string> base_url{};
  std::optional<std::string> eval_url{};
  std::optional<std::string> access_token{};
  std::optional<std::string> project_id{};
  std::optional<std::string> organization_id{};
  std::optional<std::string> model{};
  std::optional<std::string> profile_alias{};
  std::optional<std::string> remove_alias{};
  std::vector<std::string> unset{};
  bool list = false;
  bool oauth = false;
  bool yes = false;
};

// Asks for the values of a profile and saves them: alias, API key (or access token and project id), base URL.
int configure_by_dialogue(context& world, configure_options const& options);

// Returns a line such as "GEAI API KEY for alias 'default' saved successfully!".
std::string saved_line(std::string_view variable, std::string_view alias, std::string_view done = "saved");

// Warns if no source has the base URL of a profile's calls.
void warn_of_missing_url(context const& world, std::string_view alias);

}  // namespace tool
