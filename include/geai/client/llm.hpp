#pragma once

#include <geai/api/llm.hpp>
#include <geai/client/basic_client.hpp>

namespace geai::inline v0 {

// The calls of language models, for the clients that have them.
template <class Client> class llm_calls {
public:
  [[nodiscard]] auto list_models() const { return self().template call<api::list_models>(); }
  [[nodiscard]] auto list_models(api::list_models const& operation,
                                 call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_models(api::list_models const& operation, api::list_models::answer& into,
                                 call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto list_llm_providers() const { return self().template call<api::list_llm_providers>(); }
  [[nodiscard]] auto list_llm_providers(api::list_llm_providers const& operation,
                                        call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_llm_providers(api::list_llm_providers const& operation, api::list_llm_providers::answer& into,
                                        call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto get_llm_provider(api::get_llm_provider const& operation,
                                      call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_llm_provider(api::get_llm_provider const& operation, api::get_llm_provider::answer& into,
                                      call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto list_llm_models(api::list_llm_models const& operation,
                                     call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_llm_models(api::list_llm_models const& operation, api::list_llm_models::answer& into,
                                     call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto get_llm_model(api::get_llm_model const& operation,
                                   call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_llm_model(api::get_llm_model const& operation, api::get_llm_model::answer& into,
                                   call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

// Language models and who provides them.
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson>
class llm_client
    : public basic_client<llm_client<Auth, Transport, Json>, detail::platform_needs, Auth, Transport, Json>,
      public llm_calls<llm_client<Auth, Transport, Json>> {
public:
  using llm_client::basic_client::basic_client;
};

template <class... Argument>
llm_client(Argument&&...) -> llm_client<detail::deduced_auth<detail::platform_needs, Argument...>,
                                        detail::deduced_transport<Argument...>, detail::deduced_json<Argument...>>;

}  // namespace geai::inline v0
