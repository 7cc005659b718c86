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

// The platform writes the same thing in more than one form, and answers are read in each of them. These rules hold for every
// model and every Json policy; geai/test/json_laws.hpp tries them. Where a member is expected as
//
// - a number, its text is one: "7000", "0.0148325400", "0E-10";
// - an integer, a number whose fraction is zero is one: 7.0, "7.00"; of a duration that counts whole units the fraction is dropped;
// - a list, one object that has members is a list of one, and so is one text where texts are listed;
// - an object that has a list (list_name_of), an array is that list;
// - an object that has a text (text_name_of), a text is that;
// - an object that has a wrapper (wrapper_of), an object with a member of that name, and none of the model, stands around it,
//   or around an array of which it is the first element;
// - "name", "Name" is read as well, and the other way round, unless the name itself is there (other_spelling);
// - what only informs (informs_only), what is not understood is as good as absent;
// - a text that may be JSON (takes_json), any value is its own JSON text.
//
// Text that is not UTF-8 is read with U+FFFD for what is wrong (valid_utf8). Any other wrong type is an error.
//
// A strict reading (of a json::strict<T>, which is how geai::from_json reads) knows none of these forms, but for U+FFFD: it
// takes what geai::json_schema<T> describes.
//
// - Each member must be there, also one that has a default; that it is null is right for an optional and a raw_json only.
// - A member that the model has not, or that is an other_name<...>, is an error, and so is an unknown text of an enumeration.
// - A number is a number, and within the bounds of a bounded<...>; 7.0 is an integer, as JSON Schema has it.
// - Elements of lists and entries of maps are null only where they are optional.

