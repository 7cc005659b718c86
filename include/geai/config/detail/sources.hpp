#pragma once

#include <cstddef>
#include <geai/config/environment.hpp>
#include <geai/config/settings.hpp>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace geai::inline v0_2::detail {

// Finds the settings in their sources, arguments > environment > file, and notes for each why it was not found in the
// others. A template of the file's type, so that only programs that read a file compile this. Use an object once.
template <class File> class sources {
public:
  sources(session_options const& options, environment const& variables, File const& file)
      : options_(options), variables_(variables), file_(file), found_(find_in_arguments(options)) {}

  found_settings find() && {
    if (auto permissions = file_.permissions_warning()) found_.data.warnings.push_back(*std::move(permissions));
    if (!options_.alias) found_.data.alias = variables_.get(variable::alias).value_or(std::string(default_alias));
    check_alias();
    find_credentials();
    find_text(variable::project_id, found_.data.project_id, found_.project_id());
    find_text(variable::organization_id, found_.data.organization_id, found_.organization_id());
    find_text(variable::base_url, found_.data.base_url, found_.base_url());
    find_text(variable::eval_url, found_.data.eval_url, found_.eval_url());
    find_authorities();
    return std::move(found_);
  }

private:
  std::string const& alias() const { return found_.data.alias; }

  void check_alias() {
    if (alias().empty()) {
      found_.alias_error = missing("alias is empty; leave it out or name a profile");
    } else if (alias() != default_alias && !file_.contains(alias())) {
      std::string names;
      for (std::string const& each : file_.aliases()) (names += names.empty() ? "" : ", ") += each;
      std::string message = "alias '" + alias() + "' does not exist";
      if (file_.path().empty())
        message += ": no credentials file is read";
      else
        message += " in " + file_.path() + "; it has " + (names.empty() ? "none" : names);
      if (names.empty()) message += "; run: geai configure --profile-alias " + alias();
      found_.alias_error = missing(std::move(message));
    }
  }

  // Finds the credentials, as a unit from the highest source that has any.
  void find_credentials() {
    origin& key = found_.api_key();
    origin& token = found_.access_token();
    if (key.source != source::nowhere || token.source != source::nowhere)
      return as_a_unit("the environment and the credentials file are not searched: an argument has a credential");
    bool const with_key = take(from_environment({variable::api_key, variable::api_token}, key), found_.data.api_key);
    bool const with_token = take(from_environment({variable::access_token}, token), found_.data.access_token);
    if (with_key || with_token)
      return as_a_unit("the credentials file is not searched: the environment has a credential");
    take(from_file({variable::api_key, variable::api_token}, key), found_.data.api_key);
    if (take(from_file({variable::access_token}, token), found_.data.access_token)) find_renewal();
  }

  // Finds the data for renewing the profile's own token. A token in [DEFAULT] is shared by several aliases and is not
  // renewed.
  void find_renewal() {
    if (!file_.own(alias(), variable::access_token)) return;
    auto const own = [&](std::string_view name) { return file_.own(alias(), name).value_or(std::string_view()); };
    found_.data.renewal = {.refresh_token = own(variable::refresh_token),
                           .client_id = std::string(file_.get(alias(), variable::client_id).value_or("")),
                           .expires_at = std::string(own(variable::expires_at)),
                           .file = std::string(file_.path())};
  }

  // Notes the reason why the missing credential is not searched for in other sources.
  void as_a_unit(std::string_view reason) {
    for (origin* each : {&found_.api_key(), &found_.access_token()})
      if (each->source == source::nowhere) each->skipped.emplace_back(reason);
  }

  static bool take(std::optional<std::string> text, secret& out) {
    if (!text) return false;
    out = secret(std::move(*text));  // wipes the text
    return true;
  }

  void find_text(std::string_view name, std::string& out, origin& found) {
    if (found.source != source::nowhere) return;
    auto value = from_environment({name}, found);
    if (!value) value = from_file({name}, found);
    if (!value) return;
    out = *std::move(value);
    found.value = shown(out);
  }

  // The variables of other programs are searched last.
  void find_authorities() {
    std::span<std::string_view const> const names = variable::ca_files;
    find_ca_file(variables_, names.first(1), found_);
    origin& found = found_.ca_file();
    if (found.source == source::nowhere)
      if (auto value = from_file({variable::ca_file}, found)) found.value = found_.data.ca_file = *std::move(value);
    find_ca_file(variables_, names.subspan(1), found_);
  }

  // Takes the value of the first variable that is set. `names` are the names of one setting, best first.
  std::optional<std::string> from_environment(std::initializer_list<std::string_view> names, origin& found) const {
    for (std::string_view name : names) {
      std::optional<std::string> value = variables_.get(name);
      if (!value) {
        found.skipped.push_back(std::string(name) + " is not set");
      } else if (alias() != default_alias) {
        found.skipped.push_back(std::string(name) + " is ignored: the environment applies to the default alias only");
        secure_zero(value->data(), value->size());
      } else {
        return at(source::environment, std::string(name), *std::move(value), found);
      }
    }
    return std::nullopt;
  }

  std::optional<std::string> from_file(std::initializer_list<std::string_view> keys, origin& found) const {
    std::string const path(file_.path());
    std::string const section = "[" + alias() + "] in " + path;
    for (std::string_view key : keys)
      if (auto value = file_.get(alias(), key))
        return at(source::file, section + ", line " + std::to_string(file_.line_of(alias(), key).value_or(0)),
                  std::string(*value), found);
    if (path.empty())
      found.skipped.push_back("no credentials file is read");
    else if (!file_.exists())
      found.skipped.push_back(path + " does not exist");
    else if (!file_.contains(alias()))
      found.skipped.push_back(path + " has no [" + alias() + "]");
    else
      found.skipped.push_back(section + " has no " + lowered(*keys.begin()));
    return std::nullopt;
  }

  static std::string at(source from, std::string place, std::string value, origin& found) {
    found_at(from, std::move(place), "***", found);
    return value;
  }

  static std::string lowered(std::string_view text) {
    std::string result(text);
    for (char& c : result)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return result;
  }

  session_options const& options_;
  environment const& variables_;
  File const& file_;
  found_settings found_;
};

// Returns the path of the file from the options, or else from the variables.
template <class = void> std::string path_of_file(session_options const& options, environment const& variables) {
  return options.credentials_file ? *options.credentials_file : credentials_path(variables);
}

template <class File>
result<session> session_of(session_options const& options, environment const& variables, File const& file,
                           requirements const& needs) {
  found_settings const found = sources<File>(options, variables, file).find();
  return session_builder<>(options, needs, found).build();
}

// Makes a session, reading the credentials file as well.
template <class File>
result<session> configured_session(session_options const& options, environment const& variables,
                                   requirements const& needs = {}) {
  auto const file = File::load(path_of_file(options, variables));
  if (!file) return file.error();
  return session_of(options, variables, *file, needs);
}

}  // namespace geai::inline v0_2::detail
