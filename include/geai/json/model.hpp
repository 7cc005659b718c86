#pragma once

#include <cstddef>
#include <geai/detail/fixed_string.hpp>
#include <geai/fwd.hpp>
#include <geai/json/reflection.hpp>
#include <geai/optional.hpp>
#include <geai/result.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace geai::inline v0_2 {

struct raw_json;
template <class E> class open_enumeration;

namespace detail {

template <class Member> struct member_pointer;

template <class Class, class Type> struct member_pointer<Type Class::*> {
  using object = Class;
  using type = Type;
};

// True for types that are this kind of member; is_optional is in geai/optional.hpp.
template <class T> inline constexpr bool is_vector = false;
template <class T> inline constexpr bool is_vector<std::vector<T>> = true;

// Matches std::chrono::duration without its header.
template <class T>
concept is_duration = requires {
  typename T::rep;
  typename T::period;
};

// True for a geai::open_enumeration.
template <class T> inline constexpr bool is_open_enumeration = false;
template <class E> inline constexpr bool is_open_enumeration<open_enumeration<E>> = true;

// Matches std::map without its header.
template <class T>
concept is_map = requires {
  typename T::mapped_type;
  requires std::is_same_v<typename T::key_type, std::string>;
};

// True for a std::variant, without its header.
template <class T> inline constexpr bool is_variant = false;
template <template <class...> class Variant, class... Alternative>
  requires requires(Variant<Alternative...> const& value) { value.valueless_by_exception(); }
inline constexpr bool is_variant<Variant<Alternative...>> = true;

template <class T> inline constexpr std::size_t alternative_count = 0;
template <template <class...> class Variant, class... Alternative>
inline constexpr std::size_t alternative_count<Variant<Alternative...>> = sizeof...(Alternative);

}  // namespace detail

// One member of a model and its name on the wire. The third argument is the description of the member in the schema:
// field<"noteId", &note::id, "The id of the note">.
template <detail::fixed_string Name, auto Member, detail::fixed_string... Comment> struct field {
  static_assert(sizeof...(Comment) <= 1, "geai: a field has one comment");
  using object = typename detail::member_pointer<decltype(Member)>::object;
  using type = typename detail::member_pointer<decltype(Member)>::type;

  static constexpr std::string_view name = Name.view();  // on the wire
  static constexpr bool written = true;                  // not only read

  // Returns the description; empty if there is none.
  static constexpr std::string_view comment() noexcept {
    std::string_view text;
    static_cast<void>((..., (text = Comment.view())));
    return text;
  }

  // Inlined in unoptimised programs too, which makes them faster to compile: there are many fields.
  [[gnu::always_inline]] static type& get(object& input) noexcept { return input.*Member; }
  [[gnu::always_inline]] static type const& get(object const& input) noexcept { return input.*Member; }
};

// An additional wire name under which the same member is read but never written (the platform spells some names in two
// ways).
template <detail::fixed_string Name, auto Member> struct other_name : field<Name, Member> {
  static constexpr bool written = false;  // only read
};

// A member that is for information only: a time, a count, a cost, an index. If its value cannot be understood, it keeps
// its default and the answer is read all the same; an integer takes the whole part of a number with a fraction.
template <detail::fixed_string Name, auto Member, detail::fixed_string... Comment>
struct informative : field<Name, Member, Comment...> {
  static constexpr bool informs_only = true;  // marks this kind of field
};

// A number from Smallest to Largest, both included. The schema states the bounds, and a strict reading rejects other
// numbers. The member may be an optional or a list of numbers.
template <detail::fixed_string Name, auto Member, auto Smallest, auto Largest, detail::fixed_string... Comment>
struct bounded : field<Name, Member, Comment...> {
  static_assert(Smallest <= Largest,
                "geai: the bounds of a field are the smallest and the largest number, in this order");

  static constexpr auto smallest = Smallest;  // allowed
  static constexpr auto largest = Largest;    // allowed
};

// A std::string (or an optional one) that is documented as a text but may be any JSON: it takes the text, or the JSON
// text of an object, array, number or boolean. It is written as a text.
template <detail::fixed_string Name, auto Member> struct json_text : field<Name, Member> {
  static constexpr bool takes_json = true;  // marks this kind of field
};

