// Every paged operation on the wire: its first and its second page, with and without the caller's values.
#include "operations_support.hpp"
//
#include <doctest/doctest.h>

#include <geai/client/agents.hpp>
#include <geai/client/organization.hpp>
#include <geai/client/processes.hpp>
#include <geai/client/rag.hpp>
#include <geai/client/reasoning_strategies.hpp>
#include <geai/client/secrets.hpp>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace {

using client =
    geai::test::client<geai::agent_calls, geai::reasoning_strategy_calls, geai::process_calls, geai::task_calls,
                       geai::instance_calls, geai::knowledge_base_calls, geai::secret_calls, geai::organization_calls,
                       geai::access_control_calls, geai::rag_calls>;

// A list of Item, under this key in an answer. Each row is the request for a list of one item, and then the answer
// without any: two requests, the second for the next page.
template <class Item> struct table {
  std::string key;

  template <class Make>
  void row(Make const& make, std::string const& first, std::string const& second, char const* header = nullptr) const {
    CAPTURE(first);
    geai::transport::mock wire;
    wire.reply(200, "{\"" + key + "\":[{}]}").reply(200, "{\"" + key + "\":[]}");
    client const with{wire, geai::auth::none{}, geai::base_url = "https://api", geai::eval_url = "https://eval"};
    auto list = make(with);
    static_assert(std::is_same_v<typename decltype(list)::value_type, geai::result<Item>>);
    int items = 0;
    for (auto const& each : list) items += each ? 1 : 100;
    CHECK(items == 1);
    auto const sent = wire.requests();
    REQUIRE(sent.size() == 2);
    CHECK(sent[0].url == "https://api" + first);
    CHECK(sent[1].url == "https://api" + second);
    for (auto const& each : sent) {
      CHECK(each.method == "GET");
      CHECK(each.body.empty());
      if (header != nullptr) CHECK(each.header(header) == "own");
    }
  }
};

}  // namespace

TEST_CASE("pages on the wire: start and count") {
  table<geai::agent> const agents{"agents"};
  agents.row([](auto const& of) { return of.all_agents(); }, "/v2/agents?start=0&count=100",
             "/v2/agents?start=1&count=100");
  agents.row(
      [](auto const& of) {
        return of.all_agents({.status = "active",
                              .start = 5,
                              .count = 7,
                              .access_scope = "a b",
                              .allow_drafts = true,
                              .allow_external = false});
      },
      "/v2/agents?status=active&start=5&count=7&accessScope=a%20b&allowDrafts=true&allowExternal=false",
      "/v2/agents?status=active&start=6&count=7&accessScope=a%20b&allowDrafts=true&allowExternal=false");

  table<geai::agentic_process> const processes{"processes"};
  processes.row([](auto const& of) { return of.all_processes(); }, "/v2/processes?start=0&count=100",
                "/v2/processes?start=1&count=100");
  processes.row([](auto const& of) { return of.all_processes({.status = "active", .start = 5, .count = 7}); },
                "/v2/processes?status=active&start=5&count=7", "/v2/processes?status=active&start=6&count=7");

  table<geai::process_task> const tasks{"tasks"};
  tasks.row([](auto const& of) { return of.all_tasks(); }, "/v2/processes/tasks?start=0&count=100",
            "/v2/processes/tasks?start=1&count=100");
  tasks.row([](auto const& of) { return of.all_tasks({.id = "i", .start = 5, .count = 7}); },
            "/v2/processes/tasks?id=i&start=5&count=7", "/v2/processes/tasks?id=i&start=6&count=7");

  table<geai::process_instance> const instances{"instances"};
  instances.row([](auto const& of) { return of.all_process_instances({.id = "a/b"}); },
                "/v2/processes/a%2Fb/instances?start=0&count=10", "/v2/processes/a%2Fb/instances?start=1&count=10");
  instances.row(
      [](auto const& of) { return of.all_process_instances({.id = "p", .is_active = true, .start = 5, .count = 7}); },
      "/v2/processes/p/instances?isActive=true&start=5&count=7",
      "/v2/processes/p/instances?isActive=true&start=6&count=7");

  table<geai::knowledge_base> const bases{"knowledgeBases"};
  bases.row([](auto const& of) { return of.all_knowledge_bases(); },
            "/v1/agent-studio/agentic-process-definition/kbs?start=0&count=100",
            "/v1/agent-studio/agentic-process-definition/kbs?start=1&count=100");
  bases.row([](auto const& of) { return of.all_knowledge_bases({.name = "n", .start = 5, .count = 7}); },
            "/v1/agent-studio/agentic-process-definition/kbs?name=n&start=5&count=7",
            "/v1/agent-studio/agentic-process-definition/kbs?name=n&start=6&count=7");

  table<geai::job> const jobs{"jobs"};
  jobs.row([](auto const& of) { return of.all_jobs(); }, "/v1/agent-studio/runtime/jobs?start=0&count=100",
           "/v1/agent-studio/runtime/jobs?start=1&count=100");
  jobs.row([](auto const& of) { return of.all_jobs({.start = 5, .count = 7, .topic = "t"}); },
           "/v1/agent-studio/runtime/jobs?start=5&count=7&topic=t",
           "/v1/agent-studio/runtime/jobs?start=6&count=7&topic=t");

  table<geai::reasoning_strategy> const strategies{"strategies"};
  strategies.row([](auto const& of) { return of.all_reasoning_strategies(); },
                 "/v2/reasoning-strategies?start=0&count=100", "/v2/reasoning-strategies?start=1&count=100");
  strategies.row([](auto const& of) { return of.all_reasoning_strategies({.name = "n", .start = 5, .count = 7}); },
                 "/v2/reasoning-strategies?name=n&start=5&count=7", "/v2/reasoning-strategies?name=n&start=6&count=7");

  table<geai::stored_secret> const secrets{"secrets"};
  secrets.row([](auto const& of) { return of.all_secrets(); }, "/v1/secrets?start=0&count=10",
              "/v1/secrets?start=1&count=10");
  secrets.row([](auto const& of) { return of.all_secrets({.name = "n", .start = 5, .count = 7}); },
              "/v1/secrets?name=n&start=5&count=7", "/v1/secrets?name=n&start=6&count=7");
}

