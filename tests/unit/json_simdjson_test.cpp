#include <geai/inline.hpp>
//
#include <geai/json/simdjson.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <limits>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "support/json_text.hpp"

namespace {

struct point {
  int x = 0;
  std::optional<double> y{};
  friend bool operator==(point const&, point const&) = default;
};

struct record {
  std::string id{};
  std::int64_t count = 7;
  std::optional<std::string> note{};
  point where{};
  std::vector<point> path{};
  std::map<std::string, point> named{};
  geai::raw_json extra{};
  geai::secret token{};
  std::chrono::seconds age{};
  bool open = true;
  friend bool operator==(record const&, record const&) = default;
};

// Two spellings of one name, and a member that is nested more deeply than its name suggests.
struct spelled {
  std::string id{};
  point inner{};
};

template <geai::detail::fixed_string Name, auto Outer, auto Inner> struct nested_field {
  static constexpr std::string_view name = Name.view();
  static constexpr bool written = true;
  using type = typename geai::detail::member_pointer<decltype(Inner)>::type;
  template <class Object> static auto& get(Object& object) noexcept { return object.*Outer.*Inner; }
};

struct tree {
  std::vector<tree> children{};
};

struct nothing {};

}  // namespace

template <> struct geai::model<point> : geai::fields<geai::field<"x", &point::x>, geai::field<"y", &point::y>> {};

template <>
struct geai::model<record>
    : geai::fields<geai::field<"id", &record::id>, geai::field<"count", &record::count>,
                   geai::field<"note", &record::note>, geai::field<"where", &record::where>,
                   geai::field<"path", &record::path>, geai::field<"named", &record::named>,
                   geai::field<"extra", &record::extra>, geai::field<"token", &record::token>,
                   geai::field<"ageOfTheRecordInSeconds", &record::age>, geai::field<"open", &record::open>> {};

template <>
struct geai::model<spelled>
    : geai::fields<geai::field<"identifier", &spelled::id>, geai::other_name<"id", &spelled::id>,
                   nested_field<"x", &spelled::inner, &point::x>> {};

template <> struct geai::model<tree> : geai::fields<geai::field<"children", &tree::children>> {};

template <> struct geai::model<nothing> : geai::fields<> {};

namespace {

template <class T> geai::result<T> decode(std::string_view text, char filler = '}') {
  geai::json::simdjson json;
  return json.decode<T>(support::padded_text(text, filler).view());
}

template <class T> std::string failure(std::string_view text) {
  auto const decoded = decode<T>(text);
  if (decoded) return "no error";
  CHECK(decoded.error().code == geai::errc::decode);
  CHECK(decoded.error().phase == geai::phase::decode);
  return decoded.error().message;
}

}  // namespace

TEST_CASE("decode: every kind of member") {
  auto const read = decode<record>(R"( {
    "id" : "r1", "count": -12, "note":"n", "where" : {"x":1, "y":2.5}, "path":[{"x":1},{"x":2}],
    "named":{"a":{"x":3},"":{"y":4}}, "extra": { "a" : [1, "]}"] } , "token":"t\u00e9",
    "ageOfTheRecordInSeconds":60, "open":false}
  )");
  REQUIRE(read.has_value());
  CHECK(*read == record{.id = "r1",
                        .count = -12,
                        .note = "n",
                        .where = {1, 2.5},
                        .path = {{1, {}}, {2, {}}},
                        .named = {{"a", {3, {}}}, {"", {0, 4.0}}},
                        .extra = {R"({ "a" : [1, "]}"] })"},
                        .token = "t\xc3\xa9",
                        .age = std::chrono::minutes(1),
                        .open = false});
}

TEST_CASE("decode: absent and null members keep their default, unknown ones are skipped") {
  record const fresh;
  CHECK(*decode<record>("{}") == fresh);
  CHECK(*decode<record>(R"({"id":null,"count":null,"note":null,"where":null,"path":null,"named":null,"extra":null,)"
                        R"("token":null,"ageOfTheRecordInSeconds":null,"open":null})") == fresh);
  CHECK(*decode<record>(R"({"a":[{"id":"no"},[],{}],"b":{"count":1,"c":{}},"c":"\u0041","d":-1.5e3,"e":true,)"
                        R"("f":false,"g":null,"":0,"ageOfTheRecordInSecond":1,"ageOfTheRecordInSecondS":1})") == fresh);
  CHECK(decode<nothing>(R"({"a":1})").has_value());
}

