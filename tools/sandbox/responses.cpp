// Responses API, without streaming: its event names are not documented.

#include "identifiers.hpp"
#include "llm.hpp"
#include "manners.hpp"
#include "multipart.hpp"
#include "service.hpp"
#include "shape.hpp"

namespace sandbox {

namespace {

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
  });
}

// Of the last item that says something; an item's content is a text or parts with a text.
std::string asked_of(json const& input) {
  if (input.is_string()) return input.get<std::string>();
  std::string last;
  for (auto const& item : input) {
    auto const it = item.find("content");
    if (it == item.end()) continue;
    if (it->is_string()) last = it->get<std::string>();
    if (!it->is_array()) continue;
    for (auto const& part : *it)
      if (part.is_object() && part.contains("text") && part.at("text").is_string())
        last = part.at("text").get<std::string>();
  }
  return last;
}

// With files the members come as fields of a form, file0, file1, ... beside them.
json from_form(request const& rq, std::size_t& files) {
  json body = json::object();
  for (auto const& part : multipart_parts(rq)) {
    if (part.filename) {
      if (part.name != "file" + std::to_string(files))
        throw api_failure(400, code::out_of_range, "Unknown field: " + part.name);
      ++files;
      continue;
    }
    // A field is a text; what is no string in the documentation is its JSON.
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
    if (rq.value("stream", false))
      throw out_of_range("stream", "false: how responses stream is not documented, so the sandbox does not");
    auto const asked = asked_of(rq.at("input"));
    if (asked.empty()) throw api_failure(400, 10, "Query text empty");
    std::string text = "You said: " + asked;
    if (files != 0) text += " (with " + std::to_string(files) + " files)";
    return json_reply(answer(rq, model, text, words_of(asked).size()));
  }

  static json answer(json const& rq, std::string const& model, std::string const& text, std::size_t prompt) {
    json const content{{"type", "output_text"}, {"text", text}, {"annotations", json::array()}};
    json const output = json::array(
        {{{"type", "reasoning"}, {"id", unique_token("rs_")}, {"summary", json::array()}, {"status", "completed"}},
         {{"type", "message"},
          {"role", "assistant"},
          {"id", unique_token("msg_")},
          {"status", "completed"},
          {"content", json::array({content})}}});
    auto const given = [&](std::string const& name, json otherwise) { return rq.value(name, std::move(otherwise)); };
    return {{"id", unique_token("resp_")},
            {"object", "response"},  // inferred, by likeness to OpenAI
            {"created_at", unix_now()},
            {"model", model},
            {"status", "completed"},  // inferred, likewise
            {"output", output},
            {"usage", usage_of(prompt, words_of(text).size())},
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
            {"incomplete_details", nullptr},
            {"text", {{"format", {{"type", "text"}}}}}};
  }

  shape const wanted_ = response_request();
};

}  // namespace

std::unique_ptr<service> make_responses(world&) { return std::make_unique<responses>(); }

}  // namespace sandbox
