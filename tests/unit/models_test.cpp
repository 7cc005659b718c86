#include <geai/inline.hpp>
//
#include <doctest/doctest.h>

#include <chrono>
#include <cstdint>
#include <geai/api/operation.hpp>
#include <geai/client/agents.hpp>
#include <geai/date.hpp>
#include <geai/http/multipart.hpp>
#include <geai/json/model.hpp>
#include <geai/json/simdjson.hpp>
#include <geai/json/text.hpp>
#include <geai/transport/mock.hpp>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "support/nlohmann_json.hpp"

// Models without a field list, enumerations, variants, and geai::from_json and to_json. The common behaviour of all
// policies is in geai/test/json_laws.hpp.

namespace {

enum class mood { calm, rough };

struct forecast {
  std::string city{};
  double celsius = 0;
  std::optional<std::string> advice{};

  friend bool operator==(forecast const&, forecast const&) = default;
};

struct week {
  std::string from = "Monday";
  std::vector<forecast> days{};
  std::map<std::string, forecast> by_name{};
  std::optional<forecast> best{};
  mood sea = mood::calm;
  std::optional<mood> lake{};
  std::chrono::minutes length{};
  geai::secret key{};
  geai::raw_json notes{};
  bool final_ = true;
  std::int8_t small = 0;

  friend bool operator==(week const&, week const&) = default;
};

struct tree {
  int value = 0;
  std::vector<tree> below{};
  std::map<std::string, tree> named{};
};

struct nothing {};

template <class T> struct page {
  std::vector<T> items{};
  std::optional<int> next{};

  auto begin() const noexcept { return items.begin(); }
  auto size() const noexcept { return items.size(); }
};

// The largest aggregate that is a model by itself.
struct large {
  int m01{}, m02{}, m03{}, m04{}, m05{}, m06{}, m07{}, m08{}, m09{}, m10{}, m11{}, m12{}, m13{}, m14{}, m15{}, m16{};
  std::string s17{}, s18{}, s19{}, s20{}, s21{}, s22{}, s23{}, s24{}, s25{}, s26{}, s27{}, s28{}, s29{}, s30{}, s31{},
      s32{};
  std::optional<double> o33{}, o34{}, o35{}, o36{}, o37{}, o38{}, o39{}, o40{};
  std::vector<int> v41{}, v42{}, v43{}, v44{};
  forecast f45{}, f46{};
  bool b47{}, last{};
};

struct too_large : nothing {};

struct described {
  std::string id{};
  int stars = 0;
  std::vector<double> shares{};
  std::optional<std::chrono::seconds> age{};
};

struct circle {
  double radius = 0;
};
struct square {
  double side = 0;
  std::string text{};
};
using shape = std::variant<circle, square>;
using choice = std::variant<bool, int, std::string, std::vector<int>, forecast, circle>;

// Each alternative may contain the other, and only the last member distinguishes them.
struct left;
struct right;
using either = std::variant<left, right>;
struct left {
  std::vector<either> below;
  int left_end = 0;
};
struct right {
  std::vector<either> below;
  int right_end = 0;
};

struct drawing {
  std::vector<shape> shapes{};
  choice background{};
  std::optional<choice> frame{};
};

}  // namespace

template <>
struct geai::model<mood>
    : geai::enumerators<geai::enumerator<"calm", mood::calm>, geai::enumerator<"very \"rough\"", mood::rough>> {};

template <>
struct geai::model<described> : geai::fields<geai::field<"noteId", &described::id, "What it is known by">,
                                             geai::bounded<"stars", &described::stars, 1, 5, "How good it is">,
                                             geai::bounded<"shares", &described::shares, 0, 0.5>,
                                             geai::bounded<"age", &described::age, 0, 3600>> {};

template <> struct geai::model<shape> : geai::tagged<"kind", "circle", "square"> {};

