// Tools API and, with the same life cycle, reasoning strategies.

#include <algorithm>
#include <array>

#include "lab.hpp"
#include "service.hpp"

namespace sandbox {

namespace {

members parameter_fields() {
  return {required("key", is::filled_text()),
          optional("dataType", is::filled_text()),
          optional("description", is::text()),
          optional("isRequired", is::boolean()),
          optional("type", is::one_of({"app", "config", "context"})),
          optional("fromSecret", is::boolean()),
          optional("value", is::text())};
}

shape parameters() {
  return [list = is::array_of(is::object(parameter_fields()))](json& v, std::string const& name) {
    list(v, name);
    for (std::size_t i = 0; i < v.size(); ++i)
      if (v[i].value("fromSecret", false) && v[i].value("type", "app") != "config")
        throw out_of_range(name + "[" + std::to_string(i) + "].fromSecret", "of a parameter of type config");
  };
}

void check_tool(json const& t) {
  if (t.at("accessScope") == "public" && t.at("publicName") == "") throw field_required("tool.publicName");
  if (t.at("scope") != "api") return;
  constexpr std::array methods{"_get", "_post", "_put", "_patch", "_delete", "_head", "_options"};
  auto const name = t.at("name").get<std::string>();
  auto const ends = [&](std::string_view m) { return name.size() > m.size() && name.ends_with(m); };
  if (std::ranges::none_of(methods, ends))
    throw api_failure(400, code::pattern_mismatch, "Field pattern mismatch: tool.name must be operationId_httpmethod");
  auto const document = t.value("openApiJson", "");
  if (t.at("openApi") == "" && document.empty()) throw field_required("tool.openApi or tool.openApiJson");
  if (!document.empty() && !json::accept(document)) throw out_of_range("tool.openApiJson", "JSON in a string");
}

json complete_parameter(json const& given) {
  return overlaid({{"key", ""}, {"dataType", "String"}, {"description", ""}, {"isRequired", false}, {"type", "app"}},
                  given);
}

// Parameters always have a type; an empty document is omitted.
void complete_tool(json& t) {
  for (auto& p : t.at("parameters")) p = complete_parameter(p);
  if (t.value("openApiJson", "") == "") t.erase("openApiJson");
}

lab_kind tool_kind() {
  return {
      .noun = "tool",
      .title = "Tool",
      .base = "/v2/tools",
      .wrapper = "tool",
      .list_key = "tools",
      .definition = {required("name", is::filled_text()), optional("description", is::text()),
                     optional("scope", is::one_of({"builtin", "external", "api", "proxied"})),
                     optional("accessScope", is::one_of({"public", "private"})), optional("publicName", public_name()),
                     optional("icon", is::text()), optional("openApi", is::text()), optional("openApiJson", is::text()),
                     optional("reportEvents", is::one_of({"None", "All", "Start", "Finish", "Progress"})),
                     optional("parameters", parameters())},
      .born = {{"id", ""},
               {"name", ""},
               {"description", ""},
               {"scope", "builtin"},
               {"accessScope", "private"},
               {"publicName", ""},
               {"icon", ""},
               {"openApi", ""},
               {"reportEvents", "None"},
               {"parameters", json::array()},
               {"isDraft", true},
               {"status", "active"},
               {"revision", 1},
               {"version", 0},
               {"messages", json::array()}},
      .filters = {"id", "count", "accessScope", "allowDrafts", "scope", "allowExternal"},
      .get_parameters = {"revision", "version", "allowDrafts"},
      .key = "publicName",
      .check = check_tool,
      .complete = complete_tool};
}

// inferred: a strategy's members besides its definition and id
lab_kind strategy_kind() {
  auto const text = is::object({required("language", is::filled_text()), required("description", is::text())});
  return {
      .noun = "reasoning strategy",
      .title = "Reasoning strategy",
      .base = "/v2/reasoning-strategies",
      .wrapper = "strategyDefinition",
      .list_key = "strategies",
      .definition = {required("name", is::filled_text()), optional("systemPrompt", is::text()),
                     optional("accessScope", is::one_of({"public", "private"})),
                     optional("type", is::one_of({"addendum"})), optional("localizedDescriptions", is::array_of(text))},
      .born = {{"id", ""},
               {"name", ""},
               {"systemPrompt", ""},
               {"accessScope", "private"},
               {"type", "addendum"},
               {"localizedDescriptions", json::array()},
               {"isDraft", true},
               {"status", "active"},
               {"revision", 1},
               {"version", 0}},
      .filters = {"name", "start", "count", "allowExternal", "accessScope"},
      .get_parameters = {},
      .published_by_revision = false,
      .deletable = false};
}

class tools final : public service {
public:
  explicit tools(world& w) : world_(w), tools_(w, tool_kind()), strategies_(w, strategy_kind()) {}

