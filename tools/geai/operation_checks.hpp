#pragma once

#include <charconv>
#include <cstddef>
#include <geai/api/operation.hpp>
#include <geai/json/simdjson.hpp>
#include <map>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace tool {

// The values of a call, by wire name.
struct checked_values {
  std::map<std::string, std::string> texts{};  // values of a path, a query, a header, a form
  std::map<std::string, std::string>
      documents{};  // the members of a JSON body, as JSON; the one without a name is the whole body
};

// Returns the error that the library reports for the values of operations()[number] before it sends them. Ignores
// values that it cannot read: the platform will report them.
geai::result<void> check_operation(std::size_t number, checked_values values);

// These readers return false for a value that is not a T.
template <class T> bool read_json(std::string const& text, T& into) {
  std::string padded;
  padded.reserve(text.size() + geai::json::padding);
  padded = text;
  auto read = geai::json::simdjson().template decode<T>(padded);
  if (!read) return false;
  into = *std::move(read);
  return true;
}

template <class T> bool read_text(std::string const& text, T& into) {
  if constexpr (requires { into.has_value(); }) {
    return read_text(text, into.emplace());
  } else if constexpr (std::is_same_v<T, std::string>) {
    into = text;
    return true;
  } else if constexpr (requires { T::parse(text); }) {
    auto read = T::parse(text);
    if (!read) return false;
    into = *std::move(read);
    return true;
  } else if constexpr (std::is_arithmetic_v<T> && !std::is_same_v<T, bool>) {
    return std::from_chars(text.data(), text.data() + text.size(), into).ec == std::errc();
  } else {
    return true;  // not checked
  }
}

template <class Op> geai::result<void> check_as(checked_values values) {
  if constexpr (requires(Op const& operation) { operation.check(); }) {
    Op made{};
    Op::parameters::any_of([&]<class Parameter>(Parameter) {
      namespace api = geai::api;
      if constexpr (requires { Parameter::name; }) {
        // A value belongs to the first member of its name whose type fits.
        constexpr bool is_json = api::in_json<Parameter> || api::is_body<Parameter>;
        auto& from = is_json ? values.documents : values.texts;
        auto const found = from.find(std::string(api::is_body<Parameter> ? std::string_view() : Parameter::name));
        if (found == from.end()) return false;
        bool read = false;
        if constexpr (is_json)
          read = read_json(found->second, Parameter::get(made));
        else
          read = read_text(found->second, Parameter::get(made));
        if (read) from.erase(found);
      }
      return false;
    });
    if (values.documents.empty() && values.texts.empty()) return made.check();
  }
  return {};
}

}  // namespace tool
