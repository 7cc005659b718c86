#pragma once

#include <array>
#include <geai/detail/system/process.hpp>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace geai::inline v0_2 {

// The names of the variables, which are also the keys of the credentials file.
namespace variable {

inline constexpr std::string_view api_key = "GEAI_API_KEY";     // an API key
inline constexpr std::string_view api_token = "GEAI_APITOKEN";  // another name of GEAI_API_KEY, which takes precedence
inline constexpr std::string_view access_token = "GEAI_OAUTH_ACCESS_TOKEN";    // an access token; requires a project
inline constexpr std::string_view project_id = "GEAI_PROJECT_ID";              // the project for which calls are made
inline constexpr std::string_view organization_id = "GEAI_ORGANIZATION_ID";    // the organization for which calls are
                                                                               // made
inline constexpr std::string_view base_url = "GEAI_API_BASE_URL";              // the URL of the platform
inline constexpr std::string_view eval_url = "GEAI_API_EVAL_URL";              // the URL of its evaluation service
inline constexpr std::string_view alias = "GEAI_ALIAS";                        // only in the environment
inline constexpr std::string_view credentials_file = "GEAI_CREDENTIALS_FILE";  // only in the environment
inline constexpr std::string_view home = "HOME";                               // only in the environment
inline constexpr std::string_view ca_file = "GEAI_CA_FILE";  // a PEM file of certificate authorities; applies to all
                                                             // aliases

// The variables that name certificate authorities: first that of this library, then those of other programs, in curl's
// order.
inline constexpr std::array ca_files{ca_file, std::string_view("CURL_CA_BUNDLE"), std::string_view("SSL_CERT_FILE")};

// The keys of a profile that `geai auth login` writes for the renewal of its access token.
inline constexpr std::string_view refresh_token = "GEAI_OAUTH_REFRESH_TOKEN";  // the token that renews the access token
inline constexpr std::string_view expires_at = "GEAI_OAUTH_EXPIRES_AT";        // RFC 3339 in UTC: 2026-01-31T12:00:00Z
inline constexpr std::string_view client_id = "GEAI_OAUTH_CLIENT_ID";          // the application that logged in

// All variables that are read from the environment.
inline constexpr std::array all{api_key,  api_token,   access_token, project_id,       organization_id,
                                base_url, eval_url,    alias,        credentials_file, home,
                                ca_file,  ca_files[1], ca_files[2]};

}  // namespace variable

// A copy of the variables from which a configuration is read. A variable with an empty value counts as unset.
// Immutable, so several threads may read it at the same time.
class environment {
public:
  // Contains no variables.
  environment() = default;

  // Copies the variables: environment({{"GEAI_API_KEY", "key"}}). If a name occurs several times, the last value
  // applies.
  explicit environment(std::initializer_list<std::pair<std::string_view, std::string_view>> variables) {
    for (auto const& [name, text] : variables) add(name, std::string(text));
  }

  // Copies the variables of a std::map<std::string, std::string> or a similar map. (A template, so that braces with two
  // strings do not convert to a map by mistake.)
  template <class Map>
    requires requires { typename Map::mapped_type; }
  explicit environment(Map const& variables) {
    for (auto const& [name, text] : variables) add(name, std::string(text));
  }

  // Copies these variables of the process. Like all functions that call getenv, it must not run while another thread
  // calls setenv or putenv.
  static environment of_process(std::span<std::string_view const> names = variable::all) {
    environment copy;
    for (std::string_view name : names)  // literals, so they are NUL-terminated
      if (auto text = detail::environment_variable(name.data())) copy.add(name, *std::move(text));
    return copy;
  }

  // Returns the value of a variable; an empty optional if it is unset or empty. Cost: linear in the number of
  // variables.
  std::optional<std::string> get(std::string_view name) const {
    for (auto each = variables_.rbegin(); each != variables_.rend(); ++each)
      if (each->name == name) return each->text.empty() ? std::nullopt : std::optional(each->text);
    return std::nullopt;
  }

private:
  struct entry {
    std::string name;
    std::string text;
  };

  void add(std::string_view name, std::string text) { variables_.push_back({std::string(name), std::move(text)}); }

  std::vector<entry> variables_;
};

// Returns `~/.geai/credentials` in the folder HOME, or else in the home of the user database (on Windows: in
// USERPROFILE). Empty if neither is known.
template <class = void> std::string default_credentials_path(environment const& variables) {
  std::string path = variables.get(variable::home).value_or(std::string());
  if (path.empty()) path = detail::home_of_user();
  if (path.empty()) return path;
  if (!path.ends_with('/')) path += '/';
  return path += ".geai/credentials";
}

// Returns the path of the credentials file for the current variables of the process.
template <class = void> std::string default_credentials_path() {
  return default_credentials_path(environment::of_process());
}

// Returns the path in GEAI_CREDENTIALS_FILE, or else the default path.
template <class = void> std::string credentials_path(environment const& variables) {
  if (auto named = variables.get(variable::credentials_file)) return *std::move(named);
  return default_credentials_path(variables);
}

}  // namespace geai::inline v0_2
