// Assistant API (v1) and feedback on answers. Failed executions return 200 and report the failure in the body.

#include <algorithm>
#include <map>

#include "identifiers.hpp"
#include "llm.hpp"
#include "multipart.hpp"
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

members revision_fields() {
  return {optional("revision", is::integer()), optional("revisionName", is::text()),
          optional("variables", is::key_values())};
}

shape text_request() {
  return is::object(
      joined({required("assistant", is::filled_text()), required("prompt", is::filled_text())}, revision_fields()));
}

shape assistant_chat_request() {
  auto const message = is::object(
      {required("role", is::one_of({"system", "user", "assistant"})), required("content", is::filled_text())});
  return is::object(joined({required("assistant", is::filled_text()), required("messages", is::array_of(message, 1))},
                           revision_fields()));
}

json const& member_or(json const& of, std::string const& name, json const& otherwise) {
  auto const it = of.find(name);
  return it == of.end() ? otherwise : *it;
}

json text_metadata(std::string_view key, json const& value) {
  return {{"key", key},
          {"type", value.is_number() ? "Decimal" : "String"},
          {"value", value.is_string() ? value : json(value.dump())}};
}

// One revision of the only intent of the assistants made here. inferred: which settings are metadata
json revision_of(std::size_t number, json const& d) {
  json const settings = member_or(d, "llmSettings", json::object());
  json metadata = json::array();
  for (auto const* name : {"temperature", "maxTokens"})
    if (settings.contains(name)) metadata.push_back(text_metadata(name, settings.at(name)));
  return {{"revisionId", number},
          {"revisionName", std::to_string(number)},
          {"revisionDescription", "Revision " + std::to_string(number)},
          {"timestamp", iso_now()},
          {"modelId", "dddddddd-0000-4000-8000-000000000001"},
          {"modelName", settings.value("modelName", "gpt-4o")},
          {"providerName", settings.value("providerName", "openai")},
          {"prompt", member_or(d, "prompt", "")},
          {"metadata", std::move(metadata)}};
}

json assistant_of(std::string const& id, json const& d) {
  json const intent{{"assistantIntentId", unique_id()},
                    {"assistantIntentName", "Default"},
                    {"assistantIntentDescription", ""},
                    {"assistantIntentDefaultRevision", 1},
                    {"revisions", json::array({revision_of(1, d)})}};
  json out{{"assistantId", id},
           {"assistantName", d.at("name")},
           {"assistantDescription", member_or(d, "description", "")},
           {"assistantStatus", 1},
           {"assistantPriority", 0},
           {"assistantType", d.at("type")},
           {"projectId", known::project},
           {"projectName", "Sandbox Project"},
           {"intents", json::array({intent})}};
  for (auto const* same : {"welcomeData", "llmSettings"})
    if (d.contains(same)) out[same] = d.at(same);
  return out;
}

json seeded() {
  return assistant_of("eeeeeeee-0000-4000-8000-000000000001", {{"type", "text"},
                                                               {"name", "Sandbox Assistant"},
                                                               {"description", "A seeded assistant"},
                                                               {"prompt", "Answer briefly."}});
}

// A provider's complete answer, as a text.
std::string completion_text(std::string const& text) {
  json const message{{"role", "assistant"}, {"content", text}};
  return json{{"id", unique_token("chatcmpl-")},
              {"object", "chat.completion"},
              {"created", unix_now()},
              {"model", "gpt-4o"},
              {"choices", json::array({{{"index", 0}, {"finish_reason", "stop"}, {"message", message}}})},
              {"usage", usage_of(1, words_of(text).size())}}
      .dump();
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
    route("POST", base + "/text/begin", &assistants::begin);
    route("POST", base + "/text2img", &assistants::image);
    route("POST", base + "/chat", &assistants::chat);
    route("GET", base + "/request/{id}/status", &assistants::request_status);
    route("POST", base + "/request/{id}/cancel", &assistants::cancel);
    route("POST", "/v1/feedback/request/{requestId}", &assistants::feedback);
    r.add("GET", "/v1/organization/assistants", access::organization, [this](call const& c) { return list(c); });
  }

  void reset() override {
    all_.restart({seeded()});
    requests_.restart();
    waiting_.clear();
  }

