#pragma once

#include <concepts>
#include <cstddef>
#include <geai/json/model.hpp>
#include <geai/result.hpp>
#include <span>
#include <string>
#include <string_view>

namespace geai::inline v0::json {

// How many readable bytes follow the text that a policy is asked to decode (simdjson reads past the end).
inline constexpr std::size_t padding = 64;

namespace detail {

struct probe {
  std::string text{};
};

struct borrowing_probe {
  std::string_view text{};
};

}  // namespace detail
}  // namespace geai::inline v0::json

template <>
struct geai::model<geai::json::detail::probe> : geai::fields<geai::field<"text", &geai::json::detail::probe::text>> {};
template <>
struct geai::model<geai::json::detail::borrowing_probe>
    : geai::fields<geai::field<"text", &geai::json::detail::borrowing_probe::text>> {};

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
// | optional extension             | returns      | meaning                                                           |
// |--------------------------------|--------------|-------------------------------------------------------------------|
// | j.decode_to(text, fresh)       | result<void> | the same into a T& that has its defaults, with which fewer          |
// |                                |              | instantiations are compiled                                       |
// | j.decode_into(text, used)      | result<void> | the same into a T& that was decoded into before, and whose memory |
// |                                |              | is used again; after an error it is valid, whatever it has          |
// | j.decode_borrowed(text, fresh) | result<void> | as decode_to, where T has std::string_view members: they are views |
// |                                |              | into `text`, a std::span<char>, in which escapes are replaced     |
//
// json/rules.hpp has the forms in which a policy must read models; json/tree.hpp reads them from any tree.
//
// All may be called from several threads at once.
template <class Json>
concept policy = requires(Json& json, std::string_view text, std::string& out, detail::probe const& value) {
  { json.template decode<detail::probe>(text) } -> std::same_as<result<detail::probe>>;
  json.encode(value, out);
};

// Policies with the optional extensions.
template <class Json>
concept decodes_in_place = requires(Json& json, std::string_view text, detail::probe& fresh) {
  { json.decode_to(text, fresh) } -> std::same_as<result<void>>;
};

// Reads into what was read into before, see decode_into.
template <class Json>
concept decodes_again = decodes_in_place<Json> && requires(Json& json, std::string_view text, detail::probe& used) {
  { json.decode_into(text, used) } -> std::same_as<result<void>>;
};

// Lends the text that it reads, see decode_borrowed.
template <class Json>
concept borrowing = decodes_in_place<Json> &&
    requires(Json& json, std::span<char> text, detail::borrowing_probe& fresh) {
  { json.decode_borrowed(text, fresh) } -> std::same_as<result<void>>;
};

}  // namespace geai::inline v0::json
