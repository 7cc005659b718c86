// Agentic processes: their definitions, tasks, and instances, which keep waiting unless they are set to end after some
// polls.

#include <algorithm>
#include <map>

#include "identifiers.hpp"
#include "lab.hpp"
#include "llm.hpp"
#include "multipart.hpp"
#include "service.hpp"
#include "shelf.hpp"

namespace sandbox {

namespace {

shape keyed(members const& more) { return is::object(joined({required("key", is::filled_text())}, more)); }

lab_kind process_kind() {
  auto const names = is::array_of(is::text());
  auto const kb = is::object({required("name", is::text()), optional("artifactTypeName", names)});
  auto const activity =
      keyed({optional("name", is::text()), optional("taskName", is::text()), optional("agentName", is::text()),
             optional("agentRevisionId", is::integer()), optional("agentId", is::text()),
             optional("taskId", is::text()), optional("taskRevisionId", is::integer())});
  auto const artifact_signal =
      keyed({optional("name", is::text()), optional("handlingType", is::text()), optional("artifactTypeName", names)});
  auto const named = keyed({optional("name", is::text())});
  auto const flow = keyed({required("sourceKey", is::filled_text()), required("targetKey", is::filled_text())});
  return {.noun = "process",
          .title = "Process",
          .base = "/v2/processes",
          .wrapper = "processDefinition",
          .list_key = "processes",
          .definition = {required("key", is::filled_text()), required("name", is::lab_name()),
                         optional("description", is::text()), optional("kb", kb),
                         optional("agenticActivities", is::array_of(activity)),
                         optional("artifactSignals", is::array_of(artifact_signal)),
                         optional("userSignals", is::array_of(named)), optional("startEvent", named),
                         optional("endEvent", named), optional("sequenceFlows", is::array_of(flow)),
                         optional("variables", is::key_values())},
          .born = {{"id", ""},
                   {"key", ""},
                   {"name", ""},
                   {"description", ""},
                   {"isDraft", true},
                   {"revision", 1},
                   {"status", "active"},
                   {"version", 0}},
          .filters = {"id", "name", "status", "start", "count", "allowDraft"},
          .get_parameters = {"revision", "version", "allowDrafts"},
          .key = "key",
          .shown = [](json one) {
            one["versionId"] = one.at("version");
            one.erase("version");
            return one;
          }};
}

lab_kind task_kind() {
  auto const short_key = [](json& v, std::string const& name) {
    is::text()(v, name);
    if (v.get_ref<std::string const&>().size() > 20) throw out_of_range(name, "at most 20 characters");
  };
  auto const artifact = is::object(
      {required("name", is::filled_text()), optional("description", is::text()), optional("isRequired", is::boolean()),
       optional("usageType", is::one_of({"input", "output"})), optional("artifactVariableKey", short_key)});
  return {.noun = "task",
          .title = "Task",
          .base = "/v2/processes/tasks",
          .wrapper = "taskDefinition",
          .list_key = "tasks",
          .definition = {optional("id", is::filled_text()), required("name", is::lab_name()),
                         optional("description", is::text()), optional("titleTemplate", is::text()),
                         optional("promptData", prompt_data()), optional("artifactTypes", is::array_of(artifact))},
          .born = {{"id", ""},
                   {"name", ""},
                   {"description", ""},
                   {"titleTemplate", ""},
                   {"isDraft", true},
                   {"revision", 1},
                   {"status", "active"},
                   {"version", 0}},
          .filters = {"id", "start", "count", "allowDrafts"},
          .get_parameters = {}};
}

// The documentation shows an object, the SDK sends a list: both are accepted, and each is returned as it was sent.
shape variables() { return is::either(is::open_object(), is::key_values()); }

shape instance_definition() {
  return is::object({required("process", is::filled_text()), optional("subject", is::text()),
                     optional("variables", variables()), optional("revision", is::integer())});
}

class processes final : public service {
public:
  explicit processes(world& w)
      : world_(w),
        processes_(w, process_kind()),
        tasks_(w, task_kind()),
        instances_(w, "instance", {"id"}, api_failure(404, code::not_found, "Instance not found")) {}

  void add_routes(router& r) override {
    processes_.add_routes(r);
    tasks_.add_routes(r);
    std::string const all = "/v2/processes/instances";
    std::string const one = all + "/{instanceId}";
    auto const route = [&](std::string_view method, std::string const& path, reply (processes::*serve)(call const&)) {
      r.add(method, path, access::project, [this, serve](call const& c) { return (this->*serve)(c); });
    };
    route("GET", "/v2/processes/{idOrName}/instances", &processes::list_instances);
    route("POST", all, &processes::start);
    route("GET", one, &processes::get);
    route("GET", one + "/trace", &processes::trace);
    route("POST", one + "/subject", &processes::set_subject);
    route("POST", one + "/variables", &processes::set_variables);
    route("POST", one + "/signal", &processes::signal);
    route("POST", one + "/abort", &processes::abort);
    route("POST", "/process/instance/artifacts/upload", &processes::upload);
  }

