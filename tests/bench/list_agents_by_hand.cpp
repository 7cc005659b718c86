// Lists the agents N times as one would by hand, with libcurl and simdjson On-Demand into the same structs:
// list_agents_by_hand URL N. See run.py.
#include <curl/curl.h>
#include <simdjson.h>

#include <cstdio>
#include <cstdlib>
#include <geai/api/agents.hpp>
#include <string>

namespace {

namespace ondemand = simdjson::ondemand;

std::size_t receive(char* data, std::size_t, std::size_t size, void* to) {
  static_cast<std::string*>(to)->append(data, size);
  return size;
}

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

void read(ondemand::value value, std::string& into) {
  if (!value.is_null()) into = std::string_view(value.get_string());
}
void read(ondemand::value value, bool& into) {
  if (!value.is_null()) into = value.get_bool();
}
void read(ondemand::value value, int& into) { into = static_cast<int>(std::int64_t(value.get_int64())); }
void read(ondemand::value value, double& into) { into = value.get_double(); }
template <class T> void read(ondemand::value value, std::vector<T>& into) {
  for (ondemand::value element : value.get_array()) read(element, into.emplace_back());
}
template <class T> void read(ondemand::value value, std::optional<T>& into) {
  if (!value.is_null()) read(value, into.emplace());
}

void read(ondemand::value value, geai::agent_permissions& into) {
  for (auto field : value.get_object()) {
    std::string_view const key = field.unescaped_key();
    if (key == "chatSharing")
      read(field.value(), into.chat_sharing);
    else if (key == "externalExecution")
      read(field.value(), into.external_execution);
  }
}
void read(ondemand::value value, geai::sampling& into) {
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
void read(ondemand::value value, geai::llm_config& into) {
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
void read(ondemand::value value, geai::prompt_output& into) {
  for (auto field : value.get_object()) {
    std::string_view const key = field.unescaped_key();
    if (key == "key")
      read(field.value(), into.key);
    else if (key == "description")
      read(field.value(), into.description);
  }
}
void read(ondemand::value value, geai::prompt_example& into) {
  for (auto field : value.get_object()) {
    std::string_view const key = field.unescaped_key();
    if (key == "inputData")
      read(field.value(), into.input_data);
    else if (key == "output")
      read(field.value(), into.output);
  }
}
void read(ondemand::value value, geai::agent_prompt& into) {
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
void read(ondemand::value value, geai::agent_model& into) {
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
void read(ondemand::value value, geai::pool_resource& into) {
  for (auto field : value.get_object()) {
    std::string_view const key = field.unescaped_key();
    if (key == "name")
      read(field.value(), into.name);
    else if (key == "revision")
      read(field.value(), into.revision);
  }
}
void read(ondemand::value value, geai::resource_pool& into) {
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
void read(ondemand::value value, geai::agent_property& into) {
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
void read(ondemand::value value, geai::agent_data& into) {
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
void read(ondemand::value value, geai::platform_message& into) {
  for (auto field : value.get_object()) {
    std::string_view const key = field.unescaped_key();
    if (key == "description")
      read(field.value(), into.description);
    else if (key == "type")
      read(field.value(), into.type);
  }
}
void read(ondemand::value value, geai::agent& into) {
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

geai::agent_list list(CURL* easy, std::string& body, ondemand::parser& parser) {
  geai::agent_list agents;
  body.clear();
  if (CURLcode const failed = curl_easy_perform(easy); failed != CURLE_OK)
    throw std::runtime_error(curl_easy_strerror(failed));
  long status = 0;
  curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
  if (status != 200) throw std::runtime_error("status " + std::to_string(status));
  body.reserve(body.size() + simdjson::SIMDJSON_PADDING);
  ondemand::document document = parser.iterate(body.data(), body.size(), body.capacity());
  for (auto field : document.get_object())
    if (std::string_view(field.unescaped_key()) == "agents") read(field.value(), agents.agents);
  return agents;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  CURL* const easy = curl_easy_init();
  std::string const url = std::string(argv[1]) + "/v2/agents";
  std::string body;
  ondemand::parser parser;
  curl_slist* headers = curl_slist_append(nullptr, "Accept: application/json");
  headers = curl_slist_append(headers, "User-Agent: by-hand/0.1.0");
  headers = curl_slist_append(headers, "Authorization: Bearer sandbox-key");
  curl_easy_setopt(easy, CURLOPT_URL, url.c_str());
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, receive);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, &body);
  curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, 10'000L);
  curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, 600'000L);
  std::size_t seen = 0;
  for (long i = std::atol(argv[2]); i > 0; --i)
    for (geai::agent const& each : list(easy, body, parser)) seen += each.id.size() + each.name.size();
  std::printf("%zu\n", seen);
  curl_slist_free_all(headers);
  curl_easy_cleanup(easy);
}
