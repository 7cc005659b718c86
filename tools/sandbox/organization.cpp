// Organization API (v1): projects and their requests; API tokens of projects.

#include "identifiers.hpp"
#include "llm.hpp"
#include "service.hpp"
#include "shelf.hpp"

namespace sandbox {

namespace {

constexpr std::string_view organization_name = "Sandbox Organization";
constexpr std::string_view project_name = "Sandbox Project";

json project(std::string_view id, json const& name, json const& description) {
  return {{"projectId", id},
          {"projectName", name},
          {"projectDescription", description},
          {"projectActive", true},
          {"projectStatus", 0},
          {"organizationId", known::organization},
          {"organizationName", organization_name},
          {"searchProfiles", json::array()},
          {"tokens", json::array()}};
}

json shown_token(json const& token) {
  json out = json::object();
  for (auto const* name : {"id", "name", "description", "status", "timestamp"}) out[name] = token.at(name);
  return out;
}

shape usage_limit() {
  return is::object({optional("subscriptionType", is::one_of({"Freemium", "Daily", "Weekly", "Monthly"})),
                     optional("usageUnit", is::one_of({"Requests", "Cost"})), optional("softLimit", is::number(0)),
                     optional("hardLimit", is::number(0)),
                     optional("renewalStatus", is::one_of({"Renewable", "NonRenewable"}))});
}

class organization final : public service {
public:
  explicit organization(world& w)
      : projects_(w, "project", {"projectId"}, api_failure(404, code::project_not_found, "Project Not Found")),
        tokens_(w, "api token", {"id"}, api_failure(404, code::api_token_not_found, "API token not found or blocked")) {
    w.directories["project"] = [this](std::string const& id) { return projects_.find(id) != nullptr; };
    w.project_of_api_token = [this](std::string const& token) {
      json const* const found = tokens_.find(token);
      return found != nullptr && found->at("status") == "Active" ? found->at("project").get<std::string>()
                                                                 : std::string();
    };
    reset();
  }

  void add_routes(router& r) override {
    std::string const base = "/v1/organization";
    std::string const one = base + "/project/{id}";
    r.add("GET", base + "/projects", access::organization, [this](call const& c) { return list(c); });
    r.add("POST", base + "/project", access::organization, [this](call const& c) { return create(c); });
    r.add("GET", one, access::organization, [this](call const& c) {
      no_query(c);
      return json_reply(whole(projects_.existing(c.slots.front())));
    });
    r.add("PUT", one, access::organization, [this](call const& c) { return update(c); });
    r.add("DELETE", one, access::organization, [this](call const& c) {
      no_query(c);
      no_body(c);
      if (c.slots.front() == known::project) throw api_failure(403, 403, "The sandbox keeps its own project");
      projects_.remove(c.slots.front());
      return json_reply(json::object());  // inferred
    });
    r.add("GET", one + "/tokens", access::organization, [this](call const& c) {
      no_query(c);
      projects_.existing(c.slots.front());
      auto const of = [&](json const& t) { return t.at("project") == c.slots.front(); };
      json shown = json::array();
      for (auto const& t : tokens_.page(0, everything, of)) shown.push_back(shown_token(t));
      return json_reply({{"tokens", std::move(shown)}});
    });
    r.add("GET", base + "/request/export", access::organization, [](call const& c) { return exported(c); });
    r.add("POST", "/v2/projects/tokens", access::organization, [this](call const& c) { return new_token(c); });
    std::string const token = "/v2/projects/tokens/{ApiTokenId}";
    r.add("GET", token, access::organization, [this](call const& c) {
      no_query(c);
      return json_reply(tokens_.existing(c.slots.front()));
    });
    r.add("PUT", token, access::organization, [this](call const& c) { return update_token(c); });
    r.add("DELETE", token, access::organization, [this](call const& c) {
      no_query(c);
      no_body(c);
      tokens_.change(c.slots.front(), {{"status", "Revoked"}});
      return json_reply(json::object());  // inferred
    });
    r.add("GET", "/v1/accessControl/apitoken/validate", access::organization, validated);
  }

  void reset() override {
    projects_.restart({project(known::project, project_name, "The key of the sandbox")});
    tokens_.restart();
  }

private:
  reply list(call const& c) const {
    query_reader q(c.rq.query);
    bool const full = q.one_of("detail", {"summary", "full"}).value_or("summary") == "full";
    auto const name = q.text("name");
    q.finish();
    json found = projects_.page(0, everything, [&](json const& p) { return !name || p.at("projectName") == *name; });
    if (!full)
      for (auto& p : found)
        for (auto const* more : {"organizationId", "organizationName", "searchProfiles", "tokens"}) p.erase(more);
    return json_reply({{"projects", std::move(found)}});
  }

