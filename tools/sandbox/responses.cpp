// Responses API. The platform does not document functions, forms of an answer and events here: they are OpenAI's, as
// typed by its npm package, which tests/openai runs against this.

#include <numeric>

#include "completion.hpp"
#include "identifiers.hpp"
#include "llm.hpp"
#include "manners.hpp"
#include "multipart.hpp"
#include "service.hpp"
#include "shape.hpp"

namespace sandbox {

namespace {

shape text_options() {
  members const format{required("type", is::one_of({"text", "json_object", "json_schema"})),
                       optional("name", is::filled_text()), optional("description", is::text()),
                       optional("schema", is::open_object()), optional("strict", is::nullable(is::boolean()))};
  return is::object(
      {optional("format", is::object(format)), optional("verbosity", is::one_of({"low", "medium", "high"}))});
}

shape response_request() {
  auto const input = is::either(is::array_of(is::open_object(), 1), is::filled_text());
  return is::object({
      required("model", is::filled_text()),
      required("input", input),
      optional("stream", is::boolean()),
      optional("max_tokens", is::integer(1)),
      optional("max_output_tokens", is::integer(1)),
      optional("temperature", is::number(0, 2)),
      optional("top_p", is::number(0, 1)),
      optional("tools", is::array_of(is::open_object())),
      optional("tool_choice", is::either(is::open_object(), is::filled_text())),
      optional("instructions", is::text()),
      optional("reasoning", is::object({optional("effort", is::one_of({"low", "medium", "high"}))})),
      optional("truncation", is::one_of({"auto", "disabled"})),
      optional("parallel_tool_calls", is::boolean()),
      optional("store", is::boolean()),
      optional("metadata", is::open_object()),
      optional("user", is::text()),
      optional("text", text_options()),
  });
}

// A message's content, a text or parts, in the form of the Chat API.
json as_chat_content(json const& content) {
  if (!content.is_array()) return content;
  json parts = json::array();
  for (auto const& part : content)
    if (part.is_object() && part.contains("text") && part.at("text").is_string())
      parts.push_back({{"type", "text"}, {"text", part.at("text")}});
  return parts;
}

json as_chat_messages(json const& rq) {
  json const& input = rq.at("input");
  if (input.is_string()) return json::array({{{"role", "user"}, {"content", input}}});
  json messages = json::array();
  for (auto const& item : input) {
    auto const type = item.value("type", std::string("message"));
    if (type == "function_call_output")
      messages.push_back({{"role", "tool"}, {"content", as_chat_content(item.value("output", json("")))}});
    else if (type == "message" && item.contains("role") && item.contains("content"))
      messages.push_back({{"role", item.at("role")}, {"content", as_chat_content(item.at("content"))}});
  }
  return messages;
}

// Converts the request to one of the Chat API with the same meaning.
json as_chat(json const& rq) {
  json chat{{"model", rq.at("model")}, {"messages", as_chat_messages(rq)}};
  json tools = json::array();
  for (auto const& tool : rq.value("tools", json::array()))
    if (tool.value("type", "") == "function") tools.push_back({{"type", "function"}, {"function", tool}});
  if (!tools.empty()) chat["tools"] = tools;
  json const choice = rq.value("tool_choice", json("auto"));
  chat["tool_choice"] = choice.is_object() ? json{{"type", "function"}, {"function", choice}} : choice;
  if (json const format = rq.value("text", json::object()).value("format", json()); format.is_object())
    chat["response_format"] = {{"type", format.at("type")}, {"json_schema", format}};
  if (auto const limit = rq.value("max_output_tokens", rq.value("max_tokens", 0ull)); limit != 0)
    chat["max_completion_tokens"] = limit;
  return chat;
}

// The output of the model: its reasoning, function calls, a refusal, or a text.
json output_of(completion const& c, std::string const& status) {
  json output = json::array(
      {{{"type", "reasoning"}, {"id", unique_token("rs_")}, {"summary", json::array()}, {"status", status}}});
  if (c.tool_calls.is_array()) {
    for (auto const& call : c.tool_calls)
      output.push_back({{"type", "function_call"},
                        {"id", unique_token("fc_")},
                        {"status", status},
                        {"call_id", call.at("id")},
                        {"name", call.at("function").at("name")},
                        {"arguments", call.at("function").at("arguments")}});
    return output;
  }
  json const content = c.refusal.is_null()
                           ? json{{"type", "output_text"}, {"text", text_of(c)}, {"annotations", json::array()}}
                           : json{{"type", "refusal"}, {"refusal", c.refusal}};
  output.push_back({{"type", "message"},
                    {"role", "assistant"},
                    {"id", unique_token("msg_")},
                    {"status", status},
                    {"content", json::array({content})}});
  return output;
}

// The numbered events of a response.
class events {
public:
  explicit events(json whole) : whole_(std::move(whole)) {
    json begun = whole_;
    begun["status"] = "in_progress";
    begun["output"] = json::array();
    begun["usage"] = begun["incomplete_details"] = nullptr;
    add("created", {{"response", begun}});
    add("in_progress", {{"response", begun}});
    for (std::size_t i = 0; i != whole_.at("output").size(); ++i) add_item(i, whole_.at("output")[i]);
    add(whole_.at("status") == "incomplete" ? "incomplete" : "completed", {{"response", whole_}});
  }

  std::vector<std::string> const& all() const { return all_; }

private:
  void add(std::string const& name, json const& members) {
    std::string const type = "response." + name;
    json const event = overlaid({{"type", type}, {"sequence_number", all_.size()}}, members);
    all_.push_back("event: " + type + "\ndata: " + json_reply(event).body + "\n\n");
  }

