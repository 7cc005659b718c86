#pragma once

#include <cstddef>
#include <exception>
#include <functional>
#include <geai/api/chat.hpp>
#include <geai/chat/schema.hpp>
#include <geai/json/encode.hpp>
#include <geai/result.hpp>
#include <geai/task.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

// Functions of your program that a model may call.
//
//   geai::toolbox tools;
//   tools.add("get_weather", "The weather of the coming days", [&](weather_query const& q) -> geai::result<forecast> { ... });
//   tools.add("now", "The time of day", [] { return std::string("12:00"); });
//
// A function has no parameter, or one whose type is a plain aggregate or has a geai::model; the JSON Schema of that
// type is sent to the model. The function returns a text, any type with a JSON form, void, or a result<> of these; in
// an async_toolbox also a task<> of these. The model receives a std::string unchanged and anything else as JSON.
//
// Every failure is sent to the model as {"error":"..."}, so that it can try again: arguments that do not match the
// schema, a returned error, an exception, an unknown function. Calls never throw.
//
// Arguments are read by json::simdjson, unless add<Json>() names another Json policy.
//
// If the schema of a tool is known only at run time (a tool of an MCP server, for example), add the tool with its
// chat_function; its function takes the arguments as a raw_json:
//
//   tools.add(geai::chat_function{.name = "search", .parameters = geai::raw_json{schema}},
//             [&](geai::raw_json const& arguments) { return server.call("search", arguments.text); });

