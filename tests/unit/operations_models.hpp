#pragma once

#include <doctest/doctest.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <geai/json/rules.hpp>
#include <geai/json/simdjson.hpp>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "support/nlohmann_json.hpp"

// Checks of every model, derived from its field list, with a second Json policy that shares no code with the library's.

namespace geai::test {

// Decodes with both policies, which must return the same value or failure, and encodes with both. Code that does not
// depend on the type is compiled once.
struct both_json {
  using tree = support::nlohmann_json::tree;

  template <class T> result<T> decode(std::string_view text) {
    result<T> ours = json::simdjson().decode<T>(text);
    result<T> theirs = support::nlohmann_json().decode<T>(text);
    check_same(text, outcome(ours), outcome(theirs));
    return ours;
  }

  template <class T> void encode(T const& value, std::string& out) {
    std::string ours;
    json::encode(value, ours);
    check_same(ours, tree::parse(ours), tree_of(value));
    out += ours;
  }

  template <class T> static tree tree_of(T const& value) { return support::nlohmann_json::tree_of(value); }

  static void check_same(std::string_view text, tree const& ours, tree const& theirs) {
    CAPTURE(text);
    CHECK(ours == theirs);
  }

private:
  template <class T> static tree outcome(result<T> const& decoded) {
    return decoded ? tree_of(*decoded) : failure(decoded.error().message);
  }

  // The policies have different messages for invalid JSON.
  static tree failure(std::string const& message) {
    std::size_t const at = message.find("not valid JSON");
    return {{"failure", at == message.npos ? message : message.substr(at, 14)}};
  }
};

static_assert(json::policy<both_json>);

inline std::string json_of(auto const& value) {
  std::string text;
  both_json().encode(value, text);
  return text;
}

template <class T> result<T> decoded(std::string text) {
  text.reserve(text.size() + json::padding);
  return both_json().decode<T>(text);
}

// Fills a value of any type that models consist of.
class filler {
public:
  explicit filler(std::uint64_t seed) : random_(seed) {}

  template <class T> void operator()(T& value) {
    if constexpr (modelled<T>) {
      model<T>::for_each([&]<class Field>(Field) {
        if constexpr (Field::written) (*this)(Field::get(value));
      });
    } else if constexpr (std::is_same_v<T, bool>) {
      value = below(2) == 0;
    } else if constexpr (std::is_arithmetic_v<T>) {
      value = static_cast<T>((static_cast<double>(below(2001)) - 1000) / (std::is_integral_v<T> ? 1 : 8));
    } else if constexpr (geai::detail::is_duration<T>) {
      typename T::rep count{};
      (*this)(count);
      value = T(count);
    } else if constexpr (std::is_same_v<T, raw_json>) {
      static constexpr char const* texts[] = {"1", "\"a\\u0000\"", "[1, {}]", "{\"a\": null}", "false"};
      value.text = texts[below(5)];
    } else if constexpr (geai::detail::is_open_enumeration<T>) {
      using list = typename model<typename T::enumeration>::enumerator_list;
      std::size_t const which = below(list::size + 2);  // unset and an unknown one as well
      value = which < list::size    ? list::texts[which]
              : which == list::size ? std::string_view()
                                    : "un\"known\" \xc3\xa9";
    } else if constexpr (std::is_same_v<T, std::string> || std::is_same_v<T, secret>) {
      static constexpr char const* pieces[] = {"a", "\"", "\\", "/", "\n", "\x01", "\xc3\xa9", "\xf0\x9f\x98\x80", " "};
      std::string text;
      for (std::size_t left = below(12); left != 0; --left) text += pieces[below(9)];
      value = T(text);
    } else if constexpr (requires { value.has_value(); }) {
      value.reset();
      if (below(3) != 0) (*this)(value.emplace());
    } else if constexpr (geai::detail::is_map<T>) {
      for (char const* key : {"key \"1\"", "key2"})
        if (below(3) != 0) (*this)(value[key]);
    } else {
      value.resize(below(4));
      for (auto& each : value) (*this)(each);
    }
  }

private:
  std::size_t below(std::size_t limit) { return static_cast<std::size_t>(random_() % limit); }

  std::mt19937_64 random_;
};

// JSON that no member of this type accepts, in any of the platform's forms (json/rules.hpp).
template <class T> constexpr char const* wrong_json() {
  if constexpr (requires(T value) { value.has_value(); })
    return wrong_json<typename T::value_type>();
  else if constexpr (std::is_same_v<T, bool> || std::is_arithmetic_v<T> || geai::detail::is_duration<T>)
    return "\"x\"";
  else
    return "1";
}

// Fields for which every JSON is valid.
template <class Field> inline constexpr bool holds_others = requires { Field::holds_others; };
template <class Field>
inline constexpr bool takes_anything =
    std::is_same_v<typename Field::type, raw_json> || std::is_same_v<typename Field::type, std::optional<raw_json>> ||
    json::informs_only<Field> || json::takes_json<Field> || holds_others<Field>;

inline void check_text(std::string const& is, std::string const& wanted) { CHECK(is == wanted); }

inline void check_refused(error const& failure, std::string const& name) {
  CAPTURE(name);
  CHECK(failure.code == errc::decode);
  CHECK(failure.message.find(name) != std::string::npos);
}

// A model is written and read without loss, whatever its content; it is open, and refuses values of other types.
template <class T> void check_model() {
  auto const again = [](std::string text) { return json_of(decoded<T>(std::move(text)).value()); };
  std::string const fresh = json_of(T{});
  std::string nulls = "{";
  model<T>::for_each([&]<class Field>(Field) {
    if constexpr (!holds_others<Field>)
      nulls.append(nulls.size() == 1 ? "\"" : ",\"").append(Field::name).append("\":null");
  });
  check_text(again("{}"), fresh);
  check_text(again(nulls + "}"), fresh);

  filler fill(model<T>::size);
  for (int round = 0; round != 10; ++round) {
    T value{};
    fill(value);
    std::string const text = json_of(value);
    check_text(again(text), text);
    // As another library writes it: with other spaces in the parts that are kept unchanged.
    both_json::tree const written = both_json::tree_of(value);
    both_json::check_same(text, both_json::tree_of(decoded<T>(written.dump()).value()), written);
    if constexpr (!model<T>::any_of([](auto field) { return holds_others<decltype(field)>; }))
      check_text(again(R"({"~unknown":[{"id":1}])" + std::string(text == "{}" ? "" : ",") + text.substr(1)), text);
  }

  model<T>::for_each([&]<class Field>(Field) {
    if constexpr (!takes_anything<Field>) {
      std::string const name(Field::name);
      check_refused(decoded<T>("{\"" + name + "\":" + wrong_json<typename Field::type>() + "}").error(), name);
    }
  });
}

template <class... T> void check_models() { (check_model<T>(), ...); }

}  // namespace geai::test