namespace {

using geai::from_json;
using geai::to_json;

static_assert(geai::modelled<forecast> && geai::modelled<week> && geai::modelled<tree> && geai::modelled<nothing>);
static_assert(geai::modelled<page<forecast>> && geai::modelled<large> && geai::modelled<described>);
static_assert(!geai::modelled<int> && !geai::modelled<std::string> && !geai::modelled<std::vector<forecast>>);
static_assert(!geai::modelled<geai::raw_json> && !geai::modelled<geai::secret> && !geai::modelled<mood>);
static_assert(!geai::modelled<std::pair<int, int>> && !geai::modelled<shape> && !geai::modelled<too_large>);
static_assert(!geai::modelled<std::chrono::seconds> && !geai::modelled<std::optional<forecast>>);
static_assert(!geai::modelled<geai::file_upload> && !geai::modelled<geai::date>);
static_assert(!geai::modelled<geai::json::strict<forecast>> && !geai::modelled<int[2]>);
static_assert(geai::enumerated<mood> && !geai::enumerated<forecast> && !geai::enumerated<geai::errc>);
static_assert(geai::model<forecast>::size == 3 && geai::model<large>::size == 48 && geai::model<nothing>::size == 0);

// The failure of reading a text, which is the same with both policies.
template <class T> std::string refusal(std::string_view text) {
  geai::result<T> const read = from_json<T>(text);
  geai::result<T> const by_tree = from_json<T, support::nlohmann_json>(text);
  CHECK(read.has_value() == by_tree.has_value());
  if (read || by_tree) return "";
  CHECK(read.error().code == geai::errc::decode);
  CHECK(read.error().phase == geai::phase::decode);
  CHECK(read.error().message == by_tree.error().message);
  return read.error().message;
}

// The value read and written again, with both policies.
template <class T> std::string read_and_written(std::string_view text) {
  geai::result<T> const read = from_json<T>(text);
  geai::result<T> const by_tree = from_json<T, support::nlohmann_json>(text);
  REQUIRE_MESSAGE(read.has_value(), read.error().message);
  REQUIRE_MESSAGE(by_tree.has_value(), by_tree.error().message);
  CHECK(to_json(*read) == to_json(*by_tree));
  return to_json(*read);
}

template <class T> std::vector<std::string> names() {
  std::vector<std::string> all;
  geai::model<T>::for_each([&all]<class Field>(Field) { all.emplace_back(Field::name); });
  return all;
}

}  // namespace

TEST_CASE("models: members of plain aggregates have their own names") {
  CHECK(names<forecast>() == std::vector<std::string>{"city", "celsius", "advice"});
  CHECK(names<week>() == std::vector<std::string>{"from", "days", "by_name", "best", "sea", "lake", "length", "key",
                                                  "notes", "final_", "small"});
  CHECK(names<page<week>>() == std::vector<std::string>{"items", "next"});
  CHECK(names<nothing>().empty());
  std::vector<std::string> const many = names<large>();
  CHECK(many.front() == "m01");
  CHECK(many[40] == "v41");
  CHECK(many.back() == "last");

  struct local {
    int größe = 0;
    int _x1 = 0;
  };
  CHECK(names<local>() == std::vector<std::string>{"größe", "_x1"});
  CHECK(read_and_written<local>(R"({"größe":1,"_x1":2})") == R"({"größe":1,"_x1":2})");
}

