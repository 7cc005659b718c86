#pragma once

#include <concepts>
#include <cstddef>
#include <geai/json/model.hpp>
#include <geai/result.hpp>
#include <string>
#include <string_view>

namespace geai::inline v0::json {

// How many readable bytes follow the text that a policy is asked to decode (simdjson reads past the end).
inline constexpr std::size_t padding = 64;

namespace detail {

struct probe {
  std::string text{};
};

}  // namespace detail
}  // namespace geai::inline v0::json

template <>
struct geai::model<geai::json::detail::probe> : geai::fields<geai::field<"text", &geai::json::detail::probe::text>> {};

namespace geai::inline v0::json {

// A Json policy turns text into models and models into text.
//
// | expression            | returns     | meaning                                                                     |
// |-----------------------|-------------|-----------------------------------------------------------------------------|
// | j.template decode<T>(text) | result<T> | `text` is one whole JSON document, followed by `padding` readable bytes;  |
// |                       |             | anything else is errc::decode with a message that names path, expected,     |
// |                       |             | found. T is any type that geai::model's comment lists                       |
// | j.encode(value, out)  | (any)       | appends the JSON text of `value` to the std::string `out`                   |
//
// | optional extension       | returns      | meaning                                                                 |
// |--------------------------|--------------|-------------------------------------------------------------------------|
// | j.decode_to(text, fresh) | result<void> | the same into a T& that has its defaults, with which fewer instantiations |
// |                          |              | are compiled                                                            |
//
// All may be called from several threads at once.
template <class Json>
concept policy = requires(Json& json, std::string_view text, std::string& out, detail::probe const& value) {
  { json.template decode<detail::probe>(text) } -> std::same_as<result<detail::probe>>;
  json.encode(value, out);
};

// A policy with the optional extension.
template <class Json>
concept decodes_in_place = requires(Json& json, std::string_view text, detail::probe& fresh) {
  { json.decode_to(text, fresh) } -> std::same_as<result<void>>;
};

}  // namespace geai::inline v0::json