// A text, or an array of parts that have texts (the content of a message). Text is a std::string or an optional one,
// Parts a raw_json. A text is read into Text. An array is read into Parts unchanged, and its joined texts into Text.
// Parts is written if it is not empty, otherwise Text.
template <detail::fixed_string Name, auto Text, auto Parts> struct text_or_parts : field<Name, Text> {
  using typename field<Name, Text>::object;

  // Returns the member that takes the parts.
  [[gnu::always_inline]] static raw_json& parts(object& input) noexcept { return input.*Parts; }
  [[gnu::always_inline]] static raw_json const& parts(object const& input) noexcept { return input.*Parts; }
};

// A member that is not written if its empty() is true: a std::vector, a std::map, a model, or a type derived from
// raw_json, which is read and written like a raw_json.
template <detail::fixed_string Name, auto Member> struct unless_empty : field<Name, Member> {
  using typename field<Name, Member>::object;
  using type = std::conditional_t<std::is_base_of_v<raw_json, typename field<Name, Member>::type>, raw_json,
                                  typename field<Name, Member>::type>;
  static constexpr bool omits_empty = true;  // marks this kind of field

  // Returns the member of a model, as its base class has it.
  [[gnu::always_inline]] static type& get(object& input) noexcept { return input.*Member; }
  // Returns the member of a constant model.
  [[gnu::always_inline]] static type const& get(object const& input) noexcept { return input.*Member; }
};

// A raw_json that is an object, whose members are written after the other fields, for members that the model does not
// have. Nothing is read into it.
template <auto Member> struct spread : field<"*", Member> {
  static constexpr bool written = false;  // under that name
  static constexpr bool spreads = true;   // marks this kind of field
};

// A std::vector of a model with a text `key` and a raw_json `value`. It is read from an array of objects with these
// members, or from one object, each member of which becomes an element. It is written as the array.
template <detail::fixed_string Name, auto Member> struct key_values : field<Name, Member> {
  static constexpr bool takes_members = true;  // marks this kind of field
};

// The members of an object that no other field of its model reads, as a std::map<std::string, raw_json>. They are
// written again after the other fields.
template <auto Member> struct other_members : field<"*", Member> {
  static constexpr bool holds_others = true;  // marks this kind of field
};

// The fields of a model, in the order in which they are written.
template <class... Field> struct fields {
  using list = fields;
  static constexpr std::size_t size = sizeof...(Field);  // the number of fields

  // Calls `visit` with an object of each Field's type, in order.
  template <class Visitor> static constexpr void for_each(Visitor&& visit) { (visit(Field{}), ...); }

  // Calls `visit` for one Field after another until it returns true. Returns true if one call did.
  template <class Visitor> static constexpr bool any_of(Visitor&& visit) { return (visit(Field{}) || ...); }
};

// One value of an enumeration and its text.
template <detail::fixed_string Text, auto Value> struct enumerator {
  static constexpr std::string_view text = Text.view();  // on the wire
  static constexpr auto value = Value;                   // in the program
};

// The values of an enumeration, which are texts in JSON:
//
//   template <> struct geai::model<mood>
//       : geai::enumerators<geai::enumerator<"calm", mood::calm>, geai::enumerator<"rough", mood::rough>> {};
//
// Any other text is an error; a std::optional that is not read strictly stays unset instead. A value that is not listed
// is written as null.
template <class... Enumerator> struct enumerators {
  using enumerator_list = enumerators;                        // marks this kind of model
  static constexpr std::size_t size = sizeof...(Enumerator);  // the number of values

  static_assert(size != 0, "geai: an enumeration has at least one value");

  // The texts, in the order of the values.
  static constexpr std::string_view texts[size] = {Enumerator::text...};
  // The values, in the order of the texts.
  static constexpr std::common_type_t<std::remove_cv_t<decltype(Enumerator::value)>...> values[size] = {
      Enumerator::value...};
};

