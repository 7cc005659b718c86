#include <geai/json/encode.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <cstdint>
#include <cstring>
#include <geai/json/model.hpp>
#include <limits>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "support/allocation_counter.hpp"

namespace {

struct leaf {
  int number = 0;
};

struct sheet {
  std::optional<std::string> title{};
  geai::raw_json extra{};
  std::string body{};
  std::vector<std::string> tags{};
  std::map<std::string, leaf> leaves{};
  std::optional<leaf> best{};
  geai::secret key{};
  std::chrono::seconds age{};
  bool folded = false;
};

struct nothing {};

struct spelled {
  int right = 1;
};

}  // namespace

template <> struct geai::model<leaf> : geai::fields<geai::field<"number", &leaf::number>> {};

template <>
struct geai::model<sheet>
    : geai::fields<
          geai::field<"title", &sheet::title>, geai::field<"extra", &sheet::extra>, geai::field<"body", &sheet::body>,
          geai::field<"tags", &sheet::tags>, geai::field<"leaves", &sheet::leaves>, geai::field<"best", &sheet::best>,
          geai::field<"key", &sheet::key>, geai::field<"age", &sheet::age>, geai::field<"folded", &sheet::folded>> {};

template <> struct geai::model<nothing> : geai::fields<> {};

template <>
struct geai::model<spelled>
    : geai::fields<geai::other_name<"wrong", &spelled::right>, geai::field<"right", &spelled::right>> {};

namespace {

template <class T> std::string encoded(T const& value) {
  std::string out;
  geai::json::encode(value, out);
  return out;
}

std::string encoded_text(std::string_view text) { return encoded(std::string(text)); }

// Writes a text with blocks, if the processor has them, and without, and requires the same output. The text ends at the
// end of its allocation, so that AddressSanitizer reports a read beyond it.
std::string encoded_both_ways(std::string_view text) {
  auto const copy = std::make_unique<char[]>(text.size());
  text.copy(copy.get(), text.size());
  std::string_view const exact(copy.get(), text.size());
  std::string out;
  geai::json::encode(exact, out);
  std::string without_blocks;
  {
    geai::json::detail::basic_writer<void> writer(without_blocks);
    geai::json::detail::write(exact, writer);
  }
  REQUIRE(out == without_blocks);
  return out;
}

// Requires the same replacements as those of nlohmann, which follows the same rule.
void check_replaced(std::string_view text) {
  std::string const json = encoded_both_ways(text);
  auto const read = nlohmann::json::parse(json, nullptr, false);
  REQUIRE_MESSAGE(read.is_string(), json);
  auto const replaced = nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  REQUIRE(read == nlohmann::json::parse(replaced));
}

}  // namespace

TEST_CASE("encode: unset optionals and empty raw parts are omitted, nothing else") {
  CHECK(encoded(sheet{}) == R"({"body":"","tags":[],"leaves":{},"key":"","age":0,"folded":false})");

  sheet const full{.title = "t",
                   .extra = {R"({ "a" : [1, 2] })"},
                   .body = "b",
                   .tags = {"x", "y"},
                   .leaves = {{"one", {1}}, {"two", {2}}},
                   .best = leaf{3},
                   .key = "hidden",
                   .age = std::chrono::minutes(2),
                   .folded = true};
  CHECK(encoded(full) ==
        R"({"title":"t","extra":{ "a" : [1, 2] },"body":"b","tags":["x","y"],"leaves":{"one":{"number":1},)"
        R"("two":{"number":2}},"best":{"number":3},"key":"hidden","age":120,"folded":true})");
}

TEST_CASE("encode: appends, and writes a member under its first name only") {
  std::string out = "data: ";
  geai::json::encode(nothing{}, out);
  geai::json::encode(spelled{}, out);
  CHECK(out == R"(data: {}{"right":1})");
}

