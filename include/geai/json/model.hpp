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

// The kind of member that a type is; geai/optional.hpp has is_optional.
template <class T> inline constexpr bool is_vector = false;
template <class T> inline constexpr bool is_vector<std::vector<T>> = true;

// A std::chrono::duration, without its header.
template <class T>
concept is_duration = requires {
  typename T::rep;
  typename T::period;
};

// A geai::open_enumeration.
template <class T> inline constexpr bool is_open_enumeration = false;
template <class E> inline constexpr bool is_open_enumeration<open_enumeration<E>> = true;

// A std::map, without its header.
template <class T>
concept is_map = requires {
  typename T::mapped_type;
  requires std::is_same_v<typename T::key_type, std::string>;
};

// A std::variant, without its header.
template <class T> inline constexpr bool is_variant = false;
template <template <class...> class Variant, class... Alternative>
  requires requires(Variant<Alternative...> const& value) { value.valueless_by_exception(); }
inline constexpr bool is_variant<Variant<Alternative...>> = true;

template <class T> inline constexpr std::size_t alternative_count = 0;
template <template <class...> class Variant, class... Alternative>
inline constexpr std::size_t alternative_count<Variant<Alternative...>> = sizeof...(Alternative);

}  // namespace detail

// One member of a model and its name on the wire. A third argument, a text, says in the schema what the member is:
// field<"noteId", &note::id, "What the note is known by">.
template <detail::fixed_string Name, auto Member, detail::fixed_string... Comment> struct field {
  static_assert(sizeof...(Comment) <= 1, "geai: a field has one comment");
  using object = typename detail::member_pointer<decltype(Member)>::object;
  using type = typename detail::member_pointer<decltype(Member)>::type;

  static constexpr std::string_view name = Name.view();  // on the wire
  static constexpr bool written = true;                  // and not only read

  // Empty without one.
  static constexpr std::string_view comment() noexcept {
    std::string_view text;
    static_cast<void>((..., (text = Comment.view())));
    return text;
  }

  // Inlined even in unoptimised programs, which are compiled faster for it: there are many fields.
  [[gnu::always_inline]] static type& get(object& input) noexcept { return input.*Member; }
  [[gnu::always_inline]] static type const& get(object const& input) noexcept { return input.*Member; }
};

// Another wire name under which the same member is read, but never written (the platform has names in two spellings).
template <detail::fixed_string Name, auto Member> struct other_name : field<Name, Member> {
  static constexpr bool written = false;  // it is read only
};

// A member that only informs: a time, a count, a cost, an index. A value of it that cannot be understood leaves the default
// instead of costing the answer; an integer takes the whole part of a number with a fraction.
template <detail::fixed_string Name, auto Member, detail::fixed_string... Comment>
struct informative : field<Name, Member, Comment...> {
  static constexpr bool informs_only = true;  // by this it is recognised
};

// A number from Smallest to Largest, both included; so says the schema, and a strict reading refuses others. The member may
// be an optional, or a list of numbers.
template <detail::fixed_string Name, auto Member, auto Smallest, auto Largest, detail::fixed_string... Comment>
struct bounded : field<Name, Member, Comment...> {
  static_assert(Smallest <= Largest,
                "geai: the bounds of a field are the smallest and the largest number, in this order");

  static constexpr auto smallest = Smallest;  // allowed
  static constexpr auto largest = Largest;    // allowed
};

// A std::string (or an optional one) of which a text is documented and any JSON may come: the text, or the JSON text of
// the object, array, number or boolean that came instead. It is written as a text.
template <detail::fixed_string Name, auto Member> struct json_text : field<Name, Member> {
  static constexpr bool takes_json = true;  // by this it is recognised
};

// A text, or an array of parts that have texts (the content of a message). Text is a std::string or an optional one, Parts a
// raw_json: a text goes to Text; an array goes to Parts as it came, and the texts of its parts, joined, to Text. Parts is
// written if it is not empty, else Text.
template <detail::fixed_string Name, auto Text, auto Parts> struct text_or_parts : field<Name, Text> {
  using typename field<Name, Text>::object;

  // The member that takes the parts.
  [[gnu::always_inline]] static raw_json& parts(object& input) noexcept { return input.*Parts; }
  [[gnu::always_inline]] static raw_json const& parts(object const& input) noexcept { return input.*Parts; }
};

// A member that is not written while its empty() says so: a std::vector, a std::map, a model, or a type derived from
// raw_json, which is read and written as that.
template <detail::fixed_string Name, auto Member> struct unless_empty : field<Name, Member> {
  using typename field<Name, Member>::object;
  using type = std::conditional_t<std::is_base_of_v<raw_json, typename field<Name, Member>::type>, raw_json,
                                  typename field<Name, Member>::type>;
  static constexpr bool omits_empty = true;  // by this it is recognised

  // The member of a model, as its base class has it.
  [[gnu::always_inline]] static type& get(object& input) noexcept { return input.*Member; }
  // The member of a constant model.
  [[gnu::always_inline]] static type const& get(object const& input) noexcept { return input.*Member; }
};

// A raw_json that is an object, whose members are written behind the other fields: for those that the model does not
// know. Nothing is read into it.
template <auto Member> struct spread : field<"*", Member> {
  static constexpr bool written = false;  // under that name
  static constexpr bool spreads = true;   // by this it is recognised
};

// A std::vector of a model that has a text `key` and a raw_json `value`: an array of objects with these members, or one
// object, each member of which is an element. It is written as the array.
template <detail::fixed_string Name, auto Member> struct key_values : field<Name, Member> {
  static constexpr bool takes_members = true;  // by this it is recognised
};

