// Assistant API (v1) and feedback on what was answered. Executions that fail answer 200 and say so inside.

#include "identifiers.hpp"
#include "llm.hpp"
#include "service.hpp"
#include "shelf.hpp"

namespace sandbox {

namespace {

members assistant_fields() {
  return {required("type", is::filled_text()),
          required("name", is::filled_text()),
          optional("prompt", is::text()),
          optional("description", is::text()),
          optional("llmSettings", is::open_object()),
          optional("welcomeData", is::open_object())};
}

members revision_fields() { return {optional("revision", is::integer()), optional("revisionName", is::text())}; }

shape text_request() {
  return is::object(
      joined({required("assistant", is::filled_text()), required("prompt", is::filled_text())}, revision_fields()));
}

shape assistant_chat_request() {
  auto const message = is::object(
      {required("role", is::one_of({"system", "user", "assistant"})), required("content", is::filled_text())});
  return is::object(joined({required("assistant", is::filled_text()), required("messages", is::array_of(message, 1)),
                            optional("variables", is::key_values())},
                           revision_fields()));
}

json seeded() {
  return {{"assistantId", "eeeeeeee-0000-4000-8000-000000000001"},
          {"assistantName", "Sandbox Assistant"},
          {"assistantDescription", "A seeded assistant"},
          {"assistantStatus", 1},
          {"assistantType", "text"},
          {"assistantPrompt", "Answer briefly."}};
}

class assistants final : public service {
public:
  explicit assistants(world& w)
      : world_(w),
        all_(w, "assistant", {"assistantId", "assistantName"}, api_failure(404, 1, "Assistant not found")),
        requests_(w, "assistant request", {"requestId"}, api_failure(404, 3, "Request not found")) {
    reset();
    w.directories["assistant"] = [this](std::string const& name) { return all_.find(name) != nullptr; };
  }

  void add_routes(router& r) override {
    std::string const base = "/v1/assistant";
    auto const route = [&](std::string_view method, std::string const& path, reply (assistants::*serve)(call const&)) {
      r.add(method, path, access::project, [this, serve](call const& c) { return (this->*serve)(c); });
    };
    route("POST", base, &assistants::create);
    route("GET", base + "/{id}", &assistants::get);
    route("PUT", base + "/{id}", &assistants::update);
    route("DELETE", base + "/{id}", &assistants::remove);
    route("GET", base + "/{id}/status", &assistants::status);
    route("POST", base + "/{id}/datasets/extend", &assistants::extend);
    route("POST", base + "/text", &assistants::text);
    route("POST", base + "/text/begin", &assistants::text);
    route("POST", base + "/text2img", &assistants::image);
    route("POST", base + "/chat", &assistants::chat);
    route("GET", base + "/request/{id}/status", &assistants::request_status);
    route("POST", base + "/request/{id}/cancel", &assistants::cancel);
    route("POST", "/v1/feedback/request/{requestId}", &assistants::feedback);  // inferred: the path
    r.add("GET", "/v1/organization/assistants", access::organization, [this](call const& c) { return list(c); });
  }

  void reset() override {
    all_.restart({seeded()});
    requests_.restart();
  }

private:
  reply list(call const& c) {
    query_reader q(c.rq.query);
    q.one_of("detail", {"summary", "full"});
    q.finish();
    return json_reply({{"assistants", all_.all()}, {"projectId", known::project}, {"projectName", "Sandbox Project"}});
  }

  // inferred: the names of an assistant's members in replies
  static json wire(json const& d) {
    json out = json::object();
    for (auto const& [from, to] : {std::pair{"name", "assistantName"},
                                   {"description", "assistantDescription"},
                                   {"type", "assistantType"},
                                   {"prompt", "assistantPrompt"},
                                   {"status", "assistantStatus"}})
      if (d.contains(from)) out[to] = d.at(from);
    for (auto const* same : {"llmSettings", "welcomeData"})
      if (d.contains(same)) out[same] = d.at(same);
    return out;
  }

