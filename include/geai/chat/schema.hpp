#pragma once

#include <geai/api/chat_request.hpp>
#include <geai/api/responses.hpp>
#include <geai/json/schema.hpp>
#include <geai/json/text.hpp>
#include <string>
#include <string_view>

namespace geai::inline v0_2 {

namespace detail {

// A type whose schema is an object: providers accept no other schema for an answer or for the parameter of a function.
template <class T>
concept has_object_schema = modelled<T> && describable<T>;

// Rejects a type that no provider accepts, with a message.
template <class T> constexpr void check_answer() {
  static_assert(has_object_schema<T>,
                "geai: a structured answer is an object with a schema: a plain aggregate, or a type that has a "
                "geai::model field list; put a list or a number into a member of one");
}

// Returns the name of a type for requests: its C++ name, reduced to letters, digits and _.
template <class T> std::string schema_name() {
  std::string name;
  for (char const c : json::detail::type_name<T>())
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_') name += c;
  return name.empty() ? "answer" : name.substr(0, 64);
}

// Returns the members of a request that hold the schema of an answer.
template <class T> std::string schema_members(std::string_view name) {
  check_answer<T>();
  std::string text(R"("name":)");
  if (name.empty())
    json::encode(schema_name<T>(), text);
  else
    json::encode(name, text);
  text.append(R"(,"strict":)").append(schema_is_strict<T> ? "true" : "false").append(R"(,"schema":)");
  return text.append(json_schema_view<T>());
}

}  // namespace detail

template <class T> response_format response_format::schema(std::string_view name) {
  return raw_json{R"({"type":"json_schema","json_schema":{)" + detail::schema_members<T>(name) + "}}"};
}

template <class T> text_format text_format::schema(std::string_view name) {
  return raw_json{R"({"type":"json_schema",)" + detail::schema_members<T>(name) + "}"};
}

}  // namespace geai::inline v0_2
