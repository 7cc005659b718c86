#pragma once

#include <cstddef>
#include <geai/api/checks.hpp>
#include <geai/api/choices.hpp>
#include <geai/api/operation.hpp>
#include <geai/api/paging.hpp>
#include <geai/api/platform_message.hpp>
#include <geai/json/open_enumeration.hpp>
#include <geai/optional.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The agents of the lab: rest-api.md section 3 (docs.globant.ai wiki 967), PyGEAI's agent client.

namespace geai::inline v0_2 {

// The states of an agent.
enum class agent_status : unsigned char { active, inactive, pending, draft };
template <>
struct model<agent_status>
    : enumerators<enumerator<"active", agent_status::active>, enumerator<"inactive", agent_status::inactive>,
                  enumerator<"pending", agent_status::pending>, enumerator<"draft", agent_status::draft>> {};

// The group that may share or run an agent: "none", "organization" or "project".
struct agent_permissions {
  std::string chat_sharing{};
  std::string external_execution{};
};

// The sampling parameters of a model.
struct sampling {
  std::optional<double> temperature{};
  std::optional<int> top_k{};
  std::optional<double> top_p{};
};

// The parameters of a model run.
struct llm_config {
  std::optional<int> max_tokens{};
  std::optional<int> timeout{};  // in seconds; 0: no limit
  optional<geai::sampling> sampling{};
};

// A value that an agent must return.
struct prompt_output {
  std::string key{};
  std::string description{};
};

// An example of an input and the expected answer of an agent.
struct prompt_example {
  std::string input_data{};
  std::string output{};  // a string that holds JSON
};

// The prompt of an agent, with its inputs and outputs.
struct agent_prompt {
  std::optional<std::string> instructions{};    // required to publish
  std::optional<std::string> context{};         // the platform accepts and ignores it
  optional<std::vector<std::string>> inputs{};  // the names of the inputs
  optional<std::vector<prompt_output>> outputs{};
  optional<std::vector<prompt_example>> examples{};
};

// A language model that an agent may use, "openai/gpt-4o" for example, with settings that replace those of the agent.
struct agent_model {
  std::string name{};
  optional<geai::llm_config> llm_config{};
  optional<agent_prompt> prompt{};
};

// A tool or an agent in a resource pool.
struct pool_resource {
  std::string name{};
  std::optional<int> revision{};
};

// Tools and agents that an agent may use.
struct resource_pool {
  std::string name{};  // unique within the agent
  optional<std::vector<pool_resource>> tools{};
  optional<std::vector<pool_resource>> agents{};
};

// A setting of an agent without a member of its own.
struct agent_property {
  std::string data_type{};
  std::string key{};
  std::string value{};  // a text; any other value as JSON: "true"
};

// The behaviour of an agent: its reasoning strategy, models, tools and other agents.
struct agent_data {
  std::optional<std::string> strategy_name{};  // "Dynamic Prompting", "Chain of Thought", "Question Refinement" or
                                               // others
  optional<agent_prompt> prompt{};
  optional<geai::llm_config> llm_config{};
  optional<std::vector<agent_model>> models{};  // at least one is needed to publish
  optional<std::vector<resource_pool>> resource_pools{};
  optional<std::vector<agent_property>> properties{};
};

// An agent of the lab.
struct agent {
  std::string id{};    // a UUID, assigned by the platform
  std::string name{};  // unique in its project; without `:` and `/`
  open_enumeration<agent_status> status{};
  open_enumeration<geai::access_scope> access_scope{};
  std::optional<std::string> public_name{};
  std::optional<std::string> description{};
  std::optional<std::string> job_description{};
  std::optional<std::string> avatar_image{};  // a URL
  bool is_draft = false;
  bool is_readonly = false;
  std::optional<int> revision{};
  std::optional<double> version{};  // the platform sends integers and fractions
  std::optional<std::string> sharing_scope{};
  optional<agent_permissions> permissions{};
  optional<agent_permissions> effective_permissions{};
  optional<geai::agent_data> agent_data{};  // not documented for lists, where it may be missing
  std::vector<platform_message> messages{};
};

// The agents of a list, in the order of the platform.
struct agent_list {
  std::vector<agent> agents;