// The members of an object that no other field of its model reads, a std::map<std::string, raw_json>: what was read is
// written again, behind the other fields.
template <auto Member> struct other_members : field<"*", Member> {
  static constexpr bool holds_others = true;  // by this it is recognised
};

// The members of a model, in the order in which they are written.
template <class... Field> struct fields {
  using list = fields;
  static constexpr std::size_t size = sizeof...(Field);  // how many there are

  // Calls `visit` with an object of each Field's type, in order.
  template <class Visitor> static constexpr void for_each(Visitor&& visit) { (visit(Field{}), ...); }

  // Calls `visit` for one Field after another until it returns true; returns whether one did.
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
// Another text is an error; in a std::optional that is not read strictly it is as good as absent. A value that is not listed
// is written as null.
template <class... Enumerator> struct enumerators {
  using enumerator_list = enumerators;                        // by this it is recognised
  static constexpr std::size_t size = sizeof...(Enumerator);  // how many there are

  static_assert(size != 0, "geai: an enumeration has at least one value");

  // The texts and the values, in the same order.
  static constexpr std::string_view texts[size] = {Enumerator::text...};
  // The values, in the order of `texts`.
  static constexpr std::common_type_t<std::remove_cv_t<decltype(Enumerator::value)>...> values[size] = {
      Enumerator::value...};
};

// The alternatives of a std::variant as objects that have a member more, of which the text tells which one it is:
//
//   using shape = std::variant<circle, square>;
//   template <> struct geai::model<shape> : geai::tagged<"kind", "circle", "square"> {};   // {"kind":"circle","radius":1}
//
// Without it a variant is read as the first alternative that fits: strictly, and then, if it is not in a strict reading,
// generously.
template <detail::fixed_string Tag, detail::fixed_string... Text> struct tagged {
  template <auto Member> using tag_field = field<Tag, Member>;  // a member that has the text

  static constexpr std::string_view tag = Tag.view();                // the name of the member
  static constexpr std::size_t size = sizeof...(Text);               // how many alternatives there are
  static constexpr std::string_view texts[size] = {Text.view()...};  // that of each, in their order
};

namespace detail {

// The model of a type for which there is no specialisation: of a plain aggregate its members, of others none.
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

// How a type stands in JSON. A plain aggregate is a model by itself, with the names of its members on the wire:
//
//   struct forecast { std::string city{}; double celsius = 0; std::optional<std::string> advice{}; };
//
// (Up to 48 members, without arrays, bit-fields and base classes.) Where names differ, or where the schema is to say more,
// specialise it as a field list:
//
//   template <> struct geai::model<note>
//       : geai::fields<geai::field<"noteId", &note::id>, geai::field<"stars", &note::stars>> {};
//
// A member may be: bool, an integer, a floating-point number, std::string, geai::secret, geai::raw_json,
// a std::chrono::duration (its count), an enumeration (geai::enumerators, geai::open_enumeration), another model, and std::optional, std::vector,
// std::map<std::string, ...> or std::variant (geai::tagged) of these.
// Models are open: unknown fields are skipped; absent and null ones leave the member as it is. json/rules.hpp has the other
// forms in which a model is read, and says how a strict reading differs. A specialisation may state some of them:
//
//   static constexpr std::string_view wrapper = "agentDefinition";  // {"agentDefinition":{...}} is read as {...}
//   static constexpr std::string_view list_name = "agents";         // [...] is read as {"agents":[...]}
//   static constexpr std::string_view text_name = "name";           // "..." is read as {"name":"..."}
//   static constexpr std::string_view comment = "A note of mine";   // what it is, for the schema
//
// A model that has begin() and size() and one std::vector of what begin() refers to need not state its list_name.
//
// A model may have std::string_view members as well, which are views into the text that it was read from: such a model
// is read by Client::call_view() only, which keeps that text, and by json::simdjson::decode_view().
template <class T> struct model : detail::default_model<T> {};

// A type that is an object in JSON: it has a field list, or is a plain aggregate.
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

// A T that is read strictly, by whatever policy: see json/rules.hpp. It is read only, and not written.
template <class T> struct strict {
  using value_type = T;  // the type that is read

  strict() = default;  // so that it is no aggregate, and no model by itself

  T value{};  // the decoded value
};

}  // namespace json

namespace detail {

// Properties of a type, counting all that lies within it.
struct contents {
  bool secrets = false;  // its JSON must not be shown
  bool views = false;    // it must not outlive its JSON
};

// Within: the models that it is a part of. A model may have itself as a part.
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

// A free-form part of an answer or a request: JSON text, kept as it came. Empty means absent.
struct raw_json {
  std::string text{};  // as it stands in the document

  bool empty() const noexcept { return text.empty(); }

  // Reads the text strictly, as geai::from_json<T> does, which defines this (json/text.hpp).
  template <class T, class Json = json::simdjson> result<T> as() const;

  friend bool operator==(raw_json const&, raw_json const&) = default;
};

namespace detail {

// The text of an enumeration's value; null when it is not listed.
template <enumerated T> constexpr std::string_view text_of(T value) noexcept {
  using list = typename model<T>::enumerator_list;
  for (std::size_t i = 0; i != list::size; ++i)
    if (list::values[i] == value) return list::texts[i];
  return {};
}

// For logs and test reports, not for the wire: json/encode.hpp writes that.
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

// Prints a model of ours readably, secrets as ***. A template, so that this header needs no <ostream>. (Not what is a model by
// reflection alone: printing is not for us to add to such types.)
template <class Stream, class T>
  requires(((modelled<T> && !requires { model<T>::is_reflected; }) ||
            std::is_same_v<T, raw_json>)&&requires(Stream& stream, std::string_view text) { stream << text; })
Stream& operator<<(Stream& stream, T const& value) {
  detail::print(stream, value);
  return stream;
}

}  // namespace geai::inline v0_2
