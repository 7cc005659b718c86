#include "renewal.hpp"

#include <geai/auth/save_login.hpp>
#include <geai/client/authorization.hpp>

#include "client.hpp"

namespace tool {

namespace {

bool has_expired(geai::session const& session) {
  return session.renewal() != nullptr && !session.base_url().empty() && !geai::auth::resolved(session).has_token();
}

void conceal(context& world, geai::auth::renewed_login const& renewed) {
  world.terminal.conceal(renewed.grant.access_token);
  world.terminal.conceal(renewed.grant.refresh_token);
}

void warn_of_unsaved(context& world, geai::error const& why) {
  world.terminal.warning("the access token was renewed and cannot be saved: " + why.message +
                         "; if the service accepts a refresh token only once, the next command needs a new login");
}

// Makes one attempt with the file locked.
geai::result<void> renew(context& world, geai::session const& session, geai::auth::resolved& login) {
  auto const client = geai::auth_client<geai::auth::none>::create(
      geai::base_url = session.base_url(), geai::ca_file = session.ca_file(), geai::allow_insecure_http,
      geai::user_agent = "geai-command/" GEAI_VERSION, geai::retry = geai::retry_policy{.max_attempts = 1});
  if (!client) return client.error();
  geai::call_options options = options_of(world);
  if (!options.timeout) options.timeout = std::chrono::seconds(30);
  auto const fetch = [&](geai::auth::token_request const& request) -> geai::result<geai::auth::token_grant> {
    auto token = client->call(geai::api::refresh_oauth2_access_token{.client_id = std::string(request.client_id),
                                                                     .refresh_token = request.refresh_token},
                              options);
    if (!token) return token.error();
    return geai::auth::token_grant{token->access_token, token->refresh_token, token->expires_in};
  };
  progress const shown(world.terminal, "renewing the access token");
  return login.refresh(fetch, geai::http::clock::now() + *options.timeout, options.stop);
}

}  // namespace

void renew_if_expired(context& world) {
  if (!has_expired(world.resolve().session)) return;
  std::optional<geai::secret> renewed_text;
  auto const edit = [&](credentials& document) -> geai::result<void> {
    auto const found = geai::resolve(world.session_options(), world.variables, document);
    if (!found) return found.error();
    if (!has_expired(found->session)) return {};  // another process has renewed it
    world.trace("the access token of alias '" + std::string(found->session.alias()) + "' has expired; renewing it");
    geai::auth::resolved login(found->session);
    if (auto done = renew(world, found->session, login); !done) return done;
    auto const renewed = login.renewed();
    if (!renewed) return {};
    conceal(world, *renewed);
    auto const put = geai::auth::put_login(*renewed, document);
    if (!put) return put.error();
    renewed_text.emplace(document.serialize());
    return {};
  };
  auto const saved = world.try_update(edit);
  if (saved) return;
  bool const cannot_save = saved.error().code == geai::errc::credentials_file && saved.error().permanent;
  if (!cannot_save) geai::raise(saved.error());

  // The old token is invalid now, and the new one serves this command.
  if (!renewed_text) {
    credentials document = credentials::load(world.credentials_path()).value();
    edit(document).value();
  }
  if (renewed_text) world.read_instead(renewed_text->reveal());
  warn_of_unsaved(world, saved.error());
}

void save_renewed(context& world, geai::auth::resolved const& login) {
  auto const renewed = login.renewed();
  if (!renewed) return;
  conceal(world, *renewed);
  if (auto const saved = geai::auth::save_login(login); !saved) warn_of_unsaved(world, saved.error());
}

}  // namespace tool
