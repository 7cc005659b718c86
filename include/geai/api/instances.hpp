#pragma once

#include <cstddef>
#include <geai/api/checks.hpp>
#include <geai/api/operation.hpp>
#include <geai/api/paging.hpp>
#include <geai/api/processes.hpp>
#include <geai/api/states.hpp>
#include <geai/http/multipart.hpp>
#include <geai/optional.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Running processes and their threads: rest-api.md section 5.3 (docs.globant.ai wiki 3433).

namespace geai::inline v0_2 {

// The process of an instance.
struct instance_process {
  std::string id{};
  std::string name{};
  bool is_draft = false;
  raw_json version{};  // a number or a text
};

// A variable of an instance, and its value.
struct instance_variable {
  std::string key{};
  raw_json value{};  // PyGEAI reads a text
};

// An instance of a process.
struct process_instance {
  std::string id{};
  std::optional<std::string> created_at{};
  std::optional<std::string> subject{};
  std::optional<std::string> status{};
  std::vector<instance_variable> variables;  // also read from an object, which the documentation shows
  optional<instance_process> process{};      // has only its name if the platform sends a text

  // Returns true if it has ended. The words for states are not documented; these are inferred.
  bool is_finished() const noexcept {
    return status && is_state(*status, {"completed", "finished", "done", "success"});
  }
  // Returns true if it has ended without success. The words are inferred, like those of is_finished().
  bool has_failed() const noexcept {
    return status && is_state(*status, {"aborted", "failed", "error", "cancelled", "canceled"});
  }
};

// The instances of a list.
struct process_instance_list {
  std::vector<process_instance> instances;

  std::size_t size() const noexcept { return instances.size(); }
  process_instance const* begin() const noexcept { return instances.data(); }
  process_instance const* end() const noexcept { return instances.data() + instances.size(); }
};

// The body of the operation that starts a process.
struct instance_definition {
  std::string process{};  // the name of the process
  std::optional<std::string> subject{};
  optional<std::vector<process_variable>> variables{};
  std::optional<int> revision{};
};

template <>
struct model<instance_process>
    : fields<field<"id", &instance_process::id>, field<"name", &instance_process::name>,
             field<"isDraft", &instance_process::is_draft>, field<"version", &instance_process::version>> {
  static constexpr std::string_view text_name = "name";
};
template <>
struct model<instance_variable>
    : fields<field<"key", &instance_variable::key>, field<"value", &instance_variable::value>> {};
template <>
struct model<process_instance>
    : fields<field<"id", &process_instance::id>, informative<"createdAt", &process_instance::created_at>,
             field<"subject", &process_instance::subject>, field<"status", &process_instance::status>,
             key_values<"variables", &process_instance::variables>, field<"process", &process_instance::process>> {};
template <> struct model<process_instance_list> : fields<field<"instances", &process_instance_list::instances>> {};
template <>
struct model<instance_definition>
    : fields<field<"process", &instance_definition::process>, field<"subject", &instance_definition::subject>,
             field<"variables", &instance_definition::variables>, field<"revision", &instance_definition::revision>> {};

namespace api {

// Lists the instances of a process, by its id or its name.
struct list_process_instances {
  std::string id{};
  std::optional<bool> is_active{};
  std::optional<int> start{};  // offset
  std::optional<int> count{};  // page size

  using answer = process_instance_list;
  using endpoint = get<"/v2/processes/{id}/instances">;
  using paging = by_offset<&list_process_instances::start, &list_process_instances::count, 10>;
  using parameters =
      fields<path<"id", &list_process_instances::id>, query<"isActive", &list_process_instances::is_active>,
             query<"start", &list_process_instances::start>, query<"count", &list_process_instances::count>>;

  template <class = void> result<void> check() const { return detail::check_not_negative(*this); }
};

// Starts an instance of a process.
struct start_instance {
  instance_definition definition = instance_definition();

  using answer = process_instance;
  using endpoint = post<"/v2/processes/instances">;
  using parameters = fields<field<"instanceDefinition", &start_instance::definition>>;

  template <class = void> result<void> check() const { return detail::check_required(definition); }
};

// Returns an instance of a process.
struct get_instance {
  std::string id{};

  using answer = process_instance;
  using endpoint = get<"/v2/processes/instances/{id}">;
  using parameters = fields<path<"id", &get_instance::id>>;
};

// Returns the history of an instance. The shape of the reply is not documented.
struct get_instance_history {
  std::string id{};

  using answer = raw_json;
  using endpoint = get<"/v2/processes/instances/{id}/trace">;
  using parameters = fields<path<"id", &get_instance_history::id>>;
};

// Sets the subject of an instance. The form of the body is inferred. The reply is not documented; call_raw() returns it.
struct set_instance_subject {
  std::string id{};
  std::string subject{};

  using answer = void;
  using endpoint = post<"/v2/processes/instances/{id}/subject">;
  using parameters = fields<path<"id", &set_instance_subject::id>, field<"subject", &set_instance_subject::subject>>;
};

// Sets the variables of an instance. The form of the body is inferred. The reply is not documented; call_raw() returns
// it.
struct set_instance_variables {
  std::string id{};
  std::vector<process_variable> variables{};

  using answer = void;
  using endpoint = post<"/v2/processes/instances/{id}/variables">;
  using parameters =
      fields<path<"id", &set_instance_variables::id>, field<"variables", &set_instance_variables::variables>>;
};

// Sends a user's signal, by its name. The reply is not documented; call_raw() returns it.
struct send_user_signal {
  std::string id{};
  std::string name{};

  using answer = void;
  using endpoint = post<"/v2/processes/instances/{id}/signal">;
  using parameters = fields<path<"id", &send_user_signal::id>, field<"name", &send_user_signal::name>>;
};

// Aborts an instance of a process. The reply is not documented; call_raw() returns it.
struct abort_instance {
  std::string id{};

  using answer = void;
  using endpoint = post<"/v2/processes/instances/{id}/abort">;
  using parameters = fields<path<"id", &abort_instance::id>>;
  static constexpr bool empty_object = true;
};

// Uploads files as artifacts. The documentation omits the version in the path. The name of the parts is inferred; the
// shape of the reply is not documented.
struct upload_artifacts {
  std::vector<file_upload> files{};

  using answer = raw_json;
  using endpoint = post<"/process/instance/artifacts/upload">;  // inferred
  using parameters = fields<part<"file", &upload_artifacts::files>>;
};

// Returns a thread. The shape of the reply is not documented.
struct get_thread_information {
  std::string id{};

  using answer = raw_json;
  using endpoint = get<"/v2/threads/{id}">;
  using parameters = fields<path<"id", &get_thread_information::id>>;
};

}  // namespace api
}  // namespace geai::inline v0_2