  reply create(call const& c) {
    json const d = checked_body(
        c, is::object({required("name", is::filled_text()), required("administratorUserEmail", is::filled_text()),
                       optional("description", is::text()), optional("usageLimit", usage_limit())}));
    refuse_taken(d.at("name"), {});
    json made = project(unique_id(), d.at("name"), d.value("description", ""));
    if (d.contains("usageLimit")) made["usageLimit"] = d.at("usageLimit");
    json const& added = projects_.add(std::move(made));
    tokens_.add(token_of("default", "Default token", added.at("projectId").get<std::string>()));
    return json_reply(whole(added));
  }

  json whole(json project_known) const {
    for (auto const& t : tokens_.all())
      if (t.at("project") == project_known.at("projectId")) project_known["tokens"].push_back(shown_token(t));
    return project_known;
  }

  reply update(call const& c) {
    json const d =
        checked_body(c, is::object({required("name", is::filled_text()), optional("description", is::text())}));
    projects_.existing(c.slots.front());
    refuse_taken(d.at("name"), c.slots.front());
    json changes{{"projectName", d.at("name")}};
    if (d.contains("description")) changes["projectDescription"] = d.at("description");
    return json_reply(whole(projects_.change(c.slots.front(), changes)));
  }

  void refuse_taken(json const& name, std::string const& except) const {
    auto const taken = [&](json const& p) { return p.at("projectName") == name && p.at("projectId") != except; };
    if (!projects_.page(0, 1, taken).empty()) throw api_failure(400, 2029, "Project name exists");
  }

  // inferred: an item's values
  static reply exported(call const& c) {
    query_reader q(c.rq.query);
    auto const assistant = q.text("assistantName");
    auto const status = q.one_of("status", {"succeeded", "failed", "pending"});
    auto const skip = q.count("skip").value_or(0);
    q.count("count");
    q.finish();
    json items = json::array();
    json const item{{"apiToken", "default_sandbox"},
                    {"assistant", "Sandbox Assistant"},
                    {"cost", 0.0012},
                    {"elapsedTimeMs", 850},
                    {"startTimestamp", "2026-01-01T00:00:00"},
                    {"endTimestamp", "2026-01-01T00:00:01"},
                    {"timestamp", "2026-01-01T00:00:00"},
                    {"feedback", "Good"},
                    {"intent", "Default"},
                    {"module", "Text"},
                    {"prompt", "hello"},
                    {"output", "You said: hello"},
                    {"inputText", "hello"},
                    {"ragSourcesConsulted", ""},
                    {"sessionId", "cccccccc-0000-4000-8000-000000000002"},
                    {"status", "succeeded"}};
    if (skip == 0 && (!assistant || item.at("assistant") == *assistant) && (!status || item.at("status") == *status))
      items.push_back(item);
    return json_reply({{"items", std::move(items)}});
  }

  static json token_of(json const& name, json const& description, std::string const& project_id) {
    return {{"id", unique_token("default_")},
            {"name", name},
            {"description", description},
            {"status", "Active"},
            {"scope", "project"},
            {"timestamp", iso_now()},
            {"organization", known::organization},
            {"project", project_id}};
  }

  reply new_token(call const& c) {
    json const d =
        checked_body(c, is::object({required("name", is::filled_text()), optional("description", is::text())}));
    if (c.project.empty()) throw field_required("project-id");
    json out = tokens_.add(token_of(d.at("name"), d.value("description", ""), c.project));
    out["messages"] = json::array();
    out["errors"] = json::array();
    return json_reply(out);
  }

  reply update_token(call const& c) {
    json const d = checked_body(
        c, is::object({optional("description", is::text()), optional("status", is::one_of({"active", "blocked"}))}));
    if (tokens_.existing(c.slots.front()).at("status") == "Revoked") throw api_failure(400, 102, "Token revoked");
    json changes = d;
    if (d.contains("status")) changes["status"] = d.at("status") == "active" ? "Active" : "Blocked";
    tokens_.change(c.slots.front(), changes);
    return json_reply(json::array({{{"description", "The token was updated"}, {"type", "information"}}}));
  }

  static reply validated(call const& c) {
    no_query(c);
    return json_reply({{"organizationId", known::organization},
                       {"organizationName", organization_name},
                       {"projectId", known::project},
                       {"projectName", project_name}});
  }

  shelf projects_;
  shelf tokens_;
};

}  // namespace

std::unique_ptr<service> make_organization(world& w) { return std::make_unique<organization>(w); }

}  // namespace sandbox
