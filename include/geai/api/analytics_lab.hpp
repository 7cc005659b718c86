#pragma once

#include <cstddef>
#include <cstdint>
#include <geai/api/analytics.hpp>
#include <geai/api/operation.hpp>
#include <geai/date.hpp>
#include <geai/json/model.hpp>
#include <string>
#include <vector>

// Analytics of the lab: created and modified entities (wiki 2725, 3536, 3537).

namespace geai::inline v0_2 {

// The numbers of created and modified agents.
struct agent_changes {
  std::int64_t created_agents = 0;
  std::int64_t modified_agents = 0;
};

// The numbers of agents created and modified on one day.
struct agent_changes_of_day {
  std::string date{};  // in the platform's format; date::parse() reads it
  std::int64_t created_agents = 0;
  std::int64_t modified_agents = 0;
};

// The numbers of created and modified agents, one element per day.
struct agent_changes_by_day {
  std::vector<agent_changes_of_day> agents_created_and_modified_per_day;

  std::size_t size() const noexcept { return agents_created_and_modified_per_day.size(); }
  agent_changes_of_day const* begin() const noexcept { return agents_created_and_modified_per_day.data(); }
  agent_changes_of_day const* end() const noexcept {
    return agents_created_and_modified_per_day.data() + agents_created_and_modified_per_day.size();
  }
};

// The numbers of created and modified flows.
struct flow_changes {
  std::int64_t created_flows = 0;
  std::int64_t modified_flows = 0;
};

// The numbers of flows created and modified on one day.
struct flow_changes_of_day {
  std::string date{};  // in the platform's format; date::parse() reads it
  std::int64_t created_flows = 0;
  std::int64_t modified_flows = 0;
};

// The numbers of created and modified flows, one element per day.
struct flow_changes_by_day {
  std::vector<flow_changes_of_day> flows_created_and_modified_per_day;

  std::size_t size() const noexcept { return flows_created_and_modified_per_day.size(); }
  flow_changes_of_day const* begin() const noexcept { return flows_created_and_modified_per_day.data(); }
  flow_changes_of_day const* end() const noexcept {
    return flows_created_and_modified_per_day.data() + flows_created_and_modified_per_day.size();
  }
};

// The numbers of created and modified processes.
struct process_changes {
  std::int64_t created_processes = 0;
  std::int64_t modified_processes = 0;
};

// The numbers of processes created and modified on one day.
struct process_changes_of_day {
  std::string date{};  // in the platform's format; date::parse() reads it
  std::int64_t created_processes = 0;
  std::int64_t modified_processes = 0;
};

// The numbers of created and modified processes, one element per day.
struct process_changes_by_day {
  std::vector<process_changes_of_day> processes_created_and_modified_per_day;

  std::size_t size() const noexcept { return processes_created_and_modified_per_day.size(); }
  process_changes_of_day const* begin() const noexcept { return processes_created_and_modified_per_day.data(); }
  process_changes_of_day const* end() const noexcept {
    return processes_created_and_modified_per_day.data() + processes_created_and_modified_per_day.size();
  }
};

// The number of created projects.
struct project_count {
  std::int64_t created_projects = 0;
};

template <>
struct model<agent_changes> : fields<field<"createdAgents", &agent_changes::created_agents>,
                                     field<"modifiedAgents", &agent_changes::modified_agents>> {};
template <>
struct model<agent_changes_of_day>
    : fields<field<"date", &agent_changes_of_day::date>, field<"createdAgents", &agent_changes_of_day::created_agents>,
             field<"modifiedAgents", &agent_changes_of_day::modified_agents>> {};
template <>
struct model<agent_changes_by_day>
    : fields<field<"agentsCreatedAndModifiedPerDay", &agent_changes_by_day::agents_created_and_modified_per_day>> {};
template <>
struct model<flow_changes> : fields<field<"createdFlows", &flow_changes::created_flows>,
                                    field<"modifiedFlows", &flow_changes::modified_flows>> {};
template <>
struct model<flow_changes_of_day>
    : fields<field<"date", &flow_changes_of_day::date>, field<"createdFlows", &flow_changes_of_day::created_flows>,
             field<"modifiedFlows", &flow_changes_of_day::modified_flows>> {};
template <>
struct model<flow_changes_by_day>
    : fields<field<"flowsCreatedAndModifiedPerDay", &flow_changes_by_day::flows_created_and_modified_per_day>> {};
template <>
struct model<process_changes> : fields<field<"createdProcesses", &process_changes::created_processes>,
                                       field<"modifiedProcesses", &process_changes::modified_processes>> {};
template <>
struct model<process_changes_of_day> : fields<field<"date", &process_changes_of_day::date>,
                                              field<"createdProcesses", &process_changes_of_day::created_processes>,
                                              field<"modifiedProcesses", &process_changes_of_day::modified_processes>> {
};
template <>
struct model<process_changes_by_day>
    : fields<
          field<"processesCreatedAndModifiedPerDay", &process_changes_by_day::processes_created_and_modified_per_day>> {
};
template <> struct model<project_count> : fields<field<"createdProjects", &project_count::created_projects>> {};

namespace api {

// Counts the created and modified agents.
struct get_agents_created_and_modified {
  date start_date{};
  date end_date{};

