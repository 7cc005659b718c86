#include "llm.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <ctime>

namespace sandbox {

namespace {

constexpr std::string_view hex = "0123456789abcdefABCDEF";

bool is_provider_model(std::string const& model) {
  auto const slash = model.find('/');
  return slash != model.npos && slash > 0 && slash + 1 < model.size() && model.find(':') > slash;
}

}  // namespace

bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    bool const dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? text[i] != '-' : hex.find(text[i]) == hex.npos) return false;
  }
  return true;
}

void check_provider_model(std::string const& model) {
  if (!is_provider_model(model)) throw out_of_range("model", "provider/model");
}

void check_chat_model(world const& w, std::string const& model) {
  constexpr std::string_view saia = "saia:";
  if (!model.starts_with(saia)) {
    if (!is_provider_model(model)) throw out_of_range("model", "provider/model or saia:<kind>:<name>");
    return;
  }
  auto const colon = model.find(':', saia.size());
  std::string const kind = model.substr(saia.size(), colon == model.npos ? colon : colon - saia.size());
  std::string const name = colon == model.npos ? std::string{} : model.substr(colon + 1);
  if (name.empty()) throw out_of_range("model", "saia:<kind>:<name>");
  if (kind == "flow") return;  // flows are made in the platform's designer, so any id is accepted
  if (kind == "agent") {
    if (!w.exists("agent", name)) throw api_failure(404, code::not_found, "Agent not found: " + name);
  } else if (kind == "assistant") {
    if (!w.exists("assistant", name)) throw api_failure(404, 1, "Assistant not found");
  } else if (kind == "search") {
    if (!w.exists("profile", name)) throw api_failure(404, 1010, "RAG not found");
  } else {
    throw out_of_range("model", "saia:agent:, saia:assistant:, saia:search: or saia:flow: and a name");
  }
}

void check_cache_switch(request const& rq) {
  auto const value = rq.header("X-Saia-Cache-Enabled");
  if (value && *value != "true" && *value != "false") throw out_of_range("X-Saia-Cache-Enabled", "true or false");
}

// Every word includes the blanks before it.
std::vector<std::string> words_of(std::string_view text) {
  constexpr std::string_view blank = " \t\r\n";
  std::vector<std::string> out;
  for (std::size_t from = 0; from < text.size();) {
    auto const word = text.find_first_not_of(blank, from);
    auto const end = word == text.npos ? text.npos : text.find_first_of(blank, word);
    out.emplace_back(text.substr(from, end == text.npos ? end : end - from));
    if (end == text.npos) break;
    from = end;
  }
  return out;
}

json usage_of(std::size_t prompt_words, std::size_t answer_words) {
  constexpr double price = 0.00001;
  auto const cost = [](std::size_t n) { return static_cast<double>(n) * price; };
  return {{"prompt_tokens", prompt_words},
          {"completion_tokens", answer_words},
          {"total_tokens", prompt_words + answer_words},
          {"prompt_cost", cost(prompt_words)},
          {"completion_cost", cost(answer_words)},
          {"total_cost", cost(prompt_words + answer_words)},
          {"currency", "USD"},
          {"completion_tokens_details", {{"reasoning_tokens", 0}}},
          {"prompt_tokens_details", {{"cached_tokens", 0}}}};
}

namespace {

json example_within(json const& schema, json const& root, int depth);

// Chooses the first alternative, so that an optional is present; deep inside a recursive type, chooses null.
json example_of_any(json const& all, json const& root, int depth) {
  for (auto const& each : all)
    if (depth > 4 && each.value("type", json()) == "null") return nullptr;
  return all.empty() ? json() : example_within(all.front(), root, depth);
}

json example_number(json const& schema, json const& type) {
  double value = schema.value("exclusiveMinimum", schema.value("minimum", 1.0) - 1) + 1;
  if (value < 1 && (!schema.contains("maximum") || schema.at("maximum") >= 1)) value = 1;
  if (schema.contains("maximum")) value = std::min(value, schema.at("maximum").get<double>());
  if (type == "integer") return static_cast<long long>(value);
  return value == static_cast<double>(static_cast<long long>(value)) ? json(static_cast<long long>(value))
                                                                     : json(value);
}

json example_within(json const& schema, json const& root, int depth) {
  if (!schema.is_object()) return nullptr;
  if (auto const it = schema.find("const"); it != schema.end()) return *it;
  if (auto const it = schema.find("enum"); it != schema.end() && it->is_array() && !it->empty()) return it->front();
  if (auto const it = schema.find("anyOf"); it != schema.end() && it->is_array())
    return example_of_any(*it, root, depth);
  if (auto const it = schema.find("$ref"); it != schema.end() && it->is_string()) {
    auto const path = it->get<std::string>();
    if (!path.starts_with("#")) return nullptr;
    json::json_pointer const to(path.substr(1));
    return root.contains(to) ? example_within(root.at(to), root, depth + 1) : json();
  }
  json type = schema.contains("type") ? schema.at("type") : json("object");
  if (type.is_array() && !type.empty()) type = json(type.front());
  if (type == "string") {
    std::string text = "example";
    text.resize(std::max(text.size(), schema.value("minLength", std::size_t{0})), '.');
    return text.substr(0, schema.value("maxLength", text.size()));
  }
  if (type == "integer" || type == "number") return example_number(schema, type);
  if (type == "boolean") return true;
  if (type == "array") {
    if (!schema.contains("items") || depth > 4) return json::array();
    return json::array({example_within(schema.at("items"), root, depth + 1)});
  }
  if (type != "object") return nullptr;
  json out = json::object();
  if (auto const it = schema.find("properties"); it != schema.end() && it->is_object())
    for (auto const& [name, part] : it->items()) out[name] = example_within(part, root, depth + 1);
  return out;
}

}  // namespace

json example_of(json const& schema) { return example_within(schema, schema, 0); }

long long unix_now() {
  return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

std::string iso_now() {
  auto const now = static_cast<std::time_t>(unix_now());
  std::tm parts{};
  ::gmtime_r(&now, &parts);
  std::array<char, 32> text{};
  return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

}  // namespace sandbox
