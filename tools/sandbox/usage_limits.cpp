// Usage limits, of the organization and of the project.

#include "identifiers.hpp"
#include "service.hpp"
#include "shelf.hpp"

namespace sandbox {

namespace {

members limit_fields() {
  return {required("subscriptionType", is::one_of({"Freemium", "Daily", "Weekly", "Monthly"})),
          required("usageUnit", is::one_of({"Requests", "Cost"})), required("softLimit", is::number(0)),
          required("hardLimit", is::number(0)), optional("renewalStatus", is::one_of({"Renewable", "NonRenewable"}))};
}

void check_order(json const& limit) {
  if (limit.at("softLimit").get<double>() > limit.at("hardLimit").get<double>())
    throw out_of_range("softLimit", "not above hardLimit");  // inferred
}

class usage_limits final : public service {
public:
  explicit usage_limits(world& w)
      : world_(w), all_(w, "usage limit", {"id"}, api_failure(404, 404, "Usage limit not found")) {}

  void add_routes(router& r) override {
    std::string const organization = "/v2/usageLimits/organizations/{organizationId}";
    add_level(r, organization + "/limits", false);
    add_level(r, organization + "/projects/{projectId}/limits", true);
  }

  void reset() override { all_.restart(); }

private:
  std::string owner(call const& c, bool of_project) const {
    if (c.slots.at(0) != known::organization)
      throw api_failure(400, code::invalid_organization, "Invalid organization id");
    if (of_project && !world_.exists("project", c.slots.at(1)))
      throw api_failure(404, code::project_not_found, "Project Not Found");
    return of_project ? c.slots.at(1) : std::string(known::organization);
  }

  void add_level(router& r, std::string const& path, bool of_project) {
    auto const mine = [this, of_project](call const& c) {
      auto const name = owner(c, of_project);
      return all_.page(0, everything, [&](json const& l) { return l.at("relatedEntityName") == name; });
    };
    r.add("POST", path, access::organization, [this, of_project](call const& c) {
      auto const name = owner(c, of_project);
      return create(checked_body(c, is::object(limit_fields())), name);
    });
    r.add("GET", path, access::organization, [mine](call const& c) {
      no_query(c);
      return json_reply({{"usageLimits", mine(c)}});
    });
    r.add("GET", path + "/latest", access::organization, [mine](call const& c) {
      no_query(c);
      json const all = mine(c);
      if (all.empty()) throw api_failure(404, 404, "Usage limit not found");
      return json_reply(all.back());
    });
    if (of_project)
      r.add("GET", path + "/active", access::organization, [mine](call const& c) {
        no_query(c);
        json const all = mine(c);
        if (all.empty()) throw api_failure(404, 404, "Usage limit not found");
        return json_reply(all.back());
      });
    r.add("DELETE", path + "/{limitId}", access::organization, [this, of_project](call const& c) {
      no_query(c);
      no_body(c);
      owner(c, of_project);
      json const gone = all_.existing(c.slots.back());
      all_.remove(c.slots.back());
      return json_reply(gone);
    });
    for (auto const& m : limit_fields()) {
      if (m.name == "subscriptionType" || m.name == "usageUnit") continue;
      auto const wanted = is::object({required(m.name, m.is)});
      r.add("PUT", path + "/{limitId}/" + m.name, access::organization, [=, this](call const& c) {
        json const body = checked_body(c, wanted);
        owner(c, of_project);
        check_order(overlaid(all_.existing(c.slots.back()), body));
        return json_reply(all_.change(c.slots.back(), body));
      });
    }
  }

  reply create(json const& given, std::string const& name) {
    check_order(given);
    json const made{{"id", unique_id()},
                    {"relatedEntityName", name},
                    {"remainingUsage", given.at("hardLimit")},
                    {"usedAmount", 0},
                    {"status", 1},
                    {"validFrom", "2026-01-01T00:00:00Z"},
                    {"validUntil", "2026-12-31T23:59:59Z"},
                    {"renewalStatus", "Renewable"}};
    return json_reply(all_.add(overlaid(made, given)));
  }

  world const& world_;
  shelf all_;
};

}  // namespace

std::unique_ptr<service> make_usage_limits(world& w) { return std::make_unique<usage_limits>(w); }

}  // namespace sandbox
