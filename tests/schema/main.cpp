// Writes, one in each line: the schemas of twenty types, values of them as geai::to_json writes them, and mutants of
// the values, each with the verdict of geai::from_json. check.mjs compares the verdicts with those of an independent
// validator.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <geai/json/schema.hpp>
#include <geai/json/simdjson.hpp>
#include <geai/json/text.hpp>
#include <limits>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "support/nlohmann_json.hpp"
#include "types.hpp"

namespace {

using json_tree = nlohmann::ordered_json;

class generator {
public:
  // A whole number from 0 to `last`.
  std::size_t below(std::size_t end) { return std::uniform_int_distribution<std::size_t>(0, end - 1)(engine_); }

  template <class Number> Number between(Number smallest, Number largest) {
    if constexpr (std::is_floating_point_v<Number>)
      return std::uniform_real_distribution<Number>(smallest, largest)(engine_);
    else
      return static_cast<Number>(std::uniform_int_distribution<std::int64_t>(
          static_cast<std::int64_t>(smallest), static_cast<std::int64_t>(largest))(engine_));
  }

  template <class T> void fill(T& value, unsigned depth) {
    if constexpr (geai::modelled<T>) {
      geai::model<T>::for_each([&]<class Field>(Field) {
        if constexpr (geai::json::has_bounds<Field>)
          fill_bounded<Field>(Field::get(value));
        else
          fill(Field::get(value), depth + 1);
      });
    } else if constexpr (geai::enumerated<T>) {
      using list = typename geai::model<T>::enumerator_list;
      value = list::values[below(list::size)];
    } else if constexpr (geai::detail::is_variant<T>) {
      fill_variant(value, depth, std::make_index_sequence<geai::detail::alternative_count<T>>());
    } else if constexpr (std::is_same_v<T, geai::raw_json>) {
      value.text = some_json[below(std::size(some_json))];
    } else if constexpr (std::is_same_v<T, bool>) {
      value = below(2) == 0;
    } else if constexpr (std::is_floating_point_v<T>) {
      value = below(3) == 0 ? static_cast<T>(below(10)) : between<T>(T(-1e6), T(1e6));
    } else if constexpr (std::is_integral_v<T>) {
      constexpr bool is_narrow = sizeof(T) < 4;
      value = is_narrow ? between(std::numeric_limits<T>::min(), std::numeric_limits<T>::max())
                        : static_cast<T>(std::is_signed_v<T> && below(2) == 0 ? -between(0, 1'000'000)
                                                                              : between(0, 1'000'000));
    } else if constexpr (geai::detail::is_duration<T>) {
      typename T::rep count{};
      fill(count, depth);
      value = T(count);
    } else if constexpr (geai::detail::is_optional<T>) {
      if (below(2) == 0)
        value.reset();
      else
        fill(value.emplace(), depth);
    } else if constexpr (geai::detail::is_vector<T>) {
      value.resize(depth > 4 ? 0 : below(4));
      for (std::size_t i = 0; i != value.size(); ++i) {
        typename T::value_type element{};
        fill(element, depth + 1);
        value[i] = std::move(element);
      }
    } else if constexpr (geai::detail::is_map<T>) {
      for (std::size_t left = depth > 4 ? 0 : below(3); left != 0; --left) fill(value[text()], depth + 1);
    } else {
      value = T(text());
    }
  }

  std::string text() {
    static constexpr std::string_view pieces[] = {"a",        "Lima", " ",    "\"", "\\", "\n",
                                                  "\xc3\xa9", "\x01", "null", "{}", "/",  "\xf0\x9f\x98\x80"};
    std::string made;
    for (std::size_t left = below(5); left != 0; --left) made += pieces[below(std::size(pieces))];
    return made;
  }

private:
  static constexpr char const* some_json[] = {"1", "\"text\"", "null", "{\"a\":[1]}", "[]", "true", "-0.5"};

  template <class Field, class T> void fill_bounded(T& value) {
    if constexpr (geai::detail::is_optional<T>) {
      if (below(2) == 0) fill_bounded<Field>(value.emplace());
    } else if constexpr (geai::detail::is_vector<T>) {
      value.resize(below(4));
      for (auto& each : value) fill_bounded<Field>(each);
    } else {
      value = between(static_cast<T>(Field::smallest), static_cast<T>(Field::largest));
    }
  }

  template <class T, std::size_t... Index> void fill_variant(T& value, unsigned depth, std::index_sequence<Index...>) {
    std::size_t const index = depth > 6 ? 0 : below(sizeof...(Index));
    static_cast<void>((... || (index == Index && (fill(value.template emplace<Index>(), depth + 1), true))));
  }

