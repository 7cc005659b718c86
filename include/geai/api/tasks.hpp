#pragma once

#include <cstddef>
#include <geai/api/agents.hpp>
#include <geai/api/checks.hpp>
#include <geai/api/operation.hpp>
#include <geai/api/paging.hpp>
#include <geai/json/open_enumeration.hpp>
#include <geai/optional.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Tasks of agentic processes: rest-api.md section 5.2 (docs.globant.ai wiki 3432).

namespace geai::inline v0_2 {

// The role of an artifact in a task.
enum class artifact_usage : unsigned char { input, output };
template <>
struct model<artifact_usage>
    : enumerators<enumerator<"input", artifact_usage::input>, enumerator<"output", artifact_usage::output>> {};

// A kind of artifact that a task takes or produces.
struct task_artifact_type {
  std::string name{};
  std::string description{};
  bool is_required = false;
  open_enumeration<artifact_usage> usage_type{};
  std::optional<std::string> artifact_variable_key{};  // at most 20 characters
};

// A task of a process.
struct process_task {
  std::string id{};
  std::string name{};
  std::string status{};
  raw_json version{};  // a number or a text
  bool is_draft = false;
  std::optional<int> revision{};
  std::optional<std::string> description{};
  std::optional<std::string> title_template{};
  optional<agent_prompt> prompt_data{};
  std::vector<task_artifact_type> artifact_types;
};

// The tasks of a list.
struct process_task_list {
  std::vector<process_task> tasks;

  std::size_t size() const noexcept { return tasks.size(); }
  process_task const* begin() const noexcept { return tasks.data(); }
  process_task const* end() const noexcept { return tasks.data() + tasks.size(); }
};

// The body of the create and update operations. Unset members are not sent.
struct process_task_definition {
  std::optional<std::string> id{};    // used by create_task and upsert_task; leave it unset in update_task
  std::optional<std::string> name{};  // required to create; unique; without `:` and `/`
  std::optional<std::string> description{};
  std::optional<std::string> title_template{};
  optional<agent_prompt> prompt_data{};
  optional<std::vector<task_artifact_type>> artifact_types{};
};

template <>
struct model<task_artifact_type>
    : fields<field<"name", &task_artifact_type::name>, field<"description", &task_artifact_type::description>,
             field<"isRequired", &task_artifact_type::is_required>, field<"usageType", &task_artifact_type::usage_type>,
             field<"artifactVariableKey", &task_artifact_type::artifact_variable_key>> {};
template <>
struct model<process_task>
    : fields<field<"id", &process_task::id>, field<"name", &process_task::name>, field<"status", &process_task::status>,
             field<"versionId", &process_task::version>, other_name<"version", &process_task::version>,
             field<"isDraft", &process_task::is_draft>, field<"revision", &process_task::revision>,
             field<"description", &process_task::description>, field<"titleTemplate", &process_task::title_template>,
             field<"promptData", &process_task::prompt_data>, other_name<"prompt", &process_task::prompt_data>,
             field<"artifactTypes", &process_task::artifact_types>> {
  static constexpr std::string_view wrapper = "taskDefinition";
};
template <> struct model<process_task_list> : fields<field<"tasks", &process_task_list::tasks>> {};
template <>
struct model<process_task_definition>
    : fields<field<"id", &process_task_definition::id>, field<"name", &process_task_definition::name>,
             field<"description", &process_task_definition::description>,
             field<"titleTemplate", &process_task_definition::title_template>,
             field<"promptData", &process_task_definition::prompt_data>,
             field<"artifactTypes", &process_task_definition::artifact_types>> {};

namespace api {

// Lists the tasks of the project.
struct list_tasks {
  std::optional<std::string> id{};
  std::optional<int> start{};  // offset
  std::optional<int> count{};  // page size
  std::optional<bool> allow_drafts{};

  using answer = process_task_list;
  using endpoint = get<"/v2/processes/tasks">;
  using paging = by_offset<&list_tasks::start, &list_tasks::count>;
  using parameters = fields<query<"id", &list_tasks::id>, query<"start", &list_tasks::start>,
                            query<"count", &list_tasks::count>, query<"allowDrafts", &list_tasks::allow_drafts>>;

  template <class = void> result<void> check() const { return detail::check_not_negative(*this); }
};

// Returns one task, by its id or its name.
struct get_task {
  std::string id{};

  using answer = process_task;
  using endpoint = get<"/v2/processes/tasks/{id}">;
  using parameters = fields<path<"id", &get_task::id>>;
};

// Creates a task.
struct create_task {
  process_task_definition definition = process_task_definition();
  std::optional<bool> automatic_publish{};  // true: validate and publish at once; else it is a draft

  using answer = process_task;
  using endpoint = post<"/v2/processes/tasks">;
  using parameters = fields<field<"taskDefinition", &create_task::definition>,
                            query<"automaticPublish", &create_task::automatic_publish>>;

  template <class = void> result<void> check() const { return detail::check_created(definition); }
};

// Updates a task.
struct update_task {
  std::string id{};
  process_task_definition definition = process_task_definition();
  std::optional<bool> automatic_publish{};

  using answer = process_task;
  using endpoint = put<"/v2/processes/tasks/{id}">;
  using parameters = fields<path<"id", &update_task::id>, field<"taskDefinition", &update_task::definition>,
                            query<"automaticPublish", &update_task::automatic_publish>>;

  template <class = void> result<void> check() const { return detail::check_changed(definition); }
};

// Updates the task of this id or name, or creates it.
struct upsert_task {
  std::string id{};
  process_task_definition definition = process_task_definition();
  std::optional<bool> automatic_publish{};

  using answer = process_task;
  using endpoint = put<"/v2/processes/tasks/{id}/upsert">;
  using parameters = fields<path<"id", &upsert_task::id>, field<"taskDefinition", &upsert_task::definition>,
                            query<"automaticPublish", &upsert_task::automatic_publish>>;

  template <class = void> result<void> check() const { return detail::check_changed(definition); }
};

// Deletes a task.
struct delete_task {
  std::string id{};

  using answer = void;
  using endpoint = delete_<"/v2/processes/tasks/{id}">;
  using parameters = fields<path<"id", &delete_task::id>>;
};

// Publishes a revision of a task.
struct publish_task_revision {
  std::string id{};
  std::string revision{};  // a number, sent as a text

  using answer = process_task;
  using endpoint = post<"/v2/processes/tasks/{id}/publish-revision">;
  using parameters =
      fields<path<"id", &publish_task_revision::id>, field<"revision", &publish_task_revision::revision>>;
};

}  // namespace api
}  // namespace geai::inline v0_2