TEST_CASE("decode: the order of the keys does not matter") {
  std::array<std::string, 5> members = {R"("id":"r")", R"("count":2)", R"("where":{"y":1,"x":2})", R"("open":false)",
                                        R"("note":"n")"};
  record const expected{.id = "r", .count = 2, .note = "n", .where = {2, 1.0}, .open = false};
  std::sort(members.begin(), members.end());
  int permutations = 0;
  do {
    std::string text = "{";
    for (std::string const& member : members) text += member + ",";
    text.back() = '}';
    REQUIRE(*decode<record>(text) == expected);
    ++permutations;
  } while (std::next_permutation(members.begin(), members.end()));
  CHECK(permutations == 120);
}

TEST_CASE("decode: keys may be escaped, and are compared as a whole") {
  CHECK(decode<record>(R"({"\u0069d":"r"})")->id == "r");
  CHECK(decode<record>(R"({"ageOfTheRecord\u0049nSeconds":5})")->age == std::chrono::seconds(5));
  CHECK(decode<record>(R"({"id\u0000":"r","id ":"r","ID":"r","i":"r","\\id":"r"})")->id.empty());
  // Equal at both ends, found in the expected position and elsewhere.
  CHECK(decode<record>(R"({"token":"t","ageOfTheREcordInSeconds":5})")->age == std::chrono::seconds(0));
  CHECK(decode<record>(R"({"ageOfTheREcordInSeconds":5})")->age == std::chrono::seconds(0));
  CHECK(failure<record>(R"({"\x":1})") == "$: not valid JSON (a key has an invalid escape)");
}

TEST_CASE("decode: the last repeated key that is not null wins") {
  CHECK(decode<record>(R"({"id":"a","id":"b"})")->id == "b");
  CHECK(decode<record>(R"({"where":{"x":1},"where":{"y":2}})")->where == point{0, 2.0});
  CHECK(decode<record>(R"({"path":[{"x":1},{"x":2}],"path":[{"y":2}]})")->path == std::vector<point>{{0, 2.0}});
  CHECK(decode<record>(R"({"named":{"a":{"x":1},"a":{"y":2}}})")->named ==
        std::map<std::string, point>{{"a", {0, 2.0}}});
  CHECK(decode<record>(R"({"count":1,"count":null})")->count == 1);
}

TEST_CASE("decode: other names and fields that reach deeper") {
  CHECK(decode<spelled>(R"({"identifier":"a","x":3})")->inner.x == 3);
  CHECK(decode<spelled>(R"({"id":"a"})")->id == "a");
  CHECK(decode<spelled>(R"({"id":"a","identifier":null})")->id == "a");
  CHECK(decode<spelled>(R"({"identifier":"a","id":"b"})")->id == "b");
}

TEST_CASE("decode: whole documents of every kind") {
  CHECK(*decode<std::string>(R"( "a" )") == "a");
  CHECK(*decode<int>("12", '3') == 12);  // digits after the text do not belong to it
  CHECK(*decode<bool>("true", 'e'));
  CHECK(*decode<std::vector<int>>("[1,2]") == std::vector<int>{1, 2});
  CHECK(*decode<std::vector<bool>>("[true,false]") == std::vector<bool>{true, false});
  CHECK(*decode<std::vector<std::optional<int>>>("[1,null]") == std::vector<std::optional<int>>{1, std::nullopt});
  CHECK(*decode<std::map<std::string, std::vector<int>>>(R"({"a\n":[1],"b":[]})") ==
        std::map<std::string, std::vector<int>>{{"a\n", {1}}, {"b", {}}});
  CHECK(!decode<std::optional<int>>("null")->has_value());
  CHECK(decode<geai::raw_json>(" [1 , {}]\n")->text == "[1 , {}]");
  CHECK(decode<geai::raw_json>("null")->empty());
}

TEST_CASE("decode: a byte order mark is skipped") {
  CHECK(decode<record>("\xef\xbb\xbf{\"id\":\"r\"}")->id == "r");
  CHECK_FALSE(decode<record>("\xef\xbb\xbf").has_value());
  CHECK_FALSE(decode<record>("\xef\xbb\xbf\xef\xbb\xbf{}").has_value());
}

