#pragma once

#include <cstddef>
#include <geai/json/detail/bytes.hpp>
#include <geai/json/model.hpp>
#include <geai/json/policy.hpp>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

// The platform writes the same value in more than one form, and every form is accepted. These rules apply to every model
// and every Json policy; geai/test/json_laws.hpp tests them. If a member is expected to be
//
// - a number, a text that contains a number is accepted: "7000", "0.0148325400", "0E-10";
// - an integer, a number with a zero fraction is accepted: 7.0, "7.00"; a duration in whole units drops any fraction;
// - a list, a single object with members is a list of one, and so is a single text in a list of texts;
// - an object with a list (list_name_of), an array is that list;
// - an object with a text (text_name_of), a text is that text;
// - an object with a wrapper (wrapper_of), the object may be the value of a member of that name in another object that has
//   no member of the model, or in an object that is the first element of an array;
// - "name", "Name" is read too, and vice versa, unless the exact name is present (other_spelling);
// - information only (informs_only), a value that cannot be understood counts as absent;
// - a text that may be JSON (takes_json), any other value is read as its JSON text.
//
// In text that is not UTF-8, each ill-formed sequence is read as U+FFFD (valid_utf8). Any other wrong type is an error.
//
// A strict reading (of a json::strict<T>, as in geai::from_json) accepts none of these forms except U+FFFD: it accepts the
// documents that geai::json_schema<T> describes.
//
// - Each member must be present, even if it has a default; only an optional and a raw_json may be null.
// - A member that the model does not have, or that is an other_name<...>, is an error, and so is an unknown text of an
//   enumeration.
// - A number is a JSON number, within the bounds of a bounded<...>; 7.0 is an integer, as in JSON Schema.
// - Elements of lists and entries of maps may be null only if they are optional.

