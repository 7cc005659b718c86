#include "profile.hpp"

#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <geai/http/url.hpp>

namespace tool {

namespace {

// Compares texts regardless of case.
bool same_text(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); });
}

geai::error invalid(std::string message) { return {geai::errc::invalid_argument, std::move(message)}; }

// Returns a value of the profile itself, ignoring [DEFAULT].
std::optional<geai::secret> own_value(credentials const& document, std::string_view alias, std::string_view variable) {
  auto const value = document.own(alias, variable);
  return value ? std::optional(geai::secret(*value)) : std::nullopt;
}

bool lacks_project(credentials const& document, std::string_view alias) {
  return document.get(alias, geai::variable::access_token) && !document.get(alias, geai::variable::project_id);
}

// Returns a URL in the form in which it is saved.
std::string checked_url(geai::secret const& text, std::string_view what) {
  std::string url = geai::http::normalize_base_url(text.reveal(), what).value();
  geai::http::url_parts const parts = geai::http::split_url(url);
  if (parts.scheme == "http" && !geai::http::is_loopback(parts.host))
    geai::raise(invalid(std::string(what) + " is plain http to " + std::string(parts.host) +
                        ", which would expose the credentials to the network; use https"));
  return url;
}

}  // namespace

setting const* find_setting(std::string_view name) {
  auto const found = std::find_if(settings.begin(), settings.end(), [name](setting const& each) {
    return same_text(each.variable, name) || same_text(each.name, name);
  });
  return found == settings.end() ? nullptr : &*found;
}

std::optional<std::string> value_of(context const& world, credentials const& file, std::string_view alias,
                                    std::string_view variable) {
  if (alias == geai::default_alias)
    if (auto value = world.variables.get(variable)) return value;
  // A new profile will inherit.
  auto const value = file.contains(alias) ? file.get(alias, variable) : file.inherited(variable);
  return value ? std::optional(std::string(*value)) : std::nullopt;
}

profile_edit::profile_edit(context const& world, std::string alias) : world_(world), alias_(std::move(alias)) {
  credentials().set(alias_, "key", "value").value();  // throws for an invalid name of a profile
}

void profile_edit::set(std::string_view variable, geai::secret const& value, std::string_view what) {
  if (value.empty()) geai::raise(invalid(std::string(what) + " is empty; give a value"));
  bool const is_url = variable == geai::variable::base_url || variable == geai::variable::eval_url;
  geai::secret const kept = is_url ? geai::secret(checked_url(value, what)) : value;
  if (auto done = credentials().set(alias_, variable, kept.reveal()); !done) {
    geai::error refused = done.error();
    if (refused.message.starts_with(variable)) refused.message.replace(0, variable.size(), what);
    geai::raise(std::move(refused));
  }
  bool const is_credential = variable == geai::variable::api_key || variable == geai::variable::access_token;
  if (std::string_view const reason = geai::detail::spoiled(kept.reveal()); !reason.empty())
    geai::raise(invalid(std::string(what).append(" ").append(reason)));
  if (is_credential && geai::detail::has_scheme(kept.reveal()))
    geai::raise(invalid(std::string(what) + " begins like a header (Bearer ...); use the token alone"));
  if (kept.reveal().find('\t') != std::string_view::npos)
    geai::raise(invalid(std::string(what) + " contains a tab, which a header must not contain; remove it"));
  changes_.push_back({std::string(variable), kept});
}

void profile_edit::set_ca_file(std::string const& path) {
  std::error_code fault;
  std::filesystem::path const whole = std::filesystem::absolute(path, fault);
  if (fault || ::access(whole.c_str(), R_OK) != 0)
    geai::raise(invalid("--ca-file: " + path + " cannot be read: " + std::strerror(errno)));
  set(geai::variable::ca_file, std::string_view(whole.native()), "--ca-file");
}

geai::result<void> profile_edit::apply(credentials& document) {
  bool const lacked_project = lacks_project(document, alias_);
  for (change const& each : changes_) {
    if (each.value) {
      if (auto done = document.set(alias_, each.variable, each.value->reveal()); !done) return done;
    } else if (!document.unset(alias_, each.variable)) {
      bool const exists = document.contains(alias_);
      return geai::error(geai::errc::missing_requirement,
                         exists ? "alias '" + alias_ + "' has no " + each.variable + " of its own"
                                : "alias '" + alias_ + "' does not exist in " + document.path());
    }
  }
  if (!lacked_project && lacks_project(document, alias_))
    return geai::error(geai::errc::missing_requirement,
                       "access_token requires project_id: alias '" + alias_ +
                           "' would be left with a token that cannot be used; give --project-id, or remove the token "
                           "(--unset GEAI_OAUTH_ACCESS_TOKEN)");
  return {};
}

void profile_edit::save() {
  auto const sets = [this](std::string_view variable) {
    return std::any_of(changes_.begin(), changes_.end(), [&](change const& each) { return each.variable == variable; });
  };
  // The data of the old token is removed with it.
  bool const new_token = sets(geai::variable::access_token);
  std::vector<std::string_view> stale;
  for (std::string_view each : {geai::variable::refresh_token, geai::variable::expires_at})
    if (new_token && !sets(each)) stale.push_back(each);

  std::vector<saved_change> before;
  bool is_new = false;
  credentials after;
  world_.update_credentials([&](credentials& document) -> geai::result<void> {
    is_new = !document.contains(alias_);
    std::vector<change> all = changes_;
    for (std::string_view each : stale)
      if (own_value(document, alias_, each)) all.push_back({std::string(each), std::nullopt});
    for (change const& each : all)
      before.push_back({{each.variable, own_value(document, alias_, each.variable)}, each.value});
    changes_ = std::move(all);
    if (auto done = apply(document); !done) return done;
    after = document;
    return {};
  });
  is_new_ = is_new_ || is_new;
  saved_.insert(saved_.end(), before.begin(), before.end());
  changes_.clear();
  warn_of(after);
}

void profile_edit::undo() {
  // Not update_credentials(), since this runs after an interruption.
  credentials::update(world_.named_credentials(), [&](credentials& document) -> geai::result<void> {
    for (auto each = saved_.rbegin(); each != saved_.rend(); ++each) {
      if (own_value(document, alias_, each->before.variable) != each->after) continue;
      if (!each->before.value)
        document.unset(alias_, each->before.variable);
      else if (auto done = document.set(alias_, each->before.variable, each->before.value->reveal()); !done)
        return done;
    }
    if (is_new_ && document.own_keys(alias_).empty()) document.remove_alias(alias_);
    return {};
  }).value();
  saved_.clear();
}

void profile_edit::warn_of(credentials const& document) const {
  bool const has_key = document.get(alias_, geai::variable::api_key).has_value();
  bool const has_token = document.get(alias_, geai::variable::access_token).has_value();
  if (has_key && has_token)
    world_.terminal.warning("alias '" + alias_ +
                            "' has an API key and an OAuth access token; the token is used, the key is not");
  if (lacks_project(document, alias_))
    world_.terminal.warning("alias '" + alias_ +
                            "' has an access token and no project id, so it cannot be used; run: geai configure "
                            "--alias " +
                            alias_ + " --project-id ID");
}

}  // namespace tool