  void add_item(std::size_t index, json const& item) {
    json begun = item;
    begun["status"] = "in_progress";
    if (begun.contains("content")) begun["content"] = json::array();
    if (begun.contains("arguments")) begun["arguments"] = "";
    add("output_item.added", {{"output_index", index}, {"item", begun}});
    json const where{{"item_id", item.at("id")}, {"output_index", index}};
    if (item.contains("arguments"))
      add_pieces(where, "function_call_arguments", "arguments", halves_of(item.at("arguments")),
                 {{"name", item.at("name")}});
    if (item.contains("content")) {
      json const& part = item.at("content").front();
      json const in_part = overlaid(where, {{"content_index", 0}});
      bool const is_text = part.at("type") == "output_text";
      std::string const member = is_text ? "text" : "refusal";
      json empty = part;
      empty[member] = "";
      add("content_part.added", overlaid(in_part, {{"part", empty}}));
      add_pieces(in_part, is_text ? "output_text" : "refusal", member, words_of(part.at(member).get<std::string>()),
                 is_text ? json{{"logprobs", json::array()}} : json::object());
      add("content_part.done", overlaid(in_part, {{"part", part}}));
    }
    add("output_item.done", {{"output_index", index}, {"item", item}});
  }

  // Adds a text in pieces, and then as a whole.
  void add_pieces(json const& where, std::string const& name, std::string const& member,
                  std::vector<std::string> const& pieces, json const& more) {
    for (auto const& piece : pieces) add(name + ".delta", overlaid(overlaid(where, {{"delta", piece}}), more));
    json const whole = std::accumulate(pieces.begin(), pieces.end(), std::string());
    add(name + ".done", overlaid(overlaid(where, {{member, whole}}), more));
  }

  static std::vector<std::string> halves_of(std::string const& text) {
    return {text.substr(0, text.size() / 2), text.substr(text.size() / 2)};
  }

  json const whole_;
  std::vector<std::string> all_;
};

// With files, the members are fields of a form, beside file0, file1, ...
json from_form(request const& rq, std::size_t& files) {
  json body = json::object();
  for (auto const& part : multipart_parts(rq)) {
    if (part.filename) {
      if (part.name != "file" + std::to_string(files))
        throw api_failure(400, code::out_of_range, "Unknown field: " + part.name);
      ++files;
      continue;
    }
    // A field is a text; a member that is not a string in the documentation is sent as JSON.
    bool const text = part.name == "model" || part.name == "input" || part.name == "instructions" ||
                      part.name == "user" || part.name == "truncation";
    json value = text ? json(nullptr) : json::parse(part.body, nullptr, false);
    if (manners::generous && (part.body == "True" || part.body == "False")) value = part.body == "True";
    body[part.name] = value.is_null() || value.is_discarded() ? json(part.body) : std::move(value);
  }
  return body;
}

class responses final : public service {
public:
  explicit responses(world& w) : world_(w) {}

  void add_routes(router& r) override {
    r.add("POST", "/responses", access::project, [this](call const& c) { return respond(c); });
  }

  void reset() override {}

private:
  reply respond(call const& c) {
    no_query(c);
    std::size_t files = 0;
    json rq = is_multipart(c.rq) ? from_form(c.rq, files) : parsed_body(c.rq);
    wanted_(rq, "");
    auto const model = rq.at("model").get<std::string>();
    check_provider_model(model);
    if (!model.starts_with("openai/")) throw out_of_range("model", "a model of openai");
    if (rq.value("stream", false) && !manners::generous)
      throw out_of_range("stream", "false: the documentation has no events of responses");
    completion done = completed(as_chat(rq), world_.chat_plan);
    if (files != 0) done.words.push_back(" (with " + std::to_string(files) + " files)");
    json const whole = answer(rq, model, done);
    if (!rq.value("stream", false)) return json_reply(whole);
    reply r{.content_type = "text/event-stream", .headers = {{"Cache-Control", "no-cache"}}};
    r.stream = [sent = events(whole)](auto const& write) {
      for (auto const& one : sent.all())
        if (!write(one)) return;
    };
    return r;
  }

  static json answer(json const& rq, std::string const& model, completion const& c) {
    bool const filtered = c.finish == "content_filter";
    std::string const status = filtered || c.finish == "length" ? "incomplete" : "completed";
    json const cut =
        status == "completed" ? json(nullptr) : json{{"reason", filtered ? "content_filter" : "max_output_tokens"}};
    auto const given = [&](std::string const& name, json otherwise) { return rq.value(name, std::move(otherwise)); };
    return {{"id", unique_token("resp_")},
            {"object", "response"},  // inferred, by analogy to OpenAI
            {"created_at", unix_now()},
            {"model", model},
            {"status", status},  // inferred, by analogy to OpenAI
            {"output", output_of(c, status)},
            {"usage", c.usage},
            {"error", nullptr},
            {"instructions", given("instructions", nullptr)},
            {"metadata", given("metadata", json::object())},
            {"reasoning", given("reasoning", {{"effort", nullptr}})},
            {"tools", given("tools", json::array())},
            {"tool_choice", given("tool_choice", "auto")},
            {"temperature", given("temperature", 1)},
            {"top_p", given("top_p", 1)},
            {"truncation", given("truncation", "disabled")},
            {"parallel_tool_calls", given("parallel_tool_calls", true)},
            {"previous_response_id", nullptr},
            {"incomplete_details", cut},
            {"text", given("text", {{"format", {{"type", "text"}}}})}};
  }

  world& world_;
  shape const wanted_ = response_request();
};

}  // namespace

std::unique_ptr<service> make_responses(world& w) { return std::make_unique<responses>(w); }

}  // namespace sandbox