namespace geai::inline v0_2::json {

namespace detail {

// The text of a part of a message, see text_or_parts.
struct message_part {
  std::string text{};
};

// The member of an object that selects the alternative of the variant T.
template <class T> struct tag_of { std::string text{}; };

// An alternative of the variant T with its tag.
template <class T, class Alternative> struct tagged_object {
  static_assert(modelled<Alternative>, "geai: the alternatives of a tagged variant are objects");

  std::string tag{};
  Alternative value{};

  using tag_field = typename model<T>::template tag_field<&tagged_object::tag>;
};

template <class Object, class Field> struct tagged_field : Field {
  using object = Object;
  using type = typename Field::type;

  static type& get(Object& input) noexcept { return Field::get(input.value); }
  static type const& get(Object const& input) noexcept { return Field::get(input.value); }
};

template <class Object, class... Field>
constexpr auto tagged_fields(geai::fields<Field...>)
    -> geai::fields<typename Object::tag_field, tagged_field<Object, Field>...>;

template <class T>
inline constexpr bool is_text = std::is_same_v<T, std::string> || std::is_same_v<T, std::string_view> ||
                                std::is_same_v<T, secret> || geai::detail::is_open_enumeration<T>;

template <class... Type> struct types {};

template <class... Field> auto types_of_fields(geai::fields<Field...>) -> types<typename Field::type...>;
template <template <class...> class Variant, class... Alternative>
auto types_of_alternatives(Variant<Alternative...> const&) -> types<Alternative...>;

// Returns the types that T consists of, as a list.
template <class T> consteval auto parts_of() {
  if constexpr (std::is_arithmetic_v<T> || is_text<T>)
    return types<>();
  else if constexpr (geai::detail::is_map<T>)
    return types<typename T::mapped_type>();
  else if constexpr (geai::detail::is_optional<T> || geai::detail::is_vector<T>)
    return types<typename T::value_type>();
  else if constexpr (geai::detail::is_variant<T>)
    return decltype(types_of_alternatives(std::declval<T const&>()))();
  else if constexpr (modelled<T>)
    return decltype(types_of_fields(std::declval<model<T>>()))();
  else
    return types<>();
}

template <class Test, class... Within, class... Part> consteval bool any_of_within(types<Part...>);

// True if `Test` is true for T or any type within it.
template <class Test, class T, class... Within> consteval bool any_within() {
  if constexpr (Test::template holds<T>)
    return true;
  else if constexpr (std::is_arithmetic_v<T> || is_text<T> || (std::is_same_v<T, Within> || ...))
    return false;
  else if constexpr (modelled<T>)
    return any_of_within<Test, T, Within...>(parts_of<T>());
  else
    return any_of_within<Test, Within...>(parts_of<T>());
}
template <class Test, class... Within, class... Part> consteval bool any_of_within(types<Part...>) {
  return (... || any_within<Test, Part, Within...>());
}

// The reason why a type has no JSON form.
enum class form_fault : unsigned char {
  none,         // it has a JSON form
  enumeration,  // an enumeration without texts
  base,         // a struct that has a base class
  array,        // a struct that has an array
  aggregate,    // a struct whose members cannot be determined, or with too many members
  other,        // any other type
};

// Returns the fault of the type itself, ignoring the types within it.
template <class T> consteval form_fault fault_of() {
  using namespace geai::detail;
  if constexpr (std::is_arithmetic_v<T> || is_text<T> || std::is_same_v<T, raw_json> || is_duration<T> ||
                is_optional<T> || is_vector<T> || is_map<T> || is_variant<T> || modelled<T> || enumerated<T>)
    return form_fault::none;
  else if constexpr (std::is_enum_v<T>)
    return form_fault::enumeration;
  else if constexpr (std::is_class_v<T> && std::is_aggregate_v<T>)
    return has_base<T> ? form_fault::base : has_array<T> ? form_fault::array : form_fault::aggregate;
  else
    return form_fault::other;
}

// Stops the compiler with a message about the fault.
template <form_fault Fault> consteval void explain_fault() {
  static_assert(Fault != form_fault::enumeration,
                "geai: an enumeration has no JSON form by itself: list its texts with geai::enumerators");
  static_assert(Fault != form_fault::base,
                "geai: a struct with a base class is not a model by itself: describe it with geai::model");
  static_assert(
      Fault != form_fault::array,
      "geai: a struct with an array is not a model by itself: use a std::vector, or describe it with geai::model");
  static_assert(Fault != form_fault::aggregate,
                "geai: this struct is not a model by itself: describe it with geai::model");
  static_assert(Fault != form_fault::other, "geai: this type has no JSON form: describe it with geai::model");
}

struct has_fault {
  template <class T> static constexpr bool holds = fault_of<T>() != form_fault::none;
};

template <class... Within, class... Part> consteval form_fault find_fault_within(types<Part...>);

// Returns the fault of the type or of a type within it.
template <class T, class... Within> consteval form_fault find_fault() {
  if constexpr (fault_of<T>() != form_fault::none || (std::is_same_v<T, Within> || ...))
    return fault_of<T>();
  else
    return find_fault_within<T, Within...>(parts_of<T>());
}
template <class... Within, class... Part> consteval form_fault find_fault_within(types<Part...>) {
  form_fault found = form_fault::none;
  static_cast<void>((... || ((found = find_fault<Part, Within...>()) != form_fault::none)));
  return found;
}

// Stops the compiler if a type has no JSON form.
template <class T> consteval void check_form() {
  if constexpr (any_within<has_fault, T>()) explain_fault<find_fault<T>()>();
}

// True for a Field that is not the model's own but belongs to the complaints beside it.
template <class Field> inline constexpr bool is_beside = requires { requires Field::beside; };

template <class T> constexpr std::string_view find_wrapper() {
  if constexpr (requires { model<T>::wrapper; })
    return model<T>::wrapper;
  else
    return {};
}

template <class T> constexpr std::string_view find_text_name() {
  if constexpr (requires { model<T>::text_name; })
    return model<T>::text_name;
  else
    return {};
}

template <class T> constexpr std::string_view find_list_name() {
  if constexpr (requires { model<T>::list_name; }) {
    return model<T>::list_name;
  } else if constexpr (requires(T const& value) {
                         value.begin();
                         value.size();
                       }) {
    using item = std::remove_cvref_t<decltype(*std::declval<T const&>().begin())>;
    std::string_view name;
    std::size_t lists = 0;
    model<T>::for_each([&]<class Field>(Field) {
      if constexpr (geai::detail::is_vector<typename Field::type> && Field::written)
        if constexpr (std::is_same_v<typename Field::type::value_type, item>) {
          name = Field::name;
          ++lists;
        }
    });
    return lists == 1 ? name : std::string_view{};
  } else {
    return {};
  }
}

}  // namespace detail

// The name of the single member that may wrap a T; empty if there is none.
template <class T> inline constexpr std::string_view wrapper_of = detail::find_wrapper<T>();

// The name of the member that takes an array in place of a T; empty if there is none.
template <class T> inline constexpr std::string_view list_name_of = detail::find_list_name<T>();

// The name of the member that takes a text in place of a T; empty if there is none.
template <class T> inline constexpr std::string_view text_name_of = detail::find_text_name<T>();

// True for an informative<...>.
template <class Field> inline constexpr bool informs_only = requires { requires Field::informs_only; };

// True for a strict<...>.
template <class T> inline constexpr bool is_read_strictly = false;
template <class T> inline constexpr bool is_read_strictly<strict<T>> = true;

// True for a bounded<...>.
template <class Field> inline constexpr bool has_bounds = requires { Field::smallest; };

// True if each number of a bounded<...> is within its bounds.
template <class Field, class T> constexpr bool is_within_bounds(T const& value) noexcept {
  if constexpr (std::is_integral_v<T>) {
    static_assert(std::is_integral_v<decltype(Field::smallest)> && std::is_integral_v<decltype(Field::largest)>,
                  "geai: the bounds of an integer are integers");
    return std::cmp_greater_equal(value, Field::smallest) && std::cmp_less_equal(value, Field::largest);
  } else if constexpr (std::is_floating_point_v<T>) {
    return value >= static_cast<T>(Field::smallest) && value <= static_cast<T>(Field::largest);
  } else if constexpr (geai::detail::is_duration<T>) {
    return is_within_bounds<Field>(value.count());
  } else if constexpr (geai::detail::is_optional<T>) {
    return !value || is_within_bounds<Field>(*value);
  } else {
    for (auto const& each : value)
      if (!is_within_bounds<Field>(each)) return false;
    return true;
  }
}

// Returns the index of a text, or the number of texts if it is not among them.
constexpr std::size_t index_of_text(std::span<std::string_view const> texts, std::string_view text) noexcept {
  std::size_t index = 0;
  while (index != texts.size() && texts[index] != text) ++index;
  return index;
}

// Returns the message for a text that is not one of these.
[[gnu::cold, gnu::noinline]] inline std::string describe_choice(std::span<std::string_view const> texts) {
  constexpr std::size_t limit = 20;
  std::string complaint = "expected one of";
  for (std::size_t i = 0; i != texts.size() && i != limit; ++i)
    complaint.append(i == 0 ? " \"" : ", \"").append(texts[i]).append("\"");
  return complaint.append(texts.size() > limit ? ", ..., found another text" : ", found another text");
}

// A std::variant whose alternative is selected by a tag, see geai::tagged.
template <class T>
concept tagged_variant = geai::detail::is_variant<T> && requires {
  model<T>::tag;
};

// True for types that have a null value.
template <class T> inline constexpr bool takes_null = geai::detail::is_optional<T> || std::is_same_v<T, raw_json>;

// True for a json_text<...>.
template <class Field> inline constexpr bool takes_json = requires { requires Field::takes_json; };

// True for a text_or_parts<...>.
template <class Field> inline constexpr bool has_parts = requires(typename Field::object const& from) {
  Field::parts(from);
};

// True for a key_values<...>.
template <class Field> inline constexpr bool takes_members = requires { requires Field::takes_members; };

// True for an other_members<...>.
template <class Field> inline constexpr bool holds_others = requires { requires Field::holds_others; };

// True for an unless_empty<...>.
template <class Field> inline constexpr bool omits_empty = requires { requires Field::omits_empty; };

// True for a spread<...>.
template <class Field> inline constexpr bool spreads = requires { requires Field::spreads; };

// True if JSON is an object, judging by its first and last character.
constexpr bool is_object(std::string_view json) noexcept {
  constexpr std::string_view blanks = " \t\r\n";
  std::size_t const begin = json.find_first_not_of(blanks);
  return begin != json.npos && json[begin] == '{' && json[json.find_last_not_of(blanks)] == '}';
}

// Returns the members of a JSON object without its braces; empty if it has none or is not an object.
constexpr std::string_view members_of(std::string_view object) noexcept {
  if (!is_object(object)) return {};
  object.remove_prefix(object.find('{') + 1);
  object = object.substr(0, object.rfind('}'));
  return object.find_first_not_of(" \t\r\n") == object.npos ? std::string_view{} : object;
}

// The first character of a value that is accepted in place of a list of T: of an object, or of a text; otherwise no
// character.
template <class T>
inline constexpr char begins_alone = modelled<T> || geai::detail::is_map<T> || std::is_same_v<T, raw_json> ? '{'
                                     : detail::is_text<T> && !std::is_same_v<T, secret>                    ? '"'
                                                                                                           : '\0';

// Returns the letter in the other case, with which the other spelling of a name begins. Other characters are returned
// unchanged.
constexpr char other_case(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ? static_cast<char>(c ^ 0x20) : c;
}

// True for a name that can follow a dot in a JSON path.
constexpr bool is_plain_step(std::string_view name) noexcept {
  for (char const c : name)
    if (other_case(c) == c && c != '_' && c != '-' && (c < '0' || c > '9')) return false;
  return !name.empty() && name.size() <= 64;
}

// True if two names differ only in the case of their first letter.
constexpr bool is_other_spelling(std::string_view name, std::string_view of) noexcept {
  return !name.empty() && !of.empty() && name[0] != of[0] && name[0] == other_case(of[0]) &&
         name.substr(1) == of.substr(1);
}

// Returns a text without leading and trailing blanks, for reading a number from it.
constexpr std::string_view without_blanks(std::string_view text) noexcept {
  constexpr std::string_view blanks = " \t\r\n";
  std::size_t const begin = text.find_first_not_of(blanks);
  return begin == text.npos ? std::string_view{} : text.substr(begin, text.find_last_not_of(blanks) + 1 - begin);
}

// True if a text is UTF-8.
[[gnu::cold, gnu::noinline]] inline bool is_utf8(std::string_view text) noexcept {
  char const* const end = text.data() + text.size();
  for (char const* at = text.data(); at != end;) {
    int const size = static_cast<unsigned char>(*at) < 0x80 ? 1 : detail::utf8_character(at, end);
    if (size < 0) return false;
    at += size;
  }
  return true;
}

// Returns the text with U+FFFD for each ill-formed sequence (one for each maximal subpart, as Unicode recommends),
// followed by `padding` readable bytes.
[[gnu::cold, gnu::noinline]] inline std::string valid_utf8(std::string_view text) {
  std::string valid;
  valid.reserve(text.size() + text.size() / 8 + padding);
  char const* const end = text.data() + text.size();
  for (char const* at = text.data(); at != end;) {
    int const size = static_cast<unsigned char>(*at) < 0x80 ? 1 : detail::utf8_character(at, end);
    if (size < 0)
      valid += "\xef\xbf\xbd";
    else
      valid.append(at, static_cast<std::size_t>(size));
    at += size < 0 ? -size : size;
  }
  valid.reserve(valid.size() + padding);
  return valid;
}

}  // namespace geai::inline v0_2::json

template <>
struct geai::model<geai::json::detail::message_part>
    : geai::fields<geai::informative<"text", &geai::json::detail::message_part::text>> {
  static constexpr std::string_view text_name = "text";  // a part may be a text
};

template <class T>
struct geai::model<geai::json::detail::tag_of<T>>
    : geai::fields<typename geai::model<T>::template tag_field<&geai::json::detail::tag_of<T>::text>> {};
template <class T, class Alternative>
struct geai::model<geai::json::detail::tagged_object<T, Alternative>>
    : decltype(geai::json::detail::tagged_fields<geai::json::detail::tagged_object<T, Alternative>>(
          std::declval<geai::model<Alternative>>())) {};