namespace geai::inline v0_2::json {

namespace detail {

// The text of a part of a message, see text_or_parts.
struct message_part {
  std::string text{};
};

// The member of an object that tells which alternative of the variant T it is.
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

// The types of which a T consists, as a list.
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

// True if `Test` holds for T or anything within it.
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

// Why a type has no form in JSON.
enum class form_fault : unsigned char {
  none,         // it has one
  enumeration,  // without texts
  base,         // a struct that has a base class
  array,        // a struct that has an array
  aggregate,    // a struct of which the members cannot be told, or too many
  other,        // any other type
};

// Of the type itself, and not of what is within it.
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

// Stops the compiler with a sentence about the fault.
template <form_fault Fault> consteval void explain_fault() {
  static_assert(Fault != form_fault::enumeration,
                "geai: an enumeration has no form in JSON by itself: list its texts with geai::enumerators");
  static_assert(Fault != form_fault::base,
                "geai: a struct with a base class is no model by itself: describe it with geai::model");
  static_assert(
      Fault != form_fault::array,
      "geai: a struct with an array is no model by itself: use a std::vector, or describe it with geai::model");
  static_assert(Fault != form_fault::aggregate,
                "geai: this struct is no model by itself: describe it with geai::model");
  static_assert(Fault != form_fault::other, "geai: this type has no form in JSON: describe it with geai::model");
}

struct has_fault {
  template <class T> static constexpr bool holds = fault_of<T>() != form_fault::none;
};

template <class... Within, class... Part> consteval form_fault find_fault_within(types<Part...>);

// The fault of a type that has one, or has it within it.
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

// Stops the compiler if a type has no form in JSON.
template <class T> consteval void check_form() {
  if constexpr (any_within<has_fault, T>()) explain_fault<find_fault<T>()>();
}

// True for a Field that is not the model's own, but of the complaints that may stand beside it.
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

// The name of the one member in which a T may be wrapped; empty when there is none.
template <class T> inline constexpr std::string_view wrapper_of = detail::find_wrapper<T>();

// The name of the member that a bare array is when it comes instead of a T; empty when there is none.
template <class T> inline constexpr std::string_view list_name_of = detail::find_list_name<T>();

// The name of the member that a text is when it comes instead of a T; empty when there is none.
template <class T> inline constexpr std::string_view text_name_of = detail::find_text_name<T>();

// True for an informative<...>.
template <class Field> inline constexpr bool informs_only = requires { requires Field::informs_only; };

// True for a strict<...>.
template <class T> inline constexpr bool is_read_strictly = false;
template <class T> inline constexpr bool is_read_strictly<strict<T>> = true;

// True for a bounded<...>.
template <class Field> inline constexpr bool has_bounds = requires { Field::smallest; };

// Tells if each number of a value of a bounded<...> is within its bounds.
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

// The index of a text, or the number of them.
constexpr std::size_t index_of_text(std::span<std::string_view const> texts, std::string_view text) noexcept {
  std::size_t index = 0;
  while (index != texts.size() && texts[index] != text) ++index;
  return index;
}

// The failure of a text that is none of these.
[[gnu::cold, gnu::noinline]] inline std::string describe_choice(std::span<std::string_view const> texts) {
  constexpr std::size_t limit = 20;
  std::string complaint = "expected one of";
  for (std::size_t i = 0; i != texts.size() && i != limit; ++i)
    complaint.append(i == 0 ? " \"" : ", \"").append(texts[i]).append("\"");
  return complaint.append(texts.size() > limit ? ", ..., found another text" : ", found another text");
}

// A std::variant of which a tag tells the alternative, see geai::tagged.
template <class T>
concept tagged_variant = geai::detail::is_variant<T> && requires {
  model<T>::tag;
};

// True for what null is a value of.
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

// Tells if JSON is an object, by its first and its last character.
constexpr bool is_object(std::string_view json) noexcept {
  constexpr std::string_view blanks = " \t\r\n";
  std::size_t const begin = json.find_first_not_of(blanks);
  return begin != json.npos && json[begin] == '{' && json[json.find_last_not_of(blanks)] == '}';
}

// The members of an object, given as JSON, without its braces; empty when there are none, or when it is no object.
constexpr std::string_view members_of(std::string_view object) noexcept {
  if (!is_object(object)) return {};
  object.remove_prefix(object.find('{') + 1);
  object = object.substr(0, object.rfind('}'));
  return object.find_first_not_of(" \t\r\n") == object.npos ? std::string_view{} : object;
}

// The first character of a value that may come instead of a list of T: of an object, or of a text; else no character.
template <class T>
inline constexpr char begins_alone = modelled<T> || geai::detail::is_map<T> || std::is_same_v<T, raw_json> ? '{'
                                     : detail::is_text<T> && !std::is_same_v<T, secret>                    ? '"'
                                                                                                           : '\0';

// The character with which the other spelling of a name begins: that of the other case. No letter has none, and is
// returned as it is.
constexpr char other_case(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ? static_cast<char>(c ^ 0x20) : c;
}

// True for a name that stands behind a dot in a JSON path.
constexpr bool is_plain_step(std::string_view name) noexcept {
  for (char const c : name)
    if (other_case(c) == c && c != '_' && c != '-' && (c < '0' || c > '9')) return false;
  return !name.empty() && name.size() <= 64;
}

// Tells if two names differ in the case of their first letter, and in nothing else.
constexpr bool is_other_spelling(std::string_view name, std::string_view of) noexcept {
  return !name.empty() && !of.empty() && name[0] != of[0] && name[0] == other_case(of[0]) &&
         name.substr(1) == of.substr(1);
}

// A text without blanks around it, for reading a number from it.
constexpr std::string_view without_blanks(std::string_view text) noexcept {
  constexpr std::string_view blanks = " \t\r\n";
  std::size_t const begin = text.find_first_not_of(blanks);
  return begin == text.npos ? std::string_view{} : text.substr(begin, text.find_last_not_of(blanks) + 1 - begin);
}

// Tells if a text is UTF-8.
[[gnu::cold, gnu::noinline]] inline bool is_utf8(std::string_view text) noexcept {
  char const* const end = text.data() + text.size();
  for (char const* at = text.data(); at != end;) {
    int const size = static_cast<unsigned char>(*at) < 0x80 ? 1 : detail::utf8_character(at, end);
    if (size < 0) return false;
    at += size;
  }
  return true;
}

// The text with U+FFFD for each sequence that is no UTF-8 (one for each maximal subpart, as Unicode recommends), and
// `padding` readable bytes behind it.
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
