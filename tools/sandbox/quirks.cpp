#include "quirks.hpp"

#include <algorithm>
#include <span>

namespace sandbox {

namespace {

using change = std::function<void(json&)>;
using names = std::vector<std::string>;

void everywhere(json& v, std::function<void(std::string const& name, json& value)> const& visit) {
  if (!v.is_structured()) return;
  for (auto const& each : v.items()) {
    if (v.is_object()) visit(each.key(), each.value());
    everywhere(each.value(), visit);
  }
}

change of_members(names of, std::function<void(json&)> alter) {
  return [of = std::move(of), alter = std::move(alter)](json& v) {
    everywhere(v, [&](std::string const& name, json& value) {
      if (std::ranges::find(of, name) != of.end()) alter(value);
    });
  };
}

// The platform's GeneXus layer writes 64-bit integers and decimals as texts, and a zero in scientific notation.
change numbers_as_texts(names of) {
  return of_members(std::move(of), [](json& value) {
    if (!value.is_number()) return;
    if (value.is_number_float() && value.get<double>() == 0)
      value = "0E-10";
    else
      value = value.dump();
  });
}

change with_fraction(names of) {  // 12 as 12.0
  return of_members(std::move(of), [](json& value) {
    if (value.is_number_integer()) value = value.get<double>();
  });
}

change one_for_list(names of) {
  return of_members(std::move(of), [](json& value) {
    if (value.is_array() && value.size() == 1) value = json(value.front());
  });
}

change booleans(names of) {
  return of_members(std::move(of), [](json& value) {
    if (value == "true" || value == "false") value = value == "true";
  });
}

change bare_list(std::string name) {
  return [name = std::move(name)](json& v) {
    if (v.is_object() && v.contains(name)) v = json(v.at(name));
  };
}

change wrapped(std::string name) {
  return [name = std::move(name)](json& v) { v = {{name, json(v)}}; };
}

change renamed(std::vector<std::pair<std::string, std::string>> all) {
  return [all = std::move(all)](json& v) {
    std::function<void(json&)> const visit = [&](json& each) {
      if (each.is_array()) std::ranges::for_each(each, visit);
      if (!each.is_object()) return;
      json out = json::object();
      for (auto const& member : each.items()) {
        auto const it = std::ranges::find(all, member.key(), &std::pair<std::string, std::string>::first);
        visit(member.value());
        out[it == all.end() ? member.key() : it->second] = member.value();
      }
      each = std::move(out);
    };
    visit(v);
  };
}

change capitals() {
  return [](json& v) {
    std::function<void(json&)> const visit = [&](json& each) {
      if (each.is_array()) std::ranges::for_each(each, visit);
      if (!each.is_object()) return;
      json out = json::object();
      for (auto const& member : each.items()) {
        std::string name = member.key();
        if (name.front() >= 'a' && name.front() <= 'z') name.front() = static_cast<char>(name.front() - 'a' + 'A');
        visit(member.value());
        out[name] = member.value();
      }
      each = std::move(out);
    };
    visit(v);
  };
}

void no_complaint(json& v) {
  if (v.is_object() && v.value("success", false)) v["error"] = {{"code", 0}, {"message", ""}};
}

// A failed search reports the failure only in its result.
void only_result(json& v) {
  if (v.value("success", true)) return no_complaint(v);
  for (auto const* name : {"error", "status", "success"}) v.erase(name);
}

void message_list(json& v) {
  if (v.is_array()) v = {{"messages", json(v)}};
}

struct quirk {
  std::string_view methods;  // of HTTP; empty: any
  std::string_view path;     // of the route, or its prefix if it ends in '*'
  change alter;

