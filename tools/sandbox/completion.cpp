#include "completion.hpp"

#include <algorithm>

#include "identifiers.hpp"
#include "llm.hpp"
#include "service.hpp"

namespace sandbox {

std::string text_of(json const& content) {
  if (content.is_string()) return content.get<std::string>();
  std::string all;
  if (content.is_array())
    for (auto const& part : content)
      if (part.at("type") == "text") all.append(all.empty() ? "" : " ").append(part.at("text").get<std::string>());
  return all;
}

std::string text_of(completion const& answer) {
  std::string text;
  for (auto const& word : answer.words) text += word;
  return text;
}

namespace {

json call_of(std::string const& name, json const& arguments) {
  std::string const text = arguments.is_string() ? arguments.get<std::string>() : arguments.dump();
  return {{"id", unique_token("call_")}, {"type", "function"}, {"function", {{"name", name}, {"arguments", text}}}};
}

json example_call(json const& tool_given) {
  auto const& function = tool_given.at("function");
  return call_of(function.at("name"),
                 example_of(function.contains("parameters") ? function.at("parameters") : json::object()));
}

// The tool to call for a message of the user: the one that tool_choice names, otherwise the first; null without tools.
json tool_called(json const& rq) {
  json const choice = rq.value("tool_choice", json("auto"));
  if (!rq.contains("tools") || rq.at("tools").empty() || choice == "none") return nullptr;
  json const& offered = rq.at("tools");
  if (!choice.is_object()) return offered.front();
  for (auto const& each : offered)
    if (each.at("function").at("name") == choice.at("function").at("name")) return each;
  throw api_failure(400, code::bad_input, "tool_choice does not name a tool of the request");
}

// Answers according to a step of the plan (POST /_sandbox/chat).
void follow(json const& step, completion& out) {
  if (step.contains("calls")) {
    out.tool_calls = json::array();
    for (auto const& each : step.at("calls"))
      out.tool_calls.push_back(call_of(each.at("name"), each.value("arguments", json::object())));
    out.finish = "tool_calls";
  }
  if (step.contains("content")) out.words = words_of(step.at("content").get<std::string>());
  if (step.contains("refusal")) out.refusal = step.at("refusal");
  out.finish = step.value("finish", out.finish);
}

}  // namespace

completion completed(json const& rq, std::deque<json>& plan) {
  auto const& messages = rq.at("messages");
  auto const of_user = [](json const& m) { return m.at("role") == "user"; };
  auto const user = std::find_if(messages.rbegin(), messages.rend(), of_user);
  std::string const asked = user == messages.rend() ? std::string{} : text_of(user->at("content"));
  if (asked.empty()) throw api_failure(400, 10, "Query text empty");
  completion out{.model = rq.at("model").get<std::string>()};
  std::size_t prompt = 0;
  for (auto const& m : messages)
    if (m.contains("content")) prompt += words_of(text_of(m.at("content"))).size();

  if (!plan.empty()) {
    follow(plan.front(), out);
    plan.pop_front();
    out.usage = usage_of(prompt, std::max<std::size_t>(1, out.words.size()));
    return out;
  }
  auto const& last = messages.back();
  if (json const tool = tool_called(rq); !tool.is_null() && last.at("role") == "user") {
    out.tool_calls = json::array({example_call(tool)});
    out.finish = "tool_calls";
    out.usage = usage_of(prompt, 1);
    return out;
  }
  std::string text = last.at("role") == "tool" ? "The tool said: " + text_of(last.at("content")) : "You said: " + asked;
  json const format = rq.value("response_format", json{{"type", "text"}});
  if (format.at("type") == "json_object") text = json{{"answer", text}}.dump();
  if (format.at("type") == "json_schema" && format.contains("json_schema"))
    text = example_of(format.at("json_schema").value("schema", json::object())).dump();
  out.words = words_of(text);
  auto const limit = rq.value("max_completion_tokens", rq.value("max_tokens", std::uint64_t{0}));
  if (limit != 0 && out.words.size() > limit) {
    out.words.resize(limit);
    out.finish = "length";
  }
  out.usage = usage_of(prompt, out.words.size());
  return out;
}

}  // namespace sandbox
