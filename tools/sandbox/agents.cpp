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
  return [](json const& v, std::string const& name) {
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
  auto const pools = [list = is::array_of(pool)](json const& v, std::string const& name) {
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
      .check_publish = check_published};
}

class agents final : public service {
public:
  explicit agents(world& w) : world_(w), store_(w, agent_kind()) {
    reset();
    w.directories["agent"] = [this](std::string const& name) { return store_.find(known::project, name) != nullptr; };
  }

  void add_routes(router& r) override {
    store_.add_routes(r);
    r.add("GET", "/v2/agents/{idOrName}/export", access::project, [this](call const& c) { return package(c); });
    r.add("POST", "/v2/agents/import", access::project, [this](call const& c) { return import(c); });
    // inferred: the path is not documented
    r.add("GET", "/v2/agents/{agentId}/sharing-link", access::project, [this](call const& c) { return share(c); });
  }

  void reset() override { store_.restart(seeded_agents(world_.options.agents)); }

private:
  // inferred: only that the package is JSON is documented
  reply package(call const& c) {
    no_query(c);
    return json_reply({{"agents", json::array({store_.existing(c, c.slots.front()).newest()})}});
  }

  reply import(call const& c) {
    json const body = checked_body(c, is::object({required("agents", is::array_of(is::open_object(), 1))}));
    json done = json::array();
    for (auto const& one : body.at("agents")) {
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
