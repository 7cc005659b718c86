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

  std::string const& alias() const noexcept { return alias_; }

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

inline secret take_secret(std::optional<std::string> text) {
  return text ? secret(std::move(*text)) : secret();  // the text is wiped
}

// One resolution: each step finds some of the settings, checks them, and says where they came from.
class resolver {
public:
  resolver(session_options const& options, environment const& variables, class credentials_file const& file,
           requirements const& needs)
      : options_(options), file_(file), needs_(needs), from_(alias_of(options, variables), variables, file) {
    data_.alias = from_.alias();
  }

  result<resolution> run() && {
    if (auto permissions = file_.permissions_warning()) data_.warnings.push_back(*std::move(permissions));
    for (auto step : {&resolver::check_alias, &resolver::find_credentials, &resolver::find_ids, &resolver::find_urls})
      if (result<void> done = (this->*step)(); !done) return done.error();
    return resolution{session(std::move(data_)), std::move(origins_)};
  }

private:
  static std::string alias_of(session_options const& options, environment const& variables) {
    if (options.alias) return *options.alias;
    return variables.get(variable::alias).value_or(std::string(default_alias));
  }

  result<void> check_alias() {
    if (data_.alias.empty()) return missing("alias is empty; leave it out or name a profile");
    if (data_.alias == default_alias || file_.contains(data_.alias)) return {};
    std::string message = "alias '" + data_.alias + "' does not exist in " + file_.path().native() + "; it has ";
    std::vector<std::string> const aliases = file_.aliases();
    for (std::string const& each : aliases) message += (&each == aliases.data() ? "" : ", ") + each;
    if (aliases.empty()) message += "none; run: geai configure --profile-alias " + data_.alias;
    return missing(std::move(message));
  }

  // As a unit, of the highest source that has any.
  result<void> find_credentials() {
    constexpr std::array key_names{variable::api_key, variable::api_token};
    constexpr std::array token_names{variable::access_token};
    origin key{.setting = "api_key"};
    origin token{.setting = "access_token"};
    if (options_.api_key || options_.access_token) {
      take_argument(options_.api_key, data_.api_key, key);
      take_argument(options_.access_token, data_.access_token, token);
    } else {
      key.skipped.push_back("api_key is not given");
      token.skipped.push_back("access_token is not given");
      data_.api_key = take_secret(from_.from_environment(key_names, key));
      data_.access_token = take_secret(from_.from_environment(token_names, token));
      if (data_.api_key.empty() && data_.access_token.empty()) {
        data_.api_key = take_secret(from_.from_file(key_names, key));
        data_.access_token = take_secret(from_.from_file(token_names, token));
      }
    }
    origins_.push_back(key);
    origins_.push_back(token);

    for (auto const& [found, value] : {std::pair{&key, &data_.api_key}, {&token, &data_.access_token}})
      if (found->source != source::nowhere)
        if (result<void> sound = check_header_value(name_of(*found), value->reveal()); !sound) return sound;
    if (!data_.api_key.empty() && !data_.access_token.empty()) {
      if (key.source == source::argument && !options_.allow_mixed_auth)
        return error(errc::mixed_authentication,
                     "api_key and access_token given together; keep one, or set allow_mixed_auth (the access token is "
                     "used then)");
      if (key.source != source::argument)
        warn(warning_code::mixed_authentication,
             key.place + " and " + token.place + " are both set; the OAuth access token is used, the API key is not");
    }
    data_.type = !data_.access_token.empty() ? auth_type::oauth_token
                 : !data_.api_key.empty()    ? auth_type::api_key
                                             : needs_.from_policy.value_or(auth_type::none);
    if (data_.type == auth_type::none && needs_.credentials && !needs_.from_policy)
      warn(warning_code::no_authentication, "no authentication is configured: calls are sent without a token" +
                                                reasons(key) + ", " + std::string(variable::access_token) + " neither");
    return {};
  }