// The alternatives of a std::variant as objects with one additional member, whose text selects the alternative:
//
//   using shape = std::variant<circle, square>;
//   template <> struct geai::model<shape> : geai::tagged<"kind", "circle", "square"> {};   // {"kind":"circle","radius":1}
//
// Without tagged, a variant is read as the first alternative that fits: first strictly, then, outside of a strict reading,
// leniently.
template <detail::fixed_string Tag, detail::fixed_string... Text> struct tagged {
  template <auto Member> using tag_field = field<Tag, Member>;  // the additional member with the text

  static constexpr std::string_view tag = Tag.view();                // the name of the member
  static constexpr std::size_t size = sizeof...(Text);               // the number of alternatives
  static constexpr std::string_view texts[size] = {Text.view()...};  // the text of each alternative, in order
};

namespace detail {

// The model of a type without a specialisation: its members for a plain aggregate, otherwise none.
struct no_model {};

template <class T, class Members, class Indices> struct reflected_fields;
template <class T, class... Member, std::size_t... Index>
struct reflected_fields<T, member_list<Member...>, std::index_sequence<Index...>>
    : fields<reflected_field<T, Index, Member>...> {};

template <class T>
struct reflected_model
    : reflected_fields<T, decltype(members_of(std::declval<T const&>())), std::make_index_sequence<member_count<T>>> {
  static constexpr bool is_reflected = true;
};

template <class T>
using default_model = std::conditional_t<reflectable<T> && !std::is_same_v<T, raw_json>, reflected_model<T>, no_model>;

}  // namespace detail

// The JSON form of a type. A plain aggregate is a model by itself; its members' names are the wire names:
//
//   struct forecast { std::string city{}; double celsius = 0; std::optional<std::string> advice{}; };
//
// (Up to 48 members, without arrays, bit-fields and base classes.) If names differ, or for descriptions in the schema,
// specialise it as a field list:
//
//   template <> struct geai::model<note>
//       : geai::fields<geai::field<"noteId", &note::id>, geai::field<"stars", &note::stars>> {};
//
// A member may be: bool, an integer, a floating-point number, std::string, geai::secret, geai::raw_json,
// a std::chrono::duration (its count), an enumeration (geai::enumerators, geai::open_enumeration), another model, and
// std::optional, std::vector,
// std::map<std::string, ...> or std::variant (geai::tagged) of these.
// Models are open: unknown fields are skipped; absent and null ones leave the member unchanged. json/rules.hpp lists the
// alternative forms of a model and the differences of a strict reading. A specialisation may define some of them:
//
//   static constexpr std::string_view wrapper = "agentDefinition";  // {"agentDefinition":{...}} is read as {...}
//   static constexpr std::string_view list_name = "agents";         // [...] is read as {"agents":[...]}
//   static constexpr std::string_view text_name = "name";           // "..." is read as {"name":"..."}
//   static constexpr std::string_view comment = "A note of mine";   // description, for the schema
//
// A model with begin(), size() and one std::vector of the type that begin() refers to needs no list_name.
//
// A model may also have std::string_view members, which are views into the text that it was read from. Such a model
// is read only by Client::call_view(), which keeps that text, and by json::simdjson::decode_view().
template <class T> struct model : detail::default_model<T> {};

// A type that is an object in JSON: one with a field list, or a plain aggregate.
template <class T>
concept modelled = requires {
  typename model<T>::list;
};

// An enumeration that is a text in JSON, see enumerators.
template <class T>
concept enumerated = requires {
  typename model<T>::enumerator_list;
};

namespace json {

// A T that every policy reads strictly: see json/rules.hpp. It is only read, not written.
template <class T> struct strict {
  using value_type = T;  // the type that is read

  strict() = default;  // so that it is neither an aggregate nor a model

  T value{};  // the decoded value
};

}  // namespace json

