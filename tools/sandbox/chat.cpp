// Chat API: one answer derived from the last message, whole or as server-sent events, and the threads that it creates.

#include <map>

#include "completion.hpp"
#include "identifiers.hpp"
#include "llm.hpp"
#include "service.hpp"
#include "shape.hpp"

namespace sandbox {

namespace {

shape content_part() {
  return [](json& v, std::string const& name) {
    is::open_object()(v, name);
    if (!v.contains("type")) throw field_required(name + ".type");
    is::filled_text()(v.at("type"), name + ".type");
    if (v.at("type") == "text")
      is::object({required("type", is::text()), required("text", is::text())})(v, name);
    else if (v.at("type") == "image_url")
      is::object({required("type", is::text()),
                  required("image_url", is::object({required("url", is::filled_text()),
                                                    optional("detail", is::one_of({"auto", "low", "high"}))}))})(v,
                                                                                                                 name);
  };
}

shape tool_call() {
  auto const function = is::object({required("name", is::filled_text()), required("arguments", is::text())});
  return is::object(
      {required("id", is::filled_text()), required("type", is::one_of({"function"})), required("function", function)});
}

shape message() {
  members const all{required("role", is::one_of({"system", "developer", "user", "assistant", "tool"})),
                    optional("content", is::nullable(is::either(is::array_of(content_part(), 1), is::text()))),
                    optional("name", is::text()),
                    optional("tool_calls", is::nullable(is::array_of(tool_call()))),
                    optional("tool_call_id", is::text()),
                    optional("refusal", is::nullable(is::text())),
                    optional("function_call", is::nullable(is::open_object())),
                    optional("annotations", is::nullable(is::array_of(is::open_object()))),
                    optional("audio", is::nullable(is::open_object()))};
  return [check = is::object(all)](json& v, std::string const& name) {
    check(v, name);
    bool const calls = v.contains("tool_calls") && v.at("tool_calls").is_array();
    if ((!v.contains("content") || v.at("content").is_null()) && !(v.at("role") == "assistant" && calls))
      throw field_required(name + ".content");
    if (v.at("role") == "tool" && !v.contains("tool_call_id")) throw field_required(name + ".tool_call_id");
  };
}

shape tool() {
  members const function{required("name", is::filled_text()), optional("description", is::text()),
                         optional("parameters", is::open_object()), optional("strict", is::nullable(is::boolean()))};
  return is::object({required("type", is::one_of({"function"})), required("function", is::object(function))});
}

shape tool_choice() {
  members const named{required("type", is::one_of({"function"})),
                      required("function", is::object({required("name", is::filled_text())}))};
  return is::either(is::object(named), is::one_of({"none", "auto", "required"}));
}

shape response_format() {
  members const schema{required("name", is::filled_text()), optional("description", is::text()),
                       optional("schema", is::open_object()), optional("strict", is::nullable(is::boolean()))};
  return is::object({required("type", is::one_of({"text", "json_object", "json_schema"})),
                     optional("json_schema", is::object(schema))});
}

shape chat_request() {
  return is::object({
      required("model", is::filled_text()),
      required("messages", is::array_of(message(), 1)),
      optional("stream", is::boolean()),
      optional("temperature", is::number(0, 2)),
      optional("top_p", is::number(0, 1)),
      optional("frequency_penalty", is::number(-2, 2)),
      optional("presence_penalty", is::number(-2, 2)),
      optional("max_completion_tokens", is::integer(1)),
      optional("max_tokens", is::integer(1)),
      optional("n", is::integer(1, 1)),  // inferred: there is one choice
      optional("stop", is::either(is::array_of(is::text()), is::text())),
      optional("seed", is::integer(std::numeric_limits<long long>::min())),
      optional("user", is::text()),
      optional("store", is::boolean()),
      optional("metadata", is::open_object()),
      optional("logprobs", is::boolean()),
      optional("top_logprobs", is::integer(0, 20)),
      optional("stream_options", is::object({optional("include_usage", is::boolean())})),
      optional("response_format", response_format()),
      optional("tools", is::array_of(tool())),
      optional("tool_choice", tool_choice()),
      optional("reasoning_effort", is::one_of({"low", "medium", "high"})),
      optional("variables", is::key_values()),
      optional("revision", is::integer()),
  });
}

// The common members of a completion and each of its chunks.
json envelope(std::string_view object, std::string const& model) {
  return {{"id", unique_token("chatcmpl-")}, {"object", object}, {"created", unix_now()}, {"model", model}};
}

reply whole(completion const& c) {
  json out = envelope("chat.completion", c.model);
  out["service_tier"] = "default";
  out["system_fingerprint"] = "fp_sandbox";
  json said{{"role", "assistant"},
            {"content", c.tool_calls.is_null() && c.refusal.is_null() ? json(text_of(c)) : json(nullptr)},
            {"refusal", c.refusal},
            {"tool_calls", c.tool_calls},
            {"function_call", nullptr}};
  out["choices"] = json::array({{{"index", 0}, {"finish_reason", c.finish}, {"message", std::move(said)}}});
  out["usage"] = c.usage;
  return json_reply(out);
}

std::vector<json> deltas_of(completion const& c) {
  std::vector<json> all;
  for (auto const& w : c.words) all.push_back({{"content", w}});
  if (!c.refusal.is_null()) all.push_back({{"refusal", c.refusal}});
  if (c.tool_calls.is_array()) {
    // Sends the name first and the arguments in two halves, so that clients must join them.
    for (std::size_t i = 0; i < c.tool_calls.size(); ++i) {
      json first = c.tool_calls[i];
      auto const arguments = first.at("function").at("arguments").get<std::string>();
      first["function"]["arguments"] = "";
      all.push_back({{"tool_calls", json::array({overlaid({{"index", i}}, first)})}});
      auto const half = arguments.size() / 2;
      for (auto const& part : {arguments.substr(0, half), arguments.substr(half)})
        all.push_back({{"tool_calls", json::array({{{"index", i}, {"function", {{"arguments", part}}}}})}});
    }
  }
  if (all.empty()) all.push_back({{"content", ""}});
  all.front() = overlaid({{"role", "assistant"}}, all.front());
  return all;
}

reply streamed(completion const& c) {
  std::vector<std::string> events;
  json const head = envelope("chat.completion.chunk", c.model);
  auto const add = [&](json const& delta, json const& finish, json const& usage) {
    json chunk = head;
    chunk["choices"] = json::array({{{"index", 0}, {"delta", delta}, {"finish_reason", finish}}});
    if (!usage.is_null()) chunk["usage"] = usage;
    events.push_back("data: " + json_reply(chunk).body + "\n\n");
  };
  for (auto const& delta : deltas_of(c)) add(delta, nullptr, nullptr);
  add(json::object(), c.finish, c.usage);
  events.emplace_back("data: [DONE]\n\n");
  reply r{.content_type = "text/event-stream", .headers = {{"Cache-Control", "no-cache"}}};
  r.stream = [events = std::move(events)](auto const& write) {
    for (auto const& one : events)
      if (!write(one)) return;
  };
  return r;
}

class chat final : public service {
public:
  explicit chat(world& w) : world_(w) {}

