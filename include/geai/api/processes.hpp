#pragma once

#include <cstddef>
#include <geai/api/checks.hpp>
#include <geai/api/operation.hpp>
#include <geai/api/paging.hpp>
#include <geai/optional.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Agentic processes of the lab: rest-api.md section 5.2 (docs.globant.ai wiki 3432).

namespace geai::inline v0_2 {

// The knowledge base of a process.
struct process_knowledge_base {
  std::string name{};
  std::vector<std::string> artifact_type_names{};
};

// A step of a process that an agent executes.
struct agentic_activity {
  std::string key{};
  std::string name{};
  std::string task_name{};
  std::string agent_name{};
  std::optional<int> agent_revision_id{};  // 0: the latest
  std::optional<std::string> task_id{};    // in answers only, like the next two
  std::optional<std::string> agent_id{};
  std::optional<int> task_revision_id{};
};

// A signal about artifacts of these types.
struct artifact_signal {
  std::string key{};
  std::string name{};
  std::string handling_type = "C";
  std::vector<std::string> artifact_type_names{};
};

// A signal from a user.
struct user_signal {
  std::string key{};
  std::string name{};
};

// The begin or end of a process.
struct process_event {
  std::string key{};
  std::string name{};
};

// A connection from one step of a process to the next.
struct sequence_flow {
  std::string key{};
  std::string source_key{};
  std::string target_key{};
};

// A variable of a process, and its value.
struct process_variable {
  std::string key{};
  std::string value{};
};

// The body of the create and update operations. Unset members are not sent.
struct process_definition {
  std::optional<std::string> key{};   // required to create, like the name
  std::optional<std::string> name{};  // without `:` and `/`
  std::optional<std::string> description{};
  optional<process_knowledge_base> knowledge_base{};
  optional<std::vector<agentic_activity>> agentic_activities{};
  optional<std::vector<artifact_signal>> artifact_signals{};
  optional<std::vector<user_signal>> user_signals{};
  optional<process_event> start_event{};
  optional<process_event> end_event{};
  optional<std::vector<sequence_flow>> sequence_flows{};
  optional<std::vector<process_variable>> variables{};
};

// A process of the lab: activities, signals and events, and the flows between them.
struct agentic_process {
  std::string id{};
  std::string key{};
  std::string name{};
  std::string status{};
  raw_json version{};  // a number or a text
  bool is_draft = false;
  std::optional<int> revision{};
  std::optional<std::string> description{};
  optional<process_knowledge_base> knowledge_base{};
  std::vector<agentic_activity> agentic_activities;
  std::vector<artifact_signal> artifact_signals;
  std::vector<user_signal> user_signals;
  optional<process_event> start_event{};
  optional<process_event> end_event{};
  std::vector<sequence_flow> sequence_flows;
  std::vector<process_variable> variables;
};

// The processes of a list.
struct agentic_process_list {
  std::vector<agentic_process> processes;

  std::size_t size() const noexcept { return processes.size(); }
  agentic_process const* begin() const noexcept { return processes.data(); }
  agentic_process const* end() const noexcept { return processes.data() + processes.size(); }
};

template <>
struct model<process_knowledge_base> : fields<field<"name", &process_knowledge_base::name>,
                                              field<"artifactTypeName", &process_knowledge_base::artifact_type_names>> {
};
template <>
struct model<agentic_activity>
    : fields<field<"key", &agentic_activity::key>, field<"name", &agentic_activity::name>,
             field<"taskName", &agentic_activity::task_name>, field<"agentName", &agentic_activity::agent_name>,
             field<"agentRevisionId", &agentic_activity::agent_revision_id>,
             other_name<"taskId", &agentic_activity::task_id>, other_name<"agentId", &agentic_activity::agent_id>,
             other_name<"taskRevisionId", &agentic_activity::task_revision_id>> {};
template <>
struct model<artifact_signal> : fields<field<"key", &artifact_signal::key>, field<"name", &artifact_signal::name>,
                                       field<"handlingType", &artifact_signal::handling_type>,
                                       field<"artifactTypeName", &artifact_signal::artifact_type_names>> {};
template <> struct model<user_signal> : fields<field<"key", &user_signal::key>, field<"name", &user_signal::name>> {};
template <>
struct model<process_event> : fields<field<"key", &process_event::key>, field<"name", &process_event::name>> {};
template <>
struct model<sequence_flow> : fields<field<"key", &sequence_flow::key>, field<"sourceKey", &sequence_flow::source_key>,
                                     field<"targetKey", &sequence_flow::target_key>> {};
template <>
struct model<process_variable>
    : fields<field<"key", &process_variable::key>, field<"value", &process_variable::value>> {};
template <>
struct model<process_definition>
    : fields<field<"key", &process_definition::key>, field<"name", &process_definition::name>,
             field<"description", &process_definition::description>, field<"kb", &process_definition::knowledge_base>,
             field<"agenticActivities", &process_definition::agentic_activities>,
             field<"artifactSignals", &process_definition::artifact_signals>,
             field<"userSignals", &process_definition::user_signals>,
             field<"startEvent", &process_definition::start_event>, field<"endEvent", &process_definition::end_event>,
             field<"sequenceFlows", &process_definition::sequence_flows>,
             field<"variables", &process_definition::variables>> {};
template <>
struct model<agentic_process>
    : fields<field<"id", &agentic_process::id>, field<"key", &agentic_process::key>,
             field<"name", &agentic_process::name>, field<"status", &agentic_process::status>,
             field<"versionId", &agentic_process::version>, other_name<"version", &agentic_process::version>,
             field<"isDraft", &agentic_process::is_draft>, field<"revision", &agentic_process::revision>,
             field<"description", &agentic_process::description>, field<"kb", &agentic_process::knowledge_base>,
             field<"agenticActivities", &agentic_process::agentic_activities>,
             field<"artifactSignals", &agentic_process::artifact_signals>,
             field<"userSignals", &agentic_process::user_signals>, field<"startEvent", &agentic_process::start_event>,
             field<"endEvent", &agentic_process::end_event>, field<"sequenceFlows", &agentic_process::sequence_flows>,
             field<"variables", &agentic_process::variables>> {
  static constexpr std::string_view wrapper = "processDefinition";
};
template <> struct model<agentic_process_list> : fields<field<"processes", &agentic_process_list::processes>> {};

namespace api {

// Lists the processes of the project.
struct list_processes {
  std::optional<std::string> id{};
  std::optional<std::string> name{};
  std::optional<std::string> status{};
  std::optional<int> start{};          // offset
  std::optional<int> count{};          // page size
  std::optional<bool> allow_drafts{};  // singular on the wire, unlike in the other lists of the lab

