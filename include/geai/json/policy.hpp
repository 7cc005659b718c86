#pragma once

#include <concepts>
#include <cstddef>
#include <geai/json/model.hpp>
#include <geai/result.hpp>
#include <span>
#include <string>
#include <string_view>

namespace geai::inline v0_2::json {

// How many readable bytes follow the text that a policy is asked to decode (simdjson reads past the end).
inline constexpr std::size_t padding = 64;

namespace detail {

struct probe {
  std::string text{};
};

struct view_probe {
  std::string_view text{};
};

}  // namespace detail
}  // namespace geai::inline v0_2::json

template <>
struct geai::model<geai::json::detail::probe> : geai::fields<geai::field<"text", &geai::json::detail::probe::text>> {};
template <>
struct geai::model<geai::json::detail::view_probe>
    : geai::fields<geai::field<"text", &geai::json::detail::view_probe::text>> {};

namespace geai::inline v0_2::json {

// A Json policy turns text into models and models into text.
//
// | expression            | returns     | meaning                                                                     |
// |-----------------------|-------------|-----------------------------------------------------------------------------|
// | j.template decode<T>(text) | result<T> | `text` is one whole JSON document, followed by `padding` readable bytes;  |
// |                       |             | anything else is errc::decode with a message that names path, expected,     |
// |                       |             | found. T is any type that geai::model's comment lists                       |
// | j.encode(value, out)  | (any)       | appends the JSON text of `value` to the std::string `out`                   |
//
// | optional extension           | returns      | meaning                                                             |
// |------------------------------|--------------|---------------------------------------------------------------------|
// | j.decode_fresh(text, fresh)  | result<void> | like decode(), into a T& that has its defaults; instantiates less    |
// | j.decode_reuse(text, used)   | result<void> | like decode(), into a T& of any value, which is replaced and whose   |
// |                              |              | memory is used again; after an error its value is unspecified       |
// | j.decode_view(text, fresh)   | result<void> | like decode_fresh(), where T may have std::string_view members, as  |
// |                              |              | views into `text`, a std::span<char>: escapes are replaced in place |
//
// json/rules.hpp has the forms in which a policy must read models; json/tree.hpp reads them from any tree.
//
// All may be called from several threads at once.
template <class Json>
concept policy = requires(Json& json, std::string_view text, std::string& out, detail::probe const& value) {
  { json.template decode<detail::probe>(text) } -> std::same_as<result<detail::probe>>;
  json.encode(value, out);
};

// A policy with decode_fresh().
template <class Json>
concept decodes_fresh = requires(Json& json, std::string_view text, detail::probe& fresh) {
  { json.decode_fresh(text, fresh) } -> std::same_as<result<void>>;
};

// A policy with decode_reuse().
template <class Json>
concept decodes_reusing = decodes_fresh<Json> && requires(Json& json, std::string_view text, detail::probe& used) {
  { json.decode_reuse(text, used) } -> std::same_as<result<void>>;
};

// A policy with decode_view().
template <class Json>
concept decodes_views = decodes_fresh<Json> && requires(Json& json, std::span<char> text, detail::view_probe& fresh) {
  { json.decode_view(text, fresh) } -> std::same_as<result<void>>;
};

}  // namespace geai::inline v0_2::json
