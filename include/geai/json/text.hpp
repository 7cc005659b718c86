#pragma once

#include <geai/detail/secure_zero.hpp>
#include <geai/fwd.hpp>
#include <geai/json/encode.hpp>
#include <geai/json/model.hpp>
#include <geai/json/policy.hpp>
#include <geai/result.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

// Models as text: reads and writes values outside of calls.

namespace geai::inline v0_2 {

namespace json::detail {

template <class T, class Json> result<void> read_strictly(std::string_view padded, Json& json, strict<T>& fresh) {
  if constexpr (decodes_fresh<Json>) {
    return json.decode_fresh(padded, fresh);
  } else {
    result<strict<T>> read = json.template decode<strict<T>>(padded);
    if (!read) return std::move(read).error();
    fresh = *std::move(read);
    return {};
  }
}

}  // namespace json::detail

// Reads a T from a text, one JSON document. T is any type listed at geai::model, without views.
//
// The text is read strictly, as json_schema<T> describes it: each member that is not a std::optional is required, even if
// it has a default; an optional one may be null; a text is not accepted as a number; unknown members and unknown texts of
// an enumeration are errors.
// Errors: decode, with the path of the wrong or missing value.
template <class T, class Json> result<T> from_json(std::string_view text, Json& policy) {
  json::detail::check_form<T>();
  static_assert(!detail::holds_view<T>, "geai: from_json reads no std::string_view members: its text is not kept");
  std::string padded;
  padded.reserve(text.size() + json::padding);
  padded.append(text);
  json::strict<T> whole;
  result<void> const done = json::detail::read_strictly(padded, policy, whole);
  if constexpr (detail::holds_secret<T>) detail::secure_zero(padded.data(), padded.size());
  if (!done) return done.error();
  return std::move(whole.value);
}

// Reads a T with a default-constructed Json policy, json::simdjson unless you name another one.
template <class T, class Json = json::simdjson> result<T> from_json(std::string_view text) {
  static_assert(
      requires { sizeof(Json); }, "geai: this Json policy is only declared: include geai/json/simdjson.hpp");
  Json policy{};
  return from_json<T>(text, policy);
}

// Returns the complete text of a value, as json_schema<T> describes it: an unset optional and an empty raw_json are
// null. See json::encode for the rest.
template <class T> std::string to_json(T const& value) {
  json::detail::check_form<T>();
  std::string text;
  json::encode_whole(value, text);
  return text;
}

template <class T, class Json> result<T> raw_json::as() const { return from_json<T, Json>(text); }

}  // namespace geai::inline v0_2