  void add_routes(router& r) override {
    for (auto const* path : {"/chat", "/chat/completions", "/v1/chat/completions"})
      r.add("POST", path, access::project, [this](call const& c) { return complete(c); });
    r.add("GET", "/v2/threads/{threadId}", access::project, [this](call const& c) { return thread(c); });
  }

  void reset() override { threads_.clear(); }

private:
  reply complete(call const& c) {
    json const rq = checked_body(c, wanted_);
    auto const model = rq.at("model").get<std::string>();
    check_cache_switch(c.rq);
    check_chat_model(world_, model);
    completion const done = completed(rq, world_.chat_plan);
    remember(c, model);
    return rq.value("stream", false) ? streamed(done) : whole(done);
  }

  void remember(call const& c, std::string const& model) {
    auto const id = c.rq.header("saia-conversation-id");
    if (!id) return;
    if (model.starts_with("saia:agent:") && !is_uuid(*id)) throw out_of_range("saia-conversation-id", "a UUID");
    if (id->empty()) throw field_required("saia-conversation-id");
    auto const [it, fresh] = threads_.try_emplace(std::string(*id));
    auto& t = it->second;
    // inferred: the shape of a thread is not documented
    if (fresh) t = {{"id", *id}, {"model", model}, {"createdAt", iso_now()}, {"requests", 0}};
    t["requests"] = t.at("requests").get<int>() + 1;
    world_.changes.note(fresh ? "created" : "updated", "thread", *id);
  }

  reply thread(call const& c) {
    no_query(c);
    auto const it = threads_.find(c.slots.front());
    if (it == threads_.end()) throw api_failure(404, code::not_found, "Thread not found: " + c.slots.front());
    return json_reply(it->second);
  }

  world& world_;
  shape const wanted_ = chat_request();
  std::map<std::string, json> threads_;
};

}  // namespace

std::unique_ptr<service> make_chat(world& w) { return std::make_unique<chat>(w); }

}  // namespace sandbox
