#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <geai/config/environment.hpp>
#include <geai/config/options.hpp>
#include <geai/http/url.hpp>
#include <geai/result.hpp>
#include <geai/secret.hpp>
#include <geai/session.hpp>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Makes a session from the settings that config/resolve.hpp has found.

namespace geai::inline v0_2 {

// The kind of source in which a setting was found.
enum class source : unsigned char {
  nowhere,      // the setting is not set
  argument,     // a keyword argument
  environment,  // an environment variable
  file,         // the credentials file
};

constexpr std::string_view to_string(source from) noexcept {
  switch (from) {
    case source::nowhere: return "nowhere";
    case source::argument: return "argument";
    case source::environment: return "environment";
    case source::file: return "file";
  }
  return "unknown";
}

// The origin of a setting, and the places that were searched before without success. Never contains a secret.
struct origin {
  std::string_view setting{};                   // "api_key", "base_url", ...
  geai::source source = geai::source::nowhere;  // the kind of the source
  std::string place{};  // "GEAI_API_KEY" or "[staging] in /home/me/.geai/credentials, line 3", for example
  std::string value{};  // the value; "***" for a credential
  std::vector<std::string> skipped{};  // "GEAI_API_KEY is not set", for example
};

// The origin of each setting, in this order: api_key, access_token, project_id, organization_id, base_url, eval_url,
// ca_file.
using origin_list = std::array<origin, 7>;

// Returns the origin of a setting by its name, which must be one of these.
template <class = void> origin const& origin_of(origin_list const& all, std::string_view setting) noexcept {
  std::size_t at = 0;
  while (at + 1 != all.size() && all[at].setting != setting) ++at;
  return all[at];
}

// Returns the reasons why none of these settings was found, as a list: "GEAI_API_KEY is not set, [staging] in f has no
// geai_api_key". A reason that applies to several settings appears once.
template <class = void> std::string reasons(std::initializer_list<origin const*> settings) {
  std::vector<std::string_view> said;
  std::string text;
  for (origin const* each : settings)
    for (std::string const& reason : each->skipped) {
      bool repeated = false;
      for (std::string_view before : said) repeated = repeated || before == reason;
      if (repeated) continue;
      said.push_back(reason);
      (text += text.empty() ? "" : ", ") += reason;
    }
  return text;
}

// The alias that is used by default.
inline constexpr std::string_view default_alias = "default";

namespace detail {

// The settings that were found, before they are checked.
struct found_settings {
  session_data data{};
  origin_list origins{{{.setting = "api_key"},
                       {.setting = "access_token"},
                       {.setting = "project_id"},
                       {.setting = "organization_id"},
                       {.setting = "base_url"},
                       {.setting = "eval_url"},
                       {.setting = "ca_file"}}};
  std::optional<error> alias_error{};