TEST_CASE("decode: integers at their limits, and beyond") {
  CHECK(*decode<std::int64_t>("-9223372036854775808") == std::numeric_limits<std::int64_t>::min());
  CHECK(*decode<std::int64_t>("9223372036854775807") == std::numeric_limits<std::int64_t>::max());
  CHECK(*decode<std::uint64_t>("18446744073709551615") == std::numeric_limits<std::uint64_t>::max());
  CHECK(*decode<std::int8_t>("-128") == -128);
  CHECK(*decode<unsigned>("-0") == 0);
  for (char const* text :
       {"9223372036854775808", "-9223372036854775809", "18446744073709551616", "1e19", "1e999999999999"})
    CHECK(failure<std::int64_t>(text) == "$: expected an integer, found a number that is out of range");
  CHECK_FALSE(decode<std::uint64_t>("18446744073709551616").has_value());
  CHECK_FALSE(decode<std::uint64_t>("-1").has_value());
  CHECK_FALSE(decode<std::int8_t>("128").has_value());
  CHECK_FALSE(decode<std::int8_t>("-129").has_value());
  CHECK_FALSE(decode<std::uint8_t>("256").has_value());
}

TEST_CASE("decode: a number with a zero fraction is an integer") {
  CHECK(*decode<int>("1.0") == 1);
  CHECK(*decode<int>("-2.50e1") == -25);
  CHECK(*decode<int>("1200E-2") == 12);
  CHECK(*decode<int>("0e400") == 0);
  CHECK(*decode<int>("-0.000") == 0);
  CHECK(*decode<std::int64_t>("9007199254740993.0") == 9007199254740993);
  CHECK(*decode<std::int64_t>("1.00000000000000000000000000000000") == 1);
  CHECK(failure<int>("1.5") == "$: expected an integer, found a number with a fraction");
  CHECK(failure<int>("1e-1") == "$: expected an integer, found a number with a fraction");
  CHECK(*decode<std::chrono::seconds>("3599.5") == std::chrono::seconds(3599));
  CHECK(*decode<std::chrono::duration<double, std::milli>>("\"12.5\"") ==
        std::chrono::duration<double, std::milli>(12.5));
}

TEST_CASE("decode: other texts are not numbers") {
  for (char const* text : {"-",
                           "+1",
                           "01",
                           "-01",
                           "1.",
                           ".5",
                           "1e",
                           "1e+",
                           "1.e5",
                           "0x1",
                           "1a",
                           "--1",
                           "1 2",
                           "1\"a\"",
                           "Infinity",
                           "NaN",
                           "-Infinity",
                           "1_000",
                           "0.-5",
                           "-.5",
                           "0.1.2",
                           "0.5a",
                           "0.1234567a",
                           "0.12345678a",
                           "0.123456789012345a",
                           "0.1234567890123456a",
                           "a.5",
                           "0. 5"}) {
    CHECK_MESSAGE(!decode<int>(text), text);
    CHECK_MESSAGE(!decode<double>(text), text);
    CHECK_MESSAGE(!decode<geai::raw_json>(text), text);
    CHECK_MESSAGE(!decode<std::vector<double>>("[" + std::string(text) + "]"), text);
    CHECK_MESSAGE(!decode<std::vector<double>>("[1, " + std::string(text) + " ,2]"), text);
    CHECK_MESSAGE(!decode<std::vector<double>>("[1," + std::string(text) + ",2]"), text);
  }
}

TEST_CASE("decode: floating-point numbers, exactly") {
  CHECK(*decode<double>("3") == 3.0);
  CHECK(*decode<double>("-0.1e1") == -1.0);
  CHECK(*decode<float>("0.1") == 0.1F);
  CHECK(*decode<double>("1e-999999999999") == 0.0);
  CHECK(*decode<double>("0.00001e-330") == 0.0);
  CHECK(failure<double>("1e400") == "$: expected a number, found a number that is out of range");
  CHECK(failure<double>("0.00001e999") == "$: expected a number, found a number that is out of range");
  CHECK_FALSE(decode<float>("1e39").has_value());

  std::mt19937_64 bits(1);
  std::string text;
  for (int i = 0; i != 20'000; ++i) {
    std::uint64_t const pattern = bits();
    double number = 0;
    std::memcpy(&number, &pattern, sizeof number);
    if (number - number != 0) continue;  // not a finite number
    text.clear();
    geai::json::encode(number, text);
    REQUIRE_MESSAGE(*decode<double>(text) == number, text);
  }
}

