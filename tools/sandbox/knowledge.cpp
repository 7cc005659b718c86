// Artifact types, knowledge bases, jobs. inferred: the path and the members of artifact types.

#include "identifiers.hpp"
#include "llm.hpp"
#include "service.hpp"
#include "shelf.hpp"

namespace sandbox {

namespace {

constexpr std::string_view types_path = "/v1/agent-studio/agentic-process-definition/artifact-types";
constexpr std::string_view bases_path = "/v1/agent-studio/agentic-process-definition/kbs";
constexpr std::string_view jobs_path = "/v1/agent-studio/runtime/jobs";

std::string one_of_these(std::string_view path) { return std::string(path) + "/{idOrName}"; }

shape named(bool complete) {
  return [complete](json& v, std::string const& name) {
    is::open_object()(v, name);
    if (v.contains("name"))
      is::filled_text()(v.at("name"), "name");
    else if (complete)
      throw field_required("name");
  };
}

class knowledge final : public service {
public:
  explicit knowledge(world& w)
      : types_(w, "artifact type", {"id", "name"}, api_failure(404, code::not_found, "Artifact type not found")),
        bases_(w, "knowledge base", {"id", "name"}, api_failure(404, code::not_found, "Knowledge base not found")) {
    reset();
  }

  void add_routes(router& r) override {
    r.add("GET", types_path, access::project, [this](call const& c) {
      no_query(c);
      return json_reply({{"artifactTypes", types_.all()}});  // inferred
    });
    r.add("POST", types_path, access::project, [this](call const& c) {
      json const d = checked_body(c, named(true));
      return json_reply(types_.add(overlaid(overlaid({{"id", ""}}, d), {{"id", unique_id()}})));
    });
    r.add("PUT", one_of_these(types_path), access::project, [this](call const& c) {
      json d = checked_body(c, named(false));
      d.erase("id");
      return json_reply(types_.change(c.slots.front(), d));
    });
    add_reading(r, types_path, types_);
    add_reading(r, bases_path, bases_);
    r.add("GET", bases_path, access::project, [this](call const& c) { return list_bases(c); });
    r.add("POST", bases_path, access::project, [this](call const& c) { return create_base(c); });
    r.add("GET", jobs_path, access::project, [this](call const& c) { return list_jobs(c); });
  }

  void reset() override {
    types_.restart();
    bases_.restart();
    json const parameter{{"Name", "project"}, {"Value", known::project}};  // capitalised as documented
    jobs_ = json::array({{{"caption", "Sandbox job"},
                          {"name", "sandbox-job"},
                          {"parameters", json::array({parameter})},
                          {"request", "cccccccc-0000-4000-8000-000000000001"},
                          {"token", "sandbox-job-token"},
                          {"topic", "sandbox"},
                          {"info", ""}}});
  }

private:
  static void add_reading(router& r, std::string_view path, shelf& s) {
    r.add("GET", one_of_these(path), access::project, [&s](call const& c) {
      no_query(c);
      return json_reply(s.existing(c.slots.front()));
    });
    r.add("DELETE", one_of_these(path), access::project, [&s](call const& c) {
      no_query(c);
      no_body(c);
      s.remove(c.slots.front());
      return no_content();
    });
  }

  reply list_bases(call const& c) {
    query_reader q(c.rq.query);
    auto const name = q.text("name");
    auto const start = q.count("start").value_or(0);
    auto const count = q.count("count").value_or(100);
    q.finish();
    auto const wanted = [&](json const& b) { return !name || b.at("name") == *name; };
    return json_reply({{"knowledgeBases", bases_.page(start, count, wanted)}});
  }

  reply create_base(call const& c) {
    auto const texts = is::array_of(is::text());
    auto const definition =
        is::object({required("name", is::filled_text()), optional("artifacts", texts), optional("metadata", texts)});
    json const d = checked_body(c, is::object({required("KBDefinition", definition)})).at("KBDefinition");
    if (bases_.find(d.at("name").get<std::string>()) != nullptr)
      throw api_failure(409, 409, "A knowledge base with this name exists");  // inferred
    json const nothing = json::array();
    json const made{{"id", unique_id()},    {"name", ""},          {"artifactTypeName", nothing},
                    {"artifacts", nothing}, {"metadata", nothing}, {"createdAt", iso_now()}};
    json all = overlaid(made, d);
    all["artifactTypeName"] = all.at("artifacts");  // inferred
    return json_reply(bases_.add(std::move(all)));
  }

  reply list_jobs(call const& c) const {
    query_reader q(c.rq.query);
    auto start = q.count("start").value_or(0);
    auto const count = q.count("count").value_or(100);
    std::vector<std::pair<std::string, std::string>> equal;
    for (auto const* name : {"topic", "token", "name"})
      if (auto value = q.text(name)) equal.emplace_back(name, std::move(*value));
    q.finish();
    json page = json::array();
    for (auto const& job : jobs_) {
      if (!std::ranges::all_of(equal, [&](auto const& e) { return job.at(e.first) == e.second; })) continue;
      if (start > 0)
        --start;
      else if (page.size() < count)
        page.push_back(job);
    }
    return json_reply(page);  // a bare array
  }

  shelf types_;
  shelf bases_;
  json jobs_;
};

}  // namespace

std::unique_ptr<service> make_knowledge(world& w) { return std::make_unique<knowledge>(w); }

}  // namespace sandbox
