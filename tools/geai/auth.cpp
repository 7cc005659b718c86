// geai auth

#include <geai/client/authorization.hpp>

#include "client.hpp"
#include "command_line.hpp"
#include "moment.hpp"
#include "profile.hpp"

namespace tool {

namespace {

struct login_options {
  std::optional<std::string> client_id{};
  std::optional<std::string> username{};
  std::optional<std::string> password{};
  std::optional<std::string> project_id{};
  std::optional<std::string> organization_id{};
  std::optional<std::string> base_url{};
  std::optional<std::string> scope{};
};

// Takes answers from the options, from the profile, or from the user.
class login_answers {
public:
  login_answers(context& world, std::string alias)
      : world_(world), alias_(std::move(alias)), file_(credentials::load(world.credentials_path()).value()) {}

  std::string take(std::optional<std::string> const& given, std::string_view variable, std::string const& prompt,
                   std::string_view option) const {
    if (given) return *given;
    if (auto known = variable.empty() ? std::nullopt : value_of(world_, file_, alias_, variable)) return *known;
    return std::string(ask(prompt, console::echo::on, option).reveal());
  }

  geai::secret ask(std::string const& prompt, console::echo seen, std::string_view option) const {
    auto answer = world_.terminal.ask("-> Insert your " + prompt + ": ", seen, stderr);
    if (!answer || answer->empty())
      throw usage_error("the " + prompt + " is missing; answer the prompt or give " + std::string(option));
    return *std::move(answer);
  }

private:
  context& world_;
  std::string alias_;
  credentials file_;
};

int log_in(context& world, login_options const& given) {
  profile_edit edit(world, world.selected_alias());
  login_answers const answers(world, edit.alias());

  std::string const url =
      geai::http::normalize_base_url(
          answers.take(given.base_url, geai::variable::base_url, "GEAI API BASE URL", "--url"), "the base URL")
          .value();
  std::string const client_id = answers.take(given.client_id, geai::variable::client_id, "client id", "--client-id");
  std::string const username = answers.take(given.username, {}, "username", "--username");
  std::string const project_id =
      answers.take(given.project_id, geai::variable::project_id, "GEAI_PROJECT_ID", "--project-id");
  geai::secret const password = given.password ? world.take_secret(*given.password, "--password")
                                               : answers.ask("password", console::echo::off, "--password -");
  world.terminal.conceal(password);

  // Refuses values that cannot be saved before it asks for any.
  edit.set(geai::variable::client_id, std::string_view(client_id), "--client-id");
  edit.set(geai::variable::project_id, std::string_view(project_id), "--project-id");
  if (given.organization_id)
    edit.set(geai::variable::organization_id, std::string_view(*given.organization_id), "--organization-id");
  credentials const file = credentials::load(world.credentials_path()).value();
  if (value_of(world, file, edit.alias(), geai::variable::base_url) != url)
    edit.set(geai::variable::base_url, std::string_view(url), "--url");

  geai::api::get_oauth2_access_token request{.client_id = client_id, .username = username, .password = password};
  if (given.scope) request.scope = *given.scope;
  // The profile's calls need everything that the login needs, like the base URL.
  if (world.ca_file) edit.set_ca_file(*world.ca_file);
  std::string const authorities = world.ca_file ? *world.ca_file
                                  : world.variables.get(geai::variable::ca_file)
                                      ? std::string()
                                      : value_of(world, file, edit.alias(), geai::variable::ca_file).value_or("");
  geai::auth_client const client{geai::base_url = url, geai::ca_file = authorities,
                                 geai::user_agent = "geai-command/" GEAI_VERSION};
  world.trace("logging in at " + url);
  geai::oauth_token const token =
      answer_of(world, "logging in", [&] { return client.get_oauth2_access_token(request, options_of(world)); });
  for (geai::secret const* each : {&token.access_token, &token.refresh_token}) world.terminal.conceal(*each);

  edit.set(geai::variable::access_token, token.access_token, "the access token that the service gave");
  if (!token.refresh_token.empty())
    edit.set(geai::variable::refresh_token, token.refresh_token, "the refresh token that the service gave");
  std::string expiry;
  if (token.expires_in.count() > 0) {
    expiry = to_text(now() + token.expires_in);
    edit.set(geai::variable::expires_at, std::string_view(expiry), "the expiry");
  }
  edit.save();

  if (edit.alias() == geai::default_alias)
    for (std::string_view each : {geai::variable::access_token, geai::variable::api_key, geai::variable::api_token})
      if (world.variables.get(each))
        world.terminal.warning(std::string(each) + " is set and takes precedence over the saved token");
  world.print({{"alias", edit.alias()},
               {"username", username},
               {"user_guid", or_null(token.user_guid)},
               {"scope", or_null(token.scope)},
               {"project_id", project_id},
               {"expires_at", or_null(expiry)},
               {"path", world.named_credentials()}},
              [&] {
                return "Logged in as " + printable(username) + "; the access token for alias '" + edit.alias() +
                       "' is saved" + (expiry.empty() ? "" : " and expires at " + expiry) + ".\n";
              });
  return success;
}

int show_token(context& world) {
  auto const file = credentials::load(world.credentials_path()).value();
  geai::resolution const resolved = world.resolve();
  geai::session const& session = resolved.session;
  for (geai::warning const& each : session.warnings())
    if (each.code != geai::warning_code::no_authentication) world.terminal.warning(each.message);
  if (session.active_token() == nullptr) geai::raise(context::no_access(resolved.origins));
  world.terminal.conceal(*session.active_token());
  geai::origin const& from = origin_of(resolved.origins, session.is_oauth() ? "access_token" : "api_key");

  // The login data of `auth login` does not apply to a token from elsewhere.
  bool const from_file = session.is_oauth() && from.source == geai::source::file;
  auto const remembered = [&](std::string_view name) -> std::string {
    auto const value = from_file ? file.get(session.alias(), name) : std::nullopt;
    return std::string(value.value_or(std::string_view()));
  };
  std::string const expires_at = remembered(geai::variable::expires_at);
  std::optional<moment> const expiry = moment_of(expires_at);
  bool const expired = expiry && *expiry <= now();
  bool const renews = session.renewal() != nullptr;
  bool const has_refresh_token = !remembered(geai::variable::refresh_token).empty();

  json document{{"alias", session.alias()},
                {"type", to_string(session.auth_type())},
                {"token", masked(*session.active_token())},
                {"source", to_string(from.source)},
                {"place", from.place},
                {"expires_at", expiry ? json(expires_at) : json()},
                {"expired", expiry ? json(expired) : json()},
                {"refresh_token", has_refresh_token},
                {"renews_itself", renews},
                {"project_id", or_null(session.project_id())},
                {"organization_id", or_null(session.organization_id())},
                {"base_url", or_null(session.base_url())}};
  world.print(document, [&] {
    std::string const when = session.is_api_key() ? "never (an API key is valid until it is revoked)"
                             : !expiry            ? "unknown"
                                                  : expires_at + ", " + relative(*expiry);
    table rows;
    rows.add({"alias", std::string(session.alias())});
    rows.add({"type", session.is_oauth() ? "OAuth access token" : "API key"});
    rows.add({"token", masked(*session.active_token())});
    rows.add({"from", from.place});
    rows.add({"expires", when});
    if (session.is_oauth())
      rows.add({"refresh token", renews              ? "saved; the next call after the expiry renews the token"
                                 : has_refresh_token ? "saved"
                                                     : "none"});
    if (!session.project_id().empty()) rows.add({"project id", std::string(session.project_id())});
    if (!session.organization_id().empty()) rows.add({"organization id", std::string(session.organization_id())});
    return rows.text(false);
  });
  if (expired && !renews)
    world.terminal.warning("the access token has expired; run: geai auth login --alias " +
                           std::string(session.alias()));
  return success;
}

int show_user(context& world) {
  auto const client = connect<geai::auth_client<>>(world);
  geai::user_profile const user = answer_of(world, "reading the user profile",
                                            [&] { return client.get_user_profile_information({}, options_of(world)); });
  world.print(document_of(user), [&] {
    table rows;
    rows.add({"username", user.username});
    rows.add({"guid", user.guid.empty() ? user.sub : user.guid});
    std::string const name = user.first_name.value_or("") + " " + user.last_name.value_or("");
    if (name != " ") rows.add({"name", name});
    if (user.email) rows.add({"email", *user.email});
    return rows.text(false);
  });
  return success;
}

void add_auth(command_line& line) {
  CLI::App& auth = line.add_group("auth", "Log in, and show the token and the user.");
  auto const given = std::make_shared<login_options>();

  CLI::App& login = line.add(auth, "login", "Obtain an OAuth access token and save it in the profile.",
                             "geai auth login --client-id ID --username me@example.com --project-id P\n"
                             "  geai auth login --alias ci --client-id ID --username ci --password - < password.txt",
                             [given](context& world) { return log_in(world, *given); });
  login.add_option("--client-id,--cid", given->client_id, "the client id (default: the profile's; else a prompt)")
      ->type_name("ID");
  login.add_option("-u,--username", given->username, "the user (default: a prompt)")->type_name("NAME");
  login
      .add_option("-p,--password", given->password, "the password; - reads it from standard input (default: a prompt)")
      ->type_name("PASSWORD");
  login.add_option("--project-id,--pid", given->project_id, "the project (default: the profile's; else a prompt)")
      ->type_name("ID");
  login.add_option("--organization-id,--oid", given->organization_id, "the organization")->type_name("ID");
  login.add_option("--url", given->base_url, "the base URL (default: the profile's; else a prompt)")->type_name("URL");
  login.add_option("-s,--scope", given->scope, "the scope of the token")->type_name("SCOPE");

  line.add(auth, "token", "Show the source and the expiry of the token in use, but never the token itself.",
           "geai auth token --output json", show_token);
  line.add(auth, "whoami", "Show the user that the access token belongs to.", "geai auth whoami", show_user);
}

command_group const auth_group{20, add_auth};

}  // namespace
}  // namespace tool