  static void take_argument(std::optional<secret> const& given, secret& into, origin& found) {
    if (!given) return found.skipped.push_back(std::string(found.setting) + " is not given");
    into = *given;
    found.source = source::argument;
    found.place = "argument";
  }

  result<void> find_ids() {
    for (auto const& [setting, given, name, into] :
         {std::tuple{"project_id", &options_.project_id, variable::project_id, &data_.project_id},
          {"organization_id", &options_.organization_id, variable::organization_id, &data_.organization_id}}) {
      origin const& found = find(setting, *given, name, *into);
      if (found.source != source::nowhere)
        if (result<void> sound = check_header_value(name_of(found), *into); !sound) return sound;
    }
    // The order in which they were looked for: api_key, access_token, project_id, organization_id.
    origin const& token = origins_[1];
    origin const& project = origins_[2];
    if (!data_.access_token.empty() && data_.project_id.empty())
      return missing("access_token requires project_id: the token comes from " + token.place +
                     ", a project id from nowhere" + reasons(project));
    if (data_.type != auth_type::oauth_token && !needs_.from_policy && !data_.project_id.empty())
      warn(warning_code::project_id_without_access_token,
           "project_id is set (" + project.place +
               ") without an OAuth access token; the platform needs it with OAuth only");
    return {};
  }

  result<void> find_urls() {
    for (auto const& [setting, given, name, into] :
         {std::tuple{"base_url", &options_.base_url, variable::base_url, &data_.base_url},
          {"eval_url", &options_.eval_url, variable::eval_url, &data_.eval_url}}) {
      origin const& found = find(setting, *given, name, *into);
      if (found.source != source::nowhere) {
        if (into->empty()) return missing(std::string(setting) + " is empty; give a URL");
        result<std::string> url = http::normalize_base_url(*into, name_of(found));
        if (!url) return url.error();
        *into = *std::move(url);
        result<void> secure = check_secure(name_of(found), *into, options_.allow_insecure_http);
        if (!secure) return secure;
      } else if (into == &data_.base_url) {
        warn(warning_code::missing_base_url, "base_url is missing: calls cannot be sent" + reasons(found));
      } else if (needs_.eval_url) {
        return missing("eval_url is missing: evaluations have a host of their own" + reasons(found));
      }
    }
    return {};
  }

  origin const& find(std::string_view setting, std::optional<std::string> const& given, std::string_view name,
                     std::string& into) {
    origin& found = origins_.emplace_back(origin{.setting = setting});
    into = from_.find(given, std::span(&name, 1), found).value_or(std::string());
    return found;
  }

  // What an error calls a setting: by its own name, or that of the source's place.
  static std::string name_of(origin const& found) {
    return found.source == source::argument ? std::string(found.setting)
                                            : std::string(found.setting) + " (" + found.place + ")";
  }

  void warn(warning_code code, std::string message) { data_.warnings.push_back({code, std::move(message)}); }

  session_options const& options_;
  class credentials_file const& file_;
  requirements const& needs_;
  sources from_;
  session_data data_{};
  std::vector<origin> origins_{};
};

}  // namespace detail

// Puts a session together: a pure function of its arguments, which reads nothing else. Errors: missing_requirement
// (an alias that the file does not have, a token without project, an empty argument, a missing eval URL where it is
// required), mixed_authentication, invalid_argument (a bad URL, control characters, plain http).
inline result<resolution> resolve(session_options const& options, environment const& variables,
                                  class credentials_file const& file, detail::requirements const& needs = {}) {
  return detail::resolver(options, variables, file, needs).run();
}

namespace detail {

// A file that is not read: the class itself, whose name the keyword geai::credentials_file may hide.
using no_credentials_file = class credentials_file;

}  // namespace detail

// The same with the credentials file that the options or the variables name.
inline result<resolution> resolve_configuration(session_options const& options, environment const& variables,
                                                detail::requirements const& needs = {}) {
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
