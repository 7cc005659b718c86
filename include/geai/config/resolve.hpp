#pragma once

#include <array>
#include <cstddef>
#include <geai/config/credentials_file.hpp>
#include <geai/config/environment.hpp>
#include <geai/http/url.hpp>
#include <geai/result.hpp>
#include <geai/secret.hpp>
#include <geai/session.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

// Where a configuration comes from: arguments > environment > credentials file. The environment serves the `default`
// alias only. Credentials are taken as a unit from the highest source that has any; the other settings one by one.

namespace geai {

// What is said explicitly; everything else is looked for.
struct session_options {
  std::optional<std::string> alias{};
  std::optional<std::string> credentials_file{};  // a path
  std::optional<secret> api_key{};
  std::optional<secret> access_token{};
  std::optional<std::string> project_id{};
  std::optional<std::string> organization_id{};
  std::optional<std::string> base_url{};
  std::optional<std::string> eval_url{};
  bool allow_mixed_auth = false;
  bool allow_insecure_http = false;
};

enum class source : unsigned char { nowhere, argument, environment, file };

// Where one setting came from, and why it did not come from the sources that go before.
struct origin {
  std::string_view setting{};  // "api_key", "base_url", ...
  geai::source source = geai::source::nowhere;
  std::string place{};                 // e.g. "GEAI_API_KEY", or "[staging] in /home/me/.geai/credentials, line 3"
  std::vector<std::string> skipped{};  // e.g. "GEAI_API_KEY is not set"
};

// A session and how it came about.
struct resolution {
  geai::session session{};
  std::vector<origin> origins{};
};

inline constexpr std::string_view default_alias = "default";

namespace detail {

// What a client needs of the configuration besides what is said.
struct requirements {
  bool credentials = true;                 // warn when there are none
  bool eval_url = false;                   // fail when there is none
  std::optional<auth_type> from_policy{};  // an auth policy keeps a credential of this type to itself
};

inline error missing(std::string message) { return {errc::missing_requirement, std::move(message)}; }

// A value that goes into a header: not empty, no control characters.
inline result<void> check_header_value(std::string_view setting, std::string_view value) {
  if (value.empty()) return missing(std::string(setting) + " is empty; leave it out or give a value");
  for (char c : value)
    if (static_cast<unsigned char>(c) < ' ' || c == 0x7f)
      return error(errc::invalid_argument, std::string(setting) +
                                               " has a line break or another control character in it, which no header "
                                               "may carry; remove it");
  return {};
}

// Credentials travel over https, or to this machine.
inline result<void> check_secure(std::string_view setting, std::string_view url, bool allow_insecure_http) {
  http::url_parts const parts = http::split_url(url);
  if (allow_insecure_http || parts.scheme == "https" || http::is_loopback(parts.host)) return {};
  return error(errc::invalid_argument, std::string(setting) + " is plain http to " + std::string(parts.host) +
                                           ", which would show the credentials to the network; use https, or add "
                                           "geai::allow_insecure_http");
}

// The three sources of a setting, asked in order.
class sources {
public:
  sources(std::string_view profile, environment const& variables, class credentials_file const& file)
      : alias_(profile), variables_(variables), file_(file) {}

  // A setting that is given, or else that of the first source that has it. `variables` are its names, best first.
  std::optional<std::string> find(std::optional<std::string> const& argument,
                                  std::span<std::string_view const> variables, origin& found) const {
    if (argument) {
      found.source = source::argument;
      found.place = "argument";
      return argument;
    }
    found.skipped.push_back(std::string(found.setting) + " is not given");
    if (auto value = from_environment(variables, found)) return value;
    return from_file(variables, found);
  }

  std::optional<std::string> from_environment(std::span<std::string_view const> variables, origin& found) const {
    for (std::string_view name : variables) {
      if (alias_ != default_alias) {
        found.skipped.push_back(std::string(name) + " does not count: the environment serves the default alias only");
      } else if (auto value = variables_.get(name)) {
        found.source = source::environment;
        found.place = name;
        return value;
      } else {
        found.skipped.push_back(std::string(name) + " is not set");
      }
    }
    return std::nullopt;
  }

  std::optional<std::string> from_file(std::span<std::string_view const> keys, origin& found) const {
    for (std::string_view key : keys) {
      if (auto value = file_.get(alias_, key)) {
        found.source = source::file;
        found.place = section() + ", line " + std::to_string(file_.line_of(alias_, key).value_or(0));
        return std::string(*value);
      }
    }
    if (file_.path().empty())
      found.skipped.push_back("no credentials file is read");
    else if (!file_.exists())
      found.skipped.push_back(file_.path().native() + " does not exist");
    else if (!file_.contains(alias_))
      found.skipped.push_back(file_.path().native() + " has no [" + alias_ + "]");
    else
      found.skipped.push_back(section() + " has no " + lower(keys.front()));
    return std::nullopt;
  }

