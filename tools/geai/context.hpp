#pragma once

#include <chrono>
#include <functional>
#include <geai/config/credentials_file.hpp>
#include <geai/config/environment.hpp>
#include <geai/config/resolve.hpp>
#include <optional>
#include <span>
#include <string>

#include "console.hpp"
#include "failure.hpp"
#include "interruption.hpp"
#include "output.hpp"

namespace tool {

// The class; the keyword geai::credentials_file hides its name.
using credentials = class geai::credentials_file;

// Settings of the command alone, in the environment and in profiles.
inline constexpr std::string_view proxy_variable = "GEAI_PROXY";
inline constexpr std::string_view model_variable = "GEAI_MODEL";

// The environment of every command and the options of all commands.
struct context {
  interruption& signals;
  console& terminal;
  std::span<char*> arguments{};  // those of the process
  geai::environment variables = geai::environment::of_process();

  std::optional<std::string> alias{};
  std::optional<std::string> credentials_file{};
  std::optional<std::string> ca_file{};
  std::optional<std::string> proxy{};
  std::optional<std::string> project_id{};  // instead of the profile's
  std::optional<std::string> filter{};      // for jq
  output_format output = output_format::table;
  bool verbose = false;
  std::optional<double> timeout{};     // seconds
  std::function<void()> after_work{};  // cleanup of a client, run after success and after failure
  mutable std::string copy{};          // see credentials_path(); empty: the file itself is read

  // Returns --alias, GEAI_ALIAS, or `default`.
  std::string selected_alias() const {
    return alias ? *alias : variables.get(geai::variable::alias).value_or(std::string(geai::default_alias));
  }

  // Returns --credentials, GEAI_CREDENTIALS_FILE, or ~/.geai/credentials: the file that is changed.
  std::string named_credentials() const {
    return credentials_file ? *credentials_file : geai::credentials_path(variables);
  }

  // Returns the path to read: that file, or a copy in memory if it can be read only once, like a pipe. Throws if it
  // cannot be read.
  std::string credentials_path() const;

  // From now on, reads this text instead of the file, which cannot be written.
  void read_instead(std::string_view text) const;

  geai::session_options session_options() const {
    return {.alias = selected_alias(), .credentials_file = credentials_path(), .ca_file = ca_file};
  }

  // Resolves the configuration of the selected alias. Throws if it is invalid.
  geai::resolution resolve() const { return geai::resolve_configuration(session_options(), variables).value(); }

  // Edits the credentials file. Throws an error of the edit or the file, or `interrupted`.
  template <class Edit> void update_credentials(Edit edit) const {
    auto const done = try_update(edit);
    if (!done) geai::raise(done.error());
  }

  // As update_credentials(), but throws only `interrupted`.
  template <class Edit> geai::result<void> try_update(Edit edit) const {
    auto done = credentials::update(named_credentials(), edit, std::chrono::seconds(10), signals.token());
    if (!done) signals.check();
    return done;
  }

  // Returns the error of a valid configuration without a credential.
  static geai::error no_access(geai::origin_list const& origins);

  // Throws if the file of certificate authorities cannot be read and is given on the command line or needed.
  void check_authorities(std::string_view file, std::string_view base_url) const;

  // Returns a setting of the command: from the environment (for every alias), otherwise from the profile. Empty if
  // unset.
  std::string own_setting(std::string_view variable) const;

  std::optional<std::chrono::milliseconds> timeout_of_call() const {
    if (!timeout) return std::nullopt;
    return geai::detail::in_milliseconds(std::chrono::duration<double>(*timeout));
  }

  // Shows a result in the selected output format.
  void print(json const& document, std::function<std::string()> const& text) const;

  void trace(std::string_view text) const {
    if (verbose) terminal.note(text);
  }

  // Returns a secret given as an option; `-` stands for a line of standard input. A literal one is erased from the
  // arguments, which other users can list, with a note.
  geai::secret take_secret(std::string const& given, std::string_view option);
};

}  // namespace tool