// Numbers in a list have a separate code path: all digits, powers and ties must equal the result of std::from_chars.
template <class Number> void check_numbers_of_lists(unsigned seed) {
  std::mt19937_64 random(seed);
  std::vector<std::string> texts{"0.0",
                                 "-0",
                                 "-0.0e5",
                                 "0.00000000000000000000000001",
                                 "1e22",
                                 "1e-27",
                                 "1e27",
                                 "1e28",
                                 "9007199254740993",
                                 "9007199254740993.0",
                                 "16777217",
                                 "16777219e0",
                                 "5e-324",
                                 "0.000000000000000001234567890123456789",
                                 "12345678901234567890",
                                 "1.5E+3"};
  for (int i = 0; i != 20'000; ++i) {
    std::uint64_t const digits = random() >> random() % 64;
    std::string text = (random() % 2 ? "-" : "") + std::to_string(digits);
    if (std::size_t const whole = 1 + random() % text.size(); whole != text.size() && text[whole - 1] != '-')
      text.insert(whole, 1, '.');
    if (text[0] == '0' || text.starts_with("-0"))
      text.insert(text.find('0') + 1, text.find('.') == text.npos ? ".0" : "");
    if (random() % 4 == 0) text += "e" + std::to_string(int(random() % 40) - 20);
    texts.push_back(std::move(text));
  }
  for (int i = 0; i != 20'000; ++i) {  // one digit and a fraction
    std::string const digits = std::to_string(10'000'000'000'000'000'000U + random() % 9'000'000'000'000'000'000U);
    std::string const zeros(random() % 4, '0');
    texts.push_back((random() % 2 ? "-" : "") + std::to_string(random() % 10) + "." + zeros +
                    digits.substr(0, 1 + random() % 18));
  }
  for (int i = 0; i != 5'000; ++i) {  // multiples of 1/65536, which are exact
    std::string const digits = std::to_string(100'000'000'000'000'000 + random() % (10 * 65'536) * 152'587'890'625);
    texts.push_back(digits.substr(1, 1) + "." + digits.substr(2));
  }
  for (int i = 0; i != 5'000; ++i)  // halfway between two
    texts.push_back(std::to_string((random() >> (63 - std::numeric_limits<Number>::digits)) | 1) + "e" +
                    std::to_string(random() % 3));
  std::string all;
  for (std::string const& each : texts) all += (all.empty() ? "[" : ", ") + each;
  auto const read = decode<std::vector<Number>>(all + " ]");
  REQUIRE(read.has_value());
  REQUIRE(read->size() == texts.size());
  for (std::size_t i = 0; i != texts.size(); ++i) {
    Number expected{};
    std::from_chars(texts[i].data(), texts[i].data() + texts[i].size(), expected);
    CHECK_MESSAGE(std::memcmp(&(*read)[i], &expected, sizeof expected) == 0, texts[i]);
  }
}

TEST_CASE("decode: numbers in lists, as std::from_chars reads them") {
  check_numbers_of_lists<double>(1);
  check_numbers_of_lists<float>(2);
}

TEST_CASE("decode: strings") {
  CHECK(*decode<std::string>(R"("\"\\\/\b\f\n\r\t")") == "\"\\/\b\f\n\r\t");
  CHECK(*decode<std::string>(R"("\u0041\u00e9\u20AC\uD83D\ude00")") == "A\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80");
  CHECK(*decode<std::string>(R"("a\u0000b")") == std::string("a\0b", 3));
  // Lone halves of a pair.
  CHECK(*decode<std::string>(R"("\ud83d")") == "\xef\xbf\xbd");
  CHECK(*decode<std::string>(R"("\ude00x")") == "\xef\xbf\xbdx");
  CHECK(*decode<std::string>(R"("\ud83d\u0041")") ==
        "\xef\xbf\xbd"
        "A");
  CHECK(*decode<std::string>(R"("\ud83d\ud83d\ude00")") == "\xef\xbf\xbd\xf0\x9f\x98\x80");
  for (char const* text : {R"("\x")", R"("\u12")", R"("\u12g4")", R"("\U0041")", R"("\)", R"("\")", R"("a)", "\"a\nb\"",
                           "\"\x01\"", "'a'"}) {
    CHECK_MESSAGE(!decode<std::string>(text), text);
    CHECK_MESSAGE(!decode<geai::secret>(text), text);
    CHECK_MESSAGE(!decode<geai::raw_json>(text), text);
  }
}

