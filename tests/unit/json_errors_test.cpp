#include <geai/inline.hpp>
//
#include <geai/json/simdjson.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "support/json_text.hpp"

namespace {

struct part {
  int revision = 0;
};

struct whole {
  std::string text{};
  int integer = 0;
  double number = 0;
  bool flag = false;
  geai::secret key{};
  std::chrono::seconds age{};
  std::optional<int> maybe{};
  part one{};
  std::vector<part> many{};
  std::map<std::string, part> named{};
  std::vector<std::vector<int>> grid{};
  geai::raw_json raw{};
};

}  // namespace

template <> struct geai::model<part> : geai::fields<geai::field<"revision", &part::revision>> {};

template <>
struct geai::model<whole> : geai::fields<geai::field<"text", &whole::text>, geai::field<"integer", &whole::integer>,
                                         geai::field<"number", &whole::number>, geai::field<"flag", &whole::flag>,
                                         geai::field<"key", &whole::key>, geai::field<"age", &whole::age>,
                                         geai::field<"maybe", &whole::maybe>, geai::field<"one", &whole::one>,
                                         geai::field<"many", &whole::many>, geai::field<"named", &whole::named>,
                                         geai::field<"grid", &whole::grid>, geai::field<"raw", &whole::raw>> {};

namespace {

template <class T> std::string failure(std::string_view text) {
  geai::json::simdjson json;
  auto const decoded = json.decode<T>(support::padded_text(text).view());
  return decoded ? "no error" : decoded.error().message;
}

std::string const sample =
    R"({"text":"a\n\u00e9 b","unknown":{"a":[1,{"b":null},"c"],"d":{}},"integer":-1,"number":1.5e3,"flag":true,)"
    R"("key":"k","age":1,"maybe":2,"one":{"revision":3},"many":[{"revision":4},{}],"named":{"x":{"revision":5}},)"
    R"("grid":[[1,2],[]],"raw":[true,{"e":"\\"}]})";

}  // namespace

TEST_CASE("decode errors: wrong types name the path, the expected and the found type") {
  struct expectation {
    char const* text;
    char const* message;
  };
  for (auto const& [text, message] : std::initializer_list<expectation>{
           {R"({"text":1})", "$.text: expected a string, found a number"},
           {R"({"text":{}})", "$.text: expected a string, found an object"},
           {R"({"integer":"x"})", "$.integer: expected an integer, found a string"},
           {R"({"integer":"1.5"})", "$.integer: expected an integer, found a string with a fraction"},
           {R"({"integer":"99999999999"})", "$.integer: expected an integer, found a string that is out of range"},
           {R"({"integer":""})", "$.integer: expected an integer, found a string"},
           {R"({"integer":true})", "$.integer: expected an integer, found a boolean"},
           {R"({"integer":99999999999})", "$.integer: expected an integer, found a number that is out of range"},
           {R"({"number":"1x"})", "$.number: expected a number, found a string"},
           {R"({"flag":0})", "$.flag: expected a boolean, found a number"},
           {R"({"key":["hidden"]})", "$.key: expected a string, found an array"},
           {R"({"age":"1 h"})", "$.age: expected an integer, found a string"},
           {R"({"maybe":{}})", "$.maybe: expected an integer, found an object"},
           {R"({"one":[]})", "$.one: expected an object, found an array"},
           {R"({"one":{"revision":"x"}})", "$.one.revision: expected an integer, found a string"},
           {R"({"many":{}})", "$.many: expected an array, found an object"},
           {R"({"many":[{},{},{},{"revision":"x"}]})", "$.many[3].revision: expected an integer, found a string"},
           {R"({"many":[{},1]})", "$.many[1]: expected an object, found a number"},
           {R"({"named":[]})", "$.named: expected an object, found an array"},
           {R"({"named":{"a":{},"b c":{"revision":-false}}})",
            R"($.named["b c"].revision: not valid JSON (a number is malformed))"},
           {R"({"named":{"\u0007":1}})", R"($.named["\u0007"]: expected an object, found a number)"},
           {R"({"grid":[[1],[2,false]]})", "$.grid[1][1]: expected an integer, found a boolean"},
           {R"([])", "$: expected an object, found an array"},
           {R"(null)", "$: expected an object, found null"}})
    CHECK(failure<whole>(text) == message);
}

TEST_CASE("decode errors: no value is shown, since it may be a secret") {
  for (char const* member : {"text", "integer", "number", "flag", "age", "one", "many"})
    CHECK(failure<whole>(std::string("{\"") + member + R"(":["hidden"]})").find("hidden") == std::string::npos);
}

