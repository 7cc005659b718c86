#pragma once

#include <simdjson.h>

#include <cstdint>
#include <geai/api/agents.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Agents read with simdjson On-Demand as one would by hand: keys in any order, null is as good as absent.
namespace by_hand {

namespace ondemand = simdjson::ondemand;

void read(ondemand::value, geai::agent_permissions&);
void read(ondemand::value, geai::sampling&);
void read(ondemand::value, geai::llm_config&);
void read(ondemand::value, geai::prompt_output&);
void read(ondemand::value, geai::prompt_example&);
void read(ondemand::value, geai::agent_prompt&);
void read(ondemand::value, geai::agent_model&);
void read(ondemand::value, geai::pool_resource&);
void read(ondemand::value, geai::resource_pool&);
void read(ondemand::value, geai::agent_property&);
void read(ondemand::value, geai::agent_data&);
void read(ondemand::value, geai::platform_message&);
void read(ondemand::value, geai::agent&);
template <class T> void read(ondemand::value, std::optional<T>&);
template <class E> void read(ondemand::value, geai::open_enumeration<E>&);

inline void read(ondemand::value value, std::string& into) {
  if (!value.is_null()) into = std::string_view(value.get_string());
}
inline void read(ondemand::value value, bool& into) {
  if (!value.is_null()) into = value.get_bool();
}
inline void read(ondemand::value value, int& into) { into = static_cast<int>(std::int64_t(value.get_int64())); }
inline void read(ondemand::value value, double& into) { into = value.get_double(); }
template <class E> void read(ondemand::value value, geai::open_enumeration<E>& into) {
  into = std::string_view(value.get_string());
}
template <class T> void read(ondemand::value value, std::vector<T>& into) {
  for (ondemand::value element : value.get_array()) read(element, into.emplace_back());
}
template <class T> void read(ondemand::value value, std::optional<T>& into) {
  if (!value.is_null()) read(value, into.emplace());
}

inline void read(ondemand::value value, geai::agent_permissions& into) {
  for (auto field : value.get_object()) {
    std::string_view const key = field.unescaped_key();
    if (key == "chatSharing")
      read(field.value(), into.chat_sharing);
    else if (key == "externalExecution")
      read(field.value(), into.external_execution);
  }
}
inline void read(ondemand::value value, geai::sampling& into) {
  for (auto field : value.get_object()) {
    std::string_view const key = field.unescaped_key();
    if (key == "temperature")
      read(field.value(), into.temperature);
    else if (key == "topK")
      read(field.value(), into.top_k);
    else if (key == "topP")
      read(field.value(), into.top_p);
  }
}
inline void read(ondemand::value value, geai::llm_config& into) {
  for (auto field : value.get_object()) {
    std::string_view const key = field.unescaped_key();
    if (key == "maxTokens")
      read(field.value(), into.max_tokens);
    else if (key == "timeout")
      read(field.value(), into.timeout);
    else if (key == "sampling")
      read(field.value(), into.sampling);
  }
}
inline void read(ondemand::value value, geai::prompt_output& into) {
  for (auto field : value.get_object()) {
    std::string_view const key = field.unescaped_key();
    if (key == "key")
      read(field.value(), into.key);
    else if (key == "description")
      read(field.value(), into.description);
  }
}
inline void read(ondemand::value value, geai::prompt_example& into) {
  for (auto field : value.get_object()) {
    std::string_view const key = field.unescaped_key();
    if (key == "inputData")
      read(field.value(), into.input_data);
    else if (key == "output")
      read(field.value(), into.output);
  }
}
inline void read(ondemand::value value, geai::agent_prompt& into) {
  for (auto field : value.get_object()) {
    std::string_view const key = field.unescaped_key();
    if (key == "instructions")
      read(field.value(), into.instructions);
    else if (key == "context")
      read(field.value(), into.context);
    else if (key == "inputs")
      read(field.value(), into.inputs);
    else if (key == "outputs")
      read(field.value(), into.outputs);
    else if (key == "examples")
      read(field.value(), into.examples);
  }
}
inline void read(ondemand::value value, geai::agent_model& into) {
  for (auto field : value.get_object()) {
    std::string_view const key = field.unescaped_key();
    if (key == "name")
      read(field.value(), into.name);
    else if (key == "llmConfig")
      read(field.value(), into.llm_config);
    else if (key == "prompt")
      read(field.value(), into.prompt);
  }
}
inline void read(ondemand::value value, geai::pool_resource& into) {
  for (auto field : value.get_object()) {
    std::string_view const key = field.unescaped_key();
    if (key == "name")
      read(field.value(), into.name);
    else if (key == "revision")
      read(field.value(), into.revision);
  }
}
inline void read(ondemand::value value, geai::resource_pool& into) {
  for (auto field : value.get_object()) {
    std::string_view const key = field.unescaped_key();
    if (key == "name")
      read(field.value(), into.name);
    else if (key == "tools")
      read(field.value(), into.tools);
    else if (key == "agents")
      read(field.value(), into.agents);
  }
}
inline void read(ondemand::value value, geai::agent_property& into) {
  for (auto field : value.get_object()) {
    std::string_view const key = field.unescaped_key();
    if (key == "dataType")
      read(field.value(), into.data_type);
    else if (key == "key")
      read(field.value(), into.key);
    else if (key == "value")
      read(field.value(), into.value);
  }
}
inline void read(ondemand::value value, geai::agent_data& into) {
  for (auto field : value.get_object()) {
    std::string_view const key = field.unescaped_key();
    if (key == "strategyName")
      read(field.value(), into.strategy_name);
    else if (key == "prompt")
      read(field.value(), into.prompt);
    else if (key == "llmConfig")
      read(field.value(), into.llm_config);
    else if (key == "models")
      read(field.value(), into.models);
    else if (key == "resourcePools")
      read(field.value(), into.resource_pools);
    else if (key == "properties")
      read(field.value(), into.properties);
  }
}
inline void read(ondemand::value value, geai::platform_message& into) {
  for (auto field : value.get_object()) {
    std::string_view const key = field.unescaped_key();
    if (key == "description")
      read(field.value(), into.description);
    else if (key == "type")
      read(field.value(), into.type);
  }
}
inline void read(ondemand::value value, geai::agent& into) {
  for (auto field : value.get_object()) {
    std::string_view const key = field.unescaped_key();
    if (key == "id")
      read(field.value(), into.id);
    else if (key == "name")
      read(field.value(), into.name);
    else if (key == "status")
      read(field.value(), into.status);
    else if (key == "accessScope")
      read(field.value(), into.access_scope);
    else if (key == "publicName")
      read(field.value(), into.public_name);
    else if (key == "description")
      read(field.value(), into.description);
    else if (key == "jobDescription")
      read(field.value(), into.job_description);
    else if (key == "avatarImage")
      read(field.value(), into.avatar_image);
    else if (key == "isDraft")
      read(field.value(), into.is_draft);
    else if (key == "isReadonly")
      read(field.value(), into.is_readonly);
    else if (key == "revision")
      read(field.value(), into.revision);
    else if (key == "version")
      read(field.value(), into.version);
    else if (key == "sharingScope")
      read(field.value(), into.sharing_scope);
    else if (key == "permissions")
      read(field.value(), into.permissions);
    else if (key == "effectivePermissions")
      read(field.value(), into.effective_permissions);
    else if (key == "agentData")
      read(field.value(), into.agent_data);
    else if (key == "messages")
      read(field.value(), into.messages);
  }
}

// `text` has simdjson::SIMDJSON_PADDING readable bytes behind it.
inline void read_agents(ondemand::parser& parser, std::string_view text, geai::agent_list& into) {
  ondemand::document document = parser.iterate(text.data(), text.size(), text.size() + simdjson::SIMDJSON_PADDING);
  for (auto field : document.get_object())
    if (std::string_view(field.unescaped_key()) == "agents") read(field.value(), into.agents);
}

}  // namespace by_hand
