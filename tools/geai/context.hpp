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

// The class, whose name the keyword geai::credentials_file hides.
using credentials = class geai::credentials_file;

// Settings of the command alone, in the environment and in profiles.
inline constexpr std::string_view proxy_variable = "GEAI_PROXY";
inline constexpr std::string_view model_variable = "GEAI_MODEL";

// What every command has to do with: the world it runs in, and the options that all commands take.
struct context {
  interruption& signals;
  console& terminal;
  std::span<char*> arguments{};  // of the process
  geai::environment variables = geai::environment::of_process();

  std::optional<std::string> alias{};
  std::optional<std::string> credentials_file{};
  std::optional<std::string> ca_file{};
  std::optional<std::string> proxy{};
  std::optional<std::string> project_id{};  // instead of the profile's
  std::optional<std::string> filter{};      // of jq
  output_format output = output_format::table;
  bool verbose = false;
  std::optional<double> timeout{};     // seconds
  std::function<void()> after_work{};  // what a client leaves to be done, whether the command succeeded or not
  mutable std::string copy{};          // see credentials_path(); empty: the file itself is read

  // --alias, GEAI_ALIAS, or `default`.
  std::string selected_alias() const {
    return alias ? *alias : variables.get(geai::variable::alias).value_or(std::string(geai::default_alias));
  }

  // --credentials, GEAI_CREDENTIALS_FILE, or ~/.geai/credentials: where changes go.
  std::string named_credentials() const {
    return credentials_file ? *credentials_file : geai::credentials_path(variables);
  }

  // What is read: that file, or a copy in memory of what can be read only once, a pipe. Throws when it cannot be read.
  std::string credentials_path() const;

  // From now on this text is read, and not the file, which cannot be written.
  void read_instead(std::string_view text) const;

  geai::session_options session_options() const {
    return {.alias = selected_alias(), .credentials_file = credentials_path(), .ca_file = ca_file};
  }

  // The configuration of the selected alias. Throws when it cannot be used.
  geai::resolution resolve() const { return geai::resolve_configuration(session_options(), variables).value(); }

  // Edits the credentials file. Throws what the edit or the file has against it, or `interrupted`.
  template <class Edit> void update_credentials(Edit edit) const {
    auto const done = try_update(edit);
    if (!done) geai::raise(done.error());
  }

  // The same; throws only `interrupted`.
  template <class Edit> geai::result<void> try_update(Edit edit) const {
    auto done = credentials::update(named_credentials(), edit, std::chrono::seconds(10), signals.token());
    if (!done) signals.check();
    return done;
  }

  // What to say when the configuration can be used and has no credential.
  static geai::error no_access(geai::origin_list const& origins);

  // Throws when the file of certificate authorities cannot be read, and is named on the command line or needed.
  void check_authorities(std::string_view file, std::string_view base_url) const;

  // A setting of the command's own: from the environment (for every alias), else the profile's. Empty when there is none.
  std::string own_setting(std::string_view variable) const;

  std::optional<std::chrono::milliseconds> timeout_of_call() const {
    if (!timeout) return std::nullopt;
    return geai::detail::in_milliseconds(std::chrono::duration<double>(*timeout));
  }

  // Shows a result in the form that is asked for.
  void print(json const& document, std::function<std::string()> const& text) const;

  void trace(std::string_view text) const {
    if (verbose) terminal.note(text);
  }

  // A secret that was given as an option: `-` stands for a line of standard input. One that is spelled out is wiped
  // from the arguments, which other users can list, and a note says so.
  geai::secret take_secret(std::string const& given, std::string_view option);
};

}  // namespace tool
