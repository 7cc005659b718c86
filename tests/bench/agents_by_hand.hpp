#pragma once

#include <simdjson.h>

#include <cstdint>
#include <geai/api/agents.hpp>
#include <geai/optional.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fields_in_order.hpp"

// Reads agents with simdjson On-Demand, as handwritten code does that knows the order of the platform's fields. Fields
// in another order are read too, only more slowly; null counts as absent.
namespace by_hand {

// All these functions read a value that is not null.
inline void read(ondemand::value& value, std::string& into) { into = std::string_view(value.get_string()); }
inline void read(ondemand::value& value, bool& into) { into = value.get_bool(); }
inline void read(ondemand::value& value, int& into) { into = static_cast<int>(std::int64_t(value.get_int64())); }
inline void read(ondemand::value& value, double& into) { into = value.get_double(); }
template <class E> void read(ondemand::value& value, geai::open_enumeration<E>& into) {
  into = std::string_view(value.get_string());
}
template <class T> void read(ondemand::value& value, std::optional<T>& into);
template <class T> void read(ondemand::value& value, geai::optional<T>& into);
template <class T> void read(ondemand::value& value, std::vector<T>& into);
void read(ondemand::value&, geai::agent_permissions&);
void read(ondemand::value&, geai::sampling&);
void read(ondemand::value&, geai::llm_config&);
void read(ondemand::value&, geai::prompt_output&);
void read(ondemand::value&, geai::prompt_example&);
void read(ondemand::value&, geai::agent_prompt&);
void read(ondemand::value&, geai::agent_model&);
void read(ondemand::value&, geai::pool_resource&);
void read(ondemand::value&, geai::resource_pool&);
void read(ondemand::value&, geai::agent_property&);
void read(ondemand::value&, geai::agent_data&);
void read(ondemand::value&, geai::platform_message&);
void read(ondemand::value&, geai::agent&);

template <class T> void read_or_null(ondemand::value& value, T& into) {
  if (!value.is_null()) read(value, into);
}
template <class T> void read(ondemand::value& value, std::optional<T>& into) { read(value, into.emplace()); }
template <class T> void read(ondemand::value& value, geai::optional<T>& into) { read(value, into.emplace()); }
template <class T> void read(ondemand::value& value, std::vector<T>& into) {
  for (ondemand::value element : value.get_array()) read_or_null(element, into.emplace_back());
}

template <class T> void read(fields_in_order& from, std::string_view name, T& into) {
  if (!from.is_at(name)) return;
  read_or_null(from.value(), into);
  from.next();
}

inline void read(ondemand::value& value, geai::agent_permissions& into) {
  for (fields_in_order from(value.get_object()); from.more(); from.end_round()) {
    read(from, "chatSharing", into.chat_sharing);
    read(from, "externalExecution", into.external_execution);
  }
}
inline void read(ondemand::value& value, geai::sampling& into) {
  for (fields_in_order from(value.get_object()); from.more(); from.end_round()) {
    read(from, "temperature", into.temperature);
    read(from, "topK", into.top_k);
    read(from, "topP", into.top_p);
  }
}
inline void read(ondemand::value& value, geai::llm_config& into) {
  for (fields_in_order from(value.get_object()); from.more(); from.end_round()) {
    read(from, "maxTokens", into.max_tokens);
    read(from, "timeout", into.timeout);
    read(from, "sampling", into.sampling);
  }
}
inline void read(ondemand::value& value, geai::prompt_output& into) {
  for (fields_in_order from(value.get_object()); from.more(); from.end_round()) {
    read(from, "key", into.key);
    read(from, "description", into.description);
  }
}
inline void read(ondemand::value& value, geai::prompt_example& into) {
  for (fields_in_order from(value.get_object()); from.more(); from.end_round()) {
    read(from, "inputData", into.input_data);
    read(from, "output", into.output);
  }
}
inline void read(ondemand::value& value, geai::agent_prompt& into) {
  for (fields_in_order from(value.get_object()); from.more(); from.end_round()) {
    read(from, "instructions", into.instructions);
    read(from, "context", into.context);
    read(from, "inputs", into.inputs);
    read(from, "outputs", into.outputs);
    read(from, "examples", into.examples);
  }
}
inline void read(ondemand::value& value, geai::agent_model& into) {
  for (fields_in_order from(value.get_object()); from.more(); from.end_round()) {
    read(from, "name", into.name);
    read(from, "llmConfig", into.llm_config);
    read(from, "prompt", into.prompt);
  }
}
inline void read(ondemand::value& value, geai::pool_resource& into) {
  for (fields_in_order from(value.get_object()); from.more(); from.end_round()) {
    read(from, "name", into.name);
    read(from, "revision", into.revision);
  }
}
inline void read(ondemand::value& value, geai::resource_pool& into) {
  for (fields_in_order from(value.get_object()); from.more(); from.end_round()) {
    read(from, "name", into.name);
    read(from, "tools", into.tools);
    read(from, "agents", into.agents);
  }
}
inline void read(ondemand::value& value, geai::agent_property& into) {
  for (fields_in_order from(value.get_object()); from.more(); from.end_round()) {
    read(from, "dataType", into.data_type);
    read(from, "key", into.key);
    read(from, "value", into.value);
  }
}
inline void read(ondemand::value& value, geai::agent_data& into) {
  for (fields_in_order from(value.get_object()); from.more(); from.end_round()) {
    read(from, "strategyName", into.strategy_name);
    read(from, "prompt", into.prompt);
    read(from, "llmConfig", into.llm_config);
    read(from, "models", into.models);
    read(from, "resourcePools", into.resource_pools);
    read(from, "properties", into.properties);
  }
}
inline void read(ondemand::value& value, geai::platform_message& into) {
  for (fields_in_order from(value.get_object()); from.more(); from.end_round()) {
    read(from, "description", into.description);
    read(from, "type", into.type);
  }
}
inline void read(ondemand::value& value, geai::agent& into) {
  for (fields_in_order from(value.get_object()); from.more(); from.end_round()) {
    read(from, "id", into.id);
    read(from, "name", into.name);
    read(from, "status", into.status);
    read(from, "accessScope", into.access_scope);
    read(from, "publicName", into.public_name);
    read(from, "description", into.description);
    read(from, "jobDescription", into.job_description);
    read(from, "avatarImage", into.avatar_image);
    read(from, "isDraft", into.is_draft);
    read(from, "isReadonly", into.is_readonly);
    read(from, "revision", into.revision);
    read(from, "version", into.version);
    read(from, "sharingScope", into.sharing_scope);
    read(from, "permissions", into.permissions);
    read(from, "effectivePermissions", into.effective_permissions);
    read(from, "agentData", into.agent_data);
    read(from, "messages", into.messages);
  }
}

// simdjson::SIMDJSON_PADDING readable bytes follow `text`.
inline void read_agents(ondemand::parser& parser, std::string_view text, geai::agent_list& into) {
  ondemand::document document = parser.iterate(text.data(), text.size(), text.size() + simdjson::SIMDJSON_PADDING);
  for (fields_in_order from(document.get_object()); from.more(); from.end_round()) read(from, "agents", into.agents);
}

}  // namespace by_hand
