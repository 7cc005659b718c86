// Analytics: 42 figures with constant values. Their members are those that the vendor's client reads. inferred: the
// contents of the replies marked raw.

#include <algorithm>
#include <array>

#include "service.hpp"
#include "shape.hpp"

namespace sandbox {

namespace {

struct figure {
  std::string_view path;   // below /v1/analytics/
  std::string_view reply;  // $date is replaced by the first requested day
  bool by_agent = false;   // agentName is accepted
};

constexpr std::array<figure, 42> figures{{
    {"lab/agents-created-and-modified", R"({"createdAgents":3,"modifiedAgents":2})"},
    {"lab/agents-created-and-modified-per-day",
     R"({"agentsCreatedAndModifiedPerDay":[{"date":"$date","createdAgents":3,"modifiedAgents":2}]})"},
    {"lab/flows-created-and-modified", R"({"createdFlows":1,"modifiedFlows":4})"},
    {"lab/flows-created-and-modified-per-day",
     R"({"flowsCreatedAndModifiedPerDay":[{"date":"$date","createdFlows":1,"modifiedFlows":4}]})"},
    {"lab/processes-created-and-modified", R"({"createdProcesses":2,"modifiedProcesses":5})"},
    {"lab/processes-created-and-modified-per-day",  // inferred
     R"({"processesCreatedAndModifiedPerDay":[{"date":"$date","createdProcesses":2,"modifiedProcesses":5}]})"},
    {"lab/projects-created", R"({"createdProjects":6})"},
    {"lab/projects-created-per-day", R"({"projectsCreatedPerDay":[{"date":"$date","createdProjects":6}]})"},  // raw
    {"requests/activity-per-agent", R"({"activityPerAgent":[{"agentName":"Sample","model":"gpt-4o"}]})"},     // raw
    {"requests/activity-per-api-token", R"({"activityPerApiToken":[{"apiToken":"default","model":"gpt-4o"}]})"},
    {"requests/activity-per-user", R"({"activityPerUser":[{"userId":"u1","agentName":"Sample"}]})"},  // raw
    {"requests/agent-usage-per-organization-and-project",                                             // raw
     R"({"agentUsagePerOrganizationAndProject":[{"organizationName":"Sandbox Organization"}]})"},
    {"requests/agent-usage-per-project", R"({"agentUsagePerProject":[{"projectName":"Sandbox Project"}]})"},  // raw
    {"requests/agent-usage-per-user",
     R"({"agentUsagePerUser":[{"userId":"u1","userName":"user@example.com","totalCost":1.25,"totalRequests":10,"totalTokens":7000}]})"},
    {"requests/average-cost-per-request", R"({"averageCost":0.0148325})"},
    {"requests/average-cost-per-user", R"({"averageCost":0.625})"},
    {"requests/average-cost-per-user-per-date",
     R"({"averageCostPerUserPerDate":[{"date":"$date","userId":"u1","userName":"user@example.com","averageCost":0.625}]})"},
    {"requests/average-request-time", R"({"averageTime":850.5})"},
    {"requests/average-requests-per-day", R"({"averageRequests":12.5})"},
    {"requests/average-requests-per-user", R"({"averageRequests":6.25})"},
    {"requests/average-requests-per-user-per-date",
     R"({"averageRequestsPerUserPerDate":[{"date":"$date","userId":"u1","userName":"user@example.com","averageRequests":6.25}]})"},
    {"requests/average-tokens-per-request",
     R"({"averageInputTokens":500.5,"averageOutputTokens":199.5,"averageTotalTokens":700})"},
    {"requests/average-users-per-agent", R"({"averageUsersPerAgent":[{"agentName":"Sample","averageUsers":1.5}]})"},
    {"requests/average-users-per-project",
     R"({"averageUsersPerProject":[{"projectId":"sandbox-project","projectName":"Sandbox Project","averageUsers":2.5}]})"},
    {"requests/number-of-tokens", R"({"totalInputTokens":5000,"totalOutputTokens":2000,"totalTokens":7000})"},
    {"requests/number-of-tokens-per-agent",
     R"({"tokensPerAgent":[{"agentName":"Sample","model":"gpt-4o","inputTokens":5000,"outputTokens":2000,"totalTokens":7000}]})"},
    {"requests/number-of-tokens-per-day",
     R"({"tokensPerDay":[{"date":"$date","inputTokens":5000,"outputTokens":2000,"totalTokens":7000}]})"},
    {"requests/overall-error-rate", R"({"errorRate":2.5})"},
    {"requests/top-10-agents-by-requests", R"({"topAgents":[{"agentName":"Sample","totalRequests":10}]})"},
    {"requests/top-10-agents-by-tokens", R"({"topAgents":[{"agentName":"Sample","totalTokens":7000}]})"},
    {"requests/top-10-users-by-cost",
     R"({"topUsers":[{"userId":"u1","userName":"user@example.com","totalCost":1.25}]})"},
    {"requests/top-10-users-by-requests",
     R"({"topUsers":[{"userId":"u1","userName":"user@example.com","totalRequests":10}]})"},
    {"requests/total-active-agents", R"({"totalActiveAgents":3})"},
    {"requests/total-active-projects", R"({"totalActiveProjects":1})"},
    {"requests/total-active-users", R"({"totalActiveUsers":2})", true},
    {"requests/total-cost", R"({"totalCost":1.25})"},
    {"requests/total-cost-per-day", R"({"costPerDay":[{"date":"$date","totalCost":1.25}]})"},
    {"requests/total-request-time", R"({"totalTime":0.75})"},  // hours
    {"requests/total-requests", R"({"totalRequests":10})", true},
    {"requests/total-requests-per-day",
     R"({"requestsPerDay":[{"date":"$date","totalRequests":10,"totalRequestsWithError":1}]})", true},
    {"requests/total-requests-with-error", R"({"totalRequestsWithError":1})"},
    {"requests/total-tokens", R"({"totalInputTokens":5000,"totalOutputTokens":2000,"totalTokens":7000})"},
}};

std::string day(query_reader& q, std::string_view name) {
  auto const given = q.text(name);
  if (!given) throw field_required(name);
  constexpr std::string_view form = "dddd-dd-dd";
  bool ok = given->size() == form.size();
  for (std::size_t i = 0; ok && i < form.size(); ++i)
    ok = form[i] == 'd' ? (*given)[i] >= '0' && (*given)[i] <= '9' : (*given)[i] == '-';
  if (!ok) throw out_of_range(name, "a day, YYYY-MM-DD");
  return *given;
}

class analytics final : public service {
public:
  void add_routes(router& r) override {
    for (auto const& f : figures)
      r.add("GET", "/v1/analytics/" + std::string(f.path), access::project, [&f](call const& c) {
        query_reader q(c.rq.query);
        auto const from = day(q, "startDate");
        auto const to = day(q, "endDate");
        if (f.by_agent) q.text("agentName");
        q.finish();
        if (to < from) throw out_of_range("endDate", "not before startDate");  // inferred
        std::string text(f.reply);
        constexpr std::string_view date = "$date";
        if (auto const at = text.find(date); at != text.npos) text.replace(at, date.size(), from);
        return reply{.body = std::move(text)};
      });
  }

  void reset() override {}
};

}  // namespace

std::unique_ptr<service> make_analytics(world&) { return std::make_unique<analytics>(); }

}  // namespace sandbox