private:
  reply list(call const& c) {
    query_reader q(c.rq.query);
    q.one_of("detail", {"summary", "full"});
    q.finish();
    return json_reply({{"assistants", all_.all()}, {"projectId", known::project}, {"projectName", "Sandbox Project"}});
  }

  reply create(call const& c) {
    json const d = checked_body(c, is::object(assistant_fields()));
    if (all_.find(d.at("name").get<std::string>()) != nullptr) throw api_failure(400, 2030, "Assistant name exists");
    return json_reply(all_.add(assistant_of(unique_id(), d)));
  }

  reply get(call const& c) {
    query_reader q(c.rq.query);
    bool const full = q.one_of("detail", {"summary", "full"}).value_or("summary") == "full";
    q.finish();
    json a = all_.existing(c.slots.front());
    if (full) return json_reply(a);
    for (auto& revision : a.at("intents").front().at("revisions"))  // inferred
      for (auto const* more : {"prompt", "metadata"}) revision.erase(more);
    return json_reply(a);
  }

  reply update(call const& c) {
    members const of_revision{optional("status", is::integer(1, 2)),
                              optional("action", is::one_of({"save", "saveNewRevision", "savePublishNewRevision"})),
                              optional("revisionId", is::either(is::integer(), is::text()))};
    json const d = checked_body(c, is::object(joined(nothing_required(assistant_fields()), of_revision)));
    json const& now = all_.existing(c.slots.front());
    json changes = json::object();
    for (auto const& [from, to] : {std::pair{"name", "assistantName"},
                                   {"description", "assistantDescription"},
                                   {"type", "assistantType"},
                                   {"status", "assistantStatus"},
                                   {"llmSettings", "llmSettings"},
                                   {"welcomeData", "welcomeData"}})
      if (d.contains(from)) changes[to] = d.at(from);
    changes["intents"] = revised(now.at("intents"), d);
    return json_reply(all_.change(c.slots.front(), changes));
  }

  // Adds a revision on demand; otherwise replaces the named revision, or the newest.
  static json revised(json intents, json const& d) {
    json& intent = intents.front();
    json& revisions = intent.at("revisions");
    auto const action = d.value("action", "save");
    std::size_t number = action == "save" ? revisions.size() : revisions.size() + 1;
    if (action == "save" && d.contains("revisionId")) {
      json const& wanted = d.at("revisionId");
      auto const id = wanted.is_string() ? wanted.get<std::string>() : wanted.dump();
      auto const it = std::ranges::find_if(revisions, [&](json const& r) { return r.at("revisionId").dump() == id; });
      if (it == revisions.end()) throw api_failure(404, code::revision_not_found, "Revision not found");
      number = static_cast<std::size_t>(it - revisions.begin()) + 1;
    }
    if (number > revisions.size()) revisions.push_back(revisions.back());
    json& revision = revisions[number - 1];
    json as_before{{"prompt", revision.at("prompt")}};
    json const written = revision_of(number, overlaid(std::move(as_before), d));
    revision = d.contains("llmSettings") ? written
                                         : overlaid(std::move(revision), {{"revisionId", written.at("revisionId")},
                                                                          {"revisionName", written.at("revisionName")},
                                                                          {"timestamp", written.at("timestamp")},
                                                                          {"prompt", written.at("prompt")}});
    if (action == "savePublishNewRevision") intent["assistantIntentDefaultRevision"] = number;
    return intents;
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
    no_query(c);
    auto const parts = multipart_parts(c.rq);
    for (auto const& p : parts)
      if (p.name != "file" || !p.filename || !p.filename->ends_with(".csv")) throw out_of_range("file", "a .csv file");
    if (parts.empty()) throw field_required("file");
    world_.changes.note("updated", "assistant", all_.existing(c.slots.front()).at("assistantId").get<std::string>());
    return json_reply({{"success", true}});  // inferred
  }

  reply text(call const& c) {
    json const d = checked_body(c, text_request());
    return executed(d, d.at("prompt").get<std::string>());
  }

  // The answer comes with the status after the configured number of polls; at once without polls.
  reply begin(call const& c) {
    json const d = checked_body(c, text_request());
    reply now = executed(d, d.at("prompt").get<std::string>());
    if (world_.polls.assistant_requests == 0 || requests_.items().empty()) return now;
    json const done = json::parse(now.body);
    if (!done.contains("requestId")) return now;
    auto const id = done.at("requestId").get<std::string>();
    waiting_[id] = {world_.polls.assistant_requests, done};
    json unfinished = done;
    unfinished.erase("providerResponse");
    unfinished.update({{"status", "pending"}, {"progress", 0}, {"text", ""}});  // inferred
    requests_.existing(id) = unfinished;
    return json_reply(unfinished);
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
                          {"providerResponse", completion_text(text)}});
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
    json& now = requests_.existing(c.slots.front());
    if (auto const it = waiting_.find(c.slots.front()); it != waiting_.end() && it->second.polls-- == 0) {
      now = it->second.done;
      if (world_.polls.failing) now.update({{"status", "failed"}, {"success", false}, {"text", ""}});  // inferred
      waiting_.erase(it);
    }
    return json_reply(now);
  }

  reply cancel(call const& c) {
    no_query(c);
    if (!c.rq.body.empty()) {
      json body = parsed_body(c.rq);
      is::object({optional("requestId", is::text())})(body, "");
    }
    waiting_.erase(c.slots.front());
    return json_reply(requests_.change(c.slots.front(), {{"status", "cancelled"}}));  // inferred
  }

  // Accepts any request id: chats do not return one that could be looked up.
  reply feedback(call const& c) {
    checked_body(c, is::object({required("origin", is::one_of({"user-feedback"})),
                                required("answerScore", is::integer(1, 2)), optional("comments", is::text())}));
    world_.changes.note("created", "feedback", c.slots.front());
    return json_reply(json::object());
  }

  struct waiting_request {
    std::uint64_t polls;
    json done;
  };

  world& world_;
  shelf all_;
  shelf requests_;
  std::map<std::string, waiting_request> waiting_;
};

}  // namespace

std::unique_ptr<service> make_assistants(world& w) { return std::make_unique<assistants>(w); }

}  // namespace sandbox