  reply create(call const& c) {
    json const d = checked_body(c, is::object(assistant_fields()));
    if (all_.find(d.at("name").get<std::string>()) != nullptr) throw api_failure(400, 2030, "Assistant name exists");
    return json_reply(all_.add(overlaid({{"assistantId", unique_id()}, {"assistantStatus", 1}}, wire(d))));
  }

  reply get(call const& c) {
    query_reader q(c.rq.query);
    bool const full = q.one_of("detail", {"summary", "full"}).value_or("summary") == "full";
    q.finish();
    json a = all_.existing(c.slots.front());
    if (!full) a.erase("assistantPrompt");  // inferred
    return json_reply(a);
  }

  reply update(call const& c) {
    members const of_revision{optional("status", is::integer(1, 2)),
                              optional("action", is::one_of({"save", "saveNewRevision", "savePublishNewRevision"})),
                              optional("revisionId", is::text())};
    json const d = checked_body(c, is::object(joined(nothing_required(assistant_fields()), of_revision)));
    return json_reply(all_.change(c.slots.front(), wire(d)));
  }

  reply remove(call const& c) {
    no_query(c);
    no_body(c);
    all_.remove(c.slots.front());
    return json_reply(json::object());  // inferred
  }

  reply status(call const& c) {
    no_query(c);
    json const& a = all_.existing(c.slots.front());
    return json_reply({{"assistantId", a.at("assistantId")}, {"status", a.at("assistantStatus")}});  // inferred
  }

  reply extend(call const& c) {
    checked_body(c, is::open_object());  // what it holds is not documented
    world_.changes.note("updated", "assistant", all_.existing(c.slots.front()).at("assistantId").get<std::string>());
    return json_reply({{"success", true}});  // inferred
  }

  reply text(call const& c) {
    json const d = checked_body(c, text_request());
    return executed(d, d.at("prompt").get<std::string>());
  }

  reply chat(call const& c) {
    json const d = checked_body(c, assistant_chat_request());
    return executed(d, d.at("messages").back().at("content").get<std::string>());
  }

  reply executed(json const& d, std::string const& asked) {
    if (all_.find(d.at("assistant").get<std::string>()) == nullptr)
      return json_reply({{"error", {{"code", 1}, {"message", "Assistant not found"}}},
                         {"status", "failed"},
                         {"success", false},
                         {"text", ""}});
    return json_reply(finished("You said: " + asked));
  }

  json const& finished(std::string const& text) {
    return requests_.add({{"requestId", unique_id()},
                          {"success", true},
                          {"status", "succeeded"},
                          {"progress", 100},
                          {"timestamp", iso_now()},
                          {"text", text},
                          {"providerName", "openai"},
                          {"providerResponse", json{{"text", text}}.dump()}});
  }

  reply image(call const& c) {
    checked_body(c, is::object({required("prompt", is::filled_text())}));
    json out = finished("");
    auto const url = "https://images.example.com/" + unique_id() + ".png";
    out["output"] = json::array({{{"image_url", url}}});
    out["hotlink"] = url;
    return json_reply(out);
  }

  reply request_status(call const& c) {
    no_query(c);
    return json_reply(requests_.existing(c.slots.front()));
  }

  reply cancel(call const& c) {
    no_query(c);
    if (!c.rq.body.empty()) is::object({optional("requestId", is::text())})(parsed_body(c.rq), "");
    return json_reply(requests_.change(c.slots.front(), {{"status", "cancelled"}}));  // inferred
  }

  // Of any request: chats leave no request id that could be looked up.
  reply feedback(call const& c) {
    checked_body(c, is::object({required("origin", is::one_of({"user-feedback"})),
                                required("answerScore", is::integer(1, 2)), optional("comments", is::text())}));
    world_.changes.note("created", "feedback", c.slots.front());
    return json_reply(json::object());
  }

  world& world_;
  shelf all_;
  shelf requests_;
};

}  // namespace

std::unique_ptr<service> make_assistants(world& w) { return std::make_unique<assistants>(w); }

}  // namespace sandbox