TEST_CASE("pages on the wire: skip and count") {
  table<geai::exported_request> const requests{"items"};
  requests.row([](auto const& of) { return of.all_exported_requests(); },
               "/v1/organization/request/export?skip=0&count=100", "/v1/organization/request/export?skip=1&count=100");
  requests.row([](auto const& of) { return of.all_exported_requests({.status = "s", .skip = 5, .count = 7}); },
               "/v1/organization/request/export?status=s&skip=5&count=7",
               "/v1/organization/request/export?status=s&skip=6&count=7");

  table<geai::rag_document> const documents{"documents"};
  documents.row([](auto const& of) { return of.all_rag_documents({.name = "a b"}); },
                "/v1/search/profile/a%20b/documents?skip=0&count=10",
                "/v1/search/profile/a%20b/documents?skip=1&count=10");
  documents.row([](auto const& of) { return of.all_rag_documents({.name = "p", .skip = 5, .count = 7}); },
                "/v1/search/profile/p/documents?skip=5&count=7", "/v1/search/profile/p/documents?skip=6&count=7");
}

TEST_CASE("pages on the wire: startPage and pageSize") {
  table<geai::organization_membership> const memberships{"organizations"};
  table<geai::project_membership> const project_memberships{"projects"};
  memberships.row([](auto const& of) { return of.all_memberships(); },
                  "/v2/accessControl/memberships?startPage=1&pageSize=20",
                  "/v2/accessControl/memberships?startPage=2&pageSize=20");
  memberships.row(
      [](auto const& of) {
        return of.all_memberships({.email = "e", .start_page = 5, .page_size = 7, .order_direction = "asc"});
      },
      "/v2/accessControl/memberships?email=e&startPage=5&pageSize=7&orderDirection=asc",
      "/v2/accessControl/memberships?email=e&startPage=6&pageSize=7&orderDirection=asc");
  project_memberships.row([](auto const& of) { return of.all_project_memberships({.organization_id = "own"}); },
                          "/v2/accessControl/projects/memberships?startPage=1&pageSize=20",
                          "/v2/accessControl/projects/memberships?startPage=2&pageSize=20", "organization-id");
  project_memberships.row([](auto const& of) { return of.all_project_memberships({.start_page = 5, .page_size = 7}); },
                          "/v2/accessControl/projects/memberships?startPage=5&pageSize=7",
                          "/v2/accessControl/projects/memberships?startPage=6&pageSize=7");

  table<geai::access_role> const roles{"roles"};
  roles.row([](auto const& of) { return of.all_project_roles({.project_id = "own"}); },
            "/v2/accessControl/projects/roles?startPage=1&pageSize=20",
            "/v2/accessControl/projects/roles?startPage=2&pageSize=20", "project-id");
  roles.row([](auto const& of) { return of.all_project_roles({.start_page = 5, .page_size = 7}); },
            "/v2/accessControl/projects/roles?startPage=5&pageSize=7",
            "/v2/accessControl/projects/roles?startPage=6&pageSize=7");

  table<geai::access_member> const members{"members"};
  members.row([](auto const& of) { return of.all_project_members({.project_id = "own"}); },
              "/v2/accessControl/projects/members?startPage=1&pageSize=20",
              "/v2/accessControl/projects/members?startPage=2&pageSize=20", "project-id");
  members.row([](auto const& of) { return of.all_project_members({.start_page = 5, .page_size = 7}); },
              "/v2/accessControl/projects/members?startPage=5&pageSize=7",
              "/v2/accessControl/projects/members?startPage=6&pageSize=7");
  members.row([](auto const& of) { return of.all_organization_members({.organization_id = "o"}); },
              "/v2/accessControl/organizations/members?organizationId=o&startPage=1&pageSize=20",
              "/v2/accessControl/organizations/members?organizationId=o&startPage=2&pageSize=20");
  members.row(
      [](auto const& of) {
        return of.all_organization_members({.organization_id = "o", .start_page = 5, .page_size = 7});
      },
      "/v2/accessControl/organizations/members?organizationId=o&startPage=5&pageSize=7",
      "/v2/accessControl/organizations/members?organizationId=o&startPage=6&pageSize=7");

  table<geai::organization> const organizations{"organizations"};
  organizations.row([](auto const& of) { return of.all_organizations(); },
                    "/v2/admin/organizations?startPage=1&pageSize=20",
                    "/v2/admin/organizations?startPage=2&pageSize=20");
  organizations.row(
      [](auto const& of) {
        return of.all_organizations({.start_page = 5, .page_size = 7, .filter_key = "name", .filter_value = "v"});
      },
      "/v2/admin/organizations?startPage=5&pageSize=7&filterKey=name&filterValue=v",
      "/v2/admin/organizations?startPage=6&pageSize=7&filterKey=name&filterValue=v");
}