  void reset() override {
    processes_.restart({});
    tasks_.restart({});
    instances_.restart();
    traces_ = json::object();
    polls_left_.clear();
  }

private:
  reply list_instances(call const& c) {
    query_reader q(c.rq.query);
    bool const active = q.boolean("isActive").value_or(true);
    auto const start = q.count("start").value_or(0);
    auto const count = q.count("count").value_or(10);
    q.finish();
    auto const id = processes_.existing(c, c.slots.front()).id();
    auto const wanted = [&](json const& i) {
      return i.at("process").at("id") == id && (i.at("status") == "active") == active;
    };
    return json_reply({{"instances", instances_.page(start, count, wanted)}});
  }

  reply start(call const& c) {
    json const d =
        checked_body(c, is::object({required("instanceDefinition", instance_definition())})).at("instanceDefinition");
    auto const& of = processes_.existing(c, d.at("process").get<std::string>());
    json const* process = &of.newest();
    if (d.contains("revision") && d.at("revision") != 0) {
      auto const it =
          std::ranges::find_if(of.revisions, [&](json const& r) { return r.at("revision") == d.at("revision"); });
      if (it == of.revisions.end()) throw api_failure(404, code::revision_not_found, "Revision not found");
      process = &*it;
    }
    json const& made = instances_.add({{"id", unique_id()},
                                       {"createdAt", iso_now()},
                                       {"subject", d.value("subject", "")},
                                       {"status", "active"},
                                       {"variables", d.value("variables", json::array())},
                                       {"process",
                                        {{"id", process->at("id")},
                                         {"isDraft", process->at("isDraft")},
                                         {"name", process->at("name")},
                                         {"revision", process->at("revision")},
                                         {"version", process->at("version")}}}});
    if (world_.polls.instances) polls_left_[made.at("id").get<std::string>()] = *world_.polls.instances;
    happened(made.at("id").get<std::string>(), "started");
    return json_reply(made);
  }

  reply get(call const& c) {
    no_query(c);
    json const& one = instances_.existing(c.slots.front());
    auto const it = polls_left_.find(c.slots.front());
    if (it == polls_left_.end() || one.at("status") != "active" || it->second-- > 0) return json_reply(one);
    std::string const word = world_.polls.failing ? "failed" : "completed";  // inferred
    return changed(c, {{"status", word}}, word);
  }

  reply trace(call const& c) {
    no_query(c);
    instances_.existing(c.slots.front());
    return json_reply({{"trace", traces_.at(c.slots.front())}});  // inferred
  }

  // inferred: the bodies of the next two, and that each of these answers the instance
  reply set_subject(call const& c) {
    return changed(c, checked_body(c, is::object({required("subject", is::text())})), "subject");
  }
  reply set_variables(call const& c) {
    return changed(c, checked_body(c, is::object({required("variables", variables())})), "variables");
  }
  reply signal(call const& c) {
    json const body = checked_body(c, is::object({required("name", is::filled_text())}));
    return changed(c, json::object(), "signal " + body.at("name").get<std::string>());
  }
  reply abort(call const& c) {
    no_query(c);
    no_body(c);
    return changed(c, {{"status", "aborted"}}, "aborted");
  }

  reply changed(call const& c, json const& members_given, std::string const& what) {
    json const& now = instances_.change(c.slots.front(), members_given);
    happened(c.slots.front(), what);
    return json_reply(now);
  }

  void happened(std::string const& id, std::string const& what) {
    if (!traces_.contains(id)) traces_[id] = json::array();
    traces_[id].push_back({{"event", what}, {"timestamp", iso_now()}});
  }

  reply upload(call const& c) {
    no_query(c);
    json names = json::array();
    for (auto const& p : multipart_parts(c.rq))
      if (p.filename) names.push_back({{"name", *p.filename}, {"size", p.body.size()}});
    if (names.empty()) throw field_required("file");
    for (auto const& n : names) world_.changes.note("created", "artifact", n.at("name").get<std::string>());
    return json_reply({{"files", std::move(names)}});  // inferred
  }

  world& world_;
  lab_store processes_;
  lab_store tasks_;
  shelf instances_;
  json traces_ = json::object();
  std::map<std::string, std::uint64_t> polls_left_;  // for the instances that end automatically
};

}  // namespace

std::unique_ptr<service> make_processes(world& w) { return std::make_unique<processes>(w); }

}  // namespace sandbox
