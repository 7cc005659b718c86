#pragma once

#include <geai/config/credentials_file.hpp>
#include <geai/config/detail/sources.hpp>
#include <geai/config/environment.hpp>
#include <geai/config/settings.hpp>
#include <geai/result.hpp>
#include <geai/session.hpp>
#include <string>
#include <string_view>
#include <utility>

// The precedence of the sources: arguments > environment > credentials file. The environment applies to the `default`
// alias only. The credentials are taken as a unit from the highest source that has any; other settings are merged one
// by one.

namespace geai::inline v0_2 {

// The origin of each setting, and the session or the error.
struct explanation {
  origin_list origins{};
  result<geai::session> session;  // or the reason why there is none
};

// A session and the origins of its settings.
struct resolution {
  geai::session session{};
  origin_list origins{};
};

// Finds and checks all settings. A pure function of its arguments. Errors: missing_requirement (an alias that is not in
// the file, a token without a project, an empty argument, a missing eval URL if it is required), mixed_authentication,
// invalid_argument (a bad URL, control characters, plain http).
template <class = void>
explanation explain(session_options const& options, environment const& variables, class credentials_file const& file,
                    detail::requirements const& needs = {}) {
  detail::found_settings found =
      detail::sources<profiles<>>(options, variables, static_cast<profiles<> const&>(file)).find();
  auto made = detail::session_builder<>(options, needs, found).build();
  return {std::move(found.origins), std::move(made)};
}

// Makes a session from the settings. A pure function of its arguments. Errors: those of explain().
template <class = void>
result<resolution> resolve(session_options const& options, environment const& variables,
                           class credentials_file const& file, detail::requirements const& needs = {}) {
  explanation all = explain(options, variables, file, needs);
  if (!all.session) return all.session.error();
  return resolution{*std::move(all.session), std::move(all.origins)};
}

// Makes a session from the settings and from the credentials file that the options or the variables name. Errors: those
// of explain(), and errc::credentials_file.
template <class = void>
result<resolution> resolve_configuration(session_options const& options, environment const& variables) {
  auto file = credentials_file::load(detail::path_of_file(options, variables));
  if (!file) return file.error();
  return resolve(options, variables, *file);
}

// Returns the session that a client with these settings would have. Reads the environment and the credentials file.
// Errors: those of resolve_configuration().
template <class = void> result<session> load_session(session_options const& options = {}) {
  return detail::configured_session<profiles<>>(options, environment::of_process());
}

// Returns the session of a profile; by default that of GEAI_ALIAS, else `default`. Throws the errors of load_session().
template <class = void> session get_session(std::string_view profile = {}) {
  session_options options;
  if (!profile.empty()) options.alias = profile;
  return load_session(options).value();
}

}  // namespace geai::inline v0_2
