#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <geai/json/encode.hpp>
#include <geai/json/model.hpp>
#include <geai/json/rules.hpp>
#include <string>
#include <string_view>
#include <type_traits>

// The JSON Schema of models, generated at compile time as a constant text.

namespace geai::inline v0_2 {

namespace json::detail {

// --- the parts of a type ---------------------------------------------------------------------------------------------

template <class Field>
inline constexpr bool has_odd_form = has_parts<Field> || takes_members<Field> || holds_others<Field>;

struct is_indescribable {
  template <class T> static consteval bool test() {
    if constexpr (fault_of<T>() != form_fault::none)
      return true;
    else if constexpr (modelled<T>)
      return model<T>::any_of([]<class Field>(Field) { return has_odd_form<Field>; });
    else
      return false;
  }
  template <class T> static constexpr bool holds = test<T>();
};

struct is_open {
  template <class T> static constexpr bool holds = geai::detail::is_map<T> || std::is_same_v<T, raw_json>;
};

template <class Other> struct is_type { template <class T> static constexpr bool holds = std::is_same_v<T, Other>; };

// True for a model that contains itself.
template <class T> inline constexpr bool is_recursive = any_of_within<is_type<T>>(parts_of<T>());

// --- writing ---------------------------------------------------------------------------------------------------------

template <class T> consteval char const* describe_type() { return __PRETTY_FUNCTION__; }

// Returns the name of a type without scopes and template arguments.
template <class T> consteval std::string_view type_name() {
  std::string_view text = describe_type<T>();
  text.remove_prefix(text.find("T = "));
  return geai::detail::last_identifier(text.substr(0, text.find('<')));
}

template <class T> inline constexpr char type_id = 0;  // its address identifies the type

// Writes a schema, or counts its characters if it has no output.
class schema_writer {
public:
  constexpr explicit schema_writer(char* out) noexcept : out_(out) {}

  constexpr std::size_t size() const noexcept { return size_; }

  template <class T> constexpr void write_root() {
    if constexpr (modelled<T> && is_recursive<T>) {
      definitions_[count_++] = {&type_id<T>, {}, nullptr};
      write_object<T>({}, {}, {});
    } else {
      write_value<T>({});
    }
    std::size_t const first = modelled<T> && is_recursive<T> ? 1 : 0;
    if (count_ == first) return;
    --size_;  // its closing brace
    for (std::size_t i = first; i != count_; ++i) {
      put(i == first ? ",\"$defs\":{\"" : ",\"");
      put_name(i);
      put("\":");
      (this->*definitions_[i].write)();
    }
    put("}}");
  }

private:
  // The parts of a field's schema other than its type.
  struct notes {
    std::string_view comment{};
    void (schema_writer::*bounds)() = nullptr;
  };

  // A schema that is referred to.
  struct definition {
    char const* id = nullptr;
    std::string_view name{};
    void (schema_writer::*write)() = nullptr;
  };

  template <class T> constexpr void write_value(notes const& about) {
    if constexpr (std::is_same_v<T, raw_json>) {
      put("{");
      put_comment(about.comment, "");
      put("}");
    } else if constexpr (is_optional<T>) {
      put("{\"anyOf\":[");
      write_value<typename T::value_type>({.comment = {}, .bounds = about.bounds});
      put(",{\"type\":\"null\"}]");
      put_comment(about.comment);
      put("}");
    } else if constexpr (is_vector<T>) {
      put("{\"type\":\"array\",\"items\":");
      write_value<typename T::value_type>({.comment = {}, .bounds = about.bounds});
      put_comment(about.comment);
      put("}");
    } else if constexpr (geai::detail::is_map<T>) {
      put("{\"type\":\"object\",\"additionalProperties\":");
      write_value<typename T::mapped_type>({.comment = {}, .bounds = about.bounds});
      put_comment(about.comment);
      put("}");
    } else if constexpr (enumerated<T>) {
      put("{\"type\":\"string\",\"enum\":");
      put_texts(model<T>::enumerator_list::texts);
      put_comment(about.comment.empty() ? comment_of<T>() : about.comment);
      put("}");
    } else if constexpr (geai::detail::is_open_enumeration<T>) {
      put("{\"anyOf\":[");
      write_value<typename T::enumeration>({});
      put(",{\"type\":\"string\"}]");
      put_comment(about.comment);
      put("}");
    } else if constexpr (geai::detail::is_variant<T>) {
      put("{\"anyOf\":[");
      write_alternatives(static_cast<T const*>(nullptr));
      put("]");
      put_comment(about.comment);
      put("}");
    } else if constexpr (modelled<T>) {
      if constexpr (is_recursive<T>)
        write_reference({&type_id<T>, type_name<T>(), &schema_writer::write_definition<T>}, about.comment);
      else
        write_object<T>(about.comment, {}, {});
    } else {
      write_scalar<T>(about);
    }
  }