TEST_CASE("decode: ill-formed UTF-8 becomes U+FFFD") {
  CHECK(*decode<std::string>("\"\xff\"") == "\xef\xbf\xbd");
  CHECK(*decode<geai::secret>("\"a\xc3\"") == geai::secret("a\xef\xbf\xbd"));
  CHECK(decode<geai::raw_json>("[\"\xe2\x82\"]")->text == "[\"\xef\xbf\xbd\"]");
  CHECK(*decode<std::string>("\"\xed\xa0\x80\"") == "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
}

TEST_CASE("decode: an escape is found at any position of a long text") {
  for (std::size_t const size : {1000U, 1024U, 1030U, 3000U})
    for (std::size_t at = 0; at < size - 1; at += 1 + size / 300) {
      std::string text = "[\"a\",\"" + std::string(size, 'x') + "\",\"b\\t\",\"" + std::string(size, 'y') + "\"]";
      text.replace(6 + at, 2, "\\n");
      auto const read = decode<std::vector<std::string>>(text);
      REQUIRE(read.has_value());
      REQUIRE((*read)[2] == "b\t");
      REQUIRE((*read)[1].find('\n') == at);
    }
}

TEST_CASE("decode: any encoded text is decoded to itself") {
  std::mt19937 random(3);
  std::vector<std::string> const pieces = {"a", "plain text ", "\"", "\\", "\n", "\xc3\xa9", "\xf0\x9f\x98\x80", "/"};
  std::string json;
  for (int i = 0; i != 20'000; ++i) {
    std::vector<std::string> texts(random() % 4);
    for (std::string& text : texts)
      for (std::size_t n = random() % 40; n != 0; --n) text += pieces[random() % pieces.size()];
    json.clear();
    geai::json::encode(texts, json);
    REQUIRE(*decode<std::vector<std::string>>(json) == texts);
  }
}

TEST_CASE("decode: documents that are nested too deeply are an error, not a crash") {
  std::string const open(200'000, '[');
  std::string const close(200'000, ']');
  std::string const too_deep = "not valid JSON (nested more than 1024 deep)";
  CHECK(failure<std::vector<geai::raw_json>>(open) == "$[0]: " + too_deep);
  CHECK(failure<geai::raw_json>(open + close) == "$: " + too_deep);
  CHECK(failure<record>("{\"unknown\":" + open + close + "}") == "$: " + too_deep);
  CHECK(failure<record>("{\"extra\":" + open + close + "}") == "$.extra: " + too_deep);

  auto const nested = [](std::size_t depth) {
    std::string text;
    for (std::size_t i = 0; i != depth; ++i) text += R"({"children":[)";
    for (std::size_t i = 0; i != depth; ++i) text += "]}";
    return text;
  };
  CHECK(decode<tree>(nested(512)).has_value());
  CHECK_FALSE(decode<tree>(nested(513)).has_value());
  CHECK_FALSE(decode<tree>(nested(100'000)).has_value());
  CHECK(decode<geai::raw_json>(nested(512)).has_value());
  CHECK_FALSE(decode<geai::raw_json>(nested(513)).has_value());
}

TEST_CASE("decode: several threads at once, large and small documents in turn") {
  geai::json::simdjson json;
  auto const work = [&json] {
    std::vector<std::string> const large(200'000, "0123456789");
    std::string text;
    geai::json::encode(large, text);
    support::padded_text const padded(text);
    support::padded_text const small(R"(["a"])");
    for (int i = 0; i != 5; ++i) {
      auto const read = json.decode<std::vector<std::string>>(padded.view());
      if (!read || *read != large) return false;
      if (!json.decode<std::vector<std::string>>(small.view())) return false;
    }
    return true;
  };
  std::array<bool, 3> good{};
  {
    std::vector<std::jthread> threads;
    for (bool& each : good) threads.emplace_back([&each, work] { each = work(); });
  }
  CHECK(good == std::array{true, true, true});
}
