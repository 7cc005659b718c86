// geai configure

#include "configure.hpp"

#include <array>
#include <cctype>
#include <memory>
#include <nlohmann/json.hpp>
#include <utility>

#include "command_line.hpp"

namespace tool {

std::string saved_line(std::string_view variable, std::string_view alias, std::string_view done) {
  setting const* const known = find_setting(variable);
  std::string line(known != nullptr ? known->title : variable);
  return line.append(" for alias '").append(alias).append("' ").append(done).append(" successfully!\n");
}

void warn_of_missing_url(context const& world, std::string_view alias) {
  auto const file = credentials::load(world.credentials_path());
  if (!file || value_of(world, *file, alias, geai::variable::base_url)) return;
  if (!file->contains(alias)) return;
  world.terminal.warning("alias '" + std::string(alias) + "' has no base URL yet; run: geai configure --alias " +
                         std::string(alias) + " --url URL");
}

namespace {

using named_value = std::pair<std::string_view, std::optional<std::string> configure_options::*>;

int list_profiles(context& world) {
  auto const file = credentials::load(world.credentials_path()).value();
  if (auto warning = file.permissions_warning()) world.terminal.warning(warning->message);
  table rows;
  json profiles = json::array();
  for (std::string const& alias : file.aliases()) {
    auto const url = file.get(alias, geai::variable::base_url);
    std::string const shown(url.value_or(std::string_view()));
    bool const has_token = file.get(alias, geai::variable::access_token).has_value();
    bool const has_key = file.get(alias, geai::variable::api_key).has_value();
    geai::auth_type const type = has_token ? geai::auth_type::oauth_token
                                 : has_key ? geai::auth_type::api_key
                                           : geai::auth_type::none;
    rows.add({alias, shown});
    profiles.push_back({{"alias", alias}, {"base_url", or_null(shown)}, {"auth_type", to_string(type)}});
  }
  if (profiles.empty()) world.terminal.note("there are no profiles in " + file.path());
  world.print({{"path", file.path()}, {"profiles", profiles}}, [&] { return rows.text(false); });
  return success;
}

int remove_profile(context& world, std::string const& alias, bool confirmed) {
  auto const path = world.credentials_path();
  auto const missing = [&](credentials const& file) {
    std::string message = "alias '" + alias + "' does not exist in " + path + "; it has ";
    auto const aliases = file.aliases();
    for (std::string const& each : aliases) message += (&each == aliases.data() ? "" : ", ") + each;
    return geai::error(geai::errc::missing_requirement, message + (aliases.empty() ? "none" : ""));
  };
  auto const file = credentials::load(path).value();
  if (!file.contains(alias)) geai::raise(missing(file));

  bool const as_json = world.output == output_format::json;
  if (!confirmed) {
    auto const answer =
        world.terminal.ask("-> Are you sure you want to remove alias '" + alias + "'? (y/N): ", console::echo::on,
                           as_json ? stderr : stdout);
    if (!answer) throw usage_error("standard input ended before the answer; nothing was removed (--yes does not ask)");
    std::string lowered(answer->reveal());
    for (char& c : lowered) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    confirmed = lowered == "y" || lowered == "yes";
  }
  if (confirmed)
    world.update_credentials([&](credentials& document) -> geai::result<void> {
      if (!document.remove_alias(alias)) return missing(document);
      return {};
    });
  world.print({{"alias", alias}, {"removed", confirmed}}, [&] {
    return confirmed ? "Alias '" + alias + "' removed successfully!\n" : "Alias '" + alias + "' was not removed.\n";
  });
  return success;
}

// Saves all values given as options in one update.
int configure_by_options(context& world, configure_options const& options) {
  constexpr std::array<std::pair<named_value, std::string_view>, 7> all{{
      {{geai::variable::api_key, &configure_options::api_key}, "--key"},
      {{geai::variable::base_url, &configure_options::base_url}, "--url"},
      {{geai::variable::eval_url, &configure_options::eval_url}, "--eval-url"},
      {{geai::variable::access_token, &configure_options::access_token}, "--access-token"},
      {{geai::variable::project_id, &configure_options::project_id}, "--project-id"},
      {{geai::variable::organization_id, &configure_options::organization_id}, "--organization-id"},
      {{model_variable, &configure_options::model}, "--model"},
  }};
  profile_edit edit(world, options.profile_alias.value_or(world.selected_alias()));
  std::string lines;
  json saved = json::array();
  json removed = json::array();
  for (auto const& [value, option] : all) {
    auto const& given = options.*value.second;
    if (!given) continue;
    if (given->empty())
      throw usage_error(std::string(option) + " is empty; to remove the value use --unset " + std::string(value.first));
    bool const is_secret = value.first == geai::variable::api_key || value.first == geai::variable::access_token;
    edit.set(value.first, is_secret ? world.take_secret(*given, option) : geai::secret(std::string_view(*given)),
             option);
    lines += saved_line(value.first, edit.alias());
    saved.push_back(value.first);
  }
  if (world.ca_file) {
    edit.set_ca_file(*world.ca_file);
    lines += saved_line(geai::variable::ca_file, edit.alias());
    saved.push_back(geai::variable::ca_file);
  }
  if (world.proxy) {
    edit.set(proxy_variable, geai::secret(std::string_view(*world.proxy)), "--proxy");
    lines += saved_line(proxy_variable, edit.alias());
    saved.push_back(proxy_variable);
  }
  for (std::string const& name : options.unset) {
    setting const* const known = find_setting(name);
    std::string_view const variable = known != nullptr ? known->variable : std::string_view(name);
    edit.unset(variable);
    lines += saved_line(variable, edit.alias(), "removed");
    removed.push_back(variable);
  }
  edit.save();
  warn_of_missing_url(world, edit.alias());
  world.print({{"alias", edit.alias()}, {"path", world.named_credentials()}, {"saved", saved}, {"removed", removed}},
              [&] { return lines; });
  return success;
}

int configure(context& world, configure_options const& options) {
  if (options.list) return list_profiles(world);
  if (options.remove_alias) return remove_profile(world, *options.remove_alias, options.yes);
  bool const by_options = options.api_key || options.base_url || options.eval_url || options.access_token ||
                          options.project_id || options.organization_id || options.model || world.proxy ||
                          world.ca_file || !options.unset.empty();
  if (!by_options) return configure_by_dialogue(world, options);
  if (options.oauth) throw usage_error("--oauth prompts for the values; omit it if you give them as options");
  return configure_by_options(world, options);
}

void add_configure(command_line& line) {
  auto const given = std::make_shared<configure_options>();
  CLI::App& command = line.add(line.root(), "configure", "Create and change profiles: keys, tokens, URLs.",
                               "geai configure                                  # prompts for the values\n"
                               "  geai configure --oauth --alias staging          # prompts for a token and a project\n"
                               "  geai configure --url https://api.saia.ai --key - < key.txt\n"
                               "  geai configure --list",
                               [given](context& world) { return configure(world, *given); });
  command.alias("config")->alias("c");
  command.add_option("-k,--key", given->api_key, "the API key; - reads it from standard input")->type_name("KEY");
  command.add_option("-u,--url", given->base_url, "the base URL, like https://api.saia.ai")->type_name("URL");
  command.add_option("--eval-url,--eu", given->eval_url, "the base URL of evaluations")->type_name("URL");
  command
      .add_option("--access-token,--at", given->access_token, "an OAuth access token; - reads it from standard input")
      ->type_name("TOKEN");
  command.add_option("--project-id,--pid", given->project_id, "the project; a token needs one")->type_name("ID");
  command.add_option("--organization-id,--oid", given->organization_id, "the organization")->type_name("ID");
  command.add_option("--model", given->model, "the default model of `geai chat`")->type_name("NAME");
  command.add_option("--profile-alias,--pa", given->profile_alias, "the profile to change (else that of --alias)")
      ->type_name("ALIAS");
  command.add_option("--unset", given->unset, "remove a value, like GEAI_API_KEY; may be repeated")
      ->type_name("NAME")
      ->allow_extra_args(false);
  command.add_flag("--oauth", given->oauth, "prompt for an access token and a project id instead of an API key");
  command.add_flag("-l,--list", given->list, "list the profiles with their base URLs");
  command.add_option("--remove-alias,--ra", given->remove_alias, "remove a profile")->type_name("ALIAS");
  command.add_flag("-y,--yes", given->yes, "remove it without a question");
}

command_group const configure_group{10, add_configure};

}  // namespace
}  // namespace tool