TEST_CASE("encode: null where nothing can be omitted") {
  CHECK(encoded(std::optional<int>{}) == "null");
  CHECK(encoded(std::vector<std::optional<int>>{1, std::nullopt}) == "[1,null]");
  CHECK(encoded(geai::raw_json{}) == "null");
  CHECK(encoded(std::vector<geai::raw_json>{{}, {"{}"}}) == "[null,{}]");
  CHECK(encoded(std::map<std::string, std::optional<int>>{{"a", std::nullopt}}) == R"({"a":null})");
}

TEST_CASE("encode: integers of all kinds, at their limits") {
  CHECK(encoded(std::int8_t{-128}) == "-128");
  CHECK(encoded(std::uint8_t{255}) == "255");
  CHECK(encoded(std::numeric_limits<std::int64_t>::min()) == "-9223372036854775808");
  CHECK(encoded(std::numeric_limits<std::uint64_t>::max()) == "18446744073709551615");
  CHECK(encoded(std::vector<bool>{true, false}) == "[true,false]");
  CHECK(encoded(std::chrono::seconds(-5)) == "-5");
}

TEST_CASE("encode: floating-point numbers are the shortest that round-trip, and always JSON") {
  CHECK(encoded(0.1) == "0.1");
  CHECK(encoded(0.1F) == "0.1");
  CHECK(encoded(3.0) == "3");
  CHECK(encoded(-0.0) == "-0");
  CHECK(encoded(std::numeric_limits<double>::quiet_NaN()) == "null");
  CHECK(encoded(std::numeric_limits<double>::infinity()) == "null");
  CHECK(encoded(-std::numeric_limits<float>::infinity()) == "null");

  std::mt19937_64 bits(1);
  for (int i = 0; i != 20'000; ++i) {
    std::uint64_t const pattern = bits();
    double number = 0;
    std::memcpy(&number, &pattern, sizeof number);
    if (number - number != 0) continue;  // not a finite number
    std::string const text = encoded(number);
    REQUIRE_MESSAGE(nlohmann::json::parse(text).get<double>() == number, text);
  }
}

TEST_CASE("encode: characters are escaped if necessary, in the short form if there is one") {
  CHECK(encoded_text("a\"b\\c/d") == R"("a\"b\\c/d")");
  CHECK(encoded_text("\b\f\n\r\t") == R"("\b\f\n\r\t")");
  CHECK(encoded_text(std::string_view("\0\x01\x1f", 3)) == R"("\u0000\u0001\u001f")");
  CHECK(encoded_text("\x7f") == "\"\x7f\"");
  CHECK(encoded(std::map<std::string, int>{{"a\n\"", 1}}) == R"({"a\n\"":1})");

  // At each position of the words that are scanned at once.
  for (std::size_t size = 1; size != 40; ++size)
    for (std::size_t at = 0; at != size; ++at) {
      std::string text(size, 'x');
      text[at] = '\n';
      REQUIRE(encoded(text) == '"' + std::string(at, 'x') + "\\n" + std::string(size - at - 1, 'x') + '"');
    }
}

TEST_CASE("encode: ill-formed UTF-8 becomes U+FFFD, once for each maximal subpart") {
#define FFFD "\xef\xbf\xbd"
  CHECK(encoded_text("caf\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80") == "\"caf\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80\"");
  CHECK(encoded_text("\x80") == "\"" FFFD "\"");
  CHECK(encoded_text("a\xc3") == "\"a" FFFD "\"");
  CHECK(encoded_text("\xc0\xaf") == "\"" FFFD FFFD "\"");                    // overlong
  CHECK(encoded_text("\xe0\x80\xaf") == "\"" FFFD FFFD FFFD "\"");           // overlong
  CHECK(encoded_text("\xed\xa0\x80") == "\"" FFFD FFFD FFFD "\"");           // a surrogate
  CHECK(encoded_text("\xf4\x90\x80\x80") == "\"" FFFD FFFD FFFD FFFD "\"");  // beyond U+10FFFF
  CHECK(encoded_text("\xf0\x9f\x98") == "\"" FFFD "\"");                     // cut
  CHECK(encoded_text("\xe2\x82(") == "\"" FFFD "(\"");                       // cut
  // The example of the Unicode standard, table 3-11.
  CHECK(encoded_text("\xe1\x80\xe2\xf0\x91\x92\xf1\xbf\x41") == "\"" FFFD FFFD FFFD FFFD "A\"");
#undef FFFD
}

