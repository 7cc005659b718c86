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

// Where a configuration comes from: arguments > environment > credentials file. The environment serves the `default`
// alias only. Credentials are taken as a unit from the highest source that has any; the other settings one by one.

namespace geai::inline v0 {

// Where each setting comes from, also when no session can be made of them, and the session or what is wrong.
struct explanation {
  origin_list origins{};
  result<geai::session> session;  // or why there is none
};

// A session and how it came about.
struct resolution {
  geai::session session{};  // what was found
  origin_list origins{};
};

// Looks for each setting: a pure function of its arguments, which reads nothing else. Errors:
// missing_requirement (an alias that the file does not have, a token without project, an empty argument, a missing eval
// URL where it is required), mixed_authentication, invalid_argument (a bad URL, control characters, plain http).
inline explanation explain(session_options const& options, environment const& variables,
                           class credentials_file const& file, detail::requirements const& needs = {}) {
  detail::found_settings found = detail::sources(options, variables, static_cast<profiles<> const&>(file)).find();
  auto made = detail::session_builder(options, needs, found).build();
  return {std::move(found.origins), std::move(made)};
}

// The same where only a session will do.
inline result<resolution> resolve(session_options const& options, environment const& variables,
                                  class credentials_file const& file, detail::requirements const& needs = {}) {
  explanation all = explain(options, variables, file, needs);
  if (!all.session) return all.session.error();
  return resolution{*std::move(all.session), std::move(all.origins)};
}

// The same with the credentials file that the options or the variables name.
inline result<resolution> resolve_configuration(session_options const& options, environment const& variables) {
  auto file = credentials_file::load(detail::path_of_file(options, variables));
  if (!file) return file.error();
  return resolve(options, variables, *file);
}

// The session that a client with the same arguments would have. Reads the environment and the credentials file.
inline result<session> load_session(session_options const& options = {}) {
  return detail::configured_session<profiles<>>(options, environment::of_process());
}

// The session of a profile; the default one is that of GEAI_ALIAS, or `default`. Throws what load_session() returns.
inline session get_session(std::string_view profile = {}) {
  session_options options;
  if (!profile.empty()) options.alias = profile;
  return load_session(options).value();
}

}  // namespace geai::inline v0
