#pragma once

#include <cstddef>
#include <geai/api/checks.hpp>
#include <geai/api/choices.hpp>
#include <geai/api/operation.hpp>
#include <geai/api/platform_message.hpp>
#include <geai/json/open_enumeration.hpp>
#include <geai/optional.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Tools of the lab: rest-api.md section 4 (docs.globant.ai wiki 1349), PyGEAI's tool client.

namespace geai::inline v0_2 {

// The kinds of tools. A proxied tool belongs to a tool proxy.
enum class tool_scope : unsigned char { builtin, external, api, proxied };
template <>
struct model<tool_scope>
    : enumerators<enumerator<"builtin", tool_scope::builtin>, enumerator<"external", tool_scope::external>,
                  enumerator<"api", tool_scope::api>, enumerator<"proxied", tool_scope::proxied>> {};

// The events of a tool that are reported.
enum class tool_events : unsigned char { none, all, start, finish, progress };
template <>
struct model<tool_events>
    : enumerators<enumerator<"None", tool_events::none>, enumerator<"All", tool_events::all>,
                  enumerator<"Start", tool_events::start>, enumerator<"Finish", tool_events::finish>,
                  enumerator<"Progress", tool_events::progress>> {};

// The sources of a tool parameter's value.
enum class tool_parameter_type : unsigned char { app, config, context };
template <>
struct model<tool_parameter_type>
    : enumerators<enumerator<"app", tool_parameter_type::app>, enumerator<"config", tool_parameter_type::config>,
                  enumerator<"context", tool_parameter_type::context>> {};

// A parameter of a tool, with its value or the source of the value.
struct tool_parameter {
  std::string key{};                       // as in the OpenAPI document, case-sensitive
  std::optional<std::string> data_type{};  // "String" (the default), ...
  std::string description{};
  bool is_required = false;
  optional<open_enumeration<tool_parameter_type>> type{};
  std::optional<bool> from_secret{};  // for a config parameter: `value` is the name of a secret
  std::optional<std::string>
      value{};  // for a config parameter its value; for a context parameter a variable such as USER_EMAIL
};

// The parameters of a tool.
struct tool_parameter_list {
  std::vector<tool_parameter> parameters{};

  std::size_t size() const noexcept { return parameters.size(); }
  tool_parameter const* begin() const noexcept { return parameters.data(); }
  tool_parameter const* end() const noexcept { return parameters.data() + parameters.size(); }
};

// A tool that agents may use.
struct tool {
  std::string id{};
  std::string name{};
  std::string status{};
  open_enumeration<geai::access_scope> access_scope{};
  std::optional<std::string> public_name{};
  std::optional<std::string> description{};
  open_enumeration<tool_scope> scope{};
  std::optional<std::string> icon{};
  std::optional<std::string> open_api{};  // the URL of the OpenAPI document
  raw_json open_api_json{};               // the document itself: an object, or its text
  optional<open_enumeration<tool_events>> report_events{};
  std::vector<tool_parameter> parameters{};
  bool is_draft = false;
  std::optional<int> revision{};
  std::optional<double> version{};
  std::vector<platform_message> messages{};
};

// The tools of a list.
struct tool_list {
  std::vector<tool> tools;

