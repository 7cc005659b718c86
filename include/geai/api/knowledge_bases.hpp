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

// Artifact types, knowledge bases and jobs of the lab: rest-api.md section 5.4 (docs.globant.ai wiki 3432 for the
// first, whose table omits the version in the paths; PyGEAI's process client for the rest).

namespace geai::inline v0_2 {

// A store for the artifacts of processes.
struct knowledge_base {
  std::string id{};
  std::string name{};
  std::vector<std::string> artifact_type_names;
  std::vector<std::string> artifacts;
  std::vector<std::string> metadata;
  std::optional<std::string> created_at{};
};

// The knowledge bases of a list.
struct knowledge_base_list {
  std::vector<knowledge_base> knowledge_bases;

  std::size_t size() const noexcept { return knowledge_bases.size(); }
  knowledge_base const* begin() const noexcept { return knowledge_bases.data(); }
  knowledge_base const* end() const noexcept { return knowledge_bases.data() + knowledge_bases.size(); }
};

// The body of the operation that creates a knowledge base.
struct knowledge_base_definition {
  std::string name{};
  optional<std::vector<std::string>> artifacts{};
  optional<std::vector<std::string>> metadata{};
};

// A parameter of a job.
struct job_parameter {
  std::string name{};
  std::string value{};
};

// A background job of the platform.
struct job {
  std::string name{};
  std::optional<std::string> caption{};
  std::optional<std::string> request{};
  std::optional<std::string> token{};
  std::optional<std::string> topic{};
  std::optional<std::string> info{};
  std::vector<job_parameter> parameters;
};

// The jobs of a list. The platform sends them as a bare array.
struct job_list {
  std::vector<job> jobs;

  std::size_t size() const noexcept { return jobs.size(); }
  job const* begin() const noexcept { return jobs.data(); }
  job const* end() const noexcept { return jobs.data() + jobs.size(); }
};

template <>
struct model<knowledge_base>
    : fields<field<"id", &knowledge_base::id>, field<"name", &knowledge_base::name>,
             field<"artifactTypeName", &knowledge_base::artifact_type_names>,
             field<"artifacts", &knowledge_base::artifacts>, field<"metadata", &knowledge_base::metadata>,
             informative<"createdAt", &knowledge_base::created_at>> {
  static constexpr std::string_view wrapper = "KBDefinition";
};
template <>
struct model<knowledge_base_list> : fields<field<"knowledgeBases", &knowledge_base_list::knowledge_bases>> {};
template <>
struct model<knowledge_base_definition>
    : fields<field<"name", &knowledge_base_definition::name>, field<"artifacts", &knowledge_base_definition::artifacts>,
             field<"metadata", &knowledge_base_definition::metadata>> {};
template <>
struct model<job_parameter> : fields<field<"Name", &job_parameter::name>, field<"Value", &job_parameter::value>> {};
template <>
struct model<job> : fields<field<"name", &job::name>, field<"caption", &job::caption>, field<"request", &job::request>,
                           field<"token", &job::token>, field<"topic", &job::topic>, field<"info", &job::info>,
                           field<"parameters", &job::parameters>> {};
template <> struct model<job_list> : fields<field<"jobs", &job_list::jobs>> {};

namespace api {

// Lists the artifact types. The shape of artifact types is not documented, neither in requests nor in replies.
struct list_artifact_types {
  using answer = raw_json;
  using endpoint = get<"/v1/agent-studio/agentic-process-definition/artifact-types">;  // inferred
  using parameters = fields<>;
};

// Returns an artifact type.
struct get_artifact_type {
  std::string id{};

  using answer = raw_json;
  using endpoint = get<"/v1/agent-studio/agentic-process-definition/artifact-types/{id}">;  // inferred
  using parameters = fields<path<"id", &get_artifact_type::id>>;
};

// Creates an artifact type.
struct create_artifact_type {
  raw_json definition{};

  using answer = raw_json;
  using endpoint = post<"/v1/agent-studio/agentic-process-definition/artifact-types">;  // inferred
  using parameters = fields<body<&create_artifact_type::definition>>;
};

// Updates an artifact type.
struct update_artifact_type {
  std::string id{};
  raw_json definition{};

  using answer = raw_json;
  using endpoint = put<"/v1/agent-studio/agentic-process-definition/artifact-types/{id}">;  // inferred
  using parameters = fields<path<"id", &update_artifact_type::id>, body<&update_artifact_type::definition>>;
};

// Deletes an artifact type.
struct delete_artifact_type {
  std::string id{};

  using answer = void;
  using endpoint = delete_<"/v1/agent-studio/agentic-process-definition/artifact-types/{id}">;  // inferred
  using parameters = fields<path<"id", &delete_artifact_type::id>>;
};

// Lists the knowledge bases.
struct list_knowledge_bases {
  std::optional<std::string> name{};
  std::optional<int> start{};  // offset
  std::optional<int> count{};  // page size

  using answer = knowledge_base_list;
  using endpoint = get<"/v1/agent-studio/agentic-process-definition/kbs">;
  using parameters = fields<query<"name", &list_knowledge_bases::name>, query<"start", &list_knowledge_bases::start>,
                            query<"count", &list_knowledge_bases::count>>;
  using paging = by_offset<&list_knowledge_bases::start, &list_knowledge_bases::count>;

  template <class = void> result<void> check() const { return detail::check_not_negative(*this); }
};

// Returns one knowledge base, by its id or its name.
struct get_knowledge_base {
  std::string id{};

  using answer = knowledge_base;
  using endpoint = get<"/v1/agent-studio/agentic-process-definition/kbs/{id}">;
  using parameters = fields<path<"id", &get_knowledge_base::id>>;
};

// Creates a knowledge base.
struct create_knowledge_base {
  knowledge_base_definition definition = knowledge_base_definition();

  using answer = knowledge_base;
  using endpoint = post<"/v1/agent-studio/agentic-process-definition/kbs">;
  using parameters = fields<field<"KBDefinition", &create_knowledge_base::definition>>;

  template <class = void> result<void> check() const { return detail::check_required(definition); }
};

// Deletes a knowledge base, by its id or its name.
struct delete_knowledge_base {
  std::string id{};

  using answer = void;
  using endpoint = delete_<"/v1/agent-studio/agentic-process-definition/kbs/{id}">;
  using parameters = fields<path<"id", &delete_knowledge_base::id>>;
};

// Lists the jobs.
struct list_jobs {
  std::optional<int> start{};  // offset
  std::optional<int> count{};  // page size
  std::optional<std::string> topic{};
  std::optional<std::string> token{};
  std::optional<std::string> name{};

  using answer = job_list;
  using endpoint = get<"/v1/agent-studio/runtime/jobs">;
  using parameters =
      fields<query<"start", &list_jobs::start>, query<"count", &list_jobs::count>, query<"topic", &list_jobs::topic>,
             query<"token", &list_jobs::token>, query<"name", &list_jobs::name>>;
  using paging = by_offset<&list_jobs::start, &list_jobs::count>;

  template <class = void> result<void> check() const { return detail::check_not_negative(*this); }
};

}  // namespace api
}  // namespace geai::inline v0_2