  bool meets(router::route const& r) const {
    if (!methods.empty() && methods.find(r.method) == methods.npos) return false;
    return path.ends_with('*') ? r.path.starts_with(path.substr(0, path.size() - 1)) : r.path == path;
  }
};

// All changes, in order. Grades: captured (evaluation's bare arrays and texts); otherwise forms that the vendor's
// client handles or a third party's program received.
std::span<quirk const> table() {
  static std::string_view const one = "GET POST PUT";
  static names const costs{"prompt_cost", "completion_cost", "total_cost"};
  static names const limits{"hardLimit", "softLimit", "usedAmount", "remainingUsage"};
  static names const evaluated{"evaluationResultScoreAverage", "evaluationResultTemperature",
                               "evaluationResultMaxTokens", "evaluationResultRowMetricScore", "systemMetricWeight"};
  static std::vector<quirk> const all{
      {"GET", "/v2/agents", booleans({"value"})},
      {"GET PUT", "/v2/agents/{idOrName}", booleans({"value"})},
      {"GET PUT", "/v2/agents/{idOrName}", wrapped("agentDefinition")},
      {"POST", "/v2/agents", wrapped("agentDefinition")},
      {one, "/v2/agents/{idOrName}/upsert", wrapped("agentDefinition")},
      {"POST", "/v2/agents/{idOrName}/publish-revision", wrapped("agentDefinition")},
      {"GET", "/v4/agents/{idOrName}", wrapped("agentDefinition")},
      {"POST", "/v4/agents", wrapped("agentDefinition")},
      {"PUT", "/v4/agents/{idOrName}/upsert", wrapped("agentDefinition")},
      {"GET", "/v2/tools", bare_list("tools")},
      {"POST", "/v2/tools", wrapped("tool")},
      {"GET PUT", "/v2/tools/{idOrName}", wrapped("tool")},
      {"PUT", "/v2/tools/{idOrName}/upsert", wrapped("tool")},
      {"POST", "/v2/tools/{idOrName}/publish-revision", wrapped("tool")},
      {"GET", "/v2/tools/{publicNameOrId}/config", bare_list("parameters")},
      {"GET", "/v2/reasoning-strategies", bare_list("strategies")},
      {"POST", "/v2/reasoning-strategies", wrapped("strategyDefinition")},
      {"GET PUT", "/v2/reasoning-strategies/{idOrName}", wrapped("strategyDefinition")},
      {"PUT", "/v2/reasoning-strategies/{idOrName}/upsert", wrapped("strategyDefinition")},
      {"", "/v2/processes*", renamed({{"versionId", "VersionId"}})},
      {"GET", "/v2/processes", renamed({{"status", "Status"}})},
      {"GET", "/v2/processes", bare_list("processes")},
      {"POST", "/v2/processes", wrapped("processDefinition")},
      {"GET PUT", "/v2/processes/{idOrName}", renamed({{"status", "Status"}})},
      {"GET PUT", "/v2/processes/{idOrName}", wrapped("processDefinition")},
      {"PUT", "/v2/processes/{idOrName}/upsert", wrapped("processDefinition")},
      {"POST", "/v2/processes/{idOrName}/publish-revision", wrapped("processDefinition")},
      {"GET", "/v2/processes/{idOrName}/instances", bare_list("instances")},
      {"", "/v2/processes/tasks*", renamed({{"promptData", "prompt"}})},
      {"GET", "/v2/processes/tasks", bare_list("tasks")},
      {"POST", "/v2/processes/tasks", wrapped("taskDefinition")},
      {"GET PUT", "/v2/processes/tasks/{idOrName}", wrapped("taskDefinition")},
      {"PUT", "/v2/processes/tasks/{idOrName}/upsert", wrapped("taskDefinition")},
      {"POST", "/v2/processes/tasks/{idOrName}/publish-revision", wrapped("taskDefinition")},
      {"", "/v1/agent-studio/agentic-process-definition/kbs*", one_for_list({"artifactTypeName"})},
      {"GET", "/v1/agent-studio/agentic-process-definition/kbs", bare_list("knowledgeBases")},
      {"POST", "/v1/agent-studio/agentic-process-definition/kbs", wrapped("KBDefinition")},
      {"GET", "/v1/agent-studio/agentic-process-definition/kbs/{idOrName}", wrapped("KBDefinition")},
      {"", "/chat*", numbers_as_texts(costs)},
      {"", "/chat*", with_fraction({"created", "prompt_tokens", "completion_tokens", "total_tokens"})},
      {"POST", "/v1/chat/completions", numbers_as_texts(costs)},
      {"POST", "/responses", numbers_as_texts(costs)},
      {"POST", "/responses", renamed({{"prompt_tokens", "input_tokens"}, {"completion_tokens", "output_tokens"}})},
      {"POST", "/embeddings", numbers_as_texts(costs)},
      {"", "/v1/assistant/*", no_complaint},
      {"POST", "/v1/search/execute", only_result},
      {"GET", "/v1/search/profiles", one_for_list({"searchProfiles"})},
      {"", "/v1/search/profile*",
       numbers_as_texts({"count", "temperature", "topP", "maxTokens", "frequencyPenalty", "presencePenalty",
                         "scoreThreshold", "lambda"})},
      {"GET", "/v1/search/profile/{name}/documents", one_for_list({"documents"})},
      {"GET", "/v1/files/all", one_for_list({"DataFiles", "dataFiles"})},
      {"GET", "/v1/files/{fileId}", capitals()},
      {"", "/v2/usageLimits*", numbers_as_texts(limits)},
      {"GET", "/v2/llm*", numbers_as_texts({"contextWindow", "maxOutputTokens"})},
      {"PUT", "/v2/projects/tokens/{ApiTokenId}", message_list},
      {"GET", "/v1/organization/request/export", numbers_as_texts({"cost"})},
      {"", "/evaluationPlanApi*", numbers_as_texts(evaluated)},
      {"", "/evaluationResultApi*", numbers_as_texts(evaluated)},
      {"GET", "/v1/analytics/*",
       numbers_as_texts({"averageCost", "totalCost", "averageRequests", "averageUsers", "errorRate"})},
      {"GET", "/v1/analytics/*", with_fraction({"totalRequests", "totalTokens", "inputTokens", "outputTokens"})},
      {"GET", "/v1/analytics/requests/number-of-tokens",  // as in the wiki
       renamed({{"totalInputTokens", "input"}, {"totalOutputTokens", "output"}, {"totalTokens", "total"}})},
  };
  return all;
}

// Before the first words, a chunk with null content; usage in a chunk of its own, without choices.
std::vector<std::string> chunks_of(std::string_view event, bool first) {
  constexpr std::string_view data = "data: ";
  json chunk = json::parse(event.substr(data.size()), nullptr, false);
  if (!chunk.is_object() || !chunk.contains("choices")) return {std::string(event)};
  std::vector<json> all;
  if (first) {
    all.push_back(chunk);
    all.back().at("choices").at(0)["delta"] = {{"role", "assistant"}, {"content", nullptr}};
  }
  all.push_back(chunk);
  if (chunk.contains("usage")) {
    all.back().erase("usage");
    numbers_as_texts({"prompt_cost", "completion_cost", "total_cost"})(chunk);
    all.push_back(chunk);
    all.back()["choices"] = json::array();
  }
  std::vector<std::string> out;
  for (auto const& each : all) out.push_back(std::string(data) + json_reply(each).body + "\n\n");
  return out;
}

// Comments and pings between the events, and no [DONE].
reply noisy(reply r) {
  r.stream = [stream = std::move(r.stream)](auto const& write) {
    bool first = true;
    bool going = write(": connected\n\n");
    stream([&](std::string_view event) {
      if (event.starts_with("data: [DONE]")) return going;
      for (auto const& each : chunks_of(event, first)) going = going && write(each);
      first = false;
      going = going && write("event: ping\ndata: {\"type\": \"ping\"}\n\n") && write(": still here\n\n");
      return going;
    });
  };
  return r;
}

}  // namespace

reply as_in_the_field(router::route const& from, reply documented) {
  if (documented.stream) return noisy(std::move(documented));
  if (documented.status >= 300 || documented.content_type != "application/json") return documented;
  json value = json::parse(documented.body, nullptr, false);
  if (value.is_discarded()) return documented;
  for (auto const& each : table())
    if (each.meets(from)) each.alter(value);
  documented.body = json_reply(value).body;
  return documented;
}

// One object where a list of complaints is documented; the tool proxy has its own form. Evaluation is known to use the
// documented one.
reply complaint_in_the_field(std::string_view path, reply documented) {
  json value = json::parse(documented.body, nullptr, false);
  if (!value.is_object() || !value.contains("errors") || path.starts_with("/dataSetApi") ||
      path.starts_with("/evaluation"))
    return documented;
  json const only = value.at("errors").at(0);
  if (path.starts_with("/v2/tool-proxy"))
    value = {{"Messages", json::array({{{"Description", only.at("description")}, {"Type", 1}}})}};
  else
    value["errors"] = only;
  documented.body = json_reply(value).body;
  return documented;
}

}  // namespace sandbox