namespace geai::inline v0_2 {

// The outcome of a tool call.
struct tool_outcome {
  std::string text{};   // the text that is sent to the model
  bool failed = false;  // true: the text is an error
};

namespace detail {

[[gnu::cold]] inline tool_outcome tool_failure(std::string_view why) {
  tool_outcome made{.text = R"({"error":)", .failed = true};
  json::encode(why, made.text);
  made.text += '}';
  return made;
}

// The parameter of a function without parameters: any JSON object is accepted.
struct no_parameter {};

// The parameter type and result type of a function with one parameter or none. Undefined for other functions.
template <class Function> struct signature {};
template <class Result> struct signature<Result (*)()> {
  using parameter = no_parameter;
  using result_type = Result;
};
template <class Result, class Parameter> struct signature<Result (*)(Parameter)> {
  using parameter = std::remove_cvref_t<Parameter>;
  using result_type = Result;
};
template <class Result, class... Parameter>
struct signature<Result (*)(Parameter...) noexcept> : signature<Result (*)(Parameter...)> {};
template <class Result, class Of, class... Parameter>
struct signature<Result (Of::*)(Parameter...)> : signature<Result (*)(Parameter...)> {};
template <class Result, class Of, class... Parameter>
struct signature<Result (Of::*)(Parameter...) const> : signature<Result (*)(Parameter...)> {};
template <class Result, class Of, class... Parameter>
struct signature<Result (Of::*)(Parameter...) noexcept> : signature<Result (*)(Parameter...)> {};
template <class Result, class Of, class... Parameter>
struct signature<Result (Of::*)(Parameter...) const noexcept> : signature<Result (*)(Parameter...)> {};
template <class Function>
  requires requires { &Function::operator(); }
struct signature<Function> : signature<decltype(&Function::operator())> {};

template <class T> T task_value(task<T> const&);
template <class T> inline constexpr bool is_task = requires(T const& value) { detail::task_value(value); };

// Converts the result of a function to the text that the model receives.
template <class T> tool_outcome outcome_of(T const& given) {
  if constexpr (is_result<T>) {
    if (!given) return tool_failure(given.error().message);
    if constexpr (std::is_void_v<typename T::value_type>)
      return {.text = "done"};
    else
      return outcome_of(*given);
  } else if constexpr (std::is_convertible_v<T const&, std::string_view>) {
    return {.text = std::string(std::string_view(given))};
  } else if constexpr (std::is_same_v<T, raw_json>) {
    return {.text = given.empty() ? "null" : given.text};
  } else {
    return {.text = to_json(given)};
  }
}

#if defined(__cpp_exceptions)
#define GEAI_TRY try
#define GEAI_TELL_EXCEPTION(tell)                      \
  catch (std::exception const& thrown) {               \
    tell detail::tool_failure(thrown.what());          \
  }                                                    \
  catch (...) {                                        \
    tell detail::tool_failure("an unknown exception"); \
  }
#else
#define GEAI_TRY
#define GEAI_TELL_EXCEPTION(tell)
#endif

// Calls a function with its parameter read from JSON.
template <class Json, class Function> class typed_tool {
public:
  using parameter = typename signature<Function>::parameter;
  using result_type = typename signature<Function>::result_type;

  explicit typed_tool(Function function) : function_(std::move(function)) {}

  tool_outcome run(std::string_view arguments) {
    GEAI_TRY {
      result<parameter> read = parameter_of(arguments);
      if (!read) return tool_failure(read.error().message);
      if constexpr (std::is_void_v<result_type>) {
        call(*read);
        return {.text = "done"};
      } else {
        return outcome_of(call(*read));
      }
    }
    GEAI_TELL_EXCEPTION(return )
  }

  // Calls a function that returns a task. The tool is kept alive until the task has ended.
  static task<tool_outcome> run_task(std::shared_ptr<typed_tool> self, std::string arguments) {
    using value_type = decltype(detail::task_value(std::declval<result_type const&>()));
    GEAI_TRY {
      result<parameter> read = self->parameter_of(arguments);
      if (!read) co_return tool_failure(read.error().message);
      result_type running = self->call(*read);
      if constexpr (std::is_void_v<value_type>) {
        co_await running;
        co_return tool_outcome{.text = "done"};
      } else {
        value_type const given = co_await running;
        co_return outcome_of(given);
      }
    }
    GEAI_TELL_EXCEPTION(co_return )
  }

private:
  result<parameter> parameter_of([[maybe_unused]] std::string_view arguments) {
    if constexpr (std::is_same_v<parameter, no_parameter>)
      return parameter{};
    else
      return from_json<parameter, Json>(arguments.empty() ? std::string_view("{}") : arguments);
  }

  result_type call([[maybe_unused]] parameter& with) {
    if constexpr (std::is_same_v<parameter, no_parameter>)
      return function_();
    else
      return function_(std::move(with));
  }

  Function function_;
};

#undef GEAI_TRY
#undef GEAI_TELL_EXCEPTION

// Returns the description of a function for a request.
template <class Function> chat_function definition_of(std::string_view name, std::string_view description) {
  using parameter = typename signature<Function>::parameter;
  chat_function made{.name = std::string(name), .description = std::string(description)};
  if constexpr (std::is_same_v<parameter, no_parameter>) {
    made.parameters.text = R"({"type":"object","properties":{},"required":[],"additionalProperties":false})";
    made.strict = true;
  } else {
    made.parameters.text = json_schema_view<parameter>();
    made.strict = schema_is_strict<parameter>;
  }
  return made;
}

// Rejects a function that cannot be added with a chat_function, with a message.
template <class Function> constexpr bool check_described_tool() {
  constexpr bool takes_raw_json = requires {
    requires std::is_same_v<typename signature<Function>::parameter, raw_json>;
  };
  static_assert(
      takes_raw_json,
      "geai: a tool that is added with its chat_function takes one parameter, a geai::raw_json; for a parameter "
      "of another type, use add(name, description, function), which makes the schema");
  return takes_raw_json;
}

// Rejects a type that cannot be a tool, with a message.
template <class Function> constexpr bool check_tool() {
  static_assert(
      requires { typename signature<Function>::parameter; },
      "geai: a tool is a function with no parameter, or with one whose type has a schema; "
      "no `auto` parameter, no overloads");
  if constexpr (requires { typename signature<Function>::parameter; }) {
    using parameter = typename signature<Function>::parameter;
    static_assert(
        std::is_same_v<parameter, no_parameter> || has_object_schema<parameter>,
        "geai: the parameter type of this tool has no schema; a tool takes a plain aggregate or a type that has "
        "a geai::model field list, whose members the model fills");
    return std::is_same_v<parameter, no_parameter> || has_object_schema<parameter>;
  } else {
    return false;
  }
}

struct tools_of_any_kind {};

// The tools of both kinds of toolboxes. Outcome is the return type of run(). Copies share the functions.
template <class Outcome> class tool_list : public tools_of_any_kind {
public:
  bool empty() const noexcept { return tools_.empty(); }
  std::size_t size() const noexcept { return tools_.size(); }

  // Returns the descriptions of the tools, for api::chat_completion::tools.
  std::vector<chat_tool> definitions() const {
    std::vector<chat_tool> all;
    for (tool const& each : tools_) all.push_back({.function = each.definition});
    return all;
  }

protected:
  struct tool {
    chat_function definition{};
    std::function<Outcome(std::string const& arguments)> run{};
  };

  template <class> friend class tool_list;

  // Adds a tool, or replaces the one of the same name.
  void put(chat_function definition, std::function<Outcome(std::string const&)> run) {
    for (tool& each : tools_)
      if (each.definition.name == definition.name) {
        each = {std::move(definition), std::move(run)};
        return;
      }
    tools_.push_back({std::move(definition), std::move(run)});
  }

  tool const* find(std::string_view name) const noexcept {
    for (tool const& each : tools_)
      if (each.definition.name == name) return &each;
    return nullptr;
  }

  [[gnu::cold]] tool_outcome unknown(std::string_view name) const {
    std::string text("there is no tool \"");
    text.append(name).append("\"");
    char const* separator = "; the tools are ";
    for (tool const& each : tools_) {
      text.append(separator).append("\"").append(each.definition.name).append("\"");
      separator = ", ";
    }
    return tool_failure(text);
  }

  std::vector<tool> const& tools() const noexcept { return tools_; }

private:
  std::vector<tool> tools_{};
};

// A template, since g++ compiles a coroutine that is not a template into every file, whether it is used or not.
template <class Outcome> task<Outcome> finished(Outcome outcome) { co_return outcome; }

}  // namespace detail

// Functions that a model may call; see above. Copies share the functions; adding a function to one copy does not change
// the others. One thread at a time may use a toolbox, unless its functions allow more.
class toolbox : public detail::tool_list<tool_outcome> {
public:
  // Adds a function, or replaces the one of the same name. A name has 1 to 64 letters, digits, _ and -.
  template <class Json = json::simdjson, class Function>
  toolbox& add(std::string_view name, std::string_view description, Function function) {
    if constexpr (detail::check_tool<Function>())
      put_function<Json>(detail::definition_of<Function>(name, description), std::move(function));
    return *this;
  }

