#pragma once

#include <array>
#include <charconv>
#include <concepts>
#include <cstddef>
#include <geai/detail/fixed_string.hpp>
#include <geai/http/header.hpp>
#include <geai/http/url.hpp>
#include <geai/http/verb.hpp>
#include <geai/json/model.hpp>
#include <geai/json/rules.hpp>
#include <geai/result.hpp>
#include <geai/secret.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

// An operation is one endpoint of the platform: a plain aggregate whose members are the parameters of the request. It
// also states the place of each parameter:
//
//   struct get_agent {
//     std::string id{};
//     std::optional<bool> allow_drafts{};
//
//     using answer = agent;
//     using endpoint = get<"/v2/agents/{id}">;
//     using parameters = fields<path<"id", &get_agent::id>, query<"allowDrafts", &get_agent::allow_drafts>>;
//   };
//
// - A member that is not a std::optional is required: if it is empty, the call fails before anything is sent. An unset
//   optional is not sent.
// - A struct is initialised with `= T()`, which calls its constructor. With `{}`, every function that makes the operation
//   would initialise each of its members, for which g++ takes a sixth longer.
// - `answer` is a model, a std::vector of models, raw_json, or void if the reply is not documented or has no body. An
//   answer without any of its fields is an error, unless the operation has `static constexpr bool may_be_empty = true`.
// - An answer that is not JSON has a `static answer of(http::response& from)`, called for a response with status 2xx;
//   its operation sets the Accept header: `static constexpr std::string_view accept = "*/*"`.
// - `result<void> check() const`, if present, checks further requirements on the parameters (api/checks.hpp).
// - `static constexpr bool empty_object = true`: if there are no parameters in the body, `{}` is sent.
// - `view`, if present, is the model with views into the response (client/response_view.hpp).