  std::size_t size() const noexcept { return agents.size(); }
  agent const* begin() const noexcept { return agents.data(); }
  agent const* end() const noexcept { return agents.data() + agents.size(); }
};

// An agent of the lab without its definition. Its texts are views into the response; see response_view.
struct agent_view {
  std::string_view id{};
  std::string_view name{};
  std::string_view status{};
  std::string_view access_scope{};
  std::optional<std::string_view> public_name{};
  std::optional<std::string_view> description{};
  std::optional<std::string_view> job_description{};
  std::optional<std::string_view> avatar_image{};
  bool is_draft = false;
  bool is_readonly = false;
  std::optional<int> revision{};
  std::optional<double> version{};
  std::optional<std::string_view> sharing_scope{};
};

// The agents of a list, in the order of the platform.
struct agent_list_view {
  std::vector<agent_view> agents;

  std::size_t size() const noexcept { return agents.size(); }
  agent_view const* begin() const noexcept { return agents.data(); }
  agent_view const* end() const noexcept { return agents.data() + agents.size(); }
};

// The body of the create and update operations. Unset members are not sent.
struct agent_definition {
  std::optional<std::string> name{};  // required to create; without `:` and `/`
  optional<open_enumeration<geai::access_scope>> access_scope{};
  std::optional<std::string> public_name{};  // required if public; letters, digits, `.`, `_` and `-`
  std::optional<std::string> description{};
  std::optional<std::string> job_description{};
  std::optional<std::string> avatar_image{};  // a URL
  std::optional<std::string> sharing_scope{};
  optional<agent_permissions> permissions{};
  optional<geai::agent_data> agent_data{};
};

// A link through which anyone can chat with the agent, charged to the account of the token.
struct sharing_link {
  std::string agent_id{};
  secret api_token{};
  std::string shared_link{};
};

template <>
struct model<agent_permissions> : fields<field<"chatSharing", &agent_permissions::chat_sharing>,
                                         field<"externalExecution", &agent_permissions::external_execution>> {};
template <>
struct model<sampling> : fields<field<"temperature", &sampling::temperature>, field<"topK", &sampling::top_k>,
                                field<"topP", &sampling::top_p>> {};
template <>
struct model<llm_config> : fields<field<"maxTokens", &llm_config::max_tokens>, field<"timeout", &llm_config::timeout>,
                                  field<"sampling", &llm_config::sampling>> {};
template <>
struct model<prompt_output>
    : fields<field<"key", &prompt_output::key>, field<"description", &prompt_output::description>> {};
template <>
struct model<prompt_example>
    : fields<field<"inputData", &prompt_example::input_data>, field<"output", &prompt_example::output>> {};
template <>
struct model<agent_prompt>
    : fields<field<"instructions", &agent_prompt::instructions>, field<"context", &agent_prompt::context>,
             field<"inputs", &agent_prompt::inputs>, field<"outputs", &agent_prompt::outputs>,
             field<"examples", &agent_prompt::examples>> {};
template <>
struct model<agent_model> : fields<field<"name", &agent_model::name>, field<"llmConfig", &agent_model::llm_config>,
                                   field<"prompt", &agent_model::prompt>> {};
template <>
struct model<pool_resource> : fields<field<"name", &pool_resource::name>, field<"revision", &pool_resource::revision>> {
};
template <>
struct model<resource_pool> : fields<field<"name", &resource_pool::name>, field<"tools", &resource_pool::tools>,
                                     field<"agents", &resource_pool::agents>> {};
template <>
struct model<agent_property> : fields<field<"dataType", &agent_property::data_type>, field<"key", &agent_property::key>,
                                      json_text<"value", &agent_property::value>> {};
template <>
struct model<agent_data>
    : fields<field<"strategyName", &agent_data::strategy_name>, field<"prompt", &agent_data::prompt>,
             field<"llmConfig", &agent_data::llm_config>, field<"models", &agent_data::models>,
             field<"resourcePools", &agent_data::resource_pools>, field<"properties", &agent_data::properties>> {};
template <>
struct model<agent>
    : fields<field<"id", &agent::id>, field<"name", &agent::name>, field<"status", &agent::status>,
             field<"accessScope", &agent::access_scope>, field<"publicName", &agent::public_name>,
             field<"description", &agent::description>, field<"jobDescription", &agent::job_description>,
             field<"avatarImage", &agent::avatar_image>, field<"isDraft", &agent::is_draft>,
             field<"isReadonly", &agent::is_readonly>, field<"revision", &agent::revision>,
             informative<"version", &agent::version>, field<"sharingScope", &agent::sharing_scope>,
             field<"permissions", &agent::permissions>, field<"effectivePermissions", &agent::effective_permissions>,
             field<"agentData", &agent::agent_data>, field<"messages", &agent::messages>> {
  static constexpr std::string_view wrapper = "agentDefinition";
};
template <> struct model<agent_list> : fields<field<"agents", &agent_list::agents>> {};
template <>
struct model<agent_view>
    : fields<field<"id", &agent_view::id>, field<"name", &agent_view::name>, field<"status", &agent_view::status>,
             field<"accessScope", &agent_view::access_scope>, field<"publicName", &agent_view::public_name>,
             field<"description", &agent_view::description>, field<"jobDescription", &agent_view::job_description>,
             field<"avatarImage", &agent_view::avatar_image>, field<"isDraft", &agent_view::is_draft>,
             field<"isReadonly", &agent_view::is_readonly>, field<"revision", &agent_view::revision>,
             informative<"version", &agent_view::version>, field<"sharingScope", &agent_view::sharing_scope>> {};
template <> struct model<agent_list_view> : fields<field<"agents", &agent_list_view::agents>> {};
template <>
struct model<agent_definition>
    : fields<field<"name", &agent_definition::name>, field<"accessScope", &agent_definition::access_scope>,
             field<"publicName", &agent_definition::public_name>, field<"description", &agent_definition::description>,
             field<"jobDescription", &agent_definition::job_description>,
             field<"avatarImage", &agent_definition::avatar_image>,
             field<"sharingScope", &agent_definition::sharing_scope>,
             field<"permissions", &agent_definition::permissions>, field<"agentData", &agent_definition::agent_data>> {
};
template <>
struct model<sharing_link>
    : fields<field<"agentId", &sharing_link::agent_id>, field<"apiToken", &sharing_link::api_token>,
             field<"sharedLink", &sharing_link::shared_link>> {};

namespace api {

// Lists the agents of the project. The answer has no total; all_agents() fetches all pages.
struct list_agents {
  optional<open_enumeration<agent_status>> status{};
  std::optional<int> start{};  // the offset of the page
  std::optional<int> count{};  // the page size
  optional<open_enumeration<geai::access_scope>> access_scope{};
  std::optional<bool> allow_drafts{};
  std::optional<bool> allow_external{};  // true: include agents of other projects