namespace {

// The items of a list with these bodies as answers, and the number of requests.
template <class Make> std::pair<int, std::size_t> walk(Make const& make, std::vector<std::string> const& bodies) {
  geai::transport::mock wire;
  for (std::string const& body : bodies) wire.reply(200, body);
  client const with{wire, geai::auth::none{}, geai::base_url = "https://api", geai::eval_url = "https://eval"};
  int items = 0;
  for (auto const& each : make(with)) items += each ? 1 : 100;
  return {items, wire.requests().size()};
}

}  // namespace

TEST_CASE("pages: `pages` ends a list without another request, whatever its form (wire facts 11)") {
  auto const all = [](auto const& of) { return of.all_organizations({.page_size = 2}); };
  std::string const full = R"("organizations":[{"organizationId":"a"},{"organizationId":"b"}]})";
  std::string const last = R"("organizations":[{"organizationId":"c"}]})";
  using std::pair;
  CHECK(walk(all, {"{\"count\":3,\"pages\":2," + full, "{\"count\":3,\"pages\":2," + last}) == pair{3, std::size_t{2}});
  CHECK(walk(all, {"{\"pages\":\"1\"," + full}) == pair{2, std::size_t{1}});
  CHECK(walk(all, {R"({"organizations":[],"pages":0})"}) == pair{0, std::size_t{1}});
  // Values that say nothing about the list, or cannot be understood, end nothing.
  for (char const* said : {"", R"("pages":0,)", R"("pages":null,)", R"("pages":"many",)", R"("count":2,)"})
    CHECK(walk(all, {std::string("{") + said + full, std::string("{") + said + last, "{\"organizations\":[]}"}) ==
          pair{3, std::size_t{3}});
  // If it starts at a later page, pages are counted from the first nevertheless.
  auto const later = [](auto const& of) { return of.all_organizations({.start_page = 2, .page_size = 2}); };
  CHECK(walk(later, {"{\"pages\":2," + last}) == pair{1, std::size_t{1}});

  CHECK(walk([](auto const& of) { return of.all_memberships(); },
             {R"({"count":1,"pages":1,"organizations":[{"organizationId":"o","projects":[{"projectId":"p"}]}]})"}) ==
        pair{1, std::size_t{1}});
  CHECK(walk([](auto const& of) { return of.all_project_memberships(); },
             {R"({"count":1,"pages":1,"projects":[{"projectId":"p"}]})"}) == pair{1, std::size_t{1}});
}

TEST_CASE("pages: `count` ends a list as soon as so many items are here (wire facts 8)") {
  auto const all = [](auto const& of) { return of.all_rag_documents({.name = "p", .count = 2}); };
  std::string const full = R"("documents":[{"id":"a"},{"id":"b"}]})";
  std::string const last = R"("documents":[{"id":"c"}]})";
  std::string const none = R"({"documents":[]})";
  using std::pair;
  CHECK(walk(all, {"{\"count\":3," + full, "{\"count\":\"3\"," + last}) == pair{3, std::size_t{2}});
  CHECK(walk(all, {"{\"count\":1," + last}) == pair{1, std::size_t{1}});
  // The count of a full first page might be that of the page itself; a count that is not reached, or exceeded, is
  // ignored.
  CHECK(walk(all, {"{\"count\":2," + full, none}) == pair{2, std::size_t{2}});
  CHECK(walk(all, {"{\"count\":2," + full, "{\"count\":1," + last, none}) == pair{3, std::size_t{3}});
  CHECK(walk(all, {"{\"count\":9," + full, "{\"count\":9," + last, none}) == pair{3, std::size_t{3}});
  CHECK(walk(all, {"{\"count\":0," + full, "{\"count\":0," + last, none}) == pair{3, std::size_t{3}});
}