  using answer = agentic_process_list;
  using endpoint = get<"/v2/processes">;
  using paging = by_offset<&list_processes::start, &list_processes::count>;
  using parameters = fields<query<"id", &list_processes::id>, query<"name", &list_processes::name>,
                            query<"status", &list_processes::status>, query<"start", &list_processes::start>,
                            query<"count", &list_processes::count>, query<"allowDraft", &list_processes::allow_drafts>>;

  template <class = void> result<void> check() const { return detail::check_not_negative(*this); }
};

// Returns one process, by its id or its name.
struct get_process {
  std::string id{};
  std::optional<int> revision{};  // 0: the latest
  std::optional<int> version{};   // 0: the latest
  std::optional<bool> allow_drafts{};

  using answer = agentic_process;
  using endpoint = get<"/v2/processes/{id}">;
  using parameters = fields<path<"id", &get_process::id>, query<"revision", &get_process::revision>,
                            query<"version", &get_process::version>, query<"allowDrafts", &get_process::allow_drafts>>;

  template <class = void> result<void> check() const { return detail::check_not_negative(*this); }
};

// Creates a process.
struct create_process {
  process_definition definition = process_definition();
  std::optional<bool> automatic_publish{};  // true: validate and publish at once; else it is a draft

  using answer = agentic_process;
  using endpoint = post<"/v2/processes">;
  using parameters = fields<field<"processDefinition", &create_process::definition>,
                            query<"automaticPublish", &create_process::automatic_publish>>;

  template <class = void> result<void> check() const { return detail::check_created(definition); }
};

// Updates a process.
struct update_process {
  std::string id{};
  process_definition definition = process_definition();
  std::optional<bool> automatic_publish{};

  using answer = agentic_process;
  using endpoint = put<"/v2/processes/{id}">;
  using parameters = fields<path<"id", &update_process::id>, field<"processDefinition", &update_process::definition>,
                            query<"automaticPublish", &update_process::automatic_publish>>;

  template <class = void> result<void> check() const { return detail::check_changed(definition); }
};

// Updates the process of this id or name, or creates it.
struct upsert_process {
  std::string id{};
  process_definition definition = process_definition();
  std::optional<bool> automatic_publish{};

  using answer = agentic_process;
  using endpoint = put<"/v2/processes/{id}/upsert">;
  using parameters = fields<path<"id", &upsert_process::id>, field<"processDefinition", &upsert_process::definition>,
                            query<"automaticPublish", &upsert_process::automatic_publish>>;

  template <class = void> result<void> check() const { return detail::check_changed(definition); }
};

// Deletes a process.
struct delete_process {
  std::string id{};

  using answer = void;
  using endpoint = delete_<"/v2/processes/{id}">;
  using parameters = fields<path<"id", &delete_process::id>>;
};

// Publishes a revision of a process.
struct publish_process_revision {
  std::string id{};
  std::string revision{};  // a number, sent as a text

  using answer = agentic_process;
  using endpoint = post<"/v2/processes/{id}/publish-revision">;
  using parameters =
      fields<path<"id", &publish_process_revision::id>, field<"revision", &publish_process_revision::revision>>;
};

}  // namespace api
}  // namespace geai::inline v0_2