namespace detail {

// Properties of a type and all types within it.
struct contents {
  bool secrets = false;  // its JSON must not be shown
  bool views = false;    // it must not outlive its JSON text
};

// Within: the models that contain T. A model may contain itself.
template <class T, class... Within> constexpr contents type_contents() {
  contents found;
  if constexpr (std::is_same_v<T, secret>) {
    found.secrets = true;
  } else if constexpr (std::is_same_v<T, std::string_view>) {
    found.views = true;
  } else if constexpr (is_map<T>) {
    found = type_contents<typename T::mapped_type, Within...>();
  } else if constexpr (is_variant<T>) {
    found = []<template <class...> class Variant, class... Alternative>(Variant<Alternative...> const*) {
      contents any;
      ((any.secrets |= type_contents<Alternative, Within...>().secrets), ...);
      ((any.views |= type_contents<Alternative, Within...>().views), ...);
      return any;
    }(static_cast<T const*>(nullptr));
  } else if constexpr (requires { typename T::value_type; } && !std::is_same_v<T, std::string>) {
    found = type_contents<typename T::value_type, Within...>();
  } else if constexpr (modelled<T> && !(std::is_same_v<T, Within> || ...)) {
    model<T>::for_each([&found]<class Field>(Field) {
      using type = typename Field::type;
      if constexpr (!std::is_same_v<type, std::string> && !std::is_arithmetic_v<type>) {
        constexpr contents within = type_contents<type, T, Within...>();
        found.secrets = found.secrets || within.secrets;
        found.views = found.views || within.views;
      }
    });
  }
  return found;
}

template <class T> inline constexpr bool holds_secret = type_contents<T>().secrets;
template <class T> inline constexpr bool holds_view = type_contents<T>().views;

}  // namespace detail

// A free-form part of an answer or a request: JSON text, unchanged. Empty means absent.
struct raw_json {
  std::string text{};  // as it is in the document

  bool empty() const noexcept { return text.empty(); }

  // Reads the text strictly, like geai::from_json<T>. Defined in json/text.hpp.
  template <class T, class Json = json::simdjson> result<T> as() const;

  friend bool operator==(raw_json const&, raw_json const&) = default;
};

namespace detail {

// Returns the text of an enumeration's value; null if it is not listed.
template <enumerated T> constexpr std::string_view text_of(T value) noexcept {
  using list = typename model<T>::enumerator_list;
  for (std::size_t i = 0; i != list::size; ++i)
    if (list::values[i] == value) return list::texts[i];
  return {};
}

// Prints a value for logs and test reports. For the wire, use json/encode.hpp.
template <class Stream, class T> void print(Stream& stream, T const& value) {
  if constexpr (modelled<T>) {
    char const* separator = "{";
    model<T>::for_each([&]<class Field>(Field) {
      stream << separator << Field::name << ": ";
      print(stream, Field::get(value));
      separator = ", ";
    });
    stream << "}";
  } else if constexpr (enumerated<T>) {
    stream << text_of(value);
  } else if constexpr (is_variant<T>) {
    visit([&stream](auto const& each) { print(stream, each); }, value);
  } else if constexpr (std::is_same_v<T, std::string> || std::is_same_v<T, std::string_view>) {
    stream << '"' << value << '"';
  } else if constexpr (std::is_same_v<T, raw_json>) {
    stream << value.text;
  } else if constexpr (requires { value.has_value(); }) {
    value ? print(stream, *value) : static_cast<void>(stream << "unset");
  } else if constexpr (requires { value.first; }) {
    print(stream, value.first);
    stream << ": ";
    print(stream, value.second);
  } else if constexpr (requires { value.begin(); }) {
    char const* separator = "[";
    for (auto const& each : value) {
      stream << separator;
      print(stream, each);
      separator = ", ";
    }
    stream << (value.empty() ? "[]" : "]");
  } else if constexpr (requires { value.count(); }) {
    stream << value.count();
  } else {
    stream << value;  // a number, a bool, or a secret, which prints as ***
  }
}

}  // namespace detail

// Prints a model of the library readably, secrets as ***. A template, so that this header does not need <ostream>. (It
// excludes types that are models by reflection alone: adding an operator to your types is not the library's business.)
template <class Stream, class T>
  requires(((modelled<T> && !requires { model<T>::is_reflected; }) ||
            std::is_same_v<T, raw_json>)&&requires(Stream& stream, std::string_view text) { stream << text; })
Stream& operator<<(Stream& stream, T const& value) {
  detail::print(stream, value);
  return stream;
}

}  // namespace geai::inline v0_2
