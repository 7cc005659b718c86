// geai doctor

#include "doctor.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <geai/transport/curl_failure.hpp>
#include <nlohmann/json.hpp>

#include "command_line.hpp"
#include "moment.hpp"
#include "profile.hpp"

namespace tool {

namespace {

// Collects the findings, both as a document and as lines.
class report {
public:
  explicit report(bool colours) : colours_(colours) {}

  void heading(std::string_view text) { text_ += styled(text, style::bold, colours_) + "\n"; }
  void line(std::string_view text) { text_ += "  " + printable(text) + "\n"; }
  void reason(std::string_view text) {
    text_ += "      " + styled("not: " + printable(text), style::dim, colours_) + "\n";
  }
  void problem(std::string const& text, int status = wrong_configuration) {
    text_ += "  " + styled("problem: ", style::bad, colours_) + printable(text) + "\n";
    problems_.push_back(text);
    status_ = std::max(status_, status);
  }
  void warning(std::string const& text) {
    text_ += "  " + styled("warning: ", style::bold, colours_) + printable(text) + "\n";
    warnings_.push_back(text);
  }

  std::string text() const {
    std::string const verdict = problems_.empty() ? styled("no problems found", style::good, colours_)
                                                  : styled("fix these problems first", style::bad, colours_);
    return text_ + verdict + "\n";
  }
  json document() const {
    json all = document_;
    all["warnings"] = warnings_;
    all["problems"] = problems_;
    all["ok"] = problems_.empty();
    return all;
  }
  json& operator[](char const* name) { return document_[name]; }
  int status() const noexcept { return status_; }

private:
  bool colours_;
  std::string text_;
  json document_ = json::object();
  json warnings_ = json::array();
  json problems_ = json::array();
  int status_ = success;
};

std::string octal(unsigned mode) {
  std::string text = "0";
  for (unsigned shift : {6u, 3u, 0u}) text += static_cast<char>('0' + ((mode >> shift) & 7u));
  return text;
}

geai::result<credentials> load_credentials(context const& world) {
  try {
    return credentials::load(world.credentials_path());
  } catch (geai::credentials_file_error const& e) {
    return e.error();
  }
}

// Checks the file itself; returns its contents if it can be read.
std::optional<credentials> examine_file(context const& world, report& to) {
  std::filesystem::path const path = world.named_credentials();
  auto loaded = load_credentials(world);
  struct stat status {};
  bool const exists = ::stat(path.c_str(), &status) == 0;
  auto& about = to["file"] = {{"path", path.native()}, {"exists", exists}};
  to.heading("Credentials file");
  to.line(path.empty() ? "(no home directory)" : path.native());
  if (exists) {
    about["mode"] = octal(status.st_mode & 07777u);
    to.line("mode " + octal(status.st_mode & 07777u));
  }
  if (exists && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode))
    to.line("not a regular file: it is read once, and nothing can be saved to it");
  struct stat folder {};
  if (exists && ::stat(path.has_parent_path() ? path.parent_path().c_str() : ".", &folder) == 0 &&
      (folder.st_mode & 0022) != 0 && (folder.st_mode & S_ISVTX) == 0)
    to.warning(path.parent_path().native() + ": other users can replace this file; run: chmod " + "go-w " +
               path.parent_path().native());
  if (!loaded) {
    about["aliases"] = nullptr;
    to.problem(loaded.error().message);
    return std::nullopt;
  }
  auto const aliases = loaded->aliases();
  about["aliases"] = aliases;
  std::string names;
  for (std::string const& each : aliases) names += (names.empty() ? "" : ", ") + each;
  to.line(!exists         ? "does not exist (geai configure creates it)"
          : names.empty() ? "no profiles"
                          : "profiles: " + names);
  return *std::move(loaded);
}

void tell_settings(geai::origin_list const& origins, report& to) {
  to.heading("Settings");
  json all = json::array();
  for (geai::origin const& each : origins) {
    bool const found = each.source != geai::source::nowhere;
    to.line(std::string(each.setting) + (found ? " = " + each.value + ", from " + each.place : " is unset"));
    for (std::string const& reason : each.skipped) to.reason(reason);
    all.push_back({{"setting", each.setting},
                   {"value", found ? json(each.value) : json()},
                   {"source", to_string(each.source)},
                   {"place", or_null(each.place)},
                   {"not_from", each.skipped}});
  }
  to["settings"] = all;
}

// The source of a setting of the command: an option, the environment, the profile.
struct own_setting {
  std::string value{};
  std::string place{};
};

own_setting find_own(context const& world, credentials const& file, std::optional<std::string> const& given,
                     std::string_view option, std::string_view variable) {
  if (given) return {*given, std::string(option)};
  if (auto const value = world.variables.get(variable)) return {*value, std::string(variable)};
  std::string const alias = world.selected_alias();
  auto const value = file.contains(alias) ? file.get(alias, variable) : file.inherited(variable);
  if (value) return {std::string(*value), "[" + alias + "] in " + world.named_credentials()};
  return {};
}

// Reports the proxy of calls: the command's, or that of the variables that libcurl reads, in its order.
void tell_proxy(context const& world, geai::explanation const& explained, credentials const& file, report& to) {
  own_setting const own = find_own(world, file, world.proxy, "--proxy", proxy_variable);
  std::string const url(explained.session ? explained.session->base_url() : std::string_view());
  std::string proxy = geai::transport::detail::proxy_of(own.value, url.empty() ? "https:" : url);
  if (std::size_t const at = proxy.find("(geai::proxy)"); at != proxy.npos)
    proxy.replace(at, 13, "(" + own.place + ")");
  char const* const none = std::getenv("no_proxy") != nullptr ? std::getenv("no_proxy") : std::getenv("NO_PROXY");
  to["proxy"] = or_null(proxy);
  to["no_proxy"] = none != nullptr ? json(none) : json();
  to.heading("Proxy");
  to.line(proxy.empty() ? "none" : proxy);
  if (!proxy.empty() && none != nullptr) to.line("not for: " + std::string(none) + " (no_proxy)");
  own_setting const model = find_own(world, file, {}, {}, model_variable);
  to["model"] = or_null(model.value);
  if (model.value.empty()) return;
  to.heading("Chat");
  to.line("model = " + model.value + ", from " + model.place);
}

void tell_session(geai::explanation const& explained, credentials const& file, std::string const& alias, report& to) {
  to.heading("Session");
  if (!explained.session) {
    to["auth_type"] = nullptr;
    return to.problem(in_words_of_the_command(explained.session.error().message));
  }
  geai::session const& session = *explained.session;
  to["auth_type"] = to_string(session.auth_type());
  to.line("authentication: " + std::string(to_string(session.auth_type())));
  for (geai::warning const& each : session.warnings()) {
    bool const fatal =
        each.code == geai::warning_code::no_authentication || each.code == geai::warning_code::missing_base_url;
    fatal ? to.problem(each.message) : to.warning(each.message);
  }
  bool const from_file = origin_of(explained.origins, "access_token").source == geai::source::file;
  bool const renews = session.renewal() != nullptr;
  if (session.is_oauth()) {
    to["renews_itself"] = renews;
    to.line(renews ? "the access token is renewed with the refresh token of the profile"
                   : "the access token is not renewed: geai auth login did not save it with a refresh token");
  }
  auto const text = file.get(alias, geai::variable::expires_at);
  if (!from_file || !text) return;
  auto const expiry = moment_of(std::string(*text));
  to["expires_at"] = expiry ? json(*text) : json();
  if (!expiry)
    to.warning(std::string(geai::variable::expires_at) + " is not a time such as 2026-01-31T12:00:00Z");
  else if (*expiry <= now())
    renews
        ? to.line("the access token has expired (" + relative(*expiry) + "); the next call renews it")
        : to.problem("the access token has expired (" + relative(*expiry) + "); run: geai auth login --alias " + alias);
  else
    to.line("the access token expires " + relative(*expiry));
}

int examine(context& world, bool online) {
  report found(world.output == output_format::table && world.terminal.colours_results());
  auto file = examine_file(world, found);

  std::string const alias = world.selected_alias();
  char const* const chosen = world.alias                                  ? "--alias"
                             : world.variables.get(geai::variable::alias) ? "GEAI_ALIAS"
                                                                          : "the default";
  found["alias"] = alias;
  found.heading("Profile");
  found.line(alias + " (" + chosen + ")");

  credentials const readable = file ? *file : credentials();
  geai::explanation const explained = geai::explain(world.session_options(), world.variables, readable);
  tell_settings(explained.origins, found);
  tell_proxy(world, explained, readable, found);
  if (file)
    tell_session(explained, readable, alias, found);
  else
    found["auth_type"] = nullptr;

  if (online) {
    found.heading("Service");
    if (found.status() != success) {
      found.line("not called because the configuration is invalid");
    } else {
      reach const service = try_to_reach(world);
      std::string const text = service.text + " (" + std::to_string(service.milliseconds) + " ms)";
      service.status == success ? found.line(text) : found.problem(text, service.status);
      if (service.skew) {
        std::string const skew = "the clock of this machine is " + std::to_string(std::abs(*service.skew)) + " s " +
                                 (*service.skew > 0 ? "behind" : "before") + " that of the service";
        std::abs(*service.skew) > 60 ? found.warning(skew + "; tokens may seem expired") : found.line(skew);
      }
      if (!service.platform.empty()) found.line(service.platform);
      found["online"] = {{"reached", service.http_status != 0},
                         {"clock_skew_seconds", service.skew ? json(*service.skew) : json()},
                         {"platform", or_null(service.platform)},
                         {"http_status", service.http_status == 0 ? json() : json(service.http_status)},
                         {"milliseconds", service.milliseconds}};
    }
  }
  world.print(found.document(), [&] { return found.text(); });
  return found.status();
}

void add_doctor(command_line& line) {
  auto const online = std::make_shared<bool>(false);
  CLI::App& command = line.add(line.root(), "doctor", "Show the source of each setting, and the problems.",
                               "geai doctor\n  geai doctor --alias staging --online",
                               [online](context& world) { return examine(world, *online); });
  command.add_flag("--online", *online, "also contact the platform");
}

command_group const doctor_group{80, add_doctor};

}  // namespace
}  // namespace tool
