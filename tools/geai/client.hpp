#pragma once

// The only header of the tool that makes clients, which takes long to compile. Include it only in files of commands
// that make calls.

#include <chrono>
#include <geai/client/basic_client.hpp>
#include <geai/json/encode.hpp>
#include <geai/json/simdjson.hpp>
#include <geai/observer.hpp>
#include <geai/transport/curl.hpp>
#include <geai/version.hpp>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "context.hpp"
#include "progress.hpp"
#include "renewal.hpp"

namespace tool {

// Reports on stderr that a call waits, and for how long.
struct pause_teller {
  context* world;

  void observe(geai::call_event const& event) const {
    if (event.what != geai::call_event::kind::pause || event.duration < std::chrono::seconds(2)) return;
    std::string const status = event.http_status == 0 ? "" : " (HTTP " + std::to_string(event.http_status) + ")";
    world->terminal.note(std::string(event.operation) + " is retried in " +
                         std::to_string(std::chrono::ceil<std::chrono::seconds>(event.duration).count()) + " s" +
                         status);
  }
};

// Makes a client of the selected profile with a valid token; a token that the client renews is saved at the end. Throws
// if the configuration is invalid, has no credential, or has an expired one that cannot be renewed.
template <class Client> Client connect(context& world) {
  renew_if_expired(world);
  geai::result<Client> made = Client::create(
      geai::alias = world.selected_alias(), geai::credentials_file = world.credentials_path(),
      geai::ca_file = world.ca_file.value_or(""), geai::proxy = world.proxy.value_or(world.own_setting(proxy_variable)),
      geai::user_agent = "geai-command/" GEAI_VERSION, geai::observer = pause_teller{&world},
      geai::on_warning = [&world](geai::warning const& each) {
        if (each.code != geai::warning_code::no_authentication) world.terminal.warning(each.message);
      });
  if (!made) geai::raise(made.error());
  geai::session const& session = made->session();
  world.check_authorities(session.ca_file(), session.base_url());
  if (session.active_token() == nullptr) geai::raise(context::no_access(world.resolve().origins));
  world.terminal.conceal(*session.active_token());
  if (session.renewal() != nullptr) {
    world.terminal.conceal(session.renewal()->refresh_token);
    world.after_work = [&world, login = made->auth()] { save_renewed(world, login); };
  }
  world.trace("alias '" + std::string(session.alias()) + "', " + std::string(to_string(session.auth_type())) + ", " +
              std::string(session.base_url()));
  return *std::move(made);
}

inline geai::call_options options_of(context const& world) {
  return {.timeout = world.timeout_of_call(), .stop = world.signals.token()};
}

// Returns the answer of a call, with progress meanwhile. Throws its error.
template <class Call> auto answer_of(context& world, std::string what, Call&& call) {
  auto answer = [&] {
    progress const shown(world.terminal, std::move(what));
    return std::forward<Call>(call)();
  }();
  if (!answer) {
    world.signals.check();
    geai::raise(answer.error());
  }
  return *std::move(answer);
}

// Converts a model to a document with wire names.
template <class Model> json document_of(Model const& model) {
  std::string text;
  geai::json::encode(model, text);
  return parsed(text);
}

}  // namespace tool