  using answer = agent_list;
  using view = agent_list_view;
  using endpoint = get<"/v2/agents">;
  using paging = by_offset<&list_agents::start, &list_agents::count>;
  using parameters =
      fields<query<"status", &list_agents::status>, query<"start", &list_agents::start>,
             query<"count", &list_agents::count>, query<"accessScope", &list_agents::access_scope>,
             query<"allowDrafts", &list_agents::allow_drafts>, query<"allowExternal", &list_agents::allow_external>>;

  template <class = void> result<void> check() const { return detail::check_not_negative(*this); }
};

// Returns one agent, by its id or its name.
struct get_agent {
  std::string id{};
  std::optional<int> revision{};  // 0: the latest
  std::optional<int> version{};   // 0: the latest
  std::optional<bool> allow_drafts{};

  using answer = agent;
  using endpoint = get<"/v2/agents/{id}">;
  using parameters = fields<path<"id", &get_agent::id>, query<"revision", &get_agent::revision>,
                            query<"version", &get_agent::version>, query<"allowDrafts", &get_agent::allow_drafts>>;

  template <class = void> result<void> check() const { return detail::check_not_negative(*this); }
};

// Creates an agent.
struct create_agent {
  agent_definition definition = agent_definition();
  std::optional<bool> automatic_publish{};  // true: validate and publish at once; else it is a draft

