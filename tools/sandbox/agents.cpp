// Agents API.

#include <algorithm>

#include "agent_seeds.hpp"
#include "identifiers.hpp"
#include "lab.hpp"
#include "service.hpp"

namespace sandbox {

shape prompt_data() {
  return is::object(
      {optional("instructions", is::text()), optional("context", is::text()),
       optional("inputs", is::array_of(is::text())),
       optional("outputs",
                is::array_of(is::object({required("key", is::filled_text()), optional("description", is::text())}))),
       optional("examples",
                is::array_of(is::object({required("inputData", is::text()), required("output", is::text())})))});
}

shape public_name() {
  return [](json& v, std::string const& name) {
    is::text()(v, name);
    constexpr std::string_view allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
    if (v.get_ref<std::string const&>().find_first_not_of(allowed) != std::string::npos)
      throw api_failure(400, code::pattern_mismatch, "Field pattern mismatch: " + name);
  };
}

namespace {

shape llm_config() {
  auto const sampling = is::object(
      {optional("temperature", is::number(0)), optional("topK", is::integer()), optional("topP", is::number(0, 1))});
  return is::object(
      {optional("maxTokens", is::integer()), optional("timeout", is::integer()), optional("sampling", sampling)});
}

shape agent_data() {
  auto const used =
      is::array_of(is::object({required("name", is::filled_text()), optional("revision", is::integer())}));
  auto const pool =
      is::object({required("name", is::filled_text()), optional("tools", used), optional("agents", used)});
  auto const pools = [list = is::array_of(pool)](json& v, std::string const& name) {
    list(v, name);
    for (std::size_t i = 0; i < v.size(); ++i)
      for (std::size_t j = 0; j < i; ++j)
        if (v[i].at("name") == v[j].at("name")) throw out_of_range(name, "pools of different names");
  };
  auto const model = is::object(
      {required("name", is::filled_text()), optional("llmConfig", llm_config()), optional("prompt", prompt_data())});
  auto const property = is::object(
      {required("dataType", is::filled_text()), required("key", is::filled_text()), required("value", is::text())});
  return is::object({optional("strategyName", is::text()), optional("prompt", prompt_data()),
                     optional("llmConfig", llm_config()), optional("models", is::array_of(model)),
                     optional("resourcePools", pools), optional("properties", is::array_of(property))});
}

shape permissions() {
  auto const who = is::one_of({"none", "organization", "project"});
  return is::object({optional("chatSharing", who), optional("externalExecution", who)});
}

json no_permissions() { return {{"chatSharing", "none"}, {"externalExecution", "none"}}; }

// If agentData is present, so are its prompt and its llmConfig.
void complete_agent(json& a) {
  json& data = a.at("agentData");
  if (!data.is_object()) return;
  json const nothing = json::array();
  json const prompt{
      {"instructions", ""}, {"inputs", nothing}, {"outputs", nothing}, {"context", ""}, {"examples", nothing}};
  json const sampling{{"temperature", 1.0}, {"topK", 50}, {"topP", 1.0}};
  json const llm{{"maxTokens", 4096}, {"timeout", 60}, {"sampling", sampling}};  // inferred: the values
  for (auto const& [name, value] : {std::pair{"prompt", prompt}, {"llmConfig", llm}})
    if (!data.contains(name) || data.at(name).is_null()) data[name] = value;
}

void check_agent(json const& a) {
  if (a.at("accessScope") == "public" && (!a.at("publicName").is_string() || a.at("publicName") == ""))
    throw field_required("agentDefinition.publicName");
}

void check_published(json const& a) {
  json const& data = a.at("agentData");
  auto const given = [](json const& from, std::string const& name) {
    return from.is_object() && from.contains(name) && !from.at(name).is_null() && !from.at(name).empty() &&
           from.at(name) != "";
  };
  if (!given(data, "prompt") || !given(data.at("prompt"), "instructions"))
    throw field_required("agentDefinition.agentData.prompt.instructions");
  if (!given(data, "models")) throw field_required("agentDefinition.agentData.models");
}

lab_kind agent_kind() {
  return {
      .noun = "agent",
      .title = "Agent",
      .base = "/v2/agents",
      .wrapper = "agentDefinition",
      .list_key = "agents",
      .definition = {required("name", is::lab_name()),
                     optional("status", is::one_of({"active", "inactive", "pending"})),
                     optional("accessScope", is::one_of({"public", "private"})), optional("publicName", public_name()),
                     optional("description", is::text()), optional("jobDescription", is::text()),
                     optional("avatarImage", is::text()), optional("sharingScope", is::text()),
                     optional("permissions", permissions()), optional("agentData", agent_data())},
      .born = {{"id", ""},
               {"name", ""},
               {"status", "active"},
               {"accessScope", "private"},
               {"publicName", ""},
               {"description", ""},
               {"jobDescription", ""},
               {"avatarImage", ""},
               {"isDraft", true},
               {"isReadonly", false},
               {"revision", 1},
               {"version", 0},
               {"sharingScope", "none"},
               {"permissions", no_permissions()},
               {"effectivePermissions", no_permissions()},
               {"agentData", {{"strategyName", "Dynamic Prompting"}}}},
      .filters = {"status", "start", "count", "accessScope", "allowDrafts", "allowExternal"},
      .get_parameters = {"revision", "version", "allowDrafts"},
      .key = "publicName",
      .check = check_agent,
      .check_publish = check_published,
      .complete = complete_agent};
}

class agents final : public service {
public:
  explicit agents(world& w) : world_(w), store_(w, agent_kind()) {
    reset();
    // A chat may also use a public agent of another project.
    w.directories["agent"] = [this](std::string const& name) {
      if (store_.find(known::project, name) != nullptr) return true;
      auto* const other = store_.find(known::other_project, name);
      return other != nullptr && other->newest().at("accessScope") == "public";
    };
  }

