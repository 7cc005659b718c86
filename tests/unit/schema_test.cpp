#include <doctest/doctest.h>

#include <chrono>
#include <cstdint>
#include <geai/json/schema.hpp>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

// The text of schemas. tests/schema checks with an independent validator that they are valid and describe the documents
// that from_json accepts.

namespace {

struct forecast {
  std::string city{};
  std::optional<double> celsius{};
};

enum class mood { calm, rough };

struct note {
  std::string id{};
  int stars = 0;
  std::optional<std::vector<double>> shares{};
  mood sea{};
  forecast then{};
};

struct tree {
  std::vector<tree> below{};
};
struct holder {
  tree a{};
  std::optional<tree> b{};
};
struct commented_holder {
  tree a{};
};

template <class T> struct node {
  T value{};
  std::vector<node> below{};
};
struct two_nodes {
  node<int> a{};
  node<bool> b{};
};

struct circle {
  double radius = 0;
};
struct square {
  bool filled = false;
};
using shape = std::variant<circle, square>;

struct numbers {
  bool flag = false;
  std::int8_t small = 0;
  std::uint16_t medium = 0;
  unsigned large = 0;
  std::int64_t huge = 0;
  float real = 0;
  std::chrono::minutes length{};
};

struct extremes {
  std::int64_t a = 0;
  std::uint64_t b = 0;
  double c = 0;
  double d = 0;
  double e = 0;
};

struct message {
  std::string content{};
  geai::raw_json parts{};
};

}  // namespace

template <>
struct geai::model<mood>
    : geai::enumerators<geai::enumerator<"calm", mood::calm>, geai::enumerator<"\"rough\"", mood::rough>> {};

template <>
struct geai::model<note> : geai::fields<geai::field<"noteId", &note::id, "What it is \"known\" by">,
                                        geai::bounded<"stars", &note::stars, 1, 5, "How good it is">,
                                        geai::bounded<"shares", &note::shares, 0, 0.5>,
                                        geai::field<"sea", &note::sea, "The sea">, geai::field<"then", &note::then>> {
  static constexpr std::string_view comment = "A note\n";
};

template <> struct geai::model<commented_holder> : geai::fields<geai::field<"a", &commented_holder::a, "The first">> {};

template <> struct geai::model<shape> : geai::tagged<"kind", "circle", "square"> {};

template <>
struct geai::model<extremes>
    : geai::fields<geai::bounded<"a", &extremes::a, std::numeric_limits<std::int64_t>::min(),
                                 std::numeric_limits<std::int64_t>::max()>,
                   geai::bounded<"b", &extremes::b, 0, std::numeric_limits<std::uint64_t>::max()>,
                   geai::bounded<"c", &extremes::c, -36.6, 0.001>, geai::bounded<"d", &extremes::d, 0.0, 123456.789>,
                   geai::bounded<"e", &extremes::e, -0.5, 9007199254740991>> {};

template <>
struct geai::model<message> : geai::fields<geai::text_or_parts<"content", &message::content, &message::parts>> {};

namespace {

using geai::json_schema;

static_assert(geai::describable<forecast> && geai::describable<std::vector<std::map<std::string, note>>>);
static_assert(geai::describable<holder> && geai::describable<shape> && geai::describable<geai::raw_json>);
static_assert(!geai::describable<message> && !geai::describable<std::vector<message>> && !geai::describable<void*>);
static_assert(!geai::describable<std::errc> && !geai::describable<std::optional<geai::errc>>);
static_assert(geai::schema_is_strict<note> && geai::schema_is_strict<holder> && geai::schema_is_strict<shape>);
static_assert(!geai::schema_is_strict<std::map<std::string, int>> && !geai::schema_is_strict<geai::raw_json>);
static_assert(!geai::schema_is_strict<std::vector<std::optional<std::map<std::string, int>>>>);

// A constant.
static_assert(geai::json_schema_view<int>() == R"({"type":"integer"})");

}  // namespace

TEST_CASE("schema: models in the strict form") {
  CHECK(json_schema<forecast>() ==
        R"({"type":"object","properties":{"city":{"type":"string"},"celsius":{"anyOf":[{"type":"number"},)"
        R"({"type":"null"}]}},"required":["city","celsius"],"additionalProperties":false})");
  CHECK(json_schema<note>() ==
        R"({"type":"object","description":"A note\u000a","properties":{)"
        R"("noteId":{"type":"string","description":"What it is \"known\" by"},)"
        R"("stars":{"type":"integer","minimum":1,"maximum":5,"description":"How good it is"},)"
        R"("shares":{"anyOf":[{"type":"array","items":{"type":"number","minimum":0,"maximum":0.5}},{"type":"null"}]},)"
        R"("sea":{"type":"string","enum":["calm","\"rough\""],"description":"The sea"},)"
        R"("then":{"type":"object","properties":{"city":{"type":"string"},"celsius":{"anyOf":[{"type":"number"},)"
        R"({"type":"null"}]}},"required":["city","celsius"],"additionalProperties":false}},)"
        R"("required":["noteId","stars","shares","sea","then"],"additionalProperties":false})");
}