  using answer = agent;
  using endpoint = post<"/v2/agents">;
  using parameters = fields<field<"agentDefinition", &create_agent::definition>,
                            query<"automaticPublish", &create_agent::automatic_publish>>;

  template <class = void> result<void> check() const { return detail::check_created(definition); }
};

// Updates an agent, by its id or its name.
struct update_agent {
  std::string id{};
  agent_definition definition = agent_definition();
  std::optional<bool> automatic_publish{};

  using answer = agent;
  using endpoint = put<"/v2/agents/{id}">;
  using parameters = fields<path<"id", &update_agent::id>, field<"agentDefinition", &update_agent::definition>,
                            query<"automaticPublish", &update_agent::automatic_publish>>;

  template <class = void> result<void> check() const { return detail::check_changed(definition); }
};

// Updates the agent of this id or name, or creates it.
struct upsert_agent {
  std::string id{};
  agent_definition definition = agent_definition();
  std::optional<bool> automatic_publish{};

  using answer = agent;
  using endpoint = put<"/v2/agents/{id}/upsert">;
  using parameters = fields<path<"id", &upsert_agent::id>, field<"agentDefinition", &upsert_agent::definition>,
                            query<"automaticPublish", &upsert_agent::automatic_publish>>;

  template <class = void> result<void> check() const { return detail::check_changed(definition); }
};

// Deletes an agent.
struct delete_agent {
  std::string id{};

  using answer = void;
  using endpoint = delete_<"/v2/agents/{id}">;
  using parameters = fields<path<"id", &delete_agent::id>>;
};

// Publishes a revision of an agent.
struct publish_agent_revision {
  std::string id{};
  std::string revision{};  // a number, sent as a text

  using answer = agent;
  using endpoint = post<"/v2/agents/{id}/publish-revision">;
  using parameters =
      fields<path<"id", &publish_agent_revision::id>, field<"revision", &publish_agent_revision::revision>>;
};

// Returns a package for import_agent. The platform's documentation calls it labPackage and does not describe its
// content.
struct export_agent {
  std::string id{};

  using answer = raw_json;
  using endpoint = get<"/v2/agents/{id}/export">;
  using parameters = fields<path<"id", &export_agent::id>>;
};

// Creates an agent from an unchanged package of export_agent. The reply is not documented.
struct import_agent {
  raw_json package{};  // the answer of export_agent, unchanged

  using answer = raw_json;
  using endpoint = post<"/v2/agents/import">;
  using parameters = fields<body<&import_agent::package>>;
};

// Creates a link through which anyone can chat with the agent, at the cost of the token's account. The request is a GET,
// so it counts as safe to repeat.
struct create_sharing_link {
  std::string id{};

  using answer = sharing_link;
  using endpoint = get<"/v2/agents/{id}/sharing-token">;
  using parameters = fields<path<"id", &create_sharing_link::id>>;
};

// Version 4 of the API. Definitions and answers are those of version 2; undocumented values are raw_json.

// Lists the agents of the project, through version 4 of the API.
struct list_agents_v4 {
  optional<open_enumeration<agent_status>> status{};
  std::optional<int> start{};  // the offset of the page
  std::optional<int> count{};  // the page size
  optional<open_enumeration<geai::access_scope>> access_scope{};
  std::optional<bool> allow_drafts{};
  std::optional<bool> allow_external{};

  using answer = agent_list;
  using endpoint = get<"/v4/agents">;  // hearsay
  using paging = by_offset<&list_agents_v4::start, &list_agents_v4::count>;
  using parameters = fields<query<"status", &list_agents_v4::status>, query<"start", &list_agents_v4::start>,
                            query<"count", &list_agents_v4::count>, query<"accessScope", &list_agents_v4::access_scope>,
                            query<"allowDrafts", &list_agents_v4::allow_drafts>,
                            query<"allowExternal", &list_agents_v4::allow_external>>;

  template <class = void> result<void> check() const { return detail::check_not_negative(*this); }
};

// Returns one agent, by its id or its name, through version 4 of the API.
struct get_agent_v4 {
  std::string id{};
  std::optional<bool> allow_drafts{};

