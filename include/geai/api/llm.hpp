#pragma once

#include <cstddef>
#include <cstdint>
#include <geai/api/operation.hpp>
#include <geai/json/open_enumeration.hpp>
#include <geai/optional.hpp>
#include <optional>
#include <string>
#include <vector>

// Language models and their providers: rest-api.md section 18 (docs.globant.ai wiki 663).

namespace geai::inline v0_2 {

// The task for which a model is made.
enum class llm_type : unsigned char { chat, embedding, image, rerank };
template <>
struct model<llm_type> : enumerators<enumerator<"Chat", llm_type::chat>, enumerator<"Embedding", llm_type::embedding>,
                                     enumerator<"Image", llm_type::image>, enumerator<"Rerank", llm_type::rerank>> {};

// The level of detail of the models in an answer.
enum class llm_detail : unsigned char { full, summary };
template <>
struct model<llm_detail>
    : enumerators<enumerator<"Full", llm_detail::full>, enumerator<"Summary", llm_detail::summary>> {};

// A setting of a model or a provider.
struct llm_property {
  raw_json id{};  // a number or a text
  std::string name{};
  raw_json type{};
  raw_json value{};
};

// A language model of a provider.
struct llm_model {
  std::string id{};
  std::string name{};
  std::optional<std::string> full_name{};
  std::optional<std::string> description{};
  optional<open_enumeration<llm_type>> type{};
  std::optional<std::int64_t> context_window{};  // in tokens
  std::optional<std::int64_t> max_output_tokens{};
  std::optional<int> priority{};
  bool is_custom = false;
  std::vector<llm_property> properties;
};

// The models of a provider.
struct llm_model_list {
  std::vector<llm_model> models;

  std::size_t size() const noexcept { return models.size(); }
  llm_model const* begin() const noexcept { return models.data(); }
  llm_model const* end() const noexcept { return models.data() + models.size(); }
};

// A provider of language models: OpenAI and others.
struct llm_provider {
  std::string name{};
  std::optional<std::string> description{};
  raw_json interface_type{};      // its type is not documented
  std::vector<llm_model> models;  // if requested
};

// The providers of a list.
struct llm_provider_list {
  std::vector<llm_provider> providers;

  std::size_t size() const noexcept { return providers.size(); }
  llm_provider const* begin() const noexcept { return providers.data(); }
  llm_provider const* end() const noexcept { return providers.data() + providers.size(); }
};

// A model in the form of OpenAI's list.
struct served_model {
  std::string id{};                       // the name to use in chat and embeddings
  std::optional<std::string> object{};    // "model"
  std::optional<std::int64_t> created{};  // Unix time in seconds
  std::optional<std::string> owned_by{};
};

// The models that the credential may use, in the form of OpenAI's list.
struct served_model_list {
  std::vector<served_model> data;

  std::size_t size() const noexcept { return data.size(); }
  served_model const* begin() const noexcept { return data.data(); }
  served_model const* end() const noexcept { return data.data() + data.size(); }
};

template <>
struct model<llm_property> : fields<field<"id", &llm_property::id>, field<"name", &llm_property::name>,
                                    field<"type", &llm_property::type>, field<"value", &llm_property::value>> {};
template <>
struct model<llm_model>
    : fields<field<"id", &llm_model::id>, field<"name", &llm_model::name>, field<"fullName", &llm_model::full_name>,
             field<"description", &llm_model::description>, field<"type", &llm_model::type>,
             informative<"contextWindow", &llm_model::context_window>,
             informative<"maxOutputTokens", &llm_model::max_output_tokens>,
             informative<"priority", &llm_model::priority>, field<"isCustom", &llm_model::is_custom>,
             field<"properties", &llm_model::properties>> {};
template <> struct model<llm_model_list> : fields<field<"models", &llm_model_list::models>> {};
template <>
struct model<llm_provider>
    : fields<field<"name", &llm_provider::name>, field<"description", &llm_provider::description>,
             field<"interfaceType", &llm_provider::interface_type>, field<"models", &llm_provider::models>> {};
template <> struct model<llm_provider_list> : fields<field<"providers", &llm_provider_list::providers>> {};
template <>
struct model<served_model>
    : fields<field<"id", &served_model::id>, field<"object", &served_model::object>,
             informative<"created", &served_model::created>, field<"owned_by", &served_model::owned_by>> {};
template <> struct model<served_model_list> : fields<field<"data", &served_model_list::data>> {};

namespace api {

// Lists the models that the credential may use, in the form of OpenAI's list.
struct list_models {
  using answer = served_model_list;
  using endpoint = get<"/models">;  // client
  using parameters = fields<>;
};

// Lists the LLM providers.
struct list_llm_providers {
  std::optional<std::string> include{};  // "models"
  optional<open_enumeration<llm_type>> type{};
  std::optional<bool> streaming{};
  std::optional<bool> multimodal{};
  std::optional<bool> tool_calling{};
  std::optional<bool> function_calling{};
  optional<open_enumeration<llm_detail>> detail{};
  std::optional<std::string> accept_language{};

  using answer = llm_provider_list;
  using endpoint = get<"/v2/llm/providers">;
  using parameters =
      fields<query<"include", &list_llm_providers::include>, query<"type", &list_llm_providers::type>,
             query<"streaming", &list_llm_providers::streaming>, query<"multimodal", &list_llm_providers::multimodal>,
             query<"toolCalling", &list_llm_providers::tool_calling>,
             query<"functionCalling", &list_llm_providers::function_calling>,
             query<"detail", &list_llm_providers::detail>,
             header<"Accept-Language", &list_llm_providers::accept_language>>;
};

// Returns an LLM provider.
struct get_llm_provider {
  std::string provider{};
  std::optional<std::string> accept_language{};

  using answer = llm_provider;
  using endpoint = get<"/v2/llm/providers/{provider}">;
  using parameters = fields<path<"provider", &get_llm_provider::provider>,
                            header<"Accept-Language", &get_llm_provider::accept_language>>;
};

// Lists the models of a provider.
struct list_llm_models {
  std::string provider{};
  std::optional<std::string> accept_language{};

  using answer = llm_model_list;
  using endpoint = get<"/v2/llm/providers/{provider}/models">;
  using parameters = fields<path<"provider", &list_llm_models::provider>,
                            header<"Accept-Language", &list_llm_models::accept_language>>;
};

// Returns one model of a provider, by its id or its name.
struct get_llm_model {
  std::string provider{};
  std::string id{};
  std::optional<std::string> accept_language{};

  using answer = llm_model;
  using endpoint = get<"/v2/llm/providers/{provider}/models/{id}">;
  using parameters = fields<path<"provider", &get_llm_model::provider>, path<"id", &get_llm_model::id>,
                            header<"Accept-Language", &get_llm_model::accept_language>>;
};

}  // namespace api
}  // namespace geai::inline v0_2
