// Generated from the operations in include/geai/api by `python3 tests/coverage/run.py --write`; edit those.

#pragma once

#include <geai/api/llm.hpp>
#include <geai/call_options.hpp>
#include <geai/client/call_result.hpp>

namespace geai::inline v0_2 {

// The calls for language models: a base class of clients.
template <class Client> class llm_calls {
public:
  // Lists the models that the credential may use, in the form of OpenAI's list.
  //
  // `GET /models`, known from a program of a third party. Retried after transient failures. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, served_model_list> list_models(api::list_models const& request,
                                                                   call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like list_models(request), with the defaults of all members.
  [[nodiscard]] plain_call_result<Client, served_model_list> list_models() const {
    return self().template call<api::list_models>();
  }
  // Like list_models(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> list_models(api::list_models const& request, served_model_list& out,
                                                      call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Lists the LLM providers.
  //
  // Optional: `include` ("models"), `type` ("Chat", "Embedding", "Image", "Rerank"), `streaming`, `multimodal`,
  // `tool_calling`, `function_calling`, `detail` ("Full", "Summary"), `accept_language`.
  // `GET /v2/llm/providers`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, llm_provider_list> list_llm_providers(
      api::list_llm_providers const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like list_llm_providers(request), with the defaults of all members.
  [[nodiscard]] plain_call_result<Client, llm_provider_list> list_llm_providers() const {
    return self().template call<api::list_llm_providers>();
  }
  // Like list_llm_providers(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> list_llm_providers(api::list_llm_providers const& request,
                                                             llm_provider_list& out,
                                                             call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Returns an LLM provider.
  //
  // Requires `provider`.
  // Optional: `accept_language`.
  // `GET /v2/llm/providers/{provider}`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, llm_provider> get_llm_provider(api::get_llm_provider const& request,
                                                                   call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_llm_provider(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_llm_provider(api::get_llm_provider const& request, llm_provider& out,
                                                           call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Lists the models of a provider.
  //
  // Requires `provider`.
  // Optional: `accept_language`.
  // `GET /v2/llm/providers/{provider}/models`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, llm_model_list> list_llm_models(
      api::list_llm_models const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like list_llm_models(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> list_llm_models(api::list_llm_models const& request, llm_model_list& out,
                                                          call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Returns one model of a provider, by its id or its name.
  //
  // Requires `provider`, `id`.
  // Optional: `accept_language`.
  // `GET /v2/llm/providers/{provider}/models/{id}`. Retried after transient failures. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, llm_model> get_llm_model(api::get_llm_model const& request,
                                                             call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_llm_model(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_llm_model(api::get_llm_model const& request, llm_model& out,
                                                        call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

}  // namespace geai::inline v0_2
