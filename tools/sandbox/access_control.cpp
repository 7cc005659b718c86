// Access control and administration. inferred: the route that removes a member, and the replies of the first two of
// administration.

#include "identifiers.hpp"
#include "service.hpp"
#include "shelf.hpp"

namespace sandbox {

namespace {

constexpr std::string_view role_id = "bbbbbbbb-0000-4000-8000-000000000001";
constexpr std::string_view role_name = "Project member";

// count is the total; the pages are those of pageSize.
json paged(std::string const& name, json list, std::size_t all, std::uint64_t page_size) {
  return {{"count", all}, {"pages", (all + page_size - 1) / page_size}, {name, std::move(list)}};
}

// startPage and pageSize, and an order by the only allowed member.
struct page_query {
  query_reader q;
  std::uint64_t start;
  std::uint64_t count;
  std::optional<std::string> order;

  page_query(call const& c, std::string_view order_key)
      : q(c.rq.query), start(q.count("startPage").value_or(1)), count(q.count("pageSize").value_or(20)) {
    if (start == 0) throw out_of_range("startPage", "at least 1");
    if (count == 0) throw out_of_range("pageSize", "at least 1");
    start = (start - 1) * count;
    q.one_of("orderKey", {order_key});
    order = q.one_of("orderDirection", {"asc", "desc"});
  }

  void role_types(std::initializer_list<std::string_view> allowed) {
    auto const list = q.text("roleTypes");
    if (!list) return;
    for (std::size_t from = 0; from <= list->size();) {
      auto const end = std::min(list->find(',', from), list->size());
      if (std::ranges::find(allowed, std::string_view(*list).substr(from, end - from)) == allowed.end())
        throw out_of_range("roleTypes", "backend or frontend, separated by commas");
      from = end + 1;
    }
  }
};

json role() {
  return {{"id", role_id}, {"name", role_name}, {"externalId", ""}, {"type", "backend"}, {"origin", "platform"}};
}

json member_of(std::string_view id, json const& email, json const& roles) {
  return {{"userId", id}, {"email", email}, {"userEmail", email}, {"roles", roles}};
}

void need_project(call const& c) {
  if (c.project.empty()) throw field_required("project-id");
}

class access_control final : public service {
public:
  explicit access_control(world& w)
      : world_(w),
        members_(w, "member", {"userId", "userEmail"}, api_failure(404, 404, "Member not found")),
        organizations_(w, "organization", {"organizationId"}, api_failure(404, 2004, "Organization not found")) {
    reset();
  }

  void add_routes(router& r) override {
    std::string const base = "/v2/accessControl";
    auto const route = [&](std::string_view method, std::string const& path, access needs,
                           reply (access_control::*serve)(call const&)) {
      r.add(method, path, needs, [this, serve](call const& c) { return (this->*serve)(c); });
    };
    auto const any = access::organization;
    route("GET", base + "/memberships", any, &access_control::memberships);
    route("GET", base + "/projects/memberships", any, &access_control::project_memberships);
    route("GET", base + "/projects/roles", any, &access_control::roles);
    route("GET", base + "/projects/members", any, &access_control::project_members);
    route("POST", base + "/projects/members", any, &access_control::invite);
    route("DELETE", base + "/projects/{projectIdOrName}/members/{userId}", any, &access_control::remove);
    route("GET", base + "/organizations/members", any, &access_control::organization_members);
    route("GET", base + "/organization/plugin-runtime-policies", any, &access_control::policies);
    // The OAuth token of a system administrator; the only user of the sandbox is one.
    route("GET", "/v2/admin/organizations", access::user, &access_control::list_organizations);
    route("POST", "/v2/admin/organizations", access::user, &access_control::create_organization);
    route("DELETE", "/v2/admin/organizations/{organizationId}", access::user, &access_control::delete_organization);
    std::string const user = "/v1/accessControl/user";
    route("GET", user + "/organizations", access::user, &access_control::authorized_organizations);
    route("GET", user + "/organization/projects", access::user, &access_control::authorized_projects);
    // These two take the user's token from their query and ignore the header.
    route("GET", user + "/access/project", access::open, &access_control::project_visibility);
    route("GET", user + "/token/project", access::open, &access_control::project_token);
  }

  void reset() override {
    members_.restart({member_of(known::user_guid, known::username, json::array({role()}))});
    organizations_.restart({{{"organizationId", known::organization}, {"organizationName", "Sandbox Organization"}}});
  }

private:
  json membership() const {
    json const project{{"projectId", known::project},
                       {"projectName", "Sandbox Project"},
                       {"projectDescription", "The sandbox's own"},
                       {"organizationId", known::organization},
                       {"organizationName", "Sandbox Organization"},
                       {"roles", json::array({role()})}};
    return {{"organizationId", known::organization},
            {"organizationName", "Sandbox Organization"},
            {"isStationAvailable", true},
            {"projects", json::array({project})}};
  }

  json known_user(std::optional<std::string> const& email, json one) {
    bool const is_known = !email || members_.find(*email) != nullptr;
    return is_known ? json::array({std::move(one)}) : json::array();
  }

  reply memberships(call const& c) {
    page_query p(c, "organizationName");
    auto const email = p.q.text("email");
    p.role_types({"backend", "frontend"});
    p.q.finish();
    json const all = known_user(email, membership());
    return json_reply(paged("organizations", p.start == 0 ? all : json::array(), all.size(), p.count));
  }