  template <class T> constexpr void write_scalar(notes const& about) {
    std::string_view comment = about.comment;
    if constexpr (geai::detail::is_duration<T>) {
      if (comment.empty()) comment = unit_of<T>();
      write_scalar<typename T::rep>({.comment = comment, .bounds = about.bounds});
      return;
    } else if constexpr (std::is_same_v<T, bool>) {
      put("{\"type\":\"boolean\"");
    } else if constexpr (std::is_arithmetic_v<T>) {
      put(std::is_integral_v<T> ? "{\"type\":\"integer\"" : "{\"type\":\"number\"");
      if (about.bounds != nullptr)
        (this->*about.bounds)();
      else if constexpr (std::is_integral_v<T>)
        put_limits<T>();
    } else {
      put("{\"type\":\"string\"");
    }
    put_comment(comment);
    put("}");
  }

  // --- objects ---

  template <class T> constexpr void write_definition() { write_object<T>({}, {}, {}); }

  // Writes an object, with one additional member if there is a tag.
  template <class T>
  constexpr void write_object(std::string_view comment, std::string_view tag, std::string_view tag_text) {
    put("{\"type\":\"object\"");
    put_comment(comment.empty() ? comment_of<T>() : comment);
    put(",\"properties\":{");
    bool first = true;
    auto const next = [&] {
      if (!first) put(",");
      first = false;
    };
    if (!tag.empty()) {
      next();
      put_text(tag);
      put(":{\"type\":\"string\",\"const\":");
      put_text(tag_text);
      put("}");
    }
    model<T>::for_each([&]<class Field>(Field) {
      if constexpr (Field::written) {
        next();
        put_text(Field::name);
        put(":");
        write_value<typename Field::type>(notes_of<Field>());
      }
    });
    put("},\"required\":[");
    first = true;
    if (!tag.empty()) {
      next();
      put_text(tag);
    }
    model<T>::for_each([&]<class Field>(Field) {
      if constexpr (Field::written) {
        next();
        put_text(Field::name);
      }
    });
    put("],\"additionalProperties\":false}");
  }

  template <class Field> static constexpr notes notes_of() {
    notes found;
    if constexpr (requires { Field::comment(); }) found.comment = Field::comment();
    if constexpr (has_bounds<Field>) found.bounds = &schema_writer::put_bounds<Field>;
    return found;
  }

  template <class T> static constexpr std::string_view comment_of() {
    if constexpr (requires { model<T>::comment; })
      return model<T>::comment;
    else
      return {};
  }

  // --- alternatives ---

  template <template <class...> class Variant, class... Alternative>
  constexpr void write_alternatives(Variant<Alternative...> const*) {
    std::size_t index = 0;
    (write_alternative<Variant<Alternative...>, Alternative>(index++), ...);
  }

  template <class Variant, class Alternative> constexpr void write_alternative(std::size_t index) {
    if (index != 0) put(",");
    if constexpr (!tagged_variant<Variant>)
      write_value<Alternative>({});
    else if constexpr (is_recursive<Alternative>)
      write_reference({&type_id<tagged_object<Variant, Alternative>>, type_name<Alternative>(),
                       &schema_writer::write_tagged<Variant, Alternative>},
                      {});
    else
      write_tagged<Variant, Alternative>();
  }