  std::size_t size() const noexcept { return tools.size(); }
  tool const* begin() const noexcept { return tools.data(); }
  tool const* end() const noexcept { return tools.data() + tools.size(); }
};

// The body of the create and update operations. Unset members are not sent.
struct tool_definition {
  std::optional<std::string> name{};  // required to create; for an api tool: operationId_httpmethod
  std::optional<std::string> description{};
  optional<open_enumeration<tool_scope>> scope{};
  optional<open_enumeration<geai::access_scope>> access_scope{};
  std::optional<std::string> public_name{};  // required if public
  std::optional<std::string> icon{};
  std::optional<std::string>
      open_api{};  // the URL of the OpenAPI document; an api tool requires it or the document itself
  std::optional<std::string> open_api_json{};  // the document itself, as JSON text
  optional<open_enumeration<tool_events>> report_events{};
  optional<std::vector<tool_parameter>> parameters{};
};

template <>
struct model<tool_parameter>
    : fields<field<"key", &tool_parameter::key>, field<"dataType", &tool_parameter::data_type>,
             field<"description", &tool_parameter::description>, field<"isRequired", &tool_parameter::is_required>,
             field<"type", &tool_parameter::type>, field<"fromSecret", &tool_parameter::from_secret>,
             field<"value", &tool_parameter::value>> {};
template <> struct model<tool_parameter_list> : fields<field<"parameters", &tool_parameter_list::parameters>> {};
template <>
struct model<tool>
    : fields<field<"id", &tool::id>, field<"name", &tool::name>, field<"status", &tool::status>,
             field<"accessScope", &tool::access_scope>, field<"publicName", &tool::public_name>,
             field<"description", &tool::description>, field<"scope", &tool::scope>, field<"icon", &tool::icon>,
             field<"openApi", &tool::open_api>, field<"openApiJson", &tool::open_api_json>,
             field<"reportEvents", &tool::report_events>, field<"parameters", &tool::parameters>,
             field<"isDraft", &tool::is_draft>, field<"revision", &tool::revision>,
             informative<"version", &tool::version>, field<"messages", &tool::messages>> {
  static constexpr std::string_view wrapper = "tool";
};
template <> struct model<tool_list> : fields<field<"tools", &tool_list::tools>> {};
template <>
struct model<tool_definition>
    : fields<field<"name", &tool_definition::name>, field<"description", &tool_definition::description>,
             field<"scope", &tool_definition::scope>, field<"accessScope", &tool_definition::access_scope>,
             field<"publicName", &tool_definition::public_name>, field<"icon", &tool_definition::icon>,
             field<"openApi", &tool_definition::open_api>, field<"openApiJson", &tool_definition::open_api_json>,
             field<"reportEvents", &tool_definition::report_events>,
             field<"parameters", &tool_definition::parameters>> {};

namespace api {

// Lists the tools of the project.
struct list_tools {
  std::optional<std::string> id{};
  std::optional<int> count{};  // page size; there is no documented offset
  optional<open_enumeration<geai::access_scope>> access_scope{};
  std::optional<bool> allow_drafts{};
  optional<open_enumeration<tool_scope>> scope{};
  std::optional<bool> allow_external{};  // include tools of other projects

  using answer = tool_list;
  using endpoint = get<"/v2/tools">;
  using parameters =
      fields<query<"id", &list_tools::id>, query<"count", &list_tools::count>,
             query<"accessScope", &list_tools::access_scope>, query<"allowDrafts", &list_tools::allow_drafts>,
             query<"scope", &list_tools::scope>, query<"allowExternal", &list_tools::allow_external>>;

  template <class = void> result<void> check() const { return detail::check_not_negative(*this); }
};

// Returns one tool, by its id or its name.
struct get_tool {
  std::string id{};
  std::optional<int> revision{};  // 0: the latest
  std::optional<int> version{};   // 0: the latest
  std::optional<bool> allow_drafts{};

  using answer = tool;
  using endpoint = get<"/v2/tools/{id}">;
  using parameters = fields<path<"id", &get_tool::id>, query<"revision", &get_tool::revision>,
                            query<"version", &get_tool::version>, query<"allowDrafts", &get_tool::allow_drafts>>;

  template <class = void> result<void> check() const { return detail::check_not_negative(*this); }
};

// Creates a tool.
struct create_tool {
  tool_definition definition = tool_definition();
  std::optional<bool> automatic_publish{};  // true: validate and publish at once; else it is a draft

  using answer = tool;
  using endpoint = post<"/v2/tools">;
  using parameters =
      fields<field<"tool", &create_tool::definition>, query<"automaticPublish", &create_tool::automatic_publish>>;

