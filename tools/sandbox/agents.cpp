// Agents API, reading side.

#include <algorithm>

#include "agent_seeds.hpp"
#include "service.hpp"

namespace sandbox {

namespace {

// The newest revision that the caller may and wants to see; none when there is no such revision.
struct revision_choice {
  std::uint64_t revision = 0;  // 0 = the newest
  double version = 0;          // 0 = the newest
  bool drafts = true;

  json const* of(agent_record const& a) const {
    auto const fits = [this](json const& r) {
      return (drafts || !r.at("isDraft").get<bool>()) &&
             (revision == 0 || r.at("revision").get<std::uint64_t>() == revision) &&
             (version <= 0 || r.at("version").get<double>() == version);
    };
    auto const it = std::find_if(a.revisions.rbegin(), a.revisions.rend(), fits);
    return it == a.revisions.rend() ? nullptr : &*it;
  }
};

class agents final : public service {
public:
  explicit agents(world& w) : world_(w) { reset(); }

  void add_routes(router& r) override {
    r.add("GET", "/v2/agents", access::project, [this](call const& c) { return list(c); });
    r.add("GET", "/v2/agents/{idOrName}", access::project, [this](call const& c) { return get(c); });
  }

  void reset() override { all_ = seeded_agents(world_.options.agents); }

private:
  reply list(call const& c) {
    query_reader q(c.rq.query);
    auto const status = q.one_of("status", {"active", "inactive", "pending", "draft"});
    auto const start = q.count("start").value_or(0);
    auto const count = q.count("count");
    auto const scope = q.one_of("accessScope", {"public", "private"});
    revision_choice const choice{.drafts = q.boolean("allowDrafts").value_or(true)};
    bool const external = q.boolean("allowExternal").value_or(false);
    q.finish();

    json page = json::array();
    std::uint64_t passed = 0;
    for (auto const& a : all_) {
      if (count && page.size() >= *count) break;
      if (a.project != c.project && !external) continue;
      json const* const r = choice.of(a);
      if (r == nullptr || (status && !has_status(*r, *status)) || (scope && r->at("accessScope") != *scope)) continue;
      if (passed++ >= start) page.push_back(*r);
    }
    return json_reply({{"agents", std::move(page)}});
  }

  static bool has_status(json const& agent, std::string const& status) {
    return status == "draft" ? agent.at("isDraft").get<bool>() : agent.at("status") == status;
  }

  reply get(call const& c) {
    query_reader q(c.rq.query);
    revision_choice choice;
    choice.revision = q.count("revision").value_or(0);
    choice.version = q.number("version").value_or(0);
    choice.drafts = q.boolean("allowDrafts").value_or(true);
    q.finish();
    auto const& a = existing(c);
    json const* const r = choice.of(a);
    if (r == nullptr) throw api_failure(404, code::revision_not_found, "Revision not found");
    return json_reply(*r);
  }

  agent_record& existing(call const& c) {
    auto const& key = c.slots.front();
    auto const it = std::ranges::find_if(
        all_, [&](agent_record const& a) { return a.project == c.project && (a.id() == key || a.name() == key); });
    if (it == all_.end()) throw api_failure(404, code::not_found, "Agent not found: " + key);
    return *it;
  }

  world& world_;
  std::vector<agent_record> all_;
};

}  // namespace

std::unique_ptr<service> make_agents(world& w) { return std::make_unique<agents>(w); }

}  // namespace sandbox