  template <class Variant, class Alternative> constexpr void write_tagged() {
    constexpr std::size_t index = []<template <class...> class V, class... Each>(V<Each...> const*) {
      std::size_t at = 0;
      static_cast<void>((... || (std::is_same_v<Each, Alternative> || (static_cast<void>(++at), false))));
      return at;
    }(static_cast<Variant const*>(nullptr));
    write_object<Alternative>({}, model<Variant>::tag, model<Variant>::texts[index]);
  }

  // --- references ---

  // The strict form allows no other keyword beside a reference.
  constexpr void write_reference(definition const& to, std::string_view comment) {
    std::size_t index = 0;
    while (index != count_ && definitions_[index].id != to.id) ++index;
    if (index == count_) definitions_[count_++] = to;
    if (!comment.empty()) put("{\"anyOf\":[");
    put("{\"$ref\":\"#");
    if (definitions_[index].write != nullptr) {
      put("/$defs/");
      put_name(index);
    }
    put("\"}");
    if (!comment.empty()) {
      put("]");
      put_comment(comment);
      put("}");
    }
  }

  constexpr void put_name(std::size_t index) {
    put(definitions_[index].name);
    for (std::size_t i = 0; i != index; ++i)
      if (definitions_[i].name == definitions_[index].name) {
        put("_");
        return put_integer(false, index);
      }
  }

  // --- numbers ---

  template <class Field> constexpr void put_bounds() {
    put(",\"minimum\":");
    put_number(Field::smallest);
    put(",\"maximum\":");
    put_number(Field::largest);
  }

  // Writes the limits of small types, and that an unsigned number is not negative.
  template <class Integer> constexpr void put_limits() {
    if constexpr (std::is_unsigned_v<Integer>) put(",\"minimum\":0");
    if constexpr (sizeof(Integer) < sizeof(std::int32_t)) {
      constexpr std::uint64_t values = std::uint64_t{1} << (8 * sizeof(Integer));
      if constexpr (std::is_signed_v<Integer>) {
        put(",\"minimum\":");
        put_integer(true, values / 2);
      }
      put(",\"maximum\":");
      put_integer(false, (std::is_signed_v<Integer> ? values / 2 : values) - 1);
    }
  }

  template <class Number> constexpr void put_number(Number number) {
    bool const negative = number < 0;
    if constexpr (std::is_integral_v<Number>) {
      std::uint64_t const bits = static_cast<std::uint64_t>(number);
      put_integer(negative, negative ? 0 - bits : bits);
    } else {
      put_real(negative, static_cast<double>(negative ? -number : number));
    }
  }

  constexpr void put_integer(bool negative, std::uint64_t magnitude) {
    char digits[20];
    std::size_t begin = sizeof digits;
    do digits[--begin] = static_cast<char>('0' + magnitude % 10);
    while ((magnitude /= 10) != 0);
    if (negative) put("-");
    put({digits + begin, sizeof digits - begin});
  }

  // Writes the fewest decimals that give the same number.
  constexpr void put_real(bool negative, double magnitude) {
    constexpr double largest = 9007199254740992;  // integers are exact up to this
    double power = 1;
    std::size_t decimals = 0;
    auto const scaled = [&] { return static_cast<std::uint64_t>(magnitude * power + 0.5); };
    while (magnitude * power < largest && static_cast<double>(scaled()) / power != magnitude) {
      power *= 10;
      ++decimals;
    }
    if (!(magnitude * power < largest)) return bounds_must_have_at_most_15_digits();
    std::uint64_t const whole = static_cast<std::uint64_t>(magnitude);
    std::uint64_t rest = scaled() - whole * static_cast<std::uint64_t>(power);
    put_integer(negative, whole);
    if (decimals == 0) return;
    put(".");
    for (; decimals != 0; --decimals) {
      power /= 10;
      std::uint64_t const unit = static_cast<std::uint64_t>(power + 0.5);
      char const digit = static_cast<char>('0' + rest / unit);
      put({&digit, 1});
      rest %= unit;
    }
  }
  static void bounds_must_have_at_most_15_digits() noexcept {}  // not constexpr: the compiler shows this name