  using answer = agent_changes;
  using endpoint = get<"/v1/analytics/lab/agents-created-and-modified">;
  using parameters = fields<query<"startDate", &get_agents_created_and_modified::start_date>,
                            query<"endDate", &get_agents_created_and_modified::end_date>>;

  template <class = void> result<void> check() const { return detail::check_period(start_date, end_date); }
};

// Counts the agents created and modified on each day.
struct get_agents_created_and_modified_per_day {
  date start_date{};
  date end_date{};

  using answer = agent_changes_by_day;
  using endpoint = get<"/v1/analytics/lab/agents-created-and-modified-per-day">;
  using parameters = fields<query<"startDate", &get_agents_created_and_modified_per_day::start_date>,
                            query<"endDate", &get_agents_created_and_modified_per_day::end_date>>;

  template <class = void> result<void> check() const { return detail::check_period(start_date, end_date); }
};

// Counts the created and modified flows.
struct get_flows_created_and_modified {
  date start_date{};
  date end_date{};

  using answer = flow_changes;
  using endpoint = get<"/v1/analytics/lab/flows-created-and-modified">;
  using parameters = fields<query<"startDate", &get_flows_created_and_modified::start_date>,
                            query<"endDate", &get_flows_created_and_modified::end_date>>;

  template <class = void> result<void> check() const { return detail::check_period(start_date, end_date); }
};

// Counts the flows created and modified on each day.
struct get_flows_created_and_modified_per_day {
  date start_date{};
  date end_date{};

  using answer = flow_changes_by_day;
  using endpoint = get<"/v1/analytics/lab/flows-created-and-modified-per-day">;
  using parameters = fields<query<"startDate", &get_flows_created_and_modified_per_day::start_date>,
                            query<"endDate", &get_flows_created_and_modified_per_day::end_date>>;

  template <class = void> result<void> check() const { return detail::check_period(start_date, end_date); }
};

// Counts the created and modified processes.
struct get_processes_created_and_modified {
  date start_date{};
  date end_date{};

  using answer = process_changes;
  using endpoint = get<"/v1/analytics/lab/processes-created-and-modified">;
  using parameters = fields<query<"startDate", &get_processes_created_and_modified::start_date>,
                            query<"endDate", &get_processes_created_and_modified::end_date>>;

  template <class = void> result<void> check() const { return detail::check_period(start_date, end_date); }
};

// Counts the processes created and modified on each day. The shape of the reply is not documented; this one is inferred
// from those of agents and flows.
struct get_processes_created_and_modified_per_day {
  date start_date{};
  date end_date{};

  using answer = process_changes_by_day;
  using endpoint = get<"/v1/analytics/lab/processes-created-and-modified-per-day">;
  using parameters = fields<query<"startDate", &get_processes_created_and_modified_per_day::start_date>,
                            query<"endDate", &get_processes_created_and_modified_per_day::end_date>>;

  template <class = void> result<void> check() const { return detail::check_period(start_date, end_date); }
};

// Counts the created projects.
struct get_projects_created {
  date start_date{};
  date end_date{};

  using answer = project_count;
  using endpoint = get<"/v1/analytics/lab/projects-created">;
  using parameters =
      fields<query<"startDate", &get_projects_created::start_date>, query<"endDate", &get_projects_created::end_date>>;

  template <class = void> result<void> check() const { return detail::check_period(start_date, end_date); }
};

// Counts the projects created on each day. The shape of the reply is not documented.
struct get_projects_created_per_day {
  date start_date{};
  date end_date{};

  using answer = raw_json;
  using endpoint = get<"/v1/analytics/lab/projects-created-per-day">;
  using parameters = fields<query<"startDate", &get_projects_created_per_day::start_date>,
                            query<"endDate", &get_projects_created_per_day::end_date>>;

  template <class = void> result<void> check() const { return detail::check_period(start_date, end_date); }
};

}  // namespace api
}  // namespace geai::inline v0_2