  std::string section() const { return "[" + alias_ + "] in " + file_.path().native(); }

  static std::string lower(std::string_view text) {
    std::string lowered(text);
    for (char& c : lowered)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return lowered;
  }

private:
  std::string alias_;
  environment const& variables_;
  class credentials_file const& file_;
};

// The reasons as a sentence: "; looked for: X is not set, [a] in f has no x".
inline std::string reasons(origin const& of) {
  std::string text = "; looked for:";
  for (std::string const& reason : of.skipped) text += (&reason == of.skipped.data() ? " " : ", ") + reason;
  return text;
}

struct credentials {
  secret api_key{};
  secret access_token{};
  origin key_origin{.setting = "api_key"};
  origin token_origin{.setting = "access_token"};
};

inline secret take_secret(std::optional<std::string> text) {
  return text ? secret(std::move(*text)) : secret();  // the text is wiped
}

// The credentials of the highest source that has any.
inline credentials find_credentials(session_options const& options, sources const& from) {
  constexpr std::array key_names{variable::api_key, variable::api_token};
  constexpr std::array token_names{variable::access_token};
  credentials found;
  if (options.api_key || options.access_token) {
    auto const take = [](std::optional<secret> const& given, secret& into, origin& at) {
      if (!given) return at.skipped.push_back(std::string(at.setting) + " is not given");
      into = *given;
      at.source = source::argument;
      at.place = "argument";
    };
    take(options.api_key, found.api_key, found.key_origin);
    take(options.access_token, found.access_token, found.token_origin);
    return found;
  }
  found.key_origin.skipped.push_back("api_key is not given");
  found.token_origin.skipped.push_back("access_token is not given");
  found.api_key = take_secret(from.from_environment(key_names, found.key_origin));
  found.access_token = take_secret(from.from_environment(token_names, found.token_origin));
  if (found.api_key.empty() && found.access_token.empty()) {
    found.api_key = take_secret(from.from_file(key_names, found.key_origin));
    found.access_token = take_secret(from.from_file(token_names, found.token_origin));
  }
  return found;
}

}  // namespace detail

// Puts a session together: a pure function of its arguments, which reads nothing else. Errors: missing_requirement
// (an alias that the file does not have, a token without project, an empty argument, a missing eval URL where it is
// required), mixed_authentication, invalid_argument (a bad URL, control characters, plain http).
inline result<resolution> resolve(session_options const& options, environment const& variables,
                                  class credentials_file const& file, detail::requirements needs = {}) {
  session_data data;
  std::vector<origin> origins;
  data.alias = options.alias ? *options.alias : variables.get(variable::alias).value_or(std::string(default_alias));
  if (data.alias.empty()) return detail::missing("alias is empty; leave it out or name a profile");
  if (data.alias != default_alias && !file.contains(data.alias)) {
    std::string message = "alias '" + data.alias + "' does not exist in " + file.path().native() + "; it has ";
    std::vector<std::string> const aliases = file.aliases();
    for (std::string const& each : aliases) message += (&each == aliases.data() ? "" : ", ") + each;
    if (aliases.empty()) message += "none; run: geai configure --profile-alias " + data.alias;
    return detail::missing(std::move(message));
  }
  detail::sources const from(data.alias, variables, file);

  auto const find = [&](std::string_view setting, std::optional<std::string> const& argument,
                        std::string_view name) -> std::string {
    origins.push_back({.setting = setting});
    return from.find(argument, std::span(&name, 1), origins.back()).value_or(std::string());
  };
  auto const warn = [&](warning_code code, std::string message) {
    data.warnings.push_back({code, std::move(message)});
  };

  if (auto permissions = file.permissions_warning()) data.warnings.push_back(std::move(*permissions));