  template <class = void> result<void> check() const { return detail::check_created(definition); }
};

// Updates a tool.
struct update_tool {
  std::string id{};
  tool_definition definition = tool_definition();
  std::optional<bool> automatic_publish{};

  using answer = tool;
  using endpoint = put<"/v2/tools/{id}">;
  using parameters = fields<path<"id", &update_tool::id>, field<"tool", &update_tool::definition>,
                            query<"automaticPublish", &update_tool::automatic_publish>>;

  template <class = void> result<void> check() const { return detail::check_changed(definition); }
};

// Updates the tool of this id or name, or creates it.
struct upsert_tool {
  std::string id{};
  tool_definition definition = tool_definition();
  std::optional<bool> automatic_publish{};

  using answer = tool;
  using endpoint = put<"/v2/tools/{id}/upsert">;
  using parameters = fields<path<"id", &upsert_tool::id>, field<"tool", &upsert_tool::definition>,
                            query<"automaticPublish", &upsert_tool::automatic_publish>>;

  template <class = void> result<void> check() const { return detail::check_changed(definition); }
};

// Deletes a tool.
struct delete_tool {
  std::string id{};

  using answer = void;
  using endpoint = delete_<"/v2/tools/{id}">;
  using parameters = fields<path<"id", &delete_tool::id>>;
};

// Publishes a revision of a tool.
struct publish_tool_revision {
  std::string id{};
  std::string revision{};  // a number, sent as a text

  using answer = tool;
  using endpoint = post<"/v2/tools/{id}/publish-revision">;
  using parameters =
      fields<path<"id", &publish_tool_revision::id>, field<"revision", &publish_tool_revision::revision>>;
};

// Returns the parameters of a tool that are configured in the project, by its id or public name.
struct get_tool_parameters {
  std::string id{};
  std::optional<int> revision{};  // 0: the latest
  std::optional<int> version{};   // 0: the latest
  std::optional<bool> allow_drafts{};

  using answer = tool_parameter_list;
  using endpoint = get<"/v2/tools/{id}/config">;
  using parameters =
      fields<path<"id", &get_tool_parameters::id>, query<"revision", &get_tool_parameters::revision>,
             query<"version", &get_tool_parameters::version>, query<"allowDrafts", &get_tool_parameters::allow_drafts>>;

  template <class = void> result<void> check() const { return detail::check_not_negative(*this); }
};

// Sets the parameters of a tool.
struct set_tool_parameters {
  std::string id{};
  tool_parameter_list definition{};

  using answer = void;
  using endpoint = post<"/v2/tools/{id}/config">;
  using parameters =
      fields<path<"id", &set_tool_parameters::id>, field<"parameterDefinition", &set_tool_parameters::definition>>;
};

// Returns a package for import_tool; its content is not documented.
struct export_tool {
  std::string id{};

  using answer = raw_json;
  using endpoint = get<"/v2/tools/{id}/export">;
  using parameters = fields<path<"id", &export_tool::id>>;
};

// Creates a tool from an unchanged package of export_tool. The reply is not documented.
struct import_tool {
  raw_json package{};

  using answer = raw_json;
  using endpoint = post<"/v2/tools/import">;
  using parameters = fields<body<&import_tool::package>>;
};

// Returns a package for import_tool_v4, in version 4 of the API.
struct export_tool_v4 {
  std::string id{};

  using answer = raw_json;
  using endpoint = get<"/v4/tools/{id}/export">;
  using parameters = fields<path<"id", &export_tool_v4::id>>;
};

// Imports a package of export_tool_v4, in version 4 of the API.
struct import_tool_v4 {
  raw_json package{};

  using answer = raw_json;
  using endpoint = post<"/v4/tools/import">;
  using parameters = fields<body<&import_tool_v4::package>>;
};

}  // namespace api
}  // namespace geai::inline v0_2