  origin& api_key() { return origins[0]; }
  origin& access_token() { return origins[1]; }
  origin& project_id() { return origins[2]; }
  origin& organization_id() { return origins[3]; }
  origin& base_url() { return origins[4]; }
  origin& eval_url() { return origins[5]; }
  origin& ca_file() { return origins[6]; }
};

// The hosts that are known to be in use, for messages. Evaluations use eval-api.saia.ai.
inline constexpr std::string_view known_base_urls =
    "https://api.saia.ai, https://api.clients.geai.globant.com, https://api.agents.globant.com, "
    "https://api.beta.saia.ai "
    "or https://api.qa.saia.ai";

template <class = void> error missing(std::string message) { return {errc::missing_requirement, std::move(message)}; }

// Checks a value that is sent in a header: not empty, no control characters.
template <class = void> result<void> check_header_value(std::string_view setting, std::string_view value) {
  if (value.empty()) return missing(std::string(setting) + " is empty; leave it out or give a value");
  for (char c : value)
    if (static_cast<unsigned char>(c) < ' ' || c == 0x7f)
      return error(errc::invalid_argument,
                   std::string(setting) +
                       " contains a line break or another control character, which a header must not "
                       "contain; remove it");
  return {};
}

// Returns the size in bytes of an invisible character at the beginning of a text: a byte order mark, zero-width spaces
// and joiners, direction marks, a soft hyphen. 0 if there is none.
template <class = void> std::size_t invisible_size(std::string_view text) noexcept {
  if (text.starts_with("\xEF\xBB\xBF")) return 3;
  if (text.starts_with("\xC2\xAD")) return 2;
  if (text.size() < 3 || !text.starts_with("\xE2\x80")) return text.starts_with("\xE2\x81\xA0") ? 3 : 0;
  auto const last = static_cast<unsigned char>(text[2]);
  return (last >= 0x8B && last <= 0x8F) || (last >= 0xAA && last <= 0xAE) ? 3 : 0;
}

// Returns the reason why a credential or an id is damaged, as copying tends to do, worded as the continuation of its
// name; empty if it is sound. A credential has no spaces and no quotes (RFC 6750, 2.1).
template <class = void> [[gnu::cold]] std::string_view spoiled(std::string_view value) noexcept {
  for (std::size_t at = 0; at != value.size(); ++at)
    if (invisible_size(value.substr(at)) != 0)
      return "contains an invisible character (a byte order mark, U+200B or the like); type it again or copy it as "
             "plain text";
  constexpr std::string_view blanks = " \t";
  std::size_t const begin = (std::min)(value.find_first_not_of(blanks), value.size());
  value = value.substr(begin, value.find_last_not_of(blanks) + 1 - begin);
  bool const opens = value.starts_with('"') || value.starts_with('\'') || value.starts_with('`') ||
                     value.starts_with("\xE2\x80\x9C") || value.starts_with("\xE2\x80\x98");
  bool const closes = value.ends_with('"') || value.ends_with('\'') || value.ends_with('`') ||
                      value.ends_with("\xE2\x80\x9D") || value.ends_with("\xE2\x80\x99");
  if (opens || closes) return "has quotes around it, which would be sent too; remove them";
  for (std::string_view comment : {" #", "\t#", " ;", "\t;", " //"})
    if (value.find(comment) != value.npos)
      return "is followed by a comment, which would be sent too; put the comment on a line of its own";
  return {};
}

// Returns true if a credential begins with a scheme or the name of a header: "Bearer ...", "Authorization: ...".
template <class = void> [[gnu::cold]] bool has_scheme(std::string_view value) noexcept {
  value.remove_prefix((std::min)(value.find_first_not_of(" \t"), value.size()));
  for (std::string_view scheme : {"bearer ", "bearer:", "authorization:"}) {
    std::size_t at = 0;
    while (at != scheme.size() && at < value.size() &&
           (value[at] >= 'A' && value[at] <= 'Z' ? value[at] | 0x20 : value[at]) == scheme[at])
      ++at;
    if (at == scheme.size()) return true;
  }
  return false;
}

// Checks that credentials are sent over https, or to this machine.
template <class = void>
result<void> check_secure(std::string_view setting, std::string_view url, bool allow_insecure_http) {
  http::url_parts const parts = http::split_url(url);
  if (allow_insecure_http || parts.scheme == "https" || http::is_loopback(parts.host)) return {};
  return error(errc::invalid_argument, std::string(setting) + " is plain http to " + std::string(parts.host) +
                                           ", which would expose the credentials to the network; use https, or add "
                                           "geai::allow_insecure_http");
}

// Returns a value as it appears in an explanation: without credentials, including those in a URL.
template <class = void> std::string shown(std::string_view value) {
  return std::string(value.find('@') == std::string_view::npos ? value : std::string_view("***"));
}

// Returns the end of an error message: all places that were searched.
template <class = void> std::string looked_for(std::initializer_list<origin const*> settings) {
  std::string text;
  for (origin const* each : settings)
    text.append(text.empty() ? "; looked for: " : ", ").append(each->setting).append(" is not given");
  std::string const others = reasons(settings);
  return others.empty() ? text : text + ", " + others;
}

// Returns the name of a setting for an error message: its own name and the place of its source.
template <class = void> std::string name_of(origin const& found) {
  std::string name(found.setting);
  if (found.source != source::argument) name.append(" (").append(found.place).append(")");
  return name;
}

template <class = void> void found_at(source from, std::string place, std::string value, origin& found) {
  found.source = from;
  found.place = std::move(place);
  found.value = std::move(value);
}

template <class = void> void take_argument(std::optional<secret> const& given, secret& out, origin& found) {
  if (!given) return;
  out = *given;
  found_at(source::argument, "an argument", "***", found);
}
template <class = void> void take_argument(std::optional<std::string> const& given, std::string& out, origin& found) {
  if (!given) return;
  out = *given;
  found_at(source::argument, "an argument", shown(out), found);
}

// Finds the settings in the arguments only; no other source is read.
template <class = void> found_settings find_in_arguments(session_options const& options) {
  found_settings all;
  all.data.alias = options.alias.value_or(std::string(default_alias));
  take_argument(options.api_key, all.data.api_key, all.api_key());
  take_argument(options.access_token, all.data.access_token, all.access_token());
  take_argument(options.project_id, all.data.project_id, all.project_id());
  take_argument(options.organization_id, all.data.organization_id, all.organization_id());
  take_argument(options.base_url, all.data.base_url, all.base_url());
  take_argument(options.eval_url, all.data.eval_url, all.eval_url());
  if (options.ca_file && !options.ca_file->empty()) take_argument(options.ca_file, all.data.ca_file, all.ca_file());
  return all;
}

// Finds the certificate authorities in variables, unless they are set already. They belong to the machine rather than
// to an account, so they apply to every client and alias.
template <class = void>
[[gnu::cold, gnu::noinline]] void find_ca_file(environment const& variables, std::span<std::string_view const> names,
                                               found_settings& found) {
  for (std::string_view name : names) {
    origin& place = found.ca_file();
    if (place.source != source::nowhere) return;
    if (std::optional<std::string> value = variables.get(name)) {
      found_at(source::environment, std::string(name), *value, place);
      found.data.ca_file = *std::move(value);
    } else {
      place.skipped.push_back(std::string(name) + " is not set");
    }
  }
}

// Checks the settings that were found and makes a session from them, or an error. Use it once.
template <class = void> class session_builder {
public:
  session_builder(session_options const& options, requirements const& needs, found_settings const& found)
      : options_(options), needs_(needs), found_(found), data_(found.data) {}

  result<session> build() && {
    if (found_.alias_error) return *found_.alias_error;
    for (auto step : {&session_builder::check_credentials, &session_builder::check_ids, &session_builder::check_urls})
      if (result<void> done = (this->*step)(); !done) return done.error();
    return session(std::move(data_));
  }

private:
  result<void> check_credentials() {
    origin const& key = found_.origins[0];
    origin const& token = found_.origins[1];
    if (auto sound = check_credential(key, data_.api_key.reveal()); !sound) return sound;
    if (auto sound = check_credential(token, data_.access_token.reveal()); !sound) return sound;
    if (!data_.api_key.empty() && !data_.access_token.empty()) {
      if (key.source != source::argument)
        warn(warning_code::mixed_authentication,
             key.place + " and " + token.place + " are both set; the OAuth access token is used, the API key is not");
      else if (!options_.allow_mixed_auth)
        return error(errc::mixed_authentication,
                     "api_key and access_token given together; keep one, or set allow_mixed_auth (the access token is "
                     "used then)");
    }
    data_.type = !data_.access_token.empty() ? auth_type::oauth_token
                 : !data_.api_key.empty()    ? auth_type::api_key
                                             : needs_.from_policy.value_or(auth_type::none);
    if (origin const& used = data_.access_token.empty() ? key : token; used.source != source::argument)
      data_.credential_place = used.place;
    if (origin const& authorities = found_.origins[6]; authorities.source != source::argument)
      data_.ca_file_place = authorities.place;
    if (data_.type == auth_type::none && needs_.credentials && !needs_.from_policy)
      warn(warning_code::no_authentication,
           "no authentication is configured: calls are sent without a token" + looked_for({&key, &token}));
    return {};
  }

  result<void> check_ids() {
    origin const& project = found_.origins[2];
    if (auto sound = check_value(project, data_.project_id); !sound) return sound;
    if (auto sound = check_value(found_.origins[3], data_.organization_id); !sound) return sound;
    if (!data_.access_token.empty() && data_.project_id.empty())
      return missing("access_token requires project_id: the token comes from " + found_.origins[1].place +
                     ", but no project id was found" + looked_for({&project}));
    if (data_.type != auth_type::oauth_token && !needs_.from_policy && !data_.project_id.empty())
      warn(warning_code::project_id_without_access_token,
           "project_id is set (" + project.place +
               ") without an OAuth access token; the platform needs it with OAuth only");
    return {};
  }

  result<void> check_urls() {
    origin const& base = found_.origins[4];
    origin const& evaluation = found_.origins[5];
    if (base.source == source::nowhere)
      warn(warning_code::missing_base_url, "base_url is missing: calls cannot be sent" + looked_for({&base}));
    if (auto sound = check_url(base, data_.base_url); !sound) return sound;
    warn_of_path(base, data_.base_url);
    if (evaluation.source == source::nowhere && needs_.eval_url)
      return missing("eval_url is missing: evaluations have a host of their own" + looked_for({&evaluation}));
    if (auto sound = check_url(evaluation, data_.eval_url); !sound) return sound;
    warn_of_path(evaluation, data_.eval_url);
    return {};
  }

  void warn_of_path(origin const& found, std::string_view url) {
    std::string_view const path = http::misplaced_path(url);
    if (path.empty()) return;
    warn(warning_code::suspicious_base_url, name_of(found).append(" ends in ").append(path) +
                                                ", but calls add their own paths to it; it is probably " +
                                                std::string(url.substr(0, url.size() - path.size())));
  }

  static result<void> check_value(origin const& found, std::string_view value) {
    if (found.source == source::nowhere) return {};
    if (result<void> sound = check_header_value(name_of(found), value); !sound) return sound;
    if (std::string_view const reason = spoiled(value); !reason.empty())
      return error(errc::invalid_argument, name_of(found).append(" ").append(reason));
    return {};
  }

  result<void> check_credential(origin const& found, std::string_view value) {
    if (result<void> sound = check_value(found, value); !sound || value.empty()) return sound;
    if (has_scheme(value))
      return error(errc::invalid_argument,
                   name_of(found).append(" begins like a header (Bearer ...); use the token alone"));
    constexpr std::string_view blanks = " \t";
    if (blanks.find(value.front()) != blanks.npos || blanks.find(value.back()) != blanks.npos)
      warn(warning_code::spoiled_credential,
           name_of(found).append(" begins or ends with white space, which is sent too; remove it"));
    else if (value.find_first_of(blanks) != value.npos)
      warn(warning_code::spoiled_credential, name_of(found).append(" contains white space, which no credential does"));
    return {};
  }

  // Checks a URL and normalises it.
  result<void> check_url(origin const& found, std::string& url) const {
    if (found.source == source::nowhere) return {};
    if (url.empty()) return missing(std::string(found.setting) + " is empty; give a URL");
    if (std::string_view const reason = spoiled(url); !reason.empty())
      return error(errc::invalid_argument, name_of(found).append(" ").append(reason));
    result<std::string> normal = http::normalize_base_url(url, name_of(found));
    if (!normal) return normal.error();
    url = *std::move(normal);
    return check_secure(name_of(found), url, options_.allow_insecure_http);
  }

  void warn(warning_code code, std::string message) { data_.warnings.push_back({code, std::move(message)}); }

  session_options const& options_;
  requirements const& needs_;
  found_settings const& found_;
  session_data data_;
};

// Makes a session from the arguments alone. Of the variables of this process, only those for certificate authorities
// are read.
template <class = void>
[[gnu::cold, gnu::noinline]] result<session> session_of(session_options const& options, requirements const& needs) {
  found_settings found = find_in_arguments(options);
  find_ca_file(environment::of_process(variable::ca_files), variable::ca_files, found);
  return session_builder<>(options, needs, found).build();
}

}  // namespace detail
}  // namespace geai::inline v0_2