  // Adds a function that takes a raw_json, with its description. The schema in the description is sent to the model;
  // the arguments are checked to be JSON, but not against the schema.
  template <class Json = json::simdjson, class Function> toolbox& add(chat_function definition, Function function) {
    if constexpr (detail::check_described_tool<Function>())
      put_function<Json>(std::move(definition), std::move(function));
    return *this;
  }

  // Calls a function as requested by a model. Never throws.
  tool_outcome run(std::string_view name, std::string const& arguments) const {
    tool const* const found = find(name);
    return found != nullptr ? found->run(arguments) : unknown(name);
  }

private:
  friend class async_toolbox;

  template <class Json, class Function> void put_function(chat_function definition, Function function) {
    static_assert(!detail::is_task<typename detail::signature<Function>::result_type>,
                  "geai: a function that returns a task must be added to a geai::async_toolbox");
    auto kept = std::make_shared<detail::typed_tool<Json, Function>>(std::move(function));
    put(std::move(definition), [kept](std::string const& arguments) { return kept->run(arguments); });
  }
};

// A toolbox whose functions may also return a task<T> or a task<result<T>>. For conversations over an asynchronous
// transport, which run the tools of one reply concurrently.
class async_toolbox : public detail::tool_list<task<tool_outcome>> {
public:
  async_toolbox() = default;

  // Makes a toolbox with the same functions.
  async_toolbox(toolbox const& other) {
    for (auto const& each : other.tools())
      put(each.definition, [run = each.run](std::string const& arguments) { return detail::finished(run(arguments)); });
  }

  // See toolbox::add().
  template <class Json = json::simdjson, class Function>
  async_toolbox& add(std::string_view name, std::string_view description, Function function) {
    if constexpr (detail::check_tool<Function>())
      put_function<Json>(detail::definition_of<Function>(name, description), std::move(function));
    return *this;
  }

  // See toolbox::add().
  template <class Json = json::simdjson, class Function>
  async_toolbox& add(chat_function definition, Function function) {
    if constexpr (detail::check_described_tool<Function>())
      put_function<Json>(std::move(definition), std::move(function));
    return *this;
  }

  // Calls a function as requested by a model. Never throws.
  task<tool_outcome> run(std::string_view name, std::string const& arguments) const {
    tool const* const found = find(name);
    return found != nullptr ? found->run(arguments) : detail::finished(unknown(name));
  }

private:
  template <class Json, class Function> void put_function(chat_function definition, Function function) {
    using tool_type = detail::typed_tool<Json, Function>;
    auto kept = std::make_shared<tool_type>(std::move(function));
    put(std::move(definition), [kept](std::string const& arguments) {
      if constexpr (detail::is_task<typename tool_type::result_type>)
        return tool_type::run_task(kept, arguments);
      else
        return detail::finished(kept->run(arguments));
    });
  }
};

}  // namespace geai::inline v0_2
