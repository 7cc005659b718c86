// Generated from the operations in include/geai/api by `python3 tests/coverage/run.py --write`; edit those.

#pragma once

#include <geai/api/reasoning_strategies.hpp>
#include <geai/call_options.hpp>
#include <geai/client/call_result.hpp>

namespace geai::inline v0_2 {

// The calls for the lab's reasoning strategies: a base class of clients.
template <class Client> class reasoning_strategy_calls {
public:
  // Lists the reasoning strategies.
  //
  // Optional: `name`, `start` (offset), `count` (page size), `allow_external`, `access_scope` ("public", "private").
  // `GET /v2/reasoning-strategies`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, reasoning_strategy_list> list_reasoning_strategies(
      api::list_reasoning_strategies const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like list_reasoning_strategies(request), with the defaults of all members.
  [[nodiscard]] plain_call_result<Client, reasoning_strategy_list> list_reasoning_strategies() const {
    return self().template call<api::list_reasoning_strategies>();
  }
  // Like list_reasoning_strategies(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> list_reasoning_strategies(
      api::list_reasoning_strategies const& request, reasoning_strategy_list& out,
      call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }
  // Returns the items of all pages of list_reasoning_strategies() as a range of results. Pages are fetched while you
  // iterate.
  [[nodiscard]] call_items<Client, api::list_reasoning_strategies> all_reasoning_strategies(
      api::list_reasoning_strategies const& request = api::list_reasoning_strategies(),
      call_options const& options = call_options()) const {
    return self().all(request, options);
  }

  // Returns one strategy, by its id or its name.
  //
  // Requires `id`.
  // `GET /v2/reasoning-strategies/{id}`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, reasoning_strategy> get_reasoning_strategy(
      api::get_reasoning_strategy const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_reasoning_strategy(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_reasoning_strategy(api::get_reasoning_strategy const& request,
                                                                 reasoning_strategy& out,
                                                                 call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Creates a reasoning strategy.
  //
  // Requires `definition`.
  // Optional: `automatic_publish`.
  // `POST /v2/reasoning-strategies`. Retried only if the platform certainly did not process it. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, reasoning_strategy> create_reasoning_strategy(
      api::create_reasoning_strategy const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Updates a reasoning strategy.
  //
  // Requires `id`, `definition`.
  // Optional: `automatic_publish`.
  // `PUT /v2/reasoning-strategies/{id}`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, reasoning_strategy> update_reasoning_strategy(
      api::update_reasoning_strategy const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Updates the strategy of this id or name, or creates it. PyGEAI's client has this route, but its command line says
  // that the platform does not support it yet.
  //
  // Requires `id`, `definition`.
  // Optional: `automatic_publish`.
  // `PUT /v2/reasoning-strategies/{id}/upsert`. Retried after transient failures. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, reasoning_strategy> upsert_reasoning_strategy(
      api::upsert_reasoning_strategy const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

}  // namespace geai::inline v0_2