TEST_CASE("schema: types other than objects") {
  CHECK(json_schema<std::string>() == R"({"type":"string"})");
  CHECK(json_schema<geai::secret>() == R"({"type":"string"})");
  CHECK(json_schema<geai::raw_json>() == "{}");
  CHECK(json_schema<std::vector<bool>>() == R"({"type":"array","items":{"type":"boolean"}})");
  CHECK(json_schema<std::optional<int>>() == R"({"anyOf":[{"type":"integer"},{"type":"null"}]})");
  CHECK(json_schema<std::map<std::string, int>>() == R"({"type":"object","additionalProperties":{"type":"integer"}})");
  CHECK(json_schema<std::variant<int, std::string>>() == R"({"anyOf":[{"type":"integer"},{"type":"string"}]})");
  CHECK(json_schema<mood>() == R"({"type":"string","enum":["calm","\"rough\""]})");
}

TEST_CASE("schema: numbers have the limits of their types, if these are small, and bounds") {
  CHECK(json_schema<numbers>() ==
        R"({"type":"object","properties":{"flag":{"type":"boolean"},)"
        R"("small":{"type":"integer","minimum":-128,"maximum":127},)"
        R"("medium":{"type":"integer","minimum":0,"maximum":65535},"large":{"type":"integer","minimum":0},)"
        R"("huge":{"type":"integer"},"real":{"type":"number"},)"
        R"("length":{"type":"integer","description":"a number of minutes"}},)"
        R"("required":["flag","small","medium","large","huge","real","length"],"additionalProperties":false})");
  std::string const text = json_schema<extremes>();
  for (std::string_view bounds :
       {R"("a":{"type":"integer","minimum":-9223372036854775808,"maximum":9223372036854775807})",
        R"("b":{"type":"integer","minimum":0,"maximum":18446744073709551615})",
        R"("c":{"type":"number","minimum":-36.6,"maximum":0.001})",
        R"("d":{"type":"number","minimum":0,"maximum":123456.789})",
        R"("e":{"type":"number","minimum":-0.5,"maximum":9007199254740991})"})
    CHECK_MESSAGE(text.find(bounds) != text.npos, text);
}

TEST_CASE("schema: recursive types use references") {
  CHECK(json_schema<tree>() ==
        R"({"type":"object","properties":{"below":{"type":"array","items":{"$ref":"#"}}},"required":["below"],)"
        R"("additionalProperties":false})");
  std::string const definition =
      R"({"type":"object","properties":{"below":{"type":"array","items":{"$ref":"#/$defs/tree"}}},"required":["below"],)"
      R"("additionalProperties":false})";
  CHECK(json_schema<holder>() ==
        R"({"type":"object","properties":{"a":{"$ref":"#/$defs/tree"},"b":{"anyOf":[{"$ref":"#/$defs/tree"},)"
        R"({"type":"null"}]}},"required":["a","b"],"additionalProperties":false,"$defs":{"tree":)" +
            definition + "}}");
  CHECK(json_schema<commented_holder>() ==
        R"({"type":"object","properties":{"a":{"anyOf":[{"$ref":"#/$defs/tree"}],"description":"The first"}},)"
        R"("required":["a"],"additionalProperties":false,"$defs":{"tree":)" +
            definition + "}}");
  CHECK(json_schema<std::vector<tree>>() ==
        R"({"type":"array","items":{"$ref":"#/$defs/tree"},"$defs":{"tree":)" + definition + "}}");

  // Two types of one name.
  std::string const two = json_schema<two_nodes>();
  CHECK_MESSAGE(two.find(R"("a":{"$ref":"#/$defs/)") != two.npos, two);
  std::string_view const all(two);
  auto const reference = [all](std::string_view member) {
    std::string_view rest = all.substr(all.find(member) + member.size());
    return rest.substr(0, rest.find('"'));
  };
  CHECK(reference(R"("a":{"$ref":")") != reference(R"("b":{"$ref":")"));
}

TEST_CASE("schema: alternatives") {
  CHECK(json_schema<shape>() ==
        R"({"anyOf":[{"type":"object","properties":{"kind":{"type":"string","const":"circle"},)"
        R"("radius":{"type":"number"}},"required":["kind","radius"],"additionalProperties":false},)"
        R"({"type":"object","properties":{"kind":{"type":"string","const":"square"},"filled":{"type":"boolean"}},)"
        R"("required":["kind","filled"],"additionalProperties":false}]})");
}
