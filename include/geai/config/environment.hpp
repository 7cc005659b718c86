#pragma once

#include <pwd.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <concepts>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace geai {

// The names of the variables, which are also the keys of the credentials file.
namespace variable {

inline constexpr std::string_view api_key = "GEAI_API_KEY";
inline constexpr std::string_view api_token = "GEAI_APITOKEN";  // another name of GEAI_API_KEY, which wins
inline constexpr std::string_view access_token = "GEAI_OAUTH_ACCESS_TOKEN";
inline constexpr std::string_view project_id = "GEAI_PROJECT_ID";
inline constexpr std::string_view organization_id = "GEAI_ORGANIZATION_ID";
inline constexpr std::string_view base_url = "GEAI_API_BASE_URL";
inline constexpr std::string_view eval_url = "GEAI_API_EVAL_URL";
inline constexpr std::string_view alias = "GEAI_ALIAS";                        // only in the environment
inline constexpr std::string_view credentials_file = "GEAI_CREDENTIALS_FILE";  // only in the environment
inline constexpr std::string_view home = "HOME";                               // only in the environment

inline constexpr std::array all{api_key,  api_token, access_token, project_id,       organization_id,
                                base_url, eval_url,  alias,        credentials_file, home};

}  // namespace variable

// The variables that configuration is read from, as a value: what resolves a configuration is a pure function of it.
// A variable that is set to nothing counts as unset. Immutable, so it may be read from several threads at once.
class environment {
public:
  // No variable is set.
  environment() = default;

  // Copies what it is given; any names: environment({{"GEAI_API_KEY", "key"}}).
  explicit environment(std::initializer_list<std::pair<std::string_view, std::string_view>> variables) {
    for (auto const& [name, text] : variables) variables_.insert_or_assign(std::string(name), std::string(text));
  }

  // A template, since a map in braces could be made from two strings in a way that nobody means.
  template <std::same_as<std::map<std::string, std::string>> Map> explicit environment(Map const& variables) {
    variables_.insert(variables.begin(), variables.end());
  }

  // A copy of what the process has now, of the names in `variable::all` only. Must not run at the same time as setenv
  // or putenv in another thread, like all that calls getenv.
  static environment of_process() {
    environment copy;
    for (std::string_view name : variable::all)  // literals, so they end in NUL
      if (char const* text = std::getenv(name.data())) copy.variables_.emplace(name, text);
    return copy;
  }

  // The text of a variable; nothing when it is unset or empty.
  std::optional<std::string> get(std::string_view name) const {
    auto const found = variables_.find(name);
    if (found == variables_.end() || found->second.empty()) return std::nullopt;
    return found->second;
  }

private:
  std::map<std::string, std::string, std::less<>> variables_;
};

namespace detail {

// The home that the user database has for this process's user; empty when it has none.
inline std::string home_of_user() {
  std::vector<char> buffer(1024);
  passwd entry{};
  passwd* found = nullptr;
  int status = ERANGE;
  while ((status = ::getpwuid_r(::getuid(), &entry, buffer.data(), buffer.size(), &found)) == ERANGE &&
         buffer.size() < (std::size_t{1} << 20))
    buffer.resize(buffer.size() * 2);
  return status == 0 && found != nullptr && found->pw_dir != nullptr ? found->pw_dir : "";
}

}  // namespace detail

// `~/.geai/credentials`, of HOME or else of the user database. Empty when neither knows a home.
inline std::filesystem::path default_credentials_path(environment const& variables) {
  std::optional<std::string> const set = variables.get(variable::home);
  std::string const home = set ? *set : detail::home_of_user();
  if (home.empty()) return {};
  return std::filesystem::path(home) / ".geai" / "credentials";
}

inline std::filesystem::path default_credentials_path() { return default_credentials_path(environment::of_process()); }

// The file that GEAI_CREDENTIALS_FILE names, or else the default one.
inline std::filesystem::path credentials_path(environment const& variables) {
  if (auto named = variables.get(variable::credentials_file)) return *named;
  return default_credentials_path(variables);
}

}  // namespace geai
