#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "context.hpp"

namespace tool {

// A key of a profile and its names for people.
struct setting {
  std::string_view variable{};
  std::string_view name{};   // as in error messages of the library
  std::string_view title{};  // as in "TITLE for alias 'x' saved successfully!"
};

inline constexpr std::array settings{
    setting{geai::variable::api_key, "api_key", "GEAI API KEY"},
    setting{geai::variable::base_url, "base_url", "GEAI API BASE URL"},
    setting{geai::variable::eval_url, "eval_url", "GEAI API EVAL URL"},
    setting{geai::variable::access_token, "access_token", "GEAI OAUTH ACCESS TOKEN"},
    setting{geai::variable::project_id, "project_id", "GEAI PROJECT ID"},
    setting{geai::variable::organization_id, "organization_id", "GEAI ORGANIZATION ID"},
    setting{geai::variable::refresh_token, "refresh_token", "GEAI OAUTH REFRESH TOKEN"},
    setting{geai::variable::expires_at, "expires_at", "GEAI OAUTH EXPIRES AT"},
    setting{geai::variable::client_id, "client_id", "GEAI OAUTH CLIENT ID"},
    setting{geai::variable::ca_file, "ca_file", "GEAI CA FILE"},
    setting{proxy_variable, "proxy", "GEAI PROXY"},
    setting{model_variable, "model", "GEAI MODEL"},
};

// Finds a setting by its variable or name, in any case; null if there is none.
setting const* find_setting(std::string_view name);

// Returns the value of a profile's key: for the default alias the environment's, otherwise the file's. The profile may
// be incomplete or missing.
std::optional<std::string> value_of(context const& world, credentials const& file, std::string_view alias,
                                    std::string_view variable);

// Collects changes to one profile and saves them together.
class profile_edit {
public:
  profile_edit(context const& world, std::string alias);

  std::string const& alias() const noexcept { return alias_; }
  bool empty() const noexcept { return changes_.empty(); }

  // Throws geai::invalid_argument_error for a value that could not be read back or used: nothing is saved then. `what`
  // names the value in the error.
  void set(std::string_view variable, geai::secret const& value, std::string_view what);
  // Sets the file's absolute path. Throws for a file that cannot be read.
  void set_ca_file(std::string const& path);
  void unset(std::string_view variable) { changes_.push_back({std::string(variable), std::nullopt}); }

  // Saves the changes in one update of the file, which is created if it is missing. Throws, without changing anything,
  // if the file cannot be read or written, if a key to be unset does not exist, or if the profile would have an access
  // token but no project id. Warns of problems of the profile. The edit is empty afterwards.
  void save();

  // Withdraws the saved changes, unless another process has changed the file since.
  void undo();
  bool saved_anything() const noexcept { return !saved_.empty(); }

private:
  struct change {
    std::string variable;
    std::optional<geai::secret> value;
  };
  struct saved_change {
    change before;  // the profile's previous value
    std::optional<geai::secret> after;
  };

  geai::result<void> apply(credentials& document);
  void warn_of(credentials const& document) const;

  context const& world_;
  std::string alias_;
  std::vector<change> changes_;
  std::vector<saved_change> saved_;
  bool is_new_ = false;
};

}  // namespace tool
