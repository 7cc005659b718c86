#pragma once

#include <concepts>
#include <cstddef>
#include <geai/json/model.hpp>
#include <geai/result.hpp>
#include <span>
#include <string>
#include <string_view>

namespace geai::inline v0_2::json {

// The number of readable bytes after any text that is passed to a policy's decode (simdjson reads past the end).
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
// | j.template decode<T>(text) | result<T> | reads `text`, one whole JSON document followed by `padding` readable bytes; |
// |                       |             | anything else is errc::decode with a message that names path, expected and |
// |                       |             | found. T is any type listed at geai::model                                  |
// | j.encode(value, out)  | (any)       | appends the JSON text of `value` to the std::string `out`                   |
//
// | optional extension           | returns      | meaning                                                             |
// |------------------------------|--------------|---------------------------------------------------------------------|
// | j.decode_fresh(text, fresh)  | result<void> | like decode(), into a T& that has its defaults; instantiates less    |
// | j.decode_reuse(text, used)   | result<void> | like decode(), into a T& of any value, which is replaced and whose   |
// |                              |              | memory is reused; after an error its value is unspecified            |
// | j.decode_view(text, fresh)   | result<void> | like decode_fresh(), but T may have std::string_view members, as    |
// |                              |              | views into `text`, a std::span<char>: escapes are replaced in place |
// | j.start()                    | (any)        | called whenever a client is made: takes the locks of a first        |
// |                              |              | decode(), so that no child of a fork waits for them; does not throw |
//
// json/rules.hpp lists the forms in which a policy must read models; json/tree.hpp reads them from any tree.
//
// All members may be called from several threads at once.
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