TEST_CASE("models: each member of a plain aggregate is read and written") {
  std::string const text =
      R"({"from":"Friday","days":[{"city":"Lima","celsius":19.5,"advice":null},{"city":"","celsius":-1,"advice":"a"}],)"
      R"("by_name":{"x":{"city":"x","celsius":0,"advice":null}},"best":null,"sea":"very \"rough\"","lake":"calm",)"
      R"("length":90,"key":"s3cret","notes":{"any":[1]},"final_":false,"small":-128})";
  CHECK(read_and_written<week>(text) == text);
  geai::result<week> const read = from_json<week>(text);
  REQUIRE(read.has_value());
  CHECK(read->days.at(0) == forecast{"Lima", 19.5, std::nullopt});
  CHECK(read->sea == mood::rough);
  CHECK(read->lake == mood::calm);
  CHECK(read->length == std::chrono::minutes(90));
  CHECK(read->key.reveal() == "s3cret");

  std::string every = "{";
  for (std::string const& name : names<large>()) {
    char const kind = name == "last" ? 'b' : name[0];
    every += (every.size() == 1 ? "\"" : ",\"") + name + "\":";
    every += kind == 'm'   ? "7"
             : kind == 's' ? "\"" + name + "\""
             : kind == 'o' ? "0.25"
             : kind == 'v' ? "[1,2]"
             : kind == 'f' ? R"({"city":"c","celsius":1,"advice":null})"
                           : "true";
  }
  every += "}";
  CHECK(read_and_written<large>(every) == every);

  std::string const nested = R"({"value":1,"below":[{"value":2,"below":[],"named":{}}],)"
                             R"("named":{"x":{"value":3,"below":[],"named":{}}}})";
  CHECK(read_and_written<tree>(nested) == nested);
  CHECK(read_and_written<nothing>("{}") == "{}");
  CHECK(read_and_written<page<int>>(R"({"items":[1],"next":null})") == R"({"items":[1],"next":null})");
}

TEST_CASE("models: to_json writes absent members as null, and encode omits them") {
  week const empty;
  std::string const whole = to_json(empty);
  CHECK(whole == R"({"from":"Monday","days":[],"by_name":{},"best":null,"sea":"calm","lake":null,"length":0,"key":"",)"
                 R"("notes":null,"final_":true,"small":0})");
  CHECK(from_json<week>(whole).value() == empty);
  std::string some;
  geai::json::encode(empty, some);
  CHECK(some == R"({"from":"Monday","days":[],"by_name":{},"sea":"calm","length":0,"key":"","final_":true,"small":0})");
  CHECK(to_json(std::vector<std::optional<int>>{1, std::nullopt}) == "[1,null]");
  CHECK(to_json(3) == "3");
  CHECK(to_json(std::string("a\"")) == R"("a\"")");
}

TEST_CASE("models: the error of a strict reading has the path and the reason") {
  CHECK(refusal<forecast>(R"({"city":"Lima","celsius":1})") == "$.advice: is missing");
  CHECK(refusal<forecast>(R"({"celsius":1,"advice":null})") == "$.city: is missing");
  CHECK(refusal<forecast>("{}") == "$.city: is missing");
  CHECK(refusal<forecast>(R"({"city":"","celsius":"1","advice":null})") ==
        "$.celsius: expected a number, found a string");
  CHECK(refusal<forecast>(R"({"city":null,"celsius":1,"advice":null})") == "$.city: expected a string, found null");
  CHECK(refusal<forecast>(R"({"city":"","celsius":1,"advice":null,"more":1})") ==
        "$.more: is not a member of this type");
  CHECK(refusal<forecast>(R"({"City":""})") == "$.City: is not a member of this type");
  CHECK(refusal<forecast>(R"({"a b":""})") == R"($["a b"]: is not a member of this type)");
  CHECK(refusal<forecast>(R"({"":""})") == R"($[""]: is not a member of this type)");
  CHECK(refusal<forecast>("null") == "$: expected an object, found null");
  CHECK(refusal<forecast>("[]") == "$: expected an object, found an array");
  CHECK(refusal<std::vector<forecast>>(R"([{"city":"","celsius":1,"advice":null},{"city":""}])") ==
        "$[1].celsius: is missing");
  CHECK(refusal<std::vector<int>>("[1,null]") == "$[1]: expected an integer, found null");
  CHECK(refusal<std::map<std::string, int>>(R"({"a":null})") == R"($["a"]: expected an integer, found null)");
  CHECK(refusal<std::vector<forecast>>("{}") == "$: expected an array, found an object");
  CHECK(refusal<std::vector<std::string>>("\"a\"") == "$: expected an array, found a string");
  CHECK(refusal<std::string>("null") == "$: expected a string, found null");
  CHECK(refusal<int>("\"1\"") == "$: expected an integer, found a string");
  CHECK(refusal<int>("1.5") == "$: expected an integer, found a number with a fraction");
  CHECK(refusal<std::chrono::seconds>("1.5") == "$: expected an integer, found a number with a fraction");
  CHECK(refusal<mood>("\"Calm\"") == R"($: expected one of "calm", "very "rough"", found another text)");
  CHECK(refusal<mood>("0") == "$: expected a string, found a number");
  CHECK(refusal<nothing>(R"({"a":1})") == "$.a: is not a member of this type");
  CHECK(read_and_written<int>("1.0") == "1");
  CHECK(read_and_written<std::optional<int>>("null") == "null");
  CHECK(read_and_written<std::vector<std::optional<int>>>("[null,1]") == "[null,1]");
  CHECK(read_and_written<geai::raw_json>("null") == "null");
  CHECK(read_and_written<std::string>("\"\\u00e9\"") == "\"\xc3\xa9\"");
  CHECK_FALSE(from_json<forecast>("").has_value());
  CHECK_FALSE(from_json<forecast>("{} {}").has_value());

  // Escapes do not hide a name.
  CHECK(read_and_written<forecast>(R"({"c\u0069ty":"a","celsius":1,"advice":null})") ==
        R"({"city":"a","celsius":1,"advice":null})");
}