  void add_routes(router& r) override {
    store_.add_routes(r);
    store_.add_v4_routes(r, "/v4/agents");
    auto const route = [&](std::string_view method, std::string_view path, reply (agents::*serve)(call const&)) {
      r.add(method, path, access::project, [this, serve](call const& c) { return (this->*serve)(c); });
    };
    for (std::string const base : {"/v2/agents", "/v4/agents"}) {
      route("GET", base + "/{idOrName}/export", &agents::package);
      route("POST", base + "/import", &agents::import);
    }
    route("GET", "/v2/agents/{agentId}/sharing-token", &agents::share);
    // hearsay: that these exist. inferred: their bodies and answers
    std::string const one = "/v4/agents/{idOrName}";
    route("GET", one + "/versions", &agents::versions);
    route("PUT", one + "/versions/{version}", &agents::set_version);
    route("POST", one + "/versions/{version}/deprecate", &agents::deprecate);
    route("GET", one + "/drafts", &agents::drafts);
    route("DELETE", one + "/drafts/{revision}", &agents::remove_draft);
    route("POST", one + "/revert", &agents::revert);
  }

  void reset() override { store_.restart(seeded_agents(world_.options.agents)); }

private:
  // inferred: only that the package is a labPackage is documented
  reply package(call const& c) {
    no_query(c);
    return json_reply({{"labPackage", {{"agents", json::array({store_.existing(c, c.slots.front()).newest()})}}}});
  }

  reply import(call const& c) {
    auto const list = is::array_of(is::open_object(), 1);
    json body = checked_body(c, is::object({required("labPackage", is::object({required("agents", list)}))}));
    json done = json::array();
    for (auto& one : body.at("labPackage").at("agents")) {
      json definition = json::object();
      for (auto const& m : store_.kind().definition) {
        if (!one.contains(m.name)) {
          if (m.required) throw field_required(m.name);
          continue;
        }
        if (!one.at(m.name).is_null()) m.is(one.at(m.name), m.name);
        definition[m.name] = one.at(m.name);
      }
      auto* const known_one = store_.find(c.project, definition.at("name").get<std::string>());
      json const& now =
          known_one == nullptr ? store_.create(c, definition, false) : store_.update(*known_one, definition, false);
      done.push_back({{"id", now.at("id")}, {"name", now.at("name")}});
    }
    return json_reply({{"agents", std::move(done)}});  // inferred
  }

  reply revisions(call const& c, bool drafts) {
    no_query(c);
    json out = json::array();
    for (auto const& r : store_.existing(c, c.slots.front()).revisions)
      if (r.at("isDraft").get<bool>() == drafts)
        out.push_back({{"revision", r.at("revision")}, {"version", r.at("version")}, {"status", r.at("status")}});
    return json_reply({{drafts ? "drafts" : "versions", std::move(out)}});
  }
  reply versions(call const& c) { return revisions(c, false); }
  reply drafts(call const& c) { return revisions(c, true); }

  json& revision(call const& c, std::string const& member, bool draft) {
    for (auto& r : store_.existing(c, c.slots.front()).revisions)
      if (r.at("isDraft").get<bool>() == draft && r.at(member).dump() == c.slots.at(1)) return r;
    throw api_failure(404, code::revision_not_found, "Revision not found");
  }

  reply changed_version(call const& c, json const& with) {
    json& r = revision(c, "version", false);
    r = overlaid(r, with);
    world_.changes.note("updated", "agent version", c.slots.at(1));
    return json_reply(r);
  }
  reply set_version(call const& c) { return changed_version(c, checked_body(c, is::open_object())); }
  reply deprecate(call const& c) {
    no_query(c);
    no_body(c);
    return changed_version(c, {{"status", "inactive"}});
  }

  reply remove_draft(call const& c) {
    no_query(c);
    no_body(c);
    auto& all = store_.existing(c, c.slots.front()).revisions;
    json const& draft = revision(c, "revision", true);
    if (all.size() == 1) throw api_failure(400, code::bad_input, "The only revision cannot be deleted");
    world_.changes.note("deleted", "agent draft", c.slots.at(1));
    all.erase(all.begin() + (&draft - all.data()));
    return no_content();
  }

  // Reverts to the last published revision.
  reply revert(call const& c) {
    no_query(c);
    if (!c.rq.body.empty()) parsed_body(c.rq);
    auto& all = store_.existing(c, c.slots.front()).revisions;
    auto const published =
        std::find_if(all.rbegin(), all.rend(), [](json const& r) { return !r.at("isDraft").get<bool>(); });
    if (published == all.rend()) throw api_failure(404, code::revision_not_found, "Revision not found");
    all.erase(published.base(), all.end());
    world_.changes.note("updated", "agent", all.back().at("id").get<std::string>());
    return json_reply(all.back());
  }

  reply share(call const& c) {
    no_query(c);
    auto const id = store_.existing(c, c.slots.front()).id();
    world_.changes.note("created", "sharing link", id);
    return json_reply({{"agentId", id},
                       {"apiToken", unique_token("share_")},
                       {"sharedLink", "https://share.example.com/agents/" + id}});
  }

  world& world_;
  lab_store store_;
};

}  // namespace

std::unique_ptr<service> make_agents(world& w) { return std::make_unique<agents>(w); }

}  // namespace sandbox