namespace geai::inline v0_2::api {

// A parameter for a {slot} of the route, percent-encoded. (A plain geai::field is a member of the JSON body.)
template <detail::fixed_string Name, auto Member> struct path : field<Name, Member> {
  static constexpr bool in_path = true;
};

// A parameter for a {slot} that takes the rest of a path: its slashes are kept, all else is percent-encoded.
template <detail::fixed_string Name, auto Member> struct path_rest : path<Name, Member> {
  static constexpr bool keeps_slashes = true;
};

// A parameter of the URL's query.
template <detail::fixed_string Name, auto Member> struct query : field<Name, Member> {
  static constexpr bool in_query = true;
};

// A secret in the URL's query, for the routes of the platform that read a token only from there. On any other route,
// send a secret as bearer<> or in the body. Errors, recordings and observers do not contain its value.
template <detail::fixed_string Name, auto Member> struct secret_query : query<Name, Member> {
  static constexpr bool in_secret_query = true;
};

// A header of the request.
template <detail::fixed_string Name, auto Member> struct header : field<Name, Member> {
  static constexpr bool in_header = true;
};

// A field of an application/x-www-form-urlencoded body.
template <detail::fixed_string Name, auto Member> struct form : field<Name, Member> {
  static constexpr bool in_form = true;
};

// A part of a multipart/form-data body. A file_upload is sent as a file, a std::vector of them as several files of that
// name; a text, a number or a bool as a field, and any other model type as a field with its JSON.
template <detail::fixed_string Name, auto Member> struct part : field<Name, Member> {
  static constexpr bool in_parts = true;
};

// Parts of a multipart/form-data body for a std::vector of file_upload, with numbered names: file0, file1, ...
template <detail::fixed_string Name, auto Member> struct numbered_part : part<Name, Member> {
  static constexpr bool is_numbered = true;
};

// A body that consists of the bytes of this file_upload. Name is the header with the file's name.
template <detail::fixed_string Name, auto Member> struct raw_file : part<Name, Member> {
  static constexpr bool is_raw_file = true;
};

// A body that consists of the bytes of this std::string. A header<"Content-Type", ...> parameter sets its type;
// default: application/octet-stream. Empty: no body.
template <auto Member> struct content : field<"content", Member> {
  static constexpr bool is_content = true;  // marks this kind of parameter
};

// A token that replaces the client's own for this call: a set optional or a non-empty secret.
template <auto Member> struct bearer : field<"access_token", Member> {
  static constexpr bool is_bearer = true;  // marks this kind of parameter
};

// A body that consists of the JSON of this member.
template <auto Member> struct body : field<"body", Member> {
  static constexpr bool is_body = true;  // marks this kind of parameter
};

// True for a parameter of this kind.
template <class Parameter> inline constexpr bool in_path = requires { Parameter::in_path; };
template <class Parameter> inline constexpr bool in_query = requires { Parameter::in_query; };
template <class Parameter> inline constexpr bool in_secret_query = requires { Parameter::in_secret_query; };
template <class Parameter> inline constexpr bool in_header = requires { Parameter::in_header; };
template <class Parameter> inline constexpr bool in_form = requires { Parameter::in_form; };
template <class Parameter> inline constexpr bool in_parts = requires { Parameter::in_parts; };
template <class Parameter> inline constexpr bool is_bearer = requires { Parameter::is_bearer; };
template <class Parameter> inline constexpr bool is_body = requires { Parameter::is_body; };
template <class Parameter> inline constexpr bool is_content = requires { Parameter::is_content; };
template <class Parameter> inline constexpr bool is_raw_file = requires { Parameter::is_raw_file; };
// True for a plain field: a member of the JSON body.
template <class Parameter>
inline constexpr bool in_json =
    !in_path<Parameter> && !in_query<Parameter> && !in_header<Parameter> && !in_form<Parameter> &&
    !in_parts<Parameter> && !is_bearer<Parameter> && !is_body<Parameter> && !is_content<Parameter>;

// The verb and the route of an operation. A {slot} of the route takes the path<> parameter of the same name.
template <http::verb::kind Verb, detail::fixed_string Route> struct endpoint {
  static constexpr http::verb verb = Verb;                 // http::verb::get
  static constexpr std::string_view route = Route.view();  // "/v2/agents/{id}"
};

// An endpoint with the verb in its name; delete_ is DELETE.
template <detail::fixed_string Route> using get = endpoint<http::verb::get, Route>;
template <detail::fixed_string Route> using post = endpoint<http::verb::post, Route>;
template <detail::fixed_string Route> using put = endpoint<http::verb::put, Route>;
template <detail::fixed_string Route> using delete_ = endpoint<http::verb::delete_, Route>;
template <detail::fixed_string Route> using patch = endpoint<http::verb::patch, Route>;

// The server to which an operation is sent.
enum class host : unsigned char {
  platform,    // geai::base_url
  evaluation,  // geai::eval_url
};

// The idempotency of an operation.
enum class repetition : unsigned char {
  safe,   // sending it twice has the effect of sending it once: it is retried after any transient failure
  never,  // it is retried only if the platform certainly did not process it
};

// The scope that the credential must have.
enum class token_level : unsigned char {
  project,       // a project's API token, or an OAuth token with the project's id
  organization,  // the organization's API token, or an OAuth token of an administrator
};

// An operation: an aggregate with the types `answer` (a model, or void), `endpoint` (get<"/v2/...">, post<...>) and
// `parameters` (fields<...> with the place of each member in the request).
template <class Op>
concept operation = requires {
  typename Op::answer;
  typename Op::parameters;
  { Op::endpoint::route } -> std::convertible_to<std::string_view>;
  { Op::endpoint::verb } -> std::convertible_to<http::verb>;
};

// Returns the name of an operation's type for errors: "list_agents".
template <class Op> consteval std::string_view name_of() {
  std::string_view text = __PRETTY_FUNCTION__;
  text = text.substr(text.find("Op = ") + 5);
  text = text.substr(0, text.find_first_of(";]"));
  return text.substr(text.rfind(':') + 1);
}

// The properties of an operation that the engine needs, besides its encoding.
struct traits {
  std::string_view name{};                                   // the name of its type, for errors
  http::verb verb = http::verb::get;                         // the verb of its endpoint
  api::host host = api::host::platform;                      // the server to which it is sent
  api::repetition repetition = api::repetition::never;       // safe: it may be sent twice
  bool authenticated = true;                                 // true: it is sent with the client's credential
  api::token_level token_level = api::token_level::project;  // the scope that the credential must have
  bool may_be_empty = false;                                 // true: an answer may lack all of its fields
};

// Returns the traits that follow from an operation's endpoint, unless the operation has static members of the same
// names, or one named `traits` with all of them.
template <class Op> constexpr traits traits_of() {
  if constexpr (requires { requires std::same_as<decltype(Op::traits), traits const>; }) return Op::traits;
  constexpr http::verb verb = Op::endpoint::verb;
  traits of{.name = name_of<Op>(), .verb = verb};
  of.repetition = verb == http::verb::post || verb == http::verb::patch ? repetition::never : repetition::safe;
  if constexpr (requires { Op::host; }) of.host = Op::host;
  if constexpr (requires { Op::repetition; }) of.repetition = Op::repetition;
  if constexpr (requires { Op::authenticated; }) of.authenticated = Op::authenticated;
  if constexpr (requires { Op::token_level; }) of.token_level = Op::token_level;
  if constexpr (requires { Op::may_be_empty; }) of.may_be_empty = Op::may_be_empty;
  return of;
}

namespace detail {

using namespace geai::detail;

enum class route_fault : unsigned char {
  none,
  no_leading_slash,
  unbalanced_brace,
  slot_without_member,
  member_without_slot,
};

template <class Parameters> struct parameter_list;

template <class... Parameter> struct parameter_list<fields<Parameter...>> {
  static constexpr bool has_slot([[maybe_unused]] std::string_view name) {
    return ((in_path<Parameter> && Parameter::name == name) || ...);
  }

  static constexpr route_fault check(std::string_view route) {
    if (!route.starts_with('/')) return route_fault::no_leading_slash;
    std::size_t slots = 0;
    for (std::size_t at = 0; at < route.size(); ++at) {
      if (route[at] == '}') return route_fault::unbalanced_brace;
      if (route[at] != '{') continue;
      std::size_t const end = route.find_first_of("{}", at + 1);
      if (end == std::string_view::npos || route[end] == '{') return route_fault::unbalanced_brace;
      if (!has_slot(route.substr(at + 1, end - at - 1))) return route_fault::slot_without_member;
      ++slots;
      at = end;
    }
    return slots == (std::size_t{in_path<Parameter>} + ... + 0) ? route_fault::none : route_fault::member_without_slot;
  }

  static constexpr bool has_json = (in_json<Parameter> || ...);
  static constexpr bool has_form = (in_form<Parameter> || ...);
  static constexpr bool has_parts = (in_parts<Parameter> || ...);
  static constexpr bool has_body = (is_body<Parameter> || ...);
  static constexpr bool has_content = (is_content<Parameter> || ...);
  static constexpr bool secret_in_url =
      (((in_path<Parameter> || (in_query<Parameter> && !in_secret_query<Parameter>)) &&
        (std::same_as<typename Parameter::type, secret> ||
         std::same_as<typename Parameter::type, std::optional<secret>>)) ||
       ...);
};

// Converts the value of a parameter to text; `scratch` is used if the value has no text of its own.
struct text_of {
  char scratch[32];