  std::mt19937_64 engine_{20261130};
};

// All places in a document.
void collect(json_tree& at, std::vector<json_tree*>& into) {
  into.push_back(&at);
  if (at.is_structured())
    for (auto& each : at) collect(each, into);
}

// Makes one change somewhere, which the type may or may not allow.
void mutate(json_tree& document, generator& random) {
  std::vector<json_tree*> places;
  collect(document, places);
  json_tree& at = *places[random.below(places.size())];
  if (at.is_object() && random.below(4) != 0) {
    std::vector<std::string> names;
    for (auto const& [name, each] : at.items()) names.push_back(name);
    std::string const name = names.empty() ? "" : names[random.below(names.size())];
    switch (random.below(4)) {
      case 0: at.erase(name); return;
      case 1: at["more"] = 1; return;
      case 2: {  // the name in another spelling
        if (name.empty() || geai::json::other_case(name[0]) == name[0]) return;
        json_tree const value = at[name];
        at.erase(name);
        at[geai::json::other_case(name[0]) + name.substr(1)] = value;
        return;
      }
      default: at = json_tree{{"fields", at}}; return;
    }
  }
  if (at.is_number() && random.below(2) == 0) {
    switch (random.below(4)) {
      case 0: at = -1'000'000.0; return;
      case 1: at = at.get<double>() + 0.5; return;
      case 2: at = at.get<double>() * 1000 + 1000; return;
      default: at = at.dump(); return;
    }
  }
  switch (random.below(9)) {
    case 0: at = nullptr; return;
    case 1: at = "text"; return;
    case 2: at = 1; return;
    case 3: at = 0.25; return;
    case 4: at = true; return;
    case 5: at = json_tree::array(); return;
    case 6: at = json_tree::object(); return;
    case 7: at = json_tree::array({at}); return;
    default:
      if (at.is_array() && !at.empty()) at = json_tree(at[0]);
  }
}

void print(std::string_view line) {
  std::fwrite(line.data(), 1, line.size(), stdout);
  std::fputc('\n', stdout);
}

int failures = 0;

void expect(bool holds, std::string_view what, std::string_view text) {
  if (holds) return;
  ++failures;
  std::fprintf(stderr, "%.*s: %.*s\n", static_cast<int>(what.size()), what.data(), static_cast<int>(text.size()),
               text.data());
}

// The verdict on a text, on which both policies must agree.
template <class T> bool is_taken(std::string const& text) {
  geai::result<T> const read = geai::from_json<T>(text);
  geai::result<T> const by_tree = geai::from_json<T, support::nlohmann_json>(text);
  expect(read.has_value() == by_tree.has_value(), "the policies disagree", text);
  if (read && by_tree) expect(geai::to_json(*read) == geai::to_json(*by_tree), "the policies read another value", text);
  if (!read && !by_tree)
    expect(read.error().message == by_tree.error().message, "the policies say another thing", text);
  return read.has_value();
}

template <class T> void print_all(std::string_view name, generator& random) {
  static_assert(geai::describable<T>);
  print(std::string(R"({"name":")").append(name).append(R"(","strict":)") +
        (geai::schema_is_strict<T> ? "true" : "false") + R"(,"schema":)" + geai::json_schema<T>() + "}");
  for (int i = 0; i != 500; ++i) {
    T value{};
    random.fill(value, 0);
    std::string const text = geai::to_json(value);
    expect(is_taken<T>(text), "what was written is not taken", text);
    expect(geai::to_json(geai::from_json<T>(text).value()) == text, "what was written comes back otherwise", text);
    print(R"({"taken":true,"value":)" + text + "}");
    json_tree changed = json_tree::parse(text);
    mutate(changed, random);
    std::string const mutant = changed.dump();
    print(std::string(R"({"taken":)") + (is_taken<T>(mutant) ? "true" : "false") + R"(,"value":)" + mutant + "}");
  }
}

}  // namespace

int main() {
  generator random;
  print_all<forecast>("forecast", random);
  print_all<every_kind>("every_kind", random);
  print_all<optionals>("optionals", random);
  print_all<lists>("lists", random);
  print_all<maps>("maps", random);
  print_all<free_form>("free_form", random);
  print_all<bounds>("bounds", random);
  print_all<commented>("commented", random);
  print_all<other_fields>("other_fields", random);
  print_all<tree>("tree", random);
  print_all<disk>("disk", random);
  print_all<drawing>("drawing", random);
  print_all<shape>("shape", random);
  print_all<choices>("choices", random);
  print_all<holds_nothing>("holds_nothing", random);
  print_all<page<forecast>>("page", random);
  print_all<large>("large", random);
  print_all<mood>("mood", random);
  print_all<std::vector<std::map<std::string, tree>>>("list_of_maps", random);
  print_all<std::optional<double>>("optional", random);
  if (failures != 0) std::fprintf(stderr, "%d failures\n", failures);
  return failures == 0 ? 0 : 1;
}