TEST_CASE("encode: any bytes become JSON that another library reads, and UTF-8 is read back equal") {
  std::mt19937 random(2);
  std::vector<std::string> const pieces = {"a",    "plain text ", "\"",       "\\",   "\n",   "\x01",        "\xc3\xa9",
                                           "\xff", "\xe2\x82",    "\xf0\x9f", "\x80", "\xed", "\xe2\x82\xac"};
  for (int i = 0; i != 20'000; ++i) {
    std::string text;
    if (i % 2 == 0)
      for (std::size_t n = random() % 30; n != 0; --n) text += pieces[random() % pieces.size()];
    else
      for (std::size_t n = random() % 60; n != 0; --n) text += static_cast<char>(random() % 256);
    check_replaced(text);
  }
}

TEST_CASE("encode: each byte at each position, between ASCII, escapes and characters of several bytes") {
  for (std::string_view const filler : {"x", "\n", "\x01", "\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x98\x80"})
    for (std::size_t at = 0; at <= 40; ++at)
      for (int byte = 0; byte != 256; ++byte) {
        std::string text;
        while (text.size() < at) text += filler;
        text += static_cast<char>(byte);
        while (text.size() < 40 + at % 40) text += filler;
        encoded_both_ways(text);
        if (byte % 16 == 0) check_replaced(text);
      }
}

TEST_CASE("encode: sequences at the limits of UTF-8, at the end of each block and of the text") {
  std::string_view const second = "\"\x7f\x80\x8f\x90\x9f\xa0\xbf\xc0\xff";
  std::string_view const third = "\n\x80\xbf\xc2";
  std::size_t at = 0;
  for (int lead = 0x80; lead != 0x100; ++lead)
    for (char two : second)
      for (char three : third)
        for (char four : {'\x80', '\xbf', 'x'}) {
          at = (at + 1) % 19;  // has no factor in common with the numbers of bytes
          std::string text(at, at % 3 == 0 ? '"' : 'x');
          text += {static_cast<char>(lead), two, three, four};
          encoded_both_ways(text);
          text += std::string(40, 'x');
          check_replaced(text);
        }
}

TEST_CASE("encode: long texts of whole characters, of which some are escaped, are read back equal") {
  std::mt19937 random(3);
  std::vector<std::string> const pieces = {"a",    "plain text ", "\"",           "\\",           "\n",
                                           "\x01", "\xc3\xa9",    "\xe2\x82\xac", "\xed\x9f\xbf", "\xf0\x9f\x98\x80"};
  for (int i = 0; i != 5'000; ++i) {
    std::string text;
    for (std::size_t n = random() % 200; n != 0; --n) text += pieces[random() % (i % 2 == 0 ? 2 : pieces.size())];
    REQUIRE(nlohmann::json::parse(encoded_both_ways(text)).get<std::string>() == text);
  }
}

TEST_CASE("encode: text that grows to six times its size fits, whatever its size and the memory there is") {
  for (std::size_t size = 0; size != 300; ++size)
    for (char c : {'\x01', '\n', '\xff'}) {
      std::string const text(size, c);
      std::string const json = encoded_both_ways(text);
      std::string out;
      out.reserve(size * 2);
      geai::json::encode(text, out);
      REQUIRE(out == json);
      REQUIRE(json.size() == 2 + size * (c == '\n' ? 2 : c == '\x01' ? 6 : 3));
    }
}

TEST_CASE("encode: allocates only for the text") {
  sheet const value{.title = "a title that is too long to be kept in place",
                    .body = std::string(300, '\n'),
                    .tags = {"x"},
                    .leaves = {{"one", {1}}},
                    .key = "k"};
  std::string out;
  out.reserve(2000);
  support::allocation_counter allocations;
  geai::json::encode(value, out);
  CHECK(allocations.count() == 0);
}