TEST_CASE("models: bounds apply only in a strict reading") {
  std::string const good = R"({"noteId":"n","stars":5,"shares":[0,0.5],"age":null})";
  CHECK(read_and_written<described>(good) == good);
  CHECK(refusal<described>(R"({"noteId":"n","stars":0,"shares":[],"age":null})") ==
        "$.stars: expected a number within its bounds, found another");
  CHECK(refusal<described>(R"({"noteId":"n","stars":1,"shares":[0,0.51],"age":null})") ==
        "$.shares: expected a number within its bounds, found another");
  CHECK(refusal<described>(R"({"noteId":"n","stars":1,"shares":[],"age":3601})") ==
        "$.age: expected a number within its bounds, found another");

  std::string text = R"({"stars":9,"age":-1})";
  text.reserve(text.size() + geai::json::padding);
  geai::result<described> const open = geai::json::simdjson{}.decode<described>(text);
  REQUIRE(open.has_value());
  CHECK(open->stars == 9);
}

TEST_CASE("models: variants with a tag and without") {
  std::string const text = R"({"shapes":[{"kind":"square","side":2,"text":"t"},{"kind":"circle","radius":1}],)"
                           R"("background":[1,2],"frame":{"radius":3}})";
  CHECK(read_and_written<drawing>(text) == text);
  CHECK(read_and_written<shape>(R"({"radius":1,"kind":"circle"})") == R"({"kind":"circle","radius":1})");
  CHECK(read_and_written<shape>(R"({"radius":1,"k\u0069nd":"circle"})") == R"({"kind":"circle","radius":1})");
  CHECK(refusal<shape>(R"({"kind":"line"})") == R"($.kind: expected one of "circle", "square", found another text)");
  CHECK(refusal<shape>(R"({"radius":1})") == "$.kind: is missing");
  CHECK(refusal<shape>(R"({"kind":"square","side":1,"text":2})") == "$.text: expected a string, found a number");
  CHECK(refusal<shape>(R"({"kind":"circle","side":1})") == "$.side: is not a member of this type");
  CHECK(refusal<std::vector<shape>>("[1]") == "$[0]: expected an object, found a number");

  CHECK(from_json<choice>("true").value().index() == 0);
  CHECK(from_json<choice>("1").value().index() == 1);
  CHECK(from_json<choice>("\"\\u0031\"").value().index() == 2);
  CHECK(from_json<choice>("[]").value().index() == 3);
  CHECK(from_json<choice>(R"({"city":"\n","celsius":1,"advice":"\t"})").value().index() == 4);
  CHECK(from_json<choice>(R"({"radius":1})").value().index() == 5);
  CHECK(refusal<choice>("1.5") == "$: expected a boolean, found a number");
  CHECK(refusal<choice>(R"({"city":"a","celsius":true,"advice":null})") ==
        "$.celsius: expected a number, found a boolean");
  CHECK(refusal<choice>(R"([1,"2"])") == "$[1]: expected an integer, found a string");
  CHECK(refusal<choice>("null") == "$: expected a boolean, found null");
  CHECK_FALSE(from_json<choice>("[1,").has_value());
}