  void add_routes(router& r) override {
    tools_.add_routes(r);
    strategies_.add_routes(r);
    r.add("GET", "/v2/tools/{publicNameOrId}/config", access::project, [this](call const& c) { return config(c); });
    r.add("POST", "/v2/tools/{publicNameOrId}/config", access::project,
          [this](call const& c) { return set_config(c); });
    for (std::string const base : {"/v2/tools", "/v4/tools"}) {
      r.add("GET", base + "/{id}/export", access::project, [this](call const& c) { return package(c); });
      r.add("POST", base + "/import", access::project, [this](call const& c) { return import(c); });
    }
  }

  void reset() override {
    tools_.restart({});
    strategies_.restart({});
  }

private:
  reply config(call const& c) {
    query_reader q(c.rq.query);
    auto const revision = q.count("revision").value_or(0);
    auto const version = q.number("version").value_or(0);
    bool const drafts = q.boolean("allowDrafts").value_or(true);
    q.finish();
    auto const& revisions = tools_.existing(c, c.slots.front()).revisions;
    for (auto r = revisions.rbegin(); r != revisions.rend(); ++r) {
      if (!drafts && r->at("isDraft").get<bool>()) continue;
      if (revision != 0 && r->at("revision").get<std::uint64_t>() != revision) continue;
      if (version > 0 && r->at("version").get<double>() < version) continue;
      return json_reply({{"parameters", r->at("parameters")}});  // inferred
    }
    throw api_failure(404, code::revision_not_found, "Revision not found");
  }

  // Changes the parameter with the given key, or adds one.
  reply set_config(call const& c) {
    auto const definition = is::object({required("parameters", parameters())});
    json const body = checked_body(c, is::object({required("parameterDefinition", definition)}));
    auto& one = tools_.existing(c, c.slots.front());
    json& known_ones = one.revisions.back().at("parameters");
    for (auto const& p : body.at("parameterDefinition").at("parameters")) {
      auto const it =
          std::find_if(known_ones.begin(), known_ones.end(), [&](json const& k) { return k.at("key") == p.at("key"); });
      if (it == known_ones.end())
        known_ones.push_back(complete_parameter(p));
      else
        *it = overlaid(*it, p);
    }
    world_.changes.note("updated", "tool config", one.id());
    return no_content();
  }

  // inferred: the package is that of agents, with tools
  reply package(call const& c) {
    no_query(c);
    return json_reply({{"labPackage", {{"tools", json::array({tools_.existing(c, c.slots.front()).newest()})}}}});
  }

  reply import(call const& c) {
    auto const list = is::array_of(is::open_object(), 1);
    json body = checked_body(c, is::object({required("labPackage", is::object({required("tools", list)}))}));
    json done = json::array();
    for (auto& one : body.at("labPackage").at("tools")) {
      json definition = json::object();
      for (auto const& m : tools_.kind().definition)
        if (one.contains(m.name) && !one.at(m.name).is_null()) definition[m.name] = one.at(m.name);
      is::object(tools_.kind().definition)(definition, "tool");
      auto* const known_one = tools_.find(c.project, definition.at("name").get<std::string>());
      json const& now =
          known_one == nullptr ? tools_.create(c, definition, false) : tools_.update(*known_one, definition, false);
      done.push_back({{"id", now.at("id")}, {"name", now.at("name")}});
    }
    return json_reply({{"tools", std::move(done)}});
  }

  world& world_;
  lab_store tools_;
  lab_store strategies_;
};

}  // namespace

std::unique_ptr<service> make_tools(world& w) { return std::make_unique<tools>(w); }

}  // namespace sandbox