  template <class Duration> static constexpr std::string_view unit_of() {
    constexpr auto num = Duration::period::num;
    constexpr auto den = Duration::period::den;
    if (num == 1 && den == 1'000'000'000) return "a number of nanoseconds";
    if (num == 1 && den == 1'000'000) return "a number of microseconds";
    if (num == 1 && den == 1'000) return "a number of milliseconds";
    if (num == 1 && den == 1) return "a number of seconds";
    if (num == 60 && den == 1) return "a number of minutes";
    if (num == 3600 && den == 1) return "a number of hours";
    if (num == 86400 && den == 1) return "a number of days";
    return {};
  }

  // --- text ---

  template <std::size_t Size> constexpr void put_texts(std::string_view const (&texts)[Size]) {
    for (std::size_t i = 0; i != Size; ++i) {
      put(i == 0 ? "[" : ",");
      put_text(texts[i]);
    }
    put("]");
  }

  constexpr void put_comment(std::string_view comment, std::string_view separator = ",") {
    if (comment.empty()) return;
    put(separator);
    put("\"description\":");
    put_text(comment);
  }

  constexpr void put_text(std::string_view text) {
    put("\"");
    for (char const c : text) {
      bool const is_control = static_cast<unsigned char>(c) < 0x20;
      if (is_control) {
        put("\\u00");
        put({&"0123456789abcdef"[c >> 4], 1});
        put({&"0123456789abcdef"[c & 15], 1});
      } else {
        if (c == '"' || c == '\\') put("\\");
        put({&c, 1});
      }
    }
    put("\"");
  }

  constexpr void put(std::string_view text) {
    if (out_ != nullptr)
      for (std::size_t i = 0; i != text.size(); ++i) out_[size_ + i] = text[i];
    size_ += text.size();
  }

  char* out_;
  std::size_t size_ = 0;
  std::array<definition, 64> definitions_{};
  std::size_t count_ = 0;
};

template <class T>
inline constexpr std::size_t schema_size = [] {
  schema_writer counter(nullptr);
  counter.write_root<T>();
  return counter.size();
}();

template <class T>
inline constexpr auto schema_text = [] {
  std::array<char, schema_size<T>> text{};
  schema_writer(text.data()).write_root<T>();
  return text;
}();

}  // namespace json::detail

// A type that has a schema: any type listed at geai::model, except those with text_or_parts, key_values or
// other_members.
template <class T>
concept describable = !json::detail::any_within<json::detail::is_indescribable, T>();

// True if the schema of a T has the strict form of structured outputs, in which every object lists all its members. A
// std::map or a raw_json anywhere in it makes the schema non-strict.
template <class T> inline constexpr bool schema_is_strict = !json::detail::any_within<json::detail::is_open, T>();

// Returns the JSON Schema (draft 2020-12) of the documents that from_json<T> reads and to_json writes: all members are
// required, no others are allowed, an optional is anyOf [T, null]. Comments of fields and models are its descriptions.
// (The limits of 32-bit and 64-bit integers are not stated.) It is generated at compile time.
template <class T> constexpr std::string_view json_schema_view() noexcept {
  json::detail::check_form<T>();
  static_assert(describable<T> || json::detail::any_within<json::detail::has_fault, T>(),
                "geai: this type has no JSON Schema: a field of it takes more forms than one");
  if constexpr (describable<T>) {
    constexpr auto const& text = json::detail::schema_text<T>;
    return {text.data(), text.size()};
  } else {
    return {};
  }
}

// Returns the schema as a std::string.
template <class T> std::string json_schema() { return std::string(json_schema_view<T>()); }

}  // namespace geai::inline v0_2