  reply project_memberships(call const& c) {
    page_query p(c, "projectName");
    auto const email = p.q.text("userEmail");
    p.role_types({"backend", "frontend"});
    p.q.finish();
    if (c.organization.empty()) throw field_required("organization-id");
    json const of = membership().at("projects").at(0);
    json const all = known_user(email, of);
    return json_reply(paged("projects", p.start == 0 ? all : json::array(), all.size(), p.count));
  }

  reply roles(call const& c) {
    page_query p(c, "name");
    p.role_types({"backend", "frontend"});
    p.q.finish();
    need_project(c);
    return json_reply({{"roles", p.start == 0 ? json::array({role()}) : json::array()}});
  }

  reply listed_members(page_query& p) {
    json all = members_.page(p.start, p.count, [](json const&) { return true; });
    if (p.order == "desc") std::reverse(all.begin(), all.end());
    return json_reply({{"members", std::move(all)}});
  }

  reply project_members(call const& c) {
    page_query p(c, "name");
    p.role_types({"backend", "frontend"});
    p.q.finish();
    need_project(c);
    return listed_members(p);
  }

  reply organization_members(call const& c) {
    page_query p(c, "email");
    auto const id = p.q.text("organizationId");
    p.role_types({"backend"});
    p.q.finish();
    if (!id) throw field_required("organizationId");
    if (*id != known::organization) throw api_failure(400, code::invalid_organization, "Invalid organization id");
    return listed_members(p);
  }

  reply invite(call const& c) {
    json const d = checked_body(c, is::object({required("userEmail", is::filled_text()),
                                               required("roles", is::array_of(is::filled_text(), 1))}));
    need_project(c);
    for (auto const& r : d.at("roles"))
      if (r != role_id && r != role_name) throw out_of_range("roles", "names or ids of roles");
    if (members_.find(d.at("userEmail").get<std::string>()) != nullptr)
      throw api_failure(409, 409, "The user is a member already");
    return json_reply(members_.add(member_of(unique_id(), d.at("userEmail"), json::array({role()}))));
  }

  reply remove(call const& c) {
    no_query(c);
    no_body(c);
    if (c.slots.front() != known::project && c.slots.front() != "Sandbox Project")
      throw api_failure(404, code::project_not_found, "Project Not Found");
    members_.remove(c.slots.back());
    return no_content();
  }

  reply policies(call const& c) {
    no_query(c);
    if (c.organization.empty()) throw field_required("organization-id");
    return json_reply({{"policies", json::array()}, {"message", "There are no policies"}});  // inferred
  }

  reply list_organizations(call const& c) {
    page_query p(c, "name");
    bool const by_name = p.q.one_of("filterKey", {"name"}).has_value();
    auto const value = p.q.text("filterValue");
    p.q.finish();
    auto const wanted = [&](json const& o) {
      return !by_name || !value || o.at("organizationName").get<std::string>().find(*value) != std::string::npos;
    };
    auto const all = organizations_.page(0, everything, wanted).size();
    return json_reply(paged("organizations", organizations_.page(p.start, p.count, wanted), all, p.count));
  }

  reply create_organization(call const& c) {
    json const d = checked_body(
        c, is::object({required("name", is::filled_text()), required("administratorUserEmail", is::filled_text())}));
    return json_reply(organizations_.add({{"organizationId", unique_id()}, {"organizationName", d.at("name")}}));
  }

  reply delete_organization(call const& c) {
    no_query(c);
    no_body(c);
    if (c.slots.front() == known::organization) throw api_failure(403, 403, "The sandbox keeps its own organization");
    json const gone = organizations_.existing(c.slots.front());
    organizations_.remove(c.slots.front());
    return json_reply(gone);  // inferred
  }

  static std::string wanted(query_reader& q, std::string_view name) {
    auto const value = q.text(name);
    if (!value || value->empty()) throw field_required(name);
    return *value;
  }

  // Refuses an organization and a project that the user has no access to.
  void check_access(call const& c) const {
    query_reader q(c.rq.query);
    std::string const organization = wanted(q, "organization");
    std::string const project = wanted(q, "project");
    std::string const token = wanted(q, "accessToken");
    q.finish();
    if (world_.tokens.state(token) != token_state::live)
      throw api_failure(401, code::access_token_not_valid, "Access token not valid");
    if (organization != known::organization || project != known::project)
      throw api_failure(403, 403, "The user has no access to this project");
  }

  reply authorized_organizations(call const& c) {
    no_query(c);
    json const one{{"organizationId", known::organization}, {"organizationName", "Sandbox Organization"}};
    return json_reply({{"organizations", json::array({one})}});  // inferred
  }

  reply authorized_projects(call const& c) {
    query_reader q(c.rq.query);
    std::string const organization = wanted(q, "organization");
    q.finish();
    if (organization != known::organization) throw api_failure(403, 403, "The user has no access to this organization");
    json const one{{"projectId", known::project}, {"projectName", "Sandbox Project"}};
    return json_reply({{"projects", json::array({one})}});  // inferred
  }

  reply project_visibility(call const& c) {
    check_access(c);
    return json_reply(json::object());
  }

  reply project_token(call const& c) {
    check_access(c);
    return json_reply({{"apiToken", known::api_key}});
  }

  world& world_;
  shelf members_;
  shelf organizations_;
};

}  // namespace

std::unique_ptr<service> make_access_control(world& w) { return std::make_unique<access_control>(w); }

}  // namespace sandbox