TEST_CASE("models: any raw_json is read as a type") {
  geai::raw_json const raw{R"({"city":"Lima","celsius":20,"advice":null})"};
  CHECK(raw.as<forecast>().value() == forecast{"Lima", 20, std::nullopt});
  CHECK((raw.as<forecast, support::nlohmann_json>().value().city) == "Lima");
  CHECK(geai::raw_json{"[1]"}.as<forecast>().error().message == "$: expected an object, found an array");
  CHECK_FALSE(geai::raw_json{}.as<forecast>().has_value());
  support::nlohmann_json policy;
  CHECK(from_json<std::vector<int>>("[1]", policy).value() == std::vector{1});
}

TEST_CASE("models: ill-formed UTF-8 and deep nesting") {
  CHECK(read_and_written<std::string>("\"a\xff\"") == "\"a\xef\xbf\xbd\"");
  std::string deep = R"({"value":1,"named":{},"below":[)";
  std::string text;
  for (int i = 0; i != 600; ++i) text += deep;
  CHECK_FALSE(from_json<tree>(text).has_value());
}

TEST_CASE("models: deeply nested alternatives take bounded time") {
  std::string text = "{}";
  for (int i = 0; i != 100; ++i) text = R"({"below":[)" + text + R"(],"end":1})";
  geai::result<either> const read = from_json<either>(text);
  REQUIRE_FALSE(read.has_value());
  CHECK(read.error().message.find("nested too deeply to be told apart") != std::string::npos);
  CHECK_FALSE(from_json<either, support::nlohmann_json>(text).has_value());

  std::string good = R"({"below":[],"right_end":1})";
  for (int i = 0; i != 8; ++i) good = R"({"below":[)" + good + R"(],"right_end":1})";
  CHECK(read_and_written<either>(good) == good);

  std::string many = "[1";
  for (int i = 0; i != 100'000; ++i) many += R"(,"a")";
  CHECK(from_json<std::vector<std::variant<bool, int, double, std::string>>>(many + "]").value().size() == 100'001);
}

TEST_CASE("models: a value that an enumeration does not list is null") {
  CHECK(to_json(static_cast<mood>(7)) == "null");
  CHECK(support::nlohmann_json::tree_of(static_cast<mood>(7)).is_null());
}

// --- calls -----------------------------------------------------------------------------------------------------------

namespace {

struct get_week {
  std::string id{};

  using answer = week;
  using endpoint = geai::api::get<"/v2/weeks/{id}">;
  using parameters = geai::fields<geai::api::path<"id", &get_week::id>>;
};

struct forecast_view {
  std::string_view city{};
  double celsius = 0;
};

struct put_week {
  std::string id{};
  week body{};
  mood sea{};

  using answer = page<forecast>;
  using endpoint = geai::api::put<"/v2/weeks/{id}">;
  using parameters = geai::fields<geai::api::path<"id", &put_week::id>, geai::field<"week", &put_week::body>,
                                  geai::field<"sea", &put_week::sea>>;
};

template <class Json> auto client_over(geai::transport::mock const& wire) {
  return geai::agent_client{wire, Json{}, geai::api_key = "key", geai::base_url = "https://h"};
}

// A plain aggregate as an answer and in a body: read leniently by every policy.
template <class Json> void call_with_plain_aggregates() {
  geai::transport::mock wire;
  wire.reply(200, R"({"from":"Sunday","days":{"city":"Lima","celsius":"19.5"},"lake":"frozen","Sea":"calm","x":1})");
  auto const client = client_over<Json>(wire);
  geai::result<week> const got = client.call(get_week{.id = "1"});
  REQUIRE_MESSAGE(got.has_value(), got.error().message);
  CHECK(got->from == "Sunday");
  CHECK(got->days == std::vector{forecast{"Lima", 19.5, std::nullopt}});
  CHECK_FALSE(got->lake.has_value());

  wire.reply(200, R"([{"city":"a"},{"city":"b"}])");  // the list of an object that has one
  geai::result<page<forecast>> const all = client.call(put_week{.id = "1", .body = week{}, .sea = mood::rough});
  REQUIRE_MESSAGE(all.has_value(), all.error().message);
  CHECK(all->size() == 2);
  std::string const body(wire.requests().back().body);
  CHECK(body == R"({"week":{"from":"Monday","days":[],"by_name":{},"sea":"calm","length":0,"key":"","final_":true,)"
                R"("small":0},"sea":"very \"rough\""})");

  if constexpr (geai::json::decodes_views<Json>) {
    wire.reply(200, R"({"city":"Li\u006da","celsius":"20","more":[]})");
    auto const view = client.template call_view<forecast_view>(geai::api::get_agent{.id = "1"});
    REQUIRE_MESSAGE(view.has_value(), view.error().message);
    CHECK((*view)->city == "Lima");
    CHECK((*view)->celsius == 20);
  }

  wire.reply(200, R"({"city":"Lima","celsius":"20","more":[]})");
  geai::result<forecast> const read_as = client.template call_as<forecast>(geai::api::get_agent{.id = "1"});
  REQUIRE_MESSAGE(read_as.has_value(), read_as.error().message);
  CHECK(*read_as == forecast{"Lima", 20, std::nullopt});
  CHECK(wire.requests().back().url.ends_with("/v2/agents/1"));
  wire.reply(200, R"({"celsius":[]})");
  geai::error const other = client.template call_as<forecast>(geai::api::get_agent{.id = "1"}).error();
  CHECK(other.code == geai::errc::decode);
  CHECK(other.operation == "get_agent");
  CHECK(client.template call_as<forecast>(geai::api::get_agent{}).error().code == geai::errc::missing_requirement);

  wire.reply(200, R"({"other":1})");
  CHECK(client.call(get_week{.id = "1"}).error().code == geai::errc::decode);
  wire.reply(200, R"({"sea":"stormy"})");
  CHECK(client.call(get_week{.id = "1"}).error().code == geai::errc::decode);
}

}  // namespace

TEST_CASE("models: calls have plain aggregates as answers and in their bodies") {
  call_with_plain_aggregates<geai::json::simdjson>();
  call_with_plain_aggregates<support::nlohmann_json>();
}

TEST_CASE("models: a reused answer keeps nothing of its old value") {
  geai::transport::mock wire;
  wire.reply(200, R"({"from":"a","lake":"calm","days":[{"city":"x","advice":"y"}],"best":{"city":"z"}})");
  wire.reply(200, R"({"days":[{"city":"x"}],"lake":"frozen"})");
  auto const client = client_over<geai::json::simdjson>(wire);
  week into;
  REQUIRE(client.call(get_week{.id = "1"}, into).has_value());
  CHECK(into.lake == mood::calm);
  REQUIRE(client.call(get_week{.id = "1"}, into).has_value());
  week expected;
  expected.days = {forecast{"x", 0, std::nullopt}};
  CHECK(into == expected);
}