TEST_CASE("decode errors: texts that are not JSON") {
  CHECK(failure<whole>("").starts_with("$: not valid JSON ("));
  CHECK(failure<whole>(" \n ").starts_with("$: not valid JSON ("));
  CHECK(failure<whole>("{}{}") == "$: not valid JSON (unexpected text after the end)");
  CHECK(failure<whole>("{} x") == "$: not valid JSON (unexpected text after the end)");
  CHECK(failure<whole>(R"({"many":[{"revision":1},{"revision":x}]})") ==
        "$.many[1].revision: not valid JSON (a value is missing or malformed)");
  CHECK(failure<whole>(R"({"many":[{},{"revision":1 2}]})") ==
        "$.many[1]: not valid JSON (a comma or the end of an object is missing)");
  CHECK(failure<whole>(R"({"many":[{},)") == "$.many[1]: not valid JSON (the document ends early)");
  for (char const* text : {"{",
                           "}",
                           "[",
                           "]",
                           ",",
                           ":",
                           "{,}",
                           "{\"a\"}",
                           "{\"a\":}",
                           "{\"a\":1,}",
                           "{\"a\":1 \"b\":2}",
                           "{a:1}",
                           "{1:1}",
                           "{\"a\":[1}",
                           "{\"a\":{]}",
                           "{\"a\":[1,]}",
                           "{\"a\":[,1]}",
                           "{\"a\":[1 2]}",
                           "{\"a\" 1}",
                           "{\"a\"::1}",
                           "{\"a\":nul}",
                           "{\"a\":nulll}",
                           "{\"a\":True}",
                           "{\"text\":nul}",
                           "{\"flag\":tru}",
                           "{\"flag\":truee}",
                           "{\"a\":\"\\q\"}",
                           "{\"a\":{\"\\q\":1}}",
                           "{\"a\":01}",
                           "{\"text\":\"a\"\"b\"}",
                           "{\"text\":\"a\"b}",
                           "{\"text\"x:\"a\"}",
                           "{\"many\":[{}{}]}",
                           "{\"many\":[{},]}",
                           "{\"named\":{\"a\"}}",
                           "{\"named\":{\"a\":{},}}",
                           "{\"named\":{1:{}}}",
                           "{\"raw\":[}",
                           "{\"raw\":{\"a\":1,}}",
                           "{\"raw\":}",
                           "{\"grid\":[[1}]}",
                           "nullx"})
    CHECK_MESSAGE(failure<whole>(text) != "no error", text);
}

TEST_CASE("decode errors: no prefix of a document is valid, whatever bytes follow it") {
  REQUIRE(failure<whole>(sample) == "no error");
  geai::json::simdjson json;
  for (char const filler : {'\0', ' ', '}', ']', ',', '"', '1', ':', '\\'})
    for (std::size_t size = 0; size != sample.size(); ++size) {
      support::padded_text const text(std::string_view(sample).substr(0, size), filler);
      REQUIRE_MESSAGE(!json.decode<whole>(text.view()), size);
      REQUIRE_MESSAGE(!json.decode<geai::raw_json>(text.view()), size);
    }
}

TEST_CASE("decode errors: accepts the same texts as another library") {
  std::mt19937 random(4);
  geai::json::simdjson json;
  int valid = 0;
  for (int i = 0; i != 100'000; ++i) {
    std::string text = sample;
    for (std::size_t n = 1 + random() % 2; n != 0; --n) {
      std::size_t const at = random() % text.size();
      switch (random() % 4) {
        case 0: text.erase(at, 1 + random() % 3); break;
        case 1: text[at] = "{}[]:,\"\\ 0e-.tnu\xc3\n"[random() % 18]; break;
        case 2: text.insert(at, 1, "{}[]:,\"\\ 0e-.tnu\xc3\n"[random() % 18]); break;
        default: text.insert(at, text.substr(random() % text.size(), random() % 8)); break;
      }
    }
    // nlohmann refuses halves of surrogate pairs, which these texts do not have, and invalid UTF-8.
    bool const accepted = nlohmann::json::accept(geai::json::valid_utf8(text));
    valid += accepted ? 1 : 0;
    support::padded_text const padded(text);
    REQUIRE_MESSAGE(json.decode<geai::raw_json>(padded.view()).has_value() == accepted, text);
    if (!accepted) REQUIRE_MESSAGE(!json.decode<whole>(padded.view()), text);
  }
  CHECK(valid > 1000);
}