  using answer = agent;
  using endpoint = get<"/v4/agents/{id}">;  // client
  using parameters = fields<path<"id", &get_agent_v4::id>, query<"allowDrafts", &get_agent_v4::allow_drafts>>;
};

// Creates an agent, through version 4 of the API.
struct create_agent_v4 {
  agent_definition definition = agent_definition();
  std::optional<bool> automatic_publish{};  // true: validate and publish at once; else it is a draft

  using answer = agent;
  using endpoint = post<"/v4/agents">;
  using parameters = fields<field<"agentDefinition", &create_agent_v4::definition>,
                            query<"automaticPublish", &create_agent_v4::automatic_publish>>;

  template <class = void> result<void> check() const { return detail::check_created(definition); }
};

// Updates the agent of this id or name, or creates it, through version 4 of the API.
struct upsert_agent_v4 {
  std::string id{};
  agent_definition definition = agent_definition();
  std::optional<bool> automatic_publish{};

  using answer = agent;
  using endpoint = put<"/v4/agents/{id}/upsert">;  // client
  using parameters = fields<path<"id", &upsert_agent_v4::id>, field<"agentDefinition", &upsert_agent_v4::definition>,
                            query<"automaticPublish", &upsert_agent_v4::automatic_publish>>;

  template <class = void> result<void> check() const { return detail::check_changed(definition); }
};

// Returns a package for import_agent_v4.
struct export_agent_v4 {
  std::string id{};

  using answer = raw_json;
  using endpoint = get<"/v4/agents/{id}/export">;
  using parameters = fields<path<"id", &export_agent_v4::id>>;
};

// Creates an agent from an unchanged package of export_agent_v4.
struct import_agent_v4 {
  raw_json package{};

  using answer = raw_json;
  using endpoint = post<"/v4/agents/import">;
  using parameters = fields<body<&import_agent_v4::package>>;
};

// Lists the published versions of an agent. The shape of the reply is not documented.
struct list_agent_versions {
  std::string id{};

  using answer = raw_json;
  using endpoint = get<"/v4/agents/{id}/versions">;  // hearsay
  using parameters = fields<path<"id", &list_agent_versions::id>>;
};

// Updates a version of an agent. Body and reply are not documented.
struct update_agent_version {
  std::string id{};
  std::string version{};  // a number
  raw_json changes{};

  using answer = raw_json;
  using endpoint = put<"/v4/agents/{id}/versions/{version}">;  // hearsay
  using parameters = fields<path<"id", &update_agent_version::id>, path<"version", &update_agent_version::version>,
                            body<&update_agent_version::changes>>;
};

// Deprecates a version of an agent. Body and reply are not documented; the body is an empty object.
struct deprecate_agent_version {
  std::string id{};
  std::string version{};  // a number

  using answer = void;
  using endpoint = post<"/v4/agents/{id}/versions/{version}/deprecate">;  // hearsay
  using parameters =
      fields<path<"id", &deprecate_agent_version::id>, path<"version", &deprecate_agent_version::version>>;
  static constexpr bool empty_object = true;
};

// Lists the drafts of an agent. The shape of the reply is not documented.
struct list_agent_drafts {
  std::string id{};

  using answer = raw_json;
  using endpoint = get<"/v4/agents/{id}/drafts">;  // hearsay
  using parameters = fields<path<"id", &list_agent_drafts::id>>;
};

// Deletes a draft of an agent.
struct delete_agent_draft {
  std::string id{};
  std::string revision{};  // a number

  using answer = void;
  using endpoint = delete_<"/v4/agents/{id}/drafts/{revision}">;  // hearsay
  using parameters = fields<path<"id", &delete_agent_draft::id>, path<"revision", &delete_agent_draft::revision>>;
};

// Reverts an agent to an earlier state. Body and reply are not documented.
struct revert_agent {
  std::string id{};
  raw_json request{"{}"};

  using answer = raw_json;
  using endpoint = post<"/v4/agents/{id}/revert">;  // hearsay
  using parameters = fields<path<"id", &revert_agent::id>, body<&revert_agent::request>>;
};

}  // namespace api
}  // namespace geai::inline v0_2
