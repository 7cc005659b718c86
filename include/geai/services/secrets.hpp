// Generated from the operations in include/geai/api by `python3 tests/coverage/run.py --write`; edit those.

#pragma once

#include <geai/api/secrets.hpp>
#include <geai/call_options.hpp>
#include <geai/client/call_result.hpp>

namespace geai::inline v0_2 {

// The calls for secrets: a base class of clients.
template <class Client> class secret_calls {
public:
  // Lists the secrets of the project.
  //
  // Optional: `name`, `id`, `start` (offset), `count` (page size; the platform's default is 10).
  // `GET /v1/secrets`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, secret_list> list_secrets(api::list_secrets const& request,
                                                              call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like list_secrets(request), with the defaults of all members.
  [[nodiscard]] plain_call_result<Client, secret_list> list_secrets() const {
    return self().template call<api::list_secrets>();
  }
  // Like list_secrets(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> list_secrets(api::list_secrets const& request, secret_list& out,
                                                       call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }
  // Returns the items of all pages of list_secrets() as a range of results. Pages are fetched while you iterate.
  [[nodiscard]] call_items<Client, api::list_secrets> all_secrets(
      api::list_secrets const& request = api::list_secrets(), call_options const& options = call_options()) const {
    return self().all(request, options);
  }

  // Returns a secret.
  //
  // Requires `id`.
  // `GET /v1/secrets/{id}`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, stored_secret> get_secret(api::get_secret const& request,
                                                              call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_secret(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_secret(api::get_secret const& request, stored_secret& out,
                                                     call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Creates a secret.
  //
  // Requires `definition`.
  // `POST /v1/secrets`. Retried only if the platform certainly did not process it. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, stored_secret> create_secret(api::create_secret const& request,
                                                                 call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Updates a secret. Both the name and the value are sent.
  //
  // Requires `id`, `definition`.
  // `PUT /v1/secrets/{id}`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, stored_secret> update_secret(api::update_secret const& request,
                                                                 call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Replaces the list of users and entities that may use the secret.
  //
  // Requires `id`, `definition`.
  // `POST /v1/secrets/{id}/accesses`. Retried only if the platform certainly did not process it. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, void> set_secret_accesses(api::set_secret_accesses const& request,
                                                              call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Returns the users and entities that may use the secret.
  //
  // Requires `id`.
  // `GET /v1/secrets/{id}/accesses`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, secret_access_list> get_secret_accesses(
      api::get_secret_accesses const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_secret_accesses(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_secret_accesses(api::get_secret_accesses const& request,
                                                              secret_access_list& out,
                                                              call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

}  // namespace geai::inline v0_2