  std::string_view operator()(std::string const& value) { return value; }
  std::string_view operator()(secret const& value) { return value.reveal(); }
  std::string_view operator()(bool value) { return value ? "true" : "false"; }
  // For types with a text of their own, like geai::date. Valid for as long as the value.
  template <class Type>
    requires(requires(Type const& value) {
      { value.text() } -> std::same_as<std::string_view>;
    })
  std::string_view operator()(Type const& value) { return value.text(); }
  template <class Number>
    requires(std::integral<Number> || std::floating_point<Number>)
  std::string_view operator()(Number value) {
    auto const end = std::to_chars(scratch, scratch + sizeof scratch, value).ptr;
    return {scratch, static_cast<std::size_t>(end - scratch)};
  }
};

// Calls `use` with the value of a parameter, unless it is an unset optional.
template <class Value, class Use> void visit_if_set(Value const& value, Use&& use) {
  if constexpr (is_optional<Value>) {
    if (value) use(*value);
  } else {
    use(value);
  }
}

template <class Op> constexpr bool check_operation() {
  using list = parameter_list<typename Op::parameters>;
  constexpr route_fault fault = list::check(Op::endpoint::route);
  static_assert(fault != route_fault::no_leading_slash, "geai: the route of an operation must begin with /");
  static_assert(fault != route_fault::unbalanced_brace, "geai: the route of an operation has an unmatched brace");
  static_assert(fault != route_fault::slot_without_member,
                "geai: the route of an operation has a {slot} without a path<> parameter");
  static_assert(fault != route_fault::member_without_slot,
                "geai: an operation has a path<> parameter without a {slot} in its route");
  static_assert(!list::secret_in_url, "geai: a secret must not be a path<> or query<> parameter: URLs are logged");
  static_assert(list::has_json + list::has_form + list::has_parts + list::has_body + list::has_content <= 1,
                "geai: an operation must have one kind of body: fields, form<>, part<>, body<> or content<>");
  return true;
}

// Returns the name of the first required parameter that is empty; empty if all are set.
template <class Op> std::string_view missing_parameter(Op const& operation) {
  std::string_view missing;
  Op::parameters::any_of([&]<class Parameter>(Parameter) {
    using type = typename Parameter::type;
    if constexpr (requires(type const& value) { value.empty(); } && !is_bearer<Parameter> && !is_content<Parameter> &&
                  !json::omits_empty<Parameter> && !json::spreads<Parameter>)
      if (Parameter::get(operation).empty()) missing = Parameter::name;
    return !missing.empty();
  });
  return missing;
}

[[gnu::cold, gnu::noinline]] inline error empty_parameter(std::string_view name) {
  return error(errc::missing_requirement, std::string(name) + " is empty; the operation requires it");
}

// Checks an operation before it is sent.
template <class Op> result<void> check_parameters(Op const& operation) {
  if (std::string_view missing = missing_parameter(operation); !missing.empty()) return empty_parameter(missing);
  if constexpr (requires { operation.check(); }) return operation.check();
  return {};
}

// True for an operation of the evaluation host. Its other traits are not computed.
template <class Op>
concept on_evaluation_host = ((requires { requires Op::host == host::evaluation; }) ||
                              (requires { requires Op::traits.host == host::evaluation; }));

template <class Op> inline constexpr bool has_parts = parameter_list<typename Op::parameters>::has_parts;

// Checks that a route given at run time has the slots of the operation.
template <class Op> [[gnu::cold, gnu::noinline]] result<void> check_route(std::string_view route) {
  bool sound = parameter_list<typename Op::parameters>::check(route) == route_fault::none;
  for (char c : route) sound = sound && c > ' ' && c < 0x7f && c != '?' && c != '#';
  if (sound) return {};
  return error(errc::invalid_argument,
               std::string("call_options::route is not a path with the slots of ").append(Op::endpoint::route));
}

// Appends the segments of a path, percent-encoded, and the slashes between them.
inline void append_path(std::string& out, std::string_view path) {
  for (std::size_t slash = path.find('/'); slash != path.npos; slash = path.find('/')) {
    http::append_percent_encoded(out, path.substr(0, slash));
    out += '/';
    path.remove_prefix(slash + 1);
  }
  http::append_percent_encoded(out, path);
}

// Appends the path and the query, percent-encoded. write_secret_query() appends the secrets of the query afterwards.
template <class Op>
void write_target(Op const& operation, std::string& out, std::string_view route = Op::endpoint::route) {
  for (std::size_t open = route.find('{'); open != std::string_view::npos; open = route.find('{')) {
    out += route.substr(0, open);
    std::size_t const close = route.find('}', open);
    std::string_view const slot = route.substr(open + 1, close - open - 1);
    Op::parameters::any_of([&]<class Parameter>(Parameter) {
      if constexpr (in_path<Parameter>) {
        if (Parameter::name == slot) {
          text_of text;
          visit_if_set(Parameter::get(operation), [&](auto const& value) {
            if constexpr (requires { Parameter::keeps_slashes; })
              append_path(out, text(value));
            else
              http::append_percent_encoded(out, text(value));
          });
          return true;
        }
      }
      return false;
    });
    route.remove_prefix(close + 1);
  }
  out += route;

  char separator = '?';
  Op::parameters::for_each([&]<class Parameter>(Parameter) {
    if constexpr (in_query<Parameter> && !in_secret_query<Parameter>) {
      visit_if_set(Parameter::get(operation), [&](auto const& value) {
        text_of text;
        out += separator;
        separator = '&';
        out += Parameter::name;
        out += '=';
        http::append_percent_encoded(out, text(value));
      });
    }
  });
}

// Appends the secrets of the query at the end of the URL, in a buffer that does not grow afterwards: growing would
// leave them in released memory. Adds their encoded forms to `secrets`, as views into the URL, since servers echo URLs.
template <class Op>
void write_secret_query(Op const& operation, std::string& url, std::vector<std::string_view>& secrets) {
  std::size_t most = url.size();
  Op::parameters::for_each([&]<class Parameter>(Parameter) {
    if constexpr (in_secret_query<Parameter>)
      visit_if_set(Parameter::get(operation),
                   [&](secret const& value) { most += Parameter::name.size() + 2 + 3 * value.size(); });
  });
  if (most == url.size()) return;
  url.reserve(most);
  Op::parameters::for_each([&]<class Parameter>(Parameter) {
    if constexpr (in_secret_query<Parameter>) {
      visit_if_set(Parameter::get(operation), [&](secret const& value) {
        url += url.find('?') == std::string::npos ? '?' : '&';
        url += Parameter::name;
        url += '=';
        std::size_t const begin = url.size();
        http::append_percent_encoded(url, value.reveal());
        secrets.push_back(std::string_view(url).substr(begin));
      });
    }
  });
}

// Adds the headers that are parameters, and the token of this call.
template <class Op> void write_headers(Op const& operation, http::header_list& headers) {
  Op::parameters::for_each([&]<class Parameter>(Parameter) {
    if constexpr (in_header<Parameter> || is_bearer<Parameter>) {
      visit_if_set(Parameter::get(operation), [&](auto const& value) {
        text_of text;
        if constexpr (is_bearer<Parameter>) {
          if (!value.empty()) headers.add("Authorization", "Bearer ", text(value));
        } else {
          headers.add(Parameter::name, text(value));
        }
      });
    }
  });
}

// An operation whose answer is read as another model.
template <class Op, class Model> struct answered_as : Op {
  using answer = Model;
  static constexpr api::traits traits = traits_of<Op>();
};

// The parameters in the JSON body of an operation, as a model.
template <class Op> struct json_body { Op const& operation; };

template <class Parameter, class Op> struct json_body_field {
  using object = json_body<Op>;
  using type = typename Parameter::type;
  static constexpr std::string_view name = Parameter::name;
  static constexpr bool written = in_json<Parameter> && !json::spreads<Parameter>;
  static constexpr bool omits_empty = json::omits_empty<Parameter>;
  static constexpr bool spreads = json::spreads<Parameter>;

  static type const& get(json_body<Op> const& operation) noexcept { return Parameter::get(operation.operation); }
};

template <class Op, class Parameters> struct json_body_fields;

template <class Op, class... Parameter> struct json_body_fields<Op, fields<Parameter...>> {
  using type = fields<json_body_field<Parameter, Op>...>;
};

// Appends the body and returns its content type; empty if there is no body. Parts are not written here but while they
// are sent (client/upload.hpp).
template <class Op, class Json> std::string_view write_body(Op const& operation, Json& json, std::string& out) {
  using list = parameter_list<typename Op::parameters>;
  if constexpr (list::has_json) {
    json.encode(json_body<Op>{operation}, out);
    return "application/json";
  } else if constexpr (list::has_body) {
    Op::parameters::for_each([&]<class Parameter>(Parameter) {
      if constexpr (is_body<Parameter>) json.encode(Parameter::get(operation), out);
    });
    return "application/json";
  } else if constexpr (list::has_content) {
    Op::parameters::for_each([&]<class Parameter>(Parameter) {
      if constexpr (is_content<Parameter>) out += Parameter::get(operation);
    });
    return out.empty() ? std::string_view{} : "application/octet-stream";
  } else if constexpr (list::has_form) {
    // Reserves the whole size first: growing would leave a password in released memory.
    std::size_t most = 0;
    Op::parameters::for_each([&]<class Parameter>(Parameter) {
      if constexpr (in_form<Parameter>)
        visit_if_set(Parameter::get(operation), [&](auto const& value) {
          text_of text;
          most += Parameter::name.size() + 2 + 3 * text(value).size();
        });
    });
    out.reserve(out.size() + most);
    Op::parameters::for_each([&]<class Parameter>(Parameter) {
      if constexpr (in_form<Parameter>) {
        visit_if_set(Parameter::get(operation), [&](auto const& value) {
          text_of text;
          if (!out.empty()) out += '&';
          out += Parameter::name;
          out += '=';
          http::append_percent_encoded(out, text(value));
        });
      }
    });
    return "application/x-www-form-urlencoded";
  } else if constexpr (requires { requires Op::empty_object; }) {
    out += "{}";
    return "application/json";
  } else {
    return {};
  }
}

}  // namespace detail
}  // namespace geai::inline v0_2::api

template <class Op>
struct geai::model<geai::api::detail::json_body<Op>>
    : geai::api::detail::json_body_fields<Op, typename Op::parameters>::type {};