  // Credentials, as a unit.
  detail::credentials found = detail::find_credentials(options, from);
  for (auto const& [given, name] : {std::pair{&options.api_key, "api_key"}, {&options.access_token, "access_token"}})
    if (*given)
      if (auto sound = detail::check_header_value(name, (*given)->reveal()); !sound) return sound.error();
  for (auto const& [value, place] :
       {std::pair{&found.api_key, &found.key_origin.place}, {&found.access_token, &found.token_origin.place}})
    if (!value->empty())
      if (auto sound = detail::check_header_value(*place, value->reveal()); !sound) return sound.error();
  bool const both = !found.api_key.empty() && !found.access_token.empty();
  if (both && found.key_origin.source == source::argument) {
    if (!options.allow_mixed_auth)
      return error(errc::mixed_authentication,
                   "api_key and access_token given together; keep one, or set allow_mixed_auth (the access token is "
                   "used then)");
  } else if (both) {
    warn(warning_code::mixed_authentication, found.key_origin.place + " and " + found.token_origin.place +
                                                 " are both set; the OAuth access token is used, the API key is not");
  }
  data.type = !found.access_token.empty() ? auth_type::oauth_token
              : !found.api_key.empty()    ? auth_type::api_key
              : needs.from_policy         ? *needs.from_policy
                                          : auth_type::none;
  std::string const token_place = found.token_origin.place;
  std::string const key_reasons = detail::reasons(found.key_origin) + ", " + variable::access_token.data() + " neither";
  data.api_key = std::move(found.api_key);
  data.access_token = std::move(found.access_token);
  origins.push_back(std::move(found.key_origin));
  origins.push_back(std::move(found.token_origin));

  // The settings, one by one.
  data.project_id = find("project_id", options.project_id, variable::project_id);
  origin const project_origin = origins.back();
  data.organization_id = find("organization_id", options.organization_id, variable::organization_id);
  for (auto const& [given, value, name] : {std::tuple{&options.project_id, &data.project_id, "project_id"},
                                           {&options.organization_id, &data.organization_id, "organization_id"}})
    if (*given || !value->empty())
      if (auto sound = detail::check_header_value(name, *value); !sound) return sound.error();
  if (!data.access_token.empty() && data.project_id.empty())
    return detail::missing("access_token requires project_id: the token comes from " + token_place +
                           ", a project id from nowhere" + detail::reasons(project_origin));
  if (data.type != auth_type::oauth_token && !needs.from_policy && !data.project_id.empty())
    warn(warning_code::project_id_without_access_token,
         "project_id is set (" + project_origin.place +
             ") without an OAuth access token; the platform needs it with OAuth only");
  if (data.type == auth_type::none && needs.credentials && !needs.from_policy)
    warn(warning_code::no_authentication,
         "no authentication is configured: calls are sent without a token" + key_reasons);

  for (auto const& [setting, given, name, into] :
       {std::tuple{"base_url", &options.base_url, variable::base_url, &data.base_url},
        {"eval_url", &options.eval_url, variable::eval_url, &data.eval_url}}) {
    std::string const text = find(setting, *given, name);
    if (*given && text.empty()) return detail::missing(std::string(setting) + " is empty; give a URL");
    if (text.empty()) continue;
    std::string const place =
        origins.back().source == source::argument ? setting : setting + (" (" + origins.back().place + ")");
    auto url = http::normalize_base_url(text, place);
    if (!url) return url.error();
    if (auto secure = detail::check_secure(place, *url, options.allow_insecure_http); !secure) return secure.error();
    *into = *std::move(url);
    if (into == &data.base_url) continue;
  }
  for (origin const& each : origins) {
    if (each.setting == "base_url" && data.base_url.empty())
      warn(warning_code::missing_base_url, "base_url is missing: calls cannot be sent" + detail::reasons(each));
    if (each.setting == "eval_url" && data.eval_url.empty() && needs.eval_url)
      return detail::missing("eval_url is missing: evaluations have a host of their own" + detail::reasons(each));
  }
  return resolution{geai::session(std::move(data)), std::move(origins)};
}

namespace detail {

// A file that is not read: the class itself, whose name the keyword geai::credentials_file may hide.
using no_credentials_file = class credentials_file;

}  // namespace detail

// The same with the credentials file that the options or the variables name.
inline result<resolution> resolve_configuration(session_options const& options, environment const& variables,
                                                detail::requirements needs = {}) {
  auto file = credentials_file::load(options.credentials_file ? std::filesystem::path(*options.credentials_file)
                                                              : credentials_path(variables));
  if (!file) return file.error();
  return resolve(options, variables, *file, needs);
}

// The session that a client with the same arguments would have. Reads the environment and the credentials file.
inline result<session> load_session(session_options const& options = {}) {
  auto resolved = resolve_configuration(options, environment::of_process());
  if (!resolved) return resolved.error();
  return std::move(resolved->session);
}

// The session of a profile; the default one is that of GEAI_ALIAS, or `default`. Throws what load_session() returns.
inline session get_session(std::string_view profile = {}) {
  session_options options;
  if (!profile.empty()) options.alias = profile;
  return load_session(options).value();
}

}  // namespace geai
